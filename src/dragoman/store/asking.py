"""Asks the store: makes SQL of a Query and returns merged events, or counts of them.

A query is led by the one table whose index has its value and the day (a country's parties, a dyad, a context), so that
a million events answer from an index; the other conditions are looked up event by event.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Literal

import sqlalchemy as sa

from dragoman.filters import Query
from dragoman.merge.outcomes import is_plan
from dragoman.merge.telling import PLANS
from dragoman.records import Document, Event, EventMention, Outcome
from dragoman.store import schema as t
from dragoman.store.connect import Store
from dragoman.store.selecting import PAGE, Order, once, persons_like, rows_of, select_events
from dragoman.store.writing import parts_of

By = Literal["day", "week", "month", "quarter", "year"]
# Days after which a plan that nothing was heard of counts as not reported again.
FORGOTTEN = 14


def ask(store: Store, query: Query | None = None, *, limit: int | None = 100, order: Order = "newest") -> list[Event]:
    """Return the events that a query asks for.

    Arguments: limit, the most to return (None: all); order by day, of the first day of each event.
    """
    with store.reading() as connection:
        return [Event.model_validate_json(row.record) for row in rows_of(connection, query or Query(), limit, order)]


def walk(store: Store, query: Query | None = None, *, order: Order = "oldest") -> Iterator[Event]:
    """Yield all events that a query asks for, without holding them in memory."""
    with store.reading() as connection:
        for row in rows_of(connection, query or Query(), None, order):
            yield Event.model_validate_json(row.record)


def count(store: Store, query: Query | None = None) -> int:
    """Return how many events a query asks for."""
    query = query or Query()
    with store.reading() as connection:
        select = select_events(connection, query, [t.events.c.id])
        return connection.execute(sa.select(sa.func.count()).select_from(once(select, query).subquery())).scalar_one()


def plans(
    store: Store, query: Query | None = None, *, as_of: dt.date | None = None, limit: int | None = 100
) -> list[Event]:
    """Return planned events, the next first, with what became of them.

    Arguments: as_of, the day from which one looks back (that of the last document where None): a plan whose last day is
    two weeks before it, and of which nothing more was told, is "not reported again".
    """
    query = query or Query()
    if not query.status:
        query = query.model_copy(update={"status": tuple(sorted(PLANS))})
    as_of = as_of or last_published(store)
    return [with_outcome(event, as_of) for event in ask(store, query, limit=limit, order="oldest")]


def with_outcome(event: Event, as_of: dt.date | None) -> Event:
    """Return a planned event that should be over by a day, but was not told of again, with that as its outcome."""
    last = event.date.latest if event.date and event.date.latest else event.last_published
    if not is_plan(event) or event.outcome or as_of is None or last is None:
        return event
    if last + dt.timedelta(FORGOTTEN) >= as_of:
        return event
    return event.model_copy(update={"outcome": Outcome(kind="not reported again")})


def last_published(store: Store) -> dt.date | None:
    """Return the day of the last document."""
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.max(t.documents.c.published))).scalar()


def dyad(store: Store, a: str, b: str, *, by: By = "month", query: Query | None = None) -> list[dict[str, Any]]:
    """Return what two countries did to each other by time: counts of facts by class, of plans, and the mean score.

    Arguments: a and b, ISO 3166-1 alpha-3; by, the length of a period. Periods without events are left out.
    """
    query = (query or Query()).model_copy(update={"dyad": "-".join(sorted((a.upper(), b.upper())))})
    d = t.dyads.c
    columns = [d.day, d.quad, d.status, d.score, d.sources]
    periods: dict[str, dict[str, Any]] = {}
    scores: dict[str, list[float]] = defaultdict(list)
    with store.reading() as connection:
        for row in connection.execute(select_events(connection, query, columns)):
            name = period(row.day, by)
            entry = periods.setdefault(name, {"period": name, "n": 0, "mean_score": None} | dict.fromkeys(COUNTS, 0))
            if row.status in PLANS:
                entry["planned"] += 1
            elif row.status == "negated":
                entry["negated"] += 1
            else:
                entry["n"] += 1
                entry["sources"] += row.sources
                if row.quad:
                    entry[row.quad] += 1
                    scores[name].append(row.score)
    for name, told in scores.items():
        periods[name]["mean_score"] = round(sum(told) / len(told), 2)
    return [periods[name] for name in sorted(periods)]


QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
COUNTS = (*QUADS, "planned", "negated", "sources")


def types(store: Store, query: Query | None = None, *, by: By = "month") -> list[dict[str, Any]]:
    """Return how many events of each type and status there are by time."""
    e = t.events.c
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    with store.reading() as connection:
        query = query or Query()
        inner = select_events(connection, query, [e.id, e.day, e.type, e.status]).distinct().subquery()
        grouped = sa.select(inner.c.day, inner.c.type, inner.c.status, sa.func.count().label("n"))
        for row in connection.execute(grouped.group_by(inner.c.day, inner.c.type, inner.c.status)):
            counts[period(row.day, by), row.type, row.status] += row.n
    return [{"period": p, "type": kind, "status": status, "n": n} for (p, kind, status), n in sorted(counts.items())]


def network(store: Store, query: Query | None = None, *, limit: int | None = 200) -> list[dict[str, Any]]:
    """Return the pairs of countries that events join, the most joined first: facts only, with the mean score."""
    query = query or Query()
    d, n, mean = t.dyads.c, sa.func.count().label("n"), sa.func.avg(t.dyads.c.score).label("mean_score")
    with store.reading() as connection:
        if query == Query():
            select = sa.select(d.a, d.b, n, mean).where(d.status == "actual")
        else:
            inner = select_events(connection, query, [t.events.c.id]).distinct()
            select = sa.select(d.a, d.b, n, mean).where(d.status == "actual", d.event.in_(inner))
        rows = connection.execute(select.group_by(d.a, d.b).order_by(n.desc(), d.a, d.b).limit(limit))
        return [{"a": r.a, "b": r.b, "n": r.n, "mean_score": round(r.mean_score, 2)} for r in rows]


def places(store: Store, query: Query | None = None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what a map shows of the facts asked for: countries of the parties, and the places that are named.

    The first list holds country, n and mean_score; the second name, lat, lon and n.
    """
    query = query or Query()
    if not query.status:
        query = query.model_copy(update={"status": ("actual",)})
    countries: dict[str, list[float]] = defaultdict(list)
    pins: dict[tuple[str, float, float], int] = defaultdict(int)
    for event in walk(store, query):
        for country in {party.country for party in (*event.actors, *event.recipients) if party.country}:
            countries[country].append(event.score)
        place = event.place
        if place and place.feature != "country" and place.lat is not None and place.lon is not None:
            pins[place.name, place.lat, place.lon] += 1
    shaded = [
        {"country": name, "n": len(told), "mean_score": round(sum(told) / len(told), 2)}
        for name, told in sorted(countries.items())
    ]
    return shaded, [{"name": name, "lat": lat, "lon": lon, "n": n} for (name, lat, lon), n in sorted(pins.items())]


