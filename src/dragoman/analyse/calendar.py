"""Stretches of the calendar: their EDTF, first and last day and TIMEX3 value, and how to count with them.

Years are astronomical: 0 is 1 BC. Python's dates begin in the year 1, so older periods have no days.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

PARTS_OF_MONTH = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
PARTS_OF_YEAR = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}  # EDTF code, first month (north)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: `unit` is D, WE, W, M, S(eason), Q, H(alf), Y, E (decade), C(entury) or X."""

    value: str | None
    edtf: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    unit: str = "X"
    year: int | None = None


UNKNOWN = Period(None)


def year_value(year: int) -> str:
    """Return a year as TIMEX3 writes it: "1941", "BC0480"."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def year_edtf(year: int) -> str:
    """Return a year as EDTF writes it: "1941", "-0479"."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not 1 <= year <= 9999 or not 1 <= month <= 12:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def day_of(date: dt.date) -> Period:
    """Return one day."""
    text = date.isoformat()
    return Period(text, text, date, date, "D", date.year)


def day(year: int, month: int, number: int) -> Period:
    """Return one day from its numbers; an impossible one (30 February) is unknown."""
    value = f"{year_value(year)}-{month:02d}-{number:02d}"
    if year < 1:
        return Period(value, f"{year_edtf(year)}-{month:02d}-{number:02d}", unit="D", year=year)
    if year > 9999 or not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(year, month)[1]:
        return UNKNOWN
    return day_of(dt.date(year, month, number))


def month(year: int, number: int, part: str | None = None) -> Period:
    """Return a month, or its early (1-10), middle (11-20) or late (21-end) days."""
    text = f"-{number:02d}"
    first, last = PARTS_OF_MONTH.get(part or "", (1, 31))
    start, end = _date(year, number, first), _date(year, number, last)
    edtf = year_edtf(year) + text if part is None or start is None else f"{start}/{end}"
    return Period(year_value(year) + text, edtf, start, end, "M", year)


def year(number: int, part: str | None = None) -> Period:
    """Return a year, or its early, middle or late four months."""
    first, last = PARTS_OF_YEAR.get(part or "", (1, 12))
    text = year_edtf(number)
    edtf = text if part is None else f"{text}-{first:02d}/{text}-{last:02d}"
    start, end = _date(number, first, 1), _date(number, last, 31)
    return Period(year_value(number), edtf, start, end, "Y", number)


def season(year: int, code: str, part: str | None = None) -> Period:
    """Return a season of the northern hemisphere in months; winter runs on into the next year."""
    number, first = SEASONS[code]
    start, end = _date(year, first, 1), _date(*add_months(year, first, 2), 31)
    if part and start:
        at = {"START": 0, "MID": 1, "END": 2}[part]
        start, end = _date(*add_months(year, first, at), 1), _date(*add_months(year, first, at), 31)
    return Period(f"{year_value(year)}-{code}", f"{year_edtf(year)}-{number}", start, end, "S", year)


def months(year: int, first: int, count: int, value: str, unit: str) -> Period:
    """Return `count` months from the first on, with a TIMEX3 value of their own: quarters and halves."""
    to_year, to_month = add_months(year, first, count - 1)
    edtf = f"{year_edtf(year)}-{first:02d}/{year_edtf(to_year)}-{to_month:02d}"
    return Period(value, edtf, _date(year, first, 1), _date(to_year, to_month, 31), unit, year)


def quarter(year: int, number: int) -> Period:
    """Return a quarter of a calendar year."""
    return months(year, 3 * number - 2, 3, f"{year_value(year)}-Q{number}", "Q")


def half(year: int, number: int) -> Period:
    """Return half a calendar year."""
    return months(year, 6 * number - 5, 6, f"{year_value(year)}-H{number}", "H")


def years(first: int, last: int, value: str, edtf: str, unit: str) -> Period:
    """Return a run of years with a TIMEX3 value of its own: decades and centuries."""
    return Period(value, edtf, _date(first, 1, 1), _date(last, 12, 31), unit, first)


def decade(first: int, part: str | None = None) -> Period:
    """Return the ten years from `first` on (1990: the 1990s); early is the first four, late the last four."""
    if first < 0:
        return Period(f"BC{-first // 10:03d}", None, unit="E", year=first)
    a, b = {"START": (0, 3), "MID": (4, 6), "END": (6, 9)}.get(part or "", (0, 9))
    edtf = f"{first // 10:03d}X" if part is None else f"{first + a}/{first + b}"
    return years(first + a, first + b, f"{first // 10:03d}", edtf, "E")


def century(number: int, before_christ: bool = False) -> Period:
    """Return a century by its ordinal (20: the twentieth)."""
    if before_christ:
        return Period(f"BC{number - 1:02d}", None, unit="C", year=-100 * number + 1)
    first = 100 * (number - 1)
    return years(max(first, 1), first + 99, f"{number - 1:02d}", f"{number - 1:02d}XX", "C")


def week(date: dt.date) -> Period:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = date - dt.timedelta(days=date.weekday())
    sunday = monday + dt.timedelta(days=6)
    number = date.isocalendar()
    return Period(f"{number.year}-W{number.week:02d}", f"{monday}/{sunday}", monday, sunday, "W", date.year)


