"""A table for a terminal: the events of each document under its title."""

from __future__ import annotations

import io

from dragoman.export.common import Layout, Writer, heading, nothing, printable
from dragoman.records import Actor, Document, EventMention, Source

STATUS_STYLE = {
    "actual": "green",
    "planned": "cyan",
    "possible": "yellow",
    "conditional": "yellow",
    "negated": "red",
}
# Columns with their least widths: a day, a type and a status are never broken.
# Name, and its share of the width that is free; 0: a column as wide as its words (types have nine letters at most).
LONGEST_TYPE = 9
COLUMNS = (
    ("Date", 0),
    ("Event", 0),
    ("Who → whom", 9),
    ("Status", 0),
    ("Where", 3),
    ("Says who", 4),
    ("Words", 5),
)


def _document(document: Document, mentions: tuple[EventMention, ...], layout: Layout) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out,
        width=layout.width,
        force_terminal=layout.color,
        color_system="standard" if layout.color else None,
        highlight=False,
        legacy_windows=False,
    )
    console.print(Text(heading(document), style="bold"))
    facts = ", ".join(filter(None, (document.id, _day(document), document.source)))
    console.print(Text(printable(facts), style="dim"))
    if not mentions:
        console.print(Text("No events found.", style="italic"))
        return _trimmed(out.getvalue())
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), collapse_padding=True)
    for name, share in COLUMNS:
        width = LONGEST_TYPE if name == "Event" else None
        table.add_column(name, ratio=share or None, width=width, no_wrap=not share and width is None, overflow="fold")
    for mention in mentions:
        kind = Text(mention.type, style="bold")
        if mention.mode:
            kind.append(f" {mention.mode}", style="not bold")
        table.add_row(
            Text(date_of(mention)),
            kind,
            Text(parties(mention)),
            Text(mention.status, style=STATUS_STYLE[mention.status]),
            Text(place_of(mention)),
            Text(sources_of(mention)),
            Text(printable(mention.trigger.text), style="italic"),
        )
    console.print(table)
    return _trimmed(out.getvalue())


def parties(mention: EventMention) -> str:
    """Return who did it and to whom, as "A (PAK), B → C (AFG)"."""
    actors = ", ".join(map(_actor, mention.actors))
    recipients = ", ".join(map(_actor, mention.recipients))
    if recipients:
        return f"{actors or '?'} → {recipients}"
    return actors or "?"


def date_of(mention: EventMention) -> str:
    """Return the date in EDTF (an interval on two lines), or the unresolved words in quotation marks."""
    if mention.date is None:
        return "–"
    if mention.date.edtf:
        return mention.date.edtf.replace("/", "/\n")
    return f"“{printable(mention.date.text)}”"


def place_of(mention: EventMention) -> str:
    """Return the place with its country, or a dash."""
    place = mention.place
    if place is None:
        return "–"
    return printable(f"{place.name} ({place.country})" if place.country else place.name)


def sources_of(mention: EventMention) -> str:
    """Return who vouches for the event, nearest first, or a dash for the document itself."""
    return " < ".join(map(_source, mention.attribution)) or "–"


def _actor(actor: Actor) -> str:
    code = actor.country or actor.sector
    return printable(f"{actor.name} ({code})" if code and code != actor.name else actor.name)


def _source(source: Source) -> str:
    words = f"{source.name}: {source.cue}" if source.cue else source.name
    return printable(f"{words} (quoted)" if source.quotation == "direct" else words)


def _day(document: Document) -> str | None:
    return document.published.isoformat() if document.published else None


def _trimmed(page: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in page.rstrip().split("\n")) + "\n"


WRITER = Writer("table", nothing, _document)
