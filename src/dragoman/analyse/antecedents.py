"""Which earlier actor a pronoun or a general noun stands for: scores of recency, grammar and agreement."""

from __future__ import annotations

from collections import Counter

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.clauses import clause_of, subject_of
from dragoman.analyse.entities import INTERNATIONAL, Entity, Seen, State, country_entity, is_subject
from dragoman.analyse.mentions import Mention
from dragoman.knowledge.actors import AgentRules

# "X has not called off his trip": the possessor is the subject of the clause, unless much speaks against it; an object
# ("accusing him") is nearly always another object of the sentence before it is somebody further back.
POSSESSOR, OBJECT = 1.5, 1.5
# "She" is rather a woman by name than somebody of whom nothing is known.
KNOWN = 1.0
WINDOW = 3  # sentences that a pronoun looks back
PERSONAL = {"he": False, "him": False, "his": False, "she": True, "her": True}


def antecedent(mention: Mention, seen: list[Seen], analysis: Analysis) -> Entity | None:
    """Return the entity that a third-person pronoun stands for, or None.

    Subjects and near mentions are preferred; an object pronoun is never the subject of its own clause.
    """
    sentence = analysis.sentences[mention.sentence]
    clause = clause_of(sentence, mention.head)
    own_subject = is_subject(sentence, mention)
    possessive = mention.noun in ("his", "its", "their") or (
        mention.noun == "her" and sentence.tokens[mention.head].dep == "poss"
    )
    inherited = subject_of(sentence, clause) if not own_subject and not possessive else None
    best, best_score = None, 0.0
    done: set[str] = set()
    for n, other in enumerate(reversed(seen)):
        back = abs(mention.sentence - other.mention.sentence)
        if back > WINDOW or n > 60:
            break
        if other.entity.key in done or not _fits(mention, other):
            continue
        if back == 0 and not possessive and other.subject and other.clause == clause and not own_subject:
            continue
        if back == 0 and other.mention.first <= mention.first <= other.mention.last:
            continue
        if back == 0 and inherited is not None and other.mention.first <= inherited <= other.mention.last:
            continue  # "X telephoned Y and thanked him"
        done.add(other.entity.key)
        score = 4.0 - back + (2.0 if other.subject else 0.0) - 0.05 * n
        if (
            possessive
            and back == 0
            and other.subject
            and other.clause == clause
            and other.mention.first < mention.first
        ):
            score += POSSESSOR
        elif back == 0 and not possessive and not own_subject and not other.subject:
            score += OBJECT
        if other.mention.modifier:
            score -= 1.5
        if other.mention.kind == "pronoun":
            score += 0.5
        if mention.noun in PERSONAL and other.entity.female is not None:
            score += KNOWN  # `_fits` has seen to it that the gender is the right one
        if own_subject and other.subject:
            score += 0.7
        if analysis.sentences[other.mention.sentence].kind != "body" and back:
            score -= 1.0
        if score > best_score:
            best, best_score = other.entity, score
    return best


def coordinated(found: Entity, seen: list[Seen], analysis: Analysis) -> tuple[Entity, ...]:
    """Return an entity with those coordinated to it where it was seen last: "Chile and Peru … they"."""
    last = next(other for other in reversed(seen) if other.entity is found)
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


def met_before(mention: Mention, seen: list[Seen]) -> tuple[Entity, ...]:
    """Return the two people of different countries whom "They" at the head of a sentence takes up again."""
    if mention.noun != "they" or mention.first > 1:
        return ()
    found: dict[str | None, Entity] = {}
    for other in reversed(seen):
        back = mention.sentence - other.mention.sentence
        if back > 1:
            break
        if back == 1 and other.entity.kind in ("person", "office") and other.entity.country:
            found.setdefault(other.entity.country, other.entity)
    return tuple(found.values()) if len(found) == 2 else ()


