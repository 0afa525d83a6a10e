"""Words that tell whether an event happened (`data/en/status.toml`)."""

from __future__ import annotations

from dragoman.knowledge.schema import Row
from dragoman.records import Status


class StatusWords(Row):
    """Cues of one status; lemmas in lower case. What each list is matched with is said in analyse/status.py."""

    modals: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    particles: dict[str, str] = {}


class StatusExample(Row):
    """A sentence, the verb or noun of its event, and the status that must be found."""

    text: str
    trigger: str
    status: Status
    unsupported: str | None = None


class StatusRules(Row):
    """The cues of all statuses."""

    actual: StatusWords
    planned: StatusWords
    possible: StatusWords
    conditional: StatusWords
    negated: StatusWords
    ordered: StatusWords
    example: tuple[StatusExample, ...] = ()
