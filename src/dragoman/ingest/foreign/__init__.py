"""Reads event files of GDELT, ICEWS and POLECAT as merged events, to set them beside own records.

The layout is told from the first line. Files may be gzipped, or members of a .zip; lines that cannot be read become
failures in their places.
"""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from dragoman.config import setting
from dragoman.errors import InputError
from dragoman.ingest.common import failure
from dragoman.ingest.foreign import gdelt, icews, polecat
from dragoman.ingest.foreign.common import ForeignLayout, Reverse, reverse
from dragoman.knowledge.tables import Knowledge
from dragoman.records import Event, Failure

LAYOUTS: tuple[ForeignLayout, ...] = (icews.LAYOUT, polecat.LAYOUT, gdelt.LAYOUT)
TABLES = (".csv", ".tab", ".tsv", ".txt")


def read_foreign(paths: Iterable[str], knowledge: Knowledge) -> Iterator[Event | Failure]:
    """Give the events of files of other data sets, in order, one at a time; failures stand in their places.

    Arguments: paths, files of GDELT 1.0 or 2.0, ICEWS or POLECAT, plain, gzipped or zipped; knowledge, whose
    tables turn CAMEO codes into types and foreign country codes into ISO 3166-1 alpha-3.
    Types, modes and contexts come from the crosswalk; ids begin with the name of the data set; mentions,
    documents and evidence are empty. `sources` is the number that the data set tells, else 1. No data set tells a
    confidence: it is 1, and the flag "foreign" says that this means nothing.
    """
    codes = reverse(knowledge)
    for path in paths:
        try:
            for where, stream in _opened(path):
                yield from _read(stream, where, codes)
        except InputError as error:
            yield failure(error)
        except FileNotFoundError:
            yield failure(InputError("I001", where=path))
        except (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile) as error:
            yield failure(InputError("I017", where=path, detail=str(error)))
        except OSError as error:
            yield failure(InputError("I011", where=path, detail=error.strerror or str(error)))


def _opened(path: str) -> Iterator[tuple[str, BinaryIO]]:
    """Give the tables of a file with what to call them: its members where it is a .zip."""
    with open(path, "rb") as handle:
        head = handle.peek(4)[:4]
        if head.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(handle) as archive:
                for name in sorted(archive.namelist()):
                    if name.lower().endswith(TABLES):
                        with _member(archive, name) as member:
                            yield f"{path}:{name}", member
        elif head.startswith(b"\x1f\x8b"):
            with gzip.open(handle) as unpacked:
                yield path, unpacked  # type: ignore[misc]
        else:
            yield path, handle


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[BinaryIO]:
    try:
        with archive.open(name) as member:
            yield member  # type: ignore[misc]
    except (RuntimeError, NotImplementedError) as error:  # locked, or packed in a way that zlib does not know
        raise InputError("I017", where=name, detail=str(error)) from error


def _read(stream: BinaryIO, where: str, codes: Reverse) -> Iterator[Event | Failure]:
    rows = _rows(stream, where)
    number, first = next(rows, (0, None))
    if isinstance(first, InputError):
        raise first
    if first is None:
        raise InputError("I002", where=where)
    layout = next((layout for layout in LAYOUTS if layout.looks_like(first)), None)
    if layout is None:
        raise InputError("I021", where=where, detail=f"the first line has {len(first)} columns")
    names = layout.names(first)
    if not layout.is_header(first):
        yield _event(first, names, layout, f"{where}:{number}", codes)
    for number, cells in rows:
        if isinstance(cells, InputError):
            yield failure(cells)
        elif any(cells) and not layout.is_header(cells):
            yield _event(cells, names, layout, f"{where}:{number}", codes)


def _event(
    cells: list[str], names: tuple[str, ...], layout: ForeignLayout, where: str, codes: Reverse
) -> Event | Failure:
    fitted = layout.fit(cells, names)
    if fitted is None:
        detail = f"{len(cells)} columns stand here, {len(names)} were expected"
        return failure(InputError("I020", where=where, detail=detail))
    try:
        return layout.make(fitted, codes)
    except ValueError as error:
        return failure(InputError("I020", where=where, detail=" ".join(str(error).split())[:200]))


def _rows(stream: BinaryIO, where: str) -> Iterator[tuple[int, Any]]:
    """Give the cells of each line with its number from 1; a line that is too long is an InputError.

    Quotation marks count only where the first line has them: the tables of Dataverse are quoted, others are not.
    """
    limit = int(setting("max_bytes"))
    quoted = False
    number = 0
    while raw := stream.readline(limit + 1):
        number += 1
        if len(raw) > limit:
            while not raw.endswith(b"\n") and (raw := stream.readline(limit)):
                pass
            at, detail = f"{where}:{number}", f"a line of more than {limit:,} bytes"
            yield number, InputError("I009", where=at, detail=detail, limit=f"{limit:,} bytes")
            continue
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").replace("\0", " ").rstrip("\r\n")
        quoted = quoted or (number == 1 and line.startswith('"'))
        yield number, next(csv.reader([line], delimiter="\t"), []) if quoted else line.split("\t")
