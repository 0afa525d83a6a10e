"""CSV: one event mention a row, flat columns; lists are joined with "; "."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dragoman.export.common import Layout, Writer
from dragoman.knowledge.world import load_state_codes, state_code
from dragoman.records import Actor, Document, EventMention

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = Callable[[EventMention, Document], Any]


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


def defuse(value: Any) -> str:
    """Return a cell as text that no spreadsheet runs: what looks like a formula and is no number gets a '."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _begin() -> str:
    return _rows([[name for name, _ in COLUMNS]])


def _document(document: Document, mentions: tuple[EventMention, ...], layout: Layout) -> str:
    return _rows([[defuse(cell(mention, document)) for _, cell in COLUMNS] for mention in mentions])


def _rows(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


WRITER = Writer("csv", _begin, _document)
