"""Words that merging looks at (`data/en/merging.toml`)."""

from __future__ import annotations

from functools import cached_property

from dragoman.knowledge.schema import Row


class Counted(Row):
    """Something that reports give numbers of, with the words that name it."""

    what: str
    words: frozenset[str]


class CountingExample(Row):
    """A sentence and the numbers that must be read from it."""

    text: str
    counts: dict[str, float]
    unsupported: str | None = None


class MergeRules(Row):
    """All words in lower case: `stop` and `offices` have no weight, `postponed` tell a delay."""

    stop: frozenset[str]
    offices: frozenset[str]
    postponed: frozenset[str]
    counted: tuple[Counted, ...]
    numbers: dict[str, int]
    multipliers: dict[str, int]
    example: tuple[CountingExample, ...] = ()

    @cached_property
    def what_is_counted(self) -> dict[str, str]:
        """What is counted, by each word that names it."""
        return {word: row.what for row in self.counted for word in row.words}
