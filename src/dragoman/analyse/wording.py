"""Follows a wording through a sentence: finds its words and fills its slots, forgiving the parser's usual mistakes."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.clauses import conjuncts, object_of
from dragoman.analyse.patterns import PREPOSITIONS

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


def follow(
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
            if j is None or (_is_particle(sentence.tokens[j]) and _is_slot(after[n + 1 : n + 2])):
                return False
            infinitive = False
            words.append(j)
            if owed:
                owner = possessor(sentence, j)
                owners = conjuncts(sentence, owner) if owner is not None else adjective_actor(sentence, j)
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


def _is_particle(token: Token) -> bool:
    """Tell whether a word is the "to" of an infinitive ("vows to respond"), which no slot can follow."""
    return token.lower == "to" and token.dep == "aux"


def _is_slot(following: tuple[str | frozenset[str], ...]) -> bool:
    return bool(following) and isinstance(following[0], str)


def is_word(token: Token, wanted: frozenset[str]) -> bool:
    return token.lemma in wanted or token.lower in wanted


def follow_optional(
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
        # What opens the sentence comes last: "On 14 May he spoke by telephone" has its "by" after the verb.
        for j in sorted(sentence.children[i], key=lambda j: j == 0):
            token = tokens[j]
            if not is_word(token, wanted) or j in words:
                continue
            if token.dep in ("nsubj", "csubj", "det", "aux", "auxpass", "mark") or _so_called(sentence, j):
                continue
            if token.dep == "nsubjpass" and not passive:
                continue
            if (
                j > i
                or token.dep in ("nsubjpass", "neg", "advmod", "amod", "compound")
                or (
                    # "Outside the embassy ranchers poured …"
                    token.dep == "prep" and token.i == 0 and tokens[i].pos == "VERB"
                )
            ):
                return j
        if sentence.tokens[i].pos in ("VERB", "AUX"):
            found = _under_object(sentence, i, wanted)
            if found is not None and found not in words:
                return found
        if sentence.tokens[i].pos in ("VERB", "AUX") and not wanted.isdisjoint(PREPOSITIONS):
            # "donated ambulances to Honduras": the parser hangs the preposition on the object.
            for j in sentence.children[i]:
                if tokens[j].dep in ("dobj", "nsubjpass") and j not in words:
                    for k in sentence.children[j]:
                        if tokens[k].lower in wanted and tokens[k].dep in ("prep", "dative") and k > i:
                            return k
            found = _past_place(sentence, i, wanted)
            if found is not None:
                return found
        if passive:
            head = tokens[i].head
            # "sanctions imposed on": the participle hangs on its own object.
            if tokens[i].dep in ("acl", "relcl") and is_word(tokens[head], wanted):
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
        if is_word(tokens[j], wanted) and not _so_called(sentence, j):
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


def _so_called(sentence: Sentence, i: int) -> bool:
    """Tell the second half of a compound adjective: "renewed the so-called Sanctions Act" makes no call."""
    return i > 0 and sentence.tokens[i].tag == "VBN" and sentence.tokens[i - 1].text == "-"


def _past_place(sentence: Sentence, verb: int, wanted: frozenset[str]) -> int | None:
    """Find a preposition that the parser hangs on a place: "met in Riga, Latvia with the envoy"."""
    tokens = sentence.tokens
    for j in sentence.children[verb]:
        if tokens[j].dep != "prep" or tokens[j].lower not in ("in", "at"):
            continue
        for k in sentence.subtree(j):
            token = tokens[k]
            if token.dep == "prep" and token.lower in wanted and k > j and tokens[token.head].pos == "PROPN":
                return k
    return None


def _under_object(sentence: Sentence, verb: int, wanted: frozenset[str]) -> int | None:
    """Find a word of the object: behind a word of quantity ("suspended part of its aid"), or before its noun
    ("a travel ban was announced")."""
    tokens = sentence.tokens
    for j in sentence.children[verb]:
        if tokens[j].dep not in ("dobj", "nsubjpass"):
            continue
        for k in sentence.children[j]:
            if tokens[k].dep == "compound" and is_word(tokens[k], wanted):
                return k
        if tokens[j].lemma not in PARTITIVES:
            continue
        for k in sentence.children[j]:
            if tokens[k].lower == "of":
                for m in sentence.children[k]:
                    if is_word(tokens[m], wanted):
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


def possessor(sentence: Sentence, noun: int) -> int | None:
    return next((j for j in sentence.children[noun] if sentence.tokens[j].dep == "poss"), None)


def adjective_actor(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Return capitalised modifiers of a noun: "a Russian visit", "Pak-US talks"."""
    return tuple(
        j
        for j in sentence.children[noun]
        if sentence.tokens[j].dep in ("amod", "compound", "nmod") and sentence.tokens[j].text[0].isupper()
    )
