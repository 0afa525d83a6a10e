"""JSON: one object, a list of objects, or JSON Lines (one object a line), read piece by piece.

Keys read: id, text, published, title, source, url. Others are ignored.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from dragoman.config import setting
from dragoman.errors import InputError
from dragoman.ingest.common import Defaults, Reader, failure, make_document, parse_day
from dragoman.ingest.encoding import SAMPLE, decode, detect
from dragoman.records import Document, Failure

BLANK = re.compile(r"[\s,\ufeff]*")
# A bracket alone begins many a plain text: "[Agency] The minister …".
BEGINS = re.compile(rb'\s*(?:\{\s*(?:["}]|\Z)|\[\s*(?:[{"\]]|\Z))')
KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
}
# The only ValueError of the decoder that is no JSONDecodeError; Python's own words tell of its settings.
TOO_LONG = "a number has too many digits"
# Control characters within strings are against the letter of JSON and common all the same.
DECODER = json.JSONDecoder(strict=False)


class Found(NamedTuple):
    """One JSON value, or the error that stands for it, and the line it begins on."""

    line: int
    value: Any


def _read(stream: BinaryIO, where: str, defaults: Defaults) -> Iterator[Document | Failure]:
    for line, value in _values(stream, where):
        at = f"{where}:{line}"
        try:
            if isinstance(value, InputError):
                raise value
            document = _document(value, at, defaults)
        except InputError as error:
            yield failure(error)
        else:
            yield document


def _document(value: Any, where: str, defaults: Defaults) -> Document:
    if not isinstance(value, dict):
        raise InputError("I006", where=where, detail=f"{_kind(value)} stands here, not an object")
    text = value.get("text")
    if not isinstance(text, str):
        detail = 'no key "text"' if "text" not in value else f"it is {_kind(text)}"
        raise InputError("I006", where=where, detail=detail)
    given = value.get("id")
    # Row numbers are common as ids; they are kept as written.
    name = str(given) if type(given) is int else _string(value, "id", where)
    published = _string(value, "published", where, code="I007")
    try:
        day = parse_day(published) if published and published.strip() else None
    except ValueError as error:
        raise InputError("I007", where=where, detail=repr(published)) from error
    return make_document(
        text,
        where,
        defaults,
        id=name,
        published=day,
        title=_string(value, "title", where),
        source=_string(value, "source", where),
        url=_string(value, "url", where),
    )


def _string(value: dict, key: str, where: str, code: str = "I016") -> str | None:
    found = value.get(key)
    if found is None or isinstance(found, str):
        return found
    detail = repr(found)[:40] if code == "I007" else f'"{key}" is {_kind(found)}, not a string'
    raise InputError(code, where=where, detail=detail)


def _kind(value: Any) -> str:
    return KINDS.get(type(value), "null")


def _values(stream: BinaryIO, where: str) -> Iterator[Found]:
    """Give the values of a stream: a list's elements, else lines, else one object over many lines."""
    head = stream.peek(SAMPLE)  # type: ignore[attr-defined]
    if not head:
        raise InputError("I002", where=where)
    encoding = detect(head, where)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") or encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
        yield from _spread(text, where)
        return
    yield from _lines_or_object(stream, where)


def _lines_or_object(stream: BinaryIO, where: str) -> Iterator[Found]:
    """Give the values of lines, or of one object that is written over many lines."""
    lines = _lines(stream, where)
    first = next(lines, None)
    if first is None:
        raise InputError("I012", where=where)
    begun = _parse(first.value, f"{where}:{first.line}") if isinstance(first.value, str) else first.value
    second = next(lines, None) if isinstance(begun, InputError) else None
    if second is None or not _continues(first.value, second.value):
        # The first document is given before the second is asked for: a pipe may be slow.
        yield Found(first.line, begun)
        yield from _parsed(chain([second] if second else [], lines), where)
        return
    whole, limit = ["\n" * (first.line - 1) + first.value, second.value], int(setting("max_bytes"))
    size = len(second.value)
    for line in lines:
        size += limit if isinstance(line.value, InputError) else len(line.value)
        if size > limit:
            detail = f"an object of more than {limit:,} bytes"
            raise InputError("I009", where=where, detail=detail, limit=f"{limit:,} bytes")
        whole.append(line.value)
    yield Found(first.line, _parse("\n".join(whole), where))


