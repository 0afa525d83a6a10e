"""Which conformance cases of Recognizers-Text news could hold, and when a date of ours has the value they expect.

Values compared: theirs are {"timex", "type", "value" | "start", "end", "Mod"}, ours are the first and last day
(`earliest`, `latest`), EDTF and TIMEX3 value of a `Date`. All values listed are tried, since for "Friday" or
"May" both the past and the future one are given. The kinds of agreement, counted apart:

- same: the days are the same. Their ends are exclusive, ours are not; between two larger units ("2014 to 2018")
  they end on the first day of the last unit and we on its last, which counts as the same. An open end is none, or
  on our side the day of reference; "after" a day starts on that day for them and on the next for us. Lengths of
  time and what recurs are compared by TIMEX3, units made the same (P2W is P14D); a vague number is X for us
  (PXW), a guess of theirs (P3W). Where they leave a value "not resolved", TIMEX3 decides.
- part: the early, middle or late part of the same unit, which everyone cuts elsewhere (thirds or halves of a
  year), where both parts overlap.
- unit: counted in months or years ("in two years"), their day lies in the month or year that is our answer.
- date: an expression with a time of day counts by its day; hours are no concern of ours.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

from dragoman.records import Date

SCOPE = tomllib.loads(Path(__file__).with_name("date_scope.toml").read_text(encoding="utf-8"))["class"]
CLOCK = "clock times alone, hours and minutes"
CLOCK_TYPES = {"time", "timerange", "timezone", "datetimezone", ""}
HOURS = re.compile(r"\b(hours?|minutes?|min|hrs?|\d+h|minute)\b", re.I)
PARTS = re.compile(r"\b(early|mid|late|earlier|later|beginning|start|middle|end)\b", re.I)
COUNTED = re.compile(r"\b(months?|years?|decades?)\b", re.I)
DURATION = re.compile(r"P([\dX.]+)(DE|CE|WE|[DWMYQ])$|PT([\dX.]+)([HMS])$")
UNITS = {"D": ("days", 1), "W": ("days", 7), "M": ("months", 1), "Y": ("months", 12), "DE": ("months", 120)}


def kind_of(expected: dict) -> str:
    """Return the type of an expectation: "date", "daterange", "set" …"""
    return (expected.get("type") or "").removeprefix("datetimeV2.")


def is_clock(expected: dict) -> bool:
    """Tell whether an expectation is no date: a time of day alone, or a moment counted in hours and minutes."""
    kind = kind_of(expected)
    return kind in CLOCK_TYPES or (kind in ("datetime", "datetimerange") and bool(HOURS.search(expected["text"])))


def class_of(row: dict) -> str:
    """Return the class of a case: "" in scope, else the name of a class of `date_scope.toml` or of clock times."""
    if row["expect"] and all(map(is_clock, row["expect"])):
        return CLOCK
    for entry in SCOPE:
        texts = [row["text"]] if entry["where"] == "text" else [e["text"] for e in row["expect"]]
        if any(re.search(p, t, re.I) for p in entry["patterns"] for t in texts):
            return entry["name"]
    return ""


def length(timex: str | None) -> tuple[str, float | str] | None:
    """Return a TIMEX3 length in days, months or seconds: "P2W" → ("days", 14)."""
    match = DURATION.match(timex or "")
    if not match:
        return None
    number, unit, clock_number, clock = match.groups()
    if clock:
        name, size = "seconds", {"H": 3600, "M": 60, "S": 1}[clock]
    else:
        name, size = UNITS.get(unit, (unit, 1))
    number = number or clock_number
    return (name, "X") if number == "X" else (name, float(number) * size)


def same_timex(want: str, found: str | None) -> bool:
    """Tell whether two TIMEX3 values are the same; X in theirs stands for any figure, their times of day are cut."""
    if found is None:
        return False
    if want == found or length(want) is not None and length(want) == length(found):
        return True
    a, b = length(want), length(found)
    if a and b and a[0] == b[0] and b[1] == "X":
        return True
    want, found = want.removeprefix("XXXX-XX-XX"), found.removeprefix("XXXX-XX-XX")
    day = re.sub(r"T\d.*", "", want)
    if want in ("SP", "SU", "FA", "WI"):
        return found.endswith("-" + want)
    if day != want and (day or "P1D") == re.sub(r"T\d.*", "", found):
        return True
    return bool(re.fullmatch(re.escape(day).replace("X", "."), found)) if day else False


def day_in(text: str | None) -> dt.date | None:
    """Return the day of "2018-05-02" or "2018-05-02 10:00:00"; None where there is none."""
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def same_days(value: dict, found: Date, reference: dt.date) -> bool:
    """Tell whether first and last day are the same, by the conventions above."""
    one, first, last = day_in(value.get("value")), day_in(value.get("start")), day_in(value.get("end"))
    if value["type"].startswith("datetime") and not one:
        one, last = first or last, last or first
        if first and last and last > first and found.earliest == first:
            return found.latest in (last, last - dt.timedelta(days=1))
    if one:
        return found.earliest == found.latest == one
    if not (first or last) or not (found.earliest or found.latest):
        return False
    mod = value.get("Mod", "")
    step = dt.timedelta(days=1)
    starts = {found.earliest}
    if mod.startswith("after") and found.earliest and found.earliest > dt.date.min:
        starts.add(found.earliest - step)
    ends = {found.latest, day_in(last_unit(found)) or found.latest}
    if found.latest and found.latest < dt.date.max:
        ends.add(found.latest + step)
    if mod.startswith(("since", "after")) and found.latest == reference:
        ends.add(None)
    return first in starts and last in ends


def last_unit(date: Date) -> str | None:
    """Return the first day of the last part of a range: "2014/2018" → "2018-01-01"."""
    tail = (date.edtf or "").split("/")[-1]
    quarter = re.fullmatch(r".*/(\d{4})-Q([1-4])", date.timex_value or "")
    if quarter:
        return f"{quarter[1]}-{3 * int(quarter[2]) - 2:02d}-01"
    if "/" not in (date.edtf or "") or not tail[:4].isdigit():
        return None
    return tail + "-01-01"[3 * tail.count("-") :] if tail.count("-") < 2 else tail


def agreement(value: dict, text: str, found: Date, reference: dt.date) -> str:
    """Return how a date of ours agrees with one expected value: "same", "part", "unit", "date", or "" if it does not.

    Arguments: value; text, the words of the expectation; found; reference, the day of reading.
    """
    timex = value.get("timex", "")
    if value["type"] in ("duration", "set"):
        return "same" if same_timex(timex, found.timex_value) else ""
    if same_days(value, found, reference):
        return "date" if value["type"].startswith("datetime") else "same"
    if not day_in(value.get("value")) and not value.get("start") and not value.get("end"):
        unknown = found.earliest is None and found.latest is None
        return "same" if same_timex(timex, found.timex_value) or (unknown and "-" in timex) else ""
    if timex == "PRESENT_REF":
        return "same" if found.timex_value == timex else ""
    first = day_in(value.get("start")) or dt.date.min
    last = day_in(value.get("end")) or dt.date.max
    if value["type"] == "daterange" and PARTS.search(text) and same_timex(timex, found.timex_value):
        overlap = (found.earliest or dt.date.min) < last and (found.latest or dt.date.max) >= first
        return "part" if overlap else ""
    one = day_in(value.get("value"))
    if one and COUNTED.search(text) and re.fullmatch(r"\d{4}(-\d\d)?", found.edtf or ""):
        return "unit" if found.earliest and found.latest and found.earliest <= one <= found.latest else ""
    return ""
