"""Completes dyads that the sentence leaves open, from the story or the place; what is inferred is flagged.

What an event type leaves open is said in its file: `open_recipient` and `open_actor`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.drafts import Draft
from dragoman.analyse.homes import homes_of
from dragoman.analyse.roles import HasActors
from dragoman.analyse.topic_phrases import topics_of
from dragoman.ids import entity_id
from dragoman.knowledge.events import EventType
from dragoman.knowledge.world import Country
from dragoman.records import Actor, Place

RECIPIENT_INFERRED = "recipient-inferred"
COUNTRY_INFERRED = "actor-country-inferred"
ACTOR_INFERRED = "actor-inferred"
# Who acts at home acts on his own country's people where nobody else is named.
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PRM"})
AT_HOME = STATE | {"REB", "CVL", "OPP", "PTY", "LAB", "EDU", "REL", "SOC", "AGR", "MED", "CRM"}
POLICE = frozenset({"COP", "JUD", "LEG"})
# Of whom a text says no country where they are its own.
PEOPLE = frozenset({"CVL", "EDU", "JRN", "LAB", "REL", "OPP", "SOC", "AGR", "MED", "PTY"})
CONFLICT = ("verbal conflict", "material conflict")


def complete_dyads(
    analysis: Analysis,
    drafts: Sequence[Draft],
    places: Sequence[Place],
    types: Mapping[str, EventType],
    countries: Mapping[str, Country],
    resolved: Sequence[HasActors] = (),
    openers: Set[str] = frozenset(),
) -> tuple[Draft, ...]:
    """Return the drafts with the recipient or actor that their type lets the reader infer, marked as inferred.

    "The Secretary met President X. He pledged $5m": the pledge is made to X. "Police in Lomé fired tear gas": at
    people of Togo. "The Polish journalist was detained in Minsk": by Belarus.

    Arguments: analysis; drafts in text order; places; types, by name; countries, by ISO code; resolved mentions, and
    openers, phrases that say what a sentence is about ("On Nepal, …").
    """
    focus = _focus(drafts)
    foes = _foes(drafts, types)
    topics = topics_of(analysis, resolved, openers)
    abroad: dict[int, set[str | None]] = {}
    for item in resolved:
        abroad.setdefault(item.mention.sentence, set()).update(a.country for a in item.actors if a.country)
    homes = homes_of(analysis, tuple(places))
    done: list[Draft] = []
    for draft in drafts:
        kind = types[draft.type]
        where = draft.place.country if draft.place is not None else None
        if not draft.actors and draft.recipients and draft.match.pattern.frame.mode in kind.open_actor:
            actor = _country(analysis, draft, where or _at_home(draft, homes), countries)
            if actor is not None:
                draft = replace(draft, actors=(actor,), flags=(*draft.flags, ACTOR_INFERRED))
        if not draft.actors and draft.recipients and kind.undone_by is not None:
            draft = _by_who_undoes(draft, drafts, kind.undone_by)
        if not draft.recipients and not draft.reciprocal:
            fought = "foe" in kind.open_recipient
            told = [d for d in done if types[d.type].quad == kind.quad] if fought else done
            alone = not fought or abroad.get(draft.sentence.index, set()) <= {a.country for a in draft.actors}
            draft = _with_recipient(analysis, draft, told, topics, focus, foes, where, kind, countries, alone=alone)
        elif "home" in kind.open_recipient:
            draft = _own_people(analysis, draft, foes, where, countries)
        elif "partner" in kind.open_recipient and not draft.noun:
            draft = _their_envoy(analysis, draft, done, countries)
        done.append(draft)
    return tuple(done)


def _with_recipient(
    analysis: Analysis,
    draft: Draft,
    done: Sequence[Draft],
    topics: Mapping[int, Actor],
    focus: Actor | None,
    foes: Mapping[str, Actor],
    where: str | None,
    kind: EventType,
    countries: Mapping[str, Country],
    *,
    alone: bool,
) -> Draft:
    """Return a draft with the first recipient that its type lets the reader infer.

    Arguments: as for `complete_dyads`; done, the drafts told before that may name the other side; alone, whether its
    sentence names no other state.
    """
    own = {a.country for a in draft.actors}
    known = len(own) == 1 and (None not in own or any(a.sector == "IGO" for a in draft.actors))
    if not known or draft.noun and "noun" not in kind.open_recipient:
        return draft
    partner = None
    for way in kind.open_recipient:
        if way == "partner":
            topic = topics.get(draft.sentence.index)
            if topic is not None and topic.country not in own:
                partner = topic
            elif None not in own:
                partner = _partner(draft, done, own)
        elif way == "focus" and focus is not None and focus.country not in own:
            partner = focus
        elif way == "foe" and not POLICE.issuperset(a.sector for a in draft.actors):
            partner = next((foes[iso] for iso in own if iso in foes), None)
        elif way == "place" and where is not None:
            partner = _country(analysis, draft, where, countries)
        elif way == "home" and alone and None not in own and all(_at_work(a, countries) for a in draft.actors):
            partner = _country(analysis, draft, next(iter(own)), countries)
        if partner is not None:
            return replace(draft, recipients=(partner,), flags=(*draft.flags, RECIPIENT_INFERRED))
    return draft


def _at_work(actor: Actor, countries: Mapping[str, Country]) -> bool:
    """Tell soldiers, police and people, who act at home, from a state as a whole: "Iran fired a missile"."""
    row = countries.get(actor.country or "")
    return actor.sector in AT_HOME and (row is None or actor.name != row.name)


def _by_who_undoes(draft: Draft, drafts: Sequence[Draft], undone_by: str) -> Draft:
    """Return a draft done by who undoes it: "Chad freed the men *held since May*"."""
    victims = {a.entity for a in draft.recipients}
    for other in drafts:
        same = other.sentence is draft.sentence and other.type == undone_by
        if same and other.actors and victims <= {a.entity for a in other.recipients}:
            return replace(draft, actors=other.actors, flags=(*draft.flags, ACTOR_INFERRED))
    return draft


def _own_people(
    analysis: Analysis, draft: Draft, foes: Mapping[str, Actor], where: str | None, countries: Mapping[str, Country]
) -> Draft:
    """Return a draft whose victims, of no named country, are the actor's own people: "police beat two students"."""
    own = {a.country for a in draft.actors}
    iso = next(iter(own), None)
    if len(own) != 1 or iso is None or iso in foes or where not in (None, iso):
        return draft
    if any(a.sector not in AT_HOME for a in draft.actors) or any(
        a.country or a.person or a.sector not in PEOPLE for a in draft.recipients
    ):
        return draft
    row = countries.get(iso)
    if row is None:
        return draft
    theirs = tuple(_of_country(a, row, analysis) for a in draft.recipients)
    flags = draft.flags if COUNTRY_INFERRED in draft.flags else (*draft.flags, COUNTRY_INFERRED)
    return replace(draft, recipients=theirs, flags=flags)


