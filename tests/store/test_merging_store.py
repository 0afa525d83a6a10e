"""Merging in the store: any order, any portions, any replacements give what merging all from scratch gives."""

from __future__ import annotations

import random

import pytest
import sqlalchemy as sa

from dragoman.records import to_json
from dragoman.store import schema as t
from dragoman.store.coding import add
from toy import differing, doc, dump, line, made_up, merged

pytestmark = pytest.mark.usefixtures("coder")
WORLDS = (1, 2, 3)


def portions(documents, rng):
    """Give documents in a random order and in random portions."""
    order = rng.sample(documents, len(documents))
    while order:
        n = rng.choice((1, 2, 5, 20))
        yield order[:n]
        order = order[n:]


def add_all(documents, store, rng=None, **more):
    for part in portions(documents, rng) if rng else [documents]:
        list(add(part, store, **more))


def stored_events(store):
    with store.reading() as connection:
        return sorted(connection.execute(sa.select(t.events.c.record)).scalars())


def told(events):
    return sorted(map(to_json, events))


@pytest.mark.parametrize("seed", WORLDS)
def test_one_addition_equals_merging_from_scratch(store, seed):
    documents = made_up(seed, 40)
    add_all(documents, store)
    assert stored_events(store) == told(merged(documents))
    assert any(len(event.mentions) > 1 for event in merged(documents))


@pytest.mark.parametrize("seed", range(6))
def test_any_order_and_portions_give_the_same_tables(fresh, seed, dialect):
    documents, rng = made_up(seed % 3, 30), random.Random(seed)
    whole, parted = fresh(), fresh()
    add_all(documents, whole)
    add_all(documents, parted, rng)
    assert differing(dump(whole), dump(parted)) == {}


@pytest.mark.parametrize("seed", range(8))
def test_replacing_documents_leaves_what_the_last_texts_give(fresh, seed, dialect):
    rng = random.Random(seed)
    last = made_up(seed, 24)
    others = {document.id: document for document in made_up(seed + 100, 24)}
    emptied = {d.id: d.model_copy(update={"text": "Nothing was told today."}) for d in last}
    changed, whole = fresh(), fresh()
    first = [rng.choice((d, others[d.id], emptied[d.id])) for d in last]
    add_all(first, changed, rng)
    second = [rng.choice((d, others[d.id], emptied[d.id])) for d in rng.sample(last, 12)]
    add_all(second, changed, rng, replace=True)
    add_all(last, changed, rng, replace=True)
    add_all(last, whole)
    assert stored_events(whole) == told(merged(last))
    assert differing(dump(whole, leftovers=False), dump(changed, leftovers=False)) == {}


COPY = "A delegation of nine officials spent the whole afternoon in the old customs house and left without a word to anyone."


def test_a_reprint_that_comes_first_is_put_after_its_original(fresh):
    original = doc("b-original", line(day="2022-06-09"), COPY, published="2022-06-09", source="Gazette")
    reprint = doc("a-reprint", line(day="2022-06-09"), COPY, published="2022-06-11", source="Harbour Post")
    own = doc("c-own", line(day="2022-06-09", words="both sides praised the treaty"), published="2022-06-10")
    stores = []
    for order in ((original, reprint, own), (reprint, own, original), (own, reprint, original)):
        store = fresh()
        for document in order:
            list(add([document], store))
        with store.reading() as connection:
            first = dict(connection.execute(sa.select(t.documents.c.id, t.documents.c.first)).all())
        assert first == {"a-reprint": "b-original", "b-original": "b-original", "c-own": "c-own"}
        stores.append(dump(store))
    assert differing(stores[0], stores[1]) == differing(stores[0], stores[2]) == {}
    assert len(stores[0]["events"]) == 1


def test_a_chain_of_copies_is_cut_where_its_link_is_replaced(store):
    middle = COPY + " It was the third such meeting of the season and the cooks had been asked to stay late again."
    end = "It was the third such meeting of the season and the cooks had been asked to stay late again."
    rows = [
        doc("a", line(day="2022-06-09"), COPY, published="2022-06-09"),
        doc("b", line(day="2022-06-09"), middle, published="2022-06-10"),
        doc("c", end, published="2022-06-11"),
    ]
    list(add(rows, store))
    with store.reading() as connection:
        assert set(connection.execute(sa.select(t.documents.c.first)).scalars()) == {"a"}
    list(add([rows[1].model_copy(update={"text": "Another text."})], store, replace=True))
    with store.reading() as connection:
        first = dict(connection.execute(sa.select(t.documents.c.id, t.documents.c.first)).all())
    assert first == {"a": "a", "b": "b", "c": "c"}


def test_a_side_that_is_missing_finds_and_leaves_its_event(fresh):
    """A report without a recipient joins the one fuller report, leaves it for nobody where there are two."""
    words = "sharp words about the fisheries treaty"
    half = doc("half", line("ACCUSE actual", "NOR", "", "2022-06-09", words=words))
    full = doc("full", line("ACCUSE actual", "NOR", "CHL", "2022-06-09", words=words))
    rival = doc("rival", line("ACCUSE actual", "NOR", "SEN", "2022-06-09", words=words))
    gone = rival.model_copy(update={"text": "Nothing."})
    store = fresh()
    sizes = []
    for document in (half, full, rival, gone):
        list(add([document], store, replace=True))
        with store.reading() as connection:
            sizes.append(sorted(connection.execute(sa.select(t.events.c.mentions)).scalars()))
    assert sizes == [[1], [2], [1, 1, 1], [2]]


def test_what_became_of_plans_follows_replaced_documents(store):
    plan = doc("plan", line("CONSULT/visit planned", day="2022-06-20"), published="2022-06-01")
    held = doc("held", line("CONSULT/visit actual", day="2022-06-20"), published="2022-06-21")
    off = doc("held", line("CONSULT/visit negated", day="2022-06-20"), published="2022-06-19")
    found = []
    for document in (plan, held, off, off.model_copy(update={"text": "Nothing."})):
        list(add([document], store, replace=True))
        with store.reading() as connection:
            query = sa.select(t.events.c.outcome).where(t.events.c.status == "planned")
            found.append(connection.execute(query).scalar())
    assert found == [None, "held", "cancelled", None]
