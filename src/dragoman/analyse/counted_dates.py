"""Reads dates counted from publication or from the dates told before, lengths of time and what recurs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import UNKNOWN, Period
from dragoman.analyse.named_dates import read_calendar, read_iso, read_numeric
from dragoman.analyse.named_days import read_named
from dragoman.analyse.reference import (
    UNIT_NAMES,
    Reading,
    Setting,
    duration_value,
    moved,
    name_of,
    quantity,
    told_before,
    with_part,
)
from dragoman.analyse.timex import Candidate


def read_edge(c: Candidate, s: Setting) -> Reading:
    """Read "the end of the year" and "next month's start"."""
    unit, edge = str(c.values.get("UNIT") or c.values["ONEUNIT"]), str(c.values["EDGE"])
    if unit not in ("D", "W", "M", "Y", "E", "C", "Q"):
        return Reading(UNKNOWN, "unknown")
    shift = int(c.values.get("DEICTIC", c.values.get("TOLD", 0)))
    told = told_before(s)
    deictic = s.published is not None and ("DEICTIC" in c.values or not s.narrative)
    base = cal.day_of(s.published) if deictic and s.published and not s.narrative else told
    if base is None or base.first is None:
        return Reading(cal.year(base.year) if base and base.year and unit == "Y" else UNKNOWN, s.relative)
    whole = cal.unit_around(base.first, unit, shift)
    narrow = {
        "M": lambda: cal.month(whole.year, whole.first.month, edge),
        "Y": lambda: cal.year(whole.year, edge),
    }
    period = narrow[unit]() if unit in narrow else whole
    return Reading(period, s.relative if not s.narrative else f"counted from {name_of(base)}", edge=edge)


def read_weekday(c: Candidate, s: Setting) -> Reading:
    """Read weekdays; a week runs Monday to Sunday, so "next Tuesday" is that of the next week."""
    v = c.values
    number = int(v.get("WEEKDAY") or v["WEEKDAYABBR"])
    if "TOLDADJ" in v:
        v = {**v, "DEICTIC": v["TOLDADJ"]}
    if s.published is None:
        return with_part(Reading(Period(f"XXXX-WXX-{number}"), s.relative), c)
    if "week" in c.words and ("TOLD" in v or "that" in c.words):  # "Monday of the following week"
        told = told_before(s, "D W WE")
        if told is None or told.first is None:
            return with_part(Reading(UNKNOWN, "relative to a date told before"), c)
        monday = told.first + dt.timedelta(days=7 * int(v.get("TOLD", 0)) - told.first.weekday())
        day = cal.day_of(monday + dt.timedelta(days=number - 1))
        return with_part(Reading(day, f"weekday of the week of {name_of(told)}"), c)
    now, shift = s.published, v.get("DEICTIC")
    if s.floor is not None and s.floor.unit == "D" and s.floor.first and shift is None:
        first = s.floor.first
        day = first + dt.timedelta(days=(number - first.isoweekday()) % 7)
        return with_part(Reading(cal.day_of(day), f"weekday after {name_of(s.floor)}"), c)
    in_week = now - dt.timedelta(days=now.isoweekday() - number)
    back = now - dt.timedelta(days=(now.isoweekday() - number) % 7)
    ahead = now + dt.timedelta(days=(number - now.isoweekday()) % 7)
    looks_ahead = s.tense == "future" or s.tense == "present" and not s.headline or s.preposition in ("until", "by")
    looks_ahead = looks_ahead or s.preposition == "start" and s.tense != "past"
    if "week" in c.words:
        day = in_week + dt.timedelta(weeks=int(shift or 0))
    elif "past" in c.words or c.words[-1] == "last":
        day = back if back < now else back - dt.timedelta(weeks=1)
    elif {"coming", "upcoming"} & set(c.words) or c.words[-1] == "next":
        day = ahead if ahead > now else ahead + dt.timedelta(weeks=1)
    elif shift in (-1, 1):
        day = in_week + dt.timedelta(weeks=int(shift))
    elif "this" in c.words and s.tense != "past":
        day = ahead
    else:
        day = ahead if looks_ahead and s.preposition != "since" else back
    side = "before" if day < now else "after" if day > now else "of"
    return with_part(Reading(cal.day_of(day), f"weekday {side} {s.anchor}"), c)


def read_weekday_week(c: Candidate, s: Setting) -> Reading:
    """Read "a week on Friday"."""
    if s.published is None:
        return Reading(Period(f"XXXX-WXX-{c.values['WEEKDAY']}"), s.relative)
    ahead = (int(c.values["WEEKDAY"]) - s.published.isoweekday()) % 7
    return Reading(cal.day_of(s.published + dt.timedelta(days=ahead + 7)), s.relative)


def read_weekdays_away(c: Candidate, s: Setting) -> Reading:
    """Read "two Fridays ago" and "three Fridays from now": the day of publication itself does not count."""
    number, count = int(c.values["WEEKDAYS"]), quantity(c)
    if s.published is None or not count or not 1 <= count <= 60:
        return Reading(Period(f"XXXX-WXX-{number}"), s.relative)
    sign = -1 if "ago" in c.words else 1
    near = (sign * (number - s.published.isoweekday())) % 7 or 7
    day = s.published + sign * dt.timedelta(days=near + 7 * (int(count) - 1))
    return Reading(cal.day_of(day), f"weekday {'before' if sign < 0 else 'after'} {s.anchor}")


def read_dayword(c: Candidate, s: Setting) -> Reading:
    """Read "yesterday", "tonight", "the day after tomorrow"."""
    shift = int(c.values["DAYWORD"]) + int(c.values.get("AFTER", 0))
    if s.published is None:
        return with_part(Reading(UNKNOWN, s.relative), c)
    return with_part(Reading(cal.unit_around(s.published, "D", shift), s.relative), c)


def read_daypart(c: Candidate, s: Setting) -> Reading:
    """Read "this morning" and "last night"."""
    shift = int(c.values["DEICTIC"])
    if shift == 1:
        return read_told_unit(c, s)
    if s.published is None:
        return with_part(Reading(UNKNOWN, s.relative), c)
    return with_part(Reading(cal.unit_around(s.published, "D", shift), s.relative), c)


def read_deictic(c: Candidate, s: Setting) -> Reading:
    """Read "last week", "next year", "earlier this month", "the week after next"."""
    unit, shift = str(c.values["UNIT"]), int(c.values["DEICTIC"]) + ("AFTER" in c.values)
    if c.words[-1].endswith("s"):  # "the coming weeks"
        return Reading(Period(duration_value(unit, None)), s.relative, "DURATION")
    if (unit == "D" and shift < 2) or (s.narrative and s.told):
        return read_told_unit(c, s)
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
        return (
            cal.month(period.first.year, period.first.month, str(part)) if word in ("early", "late", "mid") else period
        )
    if period.unit == "Y":
        return cal.year(period.first.year, str(part)) if word in ("early", "late", "mid") else period
    return period


def read_weekend(c: Candidate, s: Setting) -> Reading:
    """Read "at the weekend"."""
    if s.published is None:
        return Reading(Period("XXXX-WXX-WE"), s.relative)
    shift = 0 if s.tense in ("future", "present") or s.published.isoweekday() >= 6 else -1
    return Reading(
        cal.weekend(s.published + dt.timedelta(weeks=shift)),
        f"weekend {'before' if shift else 'after'} {s.anchor}",
    )


def read_duration(c: Candidate, s: Setting) -> Reading:
    """Read "three days" and "all day"."""
    unit = str(c.values.get("UNIT") or c.values.get("UNITS") or c.values["ONEUNIT"])
    return Reading(Period(duration_value(unit, quantity(c))), "a length of time", "DURATION")


def read_ago(c: Candidate, s: Setting) -> Reading:
    """Read "two days ago" and "some days ago"."""
    unit, count = str(c.values.get("UNIT") or c.values["UNITS"]), quantity(c)
    if count is None:
        return Reading(Period("PAST_REF"), s.relative)
    if s.published is None:
        return Reading(UNKNOWN, s.relative)
    if unit == "TH" and count % 24 == 0:
        unit, count = "D", count / 24
    if unit.startswith("T"):
        return Reading(Period(None), s.relative, "TIME")
    return Reading(moved(cal.day_of(s.published), unit, -count, c)[0], s.relative)


def read_ahead(c: Candidate, s: Setting) -> Reading:
    """Read "in three weeks": a date if it lies ahead, else a duration."""
    unit, count = str(c.values["UNIT"]), quantity(c)
    sure = bool({"time", "now", "DAYWORD"} & {*c.words, *c.values})
    if count is None or unit.startswith("T") or not (sure or s.tense == "future") or "HEDGE" in c.values:
        return read_duration(c, s)
    if s.narrative or s.published is None:
        return read_duration(c, s) if not sure else Reading(UNKNOWN, s.relative)
    base = s.published + dt.timedelta(days=int(c.values.get("DAYWORD", 0)))
    return Reading(moved(cal.day_of(base), unit, count, c)[0], s.relative)


def read_later(c: Candidate, s: Setting) -> Reading:
    """Read "two days later", from the date told before."""
    unit = str(c.values.get("UNIT") or c.values.get("UNITS") or "D")
    count, sign = quantity(c), int(c.values.get("LATER") or (-1 if c.words[-1] == "before" else 1))
    if count is None or unit.startswith("T"):
        return Reading(Period("FUTURE_REF" if sign > 0 else "PAST_REF"), "relative to a date told before")
    fine = {"D": "D", "W": "D W WE", "F": "D W", "M": "D W WE M"}.get(unit, "")
    base = told_before(s, fine)
    if base is None:
        return Reading(UNKNOWN, "relative to a date told before")
    return Reading(*moved(base, unit, sign * count, c))


def read_after(c: Candidate, s: Setting) -> Reading:
    """Read "two days after the coup": its day where the sentence dates what followed, else as "later"."""
    unit, sign, count = str(c.values.get("UNIT", "D")), int(c.values["AFTER"]), quantity(c)
    base = next((p for p in reversed(s.near) if p.unit == "D" or unit == "Y" and p.year), None)
    if count is None or unit.startswith("T"):
        return Reading(UNKNOWN, "relative to an event")
    if base is not None and unit == "Y" and base.first and "to" in c.words:  # "20 years to the day after"
        return Reading(_anniversary(base, -sign * count), moved(base, unit, -sign * count, c)[1])
    if base is not None:
        return Reading(*moved(base, unit, -sign * count, c))
    if s.narrative and s.told:
        return Reading(*moved(s.told[-1], unit, sign * count, c))
    return Reading(UNKNOWN, "relative to an event")


def read_after_date(c: Candidate, s: Setting) -> Reading:
    """Read "two days after 5 March": one date, counted from the other."""
    readers = {"NAMED": read_named, "DAYWORD": read_dayword, "NUMERIC": read_numeric, "ISO": read_iso}
    read = next((f for name, f in readers.items() if name in c.values), None)
    if read is None:
        read = read_weekday if "WEEKDAY" in c.values and "MONTH" not in c.values else read_calendar
    at = next((i for i, word in enumerate(c.words) if word in ("from", *s.index.rules.words["AFTER"])), 2)
    base = read(replace(c, values={k: v for k, v in c.values.items() if k != "AFTER"}, words=c.words[at + 1 :]), s)
    unit, count = str(c.values.get("UNIT", "W" if "week" in c.words else "D")), quantity(c)
    if count is None or base.period.first is None:
        return Reading(UNKNOWN, base.basis)
    steps = int(c.values.get("AFTER", 1)) * count
    period, basis = moved(base.period, unit, steps, c)
    exact = unit == "Y" and base.period.unit == "D" and "to the day" in " ".join(c.words)
    return Reading(_anniversary(base.period, steps) if exact else period, basis)


def _anniversary(day: Period, years: float) -> Period:
    assert day.first is not None
    return cal.day(day.first.year + int(years), day.first.month, day.first.day)


def read_told_unit(c: Candidate, s: Setting) -> Reading:
    """Read "the following day", "that year", "later that month"."""
    v = c.values
    shift = int(v.get("TOLD", v.get("TOLDADJ", v.get("DEICTIC", 0))))
    if "SEASON" in v:
        told = told_before(s)
        year = told.year if told else None
        return Reading(
            cal.season(year + shift, str(v["SEASON"])) if year else UNKNOWN, "relative to a date told before"
        )
    unit = "D" if "DAYPART" in v or "date" in c.words else str(v["UNIT"])
    base = told_before(s, {"D": "D", "W": "D W WE", "M": "D W WE M"}.get(unit, ""))
    fits = base and (base.unit == "D" or unit in ("Y", "E", "C") or base.unit == unit)
    if base is None or not fits:
        return with_part(Reading(UNKNOWN, "relative to a date told before"), c)
    if base.first is None:
        period = cal.year(base.year + shift) if unit == "Y" and base.year is not None else UNKNOWN
        period = base if unit == "D" and shift == 0 else period
    else:
        period = cal.unit_around(base.first, unit, shift)
    name = UNIT_NAMES.get(unit, "time")
    side = {-1: "before", 0: "of", 1: "after"}[shift]
    return with_part(Reading(period, f"{name} {side} {name_of(base)}"), c)


def read_frequency(c: Candidate, s: Setting) -> Reading:
    """Read "weekly" and "bi-monthly"."""
    value = str(c.values.get("FREQUENCY") or c.values["WORKDAY"])
    if "MANIFOLD" in c.values:
        value = re.sub(r"[\d.]+", lambda n: f"{float(n.group()) * float(c.values['MANIFOLD']):g}", value)
    return Reading(Period(value), "a repeated time", "SET")


def read_every(c: Candidate, s: Setting) -> Reading:
    """Read "every Tuesday", "twice a year"."""
    v = c.values
    if "WEEKDAY" in v and "UNIT" in v or "UNIT2" in v:  # "the first Monday of every month"
        value = duration_value(str(v.get("UNIT2") or v["UNIT"]), int(v.get("COUNT") or 1))
    elif "WEEKDAY" in v or "WEEKDAYS" in v:
        value = f"XXXX-WXX-{v.get('WEEKDAY') or v.get('WEEKDAYS')}{v.get('DAYPARTS', '')}"
    elif v.get("UNIT") == "WE" and len(c.words) == 2:
        value = "XXXX-WXX-WE"
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


def clock_value(text: str, daypart: str | None = None) -> str:
    """Return a time of day as TIMEX3: "5 p.m." → "T17:00"."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 and len(numbers[0]) == 4:
        numbers = [numbers[0][:2], numbers[0][2:]]
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    late = re.search(r"p\.?\s?m", text) or daypart in ("TAF", "TEV") or daypart == "TNI" and hour >= 6
    early = re.search(r"a\.?\s?m", text)
    if hour < 12 and late:
        hour += 12
    elif hour == 12 and early:
        hour = 0
    return f"T{hour:02d}:{minute:02d}"


