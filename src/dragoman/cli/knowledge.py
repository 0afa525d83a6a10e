"""Commands on words and facts: `dragoman knowledge import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.terminal import complain, guarded, write_out

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

        report = import_table(path, into, table=table, sector=sector)
        target = into / report.file
        rows = "1 row" if report.added == 1 else f"{report.added} rows"
        joined = f", {report.merged} joined to others of the file" if report.merged else ""
        write_out(
            f"{report.table}: {rows} added, {report.replaced} replaced, {report.unchanged} as before{joined}; "
            f"{len(report.rejected)} rejected\n"
        )
        for number, reason in report.rejected:
            complain(f"{path}:{number}: {reason}" if report.unit == "line" else f"{path}, item {number}: {reason}")
        if report.added or report.replaced:
            write_out(f"Wrote {target}. Use it: dragoman read --knowledge {into} …\n")
        if report.rejected:
            raise typer.Exit(1)
