"""Reads documents into the store: `add` new ones, `recode` those that another version read, `diff` two runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from dragoman.errors import StoreError
from dragoman.knowledge.tables import DATA, Knowledge, load_knowledge
from dragoman.pipeline import VERSION, run
from dragoman.records import Document, EventMention, Failure
from dragoman.store import schema as t
from dragoman.store.connect import Store
from dragoman.store.merging import merge_pending
from dragoman.store.writing import (
    document_digest,
    drop_document,
    drop_mentions,
    forget_failures,
    store_document,
    store_failure,
    store_mentions,
    stored_digests,
)

MODELS = Path(__file__).parents[1] / "models"
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
Fate = Literal["added", "known", "replaced", "recoded", "failed"]


@dataclass(frozen=True)
class Coded:
    """What became of one document: its fate, how many mentions it holds, and the failure where it could not be read."""

    document: str
    fate: Fate
    mentions: int = 0
    failure: Failure | None = None


@dataclass(frozen=True)
class Change:
    """A record on which two runs part: one of `old` and `new` may be None; `fields` names what differs."""

    document: str
    old: EventMention | None
    new: EventMention | None
    fields: tuple[str, ...] = ()


@dataclass
class _Run:
    """The row of `runs` for a call, made in the transaction that first writes something."""

    kind: str
    coder: str
    id: int | None = None
    begun: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))

    def number(self, connection: sa.Connection) -> int:
        row = {"kind": self.kind, "coder": self.coder, "started": self.begun}
        return connection.execute(t.runs.insert().returning(t.runs.c.id), row).scalar_one()

    def finish(self, store: Store) -> None:
        if self.id is None:
            return
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with store.writing() as connection:
            connection.execute(t.runs.update().where(t.runs.c.id == self.id).values(finished=now))


def coder_name(knowledge_dir: Path | None = None, *, fast: bool = False) -> str:
    """Return what tells one coder from another: the version, and a digest of words, facts and models."""
    return f"{VERSION}+{_digest(knowledge_dir)}{' fast' if fast else ''}"


@lru_cache(maxsize=4)
def _digest(knowledge_dir: Path | None) -> str:
    found = hashlib.blake2b(digest_size=6)
    for folder in (DATA, MODELS, *([knowledge_dir] if knowledge_dir else [])):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".toml", ".csv", ".json", ".onnx"):
                found.update(path.relative_to(folder).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def add(
    documents: Iterable[Document | Failure],
    store: Store,
    *,
    knowledge_dir: Path | None = None,
    jobs: int = 1,
    fast: bool = False,
    replace: bool = False,
) -> Iterator[Coded]:
    """Read documents into the store and merge their events; yields what became of each.

    Each document is stored in a transaction of its own, so that the call may be stopped at any moment and made again;
    what is stored already is not read again. Merging follows when all are read.

    Arguments: jobs, number of processes; fast, frames alone; replace, take a changed text in place of the stored one of
    the same id (otherwise a Failure S006).
    Raises StoreError, and KnowledgeError for broken knowledge.
    """
    call = _Run("add", coder_name(knowledge_dir, fast=fast))
    knowledge = load_knowledge(knowledge_dir)
    known: list[Coded] = []
    stale: set[str] = set()
    fresh = _fresh(documents, store, replace, known, stale)
    for document, found in run(fresh, knowledge_dir=knowledge_dir, jobs=jobs, fast=fast):
        yield from known
        known.clear()
        if isinstance(found, Failure):
            yield _store_failure(store, call, found)
        elif document is not None:
            yield _store(store, call, document, found, knowledge, document.id in stale)
    yield from known
    merge_store(store, knowledge)
    call.finish(store)


def merge_store(store: Store, knowledge: Knowledge) -> int:
    """Merge what waits for it; return how many events were written."""
    return merge_pending(store, knowledge.merging, {kind.type for kind in knowledge.events if kind.mutual})


def _fresh(
    documents: Iterable[Document | Failure], store: Store, replace: bool, known: list[Coded], stale: set[str]
) -> Iterator[Document | Failure]:
    """Give the documents that are not stored yet, noting the others in `known`, and in `stale` those to be replaced."""
    for item in map(storable, documents):
        if isinstance(item, Document):
            with store.reading() as connection:
                digest = stored_digests(connection, [item.id]).get(item.id)
            if digest == document_digest(item):
                known.append(Coded(item.id, "known"))
                continue
            if digest is not None:
                if not replace:
                    yield _other_text(item)
                    continue
                stale.add(item.id)
        yield item


def storable(item: Document | Failure) -> Document | Failure:
    """Return a record with U+FFFD for what no database keeps in text: U+0000 and lone surrogates; offsets stay."""
    values = {name: value for name, value in item if isinstance(value, str)}
    changed = {name: new for name, value in values.items() if (new := UNSTORABLE.sub("\ufffd", value)) != value}
    return item.model_copy(update=changed) if changed else item


def _other_text(document: Document) -> Failure:
    error = StoreError("S006", where=document.id)
    return Failure(document=document.id, code=error.code, message=error.message)


def _store(
    store: Store,
    call: _Run,
    document: Document,
    mentions: tuple[EventMention, ...],
    knowledge: Knowledge,
    stale: bool,
) -> Coded:
    with store.writing() as connection:
        # The same document may come twice in one call, or have been added by another program meanwhile.
        digest = stored_digests(connection, [document.id]).get(document.id)
        if digest == document_digest(document):
            return Coded(document.id, "known")
        if digest is not None and not stale:
            return Coded(document.id, "failed", failure=_other_text(document))
        number = call.id or call.number(connection)
        if digest is not None:
            drop_document(connection, document.id, number)
        forget_failures(connection, document.id)
        store_document(connection, number, document, mentions, knowledge.merging)
    call.id = number
    return Coded(document.id, "added" if digest is None else "replaced", len(mentions))


def _store_failure(store: Store, call: _Run, failure: Failure) -> Coded:
    f = t.failures.c
    told = sa.select(f.message).where(f.document == failure.document, f.code == failure.code)
    with store.reading() as connection:
        same = connection.execute(told).scalar() == failure.message
    if not same:
        with store.writing() as connection:
            number = call.id or call.number(connection)
            store_failure(connection, number, failure)
        call.id = number
    return Coded(failure.document, "failed", failure=failure)


def recode(
    store: Store, *, knowledge_dir: Path | None = None, jobs: int = 1, fast: bool = False, every: bool = False
) -> Iterator[Coded]:
    """Read the stored documents again that another version or other knowledge read; yields what became of each.

    What was read before is kept for `diff`. Arguments as in `add`; every, read also those that this very coder read.
    """
    call = _Run("recode", coder_name(knowledge_dir, fast=fast))
    knowledge = load_knowledge(knowledge_dir)
    ids = _coded_by_others(store, None if every else call.coder)
    for document, found in run(_stored(store, ids), knowledge_dir=knowledge_dir, jobs=jobs, fast=fast):
        if isinstance(found, Failure) or document is None:
            yield _store_failure(store, call, found)  # type: ignore[arg-type]
            continue
        with store.writing() as connection:
            number = call.id or call.number(connection)
            d = t.documents.c
            old = connection.execute(sa.select(d.run).where(d.id == document.id)).scalar()
            if old is None:
                continue
            drop_mentions(connection, document.id, old, number)
            store_mentions(connection, document, found, knowledge.merging)
            connection.execute(t.documents.update().where(d.id == document.id).values(run=number))
        call.id = number
        yield Coded(document.id, "recoded", len(found))
    merge_store(store, knowledge)
    call.finish(store)


def _coded_by_others(store: Store, coder: str | None) -> list[str]:
    query = sa.select(t.documents.c.id).join(t.runs, t.runs.c.id == t.documents.c.run).order_by(t.documents.c.id)
    if coder is not None:
        query = query.where(t.runs.c.coder != coder)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def _stored(store: Store, ids: Iterable[str]) -> Iterator[Document]:
    for name in ids:
        with store.reading() as connection:
            row = connection.execute(sa.select(t.documents).where(t.documents.c.id == name)).mappings().first()
        if row is not None:
            yield Document(**{key: row[key] for key in Document.model_fields})


def runs(store: Store) -> list[dict[str, Any]]:
    """Return the calls that wrote something, the first first: number, kind, coder, when, and documents read then.

    `finished` is None for a call that was stopped.
    """
    r, d = t.runs.c, t.documents.c
    many = sa.select(sa.func.count()).where(d.run == r.id).scalar_subquery().label("documents")
    query = sa.select(r.id, r.kind, r.coder, r.started, r.finished, many).order_by(r.id)
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def diff(store: Store, old: int, new: int) -> Iterator[Change]:
    """Yield the records on which two runs part, documents in order: what was read then, and what is read now.

    A run stands for all that was stored when it ended. Arguments: old and new, numbers of runs (`dragoman runs`).
    Raises StoreError (S007) for a number that is none.
    """
    with store.reading() as connection:
        for number in (old, new):
            if connection.execute(sa.select(t.runs.c.id).where(t.runs.c.id == number)).scalar() is None:
                raise StoreError("S007", detail=str(number))
        p, d = t.past.c, t.documents.c
        low, high = sorted((old, new))
        # Only what a run after the first and up to the second touched can differ.
        touched = set(connection.execute(sa.select(p.document).where(p.until > low, p.until <= high)).scalars())
        touched |= set(connection.execute(sa.select(d.id).where(d.run > low, d.run <= high)).scalars())
        for name in sorted(touched):
            before, after = (_as_of(connection, name, number) for number in (old, new))
            if before is not None and after is not None:
                yield from _changes(name, before, after)


def _as_of(connection: sa.Connection, document: str, number: int) -> list[EventMention] | None:
    """Return what was read in a document when a run had ended, None where it was not stored then."""
    d, p, m = t.documents.c, t.past.c, t.mentions.c
    now = connection.execute(sa.select(d.run).where(d.id == document)).scalar()
    if now is not None and now <= number:
        rows = connection.execute(sa.select(m.record).where(m.document == document)).scalars()
        return [EventMention.model_validate_json(row) for row in rows]
    query = sa.select(p.records).where(p.document == document, p.run <= number, p.until > number)
    found = connection.execute(query.order_by(p.run.desc())).scalar()
    return None if found is None else [EventMention.model_validate(row) for row in json.loads(found)]


def _changes(document: str, before: list[EventMention], after: list[EventMention]) -> Iterator[Change]:
    """Yield how two readings of a document part; records are paired by trigger and type, then by trigger alone."""
    left = sorted(before, key=lambda m: (m.trigger.start, m.type))
    right = sorted(after, key=lambda m: (m.trigger.start, m.type))
    pairs: list[tuple[EventMention, EventMention]] = []
    for same in (lambda a, b: a.type == b.type, lambda a, b: True):
        for one in tuple(left):
            two = next((b for b in right if _overlap(one, b) and same(one, b)), None)
            if two is not None:
                left.remove(one)
                right.remove(two)
                pairs.append((one, two))
    for one, two in sorted(pairs, key=lambda pair: pair[0].trigger.start):
        a, b = one.model_dump(exclude={"id"}), two.model_dump(exclude={"id"})
        fields = tuple(key for key in a if _told(a[key]) != _told(b[key]))
        if fields:
            yield Change(document, one, two, fields)
    yield from (Change(document, one, None) for one in left)
    yield from (Change(document, None, two) for two in right)


def _overlap(one: EventMention, two: EventMention) -> bool:
    return one.trigger.start < two.trigger.end and two.trigger.start < one.trigger.end


def _told(value: object) -> object:
    """Return a value without the ids of entities, which change with the version."""
    if isinstance(value, dict):
        return {key: _told(part) for key, part in value.items() if key != "entity"}
    return [_told(part) for part in value] if isinstance(value, list | tuple) else value
