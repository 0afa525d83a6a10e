"""JSON Lines: one event mention a line, the format that the JSON Schema describes."""

from __future__ import annotations

from dragoman.export.common import Layout, Writer, nothing
from dragoman.records import Document, EventMention, to_json


def _document(document: Document, mentions: tuple[EventMention, ...], layout: Layout) -> str:
    return "".join(f"{to_json(mention)}\n" for mention in mentions)


WRITER = Writer("jsonl", nothing, _document)
