"""Rows of the world tables: countries (with their people, capitals and seats of government) and places.

A name may stand in more than one row ("Congo", "Georgetown"): the tables list what exists, and the steps
that read a text decide which one is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from dragoman.knowledge.schema import PARTIAL_DATE, Row, read_csv

WORLD = Path(__file__).parent / "data" / "world"


class Country(Row):
    """A country, territory or former state, with every name that newspapers give it.

    `iso3` and `iso2` are ISO 3166-1 codes (ISO 3166-3 for former states, XKX and XK for Kosovo). `seats` are
    buildings and streets that stand for the government ("Kremlin"). `since` and `until` are the first and
    last year of the state (columns `from` and `to`), given only where another row shares its land; None
    means not recorded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    iso3: str = Field(pattern="^[A-Z]{3}$")
    iso2: str = Field(pattern="^[A-Z]{2}$")
    name: str
    official: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capital_aliases: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    since: int | None = Field(default=None, alias="from")
    until: int | None = Field(default=None, alias="to")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the usual name and all others, without repeats."""
        return tuple(dict.fromkeys((self.name, self.official, *self.aliases)))


class PlaceRow(Row):
    """A place that is neither a country nor a city: a province, sea, island, base, landmark or world region.

    `country` is ISO 3166-1 alpha-3, None for what lies in several countries or none; `lat` and `lon` are
    degrees (WGS 84) of the middle; `feature` is the kind of place ("province", "sea", "airport", …).
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    feature: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return the usual name and all others, without repeats."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


class StateCode(Row):
    """The number of a state in a list of the field, and the days for which it holds.

    `system` is `cow` (Correlates of War, state system membership) or `gw` (Gleditsch and Ward); `iso3` is None
    where no ISO code was given; `since` and `until` (columns `from` and `to`) are partial dates, `until` None
    where the state is still a member.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    system: Literal["cow", "gw"]
    code: int = Field(ge=1, le=999)
    abbreviation: str
    name: str
    iso3: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    since: str = Field(alias="from", pattern=PARTIAL_DATE)
    until: str | None = Field(default=None, alias="to", pattern=PARTIAL_DATE)


class CountryCodes(Row):
    """FIPS 10-4 and CAMEO codes of a country in event data sets: the first is written, all are read.

    `icews` are names that ICEWS gives to this country and newspapers to others too.
    """

    iso3: str = Field(pattern="^[A-Z]{3}$")
    fips: tuple[str, ...] = ()
    cameo: tuple[str, ...]
    icews: tuple[str, ...] = ()


class Sector(Row):
    """A PLOVER sector: its name, the CAMEO role that means the same (None for none), and how ICEWS files call it."""

    code: str = Field(pattern="^[A-Z]{3}$")
    name: str
    cameo: str | None = None
    icews: tuple[str, ...] = ()


def state_code(codes: Iterable[StateCode], system: str, iso3: str | None, day: str | None) -> int | None:
    """Return the number that a state has in a system on a day (YYYY-MM-DD or partial), None where it has none.

    A day of None asks for the states of today.
    """
    for row in codes:
        if row.system != system or row.iso3 != iso3 or iso3 is None:
            continue
        if day is None and row.until is None:
            return row.code
        if (
            day is not None
            and row.since[: len(day)] <= day[: len(row.since)]
            and (row.until is None or day[: len(row.until)] <= row.until[: len(day)])
        ):
            return row.code
    return None


@lru_cache(maxsize=4)
def load_state_codes(path: Path = WORLD / "state_codes.csv") -> tuple[StateCode, ...]:
    """Return the rows of the table of state codes.

    Raises KnowledgeError (K001) naming file and line for a wrong row.
    """
    return read_csv(path, StateCode)


@lru_cache(maxsize=4)
def load_country_codes(path: Path = WORLD / "country_codes.csv") -> tuple[CountryCodes, ...]:
    """Return the rows of the table of FIPS 10-4 and CAMEO codes of countries.

    Raises KnowledgeError (K001) naming file and line for a wrong row.
    """
    return read_csv(path, CountryCodes)


@lru_cache(maxsize=4)
def load_sectors(path: Path = WORLD / "sectors.csv") -> tuple[Sector, ...]:
    """Return the rows of the table of sectors.

    Raises KnowledgeError (K001) naming file and line for a wrong row.
    """
    return read_csv(path, Sector)


@lru_cache(maxsize=4)
def load_countries(path: Path = WORLD / "countries.csv") -> tuple[Country, ...]:
    """Return the rows of a table of countries.

    Raises KnowledgeError (K001) naming file and line for a wrong row.
    """
    return read_csv(path, Country)


@lru_cache(maxsize=4)
def load_places(path: Path = WORLD / "places.csv") -> tuple[PlaceRow, ...]:
    """Return the rows of a table of places.

    Raises KnowledgeError (K001) naming file and line for a wrong row.
    """
    return read_csv(path, PlaceRow)
