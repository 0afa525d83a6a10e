"""Merging without a store: what tells one event, what the record says of it, and that order never matters."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge import merge
from dragoman.merge.reprints import bands, find_reprints, is_copy, shingles
from dragoman.merge.same import REPRINT, enough, likeness
from toy import doc, knowledge, line, made_up, merged, mutual, tellings

DAY = "2022-06-09"


def pair(one, other, published=("2022-06-10", "2022-06-10"), **more):
    """Return the events of two documents of one line each."""
    return merged([doc("a", one, published=published[0], **more), doc("b", other, published=published[1], **more)])


SAME = [
    (line(day=DAY), line(day=DAY)),
    (line(day=DAY), line(day="")),
    (line(actors="NOR", recipients="CHL", day=DAY), line(actors="CHL", recipients="NOR", day=DAY)),
    (line(actors="NOR/foreign minister/Kari Dahl", day=DAY), line(day=DAY)),
    (line(actors="NOR/foreign minister/Kari Dahl", day=DAY), line(actors="NOR/minister/K. Dahl", day=DAY)),
    (line(day=DAY, place="Oslo, NOR"), line(day=DAY, place="Oslo, NOR")),
    (line("ACCUSE actual", "NOR", "CHL", DAY), line("ACCUSE actual", "NOR", "", DAY)),
    (line("CONSULT/visit actual", day=DAY), line("CONSULT/visit negated", day=DAY)),
]
OTHER = [
    (line(day=DAY), line("AID actual", day=DAY)),
    (line(day=DAY), line(recipients="SEN", day=DAY)),
    (line(day=DAY), line("CONSULT/visit planned", day=DAY)),
    (line("CONSULT/visit actual", day=DAY), line("CONSULT/phone actual", day=DAY)),
    (line(day=DAY), line(day="2022-08-20")),
    (line("ACCUSE actual", "NOR", "CHL", DAY), line("ACCUSE actual", "CHL", "NOR", DAY)),
    (line(actors="NOR/foreign minister/Kari Dahl", day=DAY, words="talks"), line(actors="NOR/prime minister/Nils Berg", day="2022-06-12", words="other things were said")),
]  # fmt: skip


@pytest.mark.parametrize("lines", SAME)
def test_one_event(lines):
    assert len(pair(*lines)) == 1 == len(pair(*lines[::-1]))


@pytest.mark.parametrize("lines", OTHER)
def test_two_events(lines):
    assert len(pair(*lines)) == 2 == len(pair(*lines[::-1]))


def test_two_events_of_one_document_stay_two():
    assert len(merged([doc("a", line(day=DAY), line(day=DAY, words="the same again"))])) == 2


def test_likeness_has_no_direction():
    told, types = tellings(made_up(3, 30)), mutual()
    for one in told:
        for two in told:
            if one.mention.type == two.mention.type:
                together = one.mention.type in types
                assert likeness(one, two, together) == pytest.approx(likeness(two, one, together))
    assert enough("ACCUSE") > enough("CONSULT")


BODY = "Clerks carried boxes of papers from the embassy to a lorry until dusk, watched by a few neighbours and a dog."


def test_reprints_are_one_voice():
    rows = [doc(name, line(day=DAY), BODY, published=f"2022-06-1{n}", source=name) for n, name in enumerate("abc")]
    own = doc("d", line(day=DAY, words="the two sides spoke of fish"), source="d")
    first, second, third, _ = tellings([*rows, own])
    assert {first.group, second.group, third.group} == {"a"}
    assert likeness(first, second, True) == REPRINT
    (event,) = merged([*rows, own])
    assert (event.sources, len(event.documents)) == (2, 4)


def test_papers_of_one_house_and_of_one_agency_are_one_voice():
    def sources(*told):
        rows = [
            doc(f"d{n}", line(day=DAY, source=by, words=words), source=paper)
            for n, (paper, by, words) in enumerate(told)
        ]
        (event,) = merged(rows)
        return event.sources

    assert sources(("A", "", "talks on fish"), ("B", "", "fish talks held")) == 2
    assert sources(("A", "", "talks on fish"), ("a", "", "fish talks held")) == 1
    assert sources(("A", "Wire", "talks on fish"), ("B", "Wire", "fish talks held")) == 1
    assert sources(("A", "Wire", "talks on fish"), ("B", "Wire", "fish talks"), ("C", "", "fish talks held")) == 2


def test_short_texts_are_no_reprints_and_cut_ones_are():
    assert bands(shingles("A short text of a few words")) == ()
    assert not is_copy(shingles("one two three four five"), shingles("one two three four five"))
    text = f"{BODY} {BODY[::-1]}"
    cut = " ".join(text.split()[:26])
    assert is_copy(shingles(cut), shingles(text))
    assert find_reprints([doc("z", text, published="2022-01-02"), doc("a", cut, published="2022-01-03")]) == {
        "z": "z",
        "a": "z",
    }


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (line(day=DAY, place="Oslo, NOR"), line(day=DAY, place="Santiago, CHL"), "place"),
        (line(day=DAY), line("CONSULT/visit negated", day=DAY), "status"),
        (line(day=DAY, place="Oslo, NOR"), line(day="2022-06-10", place="Oslo, NOR"), "date"),
        (line("ASSAULT actual", day=DAY, words="12 soldiers were killed at the bridge"),
         line("ASSAULT actual", day=DAY, words="15 soldiers were killed at the bridge"), "number"),
        (line("CONSULT/visit actual", "NOR/foreign minister/Kari Dahl", day=DAY),
         line("CONSULT/visit actual", "NOR/foreign minister/Nils Berg", day=DAY), "actor"),
    ],
)  # fmt: skip
def test_conflicts_are_kept_with_all_readings(one, other, field):
    (event,) = pair(one, other)
    conflict = next(found for found in event.conflicts if found.field == field)
    assert len(conflict.readings) == 2
    assert {name for reading in conflict.readings for name in reading.mentions} == set(event.mentions)


def test_what_agrees_is_no_conflict():
    (event,) = pair(line(day=DAY, place="Oslo, NOR"), line(day=DAY, place="Oslo, NOR"))
    assert event.conflicts == ()


@pytest.mark.parametrize(
    ("later", "published", "outcome"),
    [
        (line("CONSULT/visit actual", day="2022-06-20"), "2022-06-21", "held"),
        (line("CONSULT/visit negated", day="2022-06-20"), "2022-06-18", "cancelled"),
        (line("CONSULT/visit negated", day="2022-06-20", words="the talks were postponed"), "2022-06-18", "postponed"),
        (line("CONSULT/visit planned", day="2022-08-30", words="talks postponed to August"), "2022-06-18", "postponed"),
        (line("CONSULT/visit actual", day="2022-09-20"), "2022-09-21", None),
        (line("CONSULT/phone actual", day="2022-06-20"), "2022-06-21", None),
        (line("CONSULT/visit actual", recipients="SEN", day="2022-06-20"), "2022-06-21", None),
        (line("ACCUSE actual", day="2022-06-20"), "2022-06-21", None),
        (line("CONSULT/visit actual", "NOR/prime minister/Nils Berg", day="2022-06-20"), "2022-06-21", None),
    ],
)
def test_what_becomes_of_plans(later, published, outcome):
    plan = doc(
        "plan",
        line("CONSULT/visit planned", "NOR/foreign minister/Kari Dahl", day="2022-06-20"),
        published="2022-06-01",
    )
    events = merged([plan, doc("later", later, published=published)])
    (found,) = [event for event in events if "plan" in event.documents]
    assert (found.outcome and found.outcome.kind) == outcome
    if outcome:
        (other,) = [event.id for event in events if event is not found]
        assert found.outcome.event == other


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25))
def test_the_result_depends_on_the_set_alone(seed, n):
    rules, types = knowledge().merging, mutual()
    told = tellings(made_up(seed, n))
    wanted = merge(told, rules, types)
    mixed = random.Random(seed).sample(told, len(told)) + told[: n // 2]
    assert merge(mixed, rules, types) == wanted
    assert sorted(name for event in wanted for name in event.mentions) == sorted(t.mention.id for t in told)
