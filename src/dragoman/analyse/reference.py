"""Works out which days the words of a date mean, from the day of publication and the dates told before.

One function for each `reading` of `dates.toml`; each returns a Period and the words that say how it was found.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import UNKNOWN, Period
from dragoman.analyse.tense import Tense
from dragoman.analyse.timex import Candidate, DateIndex

UNIT_NAMES = {"D": "day", "W": "week", "F": "fortnight", "M": "month", "Q": "quarter", "Y": "year", "E": "decade",
              "C": "century", "WE": "weekend"}  # fmt: skip
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
    own_year: bool = field(default=False)


def resolve(candidate: Candidate, setting: Setting) -> Reading:
    """Return what the words of one candidate mean in their setting."""
    return READINGS[candidate.reading](candidate, setting)


def _told(setting: Setting, units: str = "") -> Period | None:
    """Return the date told last, if `units` is given the last one of such a unit (in news: any, else publication)."""
    fitting = [p for p in setting.told if not units or p.unit in units.split()]
    if setting.narrative:
        return setting.told[-1] if setting.told else None
    if fitting:
        return fitting[-1]
    return cal.day_of(setting.published) if setting.published else None


def _name(period: Period) -> str:
    return period.edtf or period.value or "a date told before"


def _iso(c: Candidate, s: Setting) -> Reading:
    text = str(c.values["ISO"])
    year, month, day = map(int, text[:10].replace("t", "-").split("-")[:3])
    period = cal.day(year, month, day)
    clock = re.search(r"\d\d:\d\d(:\d\d)?", text)
    if clock and period.first:
        return Reading(cal.at_time(period, "T" + clock.group()), "explicit", "TIME", own_year=True)
    return Reading(period, "explicit", own_year=True)


def _numeric(c: Candidate, s: Setting) -> Reading:
    parts = [int(p) for p in re.split(r"[/.-]", str(c.values.get("NUMERIC") or c.values["SLASH"]))]
    day, month = (parts[1], parts[0]) if s.month_first else (parts[0], parts[1])
    if month > 12 >= day:
        day, month = month, day
    if len(parts) == 3:
        year = parts[2]
        if year < 100:
            year += 1900 if year > (s.published.year % 100 + 10 if s.published else 50) else 2000
        order = "month first" if s.month_first else "day first"
        return Reading(cal.day(year, month, day), "explicit" if max(parts[:2]) > 12 else f"explicit, {order}", own_year=True)
    return _fill_year(month, day, None, s)


def _year_in(c: Candidate, s: Setting) -> int | None:
    v = c.values
    number = v.get("YEAR", v.get("SHORT"))
    if number is not None:
        bc = v.get("ERA") == -1 or ("ERA" not in v and "SHORT" in v and s.before_christ)
        return 1 - int(number) if bc else int(number)
    if "YEARMARK" in v:
        mark = int(v["YEARMARK"])
        told = s.told[-1].year if s.narrative and s.told else None
        if told:
            return told // 100 * 100 + mark
        now = s.published.year if s.published else 2000
        return min((century + mark for century in (1900, 2000)), key=lambda y: (y > now + 5, abs(now - y)))
    return None


def _calendar(c: Candidate, s: Setting) -> Reading:
    v = c.values
    year, month = _year_in(c, s), v.get("MONTH")
    part = v.get("PART") or v.get("EDGE") or v.get("PARTER")
    part = str(part) if part else None
    edge = str(v["EDGE"]) if "EDGE" in v else None
    day = v.get("DAY") or v.get("DAYTH") or (v.get("ORDINAL") if month else None)
    if "DECADE" in v:
        return replace(_decade(c, s), edge=edge)
    if "SEASON" in v:
        return _season(str(v["SEASON"]), year, part, c, s)
    if year is not None:
        if month and day:
            return Reading(cal.day(year, int(month), int(day)), "explicit", own_year=True)
        period = cal.month(year, int(month), part) if month else cal.year(year, part)
        return Reading(period, "explicit", edge=edge, own_year=True)
    if not month and not day:
        return Reading(UNKNOWN, "unknown")
    shift = v.get("DEICTIC", v.get("TOLDADJ"))
    if shift is not None and month and not day:
        return _shifted_month(int(month), int(shift), s, told="TOLDADJ" in v)
    if not month:
        return _day_of_month(int(day or 1), s)
    return replace(_fill_year(int(month), int(day) if day else None, part, s), edge=edge)


def _shifted_month(month: int, shift: int, s: Setting, told: bool) -> Reading:
    base = _told(s) if told or s.narrative else (cal.day_of(s.published) if s.published else None)
    if base is None or base.first is None:
        return Reading(Period(f"XXXX-{month:02d}"), s.relative)
    year = base.first.year
    if shift < 0:
        year -= month >= base.first.month
    elif shift > 0:
        year += month <= base.first.month
    side = {-1: "before", 0: "of the year of", 1: "after"}[shift]
    return Reading(cal.month(year, month), f"month {side} {_name(base) if told or s.narrative else s.anchor}")


def _day_of_month(day: int, s: Setting) -> Reading:
    value = f"XXXX-XX-{day:02d}"
    told = s.told[-1] if s.told else None
    if s.narrative and told and told.first:
        return Reading(cal.day(told.first.year, told.first.month, day), f"month of {_name(told)}")
    if s.published is None:
        return Reading(Period(value), s.relative)
    year, month = s.published.year, s.published.month
    ahead = s.tense == "future" or s.preposition in ("until", "by")
    if ahead and day < s.published.day:
        year, month = cal.add_months(year, month, 1)
    elif not ahead and day > s.published.day:
        year, month = cal.add_months(year, month, -1)
    side = "after" if ahead else "before"
    return Reading(cal.day(year, month, day), f"day of the month {side} {s.anchor}")


def _fill_year(month: int, day: int | None, part: str | None, s: Setting) -> Reading:
    """Return a month or day without a year: of the narrative, or next to publication on the side of the tense."""

    def make(year: int) -> Period:
        return cal.day(year, month, day) if day else cal.month(year, month, part)

    what = "day" if day else "month"
    told = next((p for p in reversed(s.told) if p.year is not None), None)
    if s.narrative:
        if told is None:
            return Reading(Period(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")), s.relative)
        return Reading(make(_narrative_year(month, told, s)), f"year of {_name(told)}")
    if s.published is None:
        return Reading(Period(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")), s.relative)
    now = s.published
    options = [p for p in (make(now.year + d) for d in range(-4, 5)) if p.first and p.last]
    if not options:
        return Reading(UNKNOWN, "no such day")
    back = [p for p in options if p.first <= now] or options
    ahead = [p for p in options if p.last >= now] or options
    if s.preposition == "since" or (s.tense == "past" and s.preposition not in ("by", "until")):
        chosen = back[-1]
    elif s.tense == "future" or s.preposition in ("by", "until"):
        chosen = ahead[0]
    else:
        chosen = min(options, key=lambda p: min(abs((p.first - now).days), abs((p.last - now).days)))
    if chosen.first <= now <= chosen.last:
        side = "of"
    else:
        side = "before" if chosen.last < now else "after"
    return Reading(chosen, f"{what} {side} {s.anchor}")


def _narrative_year(month: int, told: Period, s: Setting) -> int:
    """Return the year of a month in a story: that of the last date, or the next one where the story crosses it."""
    year = told.year or 0
    if told.unit not in ("D", "M", "W") or not told.value:
        return year
    at = int(re.sub(r"^BC", "", told.value)[5:7] or 0) if told.first is None else told.first.month
    if at - month >= 8 and s.tense != "future":
        return year + 1
    if month - at >= 9:
        return year - 1
    return year


def _season(code: str, year: int | None, part: str | None, c: Candidate, s: Setting) -> Reading:
    if year is not None:
        return Reading(cal.season(year, code, part), "explicit", own_year=True)
    told = next((p for p in reversed(s.told) if p.year is not None), None)
    shift = c.values.get("DEICTIC")
    if s.narrative:
        if told is None or told.year is None:
            return Reading(Period(f"XXXX-{code}"), s.relative)
        return Reading(cal.season(told.year + int(shift or 0), code, part), f"year of {_name(told)}")
    if s.published is None:
        return Reading(Period(f"XXXX-{code}"), s.relative)
    now = s.published
    options = [cal.season(now.year + d, code, part) for d in (-2, -1, 0, 1)]
    if shift == -1:
        chosen = [p for p in options if p.last and p.last < now][-1]
    elif shift == 1 or s.tense == "future" and shift is None:
        chosen = [p for p in options if p.first and (p.first > now or shift is None and p.last >= now)][0]
    elif shift == 0:
        chosen = next((p for p in options if p.last >= now), options[-1])
        chosen = chosen if chosen.year == now.year else options[2]
    else:
        chosen = [p for p in options if p.first and p.first <= now][-1]
    side = "before" if chosen.last < now else "after" if chosen.first > now else "of"
    return Reading(chosen, f"season {side} {s.anchor}")


def _decade(c: Candidate, s: Setting) -> Reading:
    number = int(c.values["DECADE"])
    part = str(c.values.get("PART") or c.values.get("EDGE") or "") or None
    if c.values.get("ERA") == -1:
        return Reading(cal.decade(-number), "explicit", own_year=True)
    if number < 100:
        now = s.told[-1].year if s.narrative and s.told else s.published.year if s.published else None
        number += 1900 if now is None or now // 100 >= 19 else now // 100 * 100
    return Reading(cal.decade(number, part), "explicit", own_year=True)


def _century(c: Candidate, s: Setting) -> Reading:
    number = int(c.values.get("ORDINAL") or c.values.get("NTH") or 0)
    return Reading(cal.century(number, c.values.get("ERA") == -1), "explicit", own_year=True)


def _context_year(c: Candidate, s: Setting) -> tuple[int | None, str]:
    year = _year_in(c, s) or c.values.get("FISCAL")
    if year is not None:
        return int(year), "explicit"
    if s.narrative and s.told and s.told[-1].year is not None:
        return s.told[-1].year, f"year of {_name(s.told[-1])}"
    if s.published is None:
        return None, s.relative
    return s.published.year + int(c.values.get("DEICTIC", 0)), s.relative


def _quarter(c: Candidate, s: Setting) -> Reading:
    v = c.values
    number = v.get("QUARTER") or v.get("ORDINAL") or v.get("NTH")
    if number is None:
        if s.published is None:
            return Reading(Period(None), s.relative)
        return Reading(cal.unit_around(s.published, "Q", int(v.get("DEICTIC", 0))), s.relative)
    year, basis = _context_year(c, s)
    if not 1 <= int(number) <= 4:
        return Reading(UNKNOWN, "unknown")
    if year is None:
        return Reading(Period(f"XXXX-Q{number}"), basis)
    if basis == s.relative and s.published and s.tense != "future" and "DEICTIC" not in v:
        year -= 3 * int(number) - 2 > s.published.month
    return Reading(cal.quarter(year, int(number)), basis, own_year=basis == "explicit")


def _half(c: Candidate, s: Setting) -> Reading:
    v = c.values
    number = int(v.get("HALF") or v.get("ORDINAL") or v.get("NTH") or 2)
    if "MONTH" in v:
        whole = _calendar(replace(c, values={k: x for k, x in v.items() if k in ("MONTH", "YEAR")}), s)
        first = whole.period.first
        if first is None or whole.period.last is None:
            return whole
        middle = first.replace(day=15)
        ends = (first, middle) if number == 1 else (middle + dt.timedelta(days=1), whole.period.last)
        return replace(whole, period=replace(cal.between(*ends, value=whole.period.value), unit="M"))
    if "century" in c.words:
        return Reading(cal.century(int(v.get("ORDINAL2") or v.get("NTH2") or v.get("NTH") or 1)), "explicit")
    year, basis = _context_year(c, s)
    return Reading(cal.half(year, number) if year else Period(f"XXXX-H{number}"), basis, own_year=basis == "explicit")


def _week_of(c: Candidate, s: Setting) -> Reading:
    day = _calendar(c, s)
    if day.period.first is None:
        return day
    return replace(day, period=cal.week(day.period.first))


def _fiscal(c: Candidate, s: Setting) -> Reading:
    if "DEICTIC" in c.values:
        return Reading(Period("FY" if s.published is None else f"FY{s.published.year + int(c.values['DEICTIC'])}"), s.relative)
    year = int(c.values.get("FISCAL") or c.values["YEAR"])
    return Reading(Period(f"FY{year}", None, unit="X", year=year), "explicit fiscal year; its months differ by country")


def _ordinal_unit(c: Candidate, s: Setting) -> Reading:
    v = dict(c.values)
    number = -1 if {"last", "final"} & set(c.words) and "ORDINAL" not in v else int(v.pop("ORDINAL", 0) or v.pop("NTH", 0))
    if "MONTH" in v or "YEAR" in v:
        whole = _calendar(replace(c, values={k: x for k, x in v.items() if k in ("MONTH", "YEAR", "ERA")}), s)
    else:
        unit = "M" if "month" in c.words else "Y"
        whole = _deictic(replace(c, values={"UNIT": unit, "DEICTIC": v.get("DEICTIC", 0)}), s)
    first, last = whole.period.first, whole.period.last
    if first is None or last is None:
        return whole
    if "COUNT" in v:
        return replace(whole, period=_several(str(v["UNIT"]), int(v["COUNT"]), first, last, number))
    if "WEEKDAY" in v:
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        fits = [d for d in days if d.isoweekday() == v["WEEKDAY"]]
        at = number - 1 if number > 0 else -1
        return replace(whole, period=cal.day_of(fits[at]) if at < len(fits) else UNKNOWN)
    size = {"D": 1, "W": 7}.get(str(v.get("UNIT")))
    if size is None:
        return Reading(UNKNOWN, "unknown")
    start = first + dt.timedelta(days=size * (number - 1)) if number > 0 else last - dt.timedelta(days=size - 1)
    end = start + dt.timedelta(days=size - 1)
    if end > last:
        return Reading(UNKNOWN, "unknown")
    return replace(whole, period=cal.day_of(start) if size == 1 else replace(cal.between(start, end), unit="W"))


def _several(unit: str, count: int, first: dt.date, last: dt.date, number: int) -> Period:
    """Return the first or last `count` days, weeks or months of a period."""
    size = {"D": 1, "W": 7}.get(unit)
    value = duration_value(unit, count)
    if number not in (1, -1) or unit not in ("D", "W", "M"):
        return Period(value)
    if size:
        days = dt.timedelta(days=size * count - 1)
        return cal.between(first, first + days, value) if number == 1 else cal.between(last - days, last, value)
    year, month = (first.year, first.month) if number == 1 else cal.add_months(last.year, last.month, 1 - count)
    return cal.months(year, month, count, value, "X")


def _told_year(c: Candidate, s: Setting) -> Reading:
    told = next((p for p in reversed(s.told) if p.year is not None), None)
    month, day = int(c.values["MONTH"]), c.values.get("DAY") or c.values.get("DAYTH")
    if told is None or told.year is None:
        return Reading(Period(f"XXXX-{month:02d}"), "relative to a date told before")
    part = c.values.get("PART")
    period = cal.day(told.year, month, int(day)) if day else cal.month(told.year, month, str(part) if part else None)
    return Reading(period, f"year of {_name(told)}")


def _deictic_year(c: Candidate, s: Setting) -> Reading:
    year, basis = _context_year(c, s)
    month, day = int(c.values["MONTH"]), c.values.get("DAY") or c.values.get("DAYTH")
    if year is None:
        return Reading(Period(f"XXXX-{month:02d}"), basis)
    if s.narrative:
        year += int(c.values["DEICTIC"])
    return Reading(cal.day(year, month, int(day)) if day else cal.month(year, month), basis)


def _deictic_month(c: Candidate, s: Setting) -> Reading:
    day = int(c.values.get("DAYTH") or c.values["ORDINAL"])
    base = _told(s) if s.narrative else cal.day_of(s.published) if s.published else None
    if base is None or base.first is None:
        return Reading(Period(f"XXXX-XX-{day:02d}"), s.relative)
    at = cal.add_months(base.first.year, base.first.month, int(c.values.get("DEICTIC", 0)))
    return Reading(cal.day(*at, day), s.relative if not s.narrative else f"month of {_name(base)}")


def _edge(c: Candidate, s: Setting) -> Reading:
    unit, edge = str(c.values["UNIT"]), str(c.values["EDGE"])
    if unit not in ("D", "W", "M", "Y", "E", "C", "Q"):
        return Reading(UNKNOWN, "unknown")
    shift = int(c.values.get("DEICTIC", c.values.get("TOLD", 0)))
    told = _told(s)
    deictic = s.published is not None and ("DEICTIC" in c.values or not s.narrative)
    base = cal.day_of(s.published) if deictic and s.published and not s.narrative else told
    if base is None or base.first is None:
        return Reading(cal.year(base.year) if base and base.year and unit == "Y" else UNKNOWN, s.relative)
    whole = cal.unit_around(base.first, unit, shift)
    narrow = {"M": lambda: cal.month(whole.year, whole.first.month, edge), "Y": lambda: cal.year(whole.year, edge)}
    period = narrow[unit]() if unit in narrow else whole
    return Reading(period, s.relative if not s.narrative else f"counted from {_name(base)}", edge=edge)


def _weekday(c: Candidate, s: Setting) -> Reading:
    v = c.values
    number = int(v.get("WEEKDAY") or v["WEEKDAYABBR"])
    if "TOLDADJ" in v:
        v = {**v, "DEICTIC": v["TOLDADJ"]}
    if s.published is None:
        return _with_part(Reading(Period(f"XXXX-WXX-{number}"), s.relative), c)
    now, shift = s.published, v.get("DEICTIC")
    in_week = now - dt.timedelta(days=now.isoweekday() - number)
    back = now - dt.timedelta(days=(now.isoweekday() - number) % 7)
    ahead = now + dt.timedelta(days=(number - now.isoweekday()) % 7)
    looks_ahead = s.tense == "future" or s.tense == "present" and not s.headline or s.preposition in ("until", "by")
    if "week" in c.words:
        day = in_week + dt.timedelta(weeks=int(shift or 0))
    elif "past" in c.words:
        day = back if back < now else back - dt.timedelta(weeks=1)
    elif "coming" in c.words or "upcoming" in c.words:
        day = ahead if ahead > now else ahead + dt.timedelta(weeks=1)
    elif shift in (-1, 1):
        day = in_week + dt.timedelta(weeks=int(shift))
    elif "this" in c.words and s.tense != "past":
        day = ahead
    else:
        day = ahead if looks_ahead and s.preposition != "since" else back
    side = "before" if day < now else "after" if day > now else "of"
    return _with_part(Reading(cal.day_of(day), f"weekday {side} {s.anchor}"), c)


def _weekday_week(c: Candidate, s: Setting) -> Reading:
    if s.published is None:
        return Reading(Period(f"XXXX-WXX-{c.values['WEEKDAY']}"), s.relative)
    ahead = (int(c.values["WEEKDAY"]) - s.published.isoweekday()) % 7
    return Reading(cal.day_of(s.published + dt.timedelta(days=ahead + 7)), s.relative)


def _with_part(reading: Reading, c: Candidate) -> Reading:
    """Return a day with its part of day ("Wednesday night"), as TIME."""
    part = c.values.get("DAYPART") or ("TNI" if "tonight" in c.words else None)
    if part is None:
        return reading
    return replace(reading, period=cal.at_time(reading.period, str(part)), kind="TIME")


def _dayword(c: Candidate, s: Setting) -> Reading:
    shift = int(c.values["DAYWORD"]) + int(c.values.get("AFTER", 0))
    if s.published is None:
        return _with_part(Reading(UNKNOWN, s.relative), c)
    return _with_part(Reading(cal.unit_around(s.published, "D", shift), s.relative), c)


def _daypart(c: Candidate, s: Setting) -> Reading:
    shift = int(c.values["DEICTIC"])
    if shift == 1:
        return _told_unit(c, s)
    if s.published is None:
        return _with_part(Reading(UNKNOWN, s.relative), c)
    return _with_part(Reading(cal.unit_around(s.published, "D", shift), s.relative), c)


def _deictic(c: Candidate, s: Setting) -> Reading:
    unit, shift = str(c.values["UNIT"]), int(c.values["DEICTIC"])
    if unit == "D" or (s.narrative and s.told):
        return _told_unit(c, s)
    if s.published is None or unit not in UNIT_NAMES:
        return Reading(UNKNOWN, s.relative)
    if unit == "WE" and shift == -1 and s.published.isoweekday() == 7 and "past" in c.words:
        shift = 0
    period = cal.unit_around(s.published, unit, shift)
    return Reading(_narrowed(period, c, s), s.relative)


def _narrowed(period: Period, c: Candidate, s: Setting) -> Period:
    """Return a unit cut by "early", "late", "earlier" or "later"."""
    part = c.values.get("PARTER") or c.values.get("PART")
    if part is None or period.first is None or period.last is None:
        return period
    now, word = s.published, c.words[0]
    if word in ("earlier", "later") and now and period.first <= now <= period.last:
        first, last = (period.first, now) if word == "earlier" else (now, period.last)
        return replace(period, edtf=f"{first}/{last}", first=first, last=last)
    if period.unit == "M":
        return cal.month(period.first.year, period.first.month, str(part)) if word in ("early", "late", "mid") else period
    if period.unit == "Y":
        return cal.year(period.first.year, str(part)) if word in ("early", "late", "mid") else period
    return period


def _span(c: Candidate, s: Setting) -> Reading:
    v = c.values
    unit, count = str(v["UNIT"]), v.get("COUNT", 1 if "VAGUE" not in v else None)
    shift = int(v.get("DEICTIC", v.get("TOLDADJ", 0)))
    if "COUNT" not in v and {"current", "coming", "upcoming"} & set(c.words):
        return _deictic(c, s)
    if c.words[0] == "the" and "next" in c.words and "COUNT" not in v and "VAGUE" not in v:
        return _told_unit(c, s)
    value = duration_value(unit, count)
    if s.published is None or count is None or s.narrative or shift == 0 or "TOLDADJ" in v:
        return Reading(Period(value), s.relative, "DURATION")
    days = {"D": 1, "W": 7, "F": 14, "WE": 7}.get(unit)
    steps = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    if days:
        other = s.published + dt.timedelta(days=int(shift * days * count))
    elif steps:
        other = cal.month(*cal.add_months(s.published.year, s.published.month, int(shift * steps * count))).first
        other = other and min(other.replace(day=min(s.published.day, 28)), dt.date.max)
    else:
        other = None
    if other is None:
        return Reading(Period(value), s.relative, "DURATION")
    return Reading(cal.between(*sorted((s.published, other)), value=value), s.relative, "DURATION")


def _weekend(c: Candidate, s: Setting) -> Reading:
    if s.published is None:
        return Reading(Period("XXXX-WXX-WE"), s.relative)
    shift = 0 if s.tense in ("future", "present") or s.published.isoweekday() >= 6 else -1
    return Reading(cal.weekend(s.published + dt.timedelta(weeks=shift)), f"weekend {'before' if shift else 'after'} {s.anchor}")


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


def quantity(c: Candidate) -> float | None:
    """Return how many units the words count; None for "several" and the like."""
    count = c.values.get("COUNT")
    if "VAGUE" in c.values or ("UNITS" in c.values and count is None):
        return None
    number = float(count) if count is not None else 0.5 if "half" in c.words else 1.0
    return number + 0.5 if count is not None and "half" in c.words else number


def _duration(c: Candidate, s: Setting) -> Reading:
    unit = str(c.values.get("UNIT") or c.values["UNITS"])
    return Reading(Period(duration_value(unit, quantity(c))), "a length of time", "DURATION")


def _moved(base: Period, unit: str, count: float, c: Candidate) -> tuple[Period, str]:
    period = cal.shift(base, unit, count)
    number = abs(count)
    text = f"{number:g} {UNIT_NAMES.get(unit, unit)}{'s' if number != 1 else ''}"
    return period, f"{text} {'before' if count < 0 else 'after'} {_name(base)}"


def _ago(c: Candidate, s: Setting) -> Reading:
    unit, count = str(c.values["UNIT"]), quantity(c)
    if count is None:
        return Reading(Period("PAST_REF"), s.relative)
    if s.published is None:
        return Reading(UNKNOWN, s.relative)
    if unit.startswith("T"):
        return Reading(Period(None), s.relative, "TIME")
    return Reading(_moved(cal.day_of(s.published), unit, -count, c)[0], s.relative)


def _ahead(c: Candidate, s: Setting) -> Reading:
    unit, count = str(c.values["UNIT"]), quantity(c)
    sure = bool({"time", "now", "today"} & set(c.words))
    if count is None or unit.startswith("T") or not (sure or s.tense == "future") or "HEDGE" in c.values:
        return _duration(c, s)
    if s.narrative or s.published is None:
        return _duration(c, s) if not sure else Reading(UNKNOWN, s.relative)
    return Reading(_moved(cal.day_of(s.published), unit, count, c)[0], s.relative)


def _later(c: Candidate, s: Setting) -> Reading:
    unit = str(c.values.get("UNIT") or c.values.get("UNITS") or "D")
    count, sign = quantity(c), int(c.values.get("LATER") or (-1 if c.words[-1] == "before" else 1))
    if count is None or unit.startswith("T"):
        return Reading(Period("FUTURE_REF" if sign > 0 else "PAST_REF"), "relative to a date told before")
    fine = {"D": "D", "W": "D W WE", "F": "D W", "M": "D W WE M"}.get(unit, "")
    base = _told(s, fine)
    if base is None:
        return Reading(UNKNOWN, "relative to a date told before")
    return Reading(*_moved(base, unit, sign * count, c))


def _after(c: Candidate, s: Setting) -> Reading:
    """Read "two days after the coup": the coup's day where the sentence dates what followed, else as "later"."""
    unit, sign, count = str(c.values.get("UNIT", "D")), int(c.values["AFTER"]), quantity(c)
    base = next((p for p in reversed(s.near) if p.unit == "D" or unit == "Y" and p.year), None)
    if count is None or unit.startswith("T"):
        return Reading(UNKNOWN, "relative to an event")
    if base is not None and unit == "Y" and base.first and "to" in c.words:  # "20 years to the day after"
        exact = cal.day(base.first.year - int(sign * count), base.first.month, base.first.day)
        return Reading(exact, _moved(base, unit, -sign * count, c)[1])
    if base is not None:
        return Reading(*_moved(base, unit, -sign * count, c))
    if s.narrative and s.told:
        return Reading(*_moved(s.told[-1], unit, sign * count, c))
    return Reading(UNKNOWN, "relative to an event")


