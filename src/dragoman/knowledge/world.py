"""Rows of the world tables: countries (with their people, capitals and seats of government) and places.

A name may stand in more than one row ("Congo", "Georgetown"): the tables list what exists, and the steps
that read a text decide which one is meant.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import ConfigDict, Field

from dragoman.knowledge.schema import Row, read_csv

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
