"""Reads documents from files, folders and standard input; what cannot be read becomes a Failure."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.ingest import html, jsonfile, plain
from dragoman.ingest.common import Defaults, Reader, failure
from dragoman.ingest.encoding import SAMPLE
from dragoman.records import Document, Failure

# In the order in which they are asked whether a file looks like theirs; plain text takes what is left.
READERS: tuple[Reader, ...] = (html.READER, jsonfile.READER, plain.READER)
STDIN = "-"
ENOUGH = 1024


def read_documents(
    paths: Sequence[str],
    *,
    published: dt.date | None = None,
    source: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Failure]:
    """Give the documents of files and folders, in order, one at a time; failures stand in their places.

    Arguments: paths, files, folders (read to the bottom in the order of names, without hidden files and
    unknown suffixes) or "-" for standard input; published and source, for documents that do not say so
    themselves; stdin, what "-" reads (bytes; that of the process where None). Files may be gzipped.
    """
    defaults = Defaults(published, source)
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            found = False
            for inner in _walk(path):
                found = True
                yield from _read_one(inner, defaults, stdin)
            if not found:
                yield failure(InputError("I018", where=path))
        else:
            yield from _read_one(path, defaults, stdin)


def _read_one(path: str, defaults: Defaults, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    where = "standard input" if path == STDIN else path
    try:
        with _opened(path, stdin) as stream:
            head = stream.peek(SAMPLE)
            yield from _choose(path, head).read(stream, where, defaults)  # type: ignore[arg-type]
    except InputError as error:
        yield failure(error)
    except FileNotFoundError:
        yield failure(InputError("I001", where=where))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield failure(InputError("I017", where=where, detail=str(error)))
    except OSError as error:
        yield failure(InputError("I011", where=where, detail=error.strerror or str(error)))


def _choose(path: str, head: bytes) -> Reader:
    """Return the reader for a file: by its suffix, and by its beginning where that says little."""
    suffix = "" if path == STDIN else _suffix(path)
    # What tells the formats apart is ASCII; so read, UTF-16 looks like UTF-8.
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0").replace(b"\0", b"")
    by_name = next((reader for reader in READERS if suffix in reader.suffixes), None)
    if by_name is None or suffix == "":
        return next(reader for reader in READERS if reader.looks_like(head))
    # A saved page is often named .txt; a text never begins with <!doctype html>.
    return html.READER if by_name is plain.READER and html.READER.looks_like(head) else by_name


def _suffix(path: str) -> str:
    name = Path(path)
    return Path(name.stem).suffix.lower() if name.suffix.lower() == ".gz" else name.suffix.lower()


def _walk(folder: str) -> Iterator[str]:
    """Give the files of a folder that can be read, folders and files in one order of names."""
    known = {suffix for reader in READERS for suffix in reader.suffixes if suffix}
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        # Reading the folder itself gives the failure its reason.
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif _suffix(entry.name) in known and not entry.is_dir():
            yield entry.path


@contextmanager
def _opened(path: str, stdin: BinaryIO | None) -> Iterator[io.BufferedReader]:
    """Open a file or standard input, unpacking gzip, so that its beginning can be looked at."""
    if path == STDIN:
        yield _unpacked(stdin or sys.stdin.buffer)
        return
    with open(path, "rb", buffering=SAMPLE) as handle:
        mode = os.fstat(handle.fileno()).st_mode
        if stat.S_ISCHR(mode) and os.isatty(handle.fileno()):
            raise OSError(0, "a terminal")
        yield _unpacked(handle)


def _unpacked(stream: BinaryIO) -> io.BufferedReader:
    whole = _with_head(stream)
    if whole.peek(2).startswith(b"\x1f\x8b"):
        return _with_head(gzip.GzipFile(fileobj=whole, mode="rb"))  # type: ignore[arg-type]
    return whole


def _with_head(stream: Any) -> io.BufferedReader:
    """Return a stream whose `peek` shows its beginning even where a pipe hands it over in small pieces.

    A line that arrived is enough: a program that writes slowly is read as it writes.
    """
    head = b""
    while len(head) < ENOUGH and b"\n" not in head.lstrip():
        piece = stream.read1(SAMPLE)
        if not piece:
            break
        head += piece
    return io.BufferedReader(_Rejoined(head, stream), SAMPLE)


class _Rejoined(io.RawIOBase):
    """Bytes that were read already, then the rest of their stream."""

    def __init__(self, head: bytes, rest: Any):
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        piece, self._head = self._head[:size], self._head[size:]
        piece = piece or self._rest.read1(size)
        buffer[: len(piece)] = piece
        return len(piece)
