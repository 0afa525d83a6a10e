"""Readers see one state while others write, and two that add at once lose nothing."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from dragoman.store import schema as t
from dragoman.store.asking import ask, count, walk
from dragoman.store.coding import add
from dragoman.store.connect import open_store
from toy import differing, dump, made_up

pytestmark = pytest.mark.usefixtures("coder")


def where(store):
    url = store.engine.url
    return url.database if store.dialect == "sqlite" else url.render_as_string(hide_password=False)


def test_two_that_add_at_once_lose_nothing(fresh):
    documents, shared, alone = made_up(6, 40), fresh(), fresh()
    list(add(documents, alone))
    errors = []

    def work(part):
        try:
            with open_store(where(shared)) as store:
                list(add(part, store))
        except Exception as error:  # told below, in the thread of the test
            errors.append(error)

    threads = [threading.Thread(target=work, args=(part,)) for part in (documents[:25], documents[:14:-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert differing(dump(alone), dump(shared)) == {}


def test_a_walk_sees_the_state_at_its_beginning(store, monkeypatch):
    from dragoman.store import asking

    monkeypatch.setattr(asking, "PAGE", 2)
    documents = made_up(6, 40)
    list(add(documents[:20], store))
    before = ask(store, limit=None, order="oldest")
    walked = walk(store)
    seen = [next(walked)]
    list(add(documents[20:], store))
    assert [*seen, *walked] == before
    assert count(store) > len(before)


def test_a_reader_sees_one_state(store):
    documents = made_up(6, 20)
    list(add(documents[:10], store))
    with store.reading() as connection:
        query = sa.select(sa.func.count()).select_from(t.documents)
        first = connection.execute(query).scalar()
        list(add(documents[10:], store))
        assert connection.execute(query).scalar() == first == 10
