"""The actor mention that steps hand on before it is resolved to an entity, and the cores that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Kinds of cores that tell a country.
PLACES = ("country", "adjective", "demonym", "capital", "seat", "province")


@dataclass(frozen=True, slots=True)
class Core:
    """A word or name that tells who an actor is.

    `kind` is country, adjective, demonym, capital, seat, organisation, office, agent, person, honorific or
    name (a capitalised word that may be a surname); `first`/`last` are token positions, `rows` the table rows.
    """

    kind: str
    first: int
    last: int
    rows: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor, as its own words tell it; resolved later.

    `sentence` is an index, `first`, `last` and `head` are token positions, `start` and `end` code points.
    `kind` is person, office, agent, organisation, country, capital, seat, people, name, pronoun or pair.
    `noun` is the role noun or office wording, in lower case; `role` the key of the office table. `owner` is
    the position of a possessive ("his counterpart") whose referent is still open; `modifier` tells words that
    only modify a noun ("NATO allies"); `countries` are those of a plural ("the ministers of X and Y");
    `alias` is an acronym given in brackets; `serves` is the person that a spokesman speaks for; `also` are further
    titles of the same person; `bodies` are the (name, country, sector) that one name may stand for.
    """

    sentence: int
    first: int
    last: int
    head: int
    start: int
    end: int
    kind: str
    text: str
    person: str | None = None
    office: str | None = None
    role: str | None = None
    noun: str | None = None
    country: str | None = None
    countries: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    sector: str | None = None
    body: str | None = None
    bodies: tuple[tuple[str, str | None, str], ...] = ()
    plural: bool = False
    former: bool = False
    definite: bool = False
    indefinite: bool = False
    visiting: bool = False
    modifier: bool = False
    honorific: str | None = None
    owner: int | None = None
    alias: str | None = None
    serves: Mention | None = None
    also: tuple[str, ...] = ()
    loose: bool = False
    found_by: str = ""