def _first_conjunct(sentence: Sentence, i: int) -> int:
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def _fits(mention: Mention, other: Seen) -> bool:
    entity, noun = other.entity, mention.noun or ""
    if noun in PERSONAL:
        if entity.kind not in ("person", "office") and not (
            entity.kind == "agent" and not entity.plural and not other.mention.plural and entity.office
        ):
            return False
        return entity.female is None or entity.female == PERSONAL[noun]
    if noun in ("it", "its"):
        return entity.kind in ("country", "organisation") or (entity.kind == "agent" and not other.mention.plural)
    if noun in ("they", "them", "their"):
        return other.mention.plural or entity.plural or entity.kind in ("organisation", "country")
    return False


def general_antecedent(mention: Mention, seen: list[Seen], words: AgentRules) -> Entity | None:
    """Return the entity named before that a title or role noun repeats: "the army chief", "the minister".

    A general word may take up a more special one: "the diplomat" an ambassador, "the Chilean leader" a president.
    """
    noun = (mention.noun or "").lower()
    last = noun.split()[-1] if noun else ""
    wider = words.hypernyms.get(noun, frozenset())
    same_role = special = None
    for other in reversed(seen):
        entity = other.entity
        if entity.kind not in ("person", "office") or other.mention.kind == "pronoun":
            continue
        if mention.country and entity.country and mention.country != entity.country:
            continue
        if mention.body and entity.body and mention.body != entity.body:
            continue
        if mention.role and entity.role == mention.role:
            return entity
        if noun and noun in entity.titles:
            return entity
        if same_role is None and last and last in entity.words and " " not in noun:
            same_role = entity
        if special is None and entity.role in wider and not entity.former:
            special = entity
    return same_role or special


def visitor(mention: Mention, seen: list[Seen], home: str | None) -> Entity | None:
    """Return the person from abroad whom "the visiting dignitary" or "the guest" stands for."""
    for other in reversed(seen):
        entity = other.entity
        if entity.kind != "person" or other.mention.kind == "pronoun":
            continue
        if mention.country:
            if entity.country == mention.country:
                return entity
        elif entity.country and entity.country != home:
            return entity
    return None


def host(owner: Entity | None, state: State) -> Entity | None:
    """Return the official of the state where the story plays: "thanked his host"; not the guest himself."""
    for other in reversed(state.seen):
        entity = other.entity
        official = entity.kind == "person" and entity.office and not entity.former
        if official and entity is not owner and entity.country is not None and entity.country == state.home:
            return entity
    return None


def neighbour(owner: Entity, state: State) -> Entity | None:
    """Return the other state that a story tells of most: "backed his neighbour"."""
    named: Counter[str] = Counter()
    for other in state.seen:
        iso = other.entity.country
        if iso is not None and iso != owner.country and other.entity.sector not in INTERNATIONAL:
            named[iso] += 1
    best = named.most_common(1)
    return country_entity(best[0][0], state) if best else None


def counterpart_of(owner: Entity, mention: Mention, seen: list[Seen]) -> Entity | None:
    """Return the person of the same office in another country: "his Ecuadorian colleague"."""
    for other in reversed(seen):
        entity = other.entity
        if entity is owner or entity.kind not in ("person", "office"):
            continue
        if mention.country and entity.country != mention.country:
            continue
        if entity.country == owner.country and not mention.country:
            continue
        if mention.country or (entity.role is not None and entity.role == owner.role):
            return entity
    return None


def latest_body(seen: list[Seen], mention: Mention) -> Entity | None:
    """Return the body or group named last: "the group" after "Hamas"; the media are no such body."""
    for other in reversed(seen):
        if abs(mention.sentence - other.mention.sentence) > 6:
            break
        if other.entity.kind == "organisation" and other.entity.sector != "JRN":
            return other.entity
    return None


def latest_country(seen: list[Seen]) -> Entity | None:
    """Return the country named last, one that acts before one that only modifies."""
    fallback = None
    for other in reversed(seen):
        if other.entity.kind == "country":
            if not other.mention.modifier:
                return other.entity
            fallback = fallback or other.entity
    return fallback


