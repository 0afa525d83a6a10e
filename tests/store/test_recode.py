"""Another version reads the stored documents again, and what changed is told."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from dragoman.errors import StoreError
from dragoman.store import schema as t
from dragoman.store.asking import ask
from dragoman.store.coding import add, diff, recode
from toy import differing, doc, dump, line, made_up, merged

DOCUMENTS = [
    doc("a", line(day="2022-06-09"), line("AID actual", "SEN", "VNM", "2022-06-03"), "maybe a third event"),
    doc("b", "Nothing is told here."),
]


@pytest.fixture
def recoded(store, coder):
    """Return a store of run 1 (version 1) and run 2 (version 2)."""
    list(add(DOCUMENTS, store))
    coder("2")
    assert [item.fate for item in recode(store)] == ["recoded", "recoded"]
    return store


def told(changes):
    return [(c.document, c.old and c.old.type, c.new and c.new.type, c.fields) for c in changes]


def test_what_changed_is_told_both_ways(recoded):
    assert told(diff(recoded, 1, 2)) == [
        ("a", "CONSULT", "CONSULT", ("score",)), ("a", "AID", None, ()), ("a", None, "CONSULT", ())
    ]  # fmt: skip
    assert told(diff(recoded, 2, 1)) == [
        ("a", "CONSULT", "CONSULT", ("score",)), ("a", "CONSULT", None, ()), ("a", None, "AID", ())
    ]  # fmt: skip
    assert told(diff(recoded, 1, 1)) == told(diff(recoded, 2, 2)) == []


@pytest.mark.parametrize("pair", [(1, 9), (9, 1), (0, 0)])
def test_unknown_runs(recoded, pair):
    with pytest.raises(StoreError) as caught:
        list(diff(recoded, *pair))
    assert caught.value.code == "S007"


def test_recoding_twice_changes_nothing(recoded):
    before = dump(recoded)
    assert list(recode(recoded)) == []
    assert differing(before, dump(recoded)) == {}
    assert [item.fate for item in recode(recoded, every=True)] == ["recoded", "recoded"]
    assert dump(recoded)["mentions"] == before["mentions"]


def test_a_recoded_store_equals_one_added_by_that_version(fresh, coder):
    documents, changed, new = made_up(8, 24), fresh(), fresh()
    list(add(documents, changed))
    coder("2")
    list(recode(changed))
    list(add(documents, new))
    assert differing(dump(new, leftovers=False), dump(changed, leftovers=False)) == {}
    assert sorted(ask(new, limit=None), key=lambda e: e.id) == list(merged(documents, "2"))


def test_diff_over_several_runs(recoded, coder):
    late = doc("c", line("AGREE actual", "NOR", "SEN"))
    list(add([late], recoded))
    coder("1")
    assert [item.fate for item in recode(recoded)] == ["recoded"] * 3
    assert told(diff(recoded, 1, 4)) == []
    assert told(diff(recoded, 2, 4)) == told(diff(recoded, 2, 1))
    assert told(diff(recoded, 3, 4)) == [*told(diff(recoded, 2, 1)), ("c", "AGREE", "AGREE", ("score",))]


def test_what_stops_a_recode_is_taken_up_again(store, coder):
    list(add(DOCUMENTS, store))
    coder("2")
    calls = recode(store)
    assert next(calls).document == "a"
    calls.close()
    assert [item.document for item in recode(store)] == ["b"]
    assert sorted(ask(store, limit=None), key=lambda e: e.id) == list(merged(DOCUMENTS, "2"))


def test_replaced_texts_are_kept_for_diff(store, coder):
    list(add(DOCUMENTS, store))
    list(add([DOCUMENTS[0].model_copy(update={"text": line("ACCUSE actual", "NOR", "SEN")})], store, replace=True))
    assert told(diff(store, 1, 2)) == [
        ("a", "CONSULT", "ACCUSE", told(diff(store, 1, 2))[0][3]),
        ("a", "AID", None, ()),
    ]
    with store.reading() as connection:
        assert connection.execute(sa.select(t.past.c.run, t.past.c.until)).all() == [(1, 2)]
