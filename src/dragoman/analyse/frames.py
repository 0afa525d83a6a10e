"""Runs frame data over a parsed sentence: finds wordings, their actor and recipient. Knows no event type by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.clauses import clause_of, conjuncts, is_passive, subject_of
from dragoman.analyse.patterns import FrameIndex, Pattern
from dragoman.analyse.wording import adjective_actor, follow, follow_optional, is_word, possessor
from dragoman.knowledge.events import Frame

MAX_TRIGGER = 60  # characters; a trigger names the event in a few words


@dataclass(frozen=True, slots=True)
class FrameMatch:
    """A wording found in a sentence; all numbers are token positions.

    `actors` and `recipients` are heads of noun phrases (all conjuncts), `words` the tokens of the wording,
    `complement` the head of its complement clause or phrase.
    """

    pattern: Pattern
    sentence: int
    head: int
    words: tuple[int, ...]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    complement: int | None


def match_frames(sentence: Sentence, index: FrameIndex) -> tuple[tuple[FrameMatch, ...], ...]:
    """Return for each head word the wordings found there, the best first: longest, then with most roles filled."""
    found: list[tuple[FrameMatch, ...]] = []
    clauses: dict[int, frozenset[str]] = {}
    for token in sentence.tokens:
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
            table, match = index.verbs, _match_verb
        elif token.pos == "NOUN" or (token.pos == "PROPN" and sentence.kind != "body"):
            table, match = index.nouns, _match_noun
        else:
            continue
        hits = []
        for pattern in table.get(token.lemma, ()) or table.get(token.lower, ()):
            hit = match(sentence, token, pattern)
            if hit and _allowed(sentence, token, pattern.frame, clauses):
                hits.append(hit)
        if hits:
            hits.sort(
                key=lambda m: (
                    -m.pattern.size,
                    not (m.pattern.frame.only_with and m.pattern.frame.status),
                    -bool(m.actors) - bool(m.recipients),
                    not m.pattern.frame.only_with,
                )
            )
            found.append(tuple(hits))
    return tuple(found)


def without_overlap(sentence: Sentence, found: Iterable[FrameMatch]) -> tuple[FrameMatch, ...]:
    """Keep the longer of two wordings that share a word ("pay a visit" holds the noun "visit").

    A verb inside a wording that absorbs nothing ("accused X of hacking") stays an event of its own.
    """
    taken: set[int] = set()
    kept = []
    for match in sorted(found, key=lambda m: (-m.pattern.size, m.pattern.noun, m.head)):
        if match.head in taken or (match.pattern.noun and taken.intersection(match.words)):
            continue
        taken.add(match.head)
        taken.update(
            i
            for i in match.words
            if match.pattern.absorbs or sentence.tokens[i].pos != "VERB" or sentence.tokens[i].dep == "amod"
        )
        kept.append(match)
    return tuple(sorted(kept, key=lambda m: m.head))


def trigger_extent(sentence: Sentence, match: FrameMatch) -> tuple[int, int]:
    """Return the code points of the words that name the event: the whole wording where it is short."""
    words = sorted(match.words)
    start, end = sentence.tokens[words[0]].start, sentence.tokens[words[-1]].end
    if end - start <= MAX_TRIGGER:
        return start, end
    head = match.head
    last = head
    for i in words:
        if i > head and sentence.tokens[i].end - sentence.tokens[head].start <= MAX_TRIGGER:
            last = i
    return sentence.tokens[head].start, sentence.tokens[last].end


def _allowed(sentence: Sentence, token: Token, frame: Frame, clauses: dict[int, frozenset[str]]) -> bool:
    """Tell whether the words of the clause neither veto the frame nor lack what it needs."""
    if not frame.unless and not frame.only_with:
        return True
    clause = clause_of(sentence, token.i)
    while sentence.tokens[clause].dep == "xcomp":
        clause = clause_of(sentence, sentence.tokens[clause].head)
    if clause not in clauses:
        below = (sentence.tokens[i] for i in sentence.subtree(clause))
        clauses[clause] = frozenset(word for t in below for word in (t.lemma, t.lower))
    words = clauses[clause]
    return words.isdisjoint(frame.unless) and (not frame.only_with or not words.isdisjoint(frame.only_with))


def _match_verb(sentence: Sentence, verb: Token, pattern: Pattern) -> FrameMatch | None:
    passive = is_passive(sentence, verb)
    # "US troops were withdrawn" has its actor in the object; "Biden withdrew US troops" has a subject.
    in_object = pattern.before is None and "A's" in pattern.after
    if in_object and not passive and subject_of(sentence, verb.i) is not None:
        return None
    words, slots, complement = [verb.i], {}, None
    if not follow(sentence, pattern.after, words, slots, passive):
        return None
    if pattern.ending:
        complement = _ending(sentence, words, pattern.ending)
        if complement is None:
            return None
    if pattern.before:
        subject = subject_of(sentence, verb.i, agent=passive)
        slots.setdefault(pattern.before, ())
        slots[pattern.before] += conjuncts(sentence, subject) if subject is not None else ()
    if complement is None:
        complement = _clause_under(sentence, words)
    if pattern.frame.own:
        if complement is None or not _is_own_deed(sentence, complement, pattern.frame.only_with):
            return None
        words.append(complement)
    if pattern.frame.R_named and "R" not in slots:
        things = [i for i in words if sentence.tokens[i].dep in ("dobj", "nsubjpass")]
        slots["R"] = tuple(j for i in things for j in conjuncts(sentence, i))
    return FrameMatch(pattern, sentence.index, verb.i, tuple(words), slots.get("A", ()), slots.get("R", ()), complement)


def _match_noun(sentence: Sentence, noun: Token, pattern: Pattern) -> FrameMatch | None:
    at = noun.i
    words = [noun.i]
    for word in reversed(pattern.pre):
        at -= 1
        while at >= 0 and sentence.tokens[at].text == "-":
            at -= 1
        if at < 0 or not is_word(sentence.tokens[at], word):
            return None
        words.insert(0, at)
    slots: dict[str, tuple[int, ...]] = {}
    if not follow_optional(sentence, pattern.after, words, slots):
        return None
    owner = possessor(sentence, noun.i)
    if pattern.before and owner is None and not adjective_actor(sentence, noun.i):
        return None
    if owner is not None:
        slot = pattern.before or "A"
        slots[slot] = slots.get(slot, ()) + conjuncts(sentence, owner)
    elif not slots.get("A"):
        modifier = adjective_actor(sentence, noun.i)
        if modifier and pattern.before != "R":
            slots["A"] = modifier
    agent = _agent_of_noun(sentence, noun.i)
    if agent is not None and not slots.get("A"):
        slots["A"] = conjuncts(sentence, agent)
    complement = _clause_under(sentence, words)
    return FrameMatch(pattern, sentence.index, noun.i, tuple(words), slots.get("A", ()), slots.get("R", ()), complement)


def _ending(sentence: Sentence, words: list[int], ending: frozenset[str]) -> int | None:
    """Return the head of the clause after `to` or `that`, or None."""
    for i in words:
        for j in sentence.children[i]:
            token = sentence.tokens[j]
            infinitive = any(
                sentence.tokens[k].lower == "to" and sentence.tokens[k].dep == "aux" for k in sentence.children[j]
            )
            if token.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
                continue
            if "to" in ending and token.dep in ("xcomp", "ccomp", "acl", "advcl", "relcl") and infinitive:
                return j
            if "that" in ending and token.dep in ("ccomp", "acl", "relcl", "advcl") and not infinitive:
                return j
    return None


# Modals of what is announced; subjects that may be the speaker.
ANNOUNCED = frozenset(["will", "would", "shall", "'ll", "’ll", "wo"])
SELVES = frozenset(["it", "they", "we", "he", "she", "i"])
OWNERS = frozenset(["its", "their", "our", "his", "her", "my"])


# What tells of the deed beside its verb: "would *keep fighting*", "will *not go unanswered*", "regard it *as hostile*".
BESIDE = ("xcomp", "acomp", "oprd", "advmod", "prep")


def _is_own_deed(sentence: Sentence, clause: int, deeds: tuple[str, ...]) -> bool:
    """Tell a clause of what the speaker will do or have done: "it would fire back", "the ship will be stopped".

    Arguments: sentence; clause, the position of its verb; deeds, lemmas of which one must tell what is done; none if
    every deed will do.
    """
    tokens, children = sentence.tokens, sentence.children
    below = [tokens[j] for j in children[clause]]
    if not any(t.lower in ANNOUNCED and t.dep in ("aux", "auxpass") for t in below):
        return False
    if any(t.lower == "have" and t.dep == "aux" for t in below):
        return False  # "would have preferred": it did not come to that
    beside = [j for t in below if t.dep in BESIDE for j in ([t.i] if t.dep == "xcomp" else sentence.subtree(t.i))]
    told = [tokens[clause], *(tokens[j] for j in beside)]
    if deeds and not any(t.lemma in deeds or t.lower in deeds for t in told):
        return False
    for token in below:
        if token.dep == "nsubjpass":
            return all(t.dep != "agent" for t in below)
        if token.dep == "nsubj" and tokens[clause].lemma != "be":
            owned = any(tokens[j].dep == "poss" and tokens[j].lower in OWNERS for j in children[token.i])
            return owned or token.lower in SELVES
    return False


def _clause_under(sentence: Sentence, words: list[int]) -> int | None:
    for i in words:
        for j in sentence.children[i]:
            if sentence.tokens[j].dep in ("xcomp", "ccomp", "pcomp"):
                return j
            if sentence.tokens[j].dep == "prep":
                for k in sentence.children[j]:
                    if sentence.tokens[k].dep == "pcomp":
                        return k
    return None


def _agent_of_noun(sentence: Sentence, noun: int) -> int | None:
    """Return the head of a noun's "by" phrase; parsers may hang it on what follows "of"."""
    for j in sentence.children[noun]:
        if sentence.tokens[j].lower == "by":
            for k in sentence.children[j]:
                if sentence.tokens[k].dep == "pobj":
                    return k
    for j in sentence.children[noun]:
        if sentence.tokens[j].lower == "of":
            for k in sentence.children[j]:
                found = _agent_of_noun(sentence, k) if sentence.tokens[k].dep == "pobj" else None
                if found is not None:
                    return found
    return None
