"""iCalendar (RFC 5545): what is planned, as whole days; nothing else is written.

An event without a day is left out. STATUS is CONFIRMED for one that was held, CANCELLED for one that was cancelled or
postponed (its day no longer holds), and TENTATIVE for all others. The stamp is the day of the last report, so that
the same events give the same file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import BinaryIO

from dragoman.export.common import EventWriter, Kept
from dragoman.export.headline import headline
from dragoman.export.layouts import address, best, country_name
from dragoman.records import Event

WIDTH = 75  # octets of a line
STATUS = {"held": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "CANCELLED"}
UNKNOWN_STAMP = dt.date(1970, 1, 1)
BEGIN = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dragoman//events//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    out.write(_lines(BEGIN))
    for kept in events:
        if kept.event.status == "planned" and _days(kept.event):
            out.write(_lines(_event(kept)))
    out.write(_lines(["END:VCALENDAR"]))


def _event(kept: Kept) -> list[str]:
    event, days = kept.event, _days(kept.event)
    assert days is not None
    _, document = best(kept)
    place = event.place
    link = document.url if document else None
    told = "\n".join(filter(None, (event.evidence, document and document.source, address(document))))
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.id}@dragoman",
        f"DTSTAMP:{_digits(event.last_published or event.first_published or UNKNOWN_STAMP)}T000000Z",
        f"DTSTART;VALUE=DATE:{_digits(days[0])}",
        # The end is the first day that no longer belongs to it.
        f"DTEND;VALUE=DATE:{_digits(days[1] + dt.timedelta(days=1))}",
        f"SUMMARY:{_text(headline(event))}",
        f"DESCRIPTION:{_text(told)}",
        f"STATUS:{STATUS.get(event.outcome.kind if event.outcome else '', 'TENTATIVE')}",
        "TRANSP:TRANSPARENT",
        f"CATEGORIES:{','.join(map(_text, (event.type, *event.contexts)))}",
    ]
    if place:
        lines.append(f"LOCATION:{_text(', '.join(filter(None, (place.name, country_name(place.country)))))}")
        if place.lat is not None and place.lon is not None:
            lines.append(f"GEO:{place.lat};{place.lon}")
    if event.outcome:
        lines.append(f"COMMENT:{_text(event.outcome.kind)}")
        if event.outcome.event:
            lines.append(f"RELATED-TO;RELTYPE=SIBLING:{event.outcome.event}@dragoman")
    if link:
        lines.append(f"URL:{_line(link)}")
    return [*lines, "END:VEVENT"]


def _days(event: Event) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day; an open end is a day long. None where there is none to show."""
    first = (event.date.earliest or event.date.latest) if event.date else None
    last = (event.date.latest or event.date.earliest) if event.date else None
    return (first, last) if first and last and last < dt.date.max else None


def _digits(day: dt.date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _text(value: str) -> str:
    """Return a TEXT value: backslash, semicolon, comma and line break are written with a backslash."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(_line(line) for line in escaped.splitlines())


def _line(value: str) -> str:
    """Return a value without control characters, which end a line or are forbidden."""
    return "".join(c if c.isprintable() else " " for c in value)


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """Return a line folded at 75 octets, never within a character."""
    rows, row = [], b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(row) + len(octets) > WIDTH:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"


EVENT_WRITER = EventWriter("ical", ".ics", _write)
