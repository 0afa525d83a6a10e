"""Words that tell whether an event happened (`data/en/status.toml`), and sentences that test them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dragoman.knowledge.schema import Row
from dragoman.records import Status

LISTS: tuple[Status, ...] = ("negated", "possible", "planned")
WORDLIKE = ("actual", "planned", "possible", "conditional", "negated")


class StatusWords(Row):
    """Cues of one status, in lower case, verbs as lemmas; status.toml says what each list is for."""

    modals: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    realising: frozenset[str] = frozenset()
    occurring: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    inverted: frozenset[str] = frozenset()
    headlines: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()


class Moved(Row):
    """Verbs that put an event off, and the words before its new date."""

    verbs: frozenset[str]
    prepositions: frozenset[str]


class Reversed(Row):
    """What remains of an event where a verb that negates it is itself negated."""

    planned: frozenset[str]
    possible: frozenset[str]


class Performative(Row):
    """Verbs of wishing, and the acts of speech that are done by wishing them ("I would like to thank")."""

    verbs: frozenset[str]
    acts: frozenset[str]


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
    moved: Moved
    reversed: Reversed
    again: dict[str, frozenset[str]]
    ordered: StatusWords
    performative: Performative
    example: tuple[StatusExample, ...] = ()

    @cached_property
    def verb_cues(self) -> dict[str, tuple[tuple[str, Status], ...]]:
        """The governing verbs by lemma: particle or "" and status; those with a particle come first."""
        pairs = [(entry, status) for status in LISTS for entry in getattr(self, status).verbs]
        return _by_first(sorted(pairs, key=lambda pair: (" " not in pair[0], LISTS.index(pair[1]), pair[0])))

    @cached_property
    def again_types(self) -> dict[str, frozenset[str]]:
        """The event types that each noun of `again` can name once more."""
        nouns = {noun for group in self.again.values() for noun in group}
        return {noun: frozenset(t for t, group in self.again.items() if noun in group) for noun in nouns}

    @cached_property
    def phrase_cues(self) -> dict[str, tuple[tuple[tuple[str, ...], Status], ...]]:
        """The phrases by their first word: all their words and the status; the longest come first."""
        found: dict[str, list[tuple[tuple[str, ...], Status]]] = {}
        for status in WORDLIKE:
            for phrase in getattr(self, status).phrases:
                words = tuple(phrase.split())
                found.setdefault(words[0], []).append((words, status))  # type: ignore[arg-type]
        return {first: tuple(sorted(runs, key=lambda run: -len(run[0]))) for first, runs in found.items()}


def _by_first(pairs: Iterable[tuple[str, Status]]) -> dict[str, tuple[tuple[str, Status], ...]]:
    found: dict[str, list[tuple[str, Status]]] = {}
    for entry, status in pairs:
        lemma, _, particle = entry.partition(" ")
        found.setdefault(lemma, []).append((particle, status))
    return {lemma: tuple(cues) for lemma, cues in found.items()}
