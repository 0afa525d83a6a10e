"""The further links of a chain: whom a speaker cites, and who carries his words to the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from dragoman.analyse import reported
from dragoman.analyse.analysis import Sentence
from dragoman.analyse.claims import CLAUSES, Claim, View, piece, token_at

# Where a link stands beside the speaker whose content it shares: one that he cites is nearer to the event.
NEARER, FARTHER = -1, 1


def relayed_claims(view: View, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the links that share the content of another: who is cited in it, and who carries it."""
    for claim in claims:
        if claim.rule in ("quotation", "phrase", *CLAUSES):
            s = view.analysis.sentences[claim.sentence]
            cue = token_at(s, claim.cue[0])
            yield from _cited(view, s, claim, cue)
            yield from _carriers(view, s, claim, cue)
            yield from _quoters(view, s, claim)


def _cited(view: View, s: Sentence, claim: Claim, cue: int) -> Iterator[Claim]:
    """Yield Y of "X reported, citing Y, that …"."""
    if claim.rule == "phrase":
        return
    for token in s.tokens:
        frame = view.index.verbs.get(token.lemma) if token.tag == "VBG" else None
        if frame is None or not frame.quoted or token.start == claim.cue[0]:
            continue
        above = list(islice(s.path_to_root(token.i), 3))
        cited = token.head if token.dep == "amod" else reported.child(s, token.i, "dobj")
        if cited is None or cited < token.i:
            continue
        if cue not in above[:2] and (claim.head is None or claim.head[1] not in above):
            continue
        yield _link(s, claim, cited, token.i, "cited source", NEARER)


def _carriers(view: View, s: Sentence, claim: Claim, cue: int) -> Iterator[Claim]:
    """Yield Z of "X said in a statement carried by Z": Z hands on what X says."""
    for token in s.tokens:
        if token.tag not in ("VBN", "VBD") or token.lemma not in view.index.carriers or token.dep != "acl":
            continue
        by = reported.child(s, token.i, "agent")
        carrier = reported.child(s, by, "pobj") if by is not None else None
        if carrier is None or s.tokens[token.head].lemma not in view.index.documents:
            continue
        if any(a <= token.start < b for a, b in claim.content):
            continue
        if cue in s.path_to_root(token.i) or (claim.head is not None and token.head == claim.head[1]):
            yield _link(s, claim, carrier, token.i, "carrier", FARTHER, until=by)


def _quoters(view: View, s: Sentence, claim: Claim) -> Iterator[Claim]:
    """Yield Z of "X was quoted by Z as saying …"."""
    quoting = quoting_verb(view, s, token_at(s, claim.cue[1] - 1))
    by = reported.child(s, quoting, "agent") if quoting is not None else None
    quoter = reported.child(s, by, "pobj") if by is not None else None
    if quoting is not None and by is not None and quoter is not None:
        yield _link(s, claim, quoter, quoting, "carrier", FARTHER, until=by if by == quoting + 1 else None)


def _link(
    s: Sentence, claim: Claim, head: int, cue: int, rule: str, order: int, *, until: int | None = None
) -> Claim:
    """Return a claim with another source and cue, from token `cue` to token `until` where they are neighbours."""
    first, last = reported.noun_phrase(s, head, cue if until is None else until)
    end = until if until is not None and until == cue + 1 else cue
    source, words = piece(s, first, last), piece(s, cue, end)
    return replace(claim, source=source, head=(s.index, head), cue=words, rule=rule, order=order, quotes=())


def quoting_verb(view: View, s: Sentence, v: int) -> int | None:
    """Return the verb "quoted" above "as saying", or None."""
    preposition = s.tokens[s.tokens[v].head]
    if s.tokens[v].dep != "pcomp" or preposition.lower != "as":
        return None
    frame = view.index.verbs.get(s.tokens[preposition.head].lemma)
    return preposition.head if frame is not None and frame.quoted else None
