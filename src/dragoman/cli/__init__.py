"""The command line: one function per command, data to standard output, talk to standard error.

Exit status: 0 done, 1 some documents failed, 2 wrong use, 3 broken knowledge or configuration.
Heavy modules are imported inside the commands, so that `dragoman --help` answers at once.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.knowledge import knowledge_app
from dragoman.cli.store import COMMANDS
from dragoman.cli.terminal import (
    check_choice,
    complain,
    counted,
    each_document,
    figures_text,
    file_name,
    finish,
    guarded,
    layout,
    read_paths,
    save_text,
    tell_failure,
    with_progress,
    write_out,
)
from dragoman.errors import UsageError

KINDS = ("actors", "dates", "places", "attributions")
FORMATS = ("table", "jsonl", "csv")
FOUND_FORMATS = ("table", "jsonl")
READINGS = ("crosswalk", "manual")

app = typer.Typer(
    help="Reads diplomatic and political news and keeps the record of it: who did what to whom, when, where "
    "and on whose word.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(knowledge_app, name="knowledge")

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH | -", help="Text, HTML, JSON or JSON Lines files, folders, - for stdin."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of documents that do not tell theirs."),
]
SourceName = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the documents that do not say so.")]
Fast = Annotated[bool, typer.Option("--fast", help="Frames alone, without the relation encoder.")]
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
    fast: Fast = False,
) -> None:
    """Read documents and print their events."""
    with guarded():
        name = format or ("table" if sys.stdout.isatty() else "jsonl")
        check_choice(name, FORMATS)
        seen: Counter[str] = Counter()
        documents = read_paths(paths, published, source, seen)

        from dragoman.export import WRITERS
        from dragoman.pipeline import run

        writer, page = WRITERS[name], layout()
        write_out(writer.begin())
        with closing(run(documents, knowledge_dir=knowledge, jobs=jobs, fast=fast)) as results:
            for document, found in with_progress(results):
                if isinstance(found, tuple) and document is not None:
                    write_out(writer.document(document, found, page))
                else:
                    tell_failure(found, seen)
        finish(seen)


@app.command()
def find(
    kind: Annotated[str, typer.Argument(metavar="|".join(KINDS), help="What to print.")],
    paths: Paths = None,
    published: Published = None,
    source: SourceName = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="|".join(FOUND_FORMATS), help="Default: table on a terminal, jsonl otherwise."),
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Print what one step found, and how."""
    with guarded():
        check_choice(kind, KINDS)
        name = format or ("table" if sys.stdout.isatty() else "jsonl")
        check_choice(name, FOUND_FORMATS)
        seen: Counter[str] = Counter()
        documents = read_paths(paths, published, source, seen)

        from dragoman import pipeline
        from dragoman.export.found import found_lines, found_table

        loaded = pipeline.load_pipeline(knowledge, fast=True)
        for document, found in each_document(documents, lambda document: pipeline.find(kind, document, loaded)):
            if not isinstance(found, tuple):
                tell_failure(found, seen)
            elif name == "table":
                write_out(found_table(kind, document, found, layout()))
            else:
                write_out(found_lines(document, found))
        finish(seen)


@app.command()
def explain(
    record: Annotated[
        str, typer.Argument(metavar="RECORD-ID", help="The id of an event, or words of its trigger (“agreed to”).")
    ],
    paths: Paths = None,
    published: Published = None,
    source: SourceName = None,
    knowledge: Knowledge = None,
    fast: Fast = False,
) -> None:
    """Tell which rules and rows made a record; the documents are read again."""
    with guarded():
        seen: Counter[str] = Counter()
        documents = read_paths(paths, published, source, seen)

        from dragoman import pipeline
        from dragoman.explain import explain_record

        loaded = pipeline.load_pipeline(knowledge, fast=fast)
        told = 0
        for _, found in each_document(documents, lambda document: explain_record(record, document, loaded)):
            if not isinstance(found, tuple):
                tell_failure(found, seen)
                continue
            for explanation in found:
                write_out(("\n" if told else "") + explanation.text())
                told += 1
        finish(seen)
        if not told:
            raise UsageError("U006", detail=repr(record))


