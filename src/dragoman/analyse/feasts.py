"""Days with names: fixed, counted from weekdays, and the moveable feasts of four calendars.

The tabular Islamic calendar may differ by a day from what sighting of the moon decides, so its days are approximate
("~" in EDTF) and reach from the day before to the day after. The Hebrew calendar and both Easters are exact.
"""

from __future__ import annotations

import datetime as dt
import math

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import Period
from dragoman.knowledge.dates import NamedDay

ISLAMIC_EPOCH = 227_015  # 1 Muharram 1 as a proleptic Gregorian ordinal (16 July 622, Julian)
HEBREW_EPOCH = -1_373_427  # 1 Tishri 1
ONE_DAY = dt.timedelta(days=1)


def islamic_day(year: int, month: int, day: int) -> dt.date:
    """Return the day of the tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16 … of 30)."""
    before = math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(ISLAMIC_EPOCH + before + day - 1)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + (3 * (days + 1) % 7 < 3)


def rosh_hashanah(year: int) -> dt.date:
    """Return 1 Tishri of a Hebrew year (the arithmetic of Reingold and Dershowitz)."""
    before, this, after = (_elapsed(year + n) for n in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return dt.date.fromordinal(HEBREW_EPOCH + this + delay)


def orthodox_easter(year: int) -> dt.date:
    """Return Easter Sunday of the Julian calendar as a Gregorian day, for 1900 to 2099 (Meeus)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    at = d + (2 * a + 4 * b - d + 34) % 7 + 114
    return dt.date(year, at // 31, at % 31 + 1) + 13 * ONE_DAY


def _islamic(rule: str, year: int) -> list[Period]:
    numbers = [int(n) for n in rule.split(" ")[1].split("-")]
    found = []
    for islamic_year in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        if islamic_year < 1:
            continue
        if len(numbers) == 1:
            follows = (islamic_year, numbers[0] + 1) if numbers[0] < 12 else (islamic_year + 1, 1)
            first, last = islamic_day(islamic_year, numbers[0], 1), islamic_day(*follows, 1) - ONE_DAY
        else:
            first = last = islamic_day(islamic_year, numbers[0], numbers[1])
        if first.year == year:
            days = f"{first}~" if first == last else f"{first}~/{last}~"
            value = f"{first}" if first == last else f"{first}/{last}"
            unit = "D" if first == last else "X"
            found.append(Period(value, days, first - ONE_DAY, last + ONE_DAY, unit, year))
    return found


def feast(day: NamedDay, rule: str, year: int) -> list[Period]:
    """Return when a named day falls in a year: mostly once, a feast of the moon twice, or never, or unknown."""
    if not 2 <= year <= 9998:
        return []
    if rule == "table":
        return [cal.day_of(d) for d in map(dt.date.fromisoformat, day.days) if d.year == year]
    if rule.startswith("islamic"):
        return _islamic(rule, year)
    if rule.startswith("hebrew"):
        return [cal.day_of(rosh_hashanah(year + 3761) + int(rule[6:]) * ONE_DAY)]
    if rule.startswith("orthodox"):
        return [cal.day_of(orthodox_easter(year) + int(rule[8:]) * ONE_DAY)] if 1900 <= year <= 2099 else []
    return [cal.day_of(cal.named_day(rule, year))]
