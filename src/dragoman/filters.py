"""The ways to ask, one row each, for the command line, Python, URLs and pages alike; and the Query that holds them.

A row names the table and column of the store that it looks at; `store/asking.py` makes SQL of it, `sentence` English.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple, get_args

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from dragoman.errors import UsageError
from dragoman.records import Quad, Record, Status


class Filter(NamedTuple):
    """One way to ask: its name (also CLI option and URL key), where the store looks, how, and what it means.

    `where` is table.column; `how` is one of `any` (one of several values), `least`, `from`, `to`, `is`, or a way of its
    own (`dyad`, `person`, `party`, `place`, `text`); `words` completes "events …".
    """

    name: str
    where: str
    how: str
    help: str
    words: str


FILTERS: tuple[Filter, ...] = (
    Filter("country", "parties.country", "any", "Country of an actor or recipient (ISO 3166-1 alpha-3).", "of {}"),
    Filter("actor", "parties.name", "party", "Who did it: name, person or country.", "done by {}"),
    Filter("recipient", "parties.name", "party", "To or against whom: name, person or country.", "towards {}"),
    Filter("person", "parties.person", "person", "A person on either side, in any usual spelling.", "with {}"),
    Filter("office", "parties.office", "any", "An office on either side, such as “foreign minister”.", "with the {}"),
    Filter("dyad", "dyads.a", "dyad", "Two countries that the event joins, written PAK-USA.", "between {}"),
    Filter("type", "events.type", "any", "Event type, such as CONSULT.", "of the type {}"),
    Filter("mode", "events.mode", "any", "Mode of the type, such as visit.", "of the mode {}"),
    Filter("quad", "events.quad", "any", "Class, such as “verbal cooperation”.", "of {}"),
    Filter("context", "contexts.context", "any", "Context, such as military.", "about {}"),
    Filter("status", "events.status", "any", "actual, planned, possible, conditional or negated.", "that are {}"),
    Filter("since", "events.day", "from", "First day (YYYY-MM-DD, or a month or year).", "since {}"),
    Filter("until", "events.day", "to", "Last day (YYYY-MM-DD, or a month or year).", "until {}"),
    Filter("place", "events.place", "place", "Where: the name of a place, or a country's code.", "in {}"),
    Filter("source", "tellers.name", "any", "Who tells it: a paper, or somebody quoted.", "told by {}"),
    Filter(
        "text", "documents.text", "text", "Words in the text of a document that tells it.", "told with the words “{}”"
    ),
    Filter("min_sources", "events.sources", "least", "Fewest independent sources.", "with {} or more sources"),
    Filter("min_confidence", "events.confidence", "least", "Least confidence (0 to 1).", "of confidence {} or more"),
    Filter("has_conflict", "events.conflicts", "is", "Only where sources differ.", "on which sources differ"),
)


class Query(Record):
    """What is asked for; every field is a row of FILTERS, those left empty ask for nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    dyad: str | None = None
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    text: str | None = None
    min_sources: int | None = Field(None, ge=0)
    min_confidence: float | None = Field(None, ge=0, le=1)
    has_conflict: bool = False

    @field_validator("dyad")
    @classmethod
    def _is_dyad(cls, value: str | None) -> str | None:
        if value is None:
            return None
        codes = [code.strip().upper() for code in value.replace(" ", "-").split("-") if code.strip()]
        if len(codes) != 2 or any(len(code) != 3 for code in codes):
            raise ValueError("two ISO codes, such as PAK-USA")
        return "-".join(sorted(codes))

    @field_validator("country", "type")
    @classmethod
    def _in_capitals(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part.upper() for part in value)

    @field_validator("country")
    @classmethod
    def _is_country(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        # Whether there is such a country is not known here; a name in place of a code is what goes wrong.
        if any(len(code) != 3 or not code.isalpha() for code in value):
            raise ValueError("an ISO code of three letters, such as PAK")
        return value

    @field_validator("source", "office", "mode", "quad", "context", "status")
    @classmethod
    def _folded(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part.casefold() for part in value)

    @field_validator("quad", "status")
    @classmethod
    def _is_one_of(cls, value: tuple[str, ...], about: ValidationInfo) -> tuple[str, ...]:
        allowed = get_args({"quad": Quad, "status": Status}[str(about.field_name)])
        if not set(value) <= set(allowed):
            raise ValueError(f"one of {', '.join(allowed)}")
        return value


def make_query(**given: Any) -> Query:
    """Return the query for values as they come from a command line or URL: text, or lists of text.

    A day may be a year or month: `since` then means its first day, `until` its last.
    Raises UsageError (U008) for an unknown name or a value that is none.
    """
    values: dict[str, Any] = {}
    for name, value in given.items():
        value = _stripped(value)
        if value in (None, "", (), [], False):
            continue
        if name not in Query.model_fields:
            raise UsageError("U008", detail=repr(name), limit=", ".join(Query.model_fields))
        row = next(row for row in FILTERS if row.name == name)
        if row.how in ("from", "to") and isinstance(value, str):
            value = _day(value, last=row.how == "to", name=name)
        if "tuple" in str(Query.model_fields[name].annotation):
            value = (value,) if isinstance(value, str) else tuple(value)
        values[name] = value
    try:
        return Query(**values)
    except ValueError as error:
        first = error.errors()[0]  # type: ignore[attr-defined]
        raise UsageError(
            "U009", where=str(first["loc"][0]), detail=_quoted(first["input"]), limit=_plain(first["msg"])
        ) from error


def _stripped(value: Any) -> Any:
    """Return text, or a list of texts, without blanks at the ends and without empty ones."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple):
        return tuple(part for part in map(_stripped, value) if part != "")
    return value


def _quoted(value: Any) -> str:
    return ", ".join(map(repr, value)) if isinstance(value, tuple) else repr(value)


def _plain(message: str) -> str:
    message = message.removeprefix("Value error, ").removeprefix("Input should be ")
    return f"a number {message}" if message.startswith(("less", "greater")) else message


def _day(text: str, *, last: bool, name: Literal["since", "until"] | str) -> dt.date:
    parts = text.strip().split("-")
    try:
        numbers = [int(part) for part in parts]
        year, month, day = numbers + [None] * (3 - len(numbers))  # type: ignore[list-item]
        if not last:
            return dt.date(year, month or 1, day or 1)
        if day:
            return dt.date(year, month, day)
        following = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
        return following - dt.timedelta(1)
    except (ValueError, TypeError) as error:
        raise UsageError(
            "U009", where=name, detail=repr(text), limit="a day, month or year, such as 2021-04-14"
        ) from error


def sentence(query: Query) -> str:
    """Return what a query asks for in English: "events between PAK-USA since 2021-01-01"."""
    parts = ["events"]
    for row in FILTERS:
        value = getattr(query, row.name)
        if value in (None, (), False):
            continue
        told = " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        parts.append(row.words.format(told))
    return " ".join(parts)
