"""Resolves actor mentions to entities: short names, titles, "the visiting dignitary", counterparts, pronouns.

One pass from left to right, because a reader learns in that order; first-person pronouns and "both sides"
look at what the pass has collected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.antecedents import (
    antecedent,
    coordinated,
    counterpart_of,
    general_antecedent,
    is_group,
    latest_country,
    pair_members,
    visitor,
)
from dragoman.analyse.clauses import clause_of
from dragoman.analyse.entities import Entity, Seen, describe, is_subject, same_person
from dragoman.analyse.gazetteer import Gazetteer, name_key
from dragoman.analyse.lexicon import find_names
from dragoman.analyse.mentions import Mention
from dragoman.ids import entity_id
from dragoman.knowledge.actors import Officeholder, in_office
from dragoman.records import Actor, Place, Span

# Actors of these sectors belong to some state even where the sentence does not name it.
NATIONAL = frozenset("GOV MIL COP JUD LEG SPY PTY OPP CVL LAB EDU MED REL AGR SOC REB PRM REF".split())
LOCAL = frozenset({"PTY", "JUD", "LEG", "COP", "OPP", "LAB"})
INTERNATIONAL = frozenset({"IGO", "NGO", "MNC"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the actors it stands for: one, or the members of a pair or group; none if unknown."""

    mention: Mention
    actors: tuple[Actor, ...]
    inferred: bool = False
    plural: bool = False


class Quoted(Protocol):
    """What attribution found: a source, and the words said."""

    source_head: tuple[int, int] | None
    content: tuple[Span, ...]
    quotation: str


@dataclass
class _State:
    analysis: Analysis
    gazetteer: Gazetteer
    home: str | None
    homes: dict[int, str]
    named: frozenset[str]
    pairs: dict[tuple[int, int], Mention]
    located: dict[int, list[tuple[int, str]]]
    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: dict[str, Entity] = field(default_factory=dict)
    speakers: dict[int, Entity] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)


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
    homes = _homes(analysis, places)
    home = next(iter(homes.values()), None) or _home(analysis, mentions, gazetteer)
    pairs = {(m.sentence, m.first): m for m in mentions if m.kind == "pair"}
    named = frozenset(m.country for m in mentions if m.country and m.kind in ("country", "capital", "seat", "people", "agent", "office"))
    state = _State(analysis, gazetteer, home, homes, named, pairs, _located(analysis, places))
    body, display = [], []
    for n, mention in enumerate(mentions):
        (body if analysis.sentences[mention.sentence].kind == "body" else display).append(n)
    entities: dict[int, tuple[Entity, ...]] = {}
    # A headline is written for a reader who goes on to the body: its short names are resolved by what the
    # body says, the first mention there being the nearest.
    wider = [(p.start, p.end) for p in places if p.feature not in ("country", "city")]
    for part in (body, display):
        for n in part:
            m = mentions[n]
            if m.kind in ("country", "capital") and any(a <= m.start and m.end <= b and b - a > m.end - m.start for a, b in wider):
                entities[n] = ()  # "Lake Victoria" is no capital, "the Gulf of Mexico" no state
                continue
            entities[n] = _resolve_one(m, state)
            for entity in entities[n]:
                _remember(entity, mentions[n], state)
        if part is body:
            state.seen.reverse()
    _speakers(analysis, state)
    for n, mention in enumerate(mentions):
        if mention.noun in FIRST_PERSON and mention.kind == "pronoun":
            entities[n] = _speaker(mention, mentions, entities, reported, state)
    labels = label_actors(analysis, state.speakers, gazetteer)
    return labels + tuple(_record(mention, entities[n], state) for n, mention in enumerate(mentions))


FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our"})