def actor(store: Store, name: str, query: Query | None = None) -> dict[str, Any]:
    """Return what is kept of a person: spellings, roles by date, events by type, and whom they dealt with.

    Each role has office, country, first and last day of its events, and n.
    """
    query = (query or Query()).model_copy(update={"person": (name,)})
    p, e = t.parties.c, t.events.c
    with store.reading() as connection:
        names = persons_like(connection, name)
        days = (sa.func.min(p.day).label("first"), sa.func.max(p.day).label("last"), sa.func.count().label("n"))
        roles = sa.select(p.office, p.country, *days).where(p.person.in_(names)).group_by(p.office, p.country)
        found = [
            {"office": r.office, "country": r.country, "first": _iso(r.first), "last": _iso(r.last), "n": r.n}
            for r in connection.execute(roles.order_by(days[0], p.office))
        ]
        inner = select_events(connection, query, [e.id]).distinct()
        kinds = sa.select(e.type, sa.func.count().label("n")).where(e.id.in_(inner)).group_by(e.type)
        others = (
            sa.select(p.name, p.country, sa.func.count().label("n"))
            .where(p.event.in_(inner), sa.or_(p.person.is_(None), p.person.not_in(names)))
            .group_by(p.name, p.country)
        )
        return {
            "names": names,
            "roles": found,
            "types": {r.type: r.n for r in connection.execute(kinds.order_by(sa.desc("n"), e.type))},
            "counterparts": [
                {"name": r.name, "country": r.country, "n": r.n}
                for r in connection.execute(others.order_by(sa.desc("n"), p.name).limit(10))
            ],
        }


def kept(
    store: Store, query: Query | None = None
) -> Iterator[tuple[Event, tuple[EventMention, ...], dict[str, Document]]]:
    """Yield the events of a query in time, each with its mentions (the best told first) and documents by id."""
    rest = walk(store, query)
    while part := list(islice(rest, PAGE)):
        mentions, documents = told_by(store, part)
        for event in part:
            own = tuple(mentions[name] for name in event.mentions)
            yield event, own, {mention.document: documents[mention.document] for mention in own}


def told_by(store: Store, events: Sequence[Event]) -> tuple[dict[str, EventMention], dict[str, Document]]:
    """Return the mentions and documents of events, by id."""
    m, d = t.mentions.c, t.documents.c
    ids = sorted({name for event in events for name in event.mentions})
    with store.reading() as connection:
        mentions = {
            row.id: EventMention.model_validate_json(row.record)
            for part in parts_of(ids)
            for row in connection.execute(sa.select(m.id, m.record).where(m.id.in_(part)))
        }
        names = sorted({mention.document for mention in mentions.values()})
        columns = [d[key] for key in Document.model_fields]
        documents = {
            row["id"]: Document(**row)
            for part in parts_of(names)
            for row in connection.execute(sa.select(*columns).where(d.id.in_(part))).mappings()
        }
    return mentions, documents


def period(day: int, by: By) -> str:
    """Return the period that a day (proleptic ordinal) lies in: 2021-04-14, 2021-W15, 2021-04, 2021-Q2 or 2021."""
    if not day:
        return "undated"
    date = dt.date.fromordinal(day)
    if by == "week":
        year, week, _ = date.isocalendar()
        return f"{year:04}-W{week:02}"
    if by == "quarter":
        return f"{date.year:04}-Q{(date.month + 2) // 3}"
    return date.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]]


def _iso(day: int | None) -> str | None:
    return dt.date.fromordinal(day).isoformat() if day else None
