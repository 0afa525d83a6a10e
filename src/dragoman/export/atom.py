"""Atom (RFC 4287): one entry for each event, whatever its status; ids are URNs of the events.

`published` and `updated` are the days of the first and the last report. An event without either is dated 1970-01-01,
since Atom demands a date. The date of the feed is that of its newest entry and stands at its end, so that the feed
can be written while the events are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import BinaryIO

from dragoman.export import xml
from dragoman.export.common import EventWriter, Kept
from dragoman.export.headline import headline
from dragoman.export.layouts import best, document_urn

UNKNOWN = dt.date(1970, 1, 1)
FEED = "urn:dragoman:feed:events"
BEGIN = (
    f'{xml.HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
    + xml.element("id", FEED)
    + xml.element("title", "Events")
    + "<author><name>dragoman</name></author>\n"
    + xml.element("generator", "dragoman")
)


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    out.write(BEGIN.encode())
    newest = UNKNOWN
    for kept in events:
        newest = max(newest, _updated(kept))
        out.write(_entry(kept).encode("utf-8", "replace"))
    out.write(f"{xml.element('updated', _time(newest))}</feed>\n".encode())


def _entry(kept: Kept) -> str:
    event = kept.event
    _, document = best(kept)
    parts = [
        xml.element("id", f"urn:dragoman:event:{event.id}"),
        xml.element("title", headline(event)),
        xml.element("updated", _time(_updated(kept))),
        xml.element("published", _time(event.first_published)) if event.first_published else "",
        xml.element("category", term=event.type, scheme="urn:dragoman:type"),
        xml.element("category", term=event.status, scheme="urn:dragoman:status"),
        *(xml.element("category", term=name, scheme="urn:dragoman:context") for name in event.contexts),
        xml.element("summary", event.evidence),
    ]
    if document:
        link = document.url or document_urn(document.id)
        parts.append(xml.element("link", rel="alternate" if document.url else "via", href=link))
        parts.append(f"<author>{xml.element('name', document.source)}</author>\n" if document.source else "")
    return f"<entry>\n{''.join(parts)}</entry>\n"


def _updated(kept: Kept) -> dt.date:
    return kept.event.last_published or kept.event.first_published or UNKNOWN


def _time(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


EVENT_WRITER = EventWriter("atom", ".atom", _write)
