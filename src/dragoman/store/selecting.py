"""Makes SQL of a Query: which table leads, what is looked up event by event, and in which order answers come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from dragoman.analyse.spellings import name_key, same_person, sounds, surname
from dragoman.filters import Query
from dragoman.store import schema as t

Order = Literal["newest", "oldest"]
# Events read at once while a long answer is walked through.
PAGE = 500
# Values of one filter that are each read in order of their own.
MOST_PARTS = 20
# Documents from which words are looked for event by event, not in all documents that hold them.
COMMON = 2_000


def persons_like(connection: sa.Connection, name: str) -> list[str]:
    """Return the stored spellings of a person's name."""
    if not name_key(name):
        return []
    q = t.persons.c
    rows = connection.execute(sa.select(q.name).where(q.sound == sounds(surname(name).lower()))).scalars()
    return sorted(row for row in rows if same_person(name, row))


def once(select: sa.Select, query: Query) -> sa.Select:
    """Return a statement that gives each event once."""
    return select if lead_of(query) is None else select.distinct()


def rows_of(connection: sa.Connection, query: Query, limit: int | None, order: Order) -> Iterator[sa.Row]:
    """Yield the rows of the events of a query in order, each once."""
    e = t.events.c
    page = PAGE if limit is None else min(PAGE, limit)
    records = sa.select(e.id, e.record).where(e.id.in_(sa.bindparam("names", expanding=True)))
    # Ids come first: what is passed over, or sorted, is then small and mostly read from indexes alone.
    for names in _pages(connection, _in_order(connection, query, order), page, limit):
        rows = {row.id: row for row in connection.execute(records, {"names": names})}
        yield from (rows[name] for name in names)


def _pages(connection: sa.Connection, select: Any, page: int, limit: int | None) -> Iterator[list[str]]:
    """Yield the ids of a statement in pages, each once, at most `limit`."""
    names: list[str] = []
    given, last = 0, None
    if limit == 0:
        return
    with connection.execute(select, execution_options={"yield_per": page}) as found:
        for row in found:
            # An event with two parties of one country stands twice, next to each other.
            if row.id == last:
                continue
            last = row.id
            names.append(last)
            given += 1
            if given == limit:
                break
            if len(names) == page:
                yield names
                names = []
    if names:
        yield names


def _in_order(connection: sa.Connection, query: Query, order: Order) -> Any:
    """Return the statement for the ids of a query in order: `id` and `day`, an event perhaps several times."""
    e = t.events.c
    lead = lead_of(query)
    day = (lead.c.day if lead is not None else e.day).label("day")
    ident = (lead.c.event if lead is not None else e.id).label("id")
    parts = [
        select_events(connection, part, [ident, day], lead, led=bool(more)).where(*more)
        for part, more in _parts(connection, query)
    ]
    turn = sa.desc if order == "newest" else sa.asc
    if len(parts) == 1:
        return parts[0].order_by(turn(day), turn(ident))
    return sa.union_all(*parts).order_by(turn("day"), turn("id"))


def _parts(connection: sa.Connection, query: Query) -> list[tuple[Query, list[sa.ColumnElement[bool]]]]:
    """Return queries, with a further condition, that ask for the same together; each can read one index in order.

    The values of two countries are sorted all before the first is known; two ordered readings are only joined.
    """
    e = t.events.c
    names = (
        "dyad",
        "person",
        "actor",
        "recipient",
        "office",
        "country",
        "context",
        "source",
        "place",
        "type",
        "status",
    )
    name = next((name for name in names if getattr(query, name)), None)
    values = getattr(query, name) if name else ()
    if name == "place":
        bare = query.model_copy(update={"place": ()})
        ways = [e.place == place for place in values] + [e.place_country == code for code in _codes(values)]
        return [(bare, [way]) for way in ways] if len(ways) <= MOST_PARTS else [(query, [])]
    if name in ("actor", "recipient"):
        # A code is looked for among countries, other words among names and persons too.
        p = t.parties.c
        bare = query.model_copy(update={name: ()})
        people = [person for one in values for person in persons_like(connection, one)]
        ways = [p.country == one.upper() for one in values] + [p.name == one for one in values]
        ways += [p.person.in_(people)] if people else []
        return [(bare, [p.side == name, way]) for way in ways] if len(ways) <= MOST_PARTS else [(query, [])]
    if name in ("office", "country", "context", "source", "type", "status") and len(values) <= MOST_PARTS:
        return [(query.model_copy(update={name: (value,)}), []) for value in values]
    return [(query, [])]


def _codes(places: Sequence[str]) -> list[str]:
    return [place for place in places if len(place) == 3 and place.isupper()]


def lead_of(query: Query) -> sa.FromClause | None:
    """Return the table that leads a query, None where the events themselves do."""
    if query.dyad:
        return t.dyads
    if query.person or query.office or query.country or query.actor or query.recipient:
        return t.parties
    if query.context:
        return t.contexts
    return t.tellers if query.source else None


