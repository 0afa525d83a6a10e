"""What one step found, as JSON Lines or as a table: actors, dates, places, attributions."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from dragoman.export.common import Layout, heading, printable
from dragoman.records import Document, Record

Row = Callable[[Any], tuple[str, ...]]

# Headings and cells by kind; the widest columns come last.
TABLES: dict[str, tuple[tuple[str, ...], Row]] = {
    "actors": (
        ("Words", "Entity", "Name", "Office", "Country", "Sector", "Code", "Found by"),
        lambda a: (a.text, a.entity, a.name, a.office, a.country, a.sector, a.code, a.found_by.replace("+", " + ")),
    ),
    "dates": (
        ("Words", "EDTF", "First day", "Last day", "TIMEX3", "Basis", "Found by"),
        lambda d: (d.text, d.edtf, d.earliest, d.latest, d.timex_value, d.basis, d.found_by),
    ),
    "places": (
        ("Words", "Name", "Country", "Latitude", "Longitude", "Kind", "Found by"),
        lambda p: (p.text, p.name, p.country, p.lat, p.lon, p.feature, p.found_by),
    ),
    "attributions": (
        ("Source", "Cue", "Quotation", "Content", "Found by"),
        lambda a: (
            a.source and a.source.name,
            a.cue.text,
            a.quotation,
            " … ".join(span.text for span in a.content),
            a.found_by,
        ),
    ),
}

# What shares a column where the window is too narrow for one each: nothing is left out, no word of a name is broken.
STACKED: dict[str, tuple[tuple[str, ...], Row]] = {
    "actors": (
        ("Words", "Name\nOffice\nEntity", "Country\nSector\nCode", "Found by"),
        lambda a: (
            a.text,
            (a.name, a.office, a.entity),
            (a.country, a.sector, a.code),
            a.found_by.replace("+", " + "),
        ),
    ),
}
UNBROKEN = frozenset(["Country", "Sector", "Code", "Entity", "EDTF", "First day", "Last day", "Country\nSector\nCode"])
LONGEST_WORD = 17  # "officeholders.csv"; a longer word may be broken


def found_lines(document: Document, records: Sequence[Record]) -> str:
    """Return the records as JSON Lines: the document first, how each was found last."""
    return "".join(
        json.dumps(
            {
                "document": document.id,
                **record.model_dump(mode="json", by_alias=True),
                "found_by": getattr(record, "found_by", ""),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        + "\n"
        for record in records
    )


def found_table(kind: str, document: Document, records: Sequence[Record], layout: Layout) -> str:
    """Return the records as a table under the title of the document.

    Arguments: kind, a key of TABLES; records, of that kind; layout of the terminal.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=layout.width, force_terminal=layout.color, highlight=False, legacy_windows=False)
    console.print(Text(heading(document), style="bold"))
    day = document.published.isoformat() if document.published else None
    console.print(Text(printable(", ".join(filter(None, (document.id, day, document.source)))), style="dim"))
    headings, rows, least = _columns(TABLES[kind], records)
    if kind in STACKED and sum(least) + 2 * len(least) > layout.width:
        headings, rows, least = _columns(STACKED[kind], records)
    free = layout.width - 2 * len(least) - sum(n for name, n in zip(headings, least) if name in UNBROKEN)
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), collapse_padding=True)
    for name, width in zip(headings, least):
        fixed = name in UNBROKEN
        # Where all cannot have their longest word whole, they share the room alike.
        width = width if fixed else min(width, max(free, 4) // sum(name not in UNBROKEN for name in headings))
        ratio = None if fixed else 2 if name == "Found by" else 1
        table.add_column(name, no_wrap=fixed, overflow="fold", ratio=ratio, width=None if fixed else width)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table if records else Text("Nothing found.", style="italic"))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip().split("\n")) + "\n"


def _columns(
    plan: tuple[tuple[str, ...], Row], records: Sequence[Record]
) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[int]]:
    """Return the headings, the cells as they are printed, and the least width of each column."""
    headings, cells = plan
    rows = [tuple(map(_cell, cells(record))) for record in records]
    least = []
    for name, *column in zip(headings, *rows):
        words = [part for cell in (name, *column) for part in (cell.split("\n") if name in UNBROKEN else cell.split())]
        longest = max(map(len, words))
        least.append(longest if name in UNBROKEN else min(longest, LONGEST_WORD))
    return headings, rows, least


def _cell(value: Any) -> str:
    """Return a value as it is printed; those of a tuple stand on lines of their own."""
    if isinstance(value, tuple):
        return "\n".join(map(_cell, value))
    return "–" if value in (None, "") else printable(str(value))