def _speaker(
    mention: Mention,
    mentions: tuple[Mention, ...],
    entities: dict[int, tuple[Entity, ...]],
    reported: Sequence[Quoted],
    state: _State,
) -> tuple[Entity, ...]:
    """Return whom "I" or "we" stands for in a quotation or a turn: the speaker, for "we" the speaker's country."""
    quotes = [
        (span.end - span.start, item.source_head)
        for item in reported
        if item.quotation != "indirect" and item.source_head is not None
        for span in item.content
        if span.start <= mention.start and mention.end <= span.end
    ]
    speakers: tuple[Entity, ...] = ()
    for _, (sentence, token) in sorted(quotes):
        n = next((k for k, m in enumerate(mentions) if m.sentence == sentence and m.first <= token <= m.last and entities[k]), None)
        if n is not None:
            speakers = entities[n]
            break
    if not speakers:
        turn = next((t for t in state.analysis.turns if t.start <= mention.start < t.end), None)
        speakers = (state.speakers[turn.label.start],) if turn and turn.label.start in state.speakers else ()
    if mention.noun in ("i", "me", "my") or len(speakers) != 1:
        return speakers
    country = speakers[0].country
    return (_country_entity(country, state),) if country else speakers


def _speakers(analysis: Analysis, state: _State) -> None:
    """Resolve the labels of a transcript once the body is known: "SECRETARY RICE", "A" (the one who answers)."""
    main = None
    title = f"{analysis.document.title or ''} {analysis.document.text[:200]}"
    for turn in analysis.turns:
        label = turn.label.text
        words = name_key(label)
        if label.lower() in ("q", "question", "journalist", "reporter") or not words:
            continue
        if label.lower() in ("a", "answer") and main is not None:
            state.speakers[turn.label.start] = main
            continue
        entity = next((e for e in state.entities.values() if e.person and same_person(words[-1], e.person)), None)
        if entity is None and " " in label and label[0].isupper():
            entity = Entity(key=f"person:{'-'.join(words)}", kind="person", name=label, person=label, country=state.home, sector="GOV", inferred=True, found_by="label")
            state.entities[entity.key] = entity
        if entity is not None:
            state.speakers[turn.label.start] = entity
            if main is None and words[-1] in title.lower():
                main = entity


def _resolve_one(mention: Mention, state: _State) -> tuple[Entity, ...]:
    kind = mention.kind
    if kind == "pronoun":
        if mention.noun in ("i", "me", "my", "we", "us", "our", "who"):
            return ()
        found = antecedent(mention, state.seen, state.analysis)
        if found is None:
            return ()
        return coordinated(found, state.seen, state.analysis) if mention.noun in ("they", "them", "their") else (found,)
    if kind in ("office", "agent") and mention.plural and mention.country is None:
        shared = _of_pair(mention, state)
        if shared:
            return shared
    if kind in ("office", "organisation") and mention.text in state.aliases:
        return (state.aliases[mention.text],)
    if kind == "pair" or is_group(mention):
        members = pair_members(mention, state.seen, lambda iso: _country_entity(iso, state), state.analysis)
        if members or kind == "pair":
            return members
    if kind == "acronym":
        entity = state.aliases.get(mention.text)
        return (entity,) if entity else ()
    if kind in ("country", "capital", "seat"):
        return (_country_entity(_choose(mention, state), state),)
    if kind == "people":
        iso = _choose(mention, state)
        return (_keyed(state, f"people:{iso}", "agent", country=iso, sector="CVL", name="people", plural=True),)
    if kind == "organisation":
        return (_body_entity(mention, state),)
    if kind in ("person", "name"):
        entity = _person_entity(mention, state)
        return (entity,) if entity else ()
    entity = _role_entity(mention, state)
    return (entity,) if entity else ()


def _of_pair(mention: Mention, state: _State) -> tuple[Entity, ...]:
    """Return "envoys of the two countries" as an actor of each."""
    tokens = state.analysis.sentences[mention.sentence].tokens
    after = mention.last + 1
    if after + 1 >= len(tokens) or tokens[after].lower not in ("of", "from"):
        return ()
    pair = next((state.pairs[key] for i in (1, 2) if (key := (mention.sentence, after + i)) in state.pairs), None)
    if pair is None:
        return ()
    members = pair_members(pair, state.seen, lambda iso: _country_entity(iso, state), state.analysis)
    return tuple(_state_role(mention, m.country, state, inferred=False) for m in members if m.country)


def _keyed(state: _State, key: str, kind: str, **fields) -> Entity:
    if key not in state.entities:
        state.entities[key] = Entity(key=key, kind=kind, **fields)
    return state.entities[key]


