"""Sentences with two marked phrases: JSON Lines with offsets, or a TSV table whose sentences carry the marks.

{"id": 7, "text": "Chile thanked Peru.", "actor": [0, 5], "recipient": [14, 18]}
id <tab> marked_sentence
7  <tab> <s>Chile</s> thanked <t>Peru</t>.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.ingest.common import clean, failure
from dragoman.records import Failure, MarkedPair

MARK = re.compile(r"<(/?)([st])>")
SIDES = {"s": "actor", "t": "recipient"}


def read_pairs(paths: Iterable[str], stdin: BinaryIO) -> Iterator[MarkedPair | Failure]:
    """Yield the marked sentences of files, in order; what cannot be read is a Failure in its place.

    Arguments: paths, names of files, `-` for stdin; the format is told from the first character.
    """
    for path in paths:
        try:
            with _opened(path, stdin) as stream:
                yield from _read(stream, "stdin" if path == "-" else path)
        except InputError as error:
            yield failure(error)


@contextmanager
def _opened(path: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    if path == "-":
        yield stdin
        return
    try:
        with Path(path).open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise InputError("I001", where=path) from error
    except OSError as error:
        raise InputError("I011", where=path, detail=error.strerror or str(error)) from error


def _read(stream: BinaryIO, where: str) -> Iterator[MarkedPair | Failure]:
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        first = next((line for line in lines if line.strip()), None)
        if first is None:
            raise InputError("I002", where=where)
        rows = _json_rows if first.lstrip().startswith(("{", "[")) else _table_rows
        yield from rows(_again(first, lines), where)
    finally:
        lines.detach()


def _again(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _json_rows(lines: Iterable[str], where: str) -> Iterator[MarkedPair | Failure]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _attempt(_from_json, line, f"{where}:{number}")


def _table_rows(lines: Iterable[str], where: str) -> Iterator[MarkedPair | Failure]:
    rows = csv.DictReader(lines, delimiter="\t")
    if not {"id", "marked_sentence"} <= set(rows.fieldnames or ()):
        raise InputError("I019", where=where, detail="neither JSON Lines nor a table with id and marked_sentence")
    for row in rows:
        yield _attempt(_from_row, row, f"{where}:{rows.line_num}")


def _attempt(make: Any, value: Any, where: str) -> MarkedPair | Failure:
    try:
        return make(value, where)
    except InputError as error:
        return failure(error)


def _from_json(line: str, where: str) -> MarkedPair:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError("I005", where=where, detail=str(error)) from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or "id" not in value:
        raise InputError("I019", where=where, detail="an object with id, text, actor and recipient was expected")
    text = value["text"]
    extents = {side: _extent(value.get(side), text, side, where) for side in SIDES.values()}
    return _pair(value["id"], text, extents, where)


def _extent(value: Any, text: str, side: str, where: str) -> tuple[int, int] | None:
    if value is None:
        return None
    whole = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    if not whole or not 0 <= value[0] < value[1] <= len(text):
        raise InputError("I019", where=where, detail=f"{side} {value!r} is no [start, end] within the text")
    return value[0], value[1]


def _from_row(row: dict[str, str | None], where: str) -> MarkedPair:
    marked = row.get("marked_sentence") or ""
    pieces, begun, extents, at = [], {}, {}, 0
    for mark in MARK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        here, side, at = sum(map(len, pieces)), SIDES[mark[2]], mark.end()
        if not mark[1]:
            begun.setdefault(side, here)
        elif side in begun and begun[side] < here:
            # Some sentences mark a name wherever it stands: the first counts.
            extents.setdefault(side, (begun[side], here))
    return _pair(row.get("id"), "".join([*pieces, marked[at:]]), extents, where)


def _pair(id: Any, text: str, extents: dict[str, Any], where: str) -> MarkedPair:
    if type(id) not in (int, str) or not text.strip():
        raise InputError("I019", where=where, detail="the id or the sentence is missing")
    if extents.get("actor") is None and extents.get("recipient") is None:
        raise InputError("I019", where=where, detail="no phrase is marked")
    return MarkedPair(id=id, text=clean(text), actor=extents.get("actor"), recipient=extents.get("recipient"))