def is_group(mention: Mention, words: AgentRules) -> bool:
    """Tell a definite plural that names people already told of: "the ministers", "the three presidents"."""
    return (
        (
            mention.kind == "office"
            or mention.kind == "agent"
            and _singular(mention.noun or "") in words.state_nouns | words.side_nouns | words.person_nouns
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
        return _two_states(mention, state)
    apart = _is_object(state.analysis.sentences[mention.sentence], mention.head)
    if noun not in words.state_nouns | words.side_nouns:
        together = _named_together(mention, noun, wanted, state)
        if together:
            return together
    found: list[Entity] = []
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
        if any(f.country == entity.country for f in found):
            continue
        found.append(country_entity(entity.country, state) if noun in words.state_nouns else entity)
        if wanted and len(found) == wanted or len(found) == 4:
            break
    if wanted and len(found) < wanted or len(found) < 2:
        return ()
    return tuple(reversed(found))


def head_noun(mention: Mention) -> str:
    """Return the noun of a title in the singular: "head" of "heads of state", "minister" of "foreign ministers"."""
    words = (mention.noun or "").split(" of ")[0].split()
    return _singular(words[-1]) if words else ""


def _named_together(mention: Mention, noun: str, wanted: int, state: State) -> tuple[Entity, ...]:
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
        if noun in words.leader_nouns and entity.role not in words.leader_roles:
            continue
        any_official = noun in words.leader_nouns or noun in words.person_nouns
        if not any_official and not any(_singular(word) == noun for word in entity.words):
            continue
        if group.get(entity.country) is None or entity.person:
            group[entity.country] = entity
    if len(group) < max(2, wanted):
        return ()
    members = tuple(reversed(group.values()))
    return members[-wanted:] if wanted else members


def _two_states(mention: Mention, state: State) -> tuple[Entity, ...]:
    """Return the countries that "the two countries" stands for: those told of most, near ones counting more.

    "X visited both capitals": neither is X's own.
    """
    weight: Counter[str] = Counter()
    apart = _is_object(state.analysis.sentences[mention.sentence], mention.head)
    own = (
        {o.entity.country for o in state.seen if o.subject and o.mention.sentence == mention.sentence}
        if apart
        else set()
    )
    for other in state.seen:
        iso, back = other.entity.country, mention.sentence - other.mention.sentence
        if iso is None or back < 0 or other.entity.sector in INTERNATIONAL or iso in own:
            continue
        near = 3.0 if back == 0 else 2.0 if back == 1 else 1.0 if back < 6 else 0.4
        weight[iso] += near * (0.4 if other.mention.modifier else 1.0) * (1.5 if other.subject else 1.0)
    best = [iso for iso, _ in weight.most_common(2)]
    return tuple(country_entity(iso, state) for iso in best) if len(best) == 2 else ()


def _is_object(sentence: Sentence, i: int) -> bool:
    """Tell whether a phrase is the object of a verb, whose subject is then none of its members ("urged both sides")."""
    token = sentence.tokens[i]
    if token.dep == "dobj":
        return True
    head = sentence.tokens[token.head]
    return token.dep == "pobj" and sentence.tokens[head.head].pos == "VERB"


def _could_be_member(entity: Entity, noun: str, modifier: bool, words: AgentRules) -> bool:
    if entity.country is None or entity.former:
        return False
    if noun in words.state_nouns:
        return True
    if noun in words.side_nouns:
        named = entity.kind in ("person", "office") or entity.sector == "REB"
        return named or entity.kind == "country" and not modifier
    return any(_singular(word) == noun for word in entity.words)


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def owner_of(mention: Mention, state: State) -> Entity | None:
    """Return the entity that "his" or "its" before a role stands for."""
    if mention.owner is None:
        return None
    sentence = state.analysis.sentences[mention.sentence]
    token = sentence.tokens[mention.owner]
    pronoun = Mention(
        mention.sentence,
        token.i,
        token.i,
        token.i,
        token.start,
        token.end,
        "pronoun",
        token.text,
        noun=token.lower,
        plural=token.lower in ("their", "our"),
    )
    return antecedent(pronoun, state.seen, state.analysis)