def _choose(mention: Mention, state: _State) -> str | None:
    """Return the country of a mention; of homonyms the one that the document speaks of elsewhere."""
    if mention.options:
        for option in mention.options:
            if f"country:{option}" in state.entities or option == state.home:
                return option
    return mention.country


def _country_entity(iso: str | None, state: _State) -> Entity:
    row = state.gazetteer.countries.get(iso or "")
    return _keyed(state, f"country:{iso}", "country", country=iso, sector="GOV", name=row.name if row else iso, found_by="countries.csv")


def _body_entity(mention: Mention, state: _State) -> Entity:
    body = mention.body or mention.text
    country, inferred = mention.country, False
    for name, iso, sector in mention.bodies:
        if iso == state.home and iso is not None:
            body, country = name, iso
            mention = replace(mention, sector=sector)
    if mention.sector in LOCAL and country and state.home and country not in state.named and country != state.home:
        # "Democratic Party", "Supreme Court": a name that many states have belongs to the one that is told of.
        country, inferred = state.home, True
    if country is None and mention.sector in NATIONAL and mention.found_by == "body":
        country, inferred = _infer(mention, state), True
    entity = _keyed(
        state, f"body:{body}:{country or ''}", "organisation", name=body, body=body, country=country, sector=mention.sector,
        inferred=inferred and country is not None, found_by="organisations.csv",
    )
    entity.words |= {word.lower() for word in body.split()}
    return entity


def _person_entity(mention: Mention, state: _State) -> Entity | None:
    name = mention.person or mention.text
    for seen in reversed(state.seen):
        entity = seen.entity
        if entity.person and same_person(name, entity.person) and _agrees(mention, entity, state):
            return _grow(entity, mention, state)
    if mention.kind == "name" or (" " not in name and mention.office is None and mention.honorific is None):
        rows = _known_holders(name, mention, state)
        if not rows:
            return None if mention.kind == "name" and not mention.noun else _new_person(name, mention, state, None)
        return _new_person(rows[0].person if len(name_key(name)) == 1 else name, mention, state, rows[0])
    rows = _known_holders(name, mention, state)
    # An office without a name may turn out to be this person ("his Turkish counterpart … Hakan Fidan").
    if mention.role and mention.country:
        for seen in reversed(state.seen):
            e = seen.entity
            if e.role == mention.role and e.country == mention.country and not e.person and e.kind == "office":
                e.person, e.name = name, name
                return _grow(e, mention, state)
    return _new_person(name, mention, state, rows[0] if rows else None)


def _agrees(mention: Mention, entity: Entity, state: _State) -> bool:
    """Tell that neither country nor honorific of a mention contradicts an entity."""
    return not (mention.country and entity.country and mention.country != entity.country and not entity.inferred and not mention.options)


def _grow(entity: Entity, mention: Mention, state: _State) -> Entity:
    """Add what a further mention tells; the text's own words win over what was inferred."""
    if mention.person and entity.person and len(mention.person) > len(entity.person) and " " in mention.person:
        entity.person = entity.name = mention.person
    if mention.office and (entity.office is None or "officeholders" in entity.found_by):
        entity.office, entity.role = mention.office, mention.role
        entity.sector = mention.sector or entity.sector
    if mention.country and (entity.country is None or entity.inferred) and entity.sector not in INTERNATIONAL:
        entity.country, entity.inferred = mention.country, False
    if entity.sector is None:
        entity.sector = mention.sector
    entity.words |= _role_words(mention)
    return entity


def _known_holders(name: str, mention: Mention, state: _State) -> tuple[Officeholder, ...]:
    """Return the terms of the table that fit a name, those held on the day of publication first."""
    words = name_key(name)
    if not words:
        return ()
    rows = []
    for row in state.gazetteer.surnames.get(words[-1], ()) or state.gazetteer.surnames.get(words[0], ()):
        if not any(same_person(name, form) for form in (row.person, *row.aliases)):
            continue
        if mention.country and row.country != mention.country:
            continue
        if len(words) == 1 and mention.role and mention.role != row.role:
            continue
        rows.append(row)
    day = state.analysis.document.published
    if day is None:
        return tuple(rows) if len({r.person for r in rows}) == 1 else ()
    now = [r for r in rows if in_office(r, day.isoformat())]
    if now:
        if len({r.person for r in now}) > 1:
            # Several holders share the surname: only the country of the document can tell.
            now = [r for r in now if r.country == state.home]
        return tuple(now) if len({r.person for r in now}) == 1 else ()
    if len(words) == 1:
        return ()
    return tuple(sorted(rows, key=lambda r: r.start, reverse=True)) if len({r.person for r in rows}) == 1 else ()


