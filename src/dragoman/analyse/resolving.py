"""Resolves one mention to entities: countries, bodies, offices and role nouns, groups, pronouns."""

from __future__ import annotations

from dataclasses import replace

from dragoman.analyse.antecedents import (
    general_antecedent,
    neighbours,
    possessor,
    visitor,
)
from dragoman.analyse.entities import INTERNATIONAL, NATIONAL, Entity, State, country_entity, is_subject, keyed
from dragoman.analyse.groups import (
    coordinated,
    counted_two,
    head_noun,
    is_group,
    met_before,
    one_of_two,
    pair_members,
    two_states,
)
from dragoman.analyse.homes import infer_country, source_country
from dragoman.analyse.mentions import Mention
from dragoman.analyse.persons import person_entity
from dragoman.analyse.pronouns import antecedent, owner_pronoun
from dragoman.analyse.role_entities import choose_country, of_nobody, role_entity, state_role

LOCAL = frozenset({"PTY", "JUD", "LEG", "COP", "OPP", "LAB"})


def resolve_mention(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return whom a mention stands for, by what was told before it: one actor, the members of a group, or nobody.

    Words of the first and second person, and what they own, are left open until it is known who speaks.
    """
    kind = mention.kind
    if kind == "pronoun":
        return _of_pronoun(mention, state)
    if kind in ("office", "agent") and mention.plural and mention.country is None and not mention.countries:
        shared = _of_pair(mention, state)
        if shared:
            return shared
    if mention.owner is not None:
        owned = _of_owners(mention, state)
        if owned is not None:
            return owned
    elif mention.country is None and mention.body is None and kind in ("office", "agent", "person"):
        mention = _possessed(mention, state)
        if mention.plural and mention.definite and head_noun(mention) in state.gazetteer.anaphora.host_nouns:
            subjects = (o for o in state.seen if o.subject and o.mention.sentence == mention.sentence)
            return _hosts({o.entity.country for o in subjects}, mention, state)
    if mention.countries:
        return tuple(_of_state(mention, iso, state) for iso in mention.countries)
    if kind in ("office", "organisation") and mention.text in state.aliases:
        return (state.aliases[mention.text],)
    if kind == "pair" or is_group(mention, state.gazetteer.anaphora):
        members = _members(mention, state)
        if members or kind == "pair":
            return members
    if kind == "acronym":
        entity = state.aliases.get(mention.text)
        return (entity,) if entity else ()
    seated = kind == "capital" and _seated_body(mention, state)
    if seated:
        return (body_entity(replace(mention, kind="organisation", body=seated, country=None, sector="IGO"), state),)
    if kind in ("country", "capital", "seat"):
        return (country_entity(choose_country(mention, state), state),)
    if kind == "people":
        iso = choose_country(mention, state)
        if iso is not None and mention.definite and not mention.plural:
            named = general_antecedent(replace(mention, country=iso, noun=None), state) or visitor(
                replace(mention, country=iso), state.seen, state.home
            )
            if named is not None:
                return (named,)
        return (keyed(state, f"people:{iso}", "agent", country=iso, sector="CVL", name="people", plural=True),)
    if kind == "organisation":
        return (body_entity(mention, state),)
    if kind in ("person", "name"):
        entity = person_entity(mention, state)
        return (entity,) if entity else ()
    entity = role_entity(mention, state)
    return (entity,) if entity else ()


def _of_pronoun(mention: Mention, state: State) -> tuple[Entity, ...]:
    words = state.gazetteer.anaphora
    row = words.pronouns.get(mention.noun or "")
    if mention.noun in words.ordered:
        found = one_of_two(mention, state)
        return (found,) if found is not None else ()
    if row is not None and row.person != 3:
        return ()
    plural = row is not None and row.plural
    together = met_before(mention, state) if plural else ()
    if together:
        return together
    found = antecedent(mention, state)
    if found is None:
        return ()
    if row is not None and row.gender in ("f", "m") and found.female is None and found.kind != "agent":
        found.female = row.gender == "f"
    return coordinated(found, state.seen, state.analysis) if plural else (found,)


def _of_owners(mention: Mention, state: State) -> tuple[Entity, ...] | None:
    """Return whom "their ambassadors" or "its neighbours" stand for; None where the owner does not tell."""
    words = state.gazetteer.anaphora
    pronoun = owner_pronoun(mention, state)
    row = words.pronouns.get(pronoun.noun or "") if pronoun is not None else None
    noun = head_noun(mention)
    if pronoun is None or row is None or mention.country is not None or mention.person:
        return None
    if mention.plural and row.plural and noun in words.state_nouns - words.neighbour_nouns:
        return two_states(mention, state)
    if row.person != 3:
        return ()
    if not mention.plural:
        return None
    owners = _of_pronoun(pronoun, state)
    if noun in words.neighbour_nouns & words.state_nouns:
        return neighbours(owners[0], mention, state) if len(owners) == 1 else ()
    if noun in words.neighbour_nouns and any(owner.kind in ("country", "organisation") for owner in owners):
        return (of_nobody(mention, noun, state),)
    if noun in words.host_nouns:
        return _hosts({owner.country for owner in owners}, mention, state)
    countries = tuple(dict.fromkeys(e.country for e in owners if e.country))
    if len(countries) < 2:
        return None
    return tuple(state_role(mention, iso, state, inferred=False) for iso in countries)


def _hosts(own: set[str | None], mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the state that "the hosts" stands for: where those told of have come, none of their own."""
    for index in range(mention.sentence, -1, -1):
        for _, country in reversed(state.located.get(index, [])):
            if country not in own:
                return (country_entity(country, state),)
    return ()


def _possessed(mention: Mention, state: State) -> Mention:
    """Return a role with the country and body of "the country's", "the group's" or "the minister's" before it."""
    owner = possessor(mention, state)
    if owner is None:
        return mention
    if owner.kind in ("person", "office") and mention.kind == "office":
        return mention if owner.sector in INTERNATIONAL else replace(mention, country=owner.country)  # "Roe's envoy"
    general = (mention.noun or "").rpartition(" ")[2] in state.gazetteer.names.general_roles
    body = owner.body if owner.kind == "organisation" and mention.kind != "person" else mention.body
    sector = owner.sector if body and (general or mention.sector is None) else mention.sector
    return replace(mention, country=owner.country, body=body, sector=sector)


def resolve_owned(mention: Mention, speaker: Entity, state: State) -> tuple[Entity, ...]:
    """Return whom "our country", "my government" or "your troops" stands for, of the state of who speaks or listens."""
    words = state.gazetteer.anaphora
    noun = head_noun(mention)
    if speaker.country is None or mention.modifier:
        return ()
    if noun in words.neighbour_nouns:
        return (of_nobody(mention, noun, state),)
    if noun in words.state_nouns and not mention.plural:
        return (country_entity(speaker.country, state),)
    return (state_role(mention, speaker.country, state, inferred=False),)


def _of_state(mention: Mention, iso: str, state: State) -> Entity:
    """Return who has the office in one state of a list ("the Presidents of X and Y"): whoever was named before."""
    one = replace(mention, country=iso, countries=(), plural=False, noun=head_noun(mention) or mention.noun)
    found = general_antecedent(one, state)
    return found if found is not None and found.country == iso else state_role(mention, iso, state, inferred=False)


def _members(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the members of a group; "both navies" are those of the two states told of."""
    words = state.gazetteer.anaphora
    row = words.index.get(head_noun(mention))
    if row is None or row.human or head_noun(mention) in words.state_nouns | words.side_nouns:
        members = pair_members(mention, state)
        if members or mention.kind != "office" or not counted_two(mention, state):
            return members
        # "The two justice ministers", of whom the text has named neither, are those of the states it tells of.
        return tuple(state_role(mention, e.country, state, inferred=True) for e in two_states(mention, state))
    one = replace(mention, kind="agent", noun=head_noun(mention), sector=row.sector)
    return tuple(state_role(one, e.country, state, inferred=False) for e in two_states(mention, state))


def _of_pair(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return "envoys of the two countries" and "the two countries' envoys" as an actor of each."""
    tokens = state.analysis.sentences[mention.sentence].tokens
    after, before = mention.last + 1, tokens[mention.first - 1] if mention.first else None
    pair = None
    if before is not None and before.tag == "POS":
        pair = next(
            (p for p in state.pairs.values() if p.sentence == mention.sentence and p.last == before.i - 1), None
        )
    elif after + 1 < len(tokens) and tokens[after].lower in ("of", "from", "in"):
        pair = next((state.pairs[key] for i in (1, 2) if (key := (mention.sentence, after + i)) in state.pairs), None)
    if pair is None:
        return ()
    members = _members(replace(pair, head=mention.head), state)
    return tuple(state_role(mention, m.country, state, inferred=False) for m in members if m.country)


def _seated_body(mention: Mention, state: State) -> str | None:
    """Return the body that a capital stands for where its state is not told of: "Brussels imposed tariffs"."""
    body = state.gazetteer.names.seats_of_bodies.get(mention.text)
    sentence = state.analysis.sentences[mention.sentence]
    before = sentence.tokens[mention.first - 1].lower if mention.first else ""
    if body is None or not is_subject(sentence, mention) and before not in ("by", "from", "with", "against"):
        return None
    told = any(o.entity.country == mention.country and o.mention.text != mention.text for o in state.seen)
    own = source_country(state.analysis, state.gazetteer) == mention.country
    return None if told or own else body


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
