"""Tells where the cues for a date contradict each other: weekday and day of the month, or two days for one act."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.calendar import Period
from dragoman.records import Date

LINKS = ("prep", "npadvmod", "tmod", "advmod", "pobj", "nmod")


def weekday_conflict(values: Mapping[str, int | str | float], period: Period) -> str | None:
    """Return what is wrong with "Monday, 14 April" where the 14th is no Monday, in words; None where all is well.

    Arguments: values of the words by class; period, as read from day, month and year.
    """
    weekday = values.get("WEEKDAY") or values.get("WEEKDAYABBR")
    if weekday is None or period.unit != "D" or period.first is None or period.first.isoweekday() == weekday:
        return None
    return f"that day is a {calendar.day_name[period.first.weekday()]}"


def two_days(sentence: Sentence, head: int, choices: Sequence[tuple[int, Date]]) -> bool:
    """Tell whether a verb has two different days: "Yesterday he met the envoy on Tuesday", written on a Friday.

    Arguments: sentence; head, position of the verb; choices, dates with the position of their topmost word.
    """
    days = []
    for top, date in choices:
        at, limit = top, 2
        while at != head and limit and sentence.tokens[at].dep in LINKS:
            at, limit = sentence.tokens[at].head, limit - 1
        sure = at == head and date.timex_type in ("DATE", "TIME") and date.earliest and date.earliest == date.latest
        if sure and date.edtf and "/" not in date.edtf:
            days.append(date)
    return len({d.earliest for d in days}) > 1 and not _joined(sentence, days)


def _joined(sentence: Sentence, days: Sequence[Date]) -> bool:
    """Tell whether two days are said together ("on Monday and Wednesday", "from Monday until Wednesday")."""
    first, last = days[0], days[-1]
    between = [t for t in sentence.tokens if (first.end or 0) <= t.start < (last.start or 0)]
    return len(between) <= 3
