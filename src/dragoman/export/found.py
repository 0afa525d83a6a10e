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
    headings, cells = TABLES[kind]
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), collapse_padding=True)
    for name in headings:
        narrow = name in ("Country", "Sector", "Code", "Entity", "EDTF")
        table.add_column(
            name, no_wrap=narrow, overflow="fold", ratio=None if narrow else 2 if name == "Found by" else 1
        )
    for record in records:
        table.add_row(*(Text("–" if cell in (None, "") else printable(str(cell))) for cell in cells(record)))
    console.print(table if records else Text("Nothing found.", style="italic"))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip().split("\n")) + "\n"
