"""Writes a document with what was read in it, in one transaction: all of it is there afterwards, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.ids import digest
from dragoman.knowledge.merging import MergeRules
from dragoman.merge.clusters import block_key
from dragoman.merge.reprints import bands as bands_of
from dragoman.merge.reprints import first_of_each, is_copy, shingles
from dragoman.merge.same import FAR_DAYS, span
from dragoman.merge.telling import tell
from dragoman.records import Document, EventMention, Failure, to_json
from dragoman.store import schema as t

# The most values of one statement's IN list: PostgreSQL takes 65,535 parameters, SQLite 32,766.
MANY = 5_000

# The statements of each document, built once: SQLAlchemy finds what it compiled by the statement, which costs more than
# SQLite does where the statement is a new one each time.
_IDS = sa.bindparam("ids", expanding=True)
STORED = sa.select(t.documents.c.id, t.documents.c.digest).where(t.documents.c.id.in_(_IDS))
TEXTS = sa.select(t.documents.c.id, t.documents.c.text).where(t.documents.c.id.in_(_IDS))
NEAR = sa.select(t.bands.c.document).where(t.bands.c.band.in_(sa.bindparam("found", expanding=True))).distinct()
FORGET = t.failures.delete().where(t.failures.c.document == sa.bindparam("name"))
INSERT_DOCUMENT = t.documents.insert().returning(t.documents.c.n)
INSERT_TEXT = sa.text("INSERT INTO texts (rowid, title, text) VALUES (:n, :title, :text)")
INSERT_BANDS, INSERT_MENTIONS = t.bands.insert(), t.mentions.insert()


def document_digest(document: Document) -> str:
    """Return the digest of all that is stored of a document."""
    parts = (document.text, document.title, document.source, document.url, document.published)
    return digest(*(str(part or "") for part in parts), length=32)


def stored_digests(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the digests of the documents among `ids` that are stored."""
    return {row.id: row.digest for part in parts_of(ids) for row in connection.execute(STORED, {"ids": list(part)})}


def parts_of(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """Give values in parts that a statement takes."""
    return (values[n : n + MANY] for n in range(0, len(values), MANY))


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[dict], change: Sequence[str] = ()) -> None:
    """Insert rows; of those already there only the columns `change` are written anew."""
    if not rows:
        return
    connection.execute(_upserting(connection.dialect.name, table, tuple(change)), list(rows))


@lru_cache(maxsize=64)
def _upserting(dialect: str, table: sa.Table, change: tuple[str, ...]) -> sa.Insert:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    if not change:
        return statement.on_conflict_do_nothing(index_elements=keys)
    new = {name: statement.excluded[name] for name in change}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)


def store_document(
    connection: sa.Connection,
    run: int,
    document: Document,
    mentions: Sequence[EventMention],
    rules: MergeRules,
) -> None:
    """Store a new document, its mentions and what it is a copy of."""
    row = document.model_dump(include={"id", "text", "title", "source", "url", "published"})
    row |= {"digest": document_digest(document), "first": document.id, "run": run}
    number = connection.execute(INSERT_DOCUMENT, row).scalar_one()
    if connection.dialect.name == "sqlite":
        connection.execute(INSERT_TEXT, {"n": number, "title": document.title, "text": document.text})
    _join_copies(connection, document)
    store_mentions(connection, document, mentions, rules)


def store_mentions(
    connection: sa.Connection, document: Document, mentions: Sequence[EventMention], rules: MergeRules
) -> None:
    """Store the mentions of a document, to be merged later."""
    rows, codes = [], {}
    for mention in mentions:
        telling = tell(mention, document.published, document.source, document.id, rules)
        days, block = span(telling) or (None, None), block_key(telling)
        rows.append(
            {
                "id": mention.id,
                "document": document.id,
                "block": block,
                "complete": telling.complete,
                "lo": days[0],
                "hi": days[1],
                "pending": True,
                "record": to_json(mention),
            }
        )
        kind = kind_of(block)
        codes |= {(code, block): {"code": code, "kind": kind, "block": block} for code in telling.codes}
    if rows:
        connection.execute(INSERT_MENTIONS, rows)
        upsert(connection, t.block_codes, list(codes.values()))


def kind_of(block: str) -> str:
    """Return the kind of a block, its event type and whether it holds plans or facts."""
    return "|".join(block.split("|")[:2])


def store_failure(connection: sa.Connection, run: int, failure: Failure) -> None:
    """Store why a document could not be read."""
    upsert(connection, t.failures, [failure.model_dump() | {"run": run}], ("message", "run"))


def forget_failures(connection: sa.Connection, document: str) -> None:
    """Remove what kept a document from being read, once it was read."""
    connection.execute(FORGET, {"name": document})


