"""What the rules for reported speech pass on: words by form, the view of a document, and candidates."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.quotes import Quotation
from dragoman.knowledge.attribution import AttributionRules

Piece = tuple[int, int]
CLAUSES = ("clause", "clause before", "parenthesis", "passive clause")
FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True)
class VerbFrame:
    """All that the classes of one verb allow."""

    names: tuple[str, ...]
    takes: frozenset[str]
    prepositions: frozenset[str]
    joins: frozenset[str]
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate: code points only, so that rules for quotations can work across sentences."""

    source: Piece | None
    head: tuple[int, int] | None
    cue: Piece
    content: tuple[Piece, ...]
    sentence: int
    rule: str
    firm: bool = True
    quotes: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class View:
    """What the rules look at: the document, its quotations, and the reporting words."""

    analysis: Analysis
    text: str
    quotes: tuple[Quotation, ...]
    index: AttributionIndex


def build_attribution_index(rules: AttributionRules) -> AttributionIndex:
    """Return the rules by word; a verb of several classes has all that any of them allows."""
    classes: dict[str, list] = {}
    for group in rules.verbs:
        for word in group.words:
            classes.setdefault(word, []).append(group)
    verbs = {
        word: VerbFrame(
            tuple(group.name for group in groups),
            frozenset(kind for group in groups for kind in group.takes),
            frozenset(p for group in groups for p in group.prepositions),
            frozenset(p for group in groups for p in group.joins),
            any(group.quoted for group in groups),
        )
        for word, groups in classes.items()
    }
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in rules.phrases:
        words = tuple(phrase.split())
        phrases[words[0]] = (*phrases.get(words[0], ()), words)
    return AttributionIndex(
        verbs, rules.nouns, rules.hearsay, rules.openers, rules.documents, rules.adjectives, phrases
    )


def piece(s: Sentence, first: int, last: int) -> Piece:
    return s.tokens[first].start, s.tokens[last].end
