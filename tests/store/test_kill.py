"""`add` is killed at random moments: nothing is half there, and the next run completes it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from dragoman.records import Event
from dragoman.store import schema as t
from dragoman.store.coding import add
from dragoman.store.connect import open_store, revision
from toy import differing, dump, made_up, read

# On each of the two stores.
KILLS = 26
SEED, MANY, PAUSE = 5, 16, 0.002


@pytest.fixture(scope="module")
def adder():
    """Return a function that adds the documents in another process and kills it after some seconds (None: never)."""
    script = Path(__file__).with_name("killed.py")
    path = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip

    def start(where: str, after: float | None) -> int:
        process.stdin.write(json.dumps([where, SEED, MANY, PAUSE]) + "\n")
        process.stdin.flush()
        child = int(process.stdout.readline())
        if after is not None:
            time.sleep(after)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return int(process.stdout.readline())

    yield start
    process.stdin.close()
    assert process.wait(10) == 0


def half_there(store):
    """Return what is half there: documents with some of their events, merged events without rows or mentions."""
    wanted = {document.id: {mention.id for mention in read(document)} for document in made_up(SEED, MANY)}
    wrong = []
    with store.reading() as connection:
        stored = {name: set() for name in connection.execute(sa.select(t.documents.c.id)).scalars()}
        mentions = connection.execute(sa.select(t.mentions.c.id, t.mentions.c.document, t.mentions.c.event)).all()
        events = connection.execute(sa.select(t.events.c.id, t.events.c.record)).all()
        parties = set(connection.execute(sa.select(t.parties.c.event)).scalars())
    for row in mentions:
        stored[row.document].add(row.id)
    wrong += [name for name, found in stored.items() if found != wanted[name]]
    told = {row.id: row.event for row in mentions if row.event}
    for row in events:
        wrong += [row.id for name in Event.model_validate_json(row.record).mentions if told.pop(name, None) != row.id]
    return wrong + sorted(told) + sorted(parties - {row.id for row in events})


def test_killed_additions_are_completed(adder, blank, fresh, coder):
    undisturbed = fresh()
    list(add(made_up(SEED, MANY), undisturbed))
    wanted = dump(undisturbed)
    began = time.monotonic()
    assert adder(blank(), None) == 0
    lasts = time.monotonic() - began
    rng, kills, rounds, partly = random.Random(11), 0, 0, set()
    while kills < KILLS:
        where, rounds = blank(), rounds + 1
        while (status := adder(where, rng.uniform(0, lasts * 0.7))) != 0:
            assert status == -signal.SIGKILL
            kills += 1
            if not Path(where).is_file() and "://" not in where:
                continue
            with open_store(where) as store:
                assert revision(store) is not None
                assert half_there(store) == []
                with store.reading() as connection:
                    partly.add(connection.execute(sa.select(sa.func.count()).select_from(t.documents)).scalar_one())
            if kills >= KILLS and rounds > 3:
                assert adder(where, None) == 0
                break
        with open_store(where) as store:
            list(add(made_up(SEED, MANY), store))
            assert differing(wanted, dump(store)) == {}
    # The kills came at different moments: before, between and after the documents.
    assert len(partly) > 4
