"""POLECAT: a header and one row for each event; several values in a cell are parted by ";", missing ones are "None".

Types and quads are in capitals, modes as PLOVER writes them. STATEMENT is no type of PLOVER: such events are left
out, and so are all that are not *actual*, for a row means that the event happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.export.common import Kept
from dragoman.export.layouts import best, country_name, cow, day, joined, place_levels, sector, tab_writer
from dragoman.knowledge.layouts import load_layouts
from dragoman.records import Event, Party

OUTSIDE = "STATEMENT"
MISSING = "None"
INTERNATIONAL = frozenset(["IGO", "NGO", "MNC"])


def _rows(kept: Kept) -> Iterator[list[Any]]:
    if kept.event.type != OUTSIDE:
        yield [MISSING if value in (None, "") else value for value in _row(kept)]


def _row(kept: Kept) -> list[Any]:
    event = kept.event
    _, document = best(kept)
    levels, place = place_levels(event.place), event.place
    return [
        event.id, day(event), event.type, event.mode, event.score, event.quad and event.quad.upper(),
        joined(event.contexts), *_side(event, event.actors), *_side(event, event.recipients),
        place and place.name, levels.get("city"), levels.get("district"), levels.get("province"),
        country_name(place and place.country), place and place.lat, place and place.lon, None, None,
        place and place.feature, document and document.source, document and document.published, *_story(event),
        "en", event.schema_,
    ]  # fmt: skip


def _side(event: Event, parties: Sequence[Party]) -> list[Any]:
    """Return name, country, COW number, first and all sectors, title, words and Wikipedia page of a side."""
    sectors = [p.sector for p in parties if sector(p.sector)]
    return [
        joined(p.name for p in parties), joined(p.country for p in parties),
        joined(cow(p.country, day(event)) for p in parties if p.country), sectors[0] if sectors else None,
        joined(sectors), joined(p.office for p in parties), joined(p.name for p in parties), None,
    ]  # fmt: skip


def _story(event: Event) -> list[str]:
    """Return the people, organisations and places of the event; those of the rest of the story are not kept."""
    parties = (*event.actors, *event.recipients)
    return [
        joined(p.person for p in parties),
        joined(p.name for p in parties if p.sector in INTERNATIONAL),
        joined([event.place.name] if event.place else []),
    ]


EVENT_WRITER = tab_writer("polecat", ".txt", _rows, load_layouts()["polecat"])
