"""Reads dates that name a day, month, season or year; what is missing comes from the setting."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import UNKNOWN, Period
from dragoman.analyse.reference import Reading, Setting, name_of, ordinal_of, told_before
from dragoman.analyse.timex import Candidate

SOON = 60  # days around publication
A_YEAR = 400  # days: a weekday that fits in no nearer year does not say which year is meant
SLACK = dt.timedelta(days=2)  # a release may bear the day before: time zones, embargoes


def read_iso(c: Candidate, s: Setting) -> Reading:
    """Read "2016-10-09" and "2016-10-09T10:30Z"."""
    text = str(c.values["ISO"]).replace("/", "-")
    year, month, day = map(int, text[:10].replace("t", "-").split("-")[:3])
    period = cal.day(year, month, day)
    clock = re.search(r"\d\d:\d\d(:\d\d)?", text)
    if clock and period.first:
        return Reading(cal.at_time(period, "T" + clock.group()), "explicit", "TIME")
    return Reading(period, "explicit")


def read_numeric(c: Candidate, s: Setting) -> Reading:
    """Read "9/10/2016" and "9/10", day first unless the source writes the month first."""
    parts = [int(p) for p in re.split(r"[/.-]", str(c.values.get("NUMERIC") or c.values["SLASH"]))]
    day, month = (parts[1], parts[0]) if s.month_first else (parts[0], parts[1])
    if month > 12 >= day:
        day, month = month, day
    if len(parts) < 3:
        return _fill_year(month, day, None, s)
    year = parts[2]
    if year < 100:
        year += 1900 if year > (s.published.year % 100 + 10 if s.published else 50) else 2000
    if max(parts[:2]) > 12 or day == month:
        return Reading(cal.day(year, month, day), "explicit")
    first, other = cal.day(year, month, day), cal.day(year, day, month)
    orders = ("month first", "day first") if s.month_first else ("day first", "month first")
    weekday = c.values.get("WEEKDAY", c.values.get("WEEKDAYABBR"))
    if weekday and first.first and other.first and other.first.isoweekday() == weekday != first.first.isoweekday():
        return Reading(other, f"explicit, {orders[1]} as the weekday says")
    told = s.country is None and s.tense == "past" and s.published and first.first and other.first
    if told and first.first > s.published >= other.first:
        return Reading(other, f"explicit, {orders[1]} as the other order lies ahead")
    return Reading(first, f"explicit, {orders[0]}")


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


def read_calendar(c: Candidate, s: Setting) -> Reading:
    """Read days, months, years and seasons, as far as they are written out."""
    v = c.values
    year, month = _year_in(c, s), v.get("MONTH")
    part = v.get("PART") or v.get("EDGE") or v.get("PARTER")
    part = str(part) if part else None
    edge = str(v["EDGE"]) if "EDGE" in v else None
    day = v.get("DAY") or v.get("DAYTH")
    if "ORDINAL" in v and (month or "WEEKDAY" in v):
        day = ordinal_of(v)
    if "DECADE" in v:
        return replace(read_decade(c, s), edge=edge)
    if "SEASON" in v:
        return read_season(str(v["SEASON"]), year, part, c, s)
    if year is not None:
        if month and day:
            return Reading(cal.day(year, int(month), int(day)), "explicit")
        period = cal.month(year, int(month), part) if month else cal.year(year, part)
        return Reading(period, "explicit", edge=edge)
    if not month and not day:
        return Reading(UNKNOWN, "unknown")
    shift = v.get("DEICTIC", v.get("TOLDADJ"))
    if shift is not None and month and not day:
        return _shifted_month(int(month), int(shift), s, told="TOLDADJ" in v)
    if not month:
        return _day_of_month(int(day or 1), v.get("WEEKDAY", v.get("WEEKDAYABBR")), s)
    weekday = v.get("WEEKDAY", v.get("WEEKDAYABBR"))
    return replace(_fill_year(int(month), int(day) if day else None, part, s, weekday), edge=edge)


def _shifted_month(month: int, shift: int, s: Setting, told: bool) -> Reading:
    base = told_before(s) if told or s.narrative else (cal.day_of(s.published) if s.published else None)
    if base is None or base.first is None:
        return Reading(Period(f"XXXX-{month:02d}"), s.relative)
    year = base.first.year
    if shift < 0:
        year -= month >= base.first.month
    elif shift > 0:
        year += month <= base.first.month
    side = {-1: "before", 0: "of the year of", 1: "after"}[shift]
    return Reading(cal.month(year, month), f"month {side} {name_of(base) if told or s.narrative else s.anchor}")


def _day_of_month(day: int, weekday: float | str | None, s: Setting) -> Reading:
    value = f"XXXX-XX-{day:02d}"
    told = s.told[-1] if s.told else None
    if s.narrative and told and told.first:
        return Reading(cal.day(told.first.year, told.first.month, day), f"month of {name_of(told)}")
    if s.published is None:
        return Reading(Period(value), s.relative)
    year, month = s.published.year, s.published.month
    ahead = s.tense == "future" or s.preposition in ("until", "by")
    if ahead and day < s.published.day:
        year, month = cal.add_months(year, month, 1)
    elif not ahead and day > s.published.day:
        year, month = cal.add_months(year, month, -1)
    if weekday is not None:  # "Friday the 13th": the nearest month in which it is one
        side = range(14) if s.tense == "future" else range(0, -4, -1) if s.tense == "past" else ()
        steps = side or sorted(range(-13, 14), key=abs)
        options = [cal.day(*cal.add_months(s.published.year, s.published.month, n), day) for n in steps]
        fitting = [p for p in options if p.first and p.first.isoweekday() == weekday]
        if fitting:
            return Reading(fitting[0], f"weekday and day of the month nearest {s.anchor}")
    side = "after" if ahead else "before"
    return Reading(cal.day(year, month, day), f"day of the month {side} {s.anchor}")


def _fill_year(
    month: int, day: int | None, part: str | None, s: Setting, weekday: float | str | None = None
) -> Reading:
    """Return a month or day without a year: of the narrative, or next to publication as the tense says."""

    def make(year: int) -> Period:
        return cal.day(year, month, day) if day else cal.month(year, month, part)

    what = "day" if day else "month"
    if s.floor is not None and s.floor.first and s.floor.year:
        later = [p for p in (make(s.floor.year), make(s.floor.year + 1)) if p.last and p.last >= s.floor.first]
        if later:
            return Reading(later[0], f"{what} after {name_of(s.floor)}")
    told = next((p for p in reversed(s.told) if p.year is not None), None)
    if s.narrative:
        if told is None:
            return Reading(Period(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")), s.relative)
        return Reading(make(_narrative_year(month, told, s)), f"year of {name_of(told)}")
    if s.published is None:
        return Reading(Period(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")), s.relative)
    now = s.published
    options = [p for p in (make(now.year + d) for d in range(-4, 5)) if p.first and p.last]
    if not options:
        return Reading(UNKNOWN, "no such day")
    fits = [p for p in options if weekday and p.first.isoweekday() == weekday and abs((p.first - now).days) <= A_YEAR]
    if any(abs((p.first - now).days) <= SOON and _on_side(p, now, s) for p in options):
        fits = []  # the day of the news itself: a weekday that is not its own is a slip
    if s.tense == "past" and s.preposition not in ("by", "until"):
        fits = [p for p in fits if p.first <= now + SLACK]
    elif s.tense == "future":
        fits = [p for p in fits if p.last >= now]
    options = fits or options
    back = [p for p in options if p.first <= now + (SLACK if day else dt.timedelta())] or options
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


def _on_side(p: Period, now: dt.date, s: Setting) -> bool:
    """Tell whether a day lies on the side of publication that the tense asks for."""
    assert p.first is not None
    return p.first >= now if s.tense == "future" else p.first <= now + SLACK if s.tense == "past" else True


def _narrative_year(month: int, told: Period, s: Setting) -> int:
    """Return the year of a month in a story: that of the last date, or the next where the story crosses."""
    year = told.year or 0
    if told.unit not in ("D", "M", "W") or not told.value:
        return year
    at = int(re.sub(r"^BC", "", told.value)[5:7] or 0) if told.first is None else told.first.month
    if at - month >= 8 and s.tense != "future":
        return year + 1
    if month - at >= 9:
        return year - 1
    return year


def read_season(code: str, year: int | None, part: str | None, c: Candidate, s: Setting) -> Reading:
    """Read a season: of its own year, of the narrative, or next to publication."""
    if year is not None:
        return Reading(cal.season(year, code, part), "explicit")
    told = next((p for p in reversed(s.told) if p.year is not None), None)
    shift = c.values.get("DEICTIC")
    if s.narrative:
        if told is None or told.year is None:
            return Reading(Period(f"XXXX-{code}"), s.relative)
        return Reading(cal.season(told.year + int(shift or 0), code, part), f"year of {name_of(told)}")
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


def read_decade(c: Candidate, s: Setting) -> Reading:
    """Read "the 1990s", "the late 80s" and "the nineties"."""
    number = int(c.values.get("DECADE") or c.values["DECADEWORD"])
    part = str(c.values.get("PART") or c.values.get("EDGE") or "") or None
    if c.values.get("ERA") == -1:
        return Reading(cal.decade(-number), "explicit")
    if number < 100:
        now = s.told[-1].year if s.narrative and s.told else s.published.year if s.published else None
        number += 1900 if now is None or now // 100 >= 19 else now // 100 * 100
    return Reading(cal.decade(number, part), "explicit")


def read_century(c: Candidate, s: Setting) -> Reading:
    """Read "the 19th century"."""
    number = int(c.values.get("ORDINAL") or c.values.get("NTH") or 0)
    return Reading(cal.century(number, c.values.get("ERA") == -1), "explicit")


def _context_year(c: Candidate, s: Setting) -> tuple[int | None, str]:
    year = _year_in(c, s) or c.values.get("FISCAL")
    if year is not None:
        return int(year), "explicit"
    if s.narrative and s.told and s.told[-1].year is not None:
        return s.told[-1].year, f"year of {name_of(s.told[-1])}"
    if s.published is None:
        return None, s.relative
    return s.published.year + int(c.values.get("DEICTIC", 0)), s.relative


def read_quarter(c: Candidate, s: Setting) -> Reading:
    """Read "the first quarter of 2020", "Q3", "this quarter"."""
    v = c.values
    number = v.get("QUARTER") or v.get("ORDINAL") or v.get("NTH")
    if number is None:
        if s.published is None:
            return Reading(Period(None), s.relative)
        return Reading(cal.unit_around(s.published, "Q", int(v.get("DEICTIC", 0))), s.relative)
    year, basis = _context_year(c, s)
    if not 1 <= int(number) <= 4:
        return Reading(UNKNOWN, "unknown")
    if "FISCAL" in v:
        return Reading(Period(f"FY{year}-Q{number}", year=year), "explicit fiscal year; its months differ by country")
    if year is None:
        return Reading(Period(f"XXXX-Q{number}"), basis)
    if basis == s.relative and s.published and s.tense != "future" and "DEICTIC" not in v:
        year -= 3 * int(number) - 2 > s.published.month
    return Reading(cal.quarter(year, int(number)), basis)


def read_half(c: Candidate, s: Setting) -> Reading:
    """Read "the second half of May" or of a year."""
    v = c.values
    number = int(v.get("HALF") or v.get("ORDINAL") or v.get("NTH") or 2)
    if "MONTH" in v:
        whole = read_calendar(replace(c, values={k: x for k, x in v.items() if k in ("MONTH", "YEAR")}), s)
        first = whole.period.first
        if first is None or whole.period.last is None:
            return whole
        middle = first.replace(day=15)
        ends = (first, middle) if number == 1 else (middle + dt.timedelta(days=1), whole.period.last)
        return replace(whole, period=replace(cal.between(*ends, value=whole.period.value), unit="M"))
    if "century" in c.words:
        return Reading(cal.century(int(v.get("ORDINAL2") or v.get("NTH2") or v.get("NTH") or 1)), "explicit")
    year, basis = _context_year(c, s)
    return Reading(cal.half(year, number) if year else Period(f"XXXX-H{number}"), basis)


def read_week_of(c: Candidate, s: Setting) -> Reading:
    """Read "the week of 5 March"."""
    day = read_calendar(c, s)
    if day.period.first is None:
        return day
    return replace(day, period=cal.week(day.period.first))


def read_told_year(c: Candidate, s: Setting) -> Reading:
    """Read "May of that year"."""
    told = next((p for p in reversed(s.told) if p.year is not None), None)
    month, day = int(c.values["MONTH"]), c.values.get("DAY") or c.values.get("DAYTH")
    if told is None or told.year is None:
        return Reading(Period(f"XXXX-{month:02d}"), "relative to a date told before")
    part = c.values.get("PART")
    period = cal.day(told.year, month, int(day)) if day else cal.month(told.year, month, str(part) if part else None)
    return Reading(period, f"year of {name_of(told)}")


def read_deictic_year(c: Candidate, s: Setting) -> Reading:
    """Read "May next year"."""
    year, basis = _context_year(c, s)
    month, day = int(c.values["MONTH"]), c.values.get("DAY") or c.values.get("DAYTH")
    if year is None:
        return Reading(Period(f"XXXX-{month:02d}"), basis)
    if s.narrative:
        year += int(c.values["DEICTIC"])
    return Reading(cal.day(year, month, int(day)) if day else cal.month(year, month), basis)


def read_deictic_month(c: Candidate, s: Setting) -> Reading:
    """Read "the 15th of next month"."""
    day = ordinal_of(c.values)
    base = told_before(s) if s.narrative else cal.day_of(s.published) if s.published else None
    if base is None or base.first is None:
        return Reading(Period(f"XXXX-XX-{day:02d}"), s.relative)
    at = cal.add_months(base.first.year, base.first.month, int(c.values.get("DEICTIC", 0)))
    last = cal.day(*at, int(c.values["DAYTH2"])) if "DAYTH2" in c.values else None
    first = cal.day(*at, int(c.values["DAYTH"])).first if last else None
    if last and first and last.last and first <= last.last:  # "the 5th and 6th of this month"
        return Reading(cal.between(first, last.last), s.relative)
    return Reading(cal.day(*at, day), s.relative if not s.narrative else f"month of {name_of(base)}")


def read_reference(c: Candidate, s: Setting) -> Reading:
    """Read "now" and "recently"."""
    value = c.values.get("REFERENCE") or c.values.get("OLDREFERENCE")
    if value is None:
        value = "PAST_REF" if "past" in c.words else "FUTURE_REF" if "future" in c.words else "PRESENT_REF"
    return Reading(Period(str(value)), "no calendar date")
