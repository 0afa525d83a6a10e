"""Joins what belongs together: the ends of a range share month and year, a time of day belongs to its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.analyse.readings import resolve
from dragoman.analyse.reference import Setting
from dragoman.analyse.timex import Candidate, DateIndex, Lexeme

DAYS = {"DAY", "DAYTH", "ORDINAL"}  # the classes that number a day of a month


def gap_between(a: Candidate, b: Candidate, lexemes: Sequence[Lexeme]) -> str:
    """Return the words between two candidates, in lower case."""
    return " ".join(x.text.lower() for x in lexemes[a.last : b.first]).strip()


def borrow(chosen: Sequence[Candidate], lexemes: Sequence[Lexeme], index: DateIndex) -> list[Candidate]:
    """Return the candidates with month and year passed between the two ends of a range ("6-7 May 1916")."""
    out = list(chosen)
    joined = [
        i for i in range(len(out) - 1)
        if out[i].reading == out[i + 1].reading == "calendar"
        and out[i + 1].first - out[i].last <= 2
        and gap_between(out[i], out[i + 1], lexemes) in index.rules.connectors | {",", "or"}
    ]  # fmt: skip
    for i in reversed(joined):
        a, b = out[i].values, out[i + 1].values
        given: dict[str, int | str | float] = {}
        if "MONTH" not in a and DAYS & set(a) and "MONTH" in b:
            given["MONTH"] = b["MONTH"]
        dated = "MONTH" in a or given or "SEASON" in a
        if dated and "YEAR" not in a and "YEAR" in b and ("MONTH" in b or "SEASON" in b):
            later = int(a.get("MONTH", 0)) > int(b.get("MONTH", 0)) and "SEASON" not in a
            given["YEAR"] = int(b["YEAR"]) - later
            given |= {"ERA": b["ERA"]} if "ERA" in b else {}
        if dated and "SHORT" in b and "ERA" in b and not {"YEAR", "SHORT"} & set(a):
            given |= {"SHORT": b["SHORT"], "ERA": b["ERA"]}
        if set(a) == {"SHORT"} and "SHORT" in b and "ERA" in b:
            given["ERA"] = b["ERA"]
        if given:
            out[i] = replace(out[i], values={**a, **given})
    for i in joined:
        a, b = out[i].values, out[i + 1].values
        if "MONTH" in a and "MONTH" not in b and DAYS & set(b) and "SEASON" not in b:
            out[i + 1] = replace(
                out[i + 1], values={"MONTH": a["MONTH"], **{k: a[k] for k in ("YEAR",) if k in a}, **b}
            )
        elif "TWO" in b and "YEAR" in a and "MONTH" not in b:
            year = int(a["YEAR"]) // 100 * 100 + int(b["TWO"])
            out[i + 1] = replace(out[i + 1], values={"YEAR": year})
    return out


def join_times(chosen: Sequence[Candidate], lexemes: Sequence[Lexeme], index: DateIndex) -> list[Candidate]:
    """Return the candidates with a time of day and the day beside it made one ("10 a.m. on 4 May")."""
    out: list[Candidate] = []
    for c in chosen:
        before = out[-1] if out else None
        pair = before and {before.reading, c.reading}
        if (
            before is not None
            and pair
            and "clock" in pair
            and pair & {"calendar", "weekday", "dayword", "daypart", "iso", "numeric"}
            and _is_day(before if c.reading == "clock" else c)
            and c.first - before.last <= 2
            and gap_between(before, c, lexemes) in index.rules.joiners
        ):
            day, clock = (before, c) if c.reading == "clock" else (c, before)
            values = {**day.values, "CLOCKPART": _time_of(clock, day)}
            out[-1] = replace(day, start=before.start, end=c.end, first=before.first, last=c.last, values=values)
        else:
            out.append(c)
    return out


def _is_day(c: Candidate) -> bool:
    return c.reading != "calendar" or "MONTH" in c.values and bool(DAYS & set(c.values))


def _time_of(clock: Candidate, day: Candidate) -> str:
    if "CLOCK" in clock.values and "DAYPART" in day.values and "DAYPART" not in clock.values:
        clock = replace(clock, values={**clock.values, "DAYPART": day.values["DAYPART"]})  # "4:30 this afternoon"
    period = resolve(clock, Setting(index=None, published=None)).period  # type: ignore[arg-type]
    return (period.value or "").removeprefix("XXXX-XX-XX")
