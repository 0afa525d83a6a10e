"""Reads the dates of users' tables: ISO 8601, instants of Wikidata, and what people and spreadsheets write."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

# Year first: 2024, 2024-03, 2024-03-01, 2024/3/1, +2024-03-00T00:00:00Z, 2024-03-01 00:00:00.
YEAR_FIRST = re.compile(r"\+?(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ]\d.*)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})")
# "1 March 2024", "1st of March 2024", "1-Mar-2024"; "March 1, 2024"; "March 2024".
NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[. -]+(?:of )?)?([^\W\d]+)\.?(?:[ -]+|, ?)(\d{4})", re.IGNORECASE)
NAMED_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)


def read_date(cell: str, months: Mapping[str, int]) -> str | None:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD; None for what is no date, or may be two.

    Of 03/04/2024 nobody can tell whether it is in March or April; with dots the day comes first (03.04.2024).
    Arguments: cell; months, the numbers of months by name in lower case.
    """
    parts = _parts(cell.strip(), months)
    return _partial(*parts) if parts else None


def is_ambiguous(cell: str) -> bool:
    """Tell a date whose day and month may be exchanged: 03/04/2024."""
    match = YEAR_LAST.fullmatch(cell.strip())
    return match is not None and match[2] != "." and match[1] != match[3] and max(int(match[1]), int(match[3])) <= 12


def _parts(cell: str, months: Mapping[str, int]) -> tuple[str, str | int | None, str | int | None] | None:
    """Return year, month and day as a cell tells them."""
    if match := COMPACT.fullmatch(cell):
        return match[1], match[2], match[3]
    if match := YEAR_FIRST.fullmatch(cell):
        year, mark, month, day = match.groups()
        # A spreadsheet makes 2024.0 of a year; Wikidata writes 1 January, or month 0, for the year alone.
        if int(month or 0) == 0 or "T" in cell and (int(month), int(day or 0)) == (1, 1):
            return year, None, None
        return (year, month, day) if mark != "." or day else None
    if match := MONTH_YEAR.fullmatch(cell):
        return match[2], match[1], None
    if match := YEAR_LAST.fullmatch(cell):
        first, mark, second, year = match.groups()
        if is_ambiguous(cell):
            return None
        return (year, first, second) if mark != "." and int(second) > 12 else (year, second, first)
    if (match := NAMED.fullmatch(cell)) and match[2].casefold() in months:
        return match[3], months[match[2].casefold()], match[1]
    if (match := NAMED_FIRST.fullmatch(cell)) and match[1].casefold() in months:
        return match[3], months[match[1].casefold()], match[2]
    return None


def _partial(year: str, month: str | int | None, day: str | int | None) -> str | None:
    """Return a partial date; None where the calendar has no such day."""
    try:
        whole = dt.date(int(year), int(month or 1), int(day or 0) or 1)
    except ValueError:
        return None
    if not month:
        return year
    return whole.isoformat() if int(day or 0) else whole.isoformat()[:7]