def _their_envoy(
    analysis: Analysis, draft: Draft, done: Sequence[Draft], countries: Mapping[str, Country]
) -> Draft:
    """Return a draft whose unnamed envoy is of the state that the actor was told to deal with just before.

    "Chile accused Peru of spying. It expelled the consul": Peru's.
    """
    own = {a.country for a in draft.actors}
    envoys = all(a.office and a.sector == "GOV" and not a.person and not a.country for a in draft.recipients)
    if not envoys or not draft.recipients or len(own) != 1 or None in own:
        return draft
    partner = _partner(draft, done, own)
    row = countries.get(partner.country or "") if partner is not None else None
    if row is None:
        return draft
    flags = (*draft.flags, COUNTRY_INFERRED) if COUNTRY_INFERRED not in draft.flags else draft.flags
    return replace(draft, recipients=tuple(_of_country(a, row, analysis) for a in draft.recipients), flags=flags)


def _of_country(actor: Actor, row: Country, analysis: Analysis) -> Actor:
    """Return an actor whose state is inferred, an entity of its own."""
    return actor.model_copy(
        update={
            "country": row.iso3,
            "code": f"{row.iso3}{actor.sector}",
            "entity": entity_id(analysis.document.id, f"{actor.entity}:{row.iso3}"),
            "name": f"{row.name} {actor.name}",
            "found_by": f"{actor.found_by}, country inferred",
        }
    )