def _after_date(c: Candidate, s: Setting) -> Reading:
    """Read "two days after 5 March": one date, counted from the other."""
    base = (_named if "NAMED" in c.values else _calendar)(c, s)
    unit, count = str(c.values.get("UNIT", "W" if "week" in c.words else "D")), quantity(c)
    if count is None or base.period.first is None:
        return Reading(UNKNOWN, base.basis)
    return Reading(*_moved(base.period, unit, int(c.values["AFTER"]) * count, c))


def _told_unit(c: Candidate, s: Setting) -> Reading:
    v = c.values
    shift = int(v.get("TOLD", v.get("TOLDADJ", v.get("DEICTIC", 0))))
    if "SEASON" in v:
        told = _told(s)
        year = told.year if told else None
        return Reading(cal.season(year + shift, str(v["SEASON"])) if year else UNKNOWN, "relative to a date told before")
    unit = "D" if "DAYPART" in v or "date" in c.words else str(v["UNIT"])
    base = _told(s, {"D": "D", "W": "D W WE", "M": "D W WE M"}.get(unit, ""))
    fits = base and (base.unit == "D" or unit in ("Y", "E", "C") or base.unit == unit)
    if base is None or not fits:
        return _with_part(Reading(UNKNOWN, "relative to a date told before"), c)
    if base.first is None:
        period = cal.year(base.year + shift) if unit == "Y" and base.year is not None else UNKNOWN
        period = base if unit == "D" and shift == 0 else period
    else:
        period = cal.unit_around(base.first, unit, shift)
    name = UNIT_NAMES.get(unit, "time")
    side = {-1: "before", 0: "of", 1: "after"}[shift]
    return _with_part(Reading(period, f"{name} {side} {_name(base)}"), c)


