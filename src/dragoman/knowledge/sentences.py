"""Words that tell where sentences end (`data/en/sentences.toml`)."""

from __future__ import annotations

from dragoman.knowledge.schema import Row


class SentenceRules(Row):
    """Abbreviations, sentence openers and marks; all words in lower case."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    dateline_marks: tuple[str, ...]
    bullet_marks: tuple[str, ...]
    headline_words: int
    lower_in_names: frozenset[str] = frozenset()
    acronyms: tuple[str, ...] = ()
    topic_openers: frozenset[str] = frozenset()
    operative_verbs: dict[str, tuple[str, ...]] = {}
