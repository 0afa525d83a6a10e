"""What merging looks for by days: nothing within reach is missed."""

from __future__ import annotations

import random

from dragoman.merge.clusters import Calendar
from dragoman.merge.same import FAR_DAYS


def test_calendar_finds_all_within_reach() -> None:
    rng = random.Random(4)
    spans = [(day, day + rng.choice((0, 1, 30, 400))) for day in (rng.randrange(700_000, 702_000) for _ in range(200))]
    calendar = Calendar()
    for number, days in enumerate(spans):
        calendar.note(number, days)
    calendar.note(len(spans), None)
    for first, last in spans:
        found = calendar.within_reach((first, last))
        near = {n for n, (a, b) in enumerate(spans) if a <= last + FAR_DAYS and b >= first - FAR_DAYS}
        assert near <= set(found)
        assert found == sorted(set(found))
        assert len(spans) not in found
    assert calendar.within_reach(None) == []
