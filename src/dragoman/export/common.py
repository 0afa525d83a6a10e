"""What the output formats share: the contracts of a WRITER."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO, NamedTuple

from dragoman.records import Document, Event, EventMention

HEADING_LENGTH = 100


class Layout(NamedTuple):
    """How a page of text may look: its width in columns, and whether it may hold colours."""

    width: int = 120
    color: bool = False


class Writer(NamedTuple):
    """One output format: what comes before everything, and what each document adds."""

    name: str
    begin: Callable[[], str]
    document: Callable[[Document, tuple[EventMention, ...], Layout], str]


def nothing() -> str:
    """Return the beginning of a format that has none."""
    return ""


def heading(document: Document) -> str:
    """Return the title of a document, or else its first line, on one line of at most 100 characters."""
    first = document.title or next((line for line in document.text.split("\n") if line.strip()), document.id)
    line = printable(first)
    return line if len(line) <= HEADING_LENGTH else line[: HEADING_LENGTH - 1].rstrip() + "…"


def printable(text: str) -> str:
    """Return a text on one line without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


class Kept(NamedTuple):
    """A merged event as it is kept: with its mentions, the best told first, and their documents by id."""

    event: Event
    mentions: tuple[EventMention, ...]
    documents: Mapping[str, Document]


class EventWriter(NamedTuple):
    """An output format of merged events: writes a stream of them as bytes; `suffix` is that of its files."""

    name: str
    suffix: str
    write: Callable[[Iterable[Kept], BinaryIO], None]
