"""Writes the record of one event from its mentions: what most independent sources say, and where they differ."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from dragoman.ids import merged_id
from dragoman.knowledge.merging import MergeRules
from dragoman.merge.clusters import Group, first_of
from dragoman.merge.same import one_person, places_differ, told_with
from dragoman.merge.telling import Side, Telling, party_key, words_of
from dragoman.records import Actor, Conflict, Event, EventDate, EventPlace, Party, Reading

PRESS = "JRN"
# The flag of an event that is told to be put off to another day.
POSTPONED = "postponed"
# From the least to the most that a status claims; the record of an event keeps what most sources say.
CLAIMS = ("negated", "conditional", "possible", "planned", "actual")


def build_event(group: Group, rules: MergeRules) -> Event:
    """Return the merged event of a group of mentions."""
    voices = independent(group)
    told = sorted(group, key=_fullness, reverse=True)
    best = told[0]
    if len(group) == 1:
        status = best.mention.status
    else:
        status = _majority(group, voices, lambda t: t.mention.status, CLAIMS.index)
        best = next((t for t in told if t.mention.status == status), best)
    dated = _dated(group, voices, best)
    mention = best.mention
    placed = mention if mention.place is not None else next((t.mention for t in told if t.mention.place), mention)
    days = [t.published for t in group if t.published is not None]
    flags = {flag for t in group for flag in t.mention.flags}
    if any(t.mention.status != "actual" and _delay_told(t, rules) for t in group):
        flags.add(POSTPONED)
    return Event(
        id=merged_id(first_of(group)),
        type=mention.type,
        mode=mention.mode or next((t.mention.mode for t in told if t.mention.mode), None),
        contexts=tuple(dict.fromkeys(c for t in told for c in t.mention.contexts)),
        cameo=mention.cameo,
        quad=mention.quad,
        score=mention.score,
        goldstein=mention.goldstein,
        status=status,
        actors=_parties([t.mention.actors for t in told], mention.actors),
        recipients=_parties([t.mention.recipients for t in told], mention.recipients),
        date=dated,
        place=_place(placed),
        evidence=mention.evidence.text,
        mentions=(mention.id, *(t.mention.id for t in told if t is not best)),
        documents=tuple(dict.fromkeys(t.mention.document for t in (best, *told))),
        sources=len(set(voices.values())),
        first_published=dt.date.fromordinal(min(days)) if days else None,
        last_published=dt.date.fromordinal(max(days)) if days else None,
        outcome=None,
        conflicts=conflicts(group, voices) if len(group) > 1 else (),
        confidence=max(t.mention.confidence for t in group),
        flags=tuple(sorted(flags)),
    )


def _delay_told(telling: Telling, rules: MergeRules) -> bool:
    return any(word in rules.postponed for word in words_of(telling.mention.evidence.text))


def independent(group: Group) -> dict[str, str]:
    """Return the voice of each document: reprints, papers of one house, and copies of one agency share theirs."""
    if len(group) == 1:
        return {group[0].mention.document: group[0].mention.document}
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for telling in group:
        document = f"document {telling.mention.document}"
        names = [f"text {telling.group}"]
        if telling.outlet:
            names.append(f"press {telling.outlet}")
        names += [f"press {s.name.casefold()}" for s in telling.mention.attribution if s.sector == PRESS]
        for name in names:
            a, b = root(document), root(name)
            parent[max(a, b)] = min(a, b)
    return {t.mention.document: root(f"document {t.mention.document}") for t in group}


def conflicts(group: Group, voices: dict[str, str]) -> tuple[Conflict, ...]:
    """Return the fields on which mentions differ, with the words of each reading, the most told first."""
    found = []
    for field, readings in (
        ("date", _by_value(group, _date_told)),
        ("place", _place_readings(group)),
        ("status", _by_value(group, _status_told)),
    ):
        if _contradict(field, readings):
            found.append(Conflict(field=field, readings=_readings(readings, voices)))
    for what in sorted({what for t in group for what in t.counts}):
        readings = _by_value(group, lambda t: _count_told(t, what))  # noqa: B023 (called at once)
        if len(readings) > 1:
            found.append(Conflict(field="number", readings=_readings(readings, voices)))
    for field, sides in (("actor", [t.actors for t in group]), ("recipient", [t.recipients for t in group])):
        for key in sorted({key for s in sides for key in s.persons}):
            readings = _person_readings(group, sides, field, key)
            if len(readings) > 1:
                found.append(Conflict(field=field, readings=_readings(readings, voices)))
    return tuple(found)


Told = dict[str, list[tuple[Telling, str]]]


def _by_value(group: Group, told: Callable[[Telling], tuple[str, str] | None]) -> Told:
    readings: Told = defaultdict(list)
    for telling in group:
        found = told(telling)
        if found is not None:
            readings[found[0]].append((telling, found[1]))
    return readings


def _date_told(telling: Telling) -> tuple[str, str] | None:
    date = telling.mention.date
    if date is None or date.text is None or date.edtf is None:
        return None
    return date.edtf, date.text


def _status_told(telling: Telling) -> tuple[str, str]:
    return telling.mention.status, telling.mention.trigger.text


def _count_told(telling: Telling, what: str) -> tuple[str, str] | None:
    found = telling.counts.get(what)
    return None if found is None else (f"{found[0]:g} {what}", found[1])


def _place_readings(group: Group) -> Told:
    """Return the places told; one that another can be (a country of its city) is no reading of its own."""
    readings: Told = {}
    for telling in group:
        if telling.mention.place is None or not told_with(telling):
            continue
        at = next((name for name, told in readings.items() if not places_differ(told[0][0], telling)), None)
        readings.setdefault(at or telling.mention.place.name, []).append((telling, telling.mention.place.text))
    return readings


def _person_readings(group: Group, sides: Sequence[Side], field: str, key: str) -> Told:
    readings: Told = {}
    for telling, side in zip(group, sides):
        for person in sorted(side.persons.get(key, ())):
            words = _words_of(telling, field, person)
            at = next((name for name in readings if one_person(name, person)), None)
            readings.setdefault(at or person, []).append((telling, words))
    # Several persons of one country may be told together: a conflict is only where no mention shares one with another.
    tellings = {id(t) for told in readings.values() for t, _ in told}
    shared = any(len({id(t) for t, _ in told}) == len(tellings) for told in readings.values())
    return {} if shared or any(len(s.persons.get(key, ())) > 1 for s in sides) else readings


def _words_of(telling: Telling, field: str, person: str) -> str:
    actors = telling.mention.actors if field == "actor" else telling.mention.recipients
    return next((a.text for a in actors if person in (a.person, a.name)), person)


def _contradict(field: str, readings: Told) -> bool:
    """Tell whether readings differ for good: days that cannot be one, a fact told and denied."""
    if len(readings) < 2:
        return False
    if field != "date":
        return field != "status" or "negated" in readings
    days = [(t.first, t.last) for told in readings.values() for t, _ in told[:1]]
    return any(a[1] < b[0] or b[1] < a[0] for a in days for b in days)


def _readings(readings: Told, voices: dict[str, str]) -> tuple[Reading, ...]:
    def weight(item: tuple[str, list[tuple[Telling, str]]]) -> tuple:
        return -len({voices[t.mention.document] for t, _ in item[1]}), item[0]

    return tuple(
        Reading(value=value, text=told[0][1], mentions=tuple(sorted(t.mention.id for t, _ in told)))
        for value, told in sorted(readings.items(), key=weight)
    )


def _majority(group: Group, voices: dict[str, str], told: Callable[[Telling], str], rank: Callable[[str], int]) -> str:
    """Return the value that most voices tell, of equal ones the higher in rank."""
    votes: dict[str, set[str]] = defaultdict(set)
    for telling in group:
        votes[told(telling)].add(voices[telling.mention.document])
    return max(votes, key=lambda value: (len(votes[value]), rank(value)))


def _dated(group: Group, voices: dict[str, str], best: Telling) -> EventDate | None:
    """Return the date that most voices tell in words, else the best mention's."""
    told = [t for t in group if t.dated and t.mention.date is not None and t.mention.date.edtf]
    chosen = best.mention.date
    if told:
        votes: dict[str, set[str]] = defaultdict(set)
        for telling in told:
            votes[telling.mention.date.edtf].add(voices[telling.mention.document])  # type: ignore[union-attr]
        # Of equally told dates the narrowest, then the first.
        winner = min(told, key=lambda t: (-len(votes[t.mention.date.edtf]), t.last - t.first, t.first, t.mention.id))
        chosen = winner.mention.date
    elif chosen is None:
        chosen = next((t.mention.date for t in group if t.mention.date is not None), None)
    if chosen is None:
        return None
    return _event_date(chosen.edtf, chosen.earliest, chosen.latest, chosen.basis)


