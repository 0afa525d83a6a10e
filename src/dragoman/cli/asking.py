"""What the commands that ask the store share: options from FILTERS, the store, and how answers are written."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.terminal import check_choice, complain, guarded, layout, write_out
from dragoman.errors import UsageError
from dragoman.filters import FILTERS, Filter, Query, make_query, sentence

ROWS = ("table", "jsonl", "csv")
DEFAULT_STORE = "dragoman.db"
# What stands for the value of an option in the help, by filter or by the way it looks.
METAVARS = {"country": "CODE", "from": "DATE", "to": "DATE", "dyad": "A-B", "least": "N"}

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
    options = [_option(row) for row in FILTERS if row.name not in signature.parameters]

    @wraps(command)
    def asking(**given: Any) -> None:
        with guarded():
            filters = {name: given.pop(name) for name in list(given) if name in Query.model_fields}
            command(query=make_query(**filters), **given)

    asking.__signature__ = signature.replace(parameters=[*own, *options])  # type: ignore[attr-defined]
    asking.__annotations__ = {p.name: p.annotation for p in (*own, *options)}
    return asking


def _option(row: Filter) -> inspect.Parameter:
    name = row.name
    field = Query.model_fields[name]
    kind = str(field.annotation)
    flag = f"--{name.replace('_', '-')}"
    if "bool" in kind:
        annotation: Any = Annotated[bool, typer.Option(flag, help=row.help)]
        default: Any = False
    else:
        metavar = METAVARS.get(name) or METAVARS.get(row.how, "TEXT")
        plain = float if "float" in kind else int if "int" in kind else str
        many = "tuple" in kind
        told = typer.Option(flag, help=row.help, metavar=metavar)
        annotation = Annotated[list[plain] | None if many else plain | None, told]  # type: ignore[valid-type]
        default = None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def opened(place: str, *, create: bool = False) -> Any:
    """Return the store; where there is none, an error says how to make one."""
    from dragoman.store.connect import open_store

    return open_store(place, create=create)


def one_more(limit: int) -> int | None:
    """Return how many events to ask for so that it shows whether there are more than the limit (0: no limit)."""
    return limit + 1 if limit else None


def country(code: str) -> str:
    """Return the code of a country in capitals. Raises UsageError (U009) for what is no code of three letters."""
    return make_query(country=code).country[0]


def tell_of_nothing(store: Any, query: Query) -> None:
    """Say on standard error what was asked for in vain, and what the store holds."""
    from dragoman.store.asking import ask, count

    total = count(store)
    days = [
        event.date.edtf if event.date and event.date.edtf else str(event.first_published or "no date")
        for order in ("oldest", "newest")
        for event in ask(store, limit=1, order=order)
    ]
    held = f"{total:,} events, {' … '.join(dict.fromkeys(days))}" if total != 1 else f"1 event, {days[0]}"
    complain(f"Nothing found: {sentence(query)}. {store.where} holds {held if total else 'no event yet'}.")


def write_events(store: Any, query: Query, events: Sequence[Any], limit: int, format: str | None) -> None:
    """Write merged events as a table, JSON Lines or CSV; more than `limit` (0: no limit) are cut, and that is told."""
    more = bool(limit) and len(events) > limit
    events = events[:limit] if more else events
    from dragoman.export import EVENT_WRITERS, Kept
    from dragoman.export.listing import events_table

    name = format or ("table" if sys.stdout.isatty() else "jsonl")
    check_choice(name, ROWS)
    if name == "table":
        write_out(events_table(events, layout()))
    else:
        sys.stdout.flush()
        EVENT_WRITERS[name].write((Kept(event, (), {}) for event in events), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    if more:
        complain(f"Only the first {limit} are printed; --limit 0 prints all.")
    if not events:
        tell_of_nothing(store, query)


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
            raise UsageError("U005", detail=f"{path}: {error.strerror or error}") from error
    if binary and sys.stdout.isatty():
        raise UsageError("U007", where="-o", detail="this format is no text: give a file with -o, or send it to one")
    sys.stdout.flush()
    return sys.stdout.buffer
