"""What became of planned events: held, postponed or cancelled, as later events of the same parties tell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.merge.build import POSTPONED
from dragoman.merge.same import one_person
from dragoman.merge.telling import PLANS, SPEECH
from dragoman.records import Event, Outcome, OutcomeKind, Party

# A plan without a day is taken to be for so many days after it was told; one with a day may slip by so many.
OPEN_DAYS = 45
# A plan for a longer time than this names no day.
LONGEST_DAYS = 31
SLIP_DAYS = 4
# Planned meetings are often told as agreed; what is held is a meeting.
MEETINGS = ("CONSULT",)
# How the basis of a date begins that stands not with the event itself.
INFERRED = ("publication", "as told before")
SAME_ACT = {"AGREE": ("CONSULT",)}


def join_outcomes(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with what became of the planned ones among them."""
    plans = {event.id: codes_of(event) for event in events if is_plan(event)}
    kinds = {kind for event in events if event.id in plans for kind in acts_of(event.type)}
    later: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events if plans else ():
        if event.type in kinds:
            later[event.type, codes_of(event)].append(event)
    done = []
    for event in events:
        if event.id in plans:
            others = [other for kind in acts_of(event.type) for other in later[kind, plans[event.id]]]
            event = event.model_copy(update={"outcome": outcome_of(event, others)})
        done.append(event)
    return tuple(done)


def is_plan(event: Event) -> bool:
    """Tell whether an event is something planned that may be seen to happen: between two parties, no mere words."""
    deed = event.type not in SPEECH or event.type in SAME_ACT
    return event.status in PLANS and deed and "+" in codes_of(event)


def acts_of(kind: str) -> tuple[str, ...]:
    """Return the types of event that what is planned as one type may become."""
    return SAME_ACT.get(kind, (kind,))


def outcome_of(plan: Event, others: Iterable[Event]) -> Outcome | None:
    """Return what became of a plan, None where nothing tells it.

    Arguments: others, events of the same parties.
    """
    best: tuple[tuple, Outcome] | None = None
    for event in others:
        kind = _kind(plan, event) if event.id != plan.id else None
        if kind is None:
            continue
        # A meeting that was held needs no other word; else what is told last is true.
        rank = (kind == "held", event.last_published or dt.date.min, event.id)
        if best is None or rank > best[0]:
            best = rank, Outcome(kind=kind, event=event.id)
    return best[1] if best else None


def codes_of(event: Event) -> str:
    """Return the keys of all parties of an event, in order, joined by +."""
    return "+".join(sorted({key for party in (*event.actors, *event.recipients) if (key := _key(party))}))


def _key(party: Party) -> str | None:
    return party.country or party.sector


def _kind(plan: Event, event: Event) -> OutcomeKind | None:
    told, after = plan.first_published, event.last_published
    if told is None or after is None or after < told or not _same_people(plan, event):
        return None
    meeting = event.type in MEETINGS and _is_dated(plan) and _tells_day(event)
    if not meeting and not _alike(plan, event):
        return None
    if event.status in PLANS:
        return "postponed" if POSTPONED in event.flags and _later_day(plan, event) else None
    if not _in_time(plan, event):
        return None
    if event.status == "negated":
        return "postponed" if POSTPONED in event.flags else "cancelled"
    if event.mode and plan.mode and "phone" in (event.mode, plan.mode) and event.mode != plan.mode:
        return None
    return "held"


def _tells_day(event: Event) -> bool:
    """Tell whether the words of an event say on which days it was."""
    date = event.date
    if date is None or date.earliest is None or date.latest is None:
        return False
    return not date.basis.startswith(INFERRED) and (date.latest - date.earliest).days <= SLIP_DAYS


def _is_dated(plan: Event) -> bool:
    """Tell whether a plan names its day, or a few weeks."""
    date = plan.date
    return bool(date and date.earliest and date.latest and (date.latest - date.earliest).days <= LONGEST_DAYS)


def _alike(plan: Event, event: Event) -> bool:
    """Tell whether an event shares what an undated plan does name: a person, and the place or the mode."""
    here = bool(plan.place and event.place and plan.place.name == event.place.name)
    mode = plan.mode is not None and plan.mode == event.mode
    named = [p.person for p in (*plan.actors, *plan.recipients) if p.person]
    others = [p.person for p in (*event.actors, *event.recipients) if p.person]
    return (here or mode) and any(one_person(a, b) for a in named for b in others)


def _in_time(plan: Event, event: Event) -> bool:
    """Tell whether an event falls into the days of a plan (what was called off has no day of its own)."""
    first, last = _window(plan)
    if event.date is None or event.date.earliest is None or event.date.latest is None:
        day = event.first_published
        return day is not None and first <= day <= last
    if event.status == "negated" and event.first_published is not None and event.first_published <= last:
        return True
    return event.date.earliest <= last and event.date.latest >= first


def _window(plan: Event) -> tuple[dt.date, dt.date]:
    told = plan.first_published or dt.date.min
    date = plan.date
    if date is None or date.latest is None or date.latest < told:
        return told, told + dt.timedelta(OPEN_DAYS)
    first = max(date.earliest or told, told)
    return first - dt.timedelta(1), date.latest + dt.timedelta(SLIP_DAYS)


def _later_day(plan: Event, event: Event) -> bool:
    if event.date is None or event.date.earliest is None:
        return True
    return plan.date is None or plan.date.latest is None or event.date.earliest > plan.date.latest


def _same_people(plan: Event, event: Event) -> bool:
    """Tell whether no country sends another person or office than planned."""
    for party in (*plan.actors, *plan.recipients):
        others = [p for p in (*event.actors, *event.recipients) if _key(p) == _key(party)]
        named = [p for p in others if p.person]
        if party.person and named:
            if not any(one_person(party.person, p.person) for p in named if p.person):
                return False
        elif party.office and any(p.office for p in others) and not any(p.office == party.office for p in others):
            return False
    return True
