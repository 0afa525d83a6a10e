"""Tables of merged events, counts and changes for a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.export.common import Layout, printable
from dragoman.export.table import STATUS_STYLE
from dragoman.records import Event, EventMention, Party

# Name, and its share of the width that is free; 0: a column as wide as its words.
EVENT_COLUMNS = (
    ("Date", 0),
    ("Event", 0),
    ("Who → whom", 8),
    ("Status", 0),
    ("Where", 3),
    ("Sources", 0),
    ("Words", 9),
)
LONGEST = 160


def events_table(events: Sequence[Event], layout: Layout) -> str:
    """Return merged events as a table, one a row; what sources differ on stands below the words."""
    from rich.text import Text

    rows = []
    for event in events:
        kind = Text(event.type, style="bold")
        if event.mode:
            kind.append(f"\n{event.mode}", style="not bold")
        status = Text(event.status, style=STATUS_STYLE[event.status])
        if event.outcome:
            status.append(f"\n{event.outcome.kind}", style="dim")
        words = Text(_short(event.evidence))
        for conflict in event.conflicts:
            told = " / ".join(reading.value for reading in conflict.readings)
            words.append(f"\n{conflict.field}: {printable(told)}", style="yellow")
        where = f"{event.place.name} ({event.place.country})" if event.place and event.place.country else None
        where = where or (event.place.name if event.place else "–")
        rows.append((_date(event), kind, parties(event), status, printable(where), f"{event.sources}", words))
    return _table(EVENT_COLUMNS, rows, layout) if rows else "No events.\n"


def rows_table(rows: Sequence[dict[str, Any]], layout: Layout) -> str:
    """Return rows of equal keys as a table; numbers stand to the right."""
    if not rows:
        return "Nothing.\n"
    columns = tuple((key.replace("_", " "), 0) for key in rows[0])
    right = {n for n, value in enumerate(rows[0].values()) if isinstance(value, int | float)}
    return _table(columns, [[_cell(value) for value in row.values()] for row in rows], layout, right)


def changes_lines(old: EventMention | None, new: EventMention | None, fields: Iterable[str]) -> str:
    """Return what changed in a record as lines: + for a new one, - for one that is gone, ~ for another content."""
    if old is None or new is None:
        one = new or old
        assert one is not None
        return f"{'+' if new else '-'} {one.type} {one.status}: {_short(one.evidence.text)}\n"
    lines = [f"~ {new.type}: {_short(new.evidence.text)}\n"]
    for field in fields:
        before, after = (_brief(getattr(one, field, None)) for one in (old, new))
        lines.append(f"    {field}: {before} → {after}\n")
    return "".join(lines)


def parties(event: Event) -> str:
    """Return who did it and to whom, as "A (PAK), B → C (AFG)"."""
    actors, recipients = (", ".join(map(_party, side)) for side in (event.actors, event.recipients))
    return f"{actors or '?'} → {recipients}" if recipients else actors or "?"


def _party(party: Party) -> str:
    code = party.country or party.sector
    return printable(f"{party.name} ({code})" if code and code != party.name else party.name)


def _date(event: Event) -> str:
    if event.date is None or not event.date.edtf:
        return "–"
    return event.date.edtf.replace("/", "/\n")


def _short(text: str) -> str:
    line = printable(text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _brief(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_brief, value)) or "nothing"
    for name in ("edtf", "name", "text"):
        if getattr(value, name, None):
            return printable(str(getattr(value, name)))
    return "nothing" if value is None else printable(str(value))


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return f"{value:,}" if isinstance(value, int) else printable(str(value))


def _table(
    columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]], layout: Layout, right: Iterable[int] = ()
) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wide = any(share for _, share in columns)
    names = [name for name, _ in columns]
    if not wide and _width(names, rows) > layout.width:
        # Long names of columns are broken at their blanks, and lines are too long rather than figures cut off.
        names = [name.replace(" ", "\n") for name in names]
    out = io.StringIO()
    console = Console(
        file=out,
        width=layout.width if wide else max(layout.width, _width(names, rows)),
        force_terminal=layout.color,
        color_system="standard" if layout.color else None,
        highlight=False,
        legacy_windows=False,
    )
    table = Table(box=SIMPLE_HEAD, expand=wide, pad_edge=False, padding=(0, 1), collapse_padding=True)
    for n, (name, (_, share)) in enumerate(zip(names, columns)):
        justify = "right" if n in right else "left"
        table.add_column(name, ratio=share or None, no_wrap=not share, overflow="fold", justify=justify)
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip().split("\n"))


def _width(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Return how wide a table of these columns is where nothing is broken or cut."""
    from rich.cells import cell_len

    return sum(
        2 + max(cell_len(line) for cell in (name, *(row[n] for row in rows)) for line in str(cell).split("\n"))
        for n, name in enumerate(names)
    )
