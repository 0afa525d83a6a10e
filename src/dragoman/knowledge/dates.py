"""Words and phrases that tell time (`data/en/dates.toml`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dragoman.knowledge.schema import Row


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

    `rule` is one of: "MM-DD" every year; "YYYY-MM-DD" once; "easter+N", days from Western Easter;
    "MM/weekday/N", the N-th weekday (1 Monday … 7 Sunday) of a month, -1 the last; "MM/weekday/N+D", D days
    after it.
    """

    names: tuple[str, ...]
    rule: str = Field(pattern=r"^(\d\d-\d\d|\d{4}-\d\d-\d\d|easter[+-]\d+|\d\d/[1-7]/-?\d(\+\d)?)$")


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
    month_first: tuple[str, ...]  # parts of the names of sources that write month before day
    prepositions: dict[str, Literal["since", "by", "until", "before", "after"]]  # up to three words
    postpositions: dict[str, Literal["since", "by", "until"]]  # the same after the date: "2012 or later"
    connectors: frozenset[str]  # what joins the two ends of a range
    joiners: frozenset[str]  # what joins a time of day and its day
    phrase: tuple[Phrase, ...]
    named: tuple[NamedDay, ...]
