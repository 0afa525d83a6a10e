"""Which earlier actor a pronoun stands for: scores of recency, grammar and agreement."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.anaphors import AGE
from dragoman.analyse.clauses import clause_of, subject_of
from dragoman.analyse.entities import SUBJECT, Entity, Seen, State, is_subject
from dragoman.analyse.mentions import Mention
from dragoman.knowledge.actors import AgentRules, Pronoun

# "X has not called off his trip": the possessor is the subject of the clause, unless much speaks against it; an object
# ("accusing him") is nearly always another object of the sentence before it is somebody further back.
POSSESSOR, OBJECT = 1.5, 1.5
# Objects take up objects of the sentence before: "X received Y. He asked her".
PARALLEL = 1.0
# In a paragraph of several sentences "he" is hardly somebody of the paragraph before.
ELSEWHERE = 1.0
# "She" is rather a woman by name than somebody of whom nothing is known.
KNOWN = 1.0
# "He" is rather who has a name or an office than "a Polish man".
DESCRIBED = 0.7
# "X said that Y had broken the law, but it would not …": a coordinated clause goes on about the subject of the first.
RESUMED = 2.0
SEVERAL = frozenset({"they", "both"})
WINDOW = 3  # sentences that a pronoun looks back
SEEN = 60  # mentions that it looks back


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pronoun stands in its sentence.

    `clause` is its verb, `clauses` with the verbs above of which it is no subject either; `subject`, `possessive` and
    `object` tell what it is; `inherited` is the subject of its clause where it is the object, `first_conjunct` the verb
    that its own is coordinated to; `apart` says that what it owns only another can have; `opened` that its paragraph
    has begun before its sentence.
    """

    row: Pronoun | None
    sentence: Sentence
    clause: int
    clauses: frozenset[int]
    subject: bool
    possessive: bool
    object: bool
    inherited: int | None
    first_conjunct: int | None
    apart: bool
    opened: bool


def antecedent(mention: Mention, state: State) -> Entity | None:
    """Return the entity that a third-person pronoun stands for, or None.

    Subjects and near mentions are preferred; an object pronoun is never the subject of its own clause.
    """
    words = state.gazetteer.anaphora
    row = words.pronouns.get(mention.noun or "")
    if row is not None and row.relative:
        return _taken_up(mention, state)
    here = _standing(mention, row, state)
    if here.possessive and mention.noun == ITS and _of_unknown_body(here.sentence, here.clause, mention, state):
        return None
    owner = _owner_of_subject(mention, here.inherited, state) if here.inherited is not None else None
    if owner is not None:
        return owner
    best, best_score = None, 0.0
    done: set[str] = set()
    for n, other in enumerate(reversed(state.seen)):
        back = abs(mention.sentence - other.mention.sentence)
        if back > WINDOW or n > SEEN:
            break
        if other.entity.key in done or not _fits(mention, row, other, words):
            continue
        if back == 0 and other.mention.first <= mention.first <= other.mention.last:
            continue
        done.add(other.entity.key)  # whatever else it is: "he thanked him"
        if back == 0 and _excluded(here, other):
            continue
        score = _score(mention, here, other, state) - 0.05 * n
        if score > best_score:
            best, best_score = other.entity, score
    return best


def _standing(mention: Mention, row: Pronoun | None, state: State) -> Standing:
    """Return how a pronoun stands in its sentence."""
    words, sentences = state.gazetteer.anaphora, state.analysis.sentences
    sentence = sentences[mention.sentence]
    tokens = sentence.tokens
    clause = clause_of(sentence, mention.head)
    subject = is_subject(sentence, mention)
    possessive = mention.noun in words.possessives and (
        mention.noun not in (row.words if row else ()) or tokens[mention.head].dep == "poss"
    )
    of_subject = possessive and tokens[tokens[mention.head].head].dep in SUBJECT
    verb = tokens[clause]
    coordinated = (subject or of_subject) and verb.dep == "conj" and verb.head != clause
    is_object = not subject and not possessive
    return Standing(
        row=row,
        sentence=sentence,
        clause=clause,
        clauses=frozenset({clause, *_above(sentence, clause)}),
        subject=subject,
        possessive=possessive,
        object=is_object,
        inherited=subject_of(sentence, clause) if is_object else None,
        first_conjunct=verb.head if coordinated else None,
        apart=possessive and _of_others(sentence, mention.head, words),
        opened=sentences[max(0, mention.sentence - 1)].paragraph == sentence.paragraph,
    )


def _excluded(here: Standing, other: Seen) -> bool:
    """Tell an actor of the same sentence whom a pronoun cannot stand for: "he thanked him", "they named its chief"."""
    own = other.clause == here.clause and other.subject
    several = here.row is not None and not here.row.plural and other.mention.noun in SEVERAL
    if here.object and other.subject and other.clause in here.clauses:
        return True
    if own and (here.apart or here.possessive and several):
        return True
    # "X telephoned Y and thanked him"
    return here.inherited is not None and other.mention.first <= here.inherited <= other.mention.last


