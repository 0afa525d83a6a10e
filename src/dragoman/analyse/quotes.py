"""Finds quotations by their marks: straight, curly, doubled, German, guillemets of either direction, single ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.analyse.analysis import Analysis

OPENS = {'"': "double", "“": "double", "„": "double", "‟": "double", "''": "double", "``": "double",
         "«": "guillemet", "»": "reversed", "‹": "single guillemet", "›": "reversed single", "”": "right",
         "‘": "single", "'": "single", "‚": "low"}  # fmt: skip
CLOSES = {"double": ('"', "”", "“", "''", "’’"), "guillemet": ("»",), "reversed": ("«",), "right": ("”",),
          "single guillemet": ("›",), "reversed single": ("‹",), "single": ("'", "’", "''"),
          "low": ("‘", "’")}  # fmt: skip
# These open a quotation only at the start of a word and where their counterpart follows: they are far oftener its end.
UNSURE = {"»": "«", "›": "‹", "”": "”"}
CLOSING = frozenset(mark for marks in CLOSES.values() for mark in marks)
SINGLE = "'’‘"
BEFORE_OPENING = "([{\"“‘'—–-/"
MARK = re.compile(r"''|’’|``|[\"“”„‟«»‹›‘’'‚]")
ELISION = re.compile(r"(?:\d\ds?|n|em|til|tis|twas|cause|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, as code points of the document.

    `closed` is False where the paragraph ends before the mark that closes it; `full` says that it reads as
    words of its own (a sentence or more, or a clause set off by a comma), not as a fragment in a sentence.
    """

    start: int
    end: int
    paragraph: int
    closed: bool
    full: bool


def find_quotations(analysis: Analysis) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a document, in text order.

    A quotation ends with its paragraph at the latest: where one goes on, the next paragraph opens with
    a mark again.
    """
    text = analysis.document.text
    found: list[Quotation] = []
    bounds = paragraph_bounds(analysis)
    for paragraph, (start, end) in bounds.items():
        after = bounds.get(paragraph + 1, (end, end))[0]
        for a, b, closed in _pairs(text, start, end, goes_on=text[start] == text[after : after + 1] == "‘"):
            found.append(Quotation(a, b, paragraph, closed, _is_full(text, a, b, start)))
    return tuple(found)


def paragraph_bounds(analysis: Analysis) -> dict[int, tuple[int, int]]:
    """Return where the sentences of each paragraph start and end, in code points."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in analysis.sentences:
        start, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (start, sentence.end)
    return bounds


def _pairs(text: str, start: int, end: int, *, goes_on: bool = False) -> list[tuple[int, int, bool]]:
    """Return (start, end, closed) of the outermost quotations between two offsets.

    Arguments: goes_on, whether this paragraph and the next open with a single mark, which may then stay open.
    """
    pairs: list[tuple[int, int, bool]] = []
    opened, kind, depth = -1, "", 0
    for match in MARK.finditer(text, start, end):
        mark, a, b = match[0], match.start(), match.end()
        opens, closes = _may_open(text, mark, a, b, start, end), _may_close(text, mark, a, b, start, end)
        if opened < 0:
            if opens and (OPENS[mark] != "single" or _has_close(text, b, end) or (goes_on and a == start)):
                opened, kind, depth = a, OPENS[mark], 1
        elif closes and mark in CLOSES[kind]:
            depth -= 1
            if depth == 0:
                pairs.append((opened, b, True))
                opened = -1
        elif opens and OPENS[mark] == kind and kind not in ("single", "right"):
            depth += 1
    if opened >= 0:
        pairs.append((opened, end, False))
    return pairs


def _may_open(text: str, mark: str, a: int, b: int, start: int, end: int) -> bool:
    if mark == "«":
        return True
    if mark not in OPENS or b >= end or text[b].isspace():
        return False
    before = text[a - 1] if a > start else " "
    if mark in UNSURE:
        return before.isspace() and text[b].isalnum() and UNSURE[mark] in text[b:end]
    if OPENS[mark] == "single" and ELISION.match(text, b):
        return False
    return mark in "“„‟‹" or before.isspace() or before in BEFORE_OPENING


def _may_close(text: str, mark: str, a: int, b: int, start: int, end: int) -> bool:
    if mark not in CLOSING or a <= start:
        return False
    if mark in "”»›":
        return True
    after = text[b] if b < end else " "
    if text[a - 1].isspace():
        return mark == '"' and not after.isalnum()
    if mark == '"':
        # "ready and will"ing: within a word it ends the words quoted, for none begins there
        return not after.isalnum() or text[a - 1] not in BEFORE_OPENING
    if mark not in SINGLE:
        return not after.isalnum() or text[a - 1] in ".,?!"
    if after.isalnum():
        return False
    # "the workers' union": a plural genitive closes nothing while a likelier mark follows
    return not (text[a - 1] in "sz" and after == " " and _has_close(text, b, end, sure=True))


def _has_close(text: str, at: int, end: int, *, sure: bool = False) -> bool:
    """Say whether a mark that can close a single quotation follows before another opens."""
    for match in MARK.finditer(text, at, end):
        a, b = match.start(), match.end()
        after = text[b] if b < end else " "
        closes = match[0] in ("'", "’", "''") and not after.isalnum() and not text[a - 1].isspace()
        if closes and (not sure or text[a - 1] != "s"):
            return True
        if sure and match[0] in ("‘", "'") and text[a - 1].isspace():
            return False
    return False


def _is_full(text: str, start: int, end: int, floor: int) -> bool:
    """Say whether a quotation stands by itself: it holds sentence marks at its end, or follows one."""
    inner = text[start:end].strip("\"“”„‟«»‹›‘’'`‚ ")
    if inner[-1:] in ("?", "!", "…") or (inner[-1:] in (",", ".") and inner.count(" ") >= 1):
        before = text[floor:start].rstrip()
        return not before or before[-1] in ".,:;?!—–-\"”'’»)" or inner[:1].isupper()
    return inner[:1].isupper() and inner.count(" ") >= 3
