"""What the commands share: reading paths, telling of failures and progress, errors as one line.

Data goes to standard output, talk to standard error.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.errors import DragomanError, InputError, UsageError

if TYPE_CHECKING:
    from dragoman.export import Layout
    from dragoman.records import Document, Failure

INTERRUPTED = 130


@contextmanager
def guarded() -> Iterator[None]:
    """Turn errors into one line on standard error and the right exit status."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted. Without this, Python complains once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except DragomanError as error:
        complain(str(error))
        raise typer.Exit(error.exit_status) from error
    except OSError as error:
        # A full disk would show again when Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain(str(UsageError("U005", detail=error.strerror or str(error))))
        raise typer.Exit(UsageError.exit_status) from error
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def read_paths(
    paths: Sequence[str] | None, published: str | None, source: str | None, seen: Counter[str]
) -> Iterator[Document | Failure]:
    """Give the documents of the paths, counting in `seen` those that were read and those without a date."""
    from dragoman.ingest import read_documents
    from dragoman.ingest.common import parse_day

    if not paths:
        raise UsageError("U001")
    day: dt.date | None = None
    if published:
        try:
            day = parse_day(published)
        except ValueError as error:
            raise UsageError("U002", detail=repr(published)) from error
    return counted(read_documents(paths, published=day, source=source), seen)


def counted(documents: Iterable[Any], seen: Counter[str]) -> Iterator[Any]:
    """Give the documents, counting in `seen` how many there were and which have no date."""
    from dragoman.records import Document

    for document in documents:
        seen["documents"] += 1
        seen["undated"] += isinstance(document, Document) and document.published is None
        yield document


def each_document(documents: Iterable[Document | Failure], step: Any) -> Iterator[tuple[Any, Any]]:
    """Give each document with what the step finds in it, or with its Failure."""
    from dragoman.ingest.common import failure
    from dragoman.records import Failure

    for document in documents:
        if isinstance(document, Failure):
            yield None, document
            continue
        try:
            found = step(document)
        except DragomanError as error:
            if error.exit_status != 1:
                raise
            found = failure(error)
        yield document, found


def with_progress(results: Iterable[Any]) -> Iterator[Any]:
    """Give the results; show a progress bar once the work proves long, unless a terminal shows them."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from results
        return
    from dragoman.config import setting

    begun, least, wait = time.monotonic(), setting("progress_documents"), setting("progress_seconds")
    bar = task = None
    try:
        for number, result in enumerate(results, 1):
            if bar is None and (number > least or time.monotonic() - begun > wait):
                bar = _bar()
                bar.start()
                task = bar.add_task("Reading", total=None)
            if bar is not None:
                bar.update(task, completed=number)
            yield result
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    # The number of documents is not known before the last one is read, hence no percentage.
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)


def tell_failure(failure: Failure, seen: Counter[str]) -> None:
    seen["failed"] += 1
    complain(f"[{failure.code}] {failure.message}")


def complain(line: str) -> None:
    from dragoman.export.common import printable

    typer.echo(printable(line), err=True)


def finish(seen: Counter[str], what: str = "document") -> None:
    """Say once what a reader of the results should know, and leave with status 1 where documents (or lines) failed."""
    if seen["undated"]:
        many = "1 document has" if seen["undated"] == 1 else f"{seen['undated']} documents have"
        typer.echo(f"{many} no publication date; relative dates stay unresolved; give --published.", err=True)
    if seen["failed"]:
        total = f"1 {what}" if seen["documents"] == 1 else f"{seen['documents']} {what}s"
        typer.echo(f"{seen['failed']} of {total} could not be read.", err=True)
        raise typer.Exit(1)


def check_choice(value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise UsageError("U003", detail=repr(value), limit=", ".join(allowed))


def layout() -> Layout:
    from dragoman.export import Layout

    width = shutil.get_terminal_size((120, 24)).columns
    return Layout(min(max(width, 80), 200), sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def figures_text(figures: dict[str, Any]) -> str:
    """Return the figures of an evaluation as lines: shares first, then what was judged of the found."""
    lines = [
        f"{key:10} precision {figures[key]['precision']:.3f}  recall {figures[key]['recall']:.3f}  "
        f"F1 {figures[key]['f1']:.3f}"
        for key in ("found", "dyad", "exact")
    ]
    lines += [f"{key:10} {a}/{b} = {share:.3f}" for key, (a, b, share) in figures["attributes"].items()]
    types = ", ".join(f"{key} {value}" for key, value in figures["recall_by_type"].items())
    lines.append(f"recall by type: {types}")
    lines.append(
        f"{figures['documents']} documents, {figures['gold']} gold events, {figures['records']} records, "
        f"{figures['bad_spans']} bad spans, {figures['forbidden']} forbidden"
    )
    return "\n".join(lines) + "\n"


def file_name(id: str) -> str:
    return re.sub(r"[^\w.-]+", "-", id).strip(".-")[:80] or "document"


def save_text(target: str, text: str) -> None:
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError("I011", where=target, detail=error.strerror or str(error)) from error


def write_out(text: str) -> None:
    sys.stdout.write(text)
