"""What the layouts of other data sets share: the contract of a layout, and codes turned into those of a record."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dragoman.knowledge.tables import Knowledge
from dragoman.records import Event, EventDate, EventPlace, Party

FOREIGN = "foreign"
STATEMENT = "STATEMENT"
APPEAL, DEMAND = "02", "10"  # CAMEO's appeals mirror its demands, code by code
CODE = re.compile(r"\d{2,4}")
NOT_KEY = re.compile(r"[^a-z0-9]")
MISSING = frozenset(["", "None", "NA", "NULL", "nan", "---"])


class Kind(NamedTuple):
    """What an event type says of a code: type, mode, contexts, quad and score."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: Any
    score: float


class Reverse(NamedTuple):
    """Tables from the codes of other data sets to those of a record."""

    kinds: Mapping[str, Kind]
    codes: Mapping[tuple[str, str | None], str]
    goldstein: Mapping[str, float]
    fips: Mapping[str, str]
    cameo: Mapping[str, str]
    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    roles: Mapping[str, str]
    quads: Mapping[str, Any]


class ForeignLayout(NamedTuple):
    """One layout: how its first line looks, its columns, and the event of a row.

    `fit` gives the cells by the key of their column, None where their number is wrong; `make` raises ValueError
    for a row that means nothing.
    """

    looks_like: Callable[[list[str]], bool]
    is_header: Callable[[list[str]], bool]
    names: Callable[[list[str]], tuple[str, ...]]
    fit: Callable[[list[str], tuple[str, ...]], dict[str, str] | None]
    make: Callable[[Mapping[str, str], Reverse], Event]


def reverse(knowledge: Knowledge) -> Reverse:
    """Return the tables from foreign codes; of two countries with one code, the one that exists today counts."""
    types = {row.type: row for row in knowledge.events}
    kinds: dict[str, Kind] = {}
    for row in knowledge.crosswalk:
        if row.type in types:
            kind = types[row.type]
            kinds[row.cameo] = Kind(row.type, row.mode, row.contexts, kind.quad, kind.score_of(row.mode))
    today = {row.iso3: row.until is None for row in knowledge.countries}
    ordered = sorted(knowledge.country_codes, key=lambda row: not today.get(row.iso3, False))
    statement = types.get(STATEMENT)
    if statement:
        said = Kind(STATEMENT, None, (), None, statement.score)
        kinds |= {row.cameo: said for row in knowledge.goldstein if row.cameo.startswith("01")}
    return Reverse(
        kinds=kinds,
        codes={(k.type, m): code for k in knowledge.events for m in (None, *k.modes) if (code := k.code_of(m))},
        goldstein={row.cameo: row.goldstein for row in knowledge.goldstein},
        fips=_firsts([(code, row.iso3) for row in ordered for code in row.fips]),
        cameo=_firsts([(code, row.iso3) for row in ordered for code in row.cameo]),
        countries=_country_names(knowledge),
        sectors=_firsts([(name, row.code) for row in knowledge.sectors for name in (row.name, *row.icews, row.code)]),
        roles=_firsts([(row.cameo, row.code) for row in knowledge.sectors if row.cameo]),
        quads={row.type: row.quad for row in knowledge.events},
    )


def _country_names(knowledge: Knowledge) -> dict[str, str]:
    """Return the countries of English names in small letters; what two countries are called is neither."""
    fixed = [(name.casefold(), row.iso3) for row in knowledge.country_codes for name in row.icews]
    names = [(name.casefold(), row.iso3) for row in knowledge.countries for name in (row.name, row.official)]
    aliases = {(name.casefold(), row.iso3) for row in knowledge.countries for name in row.aliases}
    bearers = Counter(name for name, _ in aliases)
    return _firsts([*fixed, *names, *(pair for pair in sorted(aliases) if bearers[pair[0]] == 1)])


def kind_of(cameo: str, codes: Reverse) -> Kind:
    """Return what a CAMEO code means, or else the code above it. Raises ValueError for no CAMEO code."""
    if not CODE.fullmatch(cameo):
        raise ValueError(f"{cameo!r} is no CAMEO code")
    # PLOVER has no appeals: they are requests.
    known = DEMAND + cameo[2:] if cameo.startswith(APPEAL) else cameo
    for code in (known, f"{known}0", known[:3], f"{known[:2]}0"):
        if code in codes.kinds:
            return codes.kinds[code]
    raise ValueError(f"{cameo!r} is no CAMEO code")


def make_event(
    id: str,
    cameo: str,
    kind: Kind,
    goldstein: float,
    sides: tuple[list[Party], list[Party]],
    date: tuple[dt.date, str],
    place: EventPlace | None,
    *,
    sources: int = 1,
    reported: dt.date | None = None,
    documents: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
) -> Event:
    """Return a row of another data set as a merged event without mentions.

    Arguments: sides, actors and recipients; date, the day and the column that tells it; reported, the day of the
    report; documents, where it was reported.
    """
    day, basis = date
    return Event(
        id=id, type=kind.type, mode=kind.mode, contexts=kind.contexts, cameo=cameo, quad=kind.quad, score=kind.score,
        goldstein=goldstein, status="actual", actors=tuple(sides[0]), recipients=tuple(sides[1]),
        date=EventDate(edtf=day.isoformat(), earliest=day, latest=day, basis=basis), place=place, evidence="",
        mentions=(), documents=documents, sources=sources, first_published=reported, last_published=reported,
        outcome=None, conflicts=(), confidence=1.0, flags=(FOREIGN, *flags),
    )  # fmt: skip


def given(cell: str | None) -> str | None:
    """Return a cell without blanks around it, None where the data sets write that it is missing."""
    value = (cell or "").strip()
    return None if value in MISSING else value


def number(cell: str | None) -> float | None:
    """Return the number of a cell, None for a missing one. Raises ValueError for what is no finite number."""
    value = given(cell)
    if value is None:
        return None
    found = float(value)
    if found != found or found in (float("inf"), float("-inf")):
        raise ValueError(f"{value!r} is no number")
    return found


def count(cell: str | None) -> int:
    """Return the count in a cell, at least 1."""
    return max(1, int(number(cell) or 1))


def key(name: str) -> str:
    """Return the name of a column as small letters and digits: "Event.ID" and "Event ID" are one."""
    return NOT_KEY.sub("", name.casefold())


def place_of(name: str | None, country: str | None, lat: Any, lon: Any, feature: str) -> EventPlace | None:
    """Return a place, None where neither name nor country is known; coordinates off the globe are refused."""
    if not name and not country:
        return None
    where = number(lat), number(lon)
    if any(value is not None and abs(value) > limit for value, limit in zip(where, (90, 180))):
        raise ValueError(f"{lat}, {lon} is no place on earth")
    return EventPlace(name=name or country or "", country=country, lat=where[0], lon=where[1], feature=feature)


def _firsts(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for left, right in pairs:
        found.setdefault(left, right)
    return found
