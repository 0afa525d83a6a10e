"""Whatever stands in a text, every format can be read back; and what can be streamed is."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import feedparser
import icalendar
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kept as made
from dragoman.export import EVENT_WRITERS
from dragoman.knowledge.layouts import load_layouts

TABBED = ("gdelt1", "gdelt2", "gdelt2-mentions", "icews", "polecat", "phoenix", "petrarch")
STREAMED = ("jsonl", "csv", "ical", "atom", "annotations", *TABBED)
# Whatever Unicode has but lone surrogates, and often what files trip over.
WORDS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\t\r\n;,\\\"'=<>&\u2028\x00\x0b\x1f")), min_size=1)


def written(name, events):
    out = io.BytesIO()
    EVENT_WRITERS[name].write(iter(events), out)
    return out.getvalue()


def hostile(words, status="actual"):
    """Return an event that has the words wherever a text may stand."""
    document = made.DOCUMENT.model_copy(update={"title": words, "source": words, "url": None})
    place = made.OSLO.model_copy(update={"name": words})
    event = made.event(
        "v", status=status, actors=(made.DAHL.model_copy(update={"name": words, "person": words}), made.ROJAS),
        recipients=(made.UNKNOWN.model_copy(update={"name": f"{words}!"}),), evidence=words, place=place,
    )  # fmt: skip
    return made.kept(event, document=document)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_tabbed_layouts_keep_their_columns(words):
    for name in TABBED:
        rows = written(name, [hostile(words)]).decode("utf-8").split("\n")[:-1]
        assert {row.count("\t") + 1 for row in rows} == {len(load_layouts()[name])}
        assert not any(cell.startswith(("=", "@")) for row in rows for cell in row.split("\t"))


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_marked_up_formats_are_well_formed(words):
    feed = feedparser.parse(written("atom", [hostile(words)]))
    assert not feed.bozo and len(feed.entries) == 1
    assert nx.read_graphml(io.BytesIO(written("graphml", [hostile(words)]))).number_of_edges() == 2
    assert json.loads(written("annotations", [hostile(words)]))["items"][0]["id"] == "urn:dragoman:mention:e1"


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_calendars_keep_to_the_form(words):
    data = written("ical", [hostile(words, "planned")])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert not event.errors and str(event["UID"]) == "v@dragoman"
    assert set(event) <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP", "CATEGORIES", "LOCATION", "GEO",
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_tables_give_the_words_back(words):
    with zipfile.ZipFile(io.BytesIO(written("datapackage", [hostile(words)]))) as package:
        text = package.read("events.csv").decode()
    for table in (written("csv", [hostile(words)]).decode(), text):
        (row,) = csv.DictReader(io.StringIO(table, newline=""))
        assert row["evidence"] in (words, f"'{words}")


@pytest.mark.parametrize("name", STREAMED)
def test_the_first_event_is_written_before_the_second_is_read(name):
    out, seen = io.BytesIO(), []

    def events():
        kept = made.PLANNED if name == "ical" else made.PLAIN
        yield made.kept(kept)
        seen.append(out.tell())
        yield made.kept(kept)

    EVENT_WRITERS[name].write(events(), out)
    assert seen[0] > len(written(name, [])) / 2 and seen[0] > 100
