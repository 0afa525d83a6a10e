"""Commands on words and facts: `dragoman knowledge import`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.terminal import complain, guarded, write_out
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.knowledge.imports import ImportReport

TABLES = ("organisations", "officeholders", "places", "countries")

knowledge_app = typer.Typer(
    help="Lay your own tables over the packaged ones.", no_args_is_help=True, rich_markup_mode=None
)


@knowledge_app.callback()
def _knowledge() -> None:
    """Lay your own tables over the packaged ones."""


@knowledge_app.command("import")
def import_(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV, TSV, or the JSON of a Wikidata query; - for stdin.")
    ],
    into: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder to write to; give it to `read` as --knowledge.")
    ] = Path("knowledge"),
    table: Annotated[
        str | None, typer.Option(metavar="|".join(TABLES), help="Default: the table that the columns fit.")
    ] = None,
    sector: Annotated[
        str | None, typer.Option(metavar="SECTOR", help="PLOVER sector of rows that do not tell theirs.")
    ] = None,
) -> None:
    """Lay a table of yours over the packaged one: people in office, organisations, places or countries."""
    with guarded():
        from dragoman.knowledge.imports import import_table

        report = import_table(path, into, table=table, sector=sector, text=_text(path))
        target = into / report.file
        rows = "1 row" if report.added == 1 else f"{report.added} rows"
        joined = f", {report.merged} joined to others of the file" if report.merged else ""
        write_out(
            f"{report.table}: {rows} added, {report.replaced} replaced, {report.unchanged} as before{joined}; "
            f"{len(report.rejected)} rejected\n"
        )
        for line in _reasons(str(path), report):
            complain(line)
        if report.unused:
            complain(f"{path}: nothing was taken from {', '.join(report.unused)}")
        if report.added or report.replaced:
            write_out(f"Wrote {target}. Use it: dragoman read --knowledge {into} …\n")
        if report.rejected:
            raise typer.Exit(1)


def _text(path: Path) -> str:
    """Return the text of a table; where it is not UTF-8, in the encoding that fits best, and say so."""
    from dragoman.ingest.encoding import detect
    from dragoman.knowledge.user_files import read_bytes, text_of

    data = read_bytes(path)
    try:
        return text_of(data, path)
    except InputError as error:
        if error.code != "I004":
            raise
        encoding = detect(data, str(path))
        text = text_of(data, path, encoding)
        complain(f"{path}: not UTF-8, read as {encoding}; if names look wrong, save it as UTF-8")
        return text


def _reasons(path: str, report: ImportReport) -> Iterator[str]:
    """Give a line for each reason with the numbers of all rows that it holds for."""
    numbers: dict[str, list[int]] = {}
    for number, reason in report.rejected:
        numbers.setdefault(reason, []).append(number)
    for reason, rows in numbers.items():
        if len(rows) == 1:
            where = f"{path}:{rows[0]}" if report.unit == "line" else f"{path}, item {rows[0]}"
        else:
            where = f"{path}, {report.unit}s {_ranges(rows)}"
        yield f"{where}: {reason}"


def _ranges(numbers: list[int]) -> str:
    """Return rising numbers as "2, 5–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)
