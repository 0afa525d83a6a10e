"""Operative clauses of resolutions: where they open, and who speaks in them."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.analyse.operative import clause_start
from dragoman.knowledge.sentences import SentenceRules
from dragoman.pipeline import run_document
from dragoman.records import Document

RULES = SentenceRules.model_construct(operative_verbs={"condemn": (), "call": ("on", "upon"), "note": ("that", "with")})
LEMMAS = {"condemns": "condemn", "condemning": "condemn", "calls": "call", "notes": "note"}


def start(text: str, item: bool = False) -> int | None:
    return clause_start(text, item, RULES, lambda word, tag: LEMMAS.get(word, word))


@pytest.mark.parametrize(
    ("text", "item", "at"),
    [
        ("1. Condemns the raid on the port;", False, 3),
        ("(iv) Condemns the raid on the port.", False, 5),
        ("Strongly condemns the raid on the port;", False, 0),
        ("Condemning the raid on the port,", False, 0),
        ("Calls upon both sides to disarm", True, 0),
        ("Condemns the raid on the port.", False, None),
        ("Calls were made to the port;", False, None),
        ("2. Notes of the meeting were lost.", False, None),
        ("3. Condemn the raid;", False, None),
        ("condemns the raid;", False, None),
        ("", True, None),
    ],
)
def test_where_an_operative_clause_opens(text, item, at):
    assert start(text, item) == at


RESOLUTION = """The African Union, at its thirtieth summit in Addis Ababa:

1. Condemns the raid by the rebels of Burundi on the camp;

2. Calls upon Rwanda to release the prisoners;

3. Notes that Uganda has offered to host the talks.
"""


@pytest.fixture(scope="module")
def events(pipeline):
    return run_document(Document(id="r", text=RESOLUTION, published=dt.date(2009, 5, 4)), pipeline)


def test_the_issuer_before_the_list_is_the_actor(events):
    said = {event.trigger.text.split()[0]: event for event in events}
    for verb in ("Condemns", "Calls"):
        assert [actor.name for actor in said[verb].actors] == ["African Union"], said[verb]
    assert said["Condemns"].type == "ACCUSE"
    assert [actor.country for actor in said["Calls"].recipients] == ["RWA"]


def test_offsets_are_those_of_the_text(events):
    assert events
    assert all(RESOLUTION[e.trigger.start : e.trigger.end] == e.trigger.text for e in events)


def test_a_clause_with_a_subject_of_its_own_keeps_it(events):
    (offer,) = [event for event in events if event.type == "AGREE"]
    assert [actor.country for actor in offer.actors] == ["UGA"]


def test_without_an_issuer_nobody_is_made_up(pipeline):
    text = "1. Condemns the raid by Chad on the camp;\n\n2. Calls upon Chad to withdraw;\n"
    events = run_document(Document(id="r", text=text, published=dt.date(2009, 5, 4)), pipeline)
    condemned = [event for event in events if event.type == "ACCUSE"]
    assert all(not event.actors for event in condemned)
