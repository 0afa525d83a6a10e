"""The tables of the store, the same in SQLite and PostgreSQL. Changes need a migration in `migrations/versions`.

Days are proleptic ordinals (`datetime.date.toordinal`): they sort and subtract alike in both.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

# One row for each call of `add` or `recode` that wrote something; `coder` names program, knowledge and models.
runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("coder", sa.Text, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("finished", sa.Text),
)

# `first` is the id of the first published of the texts that this one is a copy of, mostly its own.
documents = sa.Table(
    "documents",
    metadata,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Date, index=True),
    sa.Column("first", sa.Text, nullable=False, index=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False, index=True),
)

# The bands of the texts' MinHash: documents that share one may be copies.
bands = sa.Table(
    "bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True),
    sa.Column("document", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Pairs of documents of which one is a copy of the other.
copies = sa.Table(
    "copies",
    metadata,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("other", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
sa.Index("copies_by_other", copies.c.other)

# `core` names the group within its block, `host` the group it is told with, `event` the event; `pending` mentions wait
# to be merged (again). `lo` and `hi` are the first and last day that the mention may mean.
mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("block", sa.Text, nullable=False),
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("lo", sa.Integer),
    sa.Column("hi", sa.Integer),
    sa.Column("core", sa.Text),
    sa.Column("host", sa.Text, index=True),
    sa.Column("event", sa.Text, index=True),
    sa.Column("pending", sa.Boolean, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
sa.Index("mentions_by_document", mentions.c.document, mentions.c.event)
sa.Index("mentions_by_block", mentions.c.block, mentions.c.lo)
sa.Index("mentions_by_core", mentions.c.core)
sa.Index("mentions_pending", mentions.c.block, sqlite_where=sa.text("pending"), postgresql_where=sa.text("pending"))

# The blocks in which each party is named.
block_codes = sa.Table(
    "block_codes",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("block", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

# What earlier versions made of a document: kept for `diff`. `run` coded it, `until` replaced it.
past = sa.Table(
    "past",
    metadata,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True),
    sa.Column("until", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
    sa.Column("records", sa.Text, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("mode", sa.Text),
    sa.Column("quad", sa.Text),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    # The first and last day; where no date is told, the day of the first report.
    sa.Column("day", sa.Integer),
    sa.Column("last_day", sa.Integer),
    sa.Column("place", sa.Text),
    sa.Column("place_country", sa.Text),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("mentions", sa.Integer, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("conflicts", sa.Integer, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("codes", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
sa.Index("events_by_day", events.c.day, events.c.id)
# All that filters look at, without the long records: most answers that follow another table are found here.
LOOKED_AT = (
    "id",
    "type",
    "status",
    "mode",
    "quad",
    "sources",
    "conflicts",
    "confidence",
    "place",
    "place_country",
    "day",
)
sa.Index("events_looked_at", *(events.c[name] for name in LOOKED_AT))
sa.Index("events_by_type", events.c.type, events.c.day, events.c.id)
sa.Index("events_by_status", events.c.status, events.c.day, events.c.id)
sa.Index("events_by_codes", events.c.codes, events.c.type)
sa.Index("events_by_country", events.c.place_country, events.c.day, events.c.id)
sa.Index("events_by_place", events.c.place, events.c.day, events.c.id)
DIFFER = events.c.conflicts > 0
sa.Index("events_by_conflict", events.c.day, events.c.id, sqlite_where=DIFFER, postgresql_where=DIFFER)

parties = sa.Table(
    "parties",
    metadata,
    sa.Column("event", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("office", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("sector", sa.Text),
    sa.Column("day", sa.Integer),
    sqlite_with_rowid=False,
)
sa.Index("parties_by_country", parties.c.country, parties.c.day, parties.c.event, parties.c.side)
sa.Index("parties_by_person", parties.c.person, parties.c.day, parties.c.event, parties.c.side)
sa.Index("parties_by_office", parties.c.office, parties.c.day, parties.c.event)
sa.Index("parties_by_name", parties.c.name, parties.c.day, parties.c.event, parties.c.side)

# One row for each two countries (in the order of the alphabet) that an event joins; all that `dyad` counts.
dyads = sa.Table(
    "dyads",
    metadata,
    sa.Column("a", sa.Text, primary_key=True),
    sa.Column("b", sa.Text, primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True),
    sa.Column("event", sa.Text, primary_key=True),
    sa.Column("quad", sa.Text),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("sources", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
sa.Index("dyads_by_event", dyads.c.event)

# Contexts of an event, and who tells it (papers and those quoted).
contexts = sa.Table(
    "contexts",
    metadata,
    sa.Column("context", sa.Text, primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True),
    sa.Column("event", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
sa.Index("contexts_by_event", contexts.c.event)
tellers = sa.Table(
    "tellers",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True),
    sa.Column("event", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
sa.Index("tellers_by_event", tellers.c.event)

# The names of persons, and how their surnames sound: spellings of one name are found by it.
persons = sa.Table(
    "persons",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("sound", sa.Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Documents, or places in files, that could not be read.
failures = sa.Table(
    "failures",
    metadata,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
)

# Full text: a contentless FTS5 table beside `documents` in SQLite, an expression index in PostgreSQL.
FULL_TEXT = {
    "sqlite": "CREATE VIRTUAL TABLE texts USING fts5(title, text, content='', contentless_delete=1)",
    "postgresql": "CREATE INDEX texts ON documents USING gin"
    " (to_tsvector('simple', coalesce(title, '') || ' ' || text))",
}
# What a row of an event consists of, besides `events`.
EVENT_TABLES = (parties, dyads, contexts, tellers)
