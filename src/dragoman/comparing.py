"""Sets own events beside those of another data set: how many of each kind, between whom, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from dragoman.dyads import dyads
from dragoman.records import Event, Party

Period = Literal["day", "week", "month", "year"]
Kind = Literal["type", "quad", "root"]


class ComparedRow(NamedTuple):
    """How many events of a kind two data sets have for a pair of countries in a period; "" is not known."""

    period: str
    actor: str
    recipient: str
    type: str
    own: int
    foreign: int


class Agreement(NamedTuple):
    """How far two data sets agree over all rows.

    `own` and `foreign` are events of pairs, `rows` those with any event, `shared` those with events of both;
    `correlation` is Pearson's over the rows, None where either does not vary.
    """

    own: int
    foreign: int
    rows: int
    shared: int
    correlation: float | None


def compare(
    own: Iterable[Event],
    foreign: Iterable[Event],
    *,
    period: Period = "month",
    by: Kind = "type",
    directed: bool = True,
) -> tuple[ComparedRow, ...]:
    """Return the counts of own and of foreign events for each period, pair of countries and kind, in that order.

    Arguments: own, of which only those told as actual count, since other data sets tell of no others; period, over
    which is counted; by, event type, quad or CAMEO root; directed, whether A to B is another pair than B to A.
    An event counts once for each pair of countries in it. Those without a day, and those whose two sides are one
    country or not known, are counted too: the unknown side is "". Of an undirected pair the first in the alphabet
    is called actor.
    """
    ours = Counter(key for event in own for key in _keys(event, period, by, directed))
    theirs = Counter(key for event in foreign for key in _keys(event, period, by, directed))
    return tuple(ComparedRow(*key, ours[key], theirs[key]) for key in sorted(ours.keys() | theirs.keys()))


def agreement(rows: Iterable[ComparedRow]) -> Agreement:
    """Return totals and the correlation of the counts of `compare`."""
    counts = [(row.own, row.foreign) for row in rows]
    return Agreement(
        own=sum(own for own, _ in counts),
        foreign=sum(foreign for _, foreign in counts),
        rows=len(counts),
        shared=sum(bool(own and foreign) for own, foreign in counts),
        correlation=_correlation(counts),
    )


def _keys(event: Event, period: Period, by: Kind, directed: bool) -> Iterator[tuple[str, str, str, str]]:
    if event.status != "actual":
        return
    when = _period(event, period)
    kind = event.type if by == "type" else (event.quad or "") if by == "quad" else event.cameo[:2]
    pairs = {(_country(actor), _country(recipient)) for actor, recipient in dyads(event)}
    if not directed:
        pairs = {(min(pair), max(pair)) for pair in pairs}
    for actor, recipient in sorted(pairs):
        yield when, actor, recipient, kind


def _country(party: Party | None) -> str:
    return (party.country or "") if party else ""


def _period(event: Event, period: Period) -> str:
    day: dt.date | None = (event.date.earliest or event.date.latest) if event.date else None
    if day is None:
        return ""
    if period == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[period]]


def _correlation(pairs: list[tuple[int, int]]) -> float | None:
    n = len(pairs)
    if n < 2:
        return None
    left, right = (sum(values) / n for values in zip(*pairs))
    both = sum((a - left) * (b - right) for a, b in pairs)
    spread = sum((a - left) ** 2 for a, _ in pairs) * sum((b - right) ** 2 for _, b in pairs)
    return both / spread**0.5 if spread else None
