"""What a date is read from and read as: the setting, the reading, and the counting that readings share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import Period
from dragoman.analyse.tense import Tense
from dragoman.analyse.timex import Candidate, DateIndex

UNIT_NAMES = {"D": "day", "W": "week", "F": "fortnight", "M": "month", "Q": "quarter", "Y": "year",
              "E": "decade", "C": "century", "WE": "weekend"}  # fmt: skip


DURATION_CODES = {"TH": "PT{}H", "TM": "PT{}M", "TS": "PT{}S", "E": "P{}DE", "C": "P{}CE", "WE": "P{}WE"}


@dataclass(frozen=True)
class Setting:
    """What is known when a date is read.

    `published` is the day that "today" means and `anchor` its name; `told` are the dates told before, latest
    last; `near` those of the same sentence; `headline`, whether the words stand in one.
    """

    index: DateIndex
    published: dt.date | None
    anchor: str = "publication"
    narrative: bool = False
    month_first: bool = False
    before_christ: bool = False
    headline: bool = False
    tense: Tense | None = None
    preposition: str | None = None
    told: Sequence[Period] = ()
    near: Sequence[Period] = ()
    country: str | None = None  # of the outlet, ISO 3166-1 alpha-3
    context: tuple[str, str] = ("", "")  # some words before and after
    floor: Period | None = None  # the first end of the range whose last end is read

    @property
    def relative(self) -> str:
        return f"relative to {self.anchor}"


@dataclass(frozen=True)
class Reading:
    """What a date means: period, basis, TIMEX3 type; `edge` where "the end of" and the like narrow it."""

    period: Period
    basis: str
    kind: str = "DATE"
    edge: str | None = None


def told_before(setting: Setting, units: str = "") -> Period | None:
    """Return the date told last; in news the last in one of the `units`, else the day of publication."""
    fitting = [p for p in setting.told if not units or p.unit in units.split()]
    if setting.narrative:
        return setting.told[-1] if setting.told else None
    if fitting:
        return fitting[-1]
    return cal.day_of(setting.published) if setting.published else None


def name_of(period: Period) -> str:
    """Return how a date is named in the basis of another."""
    return period.edtf or period.value or "a date told before"


def duration_value(unit: str, count: float | str | None) -> str:
    """Return a TIMEX3 duration: "P3D", "PT2H", "PXM" for an unknown number of months."""
    if isinstance(count, float) and count == int(count):
        count = int(count)
    text = "X" if count is None else str(count)
    if unit == "F":
        return f"P{2 * count if isinstance(count, int) else 'X'}W"
    if unit == "Q":
        return f"P{3 * count if isinstance(count, int) else 'X'}M"
    return DURATION_CODES.get(unit, "P{}" + unit).format(text)


def ordinal_of(values: dict[str, int | str | float]) -> int:
    """Return the number of an ordinal, with the tens before it: "third", "twenty-third", "23rd"; 0 if there is none."""
    names = list(values)
    if "ORDINAL" not in values:
        return int(values.get("DAYTH") or values.get("NTH") or 0)
    tens = "CARDINAL" in values and names.index("CARDINAL") < names.index("ORDINAL")
    return int(values["ORDINAL"]) + (int(values["CARDINAL"]) if tens else 0)


def quantity(c: Candidate) -> float | None:
    """Return how many units the words count; None for "several" and the like."""
    count = c.values.get("COUNT")
    if "VAGUE" in c.values or ("UNITS" in c.values and count is None):
        return None
    number, part = float(count) if count is not None else 1.0, float(c.values.get("FRACTION", 0))
    if not part:
        return number
    return number + part if count is not None or "and" in c.words else part


def moved(base: Period, unit: str, count: float, c: Candidate) -> tuple[Period, str]:
    """Return the period `count` units from another, and the words for it."""
    period = cal.shift(base, unit, count)
    number = abs(count)
    text = f"{number:g} {UNIT_NAMES.get(unit, unit)}{'s' if number != 1 else ''}"
    return period, f"{text} {'before' if count < 0 else 'after'} {name_of(base)}"


def with_part(reading: Reading, c: Candidate) -> Reading:
    """Return a day with its part of day ("Wednesday night"), as TIME."""
    part = c.values.get("DAYPART") or ("TNI" if "tonight" in c.words else None)
    if part is None:
        return reading
    return replace(reading, period=cal.at_time(reading.period, str(part)), kind="TIME")
