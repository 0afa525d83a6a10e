"""GDELT: 1.0 and 2.0 event files and the 2.0 table of mentions; no header, one row for each actor and target.

Quirks: the id is a number (drawn from the id of the event and the place of the pair), codes are text, actors have
CAMEO country codes, places FIPS 10-4. A row means that the event happened: only *actual* events are written. What
is not known is empty; where the actors were is never known, so their place has type 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dragoman.dyads import dyads
from dragoman.export.common import EventWriter, Kept
from dragoman.export.layouts import (
    PROVINCES,
    address,
    best,
    cameo_actor,
    conflict_class,
    country_name,
    day,
    fips,
    root,
    sentence_number,
    tab_writer,
)
from dragoman.ids import event_number
from dragoman.records import Document, EventMention, EventPlace, Party

NOWHERE = 0
LEAD_BLOCKS = 2  # the headline and the first paragraph
WEB, CITATION = 1, 2


def _first(kept: Kept) -> Iterator[list[Any]]:
    return _rows(kept, second=False)


def _second(kept: Kept) -> Iterator[list[Any]]:
    return _rows(kept, second=True)


def _rows(kept: Kept, *, second: bool) -> Iterator[list[Any]]:
    event = kept.event
    on = day(event)
    mention, document = best(kept)
    months = [_digits(on), on and f"{on:%Y%m}", on and f"{on:%Y}", on and f"{_fraction(on):.4f}"]
    told = [
        int(_in_lead(kept)), event.cameo, event.cameo[:3], root(event.cameo), conflict_class(event.cameo),
        event.goldstein, len(event.mentions), event.sources, len(event.documents), None,
    ]  # fmt: skip
    nowhere = _geography(None, second)
    added = _digits(event.first_published)
    end = [f"{added}000000" if added and second else added, address(document)]
    where = [*nowhere, *nowhere, *_geography(event.place, second)]
    for number, (actor, target) in enumerate(dyads(event)):
        id_ = event_number(event.id, number)
        yield [id_, *months, *_actor(actor), *_actor(target), *told, *where, *end]


def _actor(party: Party | None) -> list[Any]:
    """Return code, name, country, no group, ethnic and religious codes, and up to three roles."""
    code, country, role = cameo_actor(party)
    return [code, party.name.upper() if party else None, country, None, None, None, None, role, None, None]


def _geography(place: EventPlace | None, second: bool) -> list[Any]:
    """Return type, full name, country, first and (in 2.0) second division, coordinates and feature id."""
    if place is None:
        return [NOWHERE, *[None] * (7 if second else 6)]
    code = fips(place.country)
    whole = place.feature == "country"
    home = country_name(place.country)
    name = place.name if whole or not home else f"{place.name}, {home}"
    division = code if whole else None
    return [
        _geography_type(place), name, code, division, *([None] if second else []), place.lat, place.lon, division,
    ]  # fmt: skip


def _geography_type(place: EventPlace) -> int:
    """Return 1 for a country, 2 and 3 for a state and a city of the United States, 5 and 4 for those elsewhere."""
    if place.feature == "country":
        return 1
    american = place.country == "USA"
    if place.feature in PROVINCES:
        return 2 if american else 5
    return 3 if american else 4


def _in_lead(kept: Kept) -> bool:
    """Say whether some mention stands in the headline or the first paragraph."""
    return any(
        m.document in kept.documents and m.trigger.start < _lead(kept.documents[m.document].text) for m in kept.mentions
    )


def _lead(text: str) -> int:
    at, seen = 0, 0
    while seen < LEAD_BLOCKS and at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        seen += bool(text[at:end].strip())
        at = end + 1
    return at


def _digits(on: dt.date | None) -> str | None:
    return f"{on.year:04d}{on.month:02d}{on.day:02d}" if on else None


def _fraction(on: dt.date) -> float:
    """Return the year with the share of it that has passed, as GDELT's codebook reckons: all months have 30 days."""
    return on.year + ((on.month - 1) * 30 + on.day) / 365


def _mentions(kept: Kept) -> Iterator[list[Any]]:
    event = kept.event
    added = _digits(event.first_published)
    for number, (actor, target) in enumerate(dyads(event)):
        id_ = event_number(event.id, number)
        for mention in kept.mentions:
            told = _mention(mention, kept.documents.get(mention.document), actor, target)
            yield [id_, added and f"{added}000000", *told]


def _mention(m: EventMention, document: Document | None, actor: Party | None, target: Party | None) -> list[Any]:
    told = _digits(document.published) if document else None
    return [
        told and f"{told}000000", WEB if document and document.url else CITATION,
        document.source if document else None, address(document), sentence_number(document, m.evidence.start),
        _offset(m, actor), _offset(m, target), m.trigger.start, 1,
        max(10, min(100, round(m.confidence * 10) * 10)), len(document.text) if document else None, None, None, None,
    ]  # fmt: skip


def _offset(mention: EventMention, party: Party | None) -> int:
    """Return where a mention names a party; -1 where it does not."""
    named = (a.start for a in (*mention.actors, *mention.recipients) if party is not None and a.name == party.name)
    return next(named, -1)


EVENT_WRITERS: tuple[EventWriter, ...] = (
    tab_writer("gdelt1", ".export.CSV", _first),
    tab_writer("gdelt2", ".export.CSV", _second),
    tab_writer("gdelt2-mentions", ".mentions.CSV", _mentions),
)
