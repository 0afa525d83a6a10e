"""Reads parts of a month or year by their number: its third week, its last Monday, its first two months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import UNKNOWN, Period
from dragoman.analyse.counted_dates import read_deictic
from dragoman.analyse.named_dates import read_calendar
from dragoman.analyse.reference import Reading, Setting, duration_value, ordinal_of
from dragoman.analyse.timex import Candidate


def read_ordinal_unit(c: Candidate, s: Setting) -> Reading:
    """Read "the last week of July", "the second Monday of May", "the first two months of 2014"."""
    v = dict(c.values)
    number = ordinal_of(v) or -1
    if "MONTH" in v or "YEAR" in v:
        whole = read_calendar(replace(c, values={k: x for k, x in v.items() if k in ("MONTH", "YEAR", "ERA")}), s)
    else:
        unit = "M" if c.words[-1] == "month" else "Y"
        whole = read_deictic(replace(c, values={"UNIT": unit, "DEICTIC": v.get("DEICTIC", 0)}), s)
    first, last = whole.period.first, whole.period.last
    if first is None or last is None:
        return whole
    if last.year == dt.MAXYEAR:
        return Reading(UNKNOWN, "unknown")  # its last week runs out of the calendar
    if "COUNT" in v:
        return replace(whole, period=_several(str(v["UNIT"]), int(v["COUNT"]), first, last, number))
    if "WEEKDAY" in v:
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        fits = [d for d in days if d.isoweekday() == v["WEEKDAY"]]
        at = number - 1 if number > 0 else -1
        return replace(whole, period=cal.day_of(fits[at]) if at < len(fits) else UNKNOWN)
    parts = _parts(str(v.get("UNIT")), first, last)
    at = number - 1 if number > 0 else -1
    return replace(whole, period=parts[at] if at < len(parts) else UNKNOWN) if parts else Reading(UNKNOWN, "unknown")


def _parts(unit: str, first: dt.date, last: dt.date) -> list[Period]:
    """Return the days, weeks, weekends, months or quarters of a period in order."""
    if unit == "D":
        return [cal.day_of(first + dt.timedelta(days=n)) for n in range((last - first).days + 1)]
    if unit == "W":
        return cal.weeks_in(first, last)
    if unit == "WE":
        saturday = first + dt.timedelta(days=(5 - first.weekday()) % 7)
        return [cal.weekend(saturday + dt.timedelta(weeks=n)) for n in range((last - saturday).days // 7 + 1)]
    if unit in ("M", "Q") and (last - first).days > 31:
        count = round((last - first).days / (30.5 if unit == "M" else 91.5))
        return [cal.unit_around(first, unit, n) for n in range(count)]
    return []


def _several(unit: str, count: int, first: dt.date, last: dt.date, number: int) -> Period:
    """Return the first or last `count` days, weeks or months of a period."""
    value, parts = duration_value(unit, count), _parts(unit, first, last)
    if number not in (1, -1) or not 0 < count <= len(parts):
        return Period(value)
    start, end = (parts[0], parts[count - 1]) if number == 1 else (parts[-count], parts[-1])
    if unit == "M" and start.first:
        return cal.months(start.first.year, start.first.month, count, value, "X")
    return cal.between(start.first, end.last, value) if start.first and end.last else Period(value)
