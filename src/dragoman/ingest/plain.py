"""Plain text: one file, one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.ingest.common import Defaults, Reader, make_document, read_all, unify_lines
from dragoman.ingest.encoding import decode
from dragoman.records import Document

# Formats that are text to the eye but would be read with all their markup.
MARKUP = (("{\\rtf", "RTF"), ("<?xml", "XML"), ("<rss", "RSS"), ("<feed", "Atom"))


def _read(stream: BinaryIO, where: str, defaults: Defaults) -> Iterator[Document]:
    text = unify_lines(decode(read_all(stream, where), where))
    for start, name in MARKUP:
        if text.startswith(start):
            raise InputError("I014", where=where, detail=name)
    yield make_document(text, where, defaults)


READER = Reader("plain text", (".txt", ".md", ".text", ""), lambda head: True, _read)
