"""The labels of the pair head: the event types, the finer ones of `finer.toml`, and NONE."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.markup import MarkedEvent, MarkedSentence

TABLE = Path(__file__).parent / "finer.toml"
NONE = "NONE"
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


def pair_labels(types: Sequence[str], finer: Sequence[Finer]) -> tuple[str, ...]:
    """Return all labels of the pair head in their order: types, finer ones, NONE last."""
    return (*types, *(row.label for row in finer), NONE)
