"""Reads stretches counted from a day: the past three weeks, within a month, for three days from Monday."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import Period
from dragoman.analyse.counted_dates import read_after_date, read_deictic, read_duration, read_told_unit
from dragoman.analyse.reference import Reading, Setting, duration_value, quantity, told_before
from dragoman.analyse.timex import Candidate

DAYS = {"D": 1, "W": 7, "F": 14, "WE": 7}
MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
ORDER = "CEYMWDH"  # of the units of a length in several units, in TIMEX3


def away(day: dt.date, unit: str, count: float) -> dt.date | None:
    """Return the day `count` units from another (before it, if negative); None where the calendar has none."""
    if unit == "TH":
        unit, count = "D", math.ceil(count / 24)
    try:
        if unit in DAYS:
            return day + dt.timedelta(days=int(DAYS[unit] * count))
        if unit in MONTHS:
            month = cal.month(*cal.add_months(day.year, day.month, int(MONTHS[unit] * count)))
            return month.last and month.last.replace(day=min(day.day, month.last.day))
    except OverflowError:
        return None
    return None


def read_span(c: Candidate, s: Setting) -> Reading:
    """Read "the past three weeks": a duration with its days."""
    v = c.values
    unit, count = str(v.get("UNIT") or v["UNITS"]), v.get("COUNT", 1 if "VAGUE" not in v else None)
    shift = int(v.get("DEICTIC", v.get("TOLDADJ", 0)))
    if "COUNT" not in v and {"current", "coming", "upcoming"} & set(c.words):
        return read_deictic(c, s)
    if c.words[0] == "the" and "next" in c.words and "COUNT" not in v and "VAGUE" not in v and unit != "F":
        return read_told_unit(c, s)
    value = duration_value(unit, count)
    if s.published is None or count is None or s.narrative or shift == 0 or ("TOLDADJ" in v and s.told):
        return Reading(Period(value), s.relative, "DURATION")
    if unit == "Q":  # quarters are counted whole: the last two are those that are over
        return Reading(_whole_quarters(s.published, int(count), shift, value), s.relative, "DURATION")
    other = away(s.published, unit, shift * float(count))
    if other is None:
        return Reading(Period(value), s.relative, "DURATION")
    ends = (other, s.published) if shift < 0 else (s.published + dt.timedelta(days=1), other)
    return Reading(cal.between(*ends, value=value), s.relative, "DURATION")


def _whole_quarters(now: dt.date, count: int, shift: int, value: str) -> Period:
    ends = [cal.unit_around(now, "Q", n) for n in ((-count, -1) if shift < 0 else (1, count))]
    first, last = ends[0].first, ends[1].last
    return Period(value) if first is None or last is None else cal.between(first, last, value)


def read_within(c: Candidate, s: Setting) -> Reading:
    """Read "within three weeks": what lies ahead has until then."""
    whole = read_duration(c, s)
    count = quantity(c)
    if count is None or s.tense != "future" or s.narrative or s.published is None:
        return whole
    other = away(s.published, str(c.values["UNIT"]), count)
    if other is None:
        return whole
    return Reading(cal.between(s.published, other, whole.period.value), s.relative, "DURATION")


def read_run(c: Candidate, s: Setting) -> Reading:
    """Read "for three days from Monday": the days it lasts."""
    count, unit = quantity(c), str(c.values["UNIT"])
    values = {k: v for k, v in c.values.items() if k not in ("COUNT", "VAGUE", "FRACTION")}
    start = read_after_date(replace(c, values={**values, "COUNT": 0.0, "UNIT": "D"}), s)
    first = start.period.first
    end = away(first, unit, count) if first and count else None
    if first is None or end is None or end <= first:
        return replace(read_duration(c, s), basis=start.basis)
    period = cal.between(first, end - dt.timedelta(days=1), duration_value(unit, count))
    return Reading(period, start.basis, "DURATION")


def read_to_date(c: Candidate, s: Setting) -> Reading:
    """Read "the year to date"."""
    unit = str(c.values["ONEUNIT"])
    if s.published is None:
        return Reading(Period(None), s.relative)
    whole = cal.unit_around(s.published, unit)
    if whole.first is None:
        return Reading(whole, s.relative)
    return Reading(cal.between(whole.first, s.published, whole.value), s.relative)


def lengths(c: Candidate) -> list[tuple[str, float]]:
    """Return the units and numbers of a length in several units: "two years and six months"."""
    v = c.values
    units = [str(v[k]) for k in ("UNIT", "UNIT2", "UNIT3") if k in v]
    counts = [float(v[k]) for k in ("COUNT", "COUNT2", "COUNT3") if k in v]
    return list(zip(units, [1.0] * (len(units) - len(counts)) + counts))


def read_compound(c: Candidate, s: Setting) -> Reading:
    """Read "two years and six months", and the day that lies so far back or on ("… ago", "… later")."""
    parts = lengths(c)
    clock = [duration_value(u, n)[2:] for u, n in parts if u.startswith("T")]
    dated = [duration_value(u, n)[1:] for u, n in parts if not u.startswith("T")]
    value = "P" + "".join(dated) + ("T" + "".join(clock) if clock else "")
    sign = -1 if "ago" in c.words else int(c.values.get("LATER", 0))
    base = s.published if "ago" in c.words else None
    if "LATER" in c.values:
        told = told_before(s, "D")
        base = told.first if told and told.unit == "D" else None
    if not sign or base is None or clock:
        return Reading(Period(value), "a length of time", "DURATION")
    for unit, count in sorted(parts, key=lambda part: ORDER.find(part[0])):
        base = base and away(base, unit, sign * count)
    return Reading(cal.day_of(base), s.relative) if base else Reading(Period(None), s.relative)
