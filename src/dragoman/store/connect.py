"""Opens the store: SQLite in a file, or PostgreSQL by URL; makes and upgrades its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from dragoman.errors import StoreError

# Older ones can damage a WAL file when two connections write and checkpoint at once (sqlite.org/wal.html, "WAL-reset").
OLDEST_SQLITE = (3, 51, 3)
OLDEST_POSTGRESQL = 14
# The last migration; a test compares it with the folder.
HEAD = "0001"
BUSY_MS = 60_000
LOCK = 0x0D7A60
# Pages changed again and again (indexes of ids, bands) are copied from the log into the file once for many
# transactions: a checkpoint waits for the disk, and each 32 MiB of log is seldom enough.
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "cache_size = -64000",
    "wal_autocheckpoint = 8000",
    "temp_store = MEMORY",
    "mmap_size = 1073741824",
)


@dataclass(frozen=True)
class Store:
    """An open store; made by `open_store`, closed by `close` or at the end of a `with` block."""

    engine: sa.Engine
    where: str

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction: all that is written stays, or nothing where an error is raised."""
        with translated(self.where), self.engine.connect() as connection:
            if self.dialect == "sqlite":
                # Taken at once: a reader that becomes a writer half way would be refused where another wrote.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.begin()
                # Writers take turns, as in SQLite: two that add copies of one text at once would not see each other.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the store."""
        with translated(self.where), self.engine.connect() as connection:
            if self.dialect == "sqlite":
                connection.exec_driver_sql("BEGIN")
            else:
                # By default each statement would see what was committed before it.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            connection.rollback()


def open_store(where: str | Path, *, create: bool = True) -> Store:
    """Return the store in a file, or at a PostgreSQL URL; a new one is made, an older one upgraded.

    Arguments: create, False to refuse where there is none yet.
    Raises StoreError: S001 no store there, S002 it is no store, or broken, S003 SQLite or PostgreSQL is too old, S004
    it was made by a newer version, S008 PostgreSQL does not answer.
    """
    place = str(where)
    if "://" in place:
        url = sa.make_url(place)
        if not url.drivername.startswith(("postgresql", "sqlite")):
            raise StoreError("S002", where=shown(place), detail=f"{url.drivername} is neither sqlite nor postgresql")
        if url.drivername.startswith("postgresql"):
            engine = _postgresql(url)
        else:
            return open_store(url.database or "", create=create)
    else:
        path = Path(place)
        if path.is_dir():
            raise StoreError("S002", where=place, detail="it is a folder")
        if not create and not path.is_file():
            raise StoreError("S001", where=place)
        if path.parent != Path() and not path.parent.is_dir():
            raise StoreError("S002", where=place, detail="its folder does not exist")
        engine = _sqlite(path)
    store = Store(engine, shown(place))
    try:
        with translated(store.where):
            _check_version(store)
            _upgrade(store, create)
    except BaseException:
        store.close()
        raise
    return store


def shown(where: str) -> str:
    """Return the place of a store as it may be printed: without a password."""
    return sa.make_url(where).render_as_string(hide_password=True) if "://" in where else where


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn errors of the database into StoreError: the only place that knows them."""
    try:
        yield
    except OperationalError as error:
        text = str(error.orig)
        code = "S005" if "locked" in text or "full" in text or "readonly" in text else "S002"
        # What PostgreSQL itself says has a state; what has none is told by the driver, which reached nobody.
        if code == "S002" and getattr(error.orig, "sqlstate", "") is None:
            code = "S008"
        raise StoreError(code, where=where, detail=text.strip().split("\n")[0]) from error
    except DBAPIError as error:
        raise StoreError("S002", where=where, detail=str(error.orig).strip().split("\n")[0]) from error


def _sqlite(path: Path) -> sa.Engine:
    import pysqlite3.dbapi2 as driver  # type: ignore[import-untyped]

    engine = sa.create_engine(
        f"sqlite:///{path}", module=driver, connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        # Transactions are begun by `writing` and `reading`, not by the driver.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)


def _check_version(store: Store) -> None:
    with store.engine.connect() as connection:
        if store.dialect == "sqlite":
            version = tuple(map(int, connection.exec_driver_sql("SELECT sqlite_version()").scalar_one().split(".")))
            if version < OLDEST_SQLITE:
                told, least = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
                raise StoreError("S003", where=store.where, detail=f"SQLite {told}", limit=least)
        else:
            version = connection.dialect.server_version_info or (0,)
            if version[0] < OLDEST_POSTGRESQL:
                raise StoreError(
                    "S003", where=store.where, detail=f"PostgreSQL {version[0]}", limit=str(OLDEST_POSTGRESQL)
                )


def revision(store: Store) -> str | None:
    """Return the last migration that a store has seen, None for a new one."""
    with store.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _upgrade(store: Store, create: bool) -> None:
    found = revision(store)
    if found == HEAD:
        return
    if found is None:
        tables = sa.inspect(store.engine).get_table_names()
        if tables:
            raise StoreError("S002", where=store.where, detail=f"it holds other tables ({', '.join(tables[:3])})")
        if not create:
            raise StoreError("S001", where=store.where)
    elif found > HEAD:
        raise StoreError("S004", where=store.where, detail=found)
    from dragoman.store.migrations import upgrade

    with store.writing() as connection:
        # Another process may have been first.
        upgrade(connection)
