"""The labels of the pair head: the event types, the finer ones of `finer.toml`, and NONE."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.markup import MarkedEvent, MarkedSentence

TABLE = Path(__file__).parent / "finer.toml"
NONE = "NONE"
ROLES = ("none", "actor", "recipient")
NO_MODE = "-"
OFTEN = 12  # a mode that fewer events of the corpus have is not learnt
REACH = 40  # characters after a trigger in which its words are looked for


@dataclass(frozen=True, slots=True)
class Finer:
    """A row of `finer.toml`, whose remarks say what each part means."""

    label: str
    type: str
    cameo: str
    crosswalk: str
    modes: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """The labels of the encoder's heads in their order: trigger types, pairs (NONE last), modes ("-" first)."""

    types: tuple[str, ...]
    pairs: tuple[str, ...]
    modes: tuple[str, ...]

    def mode_of(self, kind: str, mode: str | None) -> int:
        """Return the place of an event's mode among the labels; that of none for a rare one."""
        label = f"{kind}/{mode}"
        return self.modes.index(label) if label in self.modes else 0


def heads_of(sentences: Sequence[MarkedSentence]) -> Heads:
    """Return the labels that the sentences of a corpus need."""
    types = tuple(sorted({event.type for sentence in sentences for event in sentence.events}))
    return Heads(types, pair_labels(types, read_finer()), mode_labels(sentences))


def read_finer(path: Path = TABLE) -> tuple[Finer, ...]:
    """Return the rows of the table."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["finer"]
    return tuple(Finer(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in rows)


def label_of(event: MarkedEvent, sentence: MarkedSentence, finer: Sequence[Finer]) -> str:
    """Return the label of an event: the first finer one that fits, else its type."""
    told = sentence.text[event.start : event.end + REACH].lower()
    for row in finer:
        if (
            row.type == event.type
            and (not row.modes or event.mode in row.modes)
            and (not row.status or event.status in row.status)
            and (not row.words or any(word in told for word in row.words))
        ):
            return row.label
    return event.type


def mode_labels(sentences: Iterable[MarkedSentence]) -> tuple[str, ...]:
    """Return the labels of the mode head, "TYPE/mode" in alphabetical order after the one for none."""
    counts = Counter(f"{e.type}/{e.mode}" for s in sentences for e in s.events if e.mode)
    return (NO_MODE, *sorted(label for label, count in counts.items() if count >= OFTEN))


def pair_labels(types: Sequence[str], finer: Sequence[Finer]) -> tuple[str, ...]:
    """Return all labels of the pair head in their order: types, finer ones, NONE last."""
    return (*types, *(row.label for row in finer), NONE)
