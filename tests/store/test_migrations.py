"""The migrations make the tables that the code expects, and stores that do not fit are refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dragoman.errors import StoreError
from dragoman.store import connect, migrations
from dragoman.store import schema as t
from dragoman.store.connect import HEAD, open_store, revision


def refused(where):
    with pytest.raises(StoreError) as caught:
        open_store(where)
    return caught.value.code


def test_the_migrated_tables_are_those_of_the_code(store):
    def own(thing, name, kind, reflected, other):
        # The full-text index is no part of the metadata.
        return not (name or "").startswith(("texts", "alembic"))

    with store.engine.connect() as connection:
        options = {"include_object": own, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), t.metadata) == []


def test_the_full_text_index_is_that_of_the_code():
    scope: dict = {}
    exec(Path(migrations.FOLDER, "versions", "0001_first_tables.py").read_text("utf-8"), scope)
    assert scope["FULL_TEXT"] == t.FULL_TEXT


def test_the_head_is_the_newest_migration(store):
    found = []
    for path in Path(migrations.FOLDER, "versions").glob("*.py"):
        scope: dict = {}
        exec(path.read_text("utf-8"), scope)
        found += [scope["revision"]] if "revision" in scope else []
    assert max(found) == HEAD == revision(store)


def test_a_newer_store_is_refused(blank):
    where = blank()
    with open_store(where) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert refused(where) == "S004"


def test_a_foreign_database_is_refused_and_left_alone(blank):
    where = blank()
    url = where if "://" in where else f"sqlite:///{where}"
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg") if "://" in where else url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE accounts (id INTEGER)")
    assert refused(where) == "S002"
    assert sa.inspect(engine).get_table_names() == ["accounts"]
    engine.dispose()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "notes.db").write_text("These are notes, and no database at all. " * 40)
    assert refused(tmp_path / "notes.db") == "S002"
    assert (tmp_path / "notes.db").read_text().startswith("These are notes")


def test_an_old_database_is_refused(blank, dialect, monkeypatch):
    if dialect == "sqlite":
        monkeypatch.setattr(connect, "OLDEST_SQLITE", (99, 0, 0))
    else:
        monkeypatch.setattr(connect, "OLDEST_POSTGRESQL", 99)
    assert refused(blank()) == "S003"


def test_sqlite_is_set_up(fresh, dialect):
    if dialect == "postgresql":
        return
    store = fresh()
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    assert tuple(map(int, version.split("."))) >= connect.OLDEST_SQLITE
    assert sqlite3.connect(store.engine.url.database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