def _score(mention: Mention, here: Standing, other: Seen, state: State) -> float:
    """Return how well an actor fits a pronoun that it agrees with; one that fits badly has less than nothing."""
    back = abs(mention.sentence - other.mention.sentence)
    own = back == 0 and other.clause == here.clause and other.subject
    personal = here.row is not None and here.row.gender in ("f", "m")
    score = 4.0 - back + (2.0 if other.subject else 0.0)
    if here.possessive and own and other.mention.first < mention.first:
        score += POSSESSOR
    elif here.object and not other.subject:
        score += OBJECT if back == 0 else PARALLEL if back == 1 else 0.0
    if other.mention.modifier:
        score -= 1.5
    if other.mention.kind == "pronoun":
        score += 0.5
    if personal and other.entity.female is not None:
        score += KNOWN  # `_fits` has seen to it that the gender is the right one
    if personal and other.entity.kind == "agent":
        score -= DESCRIBED
    if here.subject and other.subject:
        score += 0.7
    if other.subject and back == 0 and other.clause == here.first_conjunct:
        score += RESUMED
    where = state.analysis.sentences[other.mention.sentence]
    if where.kind != "body" and back:
        score -= 1.0
    elif here.opened and where.paragraph != here.sentence.paragraph:
        score -= ELSEWHERE
    return score


def _of_unknown_body(sentence: Sentence, clause: int, mention: Mention, state: State) -> bool:
    """Tell "The ruling council has recalled its envoy", where nothing tells whose council it is."""
    words = state.gazetteer.anaphora
    subject = subject_of(sentence, clause)
    if subject is None or subject >= mention.first or sentence.tokens[subject].lemma not in words.body_nouns:
        return False
    here = (o.mention for o in state.seen if o.mention.sentence == sentence.index)
    return not any(m.first <= subject <= m.last for m in here)


ITS = "its"


def _owner_of_subject(mention: Mention, subject: int, state: State) -> Entity | None:
    """Return whose the subject is that acts on a pronoun: in "his counterpart telephoned him" both are one."""
    sentence = state.analysis.sentences[mention.sentence]
    pronouns = state.gazetteer.anaphora.pronouns
    row = pronouns.get(mention.noun or "")
    styled = sentence.tokens[subject].lower in state.gazetteer.anaphora.styles  # "His Highness invited him"
    for j in () if styled else sentence.children[subject]:
        if sentence.tokens[j].dep == "poss" and row is not None and pronouns.get(sentence.tokens[j].lower) is row:
            here = (o for o in reversed(state.seen) if o.mention.sentence == sentence.index)
            return next((o.entity for o in here if o.mention.first == j), None)
    return None


def _above(sentence: Sentence, clause: int) -> list[int]:
    """Return the verbs that an infinitive hangs on: "urged X to free them" is of nobody who urges."""
    found = []
    while sentence.tokens[clause].tag == "VB" and sentence.tokens[clause].dep in ("xcomp", "ccomp"):
        clause = sentence.tokens[clause].head
        found.append(clause)
    return found


def _of_others(sentence: Sentence, i: int, words: AgentRules) -> bool:
    """Tell the possessive of what only another can have: "Peru rejected its demand"."""
    noun = sentence.tokens[sentence.tokens[i].head]
    verb = sentence.tokens[noun.head].lemma
    return noun.dep == "dobj" and verb in words.answers and not words.is_actor(noun.lemma)


def _taken_up(mention: Mention, state: State) -> Entity | None:
    """Return whom "who", "which" or "whose" takes up: who stands right before it."""
    tokens = state.analysis.sentences[mention.sentence].tokens
    at = mention.first - 1
    while at > 0 and (tokens[at].text == "," or tokens[at].pos == "ADP"):
        at -= 1
    for other in reversed(state.seen):
        if other.mention.sentence != mention.sentence:
            return None
        if other.mention.last == at and other.mention.kind != "pronoun":
            person = other.entity.kind in ("person", "office") or other.entity.plural
            return None if mention.noun == "which" and person else other.entity
    return None


def _fits(mention: Mention, row: Pronoun | None, other: Seen, words: AgentRules) -> bool:
    entity = other.entity
    if mention.noun == AGE or row is not None and row.gender in ("f", "m"):
        one = entity.kind == "agent" and not entity.plural and not other.mention.plural
        if entity.kind not in ("person", "office") and not (one and (entity.office or is_human(entity, words))):
            return False
        return row is None or entity.female is None or entity.female == (row.gender == "f")
    if row is None or row.person != 3:
        return False
    if row.plural:
        return other.mention.plural or entity.plural or entity.kind in ("organisation", "country")
    return entity.kind in ("country", "organisation") or (entity.kind == "agent" and not other.mention.plural)


def is_human(entity: Entity, words: AgentRules) -> bool:
    """Tell somebody known only by a word for a person: "a teacher"."""
    noun = entity.name or ""
    row = words.index.get(noun) or words.index.get(noun.rpartition(" ")[2])
    return row.human and not row.collective if row is not None else noun in words.generic_persons


def owner_pronoun(mention: Mention, state: State) -> Mention | None:
    """Return the "his" or "its" before a role as a mention."""
    if mention.owner is None:
        return None
    token = state.analysis.sentences[mention.sentence].tokens[mention.owner]
    row = state.gazetteer.anaphora.pronouns.get(token.lower)
    return Mention(
        mention.sentence, token.i, token.i, token.i, token.start, token.end, "pronoun", token.text,
        noun=token.lower, plural=row is not None and row.plural,
    )  # fmt: skip


def owner_of(mention: Mention, state: State) -> Entity | None:
    """Return the entity that "his" or "its" before a role stands for."""
    pronoun = owner_pronoun(mention, state)
    return antecedent(pronoun, state) if pronoun is not None else None
