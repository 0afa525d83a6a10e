"""Whom "both sides", "the ministers", "they" and "the latter" stand for: the members of a group told of before."""

from __future__ import annotations

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.antecedents import acting, is_object, singular, weigh_states
from dragoman.analyse.clauses import clause_of
from dragoman.analyse.entities import ARMED, Entity, Seen, State, country_entity
from dragoman.analyse.mentions import Mention
from dragoman.knowledge.actors import AgentRules


def coordinated(found: Entity, seen: list[Seen], analysis: Analysis) -> tuple[Entity, ...]:
    """Return an entity with those coordinated to it where it was seen last: "Chile and Peru … they"."""
    last = next(other for other in reversed(seen) if other.entity is found)
    if last.mention.kind == "pronoun":
        both = {other.entity.key: other.entity for other in seen if other.mention is last.mention}
        if len(both) > 1:
            return tuple(both.values())
    sentence = analysis.sentences[last.mention.sentence]
    root = _first_conjunct(sentence, last.mention.head)
    members = [
        other.entity
        for other in seen
        if other.mention.sentence == sentence.index
        and other.entity is not found
        and other.mention.kind != "pronoun"
        and _first_conjunct(sentence, other.mention.head) == root
    ]
    return tuple({e.key: e for e in (*members, found)}.values())