def _offset(c: Candidate) -> str:
    """Return a time zone as ISO 8601 has it: "Z", "+05"; "GMT+3" is "+03"."""
    if "NUMBER" in c.values and "." not in str(c.values["NUMBER"]):
        return f"{'-' if '-' in c.words else '+'}{int(c.values['NUMBER']):02d}"
    return str(c.values.get("ZONE", ""))


def read_clock(c: Candidate, s: Setting) -> Reading:
    """Read "10 a.m." and "at dawn", on the day of the sentence."""
    v = c.values
    daypart = str(v["DAYPART"]) if "DAYPART" in v else None
    if "CLOCK" in v:
        time = clock_value(str(v["CLOCK"]), daypart) + _offset(c)
    elif "COUNT" in v:
        time = clock_value(str(int(v["COUNT"])), daypart)
    else:
        time = str(v.get("POINT") or daypart)
    days = [p for p in s.near if p.unit == "D"] or ([p for p in s.told if p.unit == "D"][-1:] if s.told else [])
    if days and (not s.narrative or s.near or s.told[-1].unit == "D"):
        return Reading(cal.at_time(days[-1], time), f"day of {name_of(days[-1])}", "TIME")
    if s.published and not s.narrative:
        return Reading(cal.at_time(cal.day_of(s.published), time), s.relative, "TIME")
    return Reading(Period(f"XXXX-XX-XX{time}"), s.relative, "TIME")
