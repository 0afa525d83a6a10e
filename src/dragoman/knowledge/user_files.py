"""Reads the files that users bring: CSV, TSV, and the JSON or TSV of a Wikidata query, as rows of cells by column."""

from __future__ import annotations

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

LITERAL = re.compile(r"""^"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?$""")


@dataclass(frozen=True)
class Line:
    """One row of a user's file: its line (or item) number, its cells by column, and cells beyond the header."""

    number: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()


def csv_lines(text: str) -> Iterator[Line]:
    """Yield the rows of CSV or TSV; columns are parted by comma, tab or semicolon."""
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max((",", "\t", ";"), key=header.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, quoting=_quoting(header))
    for cells in reader:
        beyond = tuple(cell for cell in cells.pop(None, None) or () if cell.strip())
        named = {(key or "").strip().lstrip("?"): _plain(value or "") for key, value in cells.items()}
        yield Line(reader.line_num, named, beyond)


def read_text(path: Path) -> str:
    """Return the text of a file, or of standard input for "-"; Raises InputError where there is none."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError("I001", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("I004", where=str(path)) from error
    except OSError as error:
        raise InputError("I011", where=str(path), detail=error.strerror or str(error)) from error
    if not text.strip():
        raise InputError("I002", where=str(path))
    return text.removeprefix("\ufeff")


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
