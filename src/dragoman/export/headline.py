"""One line that says what an event is, for the titles of calendars and feeds."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Event, Party

MOST = 4


def headline(event: Event) -> str:
    """Return an event in one line: "CONSULT (visit): Kari Dahl (NOR) → Jorge Rojas (CHL), Oslo [planned]"."""
    what = f"{event.type} ({event.mode})" if event.mode else event.type
    who = " → ".join(filter(None, (_names(event.actors), _names(event.recipients))))
    where = f", {event.place.name}" if event.place else ""
    status = f" [{event.status}]" if event.status != "actual" else ""
    return " ".join(f"{what}: {who or 'unnamed'}{where}{status}".split())


def _names(parties: Sequence[Party]) -> str:
    told = [f"{p.name} ({p.country})" if p.country and p.country != p.name else p.name for p in parties[:MOST]]
    return ", ".join(told) + (f" and {len(parties) - MOST} more" if len(parties) > MOST else "")
