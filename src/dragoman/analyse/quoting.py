"""Ties quotations to cues: which speaker a quotation belongs to, by its marks and the words beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from dragoman.analyse import reported
from dragoman.analyse.analysis import Sentence
from dragoman.analyse.claims import CLAUSES, FINITE, Claim, Piece, View, quotes_over, token_at
from dragoman.analyse.quotes import Quotation

GOES_ON = ("clause before", "parenthesis", "quotation", "clause")


def linked_quotes(view: View, s: Sentence, first: int, last: int, v: int) -> list[int]:
    """Return the positions in `view.quotes` that a cue introduces, closes or interrupts."""
    tokens, text = s.tokens, view.text
    low, high = tokens[first].start, tokens[last].end
    linked: list[int] = []
    governs = any(
        c > v and tokens[c].dep == "ccomp" and not first <= c <= last and not _quoted(view, tokens[c].start)
        for c in s.children[v]
    )
    for number in (*view.numbers.get(s.paragraph, ()), *view.numbers.get(s.paragraph + 1, ())[:1]):
        quote = view.quotes[number]
        if quote.start < tokens[v].start < quote.end:
            continue
        if quote.end <= low:
            if _short_gap(text[quote.end : low]) and _opens_sentence(view, quote) and not governs:
                linked.append(number)
        elif quote.start >= high and _introduces(view, s, v, high, quote):
            linked.append(number)
            break
    if len(linked) > 1 and text[view.quotes[linked[0]].end - 2] == "." and view.quotes[linked[0]].end < low:
        linked.pop(0)
    return linked


def _opens_sentence(view: View, quote: Quotation) -> bool:
    """Say whether a quotation stands by itself: before it is nothing, "but", or a clause with its own cue."""
    opening = view.analysis.sentence_at(quote.start)
    if opening is None:
        return True
    before = [t for t in opening.tokens if t.end <= quote.start and t.text != ","]
    return " ".join(t.lower for t in before) in ("", *view.index.openers) or any(
        t.pos == "VERB" and t.lemma in view.index.verbs for t in before
    )


def _quoted(view: View, offset: int) -> bool:
    return bool(quotes_over(view, offset, offset + 1))


def _short_gap(gap: str) -> bool:
    words = gap.replace(",", " ").replace("—", " ").replace("–", " ").split()
    return len(gap) <= 12 and all(word in ("as", "-", "--", "―", "and", "also", "then") for word in words)


def _introduces(view: View, s: Sentence, v: int, high: int, quote: Quotation) -> bool:
    """Say whether the words between a cue and a quotation lead to it: a comma, a colon, or nothing."""
    gap = view.text[high : quote.start]
    if len(gap) > 160:
        return False
    bare = gap.strip()
    between = [t for t in s.tokens if high <= t.start < quote.start and t.i != v]
    if any(t.tag in FINITE or (t.pos == "VERB" and t.lemma in view.index.verbs) for t in between):
        return False
    if quote.start > s.end:
        return view.text[high : s.end].rstrip().endswith(":") and not view.text[s.end : quote.start].strip()
    if bare.endswith((":", ",")):
        return quote.full or bare.endswith(":") or len(bare) <= 1
    if bare == "" or bare.replace(",", "") in view.index.openers:
        rest = view.text[quote.end : s.end].strip(" .,;")
        return not rest or quote.full
    return bool(bare) and bare[0] == "," and bare.strip(", ") in view.index.openers


def speaker_beside_quote(view: View, s: Sentence, v: int) -> tuple[int, int, int] | None:
    """Return the speaker between a closed quotation and a verb, or after a verb that follows a quotation.

    Parsers often tie such words to the quotation; the marks are surer.
    """
    ends = (view.quotes[q].end for q in view.numbers.get(s.paragraph, ()))
    closed = max((end for end in ends if end <= s.tokens[v].start), default=None)
    if closed is None:
        return None
    words = [t for t in s.tokens[:v] if t.start >= closed]
    if s.tokens[v].start - closed <= 3:
        head = reported.phrase_after(s, v)
        if head is None:
            return None
        own = reported.child(s, v, "nsubj")
        head = own if own is not None and own > v else head
        first, last = reported.noun_phrase(s, head, v)
        return max(first, v + 1), reported.without_document(s, head, last, view.index.documents), head
    while words and (words[-1].pos in ("AUX", "ADV") or words[-1].text == ","):
        words.pop()
    while words and (words[0].text in (",", "—", "–", "―", "-", "--") or words[0].dep in ("cc", "mark")):
        words.pop(0)
    if not words or len(words) > 25 or any(t.tag in FINITE or t.text in (".", ";") for t in words):
        return None
    between = view.text[closed : words[0].start].strip(" ,—–―-")
    if between or words[0].tag in ("IN", "TO", "RB", "VBG", "WRB", "WDT", "WP"):
        return None
    inside = {t.i for t in words}
    own = reported.child(s, v, "nsubj")
    outward = [t.i for t in words if t.head not in inside and t.pos in ("NOUN", "PROPN", "PRON")]
    head = own if own in inside else (outward[0] if outward else words[-1].i)
    return words[0].i, words[-1].i, head


def continue_quotations(view: View, claims: list[Claim]) -> list[Claim]:
    """Return the claims in order of their cues, with quotations that have none added to the speaker before.

    A quotation that is not closed goes on with the one that opens the next paragraph.
    """
    claims = sorted(claims, key=lambda claim: claim.cue)
    owner: dict[int, int] = {q: n for n, claim in enumerate(claims) for q in claim.quotes}
    covered = covering(piece for claim in claims for piece in claim.content)
    cues = [claim.cue[0] for claim in claims]
    added: dict[int, list[int]] = {}
    for number in range(len(view.quotes) - 2, -1, -1):
        after = owner.get(number + 1)
        if number not in owner and after is not None and _runs_on(view, number):
            owner[number] = after
            added.setdefault(after, []).insert(0, number)
    for number, quote in enumerate(view.quotes):
        if number in owner or not quote.full:
            continue
        if is_covered(covered, quote.start, quote.end):
            continue
        if not _stands_alone(view, quote, cues):
            continue
        before = _speaker_so_far(view, claims, owner, number)
        if before is None:
            continue
        owner[number] = before
        added.setdefault(before, []).append(number)
    return [
        replace(
            claim,
            content=tuple(sorted((*claim.content, *((view.quotes[q].start, view.quotes[q].end) for q in added[n])))),
            quotes=tuple(sorted((*claim.quotes, *added[n]))),
            rule=claim.rule + ", continued quotation",
        )
        if n in added
        else claim
        for n, claim in enumerate(claims)
    ]


def _runs_on(view: View, number: int) -> bool:
    """Say whether a quotation is left open at the end of its paragraph and the next paragraph opens with its mark."""
    quote, after = view.quotes[number], view.quotes[number + 1]
    return (
        not quote.closed
        and quote.full
        and after.paragraph == quote.paragraph + 1
        and after.start == view.bounds[after.paragraph][0]
        and view.text[quote.start] == view.text[after.start]
    )


def _speaker_so_far(view: View, claims: list[Claim], owner: dict[int, int], number: int) -> int | None:
    """Return which claim a quotation without a cue goes on with: that of the quotation or sentence before."""
    quote = view.quotes[number]
    before = owner.get(number - 1)
    if before is not None and quote.paragraph - view.quotes[number - 1].paragraph <= 1:
        return before
    opening = view.analysis.sentence_at(quote.start)
    if opening is None or opening.index == 0:
        return None
    last = view.analysis.sentences[opening.index - 1]
    if last.paragraph != opening.paragraph:
        return None
    for n in range(bisect_left(claims, (opening.start,), key=lambda claim: claim.cue) - 1, -1, -1):
        if claims[n].sentence != last.index:
            return None
        if claims[n].rule in GOES_ON:
            return n
    return None


def _stands_alone(view: View, quote: Quotation, cues: list[int]) -> bool:
    """Say whether a quotation opens a sentence and no cue follows in the sentence where it ends."""
    opening = view.analysis.sentence_at(quote.start)
    closing = view.analysis.sentence_at(quote.end - 1)
    if opening is None or quote.start - opening.start > 1:
        return False
    return closing is None or bisect_left(cues, quote.end) == bisect_left(cues, closing.end)


def with_whole_quotations(view: View, claim: Claim) -> Claim:
    """Return a claim whose stretches of content do not end within a quotation."""
    pieces = []
    for start, end in claim.content:
        for quote in quotes_over(view, start, end):
            if start <= quote.start < end < quote.end:
                end = quote.end
            elif quote.start < start < quote.end <= end + 2 and not quote.start <= claim.cue[0] < quote.end:
                start = quote.start
                end = max(end, quote.end)
            elif quote.start <= start <= quote.start + 2 and quote.start < end < quote.end:
                start, end = quote.start, quote.end
        pieces.append((start, end))
    return replace(claim, content=tuple(pieces))


def inside_quotation(view: View, claim: Claim) -> bool:
    """Say whether speaker and cue are only part of what is quoted: "I think".

    What is told there of another's words ("“The king told me that …”") is a link of its own.
    """
    if claim.rule == "colon" or not _quoted(view, claim.cue[0]):
        return False
    return not (claim.firm and claim.rule in CLAUSES and _tells_of_another(view, claim))


def _tells_of_another(view: View, claim: Claim) -> bool:
    """Say whether a claim is one definite other's, made in words and in the past."""
    if claim.head is None:
        return False
    s = view.analysis.sentences[claim.sentence]
    cue, who = s.tokens[token_at(s, claim.cue[0])], s.tokens[claim.head[1]]
    frame = view.index.verbs.get(cue.lemma)
    if frame is None or "quote" not in frame.takes or cue.tag not in ("VBD", "VBN"):
        return False
    return who.pos == "PROPN" or any(
        s.tokens[c].dep == "poss" or s.tokens[c].lower in ("the", "this", "that") for c in s.children[who.i]
    )


def inside_turn(claim: Claim, turns: list[Piece]) -> bool:
    """Say whether a thought, or words of an unnamed speaker, are part of a turn in a transcript."""
    if claim.rule == "colon" or claim.firm:
        return False
    return is_covered(turns, claim.cue[0], claim.cue[1])


def covering(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the stretches that pieces cover, in text order, those within others left out."""
    kept: list[Piece] = []
    for start, end in sorted(pieces, key=lambda piece: (piece[0], -piece[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def is_covered(covered: list[Piece], start: int, end: int) -> bool:
    """Say whether one of the stretches from `covering` holds all code points from start to end."""
    at = bisect_left(covered, (start + 1,)) - 1
    return at >= 0 and covered[at][1] >= end
