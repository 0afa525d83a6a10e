"""What the commands that ask the store share: options from FILTERS, the store, and how answers are written."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.terminal import check_choice, guarded, layout, write_out
from dragoman.errors import UsageError
from dragoman.filters import FILTERS, Query, make_query

ROWS = ("table", "jsonl", "csv")
DEFAULT_STORE = "dragoman.db"

StorePlace = Annotated[
    str,
    typer.Option("--store", envvar="DRAGOMAN_STORE", metavar="PLACE", help="File of the store, or a PostgreSQL URL."),
]
Format = Annotated[
    str | None, typer.Option(metavar="|".join(ROWS), help="Default: table on a terminal, jsonl otherwise.")
]
Limit = Annotated[int, typer.Option(min=0, metavar="N", help="The most to print; 0 for all.")]


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option for each row of FILTERS; it gets them joined as `query`."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for name, p in signature.parameters.items() if name != "query"]
    options = [_option(row.name, row.help) for row in FILTERS if row.name not in signature.parameters]

    @wraps(command)
    def asking(**given: Any) -> None:
        with guarded():
            filters = {name: given.pop(name) for name in list(given) if name in Query.model_fields}
            command(query=make_query(**filters), **given)

    asking.__signature__ = signature.replace(parameters=[*own, *options])  # type: ignore[attr-defined]
    asking.__annotations__ = {p.name: p.annotation for p in (*own, *options)}
    return asking


def _option(name: str, help: str) -> inspect.Parameter:
    field = Query.model_fields[name]
    kind = str(field.annotation)
    flag = f"--{name.replace('_', '-')}"
    if "bool" in kind:
        annotation: Any = Annotated[bool, typer.Option(flag, help=help)]
        default: Any = False
    else:
        plain = float if "float" in kind else int if "int" in kind else str
        many = "tuple" in kind
        annotation = Annotated[list[plain] | None if many else plain | None, typer.Option(flag, help=help)]  # type: ignore[valid-type]
        default = None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def opened(place: str, *, create: bool = False) -> Any:
    """Return the store; where there is none, an error says how to make one."""
    from dragoman.store.connect import open_store

    return open_store(place, create=create)


def write_events(events: Iterable[Any], format: str | None) -> None:
    """Write merged events as a table, JSON Lines or CSV."""
    from dragoman.export import EVENT_WRITERS, Kept
    from dragoman.export.listing import events_table

    name = format or ("table" if sys.stdout.isatty() else "jsonl")
    check_choice(name, ROWS)
    if name == "table":
        write_out(events_table(list(events), layout()))
        return
    sys.stdout.flush()
    EVENT_WRITERS[name].write((Kept(event, (), {}) for event in events), sys.stdout.buffer)


def write_rows(rows: list[dict[str, Any]], format: str | None) -> None:
    """Write rows of equal keys as a table, JSON Lines or CSV."""
    import csv

    from dragoman.export.csvfile import defuse
    from dragoman.export.listing import rows_table

    name = format or ("table" if sys.stdout.isatty() else "jsonl")
    check_choice(name, ROWS)
    if name == "table":
        write_out(rows_table(rows, layout()))
    elif name == "jsonl":
        write_out("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))
    elif rows:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([defuse(value) for value in row.values()] for row in rows)


def target(path: str, *, binary: bool) -> Any:
    """Return a binary file to write to; - is standard output, which must be no terminal for binary data."""
    if path != "-":
        try:
            return Path(path).open("wb")
        except OSError as error:
            raise UsageError("U005", detail=error.strerror or str(error)) from error
    if binary and sys.stdout.isatty():
        raise UsageError("U007", where="-o", detail="this format is no text: give a file with -o, or send it to one")
    sys.stdout.flush()
    return sys.stdout.buffer