def _frequency(c: Candidate, s: Setting) -> Reading:
    return Reading(Period(str(c.values["FREQUENCY"])), "a repeated time", "SET")


def _every(c: Candidate, s: Setting) -> Reading:
    v = c.values
    if "WEEKDAY" in v or "WEEKDAYS" in v:
        value = f"XXXX-WXX-{v.get('WEEKDAY') or v.get('WEEKDAYS')}"
    elif "MONTH" in v:
        value = f"XXXX-{v['MONTH']:02d}"
    elif "SEASON" in v:
        value = f"XXXX-{v['SEASON']}"
    elif "DAYPART" in v:
        value = f"XXXX-XX-XX{v['DAYPART']}"
    else:
        times = {"once", "twice", "thrice", "times", "per"} & set(c.words)
        count = 1 if times else 2 if "other" in c.words else v.get("COUNT") or v.get("ORDINAL") or v.get("NTH") or 1
        value = duration_value(str(v["UNIT"]), count if isinstance(count, float) else int(count))
    return Reading(Period(value), "a repeated time", "SET")


def _named(c: Candidate, s: Setting) -> Reading:
    rule, v = s.index.named[str(c.values["NAMED"])].rule, c.values
    if len(rule) == 10:
        return Reading(cal.day_of(cal.named_day(rule, 1)), "named day", own_year=True)
    year = v.get("YEAR")
    told = s.told[-1] if s.told else None
    if year is None and s.narrative and told and told.year and told.year > 0:
        year = told.year
    if year is not None:
        return Reading(cal.day_of(cal.named_day(rule, int(year))), "named day", own_year="YEAR" in v)
    if s.published is None:
        return Reading(UNKNOWN, s.relative)
    now, shift = s.published, v.get("DEICTIC")
    days = [cal.named_day(rule, now.year + d) for d in (-1, 0, 1)]
    back, ahead = [d for d in days if d <= now][-1], [d for d in days if d >= now][0]
    if shift == -1 or s.tense == "past" and shift != 1:
        chosen = back
    elif shift == 1 or s.tense == "future":
        chosen = ahead
    else:
        chosen = min(back, ahead, key=lambda d: abs((d - now).days))
    return Reading(cal.day_of(chosen), f"named day {'before' if chosen < now else 'after'} {s.anchor}")


