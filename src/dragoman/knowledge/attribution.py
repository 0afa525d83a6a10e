"""Words that say who says what (`data/en/attribution.toml`)."""

from __future__ import annotations

from typing import Literal

from dragoman.knowledge.schema import Row

Content = Literal["quote", "clause", "parenthesis", "to", "object", "act"]


class VerbClass(Row):
    """Verbs that take the same kinds of content; `words` in dictionary form.

    `prepositions` may stand before the content ("called for …"); phrases with one of `joins` belong to the
    object ("blamed the army for …"); one of `hearers` opens the hearer who is to act ("called on them to …");
    `quoted` verbs have the next speaker as object ("citing officials").
    """

    name: str
    words: frozenset[str]
    takes: frozenset[Content]
    prepositions: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    hearers: frozenset[str] = frozenset()
    quoted: bool = False


class AttributionExample(Row):
    """A sentence with the source and the content of one attribution in it; no source is None."""

    text: str
    source: str | None = None
    cue: str
    content: tuple[str, ...]


class AttributionRules(Row):
    """Reporting verbs, nouns, adverbs of hearsay and words that may lead to a quotation, with examples.

    `set_off` are phrases before a source that count only at the start of a sentence or after a comma ("per"),
    before a name or "the"; `owned` nouns as in "in her words"; `carriers` verbs of who hands a statement on
    ("carried by"); `headline_sources` nouns that name a source beside the colon or dash of a headline.
    """

    verbs: tuple[VerbClass, ...]
    nouns: frozenset[str]
    hearsay: frozenset[str]
    openers: frozenset[str]
    documents: frozenset[str]
    adjectives: frozenset[str]
    phrases: tuple[str, ...]
    set_off: frozenset[str]
    owned: frozenset[str]
    carriers: frozenset[str]
    headline_sources: frozenset[str]
    example: tuple[AttributionExample, ...] = ()
