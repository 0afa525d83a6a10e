"""Periods of time as words ("2021", "2021-Q2", "2021-04", "2021-W15", "2021-04-14") and their place on an axis."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import altair as alt

from dragoman.errors import UsageError

FORMS = {
    "day": re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
    "month": re.compile(r"(\d{4})-(\d\d)"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "week": re.compile(r"(\d{4})-W(\d\d)"),
    "year": re.compile(r"(\d{4})"),
}
SHOWN = {"day": "%d %b %Y", "week": "%d %b %Y", "month": "%b %Y", "quarter": "%b %Y", "year": "%Y"}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
# Months between the labels of an axis, the first that gives few enough.
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
MOST_LABELS = 12


def unit_of(period: str) -> str:
    """Return the unit of a period: day, week, month, quarter or year. Raises UsageError (U003) for other words."""
    for unit, form in FORMS.items():
        if form.fullmatch(period):
            return unit
    raise UsageError("U003", detail=repr(period), limit="YYYY, YYYY-Qn, YYYY-MM, YYYY-Www, YYYY-MM-DD")


def bounds(period: str) -> tuple[dt.date, dt.date]:
    """Return the first day of a period and the first day after it. Raises UsageError (U003) for other words."""
    unit = unit_of(period)
    numbers = [int(part) for part in FORMS[unit].fullmatch(period).groups()]
    try:
        if unit == "day":
            first = dt.date(*numbers)
            return first, first + dt.timedelta(days=1)
        if unit == "week":
            first = dt.date.fromisocalendar(*numbers, 1)
            return first, first + dt.timedelta(days=7)
        year, part = (*numbers, 1)[:2]
        first = dt.date(year, (part - 1) * 3 + 1 if unit == "quarter" else part, 1)
    except ValueError as error:
        raise UsageError("U003", detail=repr(period), limit=f"a {unit} that exists") from error
    return first, _months_on(first, MONTHS[unit])


def runs(periods: Iterable[str]) -> dict[str, int]:
    """Return the number of the run that each period belongs to; a run ends where a period is missing."""
    numbered: dict[str, int] = {}
    run, last = 0, None
    for first, after, period in sorted((*bounds(period), period) for period in set(periods)):
        run += last is not None and first > last
        numbered[period] = run
        last = after
    return numbered


def middle(period: str, share: float = 0.5) -> str:
    """Return the moment at a share of a period, in ISO 8601 (UTC)."""
    first, after = bounds(period)
    return moment(first, (after - first).days * share)


def moment(day: dt.date, days: float = 0.0) -> str:
    """Return the start of a day, or a moment some days later, in ISO 8601 (UTC)."""
    start = dt.datetime(day.year, day.month, day.day)
    return (start + dt.timedelta(days=days)).isoformat(timespec="seconds") + "Z"


def time_axis(first: dt.date, after: dt.date, unit: str, labels: bool = True, field: str = "x") -> alt.X:
    """Return the x encoding of a field for days from `first` up to `after`, with labels at whole units.

    Times are UTC on the way in and out, so the picture is the same in every time zone.
    """
    marks = ticks(first, after, unit)
    whole_years = all(day.month == day.day == 1 for day in marks)
    axis = alt.Axis(
        values=[alt.DateTime(year=d.year, month=d.month, date=d.day, utc=True) for d in marks],
        format="%Y" if whole_years else SHOWN[unit],
        labels=labels,
        ticks=labels,
        labelOverlap=True,
        labelFlush=False,
        grid=True,
    )
    scale = alt.Scale(type="utc", domain=[moment(first), moment(after)], nice=False)
    return alt.X(f"{field}:T", title=None, axis=axis, scale=scale)


def ticks(first: dt.date, after: dt.date, unit: str, most: int = MOST_LABELS) -> list[dt.date]:
    """Return the days to label on an axis, at most about `most`: whole years, quarters, months or weeks."""
    days = (after - first).days
    if unit in ("day", "week") and days <= 7 * most:
        step = 7 if unit == "week" else max(1, -(-days // most))
        return [first + dt.timedelta(days=offset) for offset in range(0, days, step)]
    months = days / 30.44
    least = max(MONTHS.get(unit, 1), months / most)
    step = next((step for step in STEPS if step >= least - 0.01), STEPS[-1])
    day = dt.date(first.year - first.year % max(1, step // 12) or 1, 1, 1)
    found = []
    while day < after:
        if day >= first:
            found.append(day)
        day = _months_on(day, step)
    return found or [first]


def _months_on(day: dt.date, months: int) -> dt.date:
    whole = day.year * 12 + day.month - 1 + months
    return dt.date(min(whole // 12, 9999), whole % 12 + 1, 1)
