"""Resolves offices and role nouns without a name: "the army chief", "his guest", "the spokesman", "police"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.anaphors import epithet_of
from dragoman.analyse.antecedents import (
    counterpart_of,
    described_before,
    general_antecedent,
    host,
    latest_body,
    neighbours,
    other_official,
    singular,
    speaking_body,
    the_country,
    visitor,
)
from dragoman.analyse.entities import (
    BODIES,
    INTERNATIONAL,
    NATIONAL,
    Entity,
    State,
    grow,
    keyed,
    of_body,
    role_words,
    titles_of,
)
from dragoman.analyse.homes import attached_country, infer_country, opening_country
from dragoman.analyse.mentions import Mention
from dragoman.analyse.persons import known_holders
from dragoman.analyse.pronouns import owner_of
from dragoman.analyse.spellings import same_person

# Who is of the place that his own phrase names: "a court in Batumi", "Marseille police"; soldiers may be from abroad.
OF_THE_PLACE = frozenset(
    {"PTY", "JUD", "LEG", "COP", "OPP", "LAB", "GOV", "CVL", "EDU", "MED", "REL", "AGR", "CRM", "JRN", "SOC"}
)


def role_entity(mention: Mention, state: State) -> Entity | None:
    """Resolve an office or role noun without a name: "the army chief", "Pakistani police", "the envoy".

    What its owner tells comes first, then what was named before; what is left is a role of the state that its own
    words, or else the place and the story, give it.
    """
    noun = mention.noun or ""
    if mention.owner is not None:
        owner = owner_of(mention, state)
        found = _by_owner(mention, owner, state) if owner is not None else None
        if found is not None:
            return found
        if mention.country is None and owner is not None and (owner.country or owner.sector in BODIES):
            return state_role(of_body(mention, owner, state), owner.country, state, inferred=False)
    if mention.loose:
        return of_nobody(mention, noun, state)
    found = _named_before(mention, state)
    if found is not None:
        if mention.country and not found.country:
            found.country = mention.country
        return found
    last = noun.rpartition(" ")[2]
    words = state.gazetteer.anaphora
    if mention.definite and mention.owner is None and not mention.indefinite and mention.kind == "agent":
        if mention.country is None and not mention.plural and last in words.country_nouns:
            return the_country(mention, state)
        if last in words.body_nouns or singular(last) in words.body_nouns and mention.plural or not mention.plural:
            body = latest_body(mention, state)
            if body is not None and opening_country(mention, state) not in (None, body.country):
                body = None  # "In Burundi the rebels" are not those told of before
            if body is not None or mention.country is None and last in words.body_nouns and mention.sector is None:
                return body
    if mention.country is None and mention.plural and mention.kind in ("agent", "office"):
        phrase, _ = epithet_of(state.analysis.sentences[mention.sentence], mention, words)
        if phrase is not None and phrase != noun:
            return of_nobody(mention, f"{phrase} {noun}", state)
    if mention.country is None and mention.kind == "agent" and (mention.definite or mention.plural):
        opened = opening_country(mention, state)
        for seen in reversed(state.seen):
            if seen.mention.sentence < mention.sentence - 12:
                break
            e = seen.entity
            if e.kind == "agent" and e.country and noun in e.words and not seen.mention.modifier:
                if opened not in (None, e.country):
                    break
                return e
    if mention.definite and mention.country is None and mention.body is None and last in words.spokes_nouns:
        told = speaking_body(mention, state)
        if told is not None:
            sector = mention.sector or told.sector
            mention = replace(mention, country=told.country, body=told.body, sector=sector)
    country = choose_country(mention, state)
    inferred = False
    if country is None and mention.body is None and not mention.loose:
        country = _of_whom_they_serve(mention, state)
    if country is None and mention.body is None and mention.sector in OF_THE_PLACE and not _acted_on(mention, state):
        country = attached_country(mention, state)
        inferred = country is not None and mention.sector == "GOV"
    if (
        country is None
        and mention.body is None
        and mention.sector in NATIONAL
        and not mention.indefinite
        and not _acted_on(mention, state)
        and not _counted(mention, state)
        and (mention.plural or mention.sector != "CVL")
    ):
        country = infer_country(mention, state)
        inferred = country is not None
    return state_role(mention, country, state, inferred=inferred)


def _of_whom_they_serve(mention: Mention, state: State) -> str | None:
    """Return the country of the person after whom a government is called or for whom somebody speaks.

    "The Merkel government", "a spokesman for Prime Minister Johnson": whom the text has told of before, else the
    holder of an office on the day.
    """
    served = mention.serves
    tokens = state.analysis.sentences[mention.sentence].tokens
    if served is None and (mention.noun or "").rpartition(" ")[2] in state.gazetteer.anaphora.led_nouns:
        first = mention.first
        while first > 0 and tokens[first - 1].tag == "NNP" and tokens[first - 1].dep in ("compound", "nmod"):
            first -= 1
        if first < mention.first:
            name = " ".join(t.text for t in tokens[first : mention.first])
            served = replace(mention, kind="name", text=name, person=name, noun=None, office=None, role=None)
    if served is None or not (served.person or served.text):
        return None
    name = served.person or served.text
    for seen in reversed(state.seen):
        if seen.entity.person and same_person(name, seen.entity.person):
            return seen.entity.country
    return next((row.country for row in known_holders(name, served, state)), None)


def of_nobody(mention: Mention, name: str, state: State) -> Entity:
    """Return actors whose state is left open: "US-backed rebels", "Western diplomats"."""
    return keyed(state, f"agent:{name}:", "agent", name=name, sector=mention.sector, plural=mention.plural)


def _counted(mention: Mention, state: State) -> bool:
    """Tell "the two leaders", who are of different states: which ones the text has not told."""
    tokens = state.analysis.sentences[mention.sentence].tokens[max(0, mention.first - 2) : mention.first]
    numbers = state.gazetteer.anaphora.numbers
    return mention.kind == "office" and mention.plural and mention.definite and any(t.lower in numbers for t in tokens)


def _by_owner(mention: Mention, owner: Entity, state: State) -> Entity | None:
    """Return whom a word like "counterpart", "guest" or "neighbour" means by whose he is; None for other words."""
    words = state.gazetteer.anaphora
    noun = mention.noun or ""
    last = noun.rpartition(" ")[2]
    brother = last in words.brother_nouns and owner.role in words.leader_roles
    if brother or last.removesuffix("s") in words.counterpart_nouns:
        return _counterpart(mention, owner, state)
    if mention.plural:
        return None
    if last in words.guest_nouns:
        return other_official(owner, mention, state) or of_nobody(mention, noun, state)
    if mention.country is not None:
        return None
    if last in words.host_nouns:
        return host(owner, state) or other_official(owner, mention, state) or of_nobody(mention, noun, state)
    if last in words.neighbour_nouns and " " not in noun:
        return next(iter(neighbours(owner, mention, state)), None) or of_nobody(mention, noun, state)
    return None


def _counterpart(mention: Mention, owner: Entity, state: State) -> Entity:
    """Return who has the same office elsewhere: "his Turkish counterpart", named before or not."""
    found = counterpart_of(owner, mention, state.seen)
    if found is not None:
        return grow(found, mention, state)
    return keyed(
        state,
        f"office:{owner.role or owner.office}:{mention.country}",
        "office",
        office=owner.office,
        role=owner.role,
        country=mention.country,
        name=owner.office,
        sector=owner.sector if owner.sector not in INTERNATIONAL else "GOV",
        plural=mention.plural,
    )


def _named_before(mention: Mention, state: State) -> Entity | None:
    """Return who was named or described before and is meant by a title or a word for anybody: "the minister"."""
    words = state.gazetteer.anaphora
    last = (mention.noun or "").rpartition(" ")[2]
    generic = last in words.generic_persons or mention.noun in words.generic_persons
    told = mention.definite or mention.visiting or mention.country or generic or mention.text[:1].isupper()
    if mention.plural or not told or mention.indefinite and mention.country is None:
        return None
    if last in words.guest_nouns or mention.visiting:
        found = visitor(mention, state.seen, state.home)
        if found is not None:
            return found
    found = general_antecedent(mention, state) or _who_speaks(mention, state)
    if found is None and mention.definite and generic and mention.sector is None and mention.country is None:
        found = described_before(mention, state)
    return found


def _who_speaks(mention: Mention, state: State) -> Entity | None:
    """Return the other speaker of a transcript whom a title means: "the foreign minister here with us"."""
    sentence = state.analysis.sentences[mention.sentence]
    turn = next((t for t in state.analysis.turns if t.start <= sentence.start < t.end), None)
    own = state.speakers.get(turn.label.start) if turn is not None else None
    for entity in state.speakers.values():
        agrees = mention.country in (None, entity.country)
        if entity is not own and agrees and entity.role is not None and entity.role == mention.role:
            return entity
    return None


def _acted_on(mention: Mention, state: State) -> bool:
    """Tell an envoy who is the object of an act: he serves another state than the one told of."""
    sentence = state.analysis.sentences[mention.sentence]
    word = (mention.noun or "").rpartition(" ")[2]
    singular = word[:-1] if word.endswith("s") and word != "affaires" else word
    acted_on = sentence.tokens[mention.head].dep in ("dobj", "nsubjpass") or mention.kind == "agent"
    return acted_on and singular in state.gazetteer.names.foreign_roles


def state_role(mention: Mention, country: str | None, state: State, *, inferred: bool) -> Entity:
    noun = mention.noun or mention.text.lower()
    kind = "office" if mention.kind in ("office", "person") and not mention.plural else "agent"
    key = f"{kind}:{mention.role or noun}:{country or ''}:{mention.body or ''}"
    sector = mention.sector or ("GOV" if kind == "office" and country and mention.body is None else None)
    entity = keyed(
        state,
        key,
        kind,
        office=mention.office,
        role=mention.role,
        name=state.gazetteer.anaphora.canonical.get(noun, noun),
        country=country,
        sector=sector,
        body=mention.body,
        plural=mention.plural,
        inferred=inferred,
        found_by=mention.found_by,
        former=mention.former,
    )
    if mention.former:
        entity.sector = "ELI"
    if entity.inferred and not inferred:
        entity.inferred = False
    entity.words |= role_words(mention)
    entity.titles |= titles_of(mention)
    return entity

def choose_country(mention: Mention, state: State) -> str | None:
    """Return the country of a mention; of homonyms the one that the document speaks of elsewhere."""
    if mention.options:
        for option in mention.options:
            if f"country:{option}" in state.entities or option == state.home:
                return option
    return mention.country
