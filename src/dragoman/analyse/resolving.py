"""Resolves one mention to entities: countries, bodies, offices and role nouns, groups, pronouns."""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.antecedents import (
    PERSONAL,
    antecedent,
    coordinated,
    counterpart_of,
    general_antecedent,
    head_noun,
    host,
    is_group,
    latest_body,
    latest_country,
    met_before,
    neighbour,
    owner_of,
    pair_members,
    visitor,
)
from dragoman.analyse.entities import (
    INTERNATIONAL,
    NATIONAL,
    Entity,
    State,
    country_entity,
    grow,
    keyed,
    role_words,
    titles_of,
)
from dragoman.analyse.homes import attached_country, infer_country
from dragoman.analyse.mentions import Mention
from dragoman.analyse.persons import person_entity

LOCAL = frozenset({"PTY", "JUD", "LEG", "COP", "OPP", "LAB"})


# Who is of the place that his own phrase names: "a court in Batumi", "Marseille police"; soldiers may be from abroad.
OF_THE_PLACE = LOCAL | {"GOV", "CVL", "EDU", "MED", "REL", "AGR", "CRM", "JRN", "SOC"}


def resolve_mention(mention: Mention, state: State) -> tuple[Entity, ...]:
    kind = mention.kind
    if kind == "pronoun":
        if mention.noun in ("i", "me", "my", "we", "us", "our", "you", "your", "who"):
            return ()
        found = antecedent(mention, state.seen, state.analysis)
        if found is None:
            return ()
        if mention.noun in PERSONAL and found.female is None:
            found.female = PERSONAL[mention.noun]
        if mention.noun not in ("they", "them", "their"):
            return (found,)
        return met_before(mention, state.seen) or coordinated(found, state.seen, state.analysis)
    if mention.countries:
        return tuple(_of_state(mention, iso, state) for iso in mention.countries)
    if kind in ("office", "agent") and mention.plural and mention.country is None:
        shared = _of_pair(mention, state)
        if shared:
            return shared
    if kind in ("office", "organisation") and mention.text in state.aliases:
        return (state.aliases[mention.text],)
    if kind == "pair" or is_group(mention, state.gazetteer.anaphora):
        members = pair_members(mention, state)
        if members or kind == "pair":
            return members
    if kind == "acronym":
        entity = state.aliases.get(mention.text)
        return (entity,) if entity else ()
    if kind in ("country", "capital", "seat"):
        return (country_entity(choose_country(mention, state), state),)
    if kind == "people":
        iso = choose_country(mention, state)
        return (keyed(state, f"people:{iso}", "agent", country=iso, sector="CVL", name="people", plural=True),)
    if kind == "organisation":
        return (body_entity(mention, state),)
    if kind in ("person", "name"):
        entity = person_entity(mention, state)
        return (entity,) if entity else ()
    entity = role_entity(mention, state)
    return (entity,) if entity else ()


def _of_state(mention: Mention, iso: str, state: State) -> Entity:
    """Return who has the office in one state of a list ("the Presidents of X and Y"): whoever was named before."""
    one = replace(mention, country=iso, countries=(), plural=False, noun=head_noun(mention) or mention.noun)
    found = general_antecedent(one, state.seen, state.gazetteer.anaphora)
    return found if found is not None and found.country == iso else state_role(mention, iso, state, inferred=False)