def drop_mentions(connection: sa.Connection, document: str, run: int | None, until: int) -> None:
    """Take the mentions of a document out; what was told with them is merged anew.

    Arguments: run that coded them, under which they are kept for `diff` (None: they are not); until, the run that
    replaces them.
    """
    m = t.mentions.c
    rows = connection.execute(
        sa.select(m.id, m.event, m.block, m.lo, m.hi, m.record).where(m.document == document)
    ).all()
    if run is not None:
        records = json.dumps([json.loads(row.record) for row in rows], ensure_ascii=False)
        kept = {"document": document, "run": run, "until": until, "records": records}
        upsert(connection, t.past, [kept], ("until", "records"))
    told = {row.event for row in rows if row.event}
    connection.execute(t.mentions.delete().where(m.document == document))
    merge_again(connection, told)
    for row in rows:
        # Where a fuller group goes, those without a side that might join it, or now only another, are looked at again.
        parties = row.block.split("|")[2:]
        singles = [f"{kind_of(row.block)}|{code}" for code in parties if len(parties) > 1]
        if singles and row.lo is not None:
            near = (m.block.in_(singles), m.lo <= row.hi + FAR_DAYS, m.hi >= row.lo - FAR_DAYS, m.complete.is_(False))
            connection.execute(t.mentions.update().where(*near).values(pending=True))


def merge_again(connection: sa.Connection, told: Iterable[str]) -> None:
    """Mark the mentions of events to be merged again; events that have none left are taken out."""
    names = sorted(told)
    for part in parts_of(names):
        connection.execute(t.mentions.update().where(t.mentions.c.event.in_(part)).values(pending=True))
        query = sa.select(t.mentions.c.event).where(t.mentions.c.event.in_(part)).distinct()
        left = set(connection.execute(query).scalars())
        gone = [name for name in part if name not in left]
        _plans_again(connection, gone)
        drop_events(connection, gone)


def _plans_again(connection: sa.Connection, gone: Sequence[str]) -> None:
    """Mark the plans to be merged again that one of some events, to be taken out, was the outcome of."""
    e = t.events.c
    codes = sa.select(e.codes).where(e.id.in_(gone))
    plans = sa.select(e.id).where(e.codes.in_(codes), e.outcome.is_not(None))
    connection.execute(t.mentions.update().where(t.mentions.c.event.in_(plans)).values(pending=True))


def drop_events(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Take events out of all tables."""
    for part in parts_of(ids):
        connection.execute(t.events.delete().where(t.events.c.id.in_(part)))
        for table in t.EVENT_TABLES:
            connection.execute(table.delete().where(table.c.event.in_(part)))


def drop_document(connection: sa.Connection, document: str, until: int) -> None:
    """Take a document out with all that was read in it, as before it was added; its records are kept for `diff`."""
    row = connection.execute(
        sa.select(t.documents.c.n, t.documents.c.run, t.documents.c.title, t.documents.c.text).where(
            t.documents.c.id == document
        )
    ).one()
    drop_mentions(connection, document, row.run, until)
    others = _copies_of(connection, document)
    for column in (t.copies.c.document, t.copies.c.other):
        connection.execute(t.copies.delete().where(column == document))
    # What a document's bands are follows from its text: an index of bands by document would only slow writing down.
    found = bands_of(shingles(row.text))
    connection.execute(t.bands.delete().where(t.bands.c.band.in_(found), t.bands.c.document == document))
    connection.execute(t.documents.delete().where(t.documents.c.id == document))
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("DELETE FROM texts WHERE rowid = :n"), {"n": row.n})
    for other in sorted(others):
        _name_first(connection, other)


def _join_copies(connection: sa.Connection, document: Document) -> None:
    """Find the stored texts that a document is a copy of, or that are copies of it, and name the first of them all."""
    own = shingles(document.text)
    found = bands_of(own)
    if not found:
        return
    near = connection.execute(NEAR, {"found": found}).scalars().all()
    connection.execute(INSERT_BANDS, [{"band": band, "document": document.id} for band in dict.fromkeys(found)])
    copies = [
        dict(zip(("document", "other"), sorted((document.id, row.id))))
        for part in parts_of(near)
        for row in connection.execute(TEXTS, {"ids": list(part)})
        if is_copy(own, shingles(row.text))
    ]
    if copies:
        connection.execute(t.copies.insert(), copies)
        _name_first(connection, document.id)


def _copies_of(connection: sa.Connection, document: str) -> set[str]:
    c = t.copies.c
    return set(connection.execute(sa.select(c.other).where(c.document == document)).scalars()) | set(
        connection.execute(sa.select(c.document).where(c.other == document)).scalars()
    )


def _name_first(connection: sa.Connection, document: str) -> None:
    """Name the first published of all documents that are joined with one by copies; what changes is merged again."""
    joined, pairs, open_ends = {document}, set(), [document]
    while open_ends:
        name = open_ends.pop()
        for other in _copies_of(connection, name):
            pairs.add((name, other))
            if other not in joined:
                joined.add(other)
                open_ends.append(other)
    d = t.documents.c
    rows = [
        row
        for part in parts_of(sorted(joined))
        for row in connection.execute(sa.select(d.id, d.published, d.first).where(d.id.in_(part)))
    ]
    names = first_of_each(pairs, {row.id: (row.published or date.max, row.id) for row in rows})
    changed = [row.id for row in rows if names[row.id] != row.first]
    for name in changed:
        connection.execute(t.documents.update().where(d.id == name).values(first=names[name]))
        connection.execute(t.mentions.update().where(t.mentions.c.document == name).values(pending=True))
