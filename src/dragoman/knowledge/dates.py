"""Words and phrases that tell time (`data/en/dates.toml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dragoman.knowledge.schema import Row

RULE = r"^(\d\d-\d\d|\d{4}-\d\d-\d\d|(easter|orthodox|hebrew)[+-]\d+|\d\d/[1-7]/-?\d(\+\d)?|islamic \d\d(-\d\d)?)$"


class Phrase(Row):
    """A form of words and how it is read.

    `form` is written in classes (upper case: a table of `words`, an entry of `parts`, or a kind of number)
    and literal words; `?`, `*`, `|` and brackets mean what they mean in regular expressions. `only` limits a
    phrase to `narrative` or `news` documents; what `after` and `before` name must stand around it and is not
    part of it.
    """

    name: str
    reading: str
    form: str
    after: str = ""
    before: str = ""
    only: Literal["", "narrative", "news"] = ""


class NamedDay(Row):
    """A day, or a few days, known by a name.

    `rule` is one of: "MM-DD" every year; "YYYY-MM-DD" once; "easter+N" and "orthodox+N", days from Western and
    Orthodox Easter; "MM/weekday/N", the N-th weekday (1 Monday … 7 Sunday) of a month, -1 the last;
    "MM/weekday/N+D", D days after it; "islamic MM-DD" or "islamic MM", a day or month of the tabular Islamic
    calendar; "hebrew+N", days from Rosh Hashanah of the same year; "table", one of `days`; "national", another day
    in each country (see CountryDates).
    """

    names: tuple[str, ...]
    rule: str = Field(pattern=RULE + r"|^table$|^national$")
    days: tuple[str, ...] = ()


class CountryDates(Row):
    """How a country tells and keeps dates.

    `words`, names as in running text; `outlets`, parts of the names of sources in lower case, or the ends of host names
    with their dot (".gov"); `month_first`, whether 4/5 is 5 April; `fiscal`, the month in which its fiscal year
    begins, and `fiscal_start`, whether the year is called by the year of its first month (else of its last);
    `days`, the rules of days that each country keeps on another date.
    """

    words: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    month_first: bool = False
    fiscal: int | None = Field(default=None, ge=1, le=12)
    fiscal_start: bool = False
    days: dict[str, str] = {}


class DateRules(Row):
    """All that is needed to find English dates; words in lower case."""

    words: dict[str, dict[str, int | str]]
    parts: dict[str, str]
    capital: frozenset[str]  # words that tell time only with a capital letter
    names: frozenset[str]  # months that are also names of people
    not_years: frozenset[str]  # a number after one of these words is no year
    not_units: frozenset[str]  # a length of time before one of these words is an age
    plans: frozenset[str]  # "to do X" after one of these words lies ahead
    scheduled: frozenset[str]  # what is so described lies ahead ("is due on Friday")
    not_days: frozenset[str]  # a named day before one of these words is no day: "the Good Friday Agreement"
    begins: frozenset[str]  # lemmas whose day begins a visit of N days ("arrived on Monday for a two-day visit")
    ends: frozenset[str]  # lemmas whose day ends it
    stays: frozenset[str]  # what lasts N days: visit, talks, summit
    countries: dict[str, CountryDates]  # by ISO 3166-1 alpha-3
    prepositions: dict[str, Literal["since", "start", "from", "at", "by", "until", "before", "after"]]  # to 3 words
    postpositions: dict[str, Literal["since", "start", "by", "until"]]  # the same after the date: "2012 or later"
    connectors: frozenset[str]  # what joins the two ends of a range
    joiners: frozenset[str]  # what joins a time of day and its day
    phrase: tuple[Phrase, ...]
    named: tuple[NamedDay, ...]