def _new_person(name: str, mention: Mention, state: _State, row: Officeholder | None) -> Entity:
    day = state.analysis.document.published
    country, office, role, sector = mention.country, mention.office, mention.role, mention.sector
    inferred, by = False, mention.found_by
    if country is None and mention.options:
        country = None
    if row is not None:
        by += ", officeholders.csv"
        country = country or row.country
        if office is None and day is not None and in_office(row, day.isoformat()):
            office, role, sector = row.role, row.role, sector or row.sector
        elif office is None and day is not None and row.end and row.end[:4] < str(day.year):
            sector = sector or "ELI"
        sector = sector or row.sector
    if mention.sector in INTERNATIONAL:
        country, sector = (None if mention.sector == "IGO" else country), mention.sector
    elif country is None and row is None and (mention.noun or mention.office) and mention.owner is None and sector not in INTERNATIONAL and (sector in NATIONAL or sector is None):
        country = _plausible(_infer(mention, state), name, role, state)
        inferred = country is not None
    if country is None and mention.owner is not None:
        owner = _owner(mention, state)
        if owner is not None:
            country, inferred = owner.country, True
    entity = Entity(
        key=f"person:{'-'.join(name_key(name))}", kind="person", name=name, person=name, office=office, role=role,
        country=country, sector=sector, body=mention.body, former=mention.former, inferred=inferred,
        female={"mrs": True, "ms": True, "mr": False, "sir": False, "lady": True, "miss": True}.get((mention.honorific or "").lower().rstrip(".")),
        words=_role_words(mention), found_by=by,
    )
    if mention.former:
        entity.sector = "ELI"
    n = 2
    while entity.key in state.entities:
        entity.key = f"{entity.key.split('#')[0]}#{n}"
        n += 1
    state.entities[entity.key] = entity
    return entity


def _plausible(country: str | None, name: str, role: str | None, state: _State) -> str | None:
    """Return a guessed country, unless the table has somebody else in that office there on the day."""
    day = state.analysis.document.published
    if country is None or role is None or day is None:
        return country
    rows = state.gazetteer.holders.get((role, country), ())
    now = [row for row in rows if in_office(row, day.isoformat())]
    if now and not any(same_person(name, row.person) for row in now):
        return None
    leads = [state.gazetteer.holders.get((other, country)) for other in ("president", "prime minister", "monarch")]
    if not rows and role in ("president", "prime minister", "monarch", "king", "chancellor") and any(leads):
        return None
    return country


def _role_words(mention: Mention) -> set[str]:
    found = set()
    for text in (mention.office, mention.noun):
        if text:
            lower = text.lower()
            head = lower.split(" of ")[0].split(" for ")[0].split(" to ")[0]
            found |= {lower, head, head.split()[-1]}
    return found


