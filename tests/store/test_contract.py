"""What every store must do: the same tests on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from dragoman.errors import StoreError
from dragoman.filters import FILTERS, make_query
from dragoman.records import Failure
from dragoman.store import asking
from dragoman.store import schema as t
from dragoman.store.coding import add
from dragoman.store.connect import open_store
from dragoman.store.writing import MANY
from toy import differing, doc, dump, line, made_up, merged

pytestmark = pytest.mark.usefixtures("coder")

VISIT = doc(
    "visit",
    line("CONSULT/visit actual", "NOR/foreign minister/Kari Dahl", "CHL/president/Luz Soto", "2022-06-09", "Oslo, NOR",
         "Wire Agency"),
    "Salmon was not on the menu of the state banquet that followed in the evening, and nobody spoke of it.",
    published="2022-06-10", source="Harbour Post", title="Banquet in Oslo", url="https://harbour.example/1",
)  # fmt: skip
ATTACK = doc(
    "attack", line("ASSAULT actual", "SEN", "VNM", "2022-06-03", "Dakar, SEN", words="shells fell on the port"),
    published="2022-06-04", source="Gazette",
)  # fmt: skip
PLAN = doc(
    "plan",
    line("CONSULT/phone planned", "SEN/president/Modou Fall", "CHL", "2022-07-20", words="a call was announced"),
    published="2022-07-01",
)
QUARREL = [
    doc("first", line("ACCUSE actual", "VNM", "NOR", "2022-08-01", "Hanoi, VNM", words="sharp words over islands in the gulf"),
        published="2022-08-02", source="Lantern"),
    doc("second", line("ACCUSE actual", "VNM", "NOR", "2022-08-01", "Santiago, CHL", words="sharp words over islands in the gulf"),
        published="2022-08-03", source="Gazette"),
]  # fmt: skip
WORLD = [VISIT, ATTACK, PLAN, *QUARREL]
CASES = {
    "country": ("nor", ["ACCUSE", "CONSULT"]),
    "actor": ("Kari Dahl", ["CONSULT"]),
    "recipient": ("VNM", ["ASSAULT"]),
    "person": ("Dahl", ["CONSULT"]),
    "office": ("president", ["CONSULT", "CONSULT"]),
    "dyad": ("VNM-SEN", ["ASSAULT"]),
    "type": ("assault", ["ASSAULT"]),
    "mode": ("phone", ["CONSULT"]),
    "quad": ("verbal conflict", ["ACCUSE"]),
    "context": ("trade", ["CONSULT"]),
    "status": ("planned", ["CONSULT"]),
    "since": ("2022-07", ["ACCUSE", "CONSULT"]),
    "until": ("2022-06-03", ["ASSAULT"]),
    "place": ("Oslo", ["CONSULT"]),
    "source": ("HARBOUR post", ["CONSULT"]),
    "text": ("salmon menu", ["CONSULT"]),
    "min_sources": (2, ["ACCUSE"]),
    "min_confidence": (0.9, ["CONSULT", "CONSULT"]),
    "has_conflict": (True, ["ACCUSE"]),
}
# Values of which several may be given: the events of both must be found.
SEVERAL = {
    "country": ("SEN", "CHL"), "actor": ("SEN", "Kari Dahl"), "recipient": ("VNM", "NOR"), "person": ("Fall", "Soto"),
    "office": ("president", "foreign minister"), "type": ("ACCUSE", "ASSAULT"), "mode": ("phone", "visit"),
    "quad": ("verbal conflict", "material conflict"), "context": ("trade", "diplomatic"), "place": ("DAK", "Oslo", "SEN"),
    "status": ("planned", "actual"), "source": ("gazette", "wire agency"),
}  # fmt: skip


@pytest.fixture
def world(store):
    """Return a store of a few documents."""
    assert {item.fate for item in add(WORLD, store)} == {"added"}
    return store


def fates(documents, store, **more):
    return [item.fate for item in add(documents, store, **more)]


def types_of(store, **asked):
    return sorted(event.type for event in asking.ask(store, make_query(**asked)))


def rows(store, table):
    with store.reading() as connection:
        return connection.execute(sa.select(table)).mappings().all()


# Opening


def test_a_store_is_made_kept_and_opened_again(blank):
    where = blank()
    with open_store(where) as store:
        list(add(WORLD, store))
        before = dump(store)
    with open_store(where, create=False) as store:
        assert differing(before, dump(store)) == {}


def test_no_store_is_made_where_none_is_wanted(blank):
    where = blank()
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            open_store(where, create=False)
        assert caught.value.code == "S001"


def test_no_password_is_shown(monkeypatch):
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://someone:tellnobody@127.0.0.1:9/none")
    assert caught.value.code == "S008" and "tellnobody" not in str(caught.value)


@pytest.mark.parametrize("where", ["mysql://host/name", "nowhere/at/all/store.db"])
def test_places_that_are_none(where, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError) as caught:
        open_store(where)
    assert caught.value.code == "S002"


# Adding


def test_adding_twice_changes_nothing(world):
    before, runs = dump(world), rows(world, t.runs)
    assert fates(WORLD, world) == ["known"] * len(WORLD)
    assert differing(before, dump(world)) == {} and rows(world, t.runs) == runs


def test_one_document_twice_in_a_call(store):
    assert fates([VISIT, VISIT], store) == ["added", "known"]
    assert len(rows(store, t.mentions)) == 1


def test_what_is_stored_is_what_was_given(world):
    _, documents = asking.told_by(world, asking.ask(world))
    assert documents == {document.id: document for document in WORLD}
    assert asking.ask(world, limit=None, order="oldest") == sorted(merged(WORLD), key=lambda e: (e.date.earliest, e.id))


def test_mentions_of_events(world):
    events = asking.ask(world, make_query(type="ACCUSE"))
    mentions, documents = asking.told_by(world, events)
    assert set(mentions) == set(events[0].mentions) and set(documents) == {"first", "second"}


def test_runs_are_noted(world):
    (run,) = rows(world, t.runs)
    assert (run["kind"], run["coder"]) == ("add", "toy 1") and run["started"] <= run["finished"]


def test_a_changed_text_is_refused_and_taken_where_wanted(world):
    before = dump(world)
    changed = ATTACK.model_copy(update={"text": line("AID actual", "SEN", "VNM", "2022-06-03")})
    (told,) = add([changed], world)
    assert (told.fate, told.failure.code) == ("failed", "S006")
    after = dump(world)
    assert [name for name in before if before[name] != after[name]] == ["failures"]
    assert fates([changed], world, replace=True) == ["replaced"]
    assert types_of(world) == ["ACCUSE", "AID", "CONSULT", "CONSULT"]
    assert rows(world, t.failures) == []
    assert [row["document"] for row in rows(world, t.past)] == ["attack"]
    assert types_of(world, text="shells") == [] and types_of(world, text="fisheries", country="SEN") == ["AID"]
    assert fates([changed], world, replace=True) == ["known"]


@pytest.mark.parametrize("field", ["title", "source", "url", "published"])
def test_all_of_a_document_counts_as_its_text(world, field):
    value = dt.date(2022, 6, 11) if field == "published" else "Another"
    assert fates([VISIT.model_copy(update={field: value})], world) == ["failed"]


def test_failures_are_kept_and_forgotten(store):
    broken = doc("late", "UNREADABLE")
    elsewhere = Failure(document="news.zip", code="I017", message="damaged")
    assert fates([broken, elsewhere, ATTACK], store) == ["failed", "failed", "added"]
    assert {(row["document"], row["code"]) for row in rows(store, t.failures)} == {
        ("late", "I013"),
        ("news.zip", "I017"),
    }
    count = len(rows(store, t.runs))
    assert fates([broken, elsewhere], store) == ["failed", "failed"]
    assert len(rows(store, t.runs)) == count, "the same failure was noted again"
    assert fates([VISIT.model_copy(update={"id": "late"})], store) == ["added"]
    assert [row["document"] for row in rows(store, t.failures)] == ["news.zip"]


def test_copies_count_once(store):
    body = "Guests of both houses sat for three hours in the great hall under portraits of kings, and said little to the press."
    told = line(day="2022-06-09")
    original = doc("o", told, body, published="2022-06-09", source="Gazette")
    copy = doc("c", told, body, published="2022-06-10", source="Harbour Post")
    own = doc("x", told, "An account of another hand.", published="2022-06-10", source="Lantern")
    list(add([original, copy, own], store))
    (event,) = asking.ask(store)
    assert (len(event.documents), event.sources) == (3, 2)


def test_nothing_is_added_where_the_call_breaks_off(store):
    """What was read before a call broke off stays, and is merged by the next call."""
    calls = add([VISIT, ATTACK, PLAN], store)
    assert next(calls).fate == "added"
    calls.close()
    assert len(rows(store, t.documents)) == 1 and asking.ask(store) == []
    assert fates([VISIT], store) == ["known"]
    assert types_of(store) == ["CONSULT"]


# Text


@pytest.mark.parametrize(
    "text", ["Тегеран и Хельсинки", "تهران", "\U0001d518\U0001f600 ok", "a'b\";--%s :x \\ $1", "e\u0301\u200b"]
)
def test_any_text_is_kept(store, text):
    given = doc("ü/" + text, line(words=text.replace(";", ",")), text, title=text, source=text, url=text)
    assert fates([given, given], store) == ["added", "known"]
    (event,) = asking.ask(store, make_query(source=text))
    mentions, documents = asking.told_by(store, [event])
    assert documents == {given.id: given}
    (mention,) = mentions.values()
    assert given.text[mention.evidence.start : mention.evidence.end] == mention.evidence.text


@pytest.mark.parametrize("bad", ["\0", "\ud800", "\udfff"])
def test_what_no_database_keeps_is_replaced(store, bad):
    given = doc("n" + bad, line(words=f"long{bad}talks"), f"to{bad}", title=bad, source=bad, url=bad)
    assert fates([given, given], store) == ["added", "known"]
    (row,) = rows(store, t.documents)
    assert (row["text"], row["id"], row["title"]) == (given.text.replace(bad, "\ufffd"), "n\ufffd", "\ufffd")
    broken = Failure(document="x" + bad, code="I013", message=bad)
    assert fates([broken, broken], store) == ["failed", "failed"]
    (kept,) = rows(store, t.failures)
    assert (kept["document"], kept["message"]) == ("x\ufffd", "\ufffd")


def test_long_ids_and_texts(store):
    given = doc("https://paper.example/" + "x" * 2000, line(), "word " * 60_000, source="s" * 500, url="u" * 3000)
    assert fates([given, given], store) == ["added", "known"]
    assert len(asking.ask(store)) == 1


def test_documents_without_a_day(store):
    given = doc("undated", line(), published=None)
    list(add([given], store))
    assert [row["period"] for row in asking.types(store)] == ["undated"]
    assert types_of(store, since="1900") == [] and types_of(store) == ["CONSULT"]


# Asking


def test_each_filter_has_a_case():
    assert set(CASES) == {row.name for row in FILTERS}


@pytest.mark.parametrize("name", [row.name for row in FILTERS])
def test_filters(world, name):
    value, wanted = CASES[name]
    assert types_of(world, **{name: value}) == wanted
    assert asking.count(world, make_query(**{name: value})) == len(wanted)
    assert sorted(event.type for event in asking.walk(world, make_query(**{name: value}))) == wanted
    # With a condition that all events meet, another table may lead.
    every = {"status": ["actual", "planned"], "country": ["NOR", "SEN", "VNM", "CHL"]}
    assert types_of(world, **{**every, name: value}) == wanted


@pytest.mark.parametrize("name", SEVERAL)
def test_several_values(world, name):
    found = {event.id for event in asking.ask(world, make_query(**{name: SEVERAL[name]}))}
    parts = [{event.id for event in asking.ask(world, make_query(**{name: value}))} for value in SEVERAL[name]]
    assert found == set().union(*parts) and len(found) >= 2


@pytest.mark.parametrize("one", sorted(CASES))
def test_two_filters_find_what_both_find(world, one):
    def ids(**asked):
        return {event.id for event in asking.ask(world, make_query(**asked))}

    for other, (value, _) in CASES.items():
        if other != one:
            both = ids(**{one: CASES[one][0], other: value})
            assert both == ids(**{one: CASES[one][0]}) & ids(**{other: value}), (one, other)


@pytest.mark.parametrize(
    "words", ["salmon", "SALMON menu", '"salmon"', "menu OR salmon", "salmon*", "NEAR(salmon", "title:x", "' --"]
)
def test_words_are_no_search_language(world, words):
    assert set(types_of(world, text=words)) <= {"CONSULT"}


def test_words_of_titles_and_forms_of_words_are_found_alike(world):
    assert types_of(world, text="banquet Oslo") == ["CONSULT"]
    assert types_of(world, text="nosuchword") == []


def test_order_and_limit(store):
    list(add(made_up(4, 40), store))
    every = asking.ask(store, limit=None)
    assert len(every) > 20
    keys = [(row["day"], row["id"]) for row in sorted(rows(store, t.events), key=lambda r: (r["day"], r["id"]))]
    assert [event.id for event in every] == [name for _, name in reversed(keys)]
    assert asking.ask(store, limit=None, order="oldest") == every[::-1]
    assert asking.ask(store, limit=7) == every[:7]
    assert list(asking.walk(store)) == every[::-1]
    for query in ({"country": "NOR"}, {"dyad": "CHL-NOR"}, {"context": "diplomatic"}, {"source": "gazette"}):
        asked = make_query(**query)
        found = asking.ask(store, asked, limit=None)
        assert found == [event for event in every if event in found] and len(found) == asking.count(store, asked) > 0
        assert asking.ask(store, asked, limit=3) == found[:3]


def test_walks_go_over_pages(store, monkeypatch):
    list(add(made_up(4, 40), store))
    every = asking.ask(store, limit=None, order="oldest")
    monkeypatch.setattr(asking, "PAGE", 3)
    assert list(asking.walk(store)) == every
    walked = asking.walk(store)
    next(walked)
    walked.close()
    assert asking.count(store) == len(every)


def test_more_ids_than_a_statement_takes(store, monkeypatch):
    from dragoman.store import writing

    documents = made_up(4, 40)
    monkeypatch.setattr(writing, "MANY", 3)
    list(add(documents, store))
    events = asking.ask(store, limit=None)
    assert sorted(events, key=lambda e: e.id) == list(merged(documents))
    assert MANY > 3 and len(asking.told_by(store, events)[1]) > 3


def test_dyad(world):
    assert asking.dyad(world, "vnm", "SEN") == [
        {"period": "2022-06", "n": 1, "mean_score": -9.0, "verbal cooperation": 0, "material cooperation": 0,
         "verbal conflict": 0, "material conflict": 1, "planned": 0, "negated": 0, "sources": 1}
    ]  # fmt: skip
    (entry,) = asking.dyad(world, "NOR", "VNM", by="quarter")
    assert (entry["period"], entry["n"], entry["sources"]) == ("2022-Q3", 1, 2)
    (plan,) = asking.dyad(world, "SEN", "CHL", by="week")
    assert (plan["period"], plan["n"], plan["planned"], plan["mean_score"]) == ("2022-W29", 0, 1, None)
    assert asking.dyad(world, "SEN", "NOR") == []
    assert asking.dyad(world, "SEN", "VNM", query=make_query(since="2022-07")) == []


def test_types(world):
    assert asking.types(world, by="year") == [
        {"period": "2022", "type": "ACCUSE", "status": "actual", "n": 1},
        {"period": "2022", "type": "ASSAULT", "status": "actual", "n": 1},
        {"period": "2022", "type": "CONSULT", "status": "actual", "n": 1},
        {"period": "2022", "type": "CONSULT", "status": "planned", "n": 1},
    ]
    assert [row["period"] for row in asking.types(world, make_query(country="SEN"), by="day")] == [
        "2022-06-03",
        "2022-07-20",
    ]


def test_network(world):
    every = [("CHL", "NOR", 4.0), ("NOR", "VNM", -4.0), ("SEN", "VNM", -9.0)]
    assert [(row["a"], row["b"], row["mean_score"]) for row in asking.network(world)] == every
    assert {row["n"] for row in asking.network(world)} == {1}
    assert len(asking.network(world, limit=2)) == 2
    assert [row["a"] for row in asking.network(world, make_query(country="SEN"))] == ["SEN"]


def test_places(world):
    shaded, pins = asking.places(world)
    assert {row["country"]: row["n"] for row in shaded} == {"CHL": 1, "NOR": 2, "SEN": 1, "VNM": 2}
    assert {row["name"] for row in pins} >= {"Dakar", "Oslo"} and all(row["n"] == 1 for row in pins)
    assert asking.places(world, make_query(type="ASSAULT"))[1] == [{"name": "Dakar", "lat": 14.7, "lon": -17.4, "n": 1}]


def test_actor(world):
    found = asking.actor(world, "dahl")
    assert found["names"] == ["Kari Dahl"] and found["types"] == {"CONSULT": 1}
    day = "2022-06-09"
    assert found["roles"] == [{"office": "foreign minister", "country": "NOR", "first": day, "last": day, "n": 1}]
    assert found["counterparts"] == [{"name": "Luz Soto", "country": "CHL", "n": 1}]
    nobody = asking.actor(world, "Nobody Known")
    assert (nobody["names"], nobody["types"], nobody["roles"]) == ([], {}, [])


def test_plans(world):
    (plan,) = asking.plans(world)
    assert plan.status == "planned" and plan.outcome is None
    (late,) = asking.plans(world, as_of=dt.date(2022, 8, 10))
    assert late.outcome.kind == "not reported again"
    assert asking.last_published(world) == dt.date(2022, 8, 3)
    call = doc(
        "call", line("CONSULT/phone actual", "SEN/president/Modou Fall", "CHL", "2022-07-20"), published="2022-07-21"
    )
    list(add([call], world))
    (held,) = asking.plans(world, as_of=dt.date(2022, 8, 10))
    assert held.outcome.kind == "held" and held.outcome.event in {event.id for event in asking.ask(world)}
    assert asking.plans(world, make_query(country="NOR")) == []


@pytest.mark.parametrize("ask", [asking.ask, asking.types, asking.network, asking.plans, asking.count])
def test_an_empty_store_answers(store, ask):
    assert not ask(store)
    assert asking.places(store) == ([], []) and asking.last_published(store) is None
    assert asking.dyad(store, "NOR", "CHL") == []