def select_events(
    connection: sa.Connection,
    query: Query,
    columns: Sequence[Any],
    lead: sa.FromClause | None = None,
    led: bool = False,
) -> sa.Select:
    """Return the statement for a query; an event may come several times.

    Arguments: led, that the caller adds the condition on the leading table.
    """
    e = t.events.c
    lead = lead if lead is not None else lead_of(query)
    needs_events = any(column.table is t.events for column in columns) or bool(_own(query))
    select = sa.select(*columns)
    if lead is None:
        select, day = select.select_from(t.events), e.day
    else:
        source = sa.join(lead, t.events, e.id == lead.c.event) if needs_events else lead
        select, day = select.select_from(source), lead.c.day
    ident = e.id if lead is None else lead.c.event
    if query.since:
        select = select.where(day >= query.since.toordinal())
    if query.until:
        select = select.where(day <= query.until.toordinal())
    leading = led
    for table, condition in _conditions(connection, query):
        if table is lead and not leading:
            select, leading = select.where(condition), True
        else:
            # Another row of the leading table may meet the condition of another filter.
            other = table.alias()
            met = sa.sql.visitors.replacement_traverse(
                condition, {}, lambda part, other=other, table=table: _moved(part, table, other)
            )
            select = select.where(sa.exists().where(other.c.event == ident, met))
    # SQLite keeps no statistics here: it is kept from starting with a column of the events that few values share out.
    fixed = lead is not None and connection.dialect.name == "sqlite"
    return select.where(*_own(query, fixed), *_text(connection, query, ident))


def _moved(part: Any, table: sa.Table, other: sa.FromClause) -> Any:
    """Return a column of a table as that of its alias."""
    return other.c[part.name] if isinstance(part, sa.Column) and part.table is table else None


def _own(query: Query, fixed: bool = False) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on the table of events itself; `fixed` ones are no way to begin with for the database."""
    e = t.events.c
    found: list[sa.ColumnElement[bool]] = []
    for name in ("type", "mode", "quad", "status"):
        if getattr(query, name):
            column = sa.func.coalesce(e[name], sa.null()) if fixed else e[name]
            found.append(column.in_(getattr(query, name)))
    if query.place:
        found.append(sa.or_(e.place.in_(query.place), e.place_country.in_(_codes(query.place))))
    if query.min_sources is not None:
        found.append(e.sources >= query.min_sources)
    if query.min_confidence is not None:
        found.append(e.confidence >= query.min_confidence)
    if query.has_conflict:
        found.append(e.conflicts > 0)
    return found


def _conditions(connection: sa.Connection, query: Query) -> list[tuple[sa.Table, sa.ColumnElement[bool]]]:
    """Return the conditions on other tables, those that lead best first."""
    p = t.parties.c
    found: list[tuple[sa.Table, sa.ColumnElement[bool]]] = []
    if query.dyad:
        a, b = query.dyad.split("-")
        found.append((t.dyads, sa.and_(t.dyads.c.a == a, t.dyads.c.b == b)))
    if query.person:
        names = [name for given in query.person for name in persons_like(connection, given)]
        found.append((t.parties, p.person.in_(names)))
    for side in ("actor", "recipient"):
        given = getattr(query, side)
        if given:
            people = [name for one in given for name in persons_like(connection, one)]
            codes = [one.upper() for one in given]
            named = sa.or_(p.name.in_(given), p.person.in_(people), p.country.in_(codes))
            found.append((t.parties, sa.and_(p.side == side, named)))
    for table, column, given in (
        (t.parties, "office", query.office),
        (t.parties, "country", query.country),
        (t.contexts, "context", query.context),
        (t.tellers, "name", query.source),
    ):
        if given:
            found.append((table, table.c[column].in_(given)))
    return found


def _text(connection: sa.Connection, query: Query, ident: Any) -> list[sa.ColumnElement[bool]]:
    """Return the condition that a document which tells the event holds some words."""
    if not query.text:
        return []
    d, m = t.documents.c, t.mentions.c
    if connection.dialect.name == "sqlite":
        # Each word is quoted, so that none is taken for an operator of the search language.
        words = " ".join('"' + word.replace('"', '""') + '"' for word in query.text.split())
        hits = (
            sa.text("SELECT rowid FROM texts WHERE texts MATCH :words")
            .bindparams(words=words)
            .columns(sa.column("rowid"))
            .subquery()
        )
        matching = d.n.in_(sa.select(hits.c.rowid))
        some = sa.select(hits.c.rowid).limit(COMMON + 1).subquery()
        if connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one() > COMMON:
            # The sum keeps SQLite from trying each of these documents for each event.
            there = (d.n + 0).in_(sa.select(hits.c.rowid))
            return [sa.exists().where(m.event == ident, d.id == m.document, there)]
    else:
        vector = sa.func.to_tsvector(sa.literal_column("'simple'"), sa.func.coalesce(d.title, "") + " " + d.text)
        matching = vector.op("@@")(sa.func.plainto_tsquery(sa.literal_column("'simple'"), query.text))
    return [ident.in_(sa.select(m.event).join(t.documents, d.id == m.document).where(matching))]
