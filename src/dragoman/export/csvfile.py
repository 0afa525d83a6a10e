"""CSV: one event mention, or one merged event, a row; flat columns; lists are joined with "; "."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from dragoman.export.common import EventWriter, Kept, Layout, Writer
from dragoman.knowledge.world import load_state_codes, state_code
from dragoman.records import Actor, Document, Event, EventMention, Party

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = Callable[[EventMention, Document], Any]


EventCell = Callable[[Event], Any]


def _side(side: str, field: str) -> Cell:
    def cell(mention: EventMention, _: Document) -> str:
        actors: Sequence[Actor] = getattr(mention, side)
        return _join(getattr(actor, field) for actor in actors)

    return cell


def _part(part: str, field: str) -> Cell:
    return lambda mention, _: getattr(getattr(mention, part), field, None)


def _numbers(side: str, system: str) -> Cell:
    """Give the numbers of the states of a side in a list of the field, on the day of the event."""

    def cell(mention: EventMention, document: Document) -> str:
        day = mention.date.earliest if mention.date is not None and mention.date.earliest else document.published
        codes = load_state_codes()
        found = [state_code(codes, system, a.country, day.isoformat() if day else None) for a in getattr(mention, side)]
        return _join(str(code) if code is not None else None for code in found)

    return cell


def _join(values: Iterable[str | None]) -> str:
    """Return a list as one cell; unknown values keep their places, so that parallel columns stay aligned."""
    found = [value or "" for value in values]
    return "; ".join(found) if any(found) else ""


COLUMNS: tuple[tuple[str, Cell], ...] = (
    ("document", lambda m, _: m.document),
    ("id", lambda m, _: m.id),
    ("type", lambda m, _: m.type),
    ("mode", lambda m, _: m.mode),
    ("contexts", lambda m, _: _join(m.contexts)),
    ("cameo", lambda m, _: m.cameo),
    ("quad", lambda m, _: m.quad),
    ("score", lambda m, _: m.score),
    ("goldstein", lambda m, _: m.goldstein),
    ("status", lambda m, _: m.status),
    ("actors", _side("actors", "name")),
    ("actor_countries", _side("actors", "country")),
    ("actor_sectors", _side("actors", "sector")),
    ("actor_codes", _side("actors", "code")),
    ("actor_cow", _numbers("actors", "cow")),
    ("actor_gw", _numbers("actors", "gw")),
    ("recipients", _side("recipients", "name")),
    ("recipient_countries", _side("recipients", "country")),
    ("recipient_sectors", _side("recipients", "sector")),
    ("recipient_codes", _side("recipients", "code")),
    ("recipient_cow", _numbers("recipients", "cow")),
    ("recipient_gw", _numbers("recipients", "gw")),
    ("date", _part("date", "edtf")),
    ("date_earliest", _part("date", "earliest")),
    ("date_latest", _part("date", "latest")),
    ("date_basis", _part("date", "basis")),
    ("place", _part("place", "name")),
    ("place_country", _part("place", "country")),
    ("place_lat", _part("place", "lat")),
    ("place_lon", _part("place", "lon")),
    ("sources", _side("attribution", "name")),
    ("source_cues", _side("attribution", "cue")),
    ("quotation", _side("attribution", "quotation")),
    ("trigger", _part("trigger", "text")),
    ("trigger_start", _part("trigger", "start")),
    ("trigger_end", _part("trigger", "end")),
    ("evidence", _part("evidence", "text")),
    ("evidence_start", _part("evidence", "start")),
    ("evidence_end", _part("evidence", "end")),
    ("confidence", lambda m, _: m.confidence),
    ("flags", lambda m, _: _join(m.flags)),
)


def _parties(side: str, field: str) -> EventCell:
    def cell(event: Event) -> str:
        parties: Sequence[Party] = getattr(event, side)
        return _join(getattr(party, field) for party in parties)

    return cell


def _event_part(part: str, field: str) -> EventCell:
    return lambda event: getattr(getattr(event, part), field, None)


EVENT_COLUMNS: tuple[tuple[str, EventCell], ...] = (
    ("id", lambda e: e.id),
    ("type", lambda e: e.type),
    ("mode", lambda e: e.mode),
    ("contexts", lambda e: _join(e.contexts)),
    ("cameo", lambda e: e.cameo),
    ("quad", lambda e: e.quad),
    ("score", lambda e: e.score),
    ("goldstein", lambda e: e.goldstein),
    ("status", lambda e: e.status),
    ("actors", _parties("actors", "name")),
    ("actor_countries", _parties("actors", "country")),
    ("actor_sectors", _parties("actors", "sector")),
    ("actor_codes", _parties("actors", "code")),
    ("recipients", _parties("recipients", "name")),
    ("recipient_countries", _parties("recipients", "country")),
    ("recipient_sectors", _parties("recipients", "sector")),
    ("recipient_codes", _parties("recipients", "code")),
    ("date", _event_part("date", "edtf")),
    ("date_earliest", _event_part("date", "earliest")),
    ("date_latest", _event_part("date", "latest")),
    ("date_basis", _event_part("date", "basis")),
    ("place", _event_part("place", "name")),
    ("place_country", _event_part("place", "country")),
    ("place_lat", _event_part("place", "lat")),
    ("place_lon", _event_part("place", "lon")),
    ("place_feature", _event_part("place", "feature")),
    ("evidence", lambda e: e.evidence),
    ("mentions", lambda e: _join(e.mentions)),
    ("documents", lambda e: _join(e.documents)),
    ("sources", lambda e: e.sources),
    ("first_published", lambda e: e.first_published),
    ("last_published", lambda e: e.last_published),
    ("outcome", _event_part("outcome", "kind")),
    ("outcome_event", _event_part("outcome", "event")),
    ("conflicts", lambda e: _join(conflict.field for conflict in e.conflicts)),
    ("confidence", lambda e: e.confidence),
    ("flags", lambda e: _join(e.flags)),
)


def event_row(event: Event) -> list[str]:
    """Return the cells of a merged event under EVENT_COLUMNS, defused."""
    return [defuse(cell(event)) for _, cell in EVENT_COLUMNS]


def mention_row(mention: EventMention, document: Document) -> list[str]:
    """Return the cells of an event mention under COLUMNS, defused."""
    return [defuse(cell(mention, document)) for _, cell in COLUMNS]


def defuse(value: Any) -> str:
    """Return a cell as text that no spreadsheet runs: what looks like a formula and is no number gets a '."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _begin() -> str:
    return _rows([[name for name, _ in COLUMNS]])


def _document(document: Document, mentions: tuple[EventMention, ...], layout: Layout) -> str:
    return _rows([mention_row(mention, document) for mention in mentions])


def csv_line(cells: Sequence[str]) -> str:
    """Return cells as one line of CSV.

    The writer leaves a bare carriage return unquoted where lines end with a line feed, and readers take it for an end.
    """
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if any("\r" in cell for cell in cells) else csv.QUOTE_MINIMAL
    csv.writer(out, lineterminator="\n", quoting=quoting).writerow(cells)
    return out.getvalue()


def _rows(rows: list[list[str]]) -> str:
    return "".join(map(csv_line, rows))


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    out.write(_rows([[name for name, _ in EVENT_COLUMNS]]).encode())
    for kept in events:
        out.write(_rows([event_row(kept.event)]).encode("utf-8", "replace"))


WRITER = Writer("csv", _begin, _document)
EVENT_WRITER = EventWriter("csv", ".csv", _write)
