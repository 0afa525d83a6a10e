"""PETRARCH2: event files without a header, one row for each source and target, with URL, outlet and texts.

The texts of the actors are their names, that of the event the words that support it. Only *actual* events are
written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.dyads import dyads
from dragoman.export.common import Kept
from dragoman.export.layouts import (
    NOBODY,
    cameo_actor,
    day,
    issues,
    outlets,
    sentence_ids,
    tab_writer,
    urls,
)


def _rows(kept: Kept) -> Iterator[list[Any]]:
    event, on = kept.event, day(kept.event)
    date = f"{on.year:04d}{on.month:02d}{on.day:02d}" if on else None
    told = [event.cameo, issues(kept), sentence_ids(kept), urls(kept), outlets(kept)]
    for actor, target in dyads(event):
        texts = [actor.name if actor else None, target.name if target else None, event.evidence]
        yield [date, cameo_actor(actor).code or NOBODY, cameo_actor(target).code or NOBODY, *told, *texts]


EVENT_WRITER = tab_writer("petrarch", ".txt", _rows)