def met_before(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the several actors that "they" takes up: the subjects of its sentence, at the head of one those of the
    sentence before, else the two people of different countries told of last, one of them there."""
    if mention.noun != "they":
        return ()
    at_head = mention.first <= 1
    for back in (0, 1) if at_head else (0,):
        together = _subjects(mention, mention.sentence - back, state)
        if together:
            return together
    if not at_head:
        return ()
    found: dict[str | None, Entity] = {}
    for other in reversed(state.seen):
        back = mention.sentence - other.mention.sentence
        if back > 3 or back > 1 and len(found) != 1:
            break
        told = other.entity.kind in ("person", "office") and other.entity.country and not other.entity.plural
        if back > 0 and told and not _possesses(state.analysis.sentences[other.mention.sentence], other.mention):
            found.setdefault(other.entity.country, other.entity)
    return tuple(found.values()) if len(found) == 2 else ()


def _subjects(mention: Mention, index: int, state: State) -> tuple[Entity, ...]:
    """Return the actors who together are the last subject of a sentence before a mention: "X and Y", "the two"."""
    groups: dict[int, dict[str, Entity]] = {}
    for other in reversed(state.seen):
        if other.mention.sentence < index:
            break
        after = other.mention.sentence > index or index == mention.sentence and other.mention.first >= mention.first
        if after or not other.subject:
            continue
        root = _first_conjunct(state.analysis.sentences[index], other.mention.head)
        groups.setdefault(root, {})[other.entity.key] = other.entity
    together = next(iter(groups.values()), {})
    return tuple(reversed(together.values())) if len(together) > 1 else ()


def _possesses(sentence: Sentence, mention: Mention) -> bool:
    """Tell who is only named as whose something is: "President Roe's war"."""
    return sentence.tokens[mention.head].dep == "poss"


def _first_conjunct(sentence: Sentence, i: int) -> int:
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def is_group(mention: Mention, words: AgentRules) -> bool:
    """Tell a definite plural that names people already told of: "the ministers", "the three presidents"."""
    return (
        (
            mention.kind == "office"
            or mention.kind == "agent"
            and singular(mention.noun or "") in words.state_nouns | words.side_nouns | words.person_nouns
        )
        and mention.plural
        and mention.definite
        and mention.country is None
        and mention.body is None
        and not mention.modifier
        and mention.owner is None
    )


def pair_members(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the actors of different countries that "both sides" or "the three presidents" stand for."""
    words = state.gazetteer.anaphora
    noun = head_noun(mention)
    by_two = noun in words.state_nouns | words.side_nouns
    tokens = state.analysis.sentences[mention.sentence].tokens
    before = [t.lower for t in tokens[max(0, mention.first - 2) : mention.last + 1]]
    named = (words.numbers[w] for w in before if w in words.numbers)
    wanted = next(named, 2 if by_two else 0)
    if noun in words.state_nouns and wanted == 2 and noun != "capital":
        return two_states(mention, state)
    apart = is_object(state.analysis.sentences[mention.sentence], mention.head)
    if noun in words.numbers:
        # "The pair": the two people told of, unless two states are told of since.
        together = _named_together(mention, noun, wanted, state, any_official=True)
        if together and not _states_since(together, state):
            return together
    elif noun not in words.state_nouns | words.side_nouns:
        together = _named_together(mention, noun, wanted, state)
        if not together and noun in words.leader_nouns and wanted:
            # "The two leaders" of a call between ministers.
            together = _named_together(mention, noun, wanted, state, any_official=True)
        if together:
            return together
    found: dict[str, Seen] = {}
    for other in reversed(state.seen):
        entity = other.entity
        if abs(mention.sentence - other.mention.sentence) > 8:
            continue
        if not _could_be_member(entity, noun, other.mention.modifier, words):
            continue
        # "urged both sides": who urges is on neither.
        excluded = other.subject and apart or other.mention.first > mention.first
        if other.mention.sentence == mention.sentence and excluded:
            continue
        side = entity.key if entity.sector in ARMED else entity.country or entity.key
        first = found.get(side)
        if first is None and not (wanted and len(found) == wanted) and len(found) < 4:
            found[side] = other
        elif first is not None and _names_side(first, other):
            found[side] = other  # "X met Y in Oslo": the side is X, not the town
    if wanted and len(found) < wanted or len(found) < 2:
        # Two leaders of one divided state.
        return _named_together(mention, noun, wanted, state, any_official=True, divided=True) if wanted else ()
    members = reversed([other.entity for other in found.values()])
    return tuple(country_entity(e.country, state) if noun in words.state_nouns else e for e in members)


def counted_two(mention: Mention, state: State) -> bool:
    """Tell "the two justice ministers", "both armies"."""
    tokens = state.analysis.sentences[mention.sentence].tokens[max(0, mention.first - 2) : mention.first]
    return any(state.gazetteer.anaphora.numbers.get(t.lower) == 2 for t in tokens)


def _states_since(people: tuple[Entity, ...], state: State) -> bool:
    """Tell whether a sentence after the one that last names somebody has two states in it."""
    last = max(o.mention.sentence for o in state.seen if o.entity in people)
    found: dict[int, set[str | None]] = {}
    for other in state.seen:
        if other.mention.sentence > last and other.entity.kind == "country" and not other.mention.modifier:
            found.setdefault(other.mention.sentence, set()).add(other.entity.country)
    return any(len(states) > 1 for states in found.values())


def _names_side(side: Seen, other: Seen) -> bool:
    """Tell whether a sentence names a person of the state that stands for a side so far."""
    person = other.entity.person is not None and not other.entity.inferred
    return person and side.entity.person is None and side.mention.sentence == other.mention.sentence


def head_noun(mention: Mention) -> str:
    """Return the noun of a title in the singular: "head" of "heads of state", "minister" of "foreign ministers"."""
    words = (mention.noun or "").split(" of ")[0].split()
    return singular(words[-1]) if words else ""


def _named_together(
    mention: Mention, noun: str, wanted: int, state: State, *, any_official: bool = False, divided: bool = False
) -> tuple[Entity, ...]:
    """Return the officials of different countries whom the nearest sentence before names side by side.

    "X, President of A, and Y, President of B, met. … The Leaders signed": the leaders are X and Y.
    """
    words = state.gazetteer.anaphora
    group: dict[str, Entity] = {}
    at = None
    for other in reversed(state.seen):
        entity = other.entity
        if other.mention.sentence >= mention.sentence or other.mention.kind == "pronoun" or other.mention.modifier:
            continue
        if other.mention.sentence != at:
            if len(group) >= max(2, wanted):
                break
            if mention.sentence - other.mention.sentence > 25:
                return ()
            group, at = {}, other.mention.sentence
        if entity.kind not in ("person", "office") or entity.former or entity.country is None or entity.plural:
            continue
        if noun in words.leader_nouns and entity.role not in words.leader_roles and not any_official:
            continue
        if divided and (not entity.person or mention.sentence - at > 3):
            continue
        general = noun in words.leader_nouns | words.person_nouns | words.side_nouns
        wider = entity.role in words.hypernyms.get(noun, ())
        if not general and not wider and not any(singular(word) == noun for word in entity.words):
            continue
        side = entity.key if divided else entity.country
        if group.get(side) is None or entity.person:
            group[side] = entity
    if len(group) < max(2, wanted) or divided and len(group) > wanted:
        return ()
    members = tuple(reversed(group.values()))
    return members[-wanted:] if wanted else members


def two_states(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the countries that "the two countries" stands for: those told of most, near ones counting more.

    "X visited both capitals": neither is X's own.
    """
    best = weigh_states(mention, state, acting(mention, state)).most_common(2)
    return tuple(country_entity(iso, state) for iso, _ in best) if len(best) == 2 else ()


def one_of_two(mention: Mention, state: State) -> Entity | None:
    """Return whom "the former" or "the latter" stands for: of two named side by side, else of those told of last."""
    named: list[Seen] = []
    at = None
    for other in reversed(state.seen):
        mine = other.mention.sentence == mention.sentence
        if mine and other.mention.first > mention.first or other.mention.kind == "pronoun" or other.mention.modifier:
            continue
        if mention.sentence - other.mention.sentence > 2:
            break
        if at is not None and other.mention.sentence != at:
            if len(named) > 1:
                break
            named = []
        at = other.mention.sentence
        if not mine or other.clause != clause_of(state.analysis.sentences[at], mention.head):
            named.insert(0, other)
    sides = _side_by_side(named, state) or (named[0].entity, named[-1].entity) if len(named) > 1 else ()
    if not sides:
        return named[0].entity if named and mention.noun == LATTER else None
    return sides[-1] if mention.noun == LATTER else sides[0]


LATTER = "latter"


def _side_by_side(named: list[Seen], state: State) -> tuple[Entity, ...]:
    for n, other in enumerate(named):
        sentence = state.analysis.sentences[other.mention.sentence]
        root = _first_conjunct(sentence, other.mention.head)
        found = [o.entity for o in named[n:] if _first_conjunct(sentence, o.mention.head) == root]
        if len(found) == 2:
            return tuple(found)
    return ()


def _could_be_member(entity: Entity, noun: str, modifier: bool, words: AgentRules) -> bool:
    if noun in words.side_nouns and entity.kind == "organisation" and entity.sector in ARMED:
        return True
    if entity.country is None or entity.former:
        return False
    if noun in words.state_nouns:
        return True
    if noun in words.side_nouns:
        named = entity.kind in ("person", "office") or entity.sector in ARMED
        return named or entity.kind == "country" and not modifier
    return any(singular(word) == noun for word in entity.words)
