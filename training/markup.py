"""Reads the corpus that the project writes: sentences with actors and events in a compact inline markup.

    [1 Kenya's foreign minister] urged [2 Somalia] to reopen the border. || REQUEST/yield "urged" 1>2

`training/corpus/README.md` says what each part means. Consecutive lines are a passage; a blank line ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ACTOR = re.compile(r"\[(\d) ([^\[\]]+)\]")
EVENT = re.compile(
    r'(?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))? "(?P<trigger>[^"]+)"(?:#(?P<nth>\d))? '
    r"(?P<actors>(?:\d(?:[,+]\d)*)?)>(?P<recipients>(?:\d(?:,\d)*)?)(?:~(?P<status>[a-z]+))?"
)
CORPUS = Path(__file__).parent / "corpus"


class MarkupError(ValueError):
    """A line of the corpus that cannot be read; says file and line."""


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event of a sentence: trigger as code points, actors and recipients as numbers of the sentence's actors.

    `together` is true where all actors do it with each other ("1+2").
    """

    type: str
    mode: str | None
    start: int
    end: int
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    together: bool
    status: str


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence of the corpus: plain text, its actors by number as (start, end), and its events."""

    text: str
    actors: dict[int, tuple[int, int]]
    events: tuple[MarkedEvent, ...]
    where: str

    @property
    def pairs(self) -> dict[tuple[int, int], str]:
        """Return the type that holds between each ordered pair of actors, "NONE" where no event does.

        Of two events between one pair the first counts.
        """
        found = {(a, b): "NONE" for a in self.actors for b in self.actors if a != b}
        for event in reversed(self.events):
            others = event.actors if event.together else event.recipients
            for a in event.actors:
                for b in (*others, *(event.recipients if event.together else ())):
                    if a != b:
                        found[a, b] = event.type
        return found


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that stand together in a text."""

    sentences: tuple[MarkedSentence, ...]


def read_corpus(folder: Path = CORPUS) -> tuple[Passage, ...]:
    """Return the passages of all files of a folder, then of the folders in it, in the order of the files' names.

    Raises MarkupError naming file and line.
    """
    files = [*sorted(folder.glob("*.txt")), *sorted(folder.glob("*/*.txt"))]
    return tuple(passage for path in files for passage in read_passages(path))


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of one file; lines that begin with # are remarks. Raises MarkupError."""
    lines: list[MarkedSentence] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            lines.append(read_sentence(line.rstrip(), f"{path.name}:{number}"))
        elif lines:
            yield Passage(tuple(lines))
            lines = []


def read_sentence(line: str, where: str = "line") -> MarkedSentence:
    """Return one line of the corpus as a sentence. Raises MarkupError."""
    marked, _, told = line.partition(" || ")
    pieces, actors, at, end = [], {}, 0, 0
    for match in ACTOR.finditer(marked):
        pieces.append(marked[at : match.start()])
        start = sum(map(len, pieces))
        pieces.append(match[2])
        end = start + len(match[2])
        if int(match[1]) in actors:
            raise MarkupError(f"{where}: two actors have the number {match[1]}")
        actors[int(match[1])] = (start, end)
        at = match.end()
    text = "".join([*pieces, marked[at:]])
    if "[" in text or "]" in text:
        raise MarkupError(f"{where}: a bracket without its like: {text}")
    events = tuple(_event(words.strip(), text, actors, where) for words in told.split("; ")) if told else ()
    return MarkedSentence(text, actors, events, where)


def _event(words: str, text: str, actors: dict[int, tuple[int, int]], where: str) -> MarkedEvent:
    match = EVENT.fullmatch(words)
    if match is None:
        raise MarkupError(f"{where}: not an event: {words}")
    start = -1
    for _ in range(int(match["nth"] or 1)):
        start = text.find(match["trigger"], start + 1)
        if start < 0:
            raise MarkupError(f"{where}: «{match['trigger']}» does not stand in the sentence")
    does, to = (tuple(int(n) for n in re.findall(r"\d", match[side])) for side in ("actors", "recipients"))
    unknown = [n for n in (*does, *to) if n not in actors]
    if unknown or not does + to:
        raise MarkupError(f"{where}: no actor {unknown or 'at all'}: {words}")
    return MarkedEvent(
        match["type"],
        match["mode"],
        start,
        start + len(match["trigger"]),
        does,
        to,
        "+" in match["actors"],
        match["status"] or "actual",
    )