def _role_entity(mention: Mention, state: _State) -> Entity | None:
    """Resolve an office or role noun without a name: "the army chief", "Pakistani police", "the envoy"."""
    noun = mention.noun or ""
    last = noun.split()[-1] if noun else ""
    if last in ("counterpart", "counterparts", "colleague", "homologue", "number"):
        owner = _owner(mention, state)
        if owner is not None:
            found = counterpart_of(owner, mention, state.seen)
            if found is not None:
                return _grow(found, mention, state)
            key = f"office:{owner.role or owner.office}:{mention.country}"
            return _keyed(
                state, key, "office", office=owner.office, role=owner.role, country=mention.country, name=owner.office,
                sector=owner.sector if owner.sector not in INTERNATIONAL else "GOV", plural=mention.plural,
            )
    if mention.owner is not None and mention.country is None:
        owner = _owner(mention, state)
        if owner is not None and owner.country:
            return _state_role(mention, owner.country, state, inferred=False)
    if mention.loose:
        return _keyed(state, f"agent:{noun}:", "agent", name=noun, sector=mention.sector, plural=mention.plural)
    generic = last in state.gazetteer.anaphora.generic_persons or noun in state.gazetteer.anaphora.generic_persons
    if not mention.plural and (mention.definite or mention.visiting or mention.country or generic or mention.text[:1].isupper()):
        if last in ("dignitary", "guest", "visitor") or mention.visiting:
            found = visitor(mention, state.seen, state.home)
            if found is not None:
                return found
        found = general_antecedent(mention, state.seen, state.analysis)
        if found is not None:
            if mention.country and not found.country:
                found.country = mention.country
            return found
    if mention.country is None and mention.definite and not mention.plural and last in ("country", "nation", "state", "republic", "kingdom"):
        return latest_country(state.seen)
    if mention.country is None and mention.kind == "agent" and (mention.definite or mention.plural):
        for seen in reversed(state.seen):
            if seen.mention.sentence < mention.sentence - 12:
                break
            e = seen.entity
            if e.kind == "agent" and e.country and noun in e.words and not seen.mention.modifier:
                return e
    country = _choose(mention, state)
    inferred = False
    if country is None and mention.body is None and mention.sector in NATIONAL and not mention.indefinite and (mention.plural or mention.sector != "CVL"):
        country = _infer(mention, state)
        inferred = country is not None
    return _state_role(mention, country, state, inferred=inferred)


def _state_role(mention: Mention, country: str | None, state: _State, *, inferred: bool) -> Entity:
    noun = mention.noun or mention.text.lower()
    kind = "office" if mention.kind in ("office", "person") and not mention.plural else "agent"
    key = f"{kind}:{mention.role or noun}:{country or ''}:{mention.body or ''}"
    entity = _keyed(
        state, key, kind, office=mention.office, role=mention.role, name=noun, country=country, sector=mention.sector,
        body=mention.body, plural=mention.plural, inferred=inferred, found_by=mention.found_by,
        former=mention.former,
    )
    if mention.former:
        entity.sector = "ELI"
    if entity.inferred and not inferred:
        entity.inferred = False
    entity.words |= _role_words(mention)
    return entity


def _owner(mention: Mention, state: _State) -> Entity | None:
    """Return the entity that "his" or "its" before a role stands for."""
    if mention.owner is None:
        return None
    sentence = state.analysis.sentences[mention.sentence]
    token = sentence.tokens[mention.owner]
    pronoun = Mention(
        mention.sentence, token.i, token.i, token.i, token.start, token.end, "pronoun", token.text, noun=token.lower,
        plural=token.lower in ("their", "our"),
    )
    return antecedent(pronoun, state.seen, state.analysis)


def _remember(entity: Entity, mention: Mention, state: _State) -> None:
    sentence = state.analysis.sentences[mention.sentence]
    if mention.alias:
        state.aliases[mention.alias] = entity
    state.seen.append(Seen(entity, mention, is_subject(sentence, mention), clause_of(sentence, mention.head)))


def _located(analysis: Analysis, places: tuple[Place, ...]) -> dict[int, list[tuple[int, str]]]:
    """Return the countries of the places in each sentence as (offset, country)."""
    found: dict[int, list[tuple[int, str]]] = {}
    for place in places:
        sentence = analysis.sentence_at(place.start)
        if sentence is not None and place.country and _where(sentence, place.start):
            found.setdefault(sentence.index, []).append((place.start, place.country))
    return found


def _where(sentence: Sentence, start: int) -> bool:
    """Tell whether a place name says where the sentence plays: "in", "at" or "through" it, hung on the verb."""
    at = next((t.i for t in sentence.tokens if t.start <= start < t.end), None)
    for i in sentence.path_to_root(at) if at is not None else ():
        token = sentence.tokens[i]
        if token.pos == "ADP":
            head = sentence.tokens[token.head]
            return token.lower in WHERE and (head.pos in ("VERB", "AUX") or head.i == token.i or token.i == 0 or head.tag == "NNS")
        if token.pos in ("VERB", "AUX"):
            return False
    return False


