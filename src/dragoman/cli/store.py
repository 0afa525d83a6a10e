"""Commands on the store: keep documents and their events, and ask for them."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.asking import (
    DEFAULT_STORE,
    Format,
    Limit,
    StorePlace,
    asks,
    country,
    one_more,
    opened,
    target,
    tell_of_nothing,
    write_events,
    write_rows,
)
from dragoman.cli.terminal import check_choice, complain, finish, guarded, read_paths, tell_failure, with_progress
from dragoman.errors import UsageError
from dragoman.filters import Query

PERIODS = ("day", "week", "month", "quarter", "year")
PICTURES = ("dyad", "timeline", "network", "map", "types")
BINARY = ("parquet", "datapackage")

By = Annotated[str, typer.Option(metavar="|".join(PERIODS), help="The length of a period.")]
CountryA = Annotated[str, typer.Argument(metavar="A", help="A country (ISO 3166-1 alpha-3).")]
CountryB = Annotated[str, typer.Argument(metavar="B", help="Another one.")]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="Processes.")]
Fast = Annotated[bool, typer.Option("--fast", help="Frames alone, without the relation encoder.")]
Knowledge = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder of words and facts laid over the packaged one.")
]


def add(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH | -", help="Text, HTML, JSON or JSON Lines files, folders, - for stdin."),
    ] = None,
    store: StorePlace = DEFAULT_STORE,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of documents that do not tell.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published the documents that do not say so.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Take changed texts in place of stored ones.")] = False,
    jobs: Jobs = 1,
    fast: Fast = False,
    knowledge: Knowledge = None,
) -> None:
    """Read documents into the store and merge their events."""
    with guarded():
        seen: Counter[str] = Counter()
        documents = read_paths(paths, published, source, seen)

        from dragoman.store.coding import add as add_documents

        with opened(store, create=True) as kept:
            calls = add_documents(documents, kept, knowledge_dir=knowledge, jobs=jobs, fast=fast, replace=replace)
            _tell_fates(calls, seen, kept)
        finish(seen)


def recode(
    store: StorePlace = DEFAULT_STORE,
    every: Annotated[bool, typer.Option("--every", help="Also what this version and knowledge read.")] = False,
    jobs: Jobs = 1,
    fast: Fast = False,
    knowledge: Knowledge = None,
) -> None:
    """Read stored documents again that another version, or other knowledge, read."""
    with guarded():
        from dragoman.store.coding import recode as recode_documents

        seen: Counter[str] = Counter()
        with opened(store) as kept:
            calls = recode_documents(kept, knowledge_dir=knowledge, jobs=jobs, fast=fast, every=every)
            _tell_fates(calls, seen, kept)
        finish(seen)


def _tell_fates(calls, seen: Counter[str], kept: Any) -> None:  # type: ignore[no-untyped-def]
    """Tell of failures as they come, and at the end of how many documents met which fate."""
    fates: Counter[str] = Counter()
    with closing(calls):
        for coded in with_progress(calls):
            fates[coded.fate] += 1
            fates["mentions"] += coded.mentions
            if coded.failure is not None:
                tell_failure(coded.failure, seen)
    from dragoman.store.asking import count

    told = ", ".join(f"{fates[fate]:,} {fate}" for fate in ("added", "replaced", "recoded", "known") if fates[fate])
    many = "1 mention" if fates["mentions"] == 1 else f"{fates['mentions']:,} mentions"
    total = count(kept)
    events = "1 event" if total == 1 else f"{total:,} events"
    typer.echo(f"{kept.where}: {told or 'nothing new'}; {many} of events read, {events} in all", err=True)


def runs(store: StorePlace = DEFAULT_STORE, format: Format = None) -> None:
    """List the calls of `add` and `recode` that wrote something."""
    with guarded(), opened(store) as kept:
        from dragoman.store.coding import runs as list_runs

        write_rows(list_runs(kept), format)


def diff(
    old: Annotated[int, typer.Argument(metavar="RUN", help="Number of a run (see `dragoman runs`).")],
    new: Annotated[int, typer.Argument(metavar="RUN", help="Number of a later run.")],
    store: StorePlace = DEFAULT_STORE,
) -> None:
    """Show on which records two runs part."""
    with guarded(), opened(store) as kept:
        from dragoman.cli.terminal import write_out
        from dragoman.export.listing import changes_lines
        from dragoman.store.coding import diff as differences

        last, counts = None, Counter[str]()
        for change in differences(kept, old, new):
            if change.document != last:
                write_out(f"{change.document}\n")
                last = change.document
            write_out(changes_lines(change.old, change.new, change.fields))
            counts["added" if change.old is None else "gone" if change.new is None else "changed"] += 1
        told = ", ".join(f"{counts[name]} {name}" for name in ("added", "gone", "changed"))
        typer.echo(f"runs {old} and {new}: {told}", err=True)


@asks
def events(
    query: Query,
    store: StorePlace = DEFAULT_STORE,
    limit: Limit = 50,
    format: Format = None,
) -> None:
    """Print merged events, the latest first."""
    from dragoman.store.asking import ask

    with opened(store) as kept:
        write_events(kept, query, ask(kept, query, limit=one_more(limit)), limit, format)


@asks
def timeline(query: Query, store: StorePlace = DEFAULT_STORE, limit: Limit = 50, format: Format = None) -> None:
    """Print merged events, the first first."""
    from dragoman.store.asking import ask

    with opened(store) as kept:
        write_events(kept, query, ask(kept, query, limit=one_more(limit), order="oldest"), limit, format)


@asks
def conflicts(query: Query, store: StorePlace = DEFAULT_STORE, limit: Limit = 50, format: Format = None) -> None:
    """Print the events on which sources differ, with all readings."""
    from dragoman.store.asking import ask

    with opened(store) as kept:
        query = query.model_copy(update={"has_conflict": True})
        write_events(kept, query, ask(kept, query, limit=one_more(limit)), limit, format)


@asks
def planned(query: Query, store: StorePlace = DEFAULT_STORE, limit: Limit = 50, format: Format = None) -> None:
    """Print planned events with what became of them, the first first."""
    from dragoman.store.asking import plans

    with opened(store) as kept:
        write_events(kept, query, plans(kept, query, limit=one_more(limit)), limit, format)


@asks
def dyad(
    a: CountryA,
    b: CountryB,
    query: Query,
    by: By = "month",
    store: StorePlace = DEFAULT_STORE,
    format: Format = None,
) -> None:
    """Print what two countries did to each other, by time."""
    from dragoman.store.asking import dyad as count_dyad

    check_choice(by, PERIODS)
    a, b = country(a), country(b)
    if a == b:
        raise UsageError("U007", where="dyad", detail=f"{a} is named twice; name two countries, such as PAK USA")
    with opened(store) as kept:
        rows = count_dyad(kept, a, b, by=by, query=query)  # type: ignore[arg-type]
        write_rows(rows, format)
        if not rows:
            tell_of_nothing(kept, query.model_copy(update={"dyad": "-".join(sorted((a, b)))}))


@asks
def actor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, in any usual spelling.")],
    query: Query,
    store: StorePlace = DEFAULT_STORE,
    format: Format = None,
) -> None:
    """Print the roles of a person by date, their events and whom they dealt with."""
    import json
    import sys

    from dragoman.cli.terminal import write_out
    from dragoman.store.asking import actor as tell_actor

    with opened(store) as kept:
        found = tell_actor(kept, name, query)
    if not found["names"]:
        raise UsageError("U010", detail=repr(name))
    if (format or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        write_out(f"{json.dumps(found, ensure_ascii=False)}\n")
        return
    write_out(f"{', '.join(found['names'])}\n")
    write_rows(found["roles"], format)
    write_out("\n")
    write_rows([{"type": kind, "n": n} for kind, n in found["types"].items()], format)
    write_out("\n")
    write_rows(found["counterparts"], format)


@asks
def network(query: Query, store: StorePlace = DEFAULT_STORE, limit: Limit = 50, format: Format = None) -> None:
    """Print the pairs of countries that events join, the most joined first."""
    from dragoman.store.asking import network as count_network

    with opened(store) as kept:
        rows = count_network(kept, query, limit=limit or None)
        write_rows(rows, format)
        if not rows:
            tell_of_nothing(kept, query)


@asks
def plot(
    picture: Annotated[str, typer.Argument(metavar="|".join(PICTURES), help="Which picture.")],
    query: Query,
    countries: Annotated[
        list[str] | None, typer.Argument(metavar="[A B]", help="Of a dyad: its two countries.")
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="PNG, SVG, HTML or JSON, by the suffix. Default: the name of the picture, .png.",
        ),
    ] = "",
    by: By = "month",
    store: StorePlace = DEFAULT_STORE,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="Most events of a timeline; 0 for all.")] = 200,
) -> None:
    """Draw events: PNG, SVG, HTML or the chart's definition."""
    check_choice(picture, PICTURES)
    check_choice(by, PERIODS)
    if picture == "dyad" and len(countries or ()) != 2:
        raise UsageError("U007", where="plot dyad", detail="name two countries: dragoman plot dyad PAK USA -o out.png")
    if picture != "dyad" and countries:
        raise UsageError("U007", where=f"plot {picture}", detail="use --country or --dyad to choose countries")

    pair = [country(code) for code in countries or ()]

    from dragoman import plots
    from dragoman.filters import sentence
    from dragoman.store import asking

    title, asked = sentence(query)[0].upper() + sentence(query)[1:], query
    with opened(store) as kept:
        if picture == "dyad":
            a, b = pair
            asked = query.model_copy(update={"dyad": "-".join(sorted(pair))})
            chart = plots.dyad_chart(asking.dyad(kept, a, b, by=by, query=query), f"{a} and {b}")  # type: ignore[arg-type]
        elif picture == "timeline":
            chart = plots.timeline_chart(asking.ask(kept, query, limit=limit or None, order="oldest"), title)
        elif picture == "network":
            chart = plots.network_chart(asking.network(kept, query), title)
        elif picture == "map":
            chart = plots.map_chart(*asking.places(kept, query), title)
        else:
            chart = plots.types_chart(asking.types(kept, query, by=by), title)  # type: ignore[arg-type]
        if not asking.count(kept, asked):
            tell_of_nothing(kept, asked)
    name = output or f"{picture}.png"
    plots.save(chart, name)
    typer.echo(f"Wrote {name}", err=True)