def weeks_in(first: dt.date, last: dt.date) -> list[Period]:
    """Return the weeks of a month or year: those whose Thursday it holds (ISO 8601)."""
    thursday = first + dt.timedelta(days=(3 - first.weekday()) % 7)
    count = (last - thursday).days // 7 + 1
    return [week(thursday + dt.timedelta(weeks=n)) for n in range(count)]


def weekend_by(date: dt.date) -> Period:
    """Return the weekend beside a day and that day with it: a Monday holiday makes three days of it."""
    step = -1 - date.weekday() if date.weekday() < 3 else 6 - date.weekday()
    sunday = date + dt.timedelta(days=step)
    first, last = min(date, sunday - dt.timedelta(days=1)), max(date, sunday)
    return Period(f"{week(sunday).value}-WE", f"{first}/{last}", first, last, "WE", first.year)


def weekend(date: dt.date) -> Period:
    """Return the Saturday and Sunday of the week that holds a day."""
    whole = week(date)
    assert whole.last is not None
    saturday = whole.last - dt.timedelta(days=1)
    return Period(f"{whole.value}-WE", f"{saturday}/{whole.last}", saturday, whole.last, "WE", date.year)


def between(first: dt.date, last: dt.date, value: str | None = None) -> Period:
    """Return the days from first to last, both included."""
    return Period(value or f"{first}/{last}", f"{first}/{last}", first, last, "X", first.year)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and month `count` months on."""
    total = 12 * year + month - 1 + count
    return total // 12, total % 12 + 1


def unit_around(date: dt.date, unit: str, count: int = 0) -> Period:
    """Return the day, week, month … that holds a day, moved by `count` of the same unit."""
    try:
        if unit == "D":
            return day_of(date + dt.timedelta(days=count))
        if unit in ("W", "F"):
            return week(date + dt.timedelta(weeks=count * (2 if unit == "F" else 1)))
        if unit == "WE":
            return weekend(date + dt.timedelta(weeks=count))
        if unit == "M":
            return month(*add_months(date.year, date.month, count))
        if unit == "Q":
            at = add_months(date.year, date.month, 3 * count)
            return quarter(at[0], (at[1] + 2) // 3)
        if unit == "Y":
            return year(date.year + count)
        if unit == "E":
            return decade((date.year // 10 + count) * 10)
        if unit == "C":
            return century(date.year // 100 + 1 + count)
    except (OverflowError, ValueError):
        return UNKNOWN
    return UNKNOWN


def shift(period: Period, unit: str, count: float) -> Period:
    """Return the period `count` units after another one (before it, if negative).

    The answer is as fine as the coarser of the two: 14 March and two days is a day, eight months on a month.
    A step finer than the period (two days after a month) is unknown.
    """
    if unit == "C":
        unit, count = "Y", 100 * count
    if unit == "E":
        unit, count = "Y", 10 * count
    if unit == "F":
        unit, count = "W", 2 * count
    if unit == "Y":
        return year(period.year + int(count)) if period.year is not None else UNKNOWN
    if period.first is None:
        return UNKNOWN
    if unit == "M" and period.unit in ("D", "W", "WE", "M"):
        return unit_around(period.first, "M", int(count))
    try:
        if unit in ("D", "W") and period.unit == "D":
            return day_of(period.first + dt.timedelta(days=count * (7 if unit == "W" else 1)))
        if unit == "W" and period.unit in ("W", "WE"):
            return unit_around(period.first, period.unit, int(count))
    except OverflowError:
        return UNKNOWN
    return UNKNOWN


def of_value(value: str | None) -> Period | None:
    """Return the day, week, month or year that a TIMEX3 value names; None for any other value."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d))?(?:T.*)?", value or "")
    if match is None or match[1] == "0000":
        return None
    number = int(match[1])
    if match[4]:
        return week(dt.date.fromisocalendar(number, int(match[4]), 4)) if 1 <= int(match[4]) <= 52 else None
    if match[3]:
        return day(number, int(match[2]), int(match[3]))
    return month(number, int(match[2])) if match[2] else year(number)


def at_time(period: Period, time: str) -> Period:
    """Return the same day with a time of day ("T10:30", "TNI") in its TIMEX3 value."""
    day_value = (period.value or "XXXX-XX-XX").split("T")[0]
    return replace(period, value=f"{day_value}{time}")


def easter(year: int) -> dt.date:
    """Return Western Easter Sunday (the anonymous Gregorian algorithm, as in Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    at = h + m - 7 * n + 114
    return dt.date(year, at // 31, at % 31 + 1)


def named_day(rule: str, year: int) -> dt.date:
    """Return the day that a rule of `dates.toml` gives in a year."""
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(days=int(rule[6:]))
    if "+" in rule:
        base, days = rule.rsplit("+", 1)
        return named_day(base, year) + dt.timedelta(days=int(days))
    if "/" in rule:
        month_, weekday, count = map(int, rule.split("/"))
        length = calendar.monthrange(year, month_)[1]
        days = [d for d in range(1, length + 1) if dt.date(year, month_, d).isoweekday() == weekday]
        return dt.date(year, month_, days[count - 1 if count > 0 else count])
    if len(rule) == 10:
        return dt.date.fromisoformat(rule)
    return dt.date(year, int(rule[:2]), int(rule[3:]))