def _continues(first: str | InputError, second: str | InputError) -> bool:
    """Say whether the second line goes on with the object that the first one begins."""
    if isinstance(first, InputError) or isinstance(second, InputError):
        return False
    try:
        # Strictly: a string that is cut short must not run on into the next line.
        json.loads(f"{first}\n{second}")
    except json.JSONDecodeError as error:
        return error.pos > len(first) + 1
    except (RecursionError, ValueError):
        return False
    return True


def _parsed(lines: Iterable[Found], where: str) -> Iterator[Found]:
    for line, value in lines:
        yield Found(line, value if isinstance(value, InputError) else _parse(value, f"{where}:{line}"))


def _parse(text: str, where: str) -> Any:
    """Return the value, or the InputError that says why there is none."""
    try:
        return DECODER.decode(text)
    except RecursionError:
        return InputError("I005", where=where, detail="nested too deeply")
    except json.JSONDecodeError as error:
        at = f"line {error.lineno} column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return InputError("I005", where=where, detail=f"{error.msg}, {at}")
    except ValueError:
        return InputError("I005", where=where, detail=TOO_LONG)


def _lines(stream: BinaryIO, where: str) -> Iterator[Found]:
    """Give the lines that are not blank, each decoded on its own, with their numbers from 1."""
    limit = int(setting("max_bytes"))
    number = 0
    while raw := stream.readline(limit + 1):
        number += 1
        at = f"{where}:{number}"
        if len(raw) > limit and not raw.endswith(b"\n"):
            while (rest := stream.readline(SAMPLE)) and not rest.endswith(b"\n"):
                pass
            detail = f"a line of more than {limit:,} bytes"
            yield Found(number, InputError("I009", where=at, detail=detail, limit=f"{limit:,} bytes"))
        elif raw.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                yield Found(number, decode(raw, at).strip())
            except InputError as error:
                yield Found(number, error)


def _spread(text: io.TextIOBase, where: str) -> Iterator[Found]:
    """Give the values of a list, or one after the other, reading no further than the next one needs."""
    limit = int(setting("max_bytes"))
    buffer, line, in_list = text.read(SAMPLE), 1, False
    while True:
        blank = BLANK.match(buffer).end()  # type: ignore[union-attr]
        line += buffer.count("\n", 0, blank)
        buffer = buffer[blank:]
        if not buffer:
            buffer = text.read(SAMPLE)
            if buffer:
                continue
            if in_list:
                yield Found(line, InputError("I005", where=f"{where}:{line}", detail="the list is not closed"))
            return
        if buffer[0] in "[]" and (buffer[0] == "]") == in_list:
            in_list, buffer = not in_list, buffer[1:]
            continue
        try:
            value, end = DECODER.raw_decode(buffer)
        except RecursionError:
            yield Found(line, InputError("I005", where=f"{where}:{line}", detail="nested too deeply"))
            return
        except ValueError as error:
            # Doubling keeps the work linear, for each try begins anew at the start of the value.
            more = text.read(max(SAMPLE, len(buffer))) if len(buffer) <= limit else ""
            if more:
                buffer += more
                continue
            detail = f"{getattr(error, 'msg', TOO_LONG)}; what follows was not read"
            yield Found(line, InputError("I005", where=f"{where}:{line}", detail=detail))
            return
        yield Found(line, value)
        line += buffer.count("\n", 0, end)
        buffer = buffer[end:]


def _looks_like(head: bytes) -> bool:
    return BEGINS.match(head) is not None


READER = Reader("JSON", (".json", ".jsonl", ".ndjson"), _looks_like, _read)