WHERE = frozenset({"in", "at", "through", "near", "across", "outside", "around"})


def _homes(analysis: Analysis, places: tuple[Place, ...]) -> dict[int, str]:
    """Return the country of each dateline by the paragraph that it opens, in text order."""
    found: dict[int, str] = {}
    for dateline in analysis.datelines:
        after = next((s for s in analysis.sentences if s.start >= dateline.start), None)
        country = next((p.country for p in places if dateline.start <= p.start < dateline.end and p.country), None)
        if after is not None and country:
            found[after.paragraph] = country
    return found


def _home(analysis: Analysis, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> str | None:
    """Return the country that a document without a dateline is written from: by its source, else its first actor."""
    source = analysis.document.source or ""
    for hit in find_names(source, gazetteer.lexicon):
        for entry in hit.entries:
            if entry.kind in ("country", "adjective", "capital"):
                return entry.row.iso3
            if entry.kind == "organisation" and entry.row.country:
                return entry.row.country
    named = Counter(m.country for m in mentions if m.country and not m.options)
    best = named.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


def _infer(mention: Mention, state: _State) -> str | None:
    """Return the country that a role without one belongs to: by place, then by the paragraph, then by home."""
    located = state.located.get(mention.sentence, [])
    before = [country for at, country in located if at < mention.start]
    sentence = state.analysis.sentences[mention.sentence]
    if before and state.located[mention.sentence][0][0] - sentence.start < 25:
        return before[0]
    for seen in reversed(state.seen):
        if seen.mention.sentence != mention.sentence:
            break
        if seen.entity.country and seen.entity.sector == mention.sector and mention.sector == "GOV" and mention.plural:
            return seen.entity.country
    after = [country for at, country in located if mention.end <= at < mention.end + 12]
    if after or located and (state.home is None or mention.kind == "agent" and not mention.definite):
        return after[0] if after else located[-1][1]
    if mention.kind in ("agent",) or mention.definite:
        paragraph = sentence.paragraph
        for seen in reversed(state.seen):
            other = state.analysis.sentences[seen.mention.sentence]
            if other.paragraph != paragraph:
                break
            if seen.subject and seen.entity.country:
                return seen.entity.country
    return state.homes.get(sentence.paragraph, state.home)


def label_actors(
    analysis: Analysis, speakers: dict[int, Entity], gazetteer: Gazetteer
) -> tuple[Resolved, ...]:
    """Return the labels of a transcript as resolved mentions; they stand in no sentence (index -1)."""
    found = []
    for turn in analysis.turns:
        entity = speakers.get(turn.label.start)
        if entity is None:
            continue
        a, b = turn.label.start, turn.label.end
        mention = Mention(-1, -1, -1, -1, a, b, "person", turn.label.text, person=entity.person, found_by="label")
        found.append(Resolved(mention, (_actor(a, b, entity, analysis, gazetteer),), entity.inferred))
    return tuple(found)


def _record(mention: Mention, entities: tuple[Entity, ...], state: _State) -> Resolved:
    actors = tuple(_actor(mention.start, mention.end, e, state.analysis, state.gazetteer) for e in entities)
    return Resolved(mention, actors, any(e.inferred for e in entities), mention.plural)


def _actor(start: int, end: int, entity: Entity, analysis: Analysis, gazetteer: Gazetteer) -> Actor:
    return Actor(
        text=analysis.document.text[start:end],
        start=start,
        end=end,
        name=describe(entity, _country_name(entity.country, gazetteer)),
        person=entity.person,
        office=entity.office,
        country=entity.country,
        sector=entity.sector,
        code=actor_code(entity.country, entity.sector),
        entity=entity_id(analysis.document.id, entity.key),
        found_by=entity.found_by,
    )


def _country_name(iso: str | None, gazetteer: Gazetteer) -> str | None:
    row = gazetteer.countries.get(iso or "")
    return row.name if row else None


def actor_code(country: str | None, sector: str | None) -> str | None:
    """Return the CAMEO-style code of an actor: country and sector, or the sector alone."""
    return f"{country or ''}{sector or ''}" or None