@asks
def export(
    layout: Annotated[str, typer.Argument(metavar="FORMAT", help="One of the formats of docs/reference/exports.md.")],
    query: Query,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="- for stdout.")] = "-",
    store: StorePlace = DEFAULT_STORE,
) -> None:
    """Write merged events in the layout of another program."""
    from dragoman.export import EVENT_WRITERS, Kept
    from dragoman.store.asking import kept as keep

    check_choice(layout, tuple(EVENT_WRITERS))
    with opened(store) as held:
        out = target(output, binary=layout in BINARY)
        try:
            EVENT_WRITERS[layout].write((Kept(*row) for row in keep(held, query)), out)
        finally:
            if output != "-":
                out.close()
    if output != "-":
        typer.echo(f"Wrote {output}", err=True)


@asks
def compare(
    paths: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files of GDELT, ICEWS or POLECAT.")],
    query: Query,
    by: By = "month",
    store: StorePlace = DEFAULT_STORE,
    format: Format = None,
) -> None:
    """Set own events beside those of another data set."""
    from dragoman.comparing import agreement
    from dragoman.comparing import compare as set_beside
    from dragoman.ingest.foreign import read_foreign
    from dragoman.knowledge.tables import load_knowledge
    from dragoman.records import Failure
    from dragoman.store.asking import walk

    check_choice(by, ("day", "week", "month", "year"))
    seen: Counter[str] = Counter()

    def told():  # type: ignore[no-untyped-def]
        for item in read_foreign(paths, load_knowledge(None)):
            seen["documents"] += 1
            if isinstance(item, Failure):
                tell_failure(item, seen)
            else:
                yield item

    with opened(store) as held:
        rows = set_beside(walk(held, query), told(), period=by)  # type: ignore[arg-type]
    write_rows([row._asdict() for row in rows], format)
    whole = agreement(rows)
    correlation = "–" if whole.correlation is None else f"{whole.correlation:.2f}"
    complain(
        f"{whole.own} own and {whole.foreign} foreign events; {whole.shared} of {whole.rows} rows have both; "
        f"correlation {correlation}"
    )
    finish(seen, "line")


COMMANDS = (
    add,
    events,
    timeline,
    dyad,
    actor,
    network,
    planned,
    conflicts,
    plot,
    export,
    compare,
    recode,
    diff,
    runs,
)
