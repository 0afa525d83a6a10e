"""Which state a document speaks from: its dateline, its ministry or paper, or the state that its story is about."""

from __future__ import annotations

import pytest

from dragoman.pipeline import run_document
from dragoman.records import Document

ABROAD = (
    "Sri Lankan police closed a road in Colombo. Sri Lanka's president was away, and Sri Lanka's courts were shut. "
    "Sri Lanka has no harbour police.\n\nRights groups accused the army of torture."
)


@pytest.mark.parametrize(
    ("source", "country"),
    [("BBC News", "LKA"), ("", "LKA"), ("The Colombo Beacon", "LKA"), ("British Embassy", "GBR")],
)
def test_the_army_of_a_story(source, country, pipeline):
    """In a newspaper "the army" is of the state that the story is about, in a release of its own state."""
    events = run_document(Document(id="h", text=ABROAD, published="2010-07-09", source=source), pipeline)
    accused = next(e for e in events if e.type == "ACCUSE")
    assert {a.country for a in accused.recipients} == {country}
