"""Runs frame data over a parsed sentence: finds wordings, their actor and recipient. Knows no event type by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.clauses import clause_of, conjuncts, is_passive, object_of, subject_of
from dragoman.analyse.patterns import PREPOSITIONS, FrameIndex, Pattern
from dragoman.knowledge.events import Frame

PARTITIVES = frozenset(
    [
        "part",
        "some",
        "most",
        "all",
        "half",
        "number",
        "series",
        "couple",
        "dozen",
        "hundred",
        "thousand",
        "lot",
        "one",
        "portion",
        "rest",
        "bulk",
        "share",
        "third",
        "quarter",
        "majority",
    ]
)
BETWEEN = frozenset({"between"})
# What may stand between two words of a wording without breaking it.
SKIPPED = {"DET", "ADJ", "ADV", "NUM", "PART", "PRON"}
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
                    not m.pattern.frame.only_with,
                    -bool(m.actors) - bool(m.recipients),
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
    words, slots, complement = [verb.i], {}, None
    if not _follow(sentence, pattern.after, words, slots, passive):
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
    return FrameMatch(pattern, sentence.index, verb.i, tuple(words), slots.get("A", ()), slots.get("R", ()), complement)


def _match_noun(sentence: Sentence, noun: Token, pattern: Pattern) -> FrameMatch | None:
    at = noun.i
    words = [noun.i]
    for word in reversed(pattern.pre):
        at -= 1
        while at >= 0 and sentence.tokens[at].text == "-":
            at -= 1
        if at < 0 or not _is(sentence.tokens[at], word):
            return None
        words.insert(0, at)
    slots: dict[str, tuple[int, ...]] = {}
    if not _follow_optional(sentence, pattern.after, words, slots):
        return None
    owner = _possessor(sentence, noun.i)
    if pattern.before and owner is None and not _adjective_actor(sentence, noun.i):
        return None
    if owner is not None:
        slot = pattern.before or "A"
        slots[slot] = slots.get(slot, ()) + conjuncts(sentence, owner)
    elif not slots.get("A"):
        modifier = _adjective_actor(sentence, noun.i)
        if modifier and pattern.before != "R":
            slots["A"] = modifier
    agent = _agent_of_noun(sentence, noun.i)
    if agent is not None and not slots.get("A"):
        slots["A"] = conjuncts(sentence, agent)
    complement = _clause_under(sentence, words)
    return FrameMatch(pattern, sentence.index, noun.i, tuple(words), slots.get("A", ()), slots.get("R", ()), complement)


def _follow(
    sentence: Sentence,
    after: tuple[str | frozenset[str], ...],
    words: list[int],
    slots: dict[str, tuple[int, ...]],
    passive: bool,
) -> bool:
    """Match what follows the verb; fills `words` and `slots`, False where a word is missing."""
    owed: str | None = None
    infinitive = False
    for n, word in enumerate(after):
        if isinstance(word, str) and word.endswith("'s"):
            owed = word[0]
        elif isinstance(word, str):
            found = _fill(sentence, words, slots, passive, literal_follows=n + 1 < len(after))
            if not found and not _is_preposition(sentence, words[-1]):
                return False
            slots[word] = slots.get(word, ()) + found
        elif (
            "to" in word
            and n + 1 < len(after)
            and not isinstance(after[n + 1], str)
            and not _next_is(sentence, words, after[n + 1])
        ):
            infinitive = True
        else:
            j = _infinitive(sentence, words, word) if infinitive else _literal(sentence, words, word, passive)
            if j is None:
                return False
            infinitive = False
            words.append(j)
            if owed:
                owner = _possessor(sentence, j)
                owners = conjuncts(sentence, owner) if owner is not None else _adjective_actor(sentence, j)
                if not owners:
                    return False
                slots[owed] = slots.get(owed, ()) + owners
                owed = None
    return True


def _next_is(sentence: Sentence, words: list[int], following: frozenset[str]) -> bool:
    """Tell whether `to` is a preposition here: its object carries the following word."""
    for i in words:
        for j in sentence.children[i]:
            if sentence.tokens[j].lower == "to" and sentence.tokens[j].dep in ("prep", "dative"):
                return any(sentence.tokens[k].lemma in following for k in sentence.children[j])
    return False


def _is(token: Token, wanted: frozenset[str]) -> bool:
    return token.lemma in wanted or token.lower in wanted


def _follow_optional(
    sentence: Sentence,
    after: tuple[str | frozenset[str], ...],
    words: list[int],
    slots: dict[str, tuple[int, ...]],
) -> bool:
    """Match what follows a noun: a preposition with its slot may be missing, a plain word may not."""
    base, n = list(words), 0
    while n < len(after):
        word, slot = after[n], after[n + 1] if n + 1 < len(after) else None
        if isinstance(word, str):
            return False
        j = _literal(sentence, base, word, passive=False)
        if isinstance(slot, str):
            found = _fill(sentence, [j], slots, passive=False, literal_follows=False) if j is not None else ()
            if found:
                words.append(j)
                slots[slot] = slots.get(slot, ()) + found
            n += 2
            continue
        if j is None:
            return False
        words.append(j)
        base.append(j)
        n += 1
    return True


def _literal(sentence: Sentence, words: list[int], wanted: frozenset[str], passive: bool) -> int | None:
    """Find a word of a wording: a dependent of the words so far, or the next word but for articles and the like."""
    tokens = sentence.tokens
    for i in reversed(words):
        for j in sentence.children[i]:
            token = tokens[j]
            if not _is(token, wanted) or j in words:
                continue
            if token.dep in ("nsubj", "csubj", "det", "aux", "auxpass", "mark"):
                continue
            if token.dep == "nsubjpass" and not passive:
                continue
            if j > i or token.dep == "nsubjpass" or token.dep in ("neg", "advmod", "amod", "compound"):
                return j
        if sentence.tokens[i].pos in ("VERB", "AUX"):
            found = _under_partitive(sentence, i, wanted)
            if found is not None and found not in words:
                return found
        if sentence.tokens[i].pos in ("VERB", "AUX") and not wanted.isdisjoint(PREPOSITIONS):
            # "donated ambulances to Honduras": the parser hangs the preposition on the object.
            for j in sentence.children[i]:
                if tokens[j].dep in ("dobj", "nsubjpass") and j not in words:
                    for k in sentence.children[j]:
                        if tokens[k].lower in wanted and tokens[k].dep in ("prep", "dative") and k > i:
                            return k
        if passive:
            head = tokens[i].head
            # "sanctions imposed on": the participle hangs on its own object.
            if tokens[i].dep in ("acl", "relcl") and _is(tokens[head], wanted):
                return head
    if wanted == BETWEEN:
        # "talks at the border post between the two generals": the parser hangs "between" on the nearest noun.
        for j in range(words[-1] + 1, min(words[-1] + 12, len(tokens))):
            if tokens[j].lower == "between":
                return j
            if tokens[j].pos in ("VERB", "AUX", "PUNCT") and tokens[j].text != "-":
                break
    j = words[-1] + 1
    steps = 0
    while j < len(tokens) and steps < 6:
        if _is(tokens[j], wanted):
            return j
        between = tokens[j]
        if (
            between.pos not in SKIPPED
            and between.dep not in ("compound", "poss", "nmod", "case", "npadvmod")
            and between.text != "-"
        ):
            return None
        j, steps = j + 1, steps + 1
    return None


def _under_partitive(sentence: Sentence, verb: int, wanted: frozenset[str]) -> int | None:
    """Find an object behind a word of quantity: "suspended part of its budget support"."""
    tokens = sentence.tokens
    for j in sentence.children[verb]:
        if tokens[j].dep not in ("dobj", "nsubjpass") or tokens[j].lemma not in PARTITIVES:
            continue
        for k in sentence.children[j]:
            if tokens[k].lower == "of":
                for m in sentence.children[k]:
                    if _is(tokens[m], wanted):
                        return m
    return None


def _infinitive(sentence: Sentence, words: list[int], wanted: frozenset[str]) -> int | None:
    for i in words:
        for j in sentence.children[i]:
            token = sentence.tokens[j]
            if token.lemma not in wanted or token.pos not in ("VERB", "AUX"):
                continue
            marked = any(sentence.tokens[k].lower == "to" for k in sentence.children[j])
            if marked and token.dep in ("xcomp", "advcl", "ccomp", "acl"):
                return j
    return None


def _fill(
    sentence: Sentence,
    words: list[int],
    slots: dict[str, tuple[int, ...]],
    passive: bool,
    *,
    literal_follows: bool,
) -> tuple[int, ...]:
    """Return the noun phrase heads that stand in the slot after the last word matched."""
    last = words[-1]
    taken = set(words)
    if _is_preposition(sentence, last):
        for j in sentence.children[last]:
            if sentence.tokens[j].dep in ("pobj", "pcomp") and j not in taken:
                if sentence.tokens[j].tag == "VBG":
                    # "bowed to striking workers": the parser takes the adjective for a gerund.
                    below = [k for k in sentence.children[j] if sentence.tokens[k].dep == "dobj"]
                    return conjuncts(sentence, below[0]) if below else ()
                return conjuncts(sentence, j)
        after = last + 1
        while after < len(sentence.tokens) and sentence.tokens[after].pos in SKIPPED:
            after += 1
        if after < len(sentence.tokens) and sentence.tokens[after].pos in ("NOUN", "PROPN"):
            return (_phrase_head(sentence, after),)
        return ()
    verb = next((i for i in reversed(words) if sentence.tokens[i].pos in ("VERB", "AUX")), last)
    found = object_of(sentence, verb, passive=passive, taken=taken, indirect=literal_follows)
    return conjuncts(sentence, found) if found is not None else ()


def _phrase_head(sentence: Sentence, i: int) -> int:
    while sentence.tokens[i].dep in ("compound", "amod", "poss", "nmod", "nummod") and sentence.tokens[i].head > i:
        i = sentence.tokens[i].head
    return i


def _is_preposition(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].tag in ("IN", "TO") or sentence.tokens[i].dep in ("prep", "agent", "dative")


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


def _possessor(sentence: Sentence, noun: int) -> int | None:
    return next((j for j in sentence.children[noun] if sentence.tokens[j].dep == "poss"), None)


def _adjective_actor(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Return capitalised modifiers of a noun: "a Russian visit", "Pak-US talks"."""
    return tuple(
        j
        for j in sentence.children[noun]
        if sentence.tokens[j].dep in ("amod", "compound", "nmod") and sentence.tokens[j].text[0].isupper()
    )


def _agent_of_noun(sentence: Sentence, noun: int) -> int | None:
    for j in sentence.children[noun]:
        if sentence.tokens[j].lower == "by":
            for k in sentence.children[j]:
                if sentence.tokens[k].dep == "pobj":
                    return k
    return None