def clock_value(text: str, daypart: str | None = None) -> str:
    """Return a time of day as TIMEX3: "5 p.m." → "T17:00"."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 and len(numbers[0]) == 4:
        numbers = [numbers[0][:2], numbers[0][2:]]
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    late = re.search(r"p\.?\s?m", text) or daypart in ("TAF", "TEV", "TNI")
    early = re.search(r"a\.?\s?m", text)
    if hour < 12 and late:
        hour += 12
    elif hour == 12 and early:
        hour = 0
    return f"T{hour:02d}:{minute:02d}"


def _clock(c: Candidate, s: Setting) -> Reading:
    v = c.values
    daypart = str(v["DAYPART"]) if "DAYPART" in v else None
    if "CLOCK" in v:
        time = clock_value(str(v["CLOCK"]), daypart) + str(v.get("ZONE", ""))
    elif "COUNT" in v:
        time = clock_value(str(int(v["COUNT"])), daypart)
    else:
        time = str(v.get("POINT") or daypart)
    days = [p for p in s.near if p.unit == "D"] or ([p for p in s.told if p.unit == "D"][-1:] if s.told else [])
    if days and (not s.narrative or s.near or s.told[-1].unit == "D"):
        return Reading(cal.at_time(days[-1], time), f"day of {_name(days[-1])}", "TIME")
    if s.published and not s.narrative:
        return Reading(cal.at_time(cal.day_of(s.published), time), s.relative, "TIME")
    return Reading(Period(f"XXXX-XX-XX{time}"), s.relative, "TIME")


def _reference(c: Candidate, s: Setting) -> Reading:
    value = c.values.get("REFERENCE") or c.values.get("OLDREFERENCE")
    if value is None:
        value = "PAST_REF" if "past" in c.words else "FUTURE_REF" if "future" in c.words else "PRESENT_REF"
    return Reading(Period(str(value)), "no calendar date")


READINGS: dict[str, Callable[[Candidate, Setting], Reading]] = {
    "iso": _iso, "numeric": _numeric, "calendar": _calendar, "told_year": _told_year, "deictic_year": _deictic_year,
    "edge": _edge, "told": _told_unit, "decade": _decade, "century": _century, "quarter": _quarter, "half": _half,
    "ordinal_unit": _ordinal_unit, "fiscal": _fiscal, "week_of": _week_of, "deictic_month": _deictic_month, "after_date": _after_date, "weekday": _weekday, "weekday_week": _weekday_week,
    "dayword": _dayword, "daypart": _daypart, "deictic": _deictic, "span": _span, "weekend": _weekend, "ago": _ago,
    "ahead": _ahead, "later": _later, "after": _after, "duration": _duration, "frequency": _frequency,
    "every": _every, "named": _named, "clock": _clock, "reference": _reference,
}  # fmt: skip
