"""Resolves actor mentions to entities: short names, titles, "the visiting dignitary", counterparts, pronouns.

One pass from left to right, because a reader learns in that order; headlines after the body, and first-person
pronouns at the end, when it is known who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.clauses import clause_of
from dragoman.analyse.entities import (
    Entity,
    Seen,
    State,
    country_entity,
    country_name,
    describe,
    is_subject,
)
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.homes import attached, homes_of, issuing_state, located, of_towns, stories_of
from dragoman.analyse.issuers import issuing_body, of_issuer, seats_apart
from dragoman.analyse.mentions import Mention
from dragoman.analyse.persons import is_leader, settle_office
from dragoman.analyse.resolving import resolve_mention, resolve_owned
from dragoman.analyse.speakers import listener, name_speakers
from dragoman.ids import entity_id
from dragoman.knowledge.actors import Pronoun
from dragoman.records import Actor, Place, Span


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the actors it stands for: one, or the members of a pair or group; none if unknown.

    `together` are those whom "we" takes in where it tells of a meeting: who speaks, and to whom.
    """

    mention: Mention
    actors: tuple[Actor, ...]
    inferred: bool = False
    plural: bool = False
    together: tuple[Actor, ...] = ()


class Quoted(Protocol):
    """What attribution found: a source, and the words said."""

    source_head: tuple[int, int] | None
    content: tuple[Span, ...]
    quotation: str


def resolve(
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    places: tuple[Place, ...],
    reported: Sequence[Quoted],
    gazetteer: Gazetteer,
) -> tuple[Resolved, ...]:
    """Return each mention with the actors it stands for, in the order of the mentions.

    Arguments: analysis; mentions, from `find_mentions`; places, from `find_places` (they tell the country of
    actors that the sentence leaves without one); reported, from `find_attributions` (who says "we"); gazetteer.
    """
    mentions = of_towns(analysis, mentions, places, gazetteer)
    homes = homes_of(analysis, places)
    author = issuing_body(analysis, gazetteer)
    if author is not None:
        mentions, homes = of_issuer(analysis, mentions, author, gazetteer), seats_apart(homes, mentions)
    stories = stories_of(analysis, mentions, homes, gazetteer, at_home_nowhere=author is not None)
    lead = next((stories[s.index] for s in analysis.sentences if s.kind == "body"), None)
    pairs = {(m.sentence, m.first): m for m in mentions if m.kind == "pair"}
    named = frozenset(
        m.country
        for m in mentions
        if m.country and m.kind in ("country", "capital", "seat", "people", "agent", "office")
    )
    where = located(analysis, places, gazetteer.names.foreign_roles)
    state = State(analysis, gazetteer, lead, homes, named, pairs, where, attached(analysis, places))
    name_speakers(mentions, state)
    body, display = [], []
    for n, mention in enumerate(mentions):
        (body if analysis.sentences[mention.sentence].kind == "body" else display).append(n)
    entities: dict[int, tuple[Entity, ...]] = {}
    # A headline is written for a reader who goes on to the body: its short names are resolved by what the
    # body says, the first mention there being the nearest.
    towns = {(p.start, p.end) for p in places if p.feature != "country"}
    wider = [(p.start, p.end) for p in places if p.feature not in ("country", "city")]
    for part in (body, display):
        for n in part:
            m = mentions[n]
            state.home = stories[m.sentence] if part is body else lead
            if m.kind in ("country", "capital") and any(
                a <= m.start and m.end <= b and b - a > m.end - m.start for a, b in wider
            ):
                entities[n] = ()  # "Lake Victoria" is no capital, "the Gulf of Mexico" no state
                continue
            unmarked = m.kind in ("person", "name") and m.found_by in ("person", "name")
            if unmarked and (m.start, m.end) in towns and not is_leader(m, state):
                entities[n] = ()  # "San Francisco", with nothing that tells a person
                continue
            entities[n] = resolve_mention(m, state)
            if m.kind == "pronoun" and is_relative(m, state):
                continue  # it only takes up the words before it, which have been seen
            for entity in entities[n]:
                _remember(entity, mentions[n], state)
        if part is body:
            state.seen.reverse()
    together: dict[int, tuple[Entity, ...]] = {}
    issuer = issuing_state(analysis, gazetteer)
    for n, mention in enumerate(mentions):
        pronoun = _spoken(mention, state)
        if pronoun is None:
            continue
        speakers = _speaker(mention, mentions, entities, reported, state)
        if not speakers and pronoun.person == 1 and issuer and not _is_quoted(mention, reported):
            alone = mention.kind == "pronoun" and not pronoun.plural
            speakers = (alone and _signer(issuer, mentions, entities, state) or country_entity(issuer, state),)
        meant = speakers if pronoun.person == 1 else _addressed(mention, speakers, mentions, entities, reported, state)
        if mention.kind != "pronoun":
            if len(meant) == 1 and not entities[n]:
                entities[n] = resolve_owned(mention, meant[0], state)
            continue
        entities[n] = _people(meant, state) if pronoun.person == 1 and pronoun.plural else meant
        other = listener(mention.start, state) if pronoun.person == 1 and pronoun.plural else None
        if other is not None and len(speakers) == 1:
            together[n] = (speakers[0], other)
    for entity in {id(e): e for group in entities.values() for e in group}.values():
        settle_office(entity, gazetteer.rules)
    labels = label_actors(analysis, state.speakers, gazetteer)
    return labels + tuple(
        _record(mention, entities[n], together.get(n, ()), state) for n, mention in enumerate(mentions)
    )


