"""The command line: one function per command, data to standard output, talk to standard error.

Exit status: 0 done, 1 some documents failed, 2 wrong use, 3 broken knowledge or configuration.
Heavy modules are imported inside the commands, so that `dragoman --help` answers at once.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import DragomanError, InputError, UsageError

if TYPE_CHECKING:
    from dragoman.export import Layout
    from dragoman.records import Document, Failure

KINDS = ("actors", "dates", "places", "attributions")
FORMATS = ("table", "jsonl", "csv")
INTERRUPTED = 130

app = typer.Typer(
    help="Reads diplomatic and political news and keeps the record of it: who did what to whom, when, where "
    "and on whose word.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH | -", help="Text, HTML, JSON or JSON Lines files, folders, - for stdin."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of documents that do not tell theirs."),
]
SourceName = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the documents that do not say so.")]
Knowledge = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder of words and facts laid over the packaged one.")
]


@app.command()
def read(
    paths: Paths = None,
    published: Published = None,
    source: SourceName = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="|".join(FORMATS), help="Default: table on a terminal, jsonl otherwise."),
    ] = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes; results keep the input order.")] = 1,
) -> None:
    """Read documents and print their events."""
    with _guarded():
        name = format or ("table" if sys.stdout.isatty() else "jsonl")
        _choice(name, FORMATS)
        seen: Counter[str] = Counter()
        documents = _documents(paths, published, source, seen)

        from dragoman.export import WRITERS
        from dragoman.pipeline import run

        writer, layout = WRITERS[name], _layout()
        _write(writer.begin())
        with closing(run(documents, knowledge_dir=knowledge, jobs=jobs)) as results:
            for document, found in _with_progress(results):
                if isinstance(found, tuple) and document is not None:
                    _write(writer.document(document, found, layout))
                else:
                    _tell(found, seen)
        _finish(seen)


@app.command()
def find(
    kind: Annotated[str, typer.Argument(metavar="|".join(KINDS), help="What to print.")],
    paths: Paths = None,
    published: Published = None,
    source: SourceName = None,
    knowledge: Knowledge = None,
) -> None:
    """Print what one step found, as JSON Lines."""
    with _guarded():
        _choice(kind, KINDS)
        seen: Counter[str] = Counter()
        documents = _documents(paths, published, source, seen)

        import json

        from dragoman import pipeline
        from dragoman.records import to_json

        loaded = pipeline.load_pipeline(knowledge)
        for document, found in _each(documents, lambda document: pipeline.find(kind, document, loaded)):
            if isinstance(found, tuple):
                name = json.dumps(document.id, ensure_ascii=False)
                _write("".join(f'{{"document":{name},{to_json(record)[1:]}\n' for record in found))
            else:
                _tell(found, seen)
        _finish(seen)


@app.command()
def check(knowledge: Knowledge = None) -> None:
    """Check words and facts, and run their examples."""
    with _guarded():
        from dragoman.evaluate import check_knowledge

        report = check_knowledge(knowledge)
        columns = ("rules", "wordings", "examples", "passed", "unsupported")
        rows = [(file.name, *(getattr(file, column) for column in columns)) for file in report.files]
        rows.append(("all", *(sum(row[i] for row in rows) for i in range(1, len(columns) + 1))))
        width = max(len(row[0]) for row in rows)
        _write(f"{'':{width}}" + "".join(f"{column:>13}" for column in columns) + "\n")
        _write("".join(f"{row[0]:{width}}" + "".join(f"{n:13}" for n in row[1:]) + "\n" for row in rows))
        for file in report.files:
            for fault in file.failures:
                _complain(f"{file.name}: {fault}")
        if not report.ok:
            raise typer.Exit(3)


@app.command()
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD…", help="Gold documents (JSON), or folders of them.")],
    knowledge: Knowledge = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Print how well gold documents are read."""
    with _guarded():
        from json import dumps

        from dragoman.evaluate import evaluate_gold

        figures = evaluate_gold(gold, knowledge_dir=knowledge)
        _write(f"{dumps(figures)}\n" if json else _figures(figures))


