"""Syntax of reported speech: who speaks, and which words hang on a reporting verb or noun.

Works on token positions of one sentence; dependencies are ClearNLP's, as in spaCy's English models. Parsers
err most near quotation marks, so every function takes the nearest plain reading where a label is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.analyse.analysis import Sentence, Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
RELATIVE = ("who", "which", "that", "whom")
INHERITS = ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "acl", "prep")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
DASHES = ("—", "–", "―", "--")
COMMAS = (",", *DASHES)
TRIM = ",;:–—―-"
OPENING = ('"', "``", "''", "“", "«", "‘", "'")
CLOSING = ('"', "''", "”", "»", "’", "'")


def child(s: Sentence, i: int, *deps: str) -> int | None:
    """Return the first dependent of token i with one of some labels, or None."""
    return next((c for c in s.children[i] if s.tokens[c].dep in deps), None)


def is_passive(s: Sentence, v: int) -> bool:
    """Say whether a verb is passive: it has a passive auxiliary or subject, or is a reduced relative."""
    return child(s, v, "auxpass", "nsubjpass", "csubjpass", "agent") is not None or (
        s.tokens[v].tag == "VBN" and s.tokens[v].dep in ("acl", "amod")
    )


def agent(s: Sentence, v: int) -> int | None:
    """Return the head of the "by …" phrase of a passive verb, or None."""
    by = child(s, v, "agent")
    return None if by is None else child(s, by, "pobj")


def subject(s: Sentence, v: int, documents: frozenset[str], *, depth: int = 0) -> int | None:
    """Return the head of the subject of a verb, its own or the one it shares, or None.

    A participle takes that of the verb or the noun it hangs on (but the giver of a statement for "in a
    statement saying …"), an infinitive the object of a verb that makes others act ("urged them to say …").

    Arguments: v, the verb; documents, nouns in dictionary form that speak only for their giver.
    """
    own = child(s, v, *SUBJECTS)
    if own is not None and own < v and s.tokens[v - 1].text in COMMAS:
        after = [c for c in s.children[v] if c > v and s.tokens[c].dep in SUBJECTS]
        own = after[0] if after else own
    if own is None and depth:
        own = child(s, v, *PASSIVE)
    if own is not None:
        return own
    token = s.tokens[v]
    if depth > 6 or token.head == v or token.dep not in INHERITS:
        return None
    governor = s.tokens[token.head]
    if token.dep == "ccomp" and token.tag != "VBG":
        return None
    if token.dep in ("acl", "prep") and governor.pos in ("NOUN", "PROPN", "PRON"):
        if token.tag != "VBG":
            return None
        giver = _giver(s, governor.i, documents, depth) if governor.lemma in documents else None
        return governor.i if giver is None else giver
    if governor.dep == "ccomp" and next_act(s, governor.head, v):
        return subject(s, governor.head, documents, depth=depth + 1)
    if token.dep == "xcomp" and token.tag == "VB":
        hearer = child(s, governor.i, "dobj")
        if hearer is not None and hearer < v:
            return hearer
    if token.dep == "advcl" and token.tag == "VBG" and v > 0 and s.tokens[v - 1].text in COMMAS and not depth:
        return subject(s, main_verb(s, governor.i), documents, depth=depth + 1)
    return subject(s, governor.i, documents, depth=depth + 1)


def _giver(s: Sentence, noun: int, documents: frozenset[str], depth: int) -> int | None:
    """Return whose statement, letter or speech a noun is: its owner, or the subject of the verb above it."""
    owner = child(s, noun, "poss")
    if owner is not None:
        return owner
    for i in s.path_to_root(noun):
        if s.tokens[i].pos in ("VERB", "AUX"):
            return subject(s, i, documents, depth=depth + 1)
    return None


def main_verb(s: Sentence, v: int) -> int:
    """Return the verb of the clause that a reported or relative clause with verb v is part of, before v."""
    for i in s.path_to_root(v):
        if i < v and s.tokens[i].pos == "VERB" and s.tokens[i].dep in ("ROOT", "conj"):
            return i
    return v


def antecedent(s: Sentence, i: int) -> int:
    """Return the noun that a relative pronoun stands for, or token i itself."""
    if s.tokens[i].lower not in RELATIVE:
        return i
    for j in (s.tokens[i].head, *s.path_to_root(s.tokens[i].head)):
        if s.tokens[j].dep == "relcl":
            return s.tokens[j].head
    return i


def noun_phrase(s: Sentence, head: int, barrier: int) -> tuple[int, int]:
    """Return the first and last token of the noun phrase of a head, on its own side of a barrier token."""
    inside = [j for j in s.subtree(head) if (j < barrier) == (head < barrier) and j != barrier]
    first = last = head
    members = set(inside)
    while first - 1 in members and s.tokens[first - 1].text not in DASHES:
        first -= 1
    while last + 1 in members:
        last += 1
    while first < head and _is_outer(s.tokens[first]):
        first += 1
    while last > head and (s.tokens[last].text in TRIM or s.tokens[last].text.isspace()):
        last -= 1
    return first, last


def _is_outer(token: Token) -> bool:
    """Say whether a token at the start of a noun phrase is no part of it: a comma, "and", "that"."""
    if token.text in "\"“”‘'$#(":
        return False
    return token.pos in ("PUNCT", "CCONJ", "X") or token.dep in ("mark", "cc")


def phrase_before(s: Sentence, v: int) -> int | None:
    """Return the nominal head right before a verb, over its auxiliaries and adverbs, or None."""
    i = v - 1
    while i >= 0 and (s.tokens[i].pos in ("AUX", "ADV") or s.tokens[i].dep in ("aux", "advmod", "neg")):
        i -= 1
    if i >= 0 and s.tokens[i].pos in ("NOUN", "PROPN", "PRON") and s.tokens[i].dep not in ("relcl",):
        return i
    return None


def phrase_after(s: Sentence, v: int) -> int | None:
    """Return the head of the noun phrase right after a verb ("said the minister"), or None."""
    i = v + 1
    while i < len(s.tokens) and s.tokens[i].pos in ("DET", "ADJ", "NUM"):
        i += 1
    if i >= len(s.tokens) or s.tokens[i].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    head = i
    above = s.tokens[head].head
    while above > v and above != head and s.tokens[above].pos in NOMINAL:
        head, above = above, s.tokens[above].head
    return head


def stretch(s: Sentence, positions: Iterable[int]) -> tuple[int, int] | None:
    """Return (first, last) over token positions without the commas and dashes at both ends, or None."""
    kept = sorted(positions)
    while kept and s.tokens[kept[0]].text in TRIM:
        kept.pop(0)
    while kept and (s.tokens[kept[-1]].text in TRIM or s.tokens[kept[-1]].text == "."):
        kept.pop()
    return (kept[0], kept[-1]) if kept else None


def clause_after(s: Sentence, v: int, floor: int) -> tuple[int, int] | None:
    """Return the clause that a verb governs to its right, after token `floor`, or None.

    A reason or condition after it belongs to it; a verb in the tense of the cue that the parser has joined to
    a clause with "would" is the speaker's next act and does not.
    """
    for c in s.children[v]:
        if c <= floor or s.tokens[c].dep != "ccomp":
            continue
        inside = {j for j in s.subtree(c) if j > floor}
        for i in s.children[c]:
            if next_act(s, v, i):
                inside -= {j for j in inside if j >= min(s.subtree(i)) or j >= i}
        for i in s.children[v]:
            if i > c and s.tokens[i].dep == "advcl" and s.tokens[i].tag != "VBG" and _linker(s, i) > c:
                inside.update(s.subtree(i))
        span = stretch(s, inside)
        if span and s.tokens[span[0]].pos not in ("VERB", "AUX"):
            return span
    return None


def next_act(s: Sentence, v: int, i: int) -> bool:
    """Say whether verb i, joined to the content of cue v, goes with v: same tense, no subject of its own."""
    token = s.tokens[i]
    head = s.tokens[token.head]
    return (
        token.dep == "conj"
        and token.tag == s.tokens[v].tag in ("VBD", "VBZ", "VBP")
        and child(s, i, *SUBJECTS, *PASSIVE) is None
        and head.tag == "VB"
    )


def _linker(s: Sentence, i: int) -> int:
    """Return the position of the conjunction that opens an adverbial clause, -1 where there is none."""
    return next((c for c in s.children[i] if s.tokens[c].dep in ("mark", "advmod") and c < i), -1)


def clause_before(s: Sentence, v: int, ceiling: int) -> tuple[int, int] | None:
    """Return the clause that a verb governs to its left, before token `ceiling`, or None."""
    for c in s.children[v]:
        if c < ceiling and s.tokens[c].dep in ("ccomp", "parataxis"):
            return stretch(s, (j for j in s.subtree(c) if j < ceiling))
    return None


def clause_around(s: Sentence, v: int, first: int, last: int, *, hears: bool = False) -> list[tuple[int, int]]:
    """Return the clause that a parenthesis ("…, she said, …") interrupts, as one or two stretches.

    Arguments: v, the verb; first and last, the tokens of the parenthesis so far (speaker and verb); hears, whether
    its object is the hearer ("told").
    """
    tokens = s.tokens
    end = len(tokens) - 1
    barred = ("ccomp", "xcomp", "oprd") if hears else ("dobj", "ccomp", "xcomp", "oprd")
    if any(c > v and tokens[c].dep in barred for c in s.children[v]):
        return []
    stop = last + 1
    while stop <= end and tokens[stop].text not in (",", ".", ";", "—", "–", "--", "?", "!"):
        if tokens[stop].pos == "VERB" and tokens[stop].tag != "VBG":
            return []
        stop += 1
    if first == 0 or tokens[first - 1].text not in (",", "—", "–", "--", "”", "’", '"', "''", "'"):
        return []
    left = stretch(s, range(_clause_start(s, first - 1), first - 1))
    if left is None:
        return []
    right = None
    if stop < end and tokens[stop].text == "," and tokens[stop + 1].tag not in ("VBG", "WDT", "WP", "WP$"):
        right = stretch(s, range(stop + 1, end + 1))
    opener = tokens[left[0]]
    finite = any(tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in range(left[0], left[1] + 1))
    dependent = opener.tag in ("IN", "WRB", "VBG", "TO") and opener.dep != "advmod"
    if right is None and (not finite or dependent):
        return []
    return [piece for piece in (left, right) if piece]


def _clause_start(s: Sentence, before: int) -> int:
    """Return where the clause that ends before a token starts: after ";" or at the start of the sentence."""
    for i in range(before - 1, -1, -1):
        if s.tokens[i].text == ";":
            return i + 1
    return 0


def without_aside(s: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    """Return a stretch without a relative clause after a comma at its end ("…, which …")."""
    first, last = span
    for i in range(first + 1, last):
        if s.tokens[i].text == "," and s.tokens[i + 1].tag in ("WDT", "WP", "WP$"):
            return first, i - 1
    return span


def clause_from_that(s: Sentence, v: int, floor: int) -> list[tuple[int, int]]:
    """Return the words from a loose "that" to the end of the sentence ("said, citing aides, that …").

    For sentences where the parser has not tied the clause to the verb; no other finite verb stands between.
    """
    for token in s.tokens[floor + 1 :]:
        if token.tag in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT"):
            return []
        opens = token.i == v + 1 or s.tokens[token.i - 1].text == ","
        if token.lower == "that" and token.dep == "mark" and opens:
            span = stretch(s, range(token.i, len(s.tokens)))
            return [span] if span else []
    return []


def clause_beside_as(s: Sentence, v: int, first: int, last: int) -> list[tuple[int, int]]:
    """Return the clause beside "as X said": after it where it opens the sentence, else before its comma."""
    if first == 0 or s.tokens[first - 1].lower != "as" or child(s, v, "ccomp", "dobj") is not None:
        return []
    opener = first - 1
    if opener == 0 or (opener == 1 and s.tokens[0].pos != "VERB"):
        comma = next((t.i for t in s.tokens[last:] if t.text == ","), None)
        span = stretch(s, range(comma, len(s.tokens))) if comma is not None else None
    elif s.tokens[opener - 1].text in COMMAS:
        span = stretch(s, range(opener))
    else:
        span = None
    return [span] if span else []


def without_document(s: Sentence, head: int, last: int, documents: frozenset[str]) -> int:
    """Return the last token of a noun phrase less "in a statement", which belongs to the verb."""
    for i in range(head + 1, last):
        noun = child(s, i, "pobj") if s.tokens[i].dep == "prep" and s.tokens[i].lower == "in" else None
        if noun is not None and noun <= last and s.tokens[noun].lemma in documents:
            return i - 1
    return last


def before_quotation(s: Sentence, head: int, last: int) -> int:
    """Return the last token of a noun phrase that a comma and a quotation cut short ("in the words of X, "…"")."""
    for i in range(head + 1, last):
        if s.tokens[i].text == "," and s.tokens[i + 1].text in OPENING:
            return i - 1
    return last


def without_citation(s: Sentence, head: int, last: int, citing: frozenset[str]) -> int:
    """Return the last token of a noun phrase or clause less ", quoting a minister": whom a speaker cites is no part.

    Arguments: citing, verbs in dictionary form whose object is the next speaker.
    """
    for i in range(head + 1, last):
        if s.tokens[i].text == "," and s.tokens[i + 1].tag == "VBG" and s.tokens[i + 1].lemma in citing:
            return i - 1
    return last


def named_so(s: Sentence, v: int) -> list[tuple[int, int]]:
    """Return the quoted words of "what he called “…”", "what he described as “…”", as one stretch or none."""
    first = v + 1
    while first < len(s.tokens) and s.tokens[first].lower in ("as", "a", "an", "the"):
        first += 1
    if first + 1 >= len(s.tokens) or s.tokens[first].text not in OPENING:
        return []
    last = next((t.i for t in s.tokens[first + 1 :] if t.text in CLOSING), None)
    return [(first, last)] if last is not None else []