def is_relative(mention: Mention, state: State) -> bool:
    """Tell "who" and "which", that take up the words right before them, from other pronouns."""
    row = state.gazetteer.anaphora.pronouns.get(mention.noun or "")
    return row is not None and row.relative


def _spoken(mention: Mention, state: State) -> Pronoun | None:
    """Return the pronoun of the first or second person that a mention is ("we") or is owned by ("your country")."""
    words = state.gazetteer.anaphora
    if mention.kind == "pronoun":
        row = words.pronouns.get(mention.noun or "")
    elif mention.owner is not None and mention.country is None and mention.person is None:
        row = words.pronouns.get(state.analysis.sentences[mention.sentence].tokens[mention.owner].lower)
    else:
        return None
    return row if row is not None and row.person != 3 else None


def _signer(
    issuer: str, mentions: tuple[Mention, ...], entities: dict[int, tuple[Entity, ...]], state: State
) -> Entity | None:
    """Return the official under whose name an institution's statement stands: its first line that is a name alone."""
    for n, mention in enumerate(mentions):
        sentence = state.analysis.sentences[mention.sentence]
        line = mention.last - mention.first + 1 >= len(sentence.tokens) - 2
        if mention.person and line and len(entities[n]) == 1 and entities[n][0].country == issuer:
            return entities[n][0]
    return None


def _is_quoted(mention: Mention, reported: Sequence[Quoted]) -> bool:
    return any(s.start <= mention.start < s.end for r in reported for s in r.content)