def _of_pair(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return "envoys of the two countries" as an actor of each."""
    tokens = state.analysis.sentences[mention.sentence].tokens
    after = mention.last + 1
    if after + 1 >= len(tokens) or tokens[after].lower not in ("of", "from"):
        return ()
    pair = next((state.pairs[key] for i in (1, 2) if (key := (mention.sentence, after + i)) in state.pairs), None)
    if pair is None:
        return ()
    members = pair_members(pair, state)
    return tuple(state_role(mention, m.country, state, inferred=False) for m in members if m.country)


def choose_country(mention: Mention, state: State) -> str | None:
    """Return the country of a mention; of homonyms the one that the document speaks of elsewhere."""
    if mention.options:
        for option in mention.options:
            if f"country:{option}" in state.entities or option == state.home:
                return option
    return mention.country


def body_entity(mention: Mention, state: State) -> Entity:
    body = mention.body or mention.text
    country, inferred = mention.country, False
    for name, iso, sector in mention.bodies:
        if iso == state.home and iso is not None:
            body, country = name, iso
            mention = replace(mention, sector=sector)
    shared = all(word.lower() in state.gazetteer.names.shared_words for word in mention.text.split())
    elsewhere = country is not None and country not in state.named and state.home not in (None, country)
    if mention.sector in LOCAL and shared and elsewhere:
        # "Democratic Party", "Supreme Court": a name that many states have belongs to the one that is told of.
        country, inferred = state.home, True
    if country is None and mention.sector in NATIONAL and mention.found_by == "body":
        country, inferred = infer_country(mention, state), True
    entity = keyed(
        state,
        f"body:{body}:{country or ''}",
        "organisation",
        name=body,
        body=body,
        country=country,
        sector=mention.sector,
        inferred=inferred and country is not None,
        found_by="organisations.csv",
    )
    entity.words |= {word.lower() for word in body.split()}
    return entity


def role_entity(mention: Mention, state: State) -> Entity | None:
    """Resolve an office or role noun without a name: "the army chief", "Pakistani police", "the envoy"."""
    noun = mention.noun or ""
    last = noun.split()[-1] if noun else ""
    words = state.gazetteer.anaphora
    if last.removesuffix("s") in words.counterpart_nouns or last in words.brother_nouns and mention.owner is not None:
        owner = owner_of(mention, state)
        if last in words.brother_nouns and (owner is None or owner.role not in words.leader_roles):
            owner = None
        if owner is not None:
            found = counterpart_of(owner, mention, state.seen)
            if found is not None:
                return grow(found, mention, state)
            key = f"office:{owner.role or owner.office}:{mention.country}"
            return keyed(
                state,
                key,
                "office",
                office=owner.office,
                role=owner.role,
                country=mention.country,
                name=owner.office,
                sector=owner.sector if owner.sector not in INTERNATIONAL else "GOV",
                plural=mention.plural,
            )
    if mention.owner is not None and mention.country is None and not mention.plural:
        owner = owner_of(mention, state)
        found = None
        if last in words.host_nouns:
            found = host(owner, state)
        elif last in words.neighbour_nouns and owner is not None and " " not in noun:
            found = neighbour(owner, state)
        if found is not None:
            return found
    if mention.owner is not None and mention.country is None:
        owner = owner_of(mention, state)
        if owner is not None and owner.country:
            return state_role(mention, owner.country, state, inferred=False)
    if mention.loose:
        return keyed(state, f"agent:{noun}:", "agent", name=noun, sector=mention.sector, plural=mention.plural)
    generic = last in state.gazetteer.anaphora.generic_persons or noun in state.gazetteer.anaphora.generic_persons
    if not mention.plural and (
        mention.definite or mention.visiting or mention.country or generic or mention.text[:1].isupper()
    ):
        if last in ("dignitary", "guest", "visitor") or mention.visiting:
            found = visitor(mention, state.seen, state.home)
            if found is not None:
                return found
        found = general_antecedent(mention, state.seen, state.gazetteer.anaphora) or _who_speaks(mention, state)
        if found is not None:
            if mention.country and not found.country:
                found.country = mention.country
            return found
    if (
        mention.country is None
        and mention.definite
        and not mention.plural
        and last in ("country", "nation", "state", "republic", "kingdom")
    ):
        return latest_country(state.seen)
    if (
        mention.country is None
        and mention.definite
        and not mention.plural
        and last in state.gazetteer.anaphora.body_nouns
    ):
        return latest_body(state.seen, mention)
    if mention.country is None and mention.kind == "agent" and (mention.definite or mention.plural):
        for seen in reversed(state.seen):
            if seen.mention.sentence < mention.sentence - 12:
                break
            e = seen.entity
            if e.kind == "agent" and e.country and noun in e.words and not seen.mention.modifier:
                return e
    country = choose_country(mention, state)
    inferred = False
    if country is None and mention.body is None and mention.sector in OF_THE_PLACE and not _acted_on(mention, state):
        country = attached_country(mention, state)
        inferred = country is not None and mention.sector == "GOV"
    if (
        country is None
        and mention.body is None
        and mention.sector in NATIONAL
        and not mention.indefinite
        and not _acted_on(mention, state)
        and (mention.plural or mention.sector != "CVL")
    ):
        country = infer_country(mention, state)
        inferred = country is not None
    return state_role(mention, country, state, inferred=inferred)


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