@lru_cache(maxsize=16384)
def _event_date(edtf: str | None, earliest: dt.date | None, latest: dt.date | None, basis: str) -> EventDate:
    return EventDate(edtf=edtf, earliest=earliest, latest=latest, basis=basis)


def _place(mention: object) -> EventPlace | None:
    place = mention.place  # type: ignore[attr-defined]
    if place is None:
        return None
    return _event_place(place.name, place.country, place.lat, place.lon, place.feature)


@lru_cache(maxsize=16384)
def _event_place(name: str, country: str | None, lat: float | None, lon: float | None, feature: str) -> EventPlace:
    return EventPlace(name=name, country=country, lat=lat, lon=lon, feature=feature)


def _parties(sides: Iterable[Sequence[Actor]], main: Sequence[Actor]) -> tuple[Party, ...]:
    """Return the parties of the best mention with what others add: a name to a bare country, a missing side."""
    rest = [actor for side in sides for actor in side]
    found: dict[tuple, Party] = {}
    for actor in main or rest:
        if actor.person is None and actor.office is None:
            fuller = next((a for a in rest if a.person and party_key(a) == party_key(actor) and a.country), None)
            sole = fuller is not None and not any(a.person and party_key(a) == party_key(actor) for a in main)
            actor = fuller if sole and fuller is not None and fuller.sector == actor.sector else actor
        if (actor.name, actor.country) not in found:
            found[actor.name, actor.country] = _party(
                actor.name, actor.person, actor.office, actor.country, actor.sector, actor.code
            )
    return tuple(found.values())


@lru_cache(maxsize=65536)
def _party(
    name: str, person: str | None, office: str | None, country: str | None, sector: str | None, code: str | None
) -> Party:
    """Return a party; the same few come often, and records do not change."""
    return Party(name=name, person=person, office=office, country=country, sector=sector, code=code)


def _fullness(telling: Telling) -> tuple:
    mention = telling.mention
    return (
        telling.complete,
        telling.dated,
        mention.confidence,
        sum(bool(a.person) + bool(a.office) for a in (*mention.actors, *mention.recipients)),
        -(telling.published or 0),
        mention.document,
        mention.id,
    )
