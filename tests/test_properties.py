"""Laws that hold for any text: exact spans, the same answer twice, and no effect of what says nothing."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.pipeline import KINDS, find, run_document
from dragoman.records import Document, to_json

SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

NAMES = [
    "Kenya", "Peruvian", "Warsaw", "the EU", "NATO", "Foreign Minister", "Amina Mohamed", "General Osei", "police",
    "Chad's", "troops", "the two ministers", "both sides", "the visiting dignitary", "Côte d’Ivoire", "US", "President",
]  # fmt: skip
VERBS = [
    "met", "condemned", "visited", "said", "attacked", "will sign", "did not expel", "urged", "agreed to", "told",
    "was arrested by", "withdrew its", "arrived in", "held talks with", "may send", "according to",
]  # fmt: skip
OTHERS = [
    "on Monday", "in 2014", "12 March", "yesterday", "the treaty", "aid", "his", "he", "they", "it", "we", "if",
    "that", "of", "and", "with", "rain", "QUESTION:", "Q:", "LIMA, May 3 -", "-", "•", "1.", "$5m", "3.5",
]  # fmt: skip
ODD = [
    ".", ",", ";", ":", "?", "!", "…", "—", '"', "“", "”", "'", "‘", "’", "«", "»", "(", ")", "\n", "\n\n", "\r\n", "\t",
    "🙂", "👩‍👩‍👧", "\x00", "e\u0301", "\u0308", "İ", "ß", "\u200b", "\u202e", "\xa0", "中文", "ﬁ", "\ufeff", "\u2028", "\x85",
]  # fmt: skip
TEXTS = st.lists(
    st.tuples(st.sampled_from(NAMES + VERBS + OTHERS) | st.sampled_from(ODD) | st.text(max_size=3), st.sampled_from([" ", " ", ""])),
    max_size=40,
).map(lambda parts: "".join(word + blank for word, blank in parts))  # fmt: skip
DAYS = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1))


def spans(value: Any, name: str = "") -> list[tuple[str, str, int, int]]:
    """Return (name, text, start, end) of everything in a record that has a place in the text."""
    found = []
    if isinstance(value, dict):
        if value.get("start") is not None:
            found.append((name, value["text"], value["start"], value["end"]))
        for key, inner in value.items():
            found += spans(inner, f"{name}.{key}")
    elif isinstance(value, list):
        for inner in value:
            found += spans(inner, name)
    return found


def everything(document: Document, pipeline: Any) -> list[Any]:
    """Return all records of a document, and all that is found in it, as JSON."""
    records = list(run_document(document, pipeline))
    for kind in KINDS:
        records += find(kind, document, pipeline)
    return [json.loads(to_json(record)) for record in records]


@SETTINGS
@given(text=TEXTS, published=DAYS)
def test_spans_are_exact(text, published, pipeline):
    """Whatever the text, the words of every span stand in it where the span says."""
    document = Document(id="any", text=text, published=published)
    for record in everything(document, pipeline):
        for name, words, start, end in spans(record):
            assert 0 <= start < end <= len(text), name
            assert text[start:end] == words, name


@SETTINGS
@given(text=TEXTS, published=DAYS)
def test_reading_twice_gives_the_same(text, published, pipeline):
    """A document read again gives the same records, byte for byte."""
    document = Document(id="any", text=text, published=published)
    once = [to_json(event) for event in run_document(document, pipeline)]
    assert [to_json(event) for event in run_document(document, pipeline)] == once


@SETTINGS
@given(text=TEXTS, published=DAYS)
def test_records_hold_together(text, published, pipeline):
    """A trigger lies in its evidence and is short, ids are unique, and dates are in order."""
    found = run_document(Document(id="any", text=text, published=published), pipeline)
    assert len({event.id for event in found}) == len(found)
    for event in found:
        assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end
        assert event.trigger.end - event.trigger.start <= 60
        if event.date and event.date.earliest and event.date.latest:
            assert event.date.earliest <= event.date.latest
        assert not {a.entity for a in event.actors} & {a.entity for a in event.recipients}


SENTENCES = st.lists(
    st.builds(
        "{} {} {}{}.".format,
        st.sampled_from(
            ["Kenya", "Peruvian Foreign Minister Ana Sanchez", "The army", "Police in Warsaw", "Chad's premier", "Gunmen", "The UN",
             "A spokesman", "The two ministers", "Officials"]
        ),
        st.sampled_from(["met", "condemned", "attacked", "praised", "will visit", "did not expel"]),
        st.sampled_from(["Oman", "the Fijian envoy", "the president", "ten men", "Togo's troops", "the rebels", "Tonga"]),
        st.sampled_from(["", " on Monday", " in Lima", " in Warsaw on 3 May 2011"]),
    ),
    min_size=1,
    max_size=5,
).map(" ".join)  # fmt: skip
IDLE = st.sampled_from(["It rained.", "The night was cold.", "The lights went out.", "Snow fell on the hills."])


@SETTINGS
@given(text=SENTENCES, idle=IDLE)
def test_what_says_nothing_changes_nothing(text, idle, pipeline):
    """A sentence about nothing at the end changes the country of no actor before it."""

    def before(whole: str) -> list[tuple]:
        found = find("actors", Document(id="any", text=whole), pipeline)
        return [(a.start, a.end, a.name, a.country, a.sector) for a in found if a.end <= len(text)]

    assert before(f"{text} {idle}") == before(text)


@pytest.mark.parametrize("blank", ["\n\n", " \n\n \n", "\n\n\t"])
@SETTINGS
@given(text=SENTENCES)
def test_blanks_at_the_ends_change_nothing(blank, text, pipeline):
    """Blank lines around a text move its records and change nothing else."""

    def told(whole: str, by: int) -> list[tuple]:
        found = run_document(Document(id="any", text=whole), pipeline)
        return [(e.type, e.status, e.trigger.start - by, [a.name for a in e.actors]) for e in found]

    assert told(blank + text + blank, len(blank)) == told(text, 0)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00", "\x00\x00\n", "🙂", "\u0301", "\ufeff", ".", '"', "-", "- ", "Q: ", "Q:\n\nA:\n\nQ: ", "“”", "1.", "\u2028"]
)  # fmt: skip
def test_texts_of_nothing(text, pipeline):
    """A text without words yields nothing, and no error."""
    assert everything(Document(id="any", text=text), pipeline) == []
