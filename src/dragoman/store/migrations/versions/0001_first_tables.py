"""The first tables of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FULL_TEXT = {
    "sqlite": "CREATE VIRTUAL TABLE texts USING fts5(title, text, content='', contentless_delete=1)",
    "postgresql": "CREATE INDEX texts ON documents USING gin"
    " (to_tsvector('simple', coalesce(title, '') || ' ' || text))",
}


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("band", "document"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block_codes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "kind", "block"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contexts",
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("context", "day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("contexts_by_event", "contexts", ["event"], unique=False)
    op.create_table(
        "copies",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "other"),
        sqlite_with_rowid=False,
    )
    op.create_index("copies_by_other", "copies", ["other"], unique=False)
    op.create_table(
        "dyads",
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("quad", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("a", "b", "day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("dyads_by_event", "dyads", ["event"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("quad", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_by_codes", "events", ["codes", "type"], unique=False)
    op.create_index(
        "events_by_conflict",
        "events",
        ["day", "id"],
        unique=False,
        sqlite_where=sa.text("conflicts > 0"),
        postgresql_where=sa.text("conflicts > 0"),
    )
    op.create_index("events_by_country", "events", ["place_country", "day", "id"], unique=False)
    op.create_index(
        "events_looked_at",
        "events",
        ["id", "type", "status", "mode", "quad", "sources", "conflicts", "confidence", "place", "place_country", "day"],
        unique=False,
    )
    op.create_index("events_by_day", "events", ["day", "id"], unique=False)
    op.create_index("events_by_place", "events", ["place", "day", "id"], unique=False)
    op.create_index("events_by_status", "events", ["status", "day", "id"], unique=False)
    op.create_index("events_by_type", "events", ["type", "day", "id"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("lo", sa.Integer(), nullable=True),
        sa.Column("hi", sa.Integer(), nullable=True),
        sa.Column("core", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mentions_event"), "mentions", ["event"], unique=False)
    op.create_index(op.f("ix_mentions_host"), "mentions", ["host"], unique=False)
    op.create_index("mentions_by_block", "mentions", ["block", "lo"], unique=False)
    op.create_index("mentions_by_core", "mentions", ["core"], unique=False)
    op.create_index("mentions_by_document", "mentions", ["document", "event"], unique=False)
    op.create_index(
        "mentions_pending",
        "mentions",
        ["block"],
        unique=False,
        sqlite_where=sa.text("pending"),
        postgresql_where=sa.text("pending"),
    )
    op.create_table(
        "parties",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("event", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("parties_by_country", "parties", ["country", "day", "event", "side"], unique=False)
    op.create_index("parties_by_name", "parties", ["name", "day", "event", "side"], unique=False)
    op.create_index("parties_by_office", "parties", ["office", "day", "event"], unique=False)
    op.create_index("parties_by_person", "parties", ["person", "day", "event", "side"], unique=False)
    op.create_table(
        "persons",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_persons_sound"), "persons", ["sound"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "tellers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("tellers_by_event", "tellers", ["event"], unique=False)
    op.create_table(
        "documents",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_documents_first"), "documents", ["first"], unique=False)
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_index(op.f("ix_documents_run"), "documents", ["run"], unique=False)
    op.create_table(
        "failures",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("document", "code"),
    )
    op.create_table(
        "past",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("records", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.id"],
        ),
        sa.ForeignKeyConstraint(
            ["until"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("document", "run"),
    )
    op.execute(FULL_TEXT[op.get_bind().dialect.name])
