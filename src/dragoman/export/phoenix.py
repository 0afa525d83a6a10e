"""Phoenix: daily files without a header, one row for each source and target; lists are joined with ";".

Its quads run from 0 to 4 and keep public statements and appeals (CAMEO 01, 02) apart; reduced relations (16) are
verbal conflict. Issues are contexts with the number of mentions that have them. Only *actual* events are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.dyads import dyads
from dragoman.export.common import Kept
from dragoman.export.layouts import (
    cameo_actor,
    day,
    issues,
    outlets,
    place_levels,
    root,
    sentence_ids,
    tab_writer,
    urls,
)
from dragoman.ids import event_number
from dragoman.records import Event, Party


def quad(cameo: str) -> int:
    """Return the class of a CAMEO code: 0 neutral, 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
    number = int(root(cameo))
    if number <= 2:
        return 0
    if number <= 8:
        return 1 if number <= 5 else 2
    return 3 if number <= 13 or number == 16 else 4


def _rows(kept: Kept) -> Iterator[list[Any]]:
    event, place = kept.event, kept.event.place
    end = [
        event.cameo, root(event.cameo), quad(event.cameo), event.goldstein, issues(kept),
        *([place.lat, place.lon, place.name] if place else [None, None, None]),
        place_levels(place).get("province"), place.country if place else None,
        sentence_ids(kept), urls(kept), outlets(kept),
    ]  # fmt: skip
    for number, (actor, target) in enumerate(dyads(event)):
        id_ = f"{event_number(event.id, number)}_{event.schema_}"
        yield [id_, *_when(event), *_party(actor), *_party(target), *end]


def _when(event: Event) -> list[Any]:
    on = day(event)
    return [f"{on.year:04d}{on.month:02d}{on.day:02d}", on.year, on.month, on.day] if on else [None] * 4


def _party(party: Party | None) -> list[Any]:
    """Return the whole code, country (or the kind of an international actor), role, and no attribute."""
    code, country, role = cameo_actor(party)
    return [code, country or role, role if country else None, None]


EVENT_WRITER = tab_writer("phoenix", ".txt", _rows)
