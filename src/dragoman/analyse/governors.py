"""Which of several expressions in a sentence belongs to an event: by the clause that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.clauses import clause_of

T = TypeVar("T")
SAME, NEAR, FAR = 0, 1, 2


def token_at(sentence: Sentence, offset: int) -> int | None:
    """Return the position of the token that holds a code point, or None."""
    for token in sentence.tokens:
        if token.start <= offset < token.end:
            return token.i
    return None


def phrase_top(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of a stretch whose head lies outside it."""
    for i in range(first, last + 1):
        head = sentence.tokens[i].head
        if not first <= head <= last or head == i:
            return i
    return last


def nearness(sentence: Sentence, event: int, other: int) -> int | None:
    """Return how close an expression stands to an event: SAME clause, NEAR (shared by coordination), FAR, or None.

    None where the expression belongs to another clause: the verb of saying above the event, or an adverbial
    clause of its own.
    """
    tokens = sentence.tokens
    own, its = clause_of(sentence, event), clause_of(sentence, other)
    if own == its:
        return SAME
    below = {event}
    todo = [event]
    while todo:
        i = todo.pop()
        for j in sentence.children[i]:
            if tokens[j].dep not in ("relcl", "advcl", "ccomp", "conj", "parataxis") and j not in below:
                below.add(j)
                todo.append(j)
    if other in below or its in below:
        return SAME
    # Upwards from the event through infinitives and participles: the same act told in two verbs.
    at = own
    for _ in range(4):
        token = tokens[at]
        if token.dep in ("xcomp", "advcl", "pcomp", "acl", "aux", "prep", "dobj", "pobj") and token.dep != "ROOT":
            if token.dep == "advcl" and token.tag not in ("VB", "VBG", "VBN"):
                break
            at = clause_of(sentence, token.head) if tokens[token.head].pos not in ("VERB", "AUX") else token.head
            if at == its:
                return NEAR
        elif token.dep == "conj":
            at = token.head
            if at == its:
                return FAR if other > event else NEAR
        else:
            break
    # Downwards: the expression hangs on a verb under the event.
    at = its
    for _ in range(3):
        token = tokens[at]
        if token.dep in ("xcomp", "pcomp", "acl", "aux"):
            at = clause_of(sentence, token.head)
            if at == own:
                return NEAR
        elif token.dep == "conj":
            at = token.head
            if at == own:
                return FAR
        else:
            break
    # "On Monday, the ministry said it had expelled": a date at the very beginning is the sentence's.
    if other < 4 and tokens[own].dep == "conj":
        return FAR
    return None


def nearest(sentence: Sentence, event: int, choices: Sequence[tuple[int, T]]) -> tuple[T, int] | None:
    """Return the choice that belongs to an event with its nearness; choices are (token position, thing)."""
    best: tuple[int, int, T] | None = None
    for at, thing in choices:
        near = nearness(sentence, event, at)
        if near is None:
            continue
        rank = (near, abs(at - event))
        if best is None or rank < best[:2]:
            best = (*rank, thing)
    return (best[2], best[0]) if best else None
