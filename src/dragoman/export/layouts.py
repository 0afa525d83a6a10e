"""What the tab-separated layouts of other data sets share: cells, codes, and which events they can hold.

None of these layouts has a column for the status of an event: a row means that it happened. So only events told
as *actual* are written, and what is planned, possible, conditional or negated is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from dragoman.export.common import EventWriter, Kept
from dragoman.export.csvfile import defuse
from dragoman.ids import event_number
from dragoman.knowledge.events import CameoLabel
from dragoman.knowledge.schema import read_csv
from dragoman.knowledge.tables import DATA
from dragoman.knowledge.world import (
    Sector,
    load_countries,
    load_country_codes,
    load_sectors,
    load_state_codes,
    state_code,
)
from dragoman.records import Document, Event, EventMention, EventPlace, Party

BREAKS = re.compile(r"[\t\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")
NOBODY = "---"  # what coders of CAMEO write for a side they did not find
CITIES = frozenset(["city", "capital"])
PROVINCES = frozenset(["state", "province", "region", "emirate", "canton"])
DISTRICTS = frozenset(["county", "district"])

Row = Callable[[Kept], Iterable[Iterable[Any]]]


def cell(value: Any) -> str:
    """Return a value on one line and in one column: tabs and line breaks are blanks, None is empty.

    A text that a spreadsheet would run as a formula gets an apostrophe; numbers stay as they are.
    """
    if value is None:
        return ""
    line = BREAKS.sub(" ", str(value))
    return defuse(line) if isinstance(value, str) and value != NOBODY else line


def joined(values: Iterable[Any], by: str = ";") -> str:
    """Return the known values as one cell, each once; what parts them is a blank inside them."""
    return by.join(dict.fromkeys(str(value).replace(by, " ") for value in values if value not in (None, "")))


def tab_writer(name: str, suffix: str, rows: Row, header: Iterable[str] = ()) -> EventWriter:
    """Return the writer of a tab-separated layout, UTF-8 with line feeds, one event at a time.

    Arguments: rows, the rows of an event told as actual; header, the names of the first line (none without).
    """
    first = tuple(header)

    def write(events: Iterable[Kept], out: BinaryIO) -> None:
        if first:
            out.write(("\t".join(first) + "\n").encode())
        for kept in actual(events):
            for row in rows(kept):
                out.write(("\t".join(map(cell, row)) + "\n").encode("utf-8", "replace"))

    return EventWriter(name, suffix, write)


def actual(events: Iterable[Kept]) -> Iterator[Kept]:
    """Give the events that are told as having happened."""
    return (kept for kept in events if kept.event.status == "actual")


def day(event: Event) -> dt.date | None:
    """Return the first day of an event, or its last where the first is open; None where neither is known."""
    return (event.date.earliest or event.date.latest) if event.date else None


def best(kept: Kept) -> tuple[EventMention | None, Document | None]:
    """Return the mention that tells an event best, and its document."""
    mention = kept.mentions[0] if kept.mentions else None
    return mention, kept.documents.get(mention.document) if mention else None


def address(document: Document | None) -> str | None:
    """Return where a document is found: its URL, or else a URN of its id."""
    return (document.url or document_urn(document.id)) if document else None


def document_urn(document: str) -> str:
    """Return the URN of a document from its id."""
    return f"urn:dragoman:document:{quote(document, safe='')}"


def sentence_number(document: Document | None, start: int) -> int | None:
    """Return the number of the sentence at an offset, from 1, counted by full stops and line breaks."""
    return bisect_right(_ends(document.text), start) + 1 if document else None


def issues(kept: Kept) -> str:
    """Return the contexts of an event with the number of its mentions that have them ("DIPLOMATIC,2;LEGAL,1")."""
    counts = {name: max(1, sum(name in m.contexts for m in kept.mentions)) for name in kept.event.contexts}
    return ";".join(f"{name.upper()},{number}" for name, number in counts.items())


def sentence_ids(kept: Kept) -> str:
    """Return where the mentions stand: number of the document, "_", number of the sentence."""
    return joined(
        f"{event_number(m.document)}_{sentence_number(kept.documents.get(m.document), m.evidence.start) or 0}"
        for m in kept.mentions
    )


def urls(kept: Kept) -> str:
    """Return the addresses of the documents of an event."""
    return joined(address(kept.documents[name]) for name in kept.event.documents if name in kept.documents)


def outlets(kept: Kept) -> str:
    """Return who published the documents of an event."""
    return joined(kept.documents[name].source for name in kept.event.documents if name in kept.documents)


@lru_cache(maxsize=8)
def _ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in SENTENCE_END.finditer(text))


class Actor(NamedTuple):
    """A side of a row in CAMEO's terms: whole code, country and role codes."""

    code: str | None
    country: str | None
    role: str | None


def cameo_actor(party: Party | None) -> Actor:
    """Return the CAMEO code of a party: country and role; the role is None for a sector that CAMEO has not."""
    if party is None:
        return Actor(None, None, None)
    country = cameo_country(party.country)
    known = sector(party.sector)
    role = known.cameo if known else None
    return Actor(f"{country or ''}{role or ''}" or None, country, role)


def root(cameo: str) -> str:
    """Return the root of a CAMEO code: its first two digits."""
    return cameo[:2]


def conflict_class(cameo: str) -> int:
    """Return GDELT's QuadClass: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    number = int(root(cameo))
    return 1 if number <= 5 else 2 if number <= 8 else 3 if number <= 13 else 4


def place_levels(place: EventPlace | None) -> dict[str, str]:
    """Return the name of a place under "city", "district" or "province"; nothing for a country or a landmark."""
    if place is None:
        return {}
    for level, features in (("city", CITIES), ("district", DISTRICTS), ("province", PROVINCES)):
        if place.feature in features:
            return {level: place.name}
    return {}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {row.iso3: row.name for row in load_countries()}


@lru_cache(maxsize=1)
def _sectors() -> dict[str, Sector]:
    return {row.code: row for row in load_sectors()}


@lru_cache(maxsize=1)
def _fips() -> dict[str, str]:
    return {row.iso3: row.fips[0] for row in load_country_codes() if row.fips}


@lru_cache(maxsize=1)
def _cameo() -> dict[str, str]:
    return {row.iso3: row.cameo[0] for row in load_country_codes()}


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {row.cameo: row.label for row in read_csv(DATA / "events/cameo_labels.csv", CameoLabel)}


def country_name(iso3: str | None) -> str | None:
    """Return the English name of a country."""
    return _countries().get(iso3) if iso3 else None


def fips(iso3: str | None) -> str | None:
    """Return the FIPS 10-4 code of a country; None where it has none."""
    return _fips().get(iso3) if iso3 else None


def cameo_country(iso3: str | None) -> str | None:
    """Return the CAMEO code of a country: that of ISO 3166 but for a few."""
    return _cameo().get(iso3, iso3) if iso3 else None


def sector(code: str | None) -> Sector | None:
    """Return the row of a PLOVER sector."""
    return _sectors().get(code) if code else None


def cameo_label(cameo: str) -> str | None:
    """Return what a CAMEO code is called, or else what its root is called."""
    return _labels().get(cameo) or _labels().get(root(cameo))


@lru_cache(maxsize=4096)
def cow(iso3: str | None, on: dt.date | None) -> int | None:
    """Return the Correlates of War number of a state on a day (of today for None)."""
    return state_code(load_state_codes(), "cow", iso3, on.isoformat() if on else None)
