"""Scores on small hand-made gold: perfect, missed, made up, told twice, optional, forbidden, symmetric."""

from __future__ import annotations

import importlib.util
import io
import random
from pathlib import Path

import pytest

from dragoman.scoring import Tally, check_attributes, same_dyad, score_document, score_documents

TEXT = "Norway expelled two envoys of Chad on Monday. Chad recalled its envoy. Togo met Niger."
SCRIPT = Path(__file__).parents[2] / "shared" / "score.py"


def span(words, nth=0):
    """Return the n-th occurrence of the words in TEXT."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return {"text": words, "start": at, "end": at + len(words)}


def side(*countries):
    """Return actors of those countries."""
    return [{"country": c, "sector": "GOV", "person": None, "name": c, "text": c} for c in countries]


def record(words, type_, actors=(), recipients=(), **more):
    """Return a record with that trigger."""
    given = {"mode": None, "status": "actual", "date": None, "place": None, "attribution": []}
    return {
        "document": "d", "type": type_, "actors": side(*actors), "recipients": side(*recipients),
        "trigger": span(words), "evidence": span(words), **given, **more,
    }  # fmt: skip


def gold(words, type_, actors=None, recipients=None, **more):
    """Return a gold event at those words."""
    sides = [None if s is None else [{"country": c} for c in s] for s in (actors, recipients)]
    return {"anchor": words, "types": [type_], "actors": sides[0], "recipients": sides[1], **more}


def document(*events, absent=()):
    """Return a gold document of those events."""
    return {"id": "d", "text": TEXT, "events": list(events), "absent": list(absent)}


def score(events, records, absent=()):
    """Return the figures of one gold document."""
    return score_documents([document(*events, absent=absent)], {"d": records})


DAY = {"earliest": "2015-03-09", "latest": "2015-03-09"}
EXPULSION = gold("expelled", "SANCTION", ["NOR"], ["TCD"], status="actual", date="2015-03-09")
RIGHT = record("expelled", "SANCTION", ["NOR"], ["TCD"], date=DAY)


def shares(result):
    """Return precision and recall of found, dyad and exact."""
    return [(result[k]["precision"], result[k]["recall"]) for k in ("found", "dyad", "exact")]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([RIGHT], [(1.0, 1.0)] * 3),
        ([], [(0.0, 0.0)] * 3),
        ([{**RIGHT, "date": None}], [(1.0, 1.0), (1.0, 1.0), (0.0, 0.0)]),
        ([{**RIGHT, "status": "negated"}], [(1.0, 1.0), (1.0, 1.0), (0.0, 0.0)]),
        ([{**RIGHT, "recipients": []}], [(1.0, 1.0), (0.0, 0.0), (0.0, 0.0)]),
        ([{**RIGHT, "recipients": side("TCD", "NER")}], [(1.0, 1.0), (0.0, 0.0), (0.0, 0.0)]),
        ([{**RIGHT, "type": "ASSAULT"}], [(0.0, 0.0)] * 3),
        ([{**RIGHT, "trigger": span("recalled")}], [(0.0, 0.0)] * 3),
        ([{**RIGHT, "trigger": {"text": TEXT, "start": 0, "end": len(TEXT)}}], [(0.0, 0.0)] * 3),
        ([RIGHT, record("recalled", "SANCTION", ["TCD"])], [(0.5, 1.0)] * 3),
        ([RIGHT, RIGHT], [(0.5, 1.0)] * 3),
    ],
    ids=["perfect", "missed", "no date", "wrong status", "no recipient", "one too many", "wrong type",
         "elsewhere", "long trigger", "made up", "told twice"],
)  # fmt: skip
def test_one_event(records, expected):
    """Each way to be right or wrong counts where it should."""
    assert shares(score([EXPULSION], records)) == expected


@pytest.mark.parametrize("records", [[RIGHT], [RIGHT, record("recalled", "SANCTION", ["TCD"])]])
def test_optional_events(records):
    """An optional event is neither missed where it lacks nor wrong where it stands."""
    optional = gold("recalled", "SANCTION", ["TCD"], optional=True)
    assert shares(score([EXPULSION, optional], records)) == [(1.0, 1.0)] * 3


@pytest.mark.parametrize(
    ("records", "forbidden"),
    [
        ([record("met", "ASSAULT", ["TGO"])], 1),
        ([record("met", "ASSAULT", ["TGO"], status="negated")], 0),
        ([record("met", "CONSULT", ["TGO"])], 0),
        ([record("recalled", "ASSAULT", ["TCD"])], 0),
    ],
)
def test_forbidden(records, forbidden):
    """A record of a forbidden type at the place counts, unless it is negated."""
    assert score([], records, absent=[{"anchor": "met", "types": ["ASSAULT"]}])["forbidden"] == forbidden


@pytest.mark.parametrize(
    ("actors", "recipients", "right"),
    [
        (["TGO", "NER"], [], True),
        (["TGO"], ["NER"], True),
        (["NER"], ["TGO"], True),
        (["TGO"], [], False),
        (["TGO", "NER"], ["TCD"], False),
    ],
)
def test_symmetric_dyads(actors, recipients, right):
    """Of a meeting with no host both sides are one set."""
    meeting = gold("met", "CONSULT", ["TGO", "NER"], [], symmetric=True)
    assert same_dyad(meeting, record("met", "CONSULT", actors, recipients)) is right


@pytest.mark.parametrize(
    ("actors", "recipients", "right"),
    [(None, None, True), (["NOR"], None, True), (["TCD"], None, False), ([], None, False)],
)
def test_sides_that_are_not_judged(actors, recipients, right):
    """A side that the gold leaves open is always right; an empty one must be empty."""
    assert same_dyad(gold("expelled", "SANCTION", actors, recipients), RIGHT) is right


def test_bad_spans():
    """A span whose words are not those of the text is counted."""
    wrong = {**RIGHT, "evidence": {"text": "other words", "start": 0, "end": 11}}
    assert score([EXPULSION], [wrong])["bad_spans"] == 1


def test_anchors_of_further_tellings():
    """A record at another telling of an event matches it."""
    twice = gold("expelled", "SANCTION", ["TCD"], anchors=["recalled", ["envoy", 1]])
    assert score([twice], [record("recalled", "SANCTION", ["TCD"])])["found"]["recall"] == 1.0


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        ({"status": ["planned", "possible"]}, {"status": "possible"}, {"status": True}),
        ({"date": ["2015-03-01", "2015-03-09"]}, {"date": DAY}, {"date": False}),
        ({"modes": ["expel"]}, {"mode": "expel"}, {"mode": True}),
        ({"place": {"name": "Oslo", "country": "NOR"}}, {"place": {"name": "Oslo", "text": "Oslo", "country": "NOR"}}, {"place": True}),
        ({"place": {"name": "Oslo", "country": "NOR"}}, {"place": {"name": "Oslo", "text": "Oslo", "country": "USA"}}, {"place": False}),
        ({"speakers": ["Dahl"]}, {"attribution": [{"name": "Kari Dahl", "quotation": "direct"}]}, {"speaker": True}),
        ({"quotation": "indirect"}, {"attribution": [{"name": "Kari Dahl", "quotation": "direct"}]}, {"quotation": False}),
        ({}, {}, {}),
    ],
)  # fmt: skip
def test_attributes(wanted, given, expected):
    """Only what the gold judges is checked."""
    assert check_attributes(gold("expelled", "SANCTION", **wanted), {**RIGHT, **given}) == expected


def test_notes_tell_what_went_wrong():
    """The notes name what was missed, wrong and made up."""
    tally = Tally()
    wrong = {**RIGHT, "status": "planned"}
    score_document(document(EXPULSION, gold("recalled", "SANCTION")), [wrong, record("met", "CONSULT")], tally)
    assert [note.split(": ", 1)[1] for note in tally.notes] == [
        "«expelled» SANCTION: wrong status",
        "missed «recalled» SANCTION",
        "made up CONSULT at «met»",
    ]


def test_an_anchor_that_is_not_there():
    """Gold whose anchor stands nowhere in the text is an error, not a miss."""
    with pytest.raises(ValueError, match="not in the text"):
        score([gold("invaded", "ASSAULT")], [RIGHT])


def generated(seed):
    """Return gold documents and records drawn at random, by document."""
    draw = random.Random(seed)
    words = ["Norway", "expelled", "envoys", "Chad", "Monday", "recalled", "Togo", "met", "Niger"]
    codes, types = ["NOR", "TCD", "TGO", "NER"], ["SANCTION", "CONSULT", "ASSAULT"]
    statuses = ["actual", "planned", "negated"]

    def some():
        return draw.sample(codes, draw.randint(0, 2))

    golds, records = [], {}
    for n in range(6):
        events = []
        for _ in range(draw.randint(0, 4)):
            event = gold(draw.choice(words), draw.choice(types), some() or None, some() or None)
            event["status"] = draw.choice([None, *statuses])
            event["date"] = draw.choice([None, "2015-03-09", ["2015-03-01", "2015-03-09"]])
            event["symmetric"], event["optional"] = draw.random() < 0.3, draw.random() < 0.2
            events.append(event)
        absent = [{"anchor": draw.choice(words), "types": [draw.choice(types)]}]
        golds.append({**document(*events, absent=absent), "id": f"d{n}"})
        records[f"d{n}"] = [
            record(draw.choice(words), draw.choice(types), some(), some(), status=draw.choice(statuses), date=draw.choice([None, DAY]))
            for _ in range(draw.randint(0, 5))
        ]  # fmt: skip
    return golds, records


@pytest.mark.parametrize("seed", range(8))
def test_same_figures_as_the_reference_script(seed):
    """The figures are those of the script that the gold was published with."""
    if not SCRIPT.is_file():
        pytest.skip("the reference script score.py does not lie beside the repository")
    spec = importlib.util.spec_from_file_location("reference_score", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    golds, records = generated(seed)
    ours = score_documents(golds, records)
    theirs = script.score(golds, records, out=io.StringIO())
    assert {key: ours[key] for key in theirs} == theirs
