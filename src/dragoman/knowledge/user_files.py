"""Reads the files that users bring: CSV, TSV, and the JSON or TSV of a Wikidata query, as rows of cells by column."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError

# Blank lines, and what a spreadsheet writes before the header to tell what parts the columns.
PREFACE = re.compile(r"\A(?:[ \t]*(?:sep=.)?\r?\n)*", re.IGNORECASE)
LITERAL = re.compile(r"""^"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?$""")


@dataclass(frozen=True)
class Line:
    """One row of a user's file: its line (or item) number, its cells by column, and cells beyond the header."""

    number: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()


def csv_lines(path: Path, text: str) -> Iterator[Line]:
    """Yield the rows of CSV or TSV that have anything in them; columns are parted by comma, tab or semicolon.

    Raises InputError I022 for a quotation mark that is never closed: all after it would be one cell.
    """
    body = PREFACE.sub("", text, count=1)
    before = text[: len(text) - len(body)].count("\n")
    header = body.split("\n", 1)[0]
    delimiter = max((",", "\t", ";"), key=header.count)
    quoting = _quoting(header)
    reader = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter, quoting=quoting)
    lines, last = body.rstrip("\n").split("\n"), 1
    try:
        for cells in reader:
            swallows = quoting == csv.QUOTE_MINIMAL and reader.line_num >= len(lines) > last + 1
            if swallows and "".join(lines[last:]).count('"') % 2:
                raise InputError("I022", where=f"{path}:{before + last + 1}")
            last = reader.line_num
            beyond = tuple(cell for cell in cells.pop(None, None) or () if cell.strip())
            named = {(key or "").strip().lstrip("?"): _plain(value or "") for key, value in cells.items()}
            if beyond or any(named.values()):
                yield Line(before + reader.line_num, named, beyond)
    except csv.Error as error:
        # A cell longer than any can be.
        raise InputError("I022", where=f"{path}:{before + last + 1}") from error


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input for "-".

    Raises InputError: I001 where there is no file, I011 where it cannot be opened.
    """
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("I001", where=str(path)) from error
    except OSError as error:
        raise InputError("I011", where=str(path), detail=error.strerror or str(error)) from error


def text_of(data: bytes, path: Path, encoding: str = "utf-8") -> str:
    """Return the text that bytes hold, without byte order mark (one of UTF-16 tells the encoding).

    Raises InputError: I002 for nothing, I004 for what that encoding cannot be.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError("I004", where=str(path)) from error
    if not text.strip():
        raise InputError("I002", where=str(path))
    return text


def read_text(path: Path) -> str:
    """Return the text of a file, or of standard input for "-", in UTF-8.

    Raises InputError: I001, I011 where it cannot be read, I002 where it is empty, I004 where it is not UTF-8.
    """
    return text_of(read_bytes(path), path)


def _quoting(header: str) -> int:
    """Tell the verbose TSV of Wikidata, in which quotation marks are part of the values."""
    return csv.QUOTE_NONE if header.startswith("?") and "\t" in header else csv.QUOTE_MINIMAL


def _plain(cell: str) -> str:
    """Return a cell without what RDF writes around it: "Norway"@en, <http://…>."""
    cell = cell.strip()
    literal = LITERAL.match(cell)
    return literal[1] if literal else cell[1:-1] if cell.startswith("<") and cell.endswith(">") else cell


def json_lines(path: Path, text: str) -> Iterator[Line]:
    """Yield the rows of a SPARQL result ({"results": {"bindings": […]}}) or of a plain list of objects."""
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError("I005", where=str(path), detail=str(error)) from error
    if isinstance(data, dict):
        data = data.get("results", {}).get("bindings") if isinstance(data.get("results"), dict) else None
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise InputError("I005", where=str(path), detail="neither a list of objects nor a SPARQL result")
    for number, item in enumerate(data, 1):
        cells = {key: value.get("value", "") if isinstance(value, dict) else value for key, value in item.items()}
        texts = {key: ";".join(map(str, v)) if isinstance(v, list) else str(v or "") for key, v in cells.items()}
        yield Line(number, {key: value.strip() for key, value in texts.items()})
