"""Cues that are no verbs: "according to", nouns, adjectives and adverbs of hearsay."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dragoman.analyse import reported
from dragoman.analyse.analysis import Sentence
from dragoman.analyse.claims import FINITE, Claim, Piece, View, piece

THAT_CLAUSES = ("acl", "ccomp", "relcl")


def phrase_claims(view: View, s: Sentence, i: int) -> Iterator[Claim]:
    """Yield "according to X", "in the words of X": the content is the clause around it."""
    words = next((p for p in view.index.phrases.get(s.tokens[i].lower, ()) if _matches(s, i, p)), None)
    if words is None or i + len(words) >= len(s.tokens):
        return
    last_word = i + len(words) - 1
    if " ".join(words) in view.index.set_off and not _is_set_off(s, i, last_word):
        return
    head = reported.child(s, last_word, "pobj")
    if head is None:
        head = reported.phrase_after(s, last_word)
    if head is None:
        return
    first, last = reported.noun_phrase(s, head, last_word)
    last = reported.before_quotation(s, head, last)
    content = _beside(s, i, last)
    if content:
        yield Claim(
            piece(s, first, last), (s.index, reported.antecedent(s, head)), piece(s, i, last_word), content,
            s.index, "phrase",
        )  # fmt: skip


def owned_claims(view: View, s: Sentence, n: int) -> Iterator[Claim]:
    """Yield "in X's words", "by X's account": the content is the clause around it."""
    owner, above = reported.child(s, n, "poss"), s.tokens[n].head
    if owner is None or s.tokens[above].lower not in ("in", "by") or above > owner:
        return
    apart = above == 0 or s.tokens[above - 1].text in reported.COMMAS
    if not apart or n + 1 >= len(s.tokens) or s.tokens[n + 1].text not in (*reported.COMMAS, "."):
        return
    first, last = reported.noun_phrase(s, owner, n)
    if s.tokens[last].tag == "POS":
        last -= 1
    content = _beside(s, above, n)
    if content and last >= first:
        yield Claim(piece(s, first, last), (s.index, owner), piece(s, n, n), content, s.index, "phrase")


def _beside(s: Sentence, i: int, last: int) -> tuple[Piece, ...]:
    """Return the clause beside a phrase from token i to `last`: after it at the start of a sentence, else around it."""
    spans = [range(last + 1, len(s.tokens))] if i == 0 else [range(i), _goes_on(s, i, last)]
    return tuple(piece(s, *span) for span in map(partial(reported.stretch, s), spans) if span)


def _is_set_off(s: Sentence, i: int, last_word: int) -> bool:
    """Say whether "per" stands for "according to": apart from what is before it, before "the" or a name."""
    after = s.tokens[last_word + 1]
    return (i == 0 or s.tokens[i - 1].text in reported.COMMAS) and (after.lower == "the" or after.pos == "PROPN")


def _goes_on(s: Sentence, i: int, last: int) -> range:
    """Return the rest of the clause that "…, according to X, …" interrupts: it opens with its verb or a quotation."""
    after = last + 1
    if after + 1 >= len(s.tokens) or any(s.tokens[j].text not in reported.COMMAS for j in (i - 1, after)):
        return range(0)
    opener = s.tokens[after + 1]
    finite = any(t.tag in FINITE for t in s.tokens[:i])
    if opener.text[0] in "\"“«‘" or (not finite and (opener.tag in FINITE or opener.pos in ("AUX", "ADV"))):
        return range(after + 1, len(s.tokens))
    return range(0)


def _matches(s: Sentence, i: int, words: tuple[str, ...]) -> bool:
    return tuple(t.lower for t in s.tokens[i : i + len(words)]) == words


def hearsay_claims(view: View, s: Sentence, i: int) -> Iterator[Claim]:
    """Yield "reportedly": a claim without a source, about the clause of the verb it modifies."""
    verb = s.tokens[i].head
    if s.tokens[verb].pos not in ("VERB", "AUX"):
        return
    span = reported.stretch(s, s.subtree(verb))
    if span:
        yield Claim(None, None, piece(s, i, i), (piece(s, *span),), s.index, "hearsay", False)


def adjective_claims(view: View, s: Sentence, a: int) -> Iterator[Claim]:
    """Yield "X is confident that …" and "X made clear that …"."""
    clause = reported.clause_after(s, a, a)
    verb = s.tokens[a].head
    who = reported.subject(s, verb, view.index.documents)
    if clause is None or who is None or s.tokens[who].lower in ("it", "there"):
        return
    first, last = reported.noun_phrase(s, who, verb)
    yield Claim(
        piece(s, first, last), (s.index, reported.antecedent(s, who)), piece(s, a, a), (piece(s, *clause),),
        s.index, "adjective", False,
    )  # fmt: skip


def noun_claims(view: View, s: Sentence, n: int) -> Iterator[Claim]:
    """Yield "X's claim that …" and "the claim of X that …"."""
    by = next((c for c in s.children[n] if s.tokens[c].lower in ("of", "by", "from")), None)
    owner = reported.child(s, n, "poss")
    if owner is None and by is not None:
        owner = reported.child(s, by, "pobj")
    if owner is None:
        return
    clauses = [c for c in (*s.children[n], *s.children[owner]) if c > n and s.tokens[c].dep in THAT_CLAUSES]
    positions = s.subtree(clauses[0]) if clauses else [n]
    opener = s.tokens[positions[0]]
    span = reported.stretch(s, positions)
    if span is None or opener.lower != "that" or opener.dep != "mark":
        return
    first, last = reported.noun_phrase(s, owner, n)
    last = min(last, positions[0] - 1)
    if s.tokens[last].tag == "POS":
        last -= 1
    yield Claim(piece(s, first, last), (s.index, owner), piece(s, n, n), (piece(s, *span),), s.index, "noun", False)
