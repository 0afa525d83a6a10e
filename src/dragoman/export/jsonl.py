"""JSON Lines: one event mention, or one merged event, a line; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from dragoman.export.common import EventWriter, Kept, Layout, Writer, nothing
from dragoman.records import Document, EventMention, to_json


def _document(document: Document, mentions: tuple[EventMention, ...], layout: Layout) -> str:
    return "".join(f"{to_json(mention)}\n" for mention in mentions)


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    for kept in events:
        out.write(f"{to_json(kept.event)}\n".encode())


WRITER = Writer("jsonl", nothing, _document)
EVENT_WRITER = EventWriter("jsonl", ".jsonl", _write)