def _foes(drafts: Sequence[Draft], types: Mapping[str, EventType]) -> dict[str, Actor]:
    """Return for each state the actor of the one other state that it is told to fight with, where there is one."""
    sides: dict[str, Counter[str]] = {}
    actors: dict[str, Actor] = {}
    for draft in drafts:
        if types[draft.type].quad not in CONFLICT:
            continue
        for one in draft.actors:
            for other in draft.recipients:
                if one.country and other.country:
                    sides.setdefault(one.country, Counter())[other.country] += 1
                    sides.setdefault(other.country, Counter())[one.country] += 1
                    for actor in (one, other):
                        if actor.sector in ("GOV", "MIL") or actor.country not in actors:
                            actors[actor.country] = actor
    found = {}
    for iso, others in sides.items():
        best, times = others.most_common(1)[0]
        if best != iso and times > sum(others.values()) / 2:
            found[iso] = actors[best]
    return found


def _at_home(draft: Draft, homes: Mapping[int, str]) -> str | None:
    """Return the country of the dateline where the people acted on are its own."""
    before = [country for paragraph, country in homes.items() if paragraph <= draft.sentence.paragraph]
    return before[-1] if before and before[-1] in {a.country for a in draft.recipients} else None


def _country(analysis: Analysis, draft: Draft, iso: str | None, countries: Mapping[str, Country]) -> Actor | None:
    """Return a state as an actor, resting on the words that led to it: the place, else an actor, else the deed."""
    row = countries.get(iso or "")
    if row is None:
        return None
    place = draft.place if draft.place is not None and draft.place.country == iso else None
    actor = next((a for a in draft.participants if a.country == iso), None)
    if place is not None:
        text, start, end = place.text, place.start, place.end
    elif actor is not None:
        text, start, end = actor.text, actor.start, actor.end
    else:
        start, end = draft.trigger
        text = analysis.document.text[start:end]
    return Actor(
        text=text,
        start=start,
        end=end,
        name=row.name,
        country=row.iso3,
        code=row.iso3,
        entity=entity_id(analysis.document.id, f"country:{row.iso3}"),
        found_by="inferred from the place" if place is not None or actor is None else "inferred from the other side",
    )


def _focus(drafts: Sequence[Draft]) -> Actor | None:
    """Return an actor of the country that most events of a document have a part in, where one stands out."""
    shares: Counter[str] = Counter()
    for draft in drafts:
        shares.update({a.country for a in draft.participants if a.country})
    best = shares.most_common(2)
    if not best or best[0][1] < 4 or best[0][1] < 0.4 * len(drafts) or len(best) > 1 and best[0][1] < 1.5 * best[1][1]:
        return None
    actors = [a for d in drafts for a in d.participants if a.country == best[0][0]]
    return next((a for a in actors if a.sector == "GOV" and not a.person), actors[0])


def _partner(draft: Draft, done: Sequence[Draft], own: set[str | None]) -> Actor | None:
    """Return the other side of the dyad told just before: in this paragraph or the one before."""
    for other in reversed(done):
        if draft.sentence.paragraph - other.sentence.paragraph > 1 or other.sentence.kind != "body":
            return None
        if RECIPIENT_INFERRED in other.flags or ACTOR_INFERRED in other.flags:
            continue
        others = {a.country for a in other.participants} - own - {None}
        if own & {a.country for a in other.participants}:
            if len(others) != 1:
                return None
            return next(a for a in other.participants if a.country in others)
    return None