@app.command()
def relate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH | -", help="Sentences with a marked actor and recipient: JSON Lines or TSV."),
    ] = None,
    reading: Annotated[
        str,
        typer.Option(
            metavar="|".join(READINGS),
            help="Types as data converted from CAMEO have them, or as dragoman's own records do.",
        ),
    ] = READINGS[0],
    knowledge: Knowledge = None,
    fast: Fast = False,
) -> None:
    """Print the event type between two marked phrases, with probabilities."""
    with guarded():
        check_choice(reading, READINGS)
        if not paths:
            raise UsageError("U001")
        from dragoman import pipeline
        from dragoman.ingest.pairs import read_pairs
        from dragoman.records import Failure

        seen: Counter[str] = Counter()
        loaded = pipeline.load_pipeline(knowledge, fast=fast)
        pairs = each_document(
            counted(read_pairs(paths, sys.stdin.buffer), seen),
            lambda pair: pipeline.relate(pair, loaded, reading=reading),
        )
        for _, found in with_progress(pairs):
            if isinstance(found, Failure):
                tell_failure(found, seen)
            else:
                write_out(f"{found.model_dump_json()}\n")
        finish(seen)


@app.command()
def check(knowledge: Knowledge = None) -> None:
    """Check words and facts, and run their examples."""
    with guarded():
        from dragoman.evaluate import check_knowledge

        report = check_knowledge(knowledge)
        columns = ("rules", "wordings", "examples", "passed", "unsupported")
        rows = [(file.name, *(getattr(file, column) for column in columns)) for file in report.files]
        rows.append(("all", *(sum(row[i] for row in rows) for i in range(1, len(columns) + 1))))
        width = max(len(row[0]) for row in rows)
        write_out(f"{'':{width}}" + "".join(f"{column:>13}" for column in columns) + "\n")
        write_out("".join(f"{row[0]:{width}}" + "".join(f"{n:13}" for n in row[1:]) + "\n" for row in rows))
        for file in report.files:
            for fault in file.failures:
                complain(f"{file.name}: {fault}")
        if not report.ok:
            raise typer.Exit(3)


@app.command()
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD…", help="Gold documents (JSON), or folders of them.")],
    knowledge: Knowledge = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    fast: Fast = False,
) -> None:
    """Print how well gold documents are read."""
    with guarded():
        from json import dumps

        from dragoman.evaluate import evaluate_gold

        figures = evaluate_gold(gold, knowledge_dir=knowledge, fast=fast)
        write_out(f"{dumps(figures)}\n" if json else figures_text(figures))


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
    fast: Fast = False,
) -> None:
    """Write a page that shows the text beside its events."""
    with guarded():
        seen: Counter[str] = Counter()
        documents = read_paths([path], published, source, seen)

        from dragoman import pipeline
        from dragoman.web.show import page

        loaded = pipeline.load_pipeline(knowledge, fast=fast)
        results = []
        for document, found in each_document(documents, lambda document: pipeline.run_document(document, loaded)):
            if isinstance(found, tuple):
                results.append((document, found))
            else:
                tell_failure(found, seen)
        if results:
            target = output or f"{file_name(results[0][0].id)}.html"
            if target == "-":
                write_out(page(results))
            else:
                save_text(target, page(results))
                typer.echo(f"Wrote {target}", err=True)
        finish(seen)


@app.command()
def schema() -> None:
    """Print the JSON Schema of one event, as `read` writes it."""
    with guarded():
        import json

        from dragoman.records import json_schema

        write_out(f"{json.dumps(json_schema(), indent=2)}\n")


for command in COMMANDS:
    app.command()(command)


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
