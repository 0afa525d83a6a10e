"""The table of readings: which function reads the phrases of which `reading` in `dates.toml`."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.analyse import counted_dates as counted
from dragoman.analyse import named_dates as named
from dragoman.analyse import named_days, spans
from dragoman.analyse import ordinal_dates as ordinal
from dragoman.analyse.reference import Reading, Setting
from dragoman.analyse.timex import Candidate

READINGS: dict[str, Callable[[Candidate, Setting], Reading]] = {
    "iso": named.read_iso,
    "numeric": named.read_numeric,
    "calendar": named.read_calendar,
    "told_year": named.read_told_year,
    "deictic_year": named.read_deictic_year,
    "edge": counted.read_edge,
    "told": counted.read_told_unit,
    "decade": named.read_decade,
    "century": named.read_century,
    "quarter": named.read_quarter,
    "half": named.read_half,
    "ordinal_unit": ordinal.read_ordinal_unit,
    "fiscal": named_days.read_fiscal,
    "year_span": named_days.read_year_span,
    "week_of": named.read_week_of,
    "deictic_month": named.read_deictic_month,
    "after_date": counted.read_after_date,
    "weekday": counted.read_weekday,
    "weekday_week": counted.read_weekday_week,
    "weekdays_away": counted.read_weekdays_away,
    "dayword": counted.read_dayword,
    "daypart": counted.read_daypart,
    "deictic": counted.read_deictic,
    "span": spans.read_span,
    "within": spans.read_within,
    "run": spans.read_run,
    "to_date": spans.read_to_date,
    "compound": spans.read_compound,
    "weekend": counted.read_weekend,
    "ago": counted.read_ago,
    "ahead": counted.read_ahead,
    "later": counted.read_later,
    "after": counted.read_after,
    "duration": counted.read_duration,
    "frequency": counted.read_frequency,
    "every": counted.read_every,
    "named": named_days.read_named,
    "named_weekend": named_days.read_named_weekend,
    "clock": counted.read_clock,
    "reference": named.read_reference,
}


def resolve(candidate: Candidate, setting: Setting) -> Reading:
    """Return what the words of one candidate mean in their setting."""
    return READINGS[candidate.reading](candidate, setting)