@app.command()
def show(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file, a folder, or - for stdin.")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT.html", help="Where to write; - for stdout [<id>.html]."),
    ] = None,
    published: Published = None,
    source: SourceName = None,
    knowledge: Knowledge = None,
) -> None:
    """Write a page that shows the text beside its events."""
    with _guarded():
        seen: Counter[str] = Counter()
        documents = _documents([path], published, source, seen)

        from dragoman import pipeline
        from dragoman.web.show import page

        loaded = pipeline.load_pipeline(knowledge)
        results = []
        for document, found in _each(documents, lambda document: pipeline.run_document(document, loaded)):
            if isinstance(found, tuple):
                results.append((document, found))
            else:
                _tell(found, seen)
        if results:
            target = output or f"{_file_name(results[0][0].id)}.html"
            if target == "-":
                _write(page(results))
            else:
                _save(target, page(results))
                typer.echo(f"Wrote {target}", err=True)
        _finish(seen)


@app.command()
def schema() -> None:
    """Print the JSON Schema of one event, as `read` writes it."""
    with _guarded():
        import json

        from dragoman.records import json_schema

        _write(f"{json.dumps(json_schema(), indent=2)}\n")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    # trafilatura logs what it cannot parse; the failure of the document says the same once.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def main() -> None:
    """Run the command line; the entry point of the package."""
    for stream in (sys.stdout, sys.stderr):
        # Records are UTF-8 whatever the locale says; a terminal shows what it can.
        if stream.isatty():
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


@contextmanager
def _guarded() -> Iterator[None]:
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
        _complain(str(error))
        raise typer.Exit(error.exit_status) from error
    except OSError as error:
        # A full disk would show again when Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _complain(str(UsageError("U005", detail=error.strerror or str(error))))
        raise typer.Exit(UsageError.exit_status) from error
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _documents(
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
    return _counted(read_documents(paths, published=day, source=source), seen)


def _counted(documents: Iterable[Document | Failure], seen: Counter[str]) -> Iterator[Document | Failure]:
    from dragoman.records import Document

    for document in documents:
        seen["documents"] += 1
        seen["undated"] += isinstance(document, Document) and document.published is None
        yield document


def _each(documents: Iterable[Document | Failure], step: Any) -> Iterator[tuple[Any, Any]]:
    """Give each document with what the step finds in it, or with its Failure."""
    from dragoman.ingest.common import failure
    from dragoman.records import Document

    for document in documents:
        if not isinstance(document, Document):
            yield None, document
            continue
        try:
            found = step(document)
        except DragomanError as error:
            if error.exit_status != 1:
                raise
            found = failure(error)
        yield document, found


def _with_progress(results: Iterable[Any]) -> Iterator[Any]:
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


def _tell(failure: Failure, seen: Counter[str]) -> None:
    seen["failed"] += 1
    _complain(f"[{failure.code}] {failure.message}")


def _complain(line: str) -> None:
    from dragoman.export.common import printable

    typer.echo(printable(line), err=True)


def _finish(seen: Counter[str]) -> None:
    """Say once what a reader of the results should know, and leave with status 1 where documents failed."""
    if seen["undated"]:
        many = "1 document has" if seen["undated"] == 1 else f"{seen['undated']} documents have"
        typer.echo(f"{many} no publication date; relative dates stay unresolved; give --published.", err=True)
    if seen["failed"]:
        total = "1 document" if seen["documents"] == 1 else f"{seen['documents']} documents"
        typer.echo(f"{seen['failed']} of {total} could not be read.", err=True)
        raise typer.Exit(1)


def _choice(value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise UsageError("U003", detail=repr(value), limit=", ".join(allowed))


def _layout() -> Layout:
    from dragoman.export import Layout

    width = shutil.get_terminal_size((120, 24)).columns
    return Layout(min(max(width, 80), 200), sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _figures(figures: dict[str, Any]) -> str:
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


def _file_name(id: str) -> str:
    return re.sub(r"[^\w.-]+", "-", id).strip(".-")[:80] or "document"


def _save(target: str, text: str) -> None:
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError("I011", where=target, detail=error.strerror or str(error)) from error


def _write(text: str) -> None:
    sys.stdout.write(text)
