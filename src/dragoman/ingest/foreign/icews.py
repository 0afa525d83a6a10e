"""ICEWS event files: a header, English country names, sectors joined by commas; columns are found by their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dragoman.ingest.foreign.common import ForeignLayout, Reverse, given, key, kind_of, make_event, number, place_of
from dragoman.records import Event, Party

NEEDED = frozenset(["eventid", "eventdate", "cameocode", "sourcename", "targetname"])
ISO_LENGTH = 10
# From the finest to the coarsest; the first that is given names the place.
LEVELS = (("city", "city"), ("district", "district"), ("province", "province"), ("country", "country"))


def _looks_like(cells: list[str]) -> bool:
    return {key(name) for name in cells} >= NEEDED


def _is_header(cells: list[str]) -> bool:
    return key(cells[0]) == "eventid"


def _names(cells: list[str]) -> tuple[str, ...]:
    return tuple(key(name) for name in cells)


def _fit(cells: list[str], names: tuple[str, ...]) -> dict[str, str] | None:
    while len(cells) > len(names) and not cells[-1]:
        cells = cells[:-1]
    return dict(zip(names, cells)) if len(cells) == len(names) else None


def _make(row: Mapping[str, str], codes: Reverse) -> Event:
    if not given(row["eventid"]):
        raise ValueError("the Event ID is missing")
    cameo = row["cameocode"].strip()
    # A spreadsheet on the way takes the leading zero; no root of two digits begins with 3 to 9.
    if cameo.isdigit() and cameo[0] in "3456789":
        cameo = f"0{cameo}"
    goldstein = number(row.get("intensity"))
    level = next(((given(row.get(name)), kind) for name, kind in LEVELS if given(row.get(name))), (None, "country"))
    country = _country(row.get("country"), codes)
    return make_event(
        f"icews:{row['eventid'].strip()}", cameo, kind_of(cameo, codes),
        codes.goldstein.get(cameo, 0.0) if goldstein is None else goldstein,
        (_party(row, "source", codes), _party(row, "target", codes)),
        (dt.date.fromisoformat(row["eventdate"].strip()[:ISO_LENGTH]), "Event Date of ICEWS"),
        place_of(level[0], country, row.get("latitude"), row.get("longitude"), level[1]),
    )  # fmt: skip


def _country(name: str | None, codes: Reverse) -> str | None:
    return codes.countries.get((given(name) or "").casefold())


def _party(row: Mapping[str, str], side: str, codes: Reverse) -> list[Party]:
    name = given(row.get(f"{side}name"))
    if name is None:
        return []
    sectors = (given(row.get(f"{side}sectors")) or "").split(",")
    sector = next((codes.sectors[s.strip()] for s in sectors if s.strip() in codes.sectors), None)
    return [Party(name=name, country=_country(row.get(f"{side}country"), codes), sector=sector)]


LAYOUT = ForeignLayout(_looks_like, _is_header, _names, _fit, _make)
