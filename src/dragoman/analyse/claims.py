"""What the rules for reported speech pass on: words by form, the view of a document, and candidates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.quotes import Quotation, find_quotations, paragraph_bounds
from dragoman.knowledge.attribution import AttributionRules

Piece = tuple[int, int]
CLAUSES = ("clause", "clause before", "parenthesis", "passive clause")
FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True)
class VerbFrame:
    """All that the classes of one verb allow."""

    takes: frozenset[str]
    prepositions: frozenset[str]
    joins: frozenset[str]
    hearers: frozenset[str]
    quoted: bool


@dataclass(frozen=True)
class AttributionIndex:
    """Reporting words by dictionary form, made once by `build_attribution_index`."""

    verbs: dict[str, VerbFrame]
    nouns: frozenset[str]
    hearsay: frozenset[str]
    openers: frozenset[str]
    documents: frozenset[str]
    adjectives: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    set_off: frozenset[str]
    owned: frozenset[str]
    carriers: frozenset[str]
    headline_sources: frozenset[str]
    citing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate: code points only, so that rules for quotations can work across sentences.

    Of claims with the same content the one of lower `order` is nearer to the event.
    """

    source: Piece | None
    head: tuple[int, int] | None
    cue: Piece
    content: tuple[Piece, ...]
    sentence: int
    rule: str
    firm: bool = True
    quotes: tuple[int, ...] = field(default=())
    order: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What the rules look at: the document, its quotations, and the reporting words.

    `starts` are the starts of `quotes`; `numbers` their positions in `quotes` by paragraph, `bounds` where
    each paragraph starts and ends.
    """

    analysis: Analysis
    text: str
    quotes: tuple[Quotation, ...]
    index: AttributionIndex
    starts: tuple[int, ...]
    numbers: dict[int, tuple[int, ...]]
    bounds: dict[int, Piece]


def look_at(analysis: Analysis, index: AttributionIndex) -> View:
    """Return a document with its quotations found and indexed."""
    quotes = find_quotations(analysis)
    numbers: dict[int, tuple[int, ...]] = {}
    for number, quote in enumerate(quotes):
        numbers[quote.paragraph] = (*numbers.get(quote.paragraph, ()), number)
    starts = tuple(quote.start for quote in quotes)
    return View(analysis, analysis.document.text, quotes, index, starts, numbers, paragraph_bounds(analysis))


def quotes_over(view: View, start: int, end: int) -> tuple[Quotation, ...]:
    """Return the quotations that share code points with a stretch, in text order."""
    first = bisect_right(view.starts, start)
    if first and view.quotes[first - 1].end > start:
        first -= 1
    return view.quotes[first : bisect_left(view.starts, end)]


def build_attribution_index(rules: AttributionRules) -> AttributionIndex:
    """Return the rules by word; a verb of several classes has all that any of them allows."""
    classes: dict[str, list] = {}
    for group in rules.verbs:
        for word in group.words:
            classes.setdefault(word, []).append(group)
    verbs = {
        word: VerbFrame(
            frozenset(kind for group in groups for kind in group.takes),
            frozenset(p for group in groups for p in group.prepositions),
            frozenset(p for group in groups for p in group.joins),
            frozenset(p for group in groups for p in group.hearers),
            any(group.quoted for group in groups),
        )
        for word, groups in classes.items()
    }
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in (*rules.phrases, *rules.set_off):
        words = tuple(phrase.split())
        phrases[words[0]] = (*phrases.get(words[0], ()), words)
    return AttributionIndex(
        verbs,
        rules.nouns,
        rules.hearsay,
        rules.openers,
        rules.documents,
        rules.adjectives,
        phrases,
        rules.set_off,
        rules.owned,
        rules.carriers,
        rules.headline_sources,
        frozenset(word for word, frame in verbs.items() if frame.quoted),
    )


def piece(s: Sentence, first: int, last: int) -> Piece:
    """Return the code points from one token to another."""
    return s.tokens[first].start, s.tokens[last].end


def token_at(s: Sentence, offset: int) -> int:
    """Return the position of the token that holds a code point of a sentence."""
    return bisect_right([token.start for token in s.tokens], offset) - 1
