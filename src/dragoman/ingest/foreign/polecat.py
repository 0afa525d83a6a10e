"""POLECAT files: a header, "None" for what is missing, `;` in cells of several values.

Some files have one name too many in the header ("Headline") or tabs after the last cell; both are passed over. POLECAT
has no CAMEO codes: that of the type and mode stands in, and the flag "cameo-inferred" says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import zip_longest

from dragoman.ingest.foreign.common import (
    ForeignLayout,
    Kind,
    Reverse,
    given,
    key,
    make_event,
    number,
    place_of,
)
from dragoman.records import Event, EventPlace, Party

NEEDED = frozenset(["eventid", "eventdate", "eventtype", "actorname", "recipientname"])
EXCESS = "headline"
RENAMED = {"eventintensity": "intensity"}
ISO_LENGTH = 10
LEVELS = (("city", "city"), ("district", "district"), ("province", "province"), ("placename", "place"))


def _looks_like(cells: list[str]) -> bool:
    return {key(name) for name in cells} >= NEEDED


def _is_header(cells: list[str]) -> bool:
    return key(cells[0]) == "eventid"


def _names(cells: list[str]) -> tuple[str, ...]:
    names = [RENAMED.get(key(name), key(name)) for name in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _fit(cells: list[str], names: tuple[str, ...]) -> dict[str, str] | None:
    # What is missing is written out, so an empty last cell is a tab too many.
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) == len(names) - 1 and EXCESS in names:
        names = tuple(name for name in names if name != EXCESS)
    return dict(zip(names, cells)) if len(cells) == len(names) else None


def _make(row: Mapping[str, str], codes: Reverse) -> Event:
    id_, type_ = given(row["eventid"]), (given(row["eventtype"]) or "").upper()
    if id_ is None or type_ not in codes.quads:
        raise ValueError("the Event ID is missing" if id_ is None else f"{type_!r} is no event type")
    mode = given(row.get("eventmode"))
    cameo = codes.codes.get((type_, mode)) or codes.codes.get((type_, None)) or ""
    score = number(row.get("intensity"))
    contexts = tuple(part.strip() for part in (given(row.get("contexts")) or "").split(";") if part.strip())
    reported = given(row.get("publicationdate"))
    kind = Kind(type_, mode, contexts, codes.quads[type_], 0.0 if score is None else score)
    return make_event(
        f"polecat:{id_}", cameo, kind, codes.goldstein.get(cameo, 0.0),
        (_parties(row, "actor", codes), _parties(row, "recipient", codes)),
        (_day(row["eventdate"]), "Event Date of POLECAT"), _place(row, codes),
        reported=_day(reported) if reported else None, flags=("cameo-inferred",),
    )  # fmt: skip


def _day(cell: str) -> dt.date:
    return dt.date.fromisoformat(cell.strip()[:ISO_LENGTH])


def _country(cell: str | None, codes: Reverse) -> str | None:
    """Return the country of an ISO code or an English name."""
    value = given(cell)
    if value is None:
        return None
    return codes.cameo.get(value.upper()) or codes.countries.get(value.casefold())


def _place(row: Mapping[str, str], codes: Reverse) -> EventPlace | None:
    country = _country(row.get("country"), codes)
    name, feature = next(
        ((given(row.get(level)), kind) for level, kind in LEVELS if given(row.get(level))), (None, "country")
    )
    return place_of(name, country, row.get("latitude"), row.get("longitude"), feature)


def _parties(row: Mapping[str, str], side: str, codes: Reverse) -> list[Party]:
    """Return the parties of a side; lists of names and countries of the same length belong together."""
    names = _list(row.get(f"{side}name"))
    countries = [_country(value, codes) for value in _list(row.get(f"{side}country"))]
    sectors = _list(row.get(f"primary{side}sector"))
    sector = sectors[0] if sectors and sectors[0] in codes.sectors else None
    if len(countries) == 1:
        countries = countries * max(1, len(names))
    pairs = zip_longest(names, countries) if len(countries) in (0, len(names)) else ((n, None) for n in names)
    return [Party(name=name or country or "", country=country, sector=sector) for name, country in pairs]


def _list(cell: str | None) -> list[str]:
    return [part.strip() for part in (given(cell) or "").split(";") if given(part)]


LAYOUT = ForeignLayout(_looks_like, _is_header, _names, _fit, _make)