def _cue_of(mention: Mention, reported: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Return (sentence, head) of the sources whose words hold a mention, the shortest quotation first."""
    quotes = [
        (span.end - span.start, item.source_head)
        for item in reported
        if item.quotation != "indirect" and item.source_head is not None
        for span in item.content
        if span.start <= mention.start and mention.end <= span.end
    ]
    return [head for _, head in sorted(quotes)]


def _speaker(
    mention: Mention,
    mentions: tuple[Mention, ...],
    entities: dict[int, tuple[Entity, ...]],
    reported: Sequence[Quoted],
    state: State,
) -> tuple[Entity, ...]:
    """Return who speaks the quotation or the turn that a word in the first person stands in."""
    for sentence, token in _cue_of(mention, reported):
        for k, m in enumerate(mentions):
            if m.sentence == sentence and m.first <= token <= m.last and entities[k]:
                return entities[k]
    turn = next((t for t in state.analysis.turns if t.start <= mention.start < t.end), None)
    return (state.speakers[turn.label.start],) if turn and turn.label.start in state.speakers else ()


def _addressed(
    mention: Mention,
    speakers: tuple[Entity, ...],
    mentions: tuple[Mention, ...],
    entities: dict[int, tuple[Entity, ...]],
    reported: Sequence[Quoted],
    state: State,
) -> tuple[Entity, ...]:
    """Return whom "you" stands for: the other speaker of a transcript, else the one person from abroad told of with
    who speaks, in the sentence of the quotation or the one before it."""
    other = listener(mention.start, state)
    if other is not None or len(speakers) != 1:
        return (other,) if other is not None else ()
    own = speakers[0]
    for sentence, _ in _cue_of(mention, reported)[:1]:
        told: dict[str, Entity] = {}
        for k, m in enumerate(mentions):
            if sentence - 1 <= m.sentence <= sentence and m.kind != "pronoun":
                told |= {e.key: e for e in entities[k] if e is not own and (e.kind in PEOPLE or e.sector == "JRN")}
        found = tuple(told.values())
        if len(found) == 1 and found[0].country not in (None, own.country) and found[0].person:
            return found
    return ()


PEOPLE = ("person", "office")


def _people(speakers: tuple[Entity, ...], state: State) -> tuple[Entity, ...]:
    """Return whom "we" stands for: the country of who speaks, if it is one."""
    country = speakers[0].country if len(speakers) == 1 else None
    return (country_entity(country, state),) if country else speakers


def _remember(entity: Entity, mention: Mention, state: State) -> None:
    sentence = state.analysis.sentences[mention.sentence]
    if entity.first is None and mention.kind != "pronoun":
        entity.first = mention
    if mention.alias:
        state.aliases[mention.alias] = entity
    state.seen.append(Seen(entity, mention, is_subject(sentence, mention), clause_of(sentence, mention.head)))


def label_actors(analysis: Analysis, speakers: dict[int, Entity], gazetteer: Gazetteer) -> tuple[Resolved, ...]:
    """Return the labels of a transcript as resolved mentions; they stand in no sentence (index -1)."""
    found = []
    for turn in analysis.turns:
        entity = speakers.get(turn.label.start)
        if entity is None:
            continue
        a, b = turn.label.start, turn.label.end
        mention = Mention(-1, -1, -1, -1, a, b, "person", turn.label.text, person=entity.person, found_by="label")
        found.append(Resolved(mention, (_actor(mention, entity, analysis, gazetteer),), entity.inferred))
    return tuple(found)


def _record(mention: Mention, entities: tuple[Entity, ...], together: tuple[Entity, ...], state: State) -> Resolved:
    actors, both = (
        tuple(_actor(mention, e, state.analysis, state.gazetteer) for e in group) for group in (entities, together)
    )
    return Resolved(mention, actors, any(e.inferred for e in entities), mention.plural, both)


def _actor(mention: Mention, entity: Entity, analysis: Analysis, gazetteer: Gazetteer) -> Actor:
    return Actor(
        text=analysis.document.text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        name=describe(entity, country_name(entity.country, gazetteer)),
        person=entity.person,
        office=entity.office,
        country=entity.country,
        sector=entity.sector,
        code=actor_code(entity.country, entity.sector),
        entity=entity_id(analysis.document.id, entity.key),
        found_by=_found_by(mention, entity),
    )


def _found_by(mention: Mention, entity: Entity) -> str:
    """Say how a mention was read: by which words or table, as whom named before, and what is only inferred."""
    how = [mention.found_by or mention.kind]
    if "officeholders.csv" in entity.found_by and "officeholders.csv" not in how[0]:
        how.append("officeholders.csv")
    first = entity.first
    if first is not None and first is not mention and mention.kind not in ("country", "capital", "seat"):
        how.append(f"as «{first.text}»")
    if entity.inferred:
        how.append("country inferred")
    return ", ".join(how)


def actor_code(country: str | None, sector: str | None) -> str | None:
    """Return the CAMEO-style code of an actor: country and sector, or the sector alone."""
    return f"{country or ''}{sector or ''}" or None
