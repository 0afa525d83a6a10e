"""What the input formats share: the contract of a READER, cleaning, dates, and the checks of a document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from dragoman.config import setting
from dragoman.errors import DragomanError, InputError
from dragoman.ids import document_id
from dragoman.ingest.english import has_words, other_language
from dragoman.records import Document, Failure

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[Tt ]\d{2}(?::?\d{2}.*)?)?")
SURROGATE = re.compile(r"[\ud800-\udfff]")


class Defaults(NamedTuple):
    """What holds for documents that do not say so themselves."""

    published: dt.date | None = None
    source: str | None = None


class Reader(NamedTuple):
    """One input format.

    `suffixes` are the file name endings that choose it; `looks_like` tells it from the beginning of a file;
    `read` takes the file (bytes), its name for messages and the defaults, and gives documents and failures.
    """

    name: str
    suffixes: tuple[str, ...]
    looks_like: Callable[[bytes], bool]
    read: Callable[[BinaryIO, str, Defaults], Iterator[Document | Failure]]


def make_document(
    text: str,
    where: str,
    defaults: Defaults,
    *,
    id: str | None = None,
    published: dt.date | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Document:
    """Return a checked document with a cleaned text; its id is a hash of the text where none is given.

    Raises InputError: I009 too long, I012 empty, I015 no words, I008 another language than English.
    """
    limit = int(setting("max_characters"))
    if len(text) > limit:
        raise InputError("I009", where=where, detail=f"{len(text):,} characters", limit=f"{limit:,}")
    text = clean(text)
    if not text.strip():
        raise InputError("I012", where=where)
    if not has_words(text):
        raise InputError("I015", where=where)
    language = other_language(text)
    if language:
        raise InputError("I008", where=where, detail=language)
    return Document(
        id=clean(id).strip() if id and id.strip() else document_id(text),
        text=text,
        published=published or defaults.published,
        title=_line(title),
        source=_line(source) or defaults.source,
        url=_line(url),
    )


def clean(text: str) -> str:
    """Return a text that can be stored, of the same length, so that offsets hold in the original too.

    NUL and byte order marks become blanks, lone surrogates U+FFFD, and line ends LF (CR LF a blank and LF).
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = text.replace("\0", " ").replace("\ufeff", " ")
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def unify_lines(text: str) -> str:
    """Return the text of a file with LF line ends, as Python's text mode reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_day(value: str) -> dt.date:
    """Return the day of "YYYY-MM-DD" or of an ISO timestamp (its day as written, whatever the zone).

    Raises ValueError.
    """
    match = DAY.fullmatch(value.strip())
    if not match:
        raise ValueError(value)
    return dt.date.fromisoformat(match.group(1))


def read_all(stream: BinaryIO, where: str) -> bytes:
    """Return all bytes of one document. Raises InputError: I002 for none, I009 for more than the limit."""
    limit = int(setting("max_bytes"))
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError("I009", where=where, detail=f"more than {limit:,} bytes", limit=f"{limit:,} bytes")
    if not data:
        raise InputError("I002", where=where)
    return data


def failure(error: DragomanError) -> Failure:
    """Return an error as the record that stands for the document in the results."""
    return Failure(document=clean(error.where), code=error.code, message=clean(error.message))


def _line(value: str | None) -> str | None:
    return " ".join(clean(value).split()) or None if value else None
