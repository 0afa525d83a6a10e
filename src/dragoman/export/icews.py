"""ICEWS: a header and one row for each source and target; countries by English name, sectors joined by commas.

The event text is the name of the CAMEO code, the intensity its Goldstein score, and the code is text ("010"). A row
means that the event happened: only *actual* events are written. What is not known is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.dyads import dyads
from dragoman.export.common import Kept
from dragoman.export.layouts import (
    best,
    cameo_label,
    country_name,
    day,
    joined,
    place_levels,
    sector,
    sentence_number,
    tab_writer,
)
from dragoman.ids import event_number
from dragoman.knowledge.layouts import load_layouts
from dragoman.records import Party


def _rows(kept: Kept) -> Iterator[list[Any]]:
    event = kept.event
    mention, document = best(kept)
    sentence = sentence_number(document, mention.evidence.start) if mention else None
    place, levels = event.place, place_levels(event.place)
    told = [event_number(document.id) if document else None, sentence, document.source if document else None]
    where = [levels.get("city"), levels.get("district"), levels.get("province"), country_name(place and place.country)]
    coordinates = [place.lat, place.lon] if place else [None, None]
    for number, (actor, target) in enumerate(dyads(event)):
        yield [
            event_number(event.id, number), day(event), *_party(actor), cameo_label(event.cameo), event.cameo,
            event.goldstein, *_party(target), *told, *where, *coordinates,
        ]  # fmt: skip


def _party(party: Party | None) -> list[Any]:
    if party is None:
        return [None, None, None]
    known = sector(party.sector)
    return [party.name, joined([known.name if known else None], ","), country_name(party.country)]


EVENT_WRITER = tab_writer("icews", ".tab", _rows, load_layouts()["icews"])
