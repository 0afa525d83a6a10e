"""GDELT event files: 61 columns (2.0), 58 (1.0) or 57 (back files to March 2013); a header line is skipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dragoman.ingest.foreign.common import (
    ForeignLayout,
    Reverse,
    count,
    given,
    key,
    kind_of,
    make_event,
    number,
    place_of,
)
from dragoman.knowledge.layouts import NOT_IN_BACK_FILES, load_layouts
from dragoman.records import Event, EventPlace, Party

FEATURES = {"1": "country", "2": "state", "3": "city", "4": "city", "5": "province"}
ID = "globaleventid"


def _columns(width: int) -> tuple[str, ...] | None:
    layouts = load_layouts()
    first, second = layouts["gdelt1"], layouts["gdelt2"]
    back = tuple(name for name in first if name != NOT_IN_BACK_FILES)
    return next((tuple(map(key, names)) for names in (second, first, back) if len(names) == width), None)


def _is_header(cells: list[str]) -> bool:
    return key(cells[0]) == ID


def _looks_like(cells: list[str]) -> bool:
    return _columns(len(cells)) is not None and (_is_header(cells) or cells[0].strip().isdigit())


def _names(cells: list[str]) -> tuple[str, ...]:
    return _columns(len(cells)) or ()


def _fit(cells: list[str], names: tuple[str, ...]) -> dict[str, str] | None:
    return dict(zip(names, cells)) if len(cells) == len(names) else None


def _make(row: Mapping[str, str], codes: Reverse) -> Event:
    if not row[ID].strip().isdigit():
        raise ValueError(f"{row[ID]!r} is no GLOBALEVENTID")
    cameo = (row["eventcode"] or "").strip()
    kind = kind_of(cameo, codes)
    goldstein = number(row["goldsteinscale"])
    url = given(row.get("sourceurl"))
    added = given(row["dateadded"])
    return make_event(
        f"gdelt:{row[ID].strip()}", cameo, kind, codes.goldstein.get(cameo, 0.0) if goldstein is None else goldstein,
        (_party(row, "actor1", codes), _party(row, "actor2", codes)),
        (_day(row["sqldate"]), "SQLDATE of GDELT"), _place(row, codes), sources=count(row["numsources"]),
        reported=_day(added[:8]) if added else None, documents=(url,) if url else (),
    )  # fmt: skip


def _day(digits: str) -> dt.date:
    text = digits.strip()
    if len(text) != 8 or not text.isdigit():
        raise ValueError(f"{digits!r} is no date")
    return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _party(row: Mapping[str, str], side: str, codes: Reverse) -> list[Party]:
    code, name = given(row[f"{side}code"]), given(row[f"{side}name"])
    if code is None and name is None:
        return []
    role = given(row[f"{side}type1code"])
    country = codes.cameo.get(given(row[f"{side}countrycode"]) or "")
    return [Party(name=name or code or "", country=country, sector=codes.roles.get(role or ""), code=code)]


def _place(row: Mapping[str, str], codes: Reverse) -> EventPlace | None:
    feature = FEATURES.get(row["actiongeotype"].strip())
    if feature is None:
        return None
    country = codes.fips.get(given(row["actiongeocountrycode"]) or "")
    return place_of(given(row["actiongeofullname"]), country, row["actiongeolat"], row["actiongeolong"], feature)


LAYOUT = ForeignLayout(_looks_like, _is_header, _names, _fit, _make)
