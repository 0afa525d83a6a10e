"""Reads days with names, and the years that each country counts in its own way: fiscal and school years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from dragoman.analyse import calendar as cal
from dragoman.analyse.calendar import UNKNOWN, Period
from dragoman.analyse.feasts import feast
from dragoman.analyse.reference import Reading, Setting
from dragoman.analyse.timex import Candidate, DateIndex
from dragoman.knowledge.dates import CountryDates


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(w)}s?(?!\w)" for w in words) or r"(?!)")


def outlet_country(source: str | None, url: str | None, countries: Mapping[str, CountryDates]) -> str | None:
    """Return the country (ISO 3166-1 alpha-3) of an outlet by its host name, its name or a country in its name.

    Arguments: source, name of the outlet; url, where the document stood; countries, from `dates.toml`.
    """
    name = (source or "").lower()
    hosts = [h for part in (name, (url or "").lower()) for h in re.findall(r"(?:https?://|www\.)([^/\s:]+)", part)]
    for code, row in countries.items():
        ends = tuple(part for part in row.outlets if part[0] == ".")
        if ends and any(host.endswith(ends) for host in hosts):
            return code
    found = []
    for code, row in countries.items():
        patterns = _pattern(row.words), _pattern(tuple(part for part in row.outlets if part[0] != "."))
        found += [(m.start(), code) for p, text in zip(patterns, (source or "", name)) if (m := p.search(text))]
    return min(found)[1] if found else None


def country_near(s: Setting) -> str | None:
    """Return the country named beside a date ("India's Independence Day", "… in Kenya"), else that of the outlet."""
    before, after = s.context
    best: tuple[int, int, str] | None = None
    for code, row in s.index.rules.countries.items():
        pattern = _pattern(row.words)
        ends = [m.end() for m in pattern.finditer(before)]
        distance = len(before) - ends[-1] if ends else None
        match = pattern.search(after)
        if match and (distance is None or match.start() < distance):
            distance = match.start()
        if distance is not None:
            rank = (distance, -max(len(w) for w in row.words if w in before or w in after), code)
            best = min(best, rank) if best else rank
    return best[2] if best else s.country


def is_too_early(c: Candidate, published: dt.date | None, index: DateIndex) -> bool:
    """Tell whether a candidate names an event by its day that lay ahead when the document was written."""
    if c.reading != "named" or published is None:
        return False
    rule = index.named[str(c.values["NAMED"])].rule
    return len(rule) == 10 and rule[:4].isdigit() and dt.date.fromisoformat(rule) > published


def read_named(c: Candidate, s: Setting) -> Reading:
    """Read days with names, such as Christmas, Eid al-Fitr and Independence Day."""
    v = c.values
    named = s.index.named[str(v["NAMED"])]
    rule, basis = named.rule, "named day"
    if len(rule) == 10 and rule[:4].isdigit():
        return Reading(cal.day_of(cal.named_day(rule, 1)), basis)
    name = named.names[0]
    if rule == "national" or any(name in row.days for row in s.index.rules.countries.values()):
        country = country_near(s)
        own = s.index.rules.countries[country].days.get(name) if country else None
        if own is None and rule == "national":
            return Reading(UNKNOWN, "named day of a country that is not told")
        rule, basis = own or rule, f"named day of {country}" if own else basis
    year = v.get("YEAR")
    told = s.told[-1] if s.told else None
    if s.published and len(c.words) > 1 and c.words[-1] == "year" and c.words[-2] in s.index.rules.words["DEICTIC"]:
        year = s.published.year + int(v["DEICTIC"])  # "Independence Day of this year"
    if year is None and s.narrative and told and told.year and told.year > 0:
        year = told.year
    if year is not None:
        days = feast(named, rule, int(year))
        return Reading(days[0] if days else UNKNOWN, basis)
    if s.published is None:
        return Reading(UNKNOWN, s.relative)
    now, shift = s.published, v.get("DEICTIC")
    days = [p for d in (-1, 0, 1) for p in feast(named, rule, now.year + d) if p.first and p.last]
    back = [p for p in days if p.first <= now]
    ahead = [p for p in days if p.last >= now]
    if not back and not ahead:
        return Reading(UNKNOWN, basis)
    if ahead and (shift == 1 or not back or s.tense == "future" and shift != -1):
        chosen = ahead[0]
    elif back and (shift == -1 or not ahead or s.tense == "past"):
        chosen = back[-1]
    else:
        chosen = min(back[-1], ahead[0], key=lambda p: abs((p.first - now).days))
    side = "before" if chosen.last < now else "after" if chosen.first > now else "of"
    return Reading(chosen, f"{basis} {side} {s.anchor}")


def read_named_weekend(c: Candidate, s: Setting) -> Reading:
    """Read "the Labor Day weekend": the weekend beside the day, with that day."""
    reading = read_named(c, s)
    day = reading.period.first
    return replace(reading, period=cal.weekend_by(day)) if day else reading


def fiscal_year(year: int, row: CountryDates) -> Period:
    """Return a fiscal year as a country counts it: most call it by the year in which it ends."""
    assert row.fiscal is not None
    first = year if row.fiscal == 1 or row.fiscal_start else year - 1
    return cal.months(first, row.fiscal, 12, f"FY{year}", "X")


def read_fiscal(c: Candidate, s: Setting) -> Reading:
    """Read "FY2020": a fiscal year has days only where its country is told or is the outlet's."""
    country = country_near(s)
    row = s.index.rules.countries.get(country or "")
    kept = row if row and row.fiscal else None
    if "DEICTIC" in c.values:
        shift = int(c.values["DEICTIC"])
        if s.published is None:
            return Reading(Period("FY"), s.relative)
        year = s.published.year + shift
        if kept and kept.fiscal and kept.fiscal > 1:
            year += int(s.published.month >= kept.fiscal) - int(kept.fiscal_start)
            return Reading(fiscal_year(year, kept), f"fiscal year of {country} {s.relative}")
        return Reading(Period(f"FY{year}"), s.relative)
    year = int(c.values.get("FISCAL") or c.values["YEAR"])
    if kept:
        return Reading(fiscal_year(year, kept), f"explicit fiscal year of {country}")
    return Reading(Period(f"FY{year}", None, unit="X", year=year), "explicit fiscal year; its months differ by country")


def read_year_span(c: Candidate, s: Setting) -> Reading:
    """Read "the 2016-17 school year" and "fiscal 2018/19": a year that lies in two calendar years."""
    v = c.values
    first = int(v["YEAR"])
    last = int(v["YEAR2"]) if "YEAR2" in v else first // 100 * 100 + int(v["TWO"])
    if last % 100 != (first + 1) % 100:
        return Reading(UNKNOWN, "unknown")
    last = first + 1
    fiscal = bool({"fiscal", "financial", "budget", "tax"} & set(c.words))
    country = country_near(s) if fiscal else None
    row = s.index.rules.countries.get(country or "")
    if row and row.fiscal and row.fiscal > 1:
        period = cal.months(first, row.fiscal, 12, f"{first}/{last}", "X")
        return Reading(period, f"explicit fiscal year of {country}")
    whole = Period(f"{first}/{last}", f"{first}/{last}", dt.date(first, 1, 1), dt.date(last, 12, 31), "X", first)
    return Reading(whole, "explicit; a year within these two")
