"""Merges what was added since the last time: only what it touches, with the result of merging all anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, product

import sqlalchemy as sa

from dragoman.analyse.spellings import name_key, sounds, surname
from dragoman.knowledge.merging import MergeRules
from dragoman.merge import uncollected
from dragoman.merge.build import build_event
from dragoman.merge.clusters import (
    Calendar,
    Group,
    block_key,
    first_of,
    group_block,
    home_of,
    in_order,
    is_full,
    span_of,
)
from dragoman.merge.outcomes import SAME_ACT, acts_of, codes_of, is_plan, outcome_of
from dragoman.merge.same import FAR_DAYS
from dragoman.merge.telling import PLANS, Telling, tell
from dragoman.records import Event, EventMention, to_json
from dragoman.store import schema as t
from dragoman.store.connect import Store
from dragoman.store.writing import drop_events, kind_of, parts_of, upsert

UNKNOWN_DAY = 0


def merge_pending(store: Store, rules: MergeRules, mutual: Collection[str]) -> int:
    """Merge the mentions that wait for it, in one transaction; return how many events were written.

    Arguments: rules, words of `en/merging.toml`; mutual, event types that those who take part do together.
    """
    m = t.mentions.c
    with uncollected(), store.writing() as connection:
        blocks = connection.execute(sa.select(m.block).where(m.pending).distinct()).scalars().all()
        kinds: dict[str, list[str]] = defaultdict(list)
        for block in blocks:
            kinds[kind_of(block)].append(block)
        written: list[Event] = []
        gone: set[tuple[str, str]] = set()
        for kind in sorted(kinds):
            events, replaced = _merge_kind(connection, kind, kinds[kind], rules, mutual)
            written += events
            gone |= replaced
        _join_outcomes(connection, written, gone)
    return len(written)


class _Kept:
    """The stored groups of one kind that a step reads, by core; and where each of them was told."""

    def __init__(self, connection: sa.Connection, rules: MergeRules):
        self.connection, self.rules = connection, rules
        self.stored: dict[str, sa.Row] = {}

    def load(self, *where: sa.ColumnElement[bool]) -> list[Telling]:
        """Return the mentions that meet the conditions."""
        m, d = t.mentions.c, t.documents.c
        query = (
            sa.select(m.id, m.core, m.host, m.event, m.pending, m.record, d.published, d.source, d.first)
            .join(t.documents, d.id == m.document)
            .where(*where)
        )
        found = []
        for row in self.connection.execute(query):
            self.stored[row.id] = row
            mention = EventMention.model_validate_json(row.record)
            found.append(tell(mention, row.published, row.source, row.first, self.rules))
        return found

    def groups(self, cores: Iterable[str]) -> dict[str, Group]:
        """Return stored groups by core."""
        by_core: dict[str, list[Telling]] = defaultdict(list)
        for part in parts_of(sorted(cores)):
            for telling in self.load(t.mentions.c.core.in_(part)):
                by_core[self.stored[telling.mention.id].core].append(telling)
        return {core: in_order(tellings) for core, tellings in by_core.items()}


def _merge_kind(
    connection: sa.Connection, kind: str, blocks: Sequence[str], rules: MergeRules, mutual: Collection[str]
) -> tuple[list[Event], set[tuple[str, str]]]:
    """Merge the blocks of one kind; return the events written, and codes and types of those they replaced."""
    kept, m = _Kept(connection, rules), t.mentions.c
    groups: dict[str, Group] = {}
    for part in parts_of(blocks):
        by_block: dict[str, list[Telling]] = defaultdict(list)
        for telling in kept.load(m.block.in_(part)):
            by_block[block_key(telling)].append(telling)
        for block in sorted(by_block):
            groups |= {first_of(group): group for group in group_block(by_block[block], mutual)}
    touched = _touched(groups, kept)
    dirty = tuple(kept.stored.values())
    hosts, more = _decide_hosts(kept, kind, set(blocks), groups, touched, mutual)
    # Those decided of are written anew, too: they may have left a host.
    # Groups of these blocks that no longer stand; what they held is in groups that are touched.
    fallen = {row.core for row in dirty if row.core} - set(groups)
    final = (touched - set(hosts)) | set(hosts.values()) | _old_hosts(kept, touched | fallen, hosts)
    final -= {core for core, host in hosts.items() if host != core}
    final -= fallen
    everything = groups | more
    missing = final - set(everything)
    everything |= kept.groups(missing)
    guests = _guests(kept, final, hosts, fallen)
    for guest, host in hosts.items():
        if host != guest:
            guests[host].append(everything[guest])
    written = {}
    for core in sorted(final & set(everything)):
        group = everything[core]
        if core in guests:
            group = in_order([*group, *(telling for guest in guests[core] for telling in guest)])
        written[core] = (build_event(group, rules), group)
    return _write(connection, kept, written, groups, more, hosts)


def _touched(groups: dict[str, Group], kept: _Kept) -> set[str]:
    """Return the groups that hold something new, or that gained or lost a mention."""
    touched = set()
    for core, group in groups.items():
        for telling in group:
            row = kept.stored[telling.mention.id]
            if row.pending or row.core != core:
                touched |= {core, row.core}
    return touched & set(groups)


def _decide_hosts(
    kept: _Kept,
    kind: str,
    blocks: Collection[str],
    groups: dict[str, Group],
    touched: set[str],
    mutual: Collection[str],
) -> tuple[dict[str, str], dict[str, Group]]:
    """Return for each group without a side that may be concerned the group it is told with (its own where none), and
    the stored groups that were read for it."""
    lacking = {core: groups[core] for core in touched if not is_full(groups[core])}
    near: dict[str, tuple[int, int]] = {}
    # The groups of these blocks by party: those without a side, and those that name several.
    short: dict[str, list[str]] = defaultdict(list)
    full: dict[str, dict[str, Group]] = defaultdict(dict)
    for core, group in groups.items():
        if is_full(group):
            for code in group[0].codes if len(group[0].codes) > 1 else ():
                full[code][core] = group
        elif len(group[0].codes) == 1:
            short[next(iter(group[0].codes))].append(core)
    for core in touched:
        days = span_of(groups[core])
        if is_full(groups[core]) and len(groups[core][0].codes) > 1 and days:
            for code in groups[core][0].codes:
                old = near.get(code, days)
                near[code] = (min(old[0], days[0]), max(old[1], days[1]))
    for code, days in near.items():
        single = f"{kind}|{code}"
        if single in blocks:
            lacking |= {core: groups[core] for core in short[code] if _meet(span_of(groups[core]), days)}
            continue
        cores = _cores(kept.connection, [single], days)
        lacking |= {core: group for core, group in kept.groups(cores).items() if not is_full(group)}
    hosts: dict[str, str] = {}
    more: dict[str, Group] = {core: group for core, group in lacking.items() if core not in groups}
    by_code: dict[str, list[str]] = defaultdict(list)
    for core, group in lacking.items():
        for code in group[0].codes:
            by_code[code].append(core)
    for code in sorted(by_code):
        fuller = full[code] | _fuller(kept, kind, code, blocks, [lacking[core] for core in by_code[code]])
        more |= {core: group for core, group in fuller.items() if core not in groups}
        names, calendar = sorted(fuller), Calendar()
        for n, name in enumerate(names):
            calendar.note(n, span_of(fuller[name]))
        for core in by_code[code]:
            close = [names[n] for n in calendar.within_reach(span_of(lacking[core]))]
            home = home_of(lacking[core], [fuller[name] for name in close], mutual)
            hosts[core] = core if home is None else close[home]
    return {core: hosts.get(core, core) for core in lacking}, more


def _fuller(kept: _Kept, kind: str, code: str, blocks: Collection[str], lacking: Sequence[Group]) -> dict[str, Group]:
    """Return the groups in other blocks that name both sides, a code among them, near in time to those lacking one."""
    b = t.block_codes.c
    found = kept.connection.execute(sa.select(b.block).where(b.code == code, b.kind == kind)).scalars().all()
    other = [block for block in found if block != f"{kind}|{code}"]
    days = span_of(telling for group in lacking for telling in group)
    if days is None:
        return {}
    return kept.groups(_cores(kept.connection, [block for block in other if block not in blocks], days))


def _cores(connection: sa.Connection, blocks: Sequence[str], days: tuple[int, int]) -> set[str]:
    m = t.mentions.c
    near = (m.lo <= days[1] + FAR_DAYS, m.hi >= days[0] - FAR_DAYS)
    return {
        core
        for part in parts_of(blocks)
        for core in connection.execute(sa.select(m.core).where(m.block.in_(part), *near).distinct()).scalars()
        if core is not None
    }


def _meet(left: tuple[int, int] | None, right: tuple[int, int] | None) -> bool:
    return bool(left and right and left[0] <= right[1] + FAR_DAYS and right[0] <= left[1] + FAR_DAYS)


def _old_hosts(kept: _Kept, touched: set[str], hosts: dict[str, str]) -> set[str]:
    """Return the groups that those concerned were told with before."""
    concerned = touched | set(hosts)
    cores = {row.core for row in kept.stored.values() if row.core in concerned or row.pending}
    return {row.host for row in kept.stored.values() if row.host and row.core in cores}


def _guests(kept: _Kept, final: set[str], hosts: dict[str, str], fallen: set[str]) -> dict[str, list[Group]]:
    """Return the stored groups that are told with each of the groups `final` and that nothing was decided of now."""
    m = t.mentions.c
    home: dict[str, str] = {}
    for part in parts_of(sorted(final)):
        query = sa.select(m.core, m.host).where(m.host.in_(part), m.core != m.host).distinct()
        stored = kept.connection.execute(query).all()
        home |= {row.core: row.host for row in stored if row.core not in hosts and row.core not in fallen}
    guests: dict[str, list[Group]] = defaultdict(list)
    for core, group in sorted(kept.groups(home).items()):
        guests[home[core]].append(group)
    return guests


def _write(
    connection: sa.Connection,
    kept: _Kept,
    written: dict[str, tuple[Event, Group]],
    groups: dict[str, Group],
    more: dict[str, Group],
    hosts: dict[str, str],
) -> tuple[list[Event], set[tuple[str, str]]]:
    """Write events and what their mentions belong to; return the events, and codes and types of those they replace."""
    core_of = {t_.mention.id: core for core, group in (groups | more).items() for t_ in group}
    changes, old = [], set()
    for host, (event, group) in written.items():
        for telling in group:
            name = telling.mention.id
            row = kept.stored[name]
            if row.event:
                old.add(row.event)
            core = core_of.get(name, row.core)
            changes.append({"name": name, "core_": core, "host_": host, "event_": event.id, "pending_": False})
    e, m = t.events.c, t.mentions.c
    replaced = {
        (row.codes, row.type)
        for part in parts_of(sorted(old))
        for row in connection.execute(sa.select(e.codes, e.type).where(e.id.in_(part)))
    }
    drop_events(connection, sorted(old))
    update = t.mentions.update().where(m.id == sa.bindparam("name"))
    values = {column: sa.bindparam(f"{column}_") for column in ("core", "host", "event", "pending")}
    if changes:
        connection.execute(update.values(values), changes)
    events = [event for event, _ in written.values()]
    write_events(connection, events, {event.id: _tellers(group) for event, group in written.values()})
    return events, replaced


def _tellers(group: Group) -> set[str]:
    """Return who tells an event: papers and those quoted."""
    names = {telling.outlet for telling in group if telling.outlet}
    return names | {source.name.casefold() for telling in group for source in telling.mention.attribution}


def write_events(connection: sa.Connection, events: Sequence[Event], tellers: dict[str, set[str]]) -> None:
    """Insert events with all that they are found by."""
    rows: dict[sa.Table, list[dict]] = {table: [] for table in (t.events, *t.EVENT_TABLES)}
    for event in events:
        day = _day(event)
        rows[t.events].append(event_row(event))
        parties = [("actor", p) for p in event.actors] + [("recipient", p) for p in event.recipients]
        rows[t.parties] += [
            p.model_dump(include={"name", "person", "office", "country", "sector"})
            | {"event": event.id, "n": n, "side": side, "day": day}
            for n, (side, p) in enumerate(parties)
        ]
        rows[t.dyads] += [
            {"a": a, "b": b, "day": day, "event": event.id}
            | event.model_dump(include={"quad", "score", "status", "sources"})
            for a, b in dyads_of(event)
        ]
        rows[t.contexts] += [{"context": name, "day": day, "event": event.id} for name in event.contexts]
        rows[t.tellers] += [{"name": name, "day": day, "event": event.id} for name in sorted(tellers.get(event.id, ()))]
    for table, values in rows.items():
        if values:
            connection.execute(table.insert(), values)
    people = {row["person"] for row in rows[t.parties] if row["person"] and name_key(row["person"])}
    upsert(connection, t.persons, [{"name": name, "sound": sounds(surname(name))} for name in sorted(people)])


def event_row(event: Event) -> dict:
    """Return the row of the table `events` for an event."""
    date, place = event.date, event.place
    last = date.latest.toordinal() if date and date.latest else _day(event)
    return event.model_dump(include={"id", "type", "mode", "quad", "status", "score", "sources", "confidence"}) | {
        "day": _day(event),
        "last_day": max(last, _day(event)),
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "mentions": len(event.mentions),
        "conflicts": len(event.conflicts),
        "outcome": event.outcome.kind if event.outcome else None,
        "codes": codes_of(event),
        "record": to_json(event),
    }


def _day(event: Event) -> int:
    """Return the day that an event is filed under: its first, else that of the first report."""
    date = event.date
    day = (date.earliest or date.latest) if date else None
    day = day or event.first_published
    return day.toordinal() if day else UNKNOWN_DAY


def dyads_of(event: Event) -> set[tuple[str, str]]:
    """Return the pairs of countries that an event joins, each in the order of the alphabet."""
    actors = sorted({p.country for p in event.actors if p.country})
    recipients = sorted({p.country for p in event.recipients if p.country})
    if not recipients:
        return set(combinations(actors, 2))
    return {(min(a, b), max(a, b)) for a, b in product(actors, recipients)}


def _join_outcomes(connection: sa.Connection, written: Sequence[Event], gone: set[tuple[str, str]]) -> None:
    """Say anew what became of the plans that share parties and type with events written or replaced."""
    concerned = gone | {(codes_of(event), event.type) for event in written}
    becoming: dict[str, set[str]] = defaultdict(set)
    for codes, kind in concerned:
        becoming[codes] |= {kind} | {plan for plan, acts in SAME_ACT.items() if kind in acts}
    e = t.events.c
    for part in parts_of(sorted(becoming)):
        query = sa.select(e.codes, e.record).where(e.codes.in_(part), e.status.in_(PLANS))
        plans = [(row.codes, Event.model_validate_json(row.record)) for row in connection.execute(query)]
        plans = [(codes, plan) for codes, plan in plans if is_plan(plan) and plan.type in becoming[codes]]
        others: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for names in parts_of(sorted({codes for codes, _ in plans})):
            for row in connection.execute(sa.select(e.codes, e.type, e.record).where(e.codes.in_(names))):
                others[row.codes, row.type].append(Event.model_validate_json(row.record))
        changed = []
        for codes, plan in plans:
            found = outcome_of(plan, [event for kind in acts_of(plan.type) for event in others[codes, kind]])
            if found != plan.outcome:
                event = plan.model_copy(update={"outcome": found})
                changed.append({"name": plan.id, "outcome_": found.kind if found else None, "record_": to_json(event)})
        if changed:
            update = t.events.update().where(e.id == sa.bindparam("name"))
            connection.execute(update.values(outcome=sa.bindparam("outcome_"), record=sa.bindparam("record_")), changed)
