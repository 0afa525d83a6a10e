"""The reports to merge are sound: exact offsets, known events, true copies, and look-alikes that exist."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.knowledge.tables import load_knowledge

HERE = Path(__file__).parent
STATUS = {"actual", "planned", "negated"}
COPIES = {"identical", "cut", "headline", "insert", "lead"}
DIFFER = {"date", "place", "actors", "numbers", "status"}
RUN = 5


@pytest.fixture(scope="module")
def reports():
    lines = (HERE / "reports.jsonl").read_text("utf-8").splitlines()
    return {report["id"]: report for report in map(json.loads, lines)}


@pytest.fixture(scope="module")
def events():
    return {event["id"]: event for event in json.loads((HERE / "events.json").read_text("utf-8"))}


@pytest.fixture(scope="module")
def look_alikes():
    return json.loads((HERE / "look_alikes.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def told(reports):
    """Return the reports that tell each event."""
    found = defaultdict(set)
    for report in reports.values():
        for mention in report["events"]:
            found[mention["event"]].add(report["id"])
    return found


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def shared(one, other):
    """Return the share of the shorter text's runs of words that stand in the longer text."""
    first, second = shingles(one["text"]), shingles(other["text"])
    return len(first & second) / min(len(first), len(second))


def test_the_set_is_large_enough(reports, events):
    lines = (HERE / "reports.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(reports) >= 60, "too few reports, or an id twice"
    assert sum(event["main"] for event in events.values()) >= 20
    days = sorted(dt.date.fromisoformat(report["published"]) for report in reports.values())
    assert days[-1].year - days[0].year >= 20


def test_reports_are_of_the_length_of_news(reports):
    words = {name: len(report["text"].split()) for name, report in reports.items()}
    assert {name: n for name, n in words.items() if not 60 <= n <= 200} == {}
    assert all(report["source"] and report["title"] for report in reports.values())


def test_offsets_are_exact(reports):
    wrong = []
    for name, report in reports.items():
        assert report["events"], name
        spans = sorted((m["start"], m["start"] + len(m["trigger"])) for m in report["events"])
        wrong += [name for (_, end), (start, _) in zip(spans, spans[1:]) if start < end]
        for mention in report["events"]:
            start, trigger = mention["start"], mention["trigger"]
            if not trigger.strip() or report["text"][start : start + len(trigger)] != trigger:
                wrong.append((name, trigger))
    assert wrong == []


def test_mentions_name_known_events_by_their_type(reports, events):
    types = {kind.type for kind in load_knowledge().events} | {"STATEMENT"}
    for name, report in reports.items():
        for mention in report["events"]:
            assert mention["type"] == events[mention["event"]]["type"], name
            assert mention["type"] in types and mention["status"] in STATUS, name
    assert {event["type"] for event in events.values()} >= types - {"STATEMENT", "CONCEDE"}


def test_every_event_is_told_at_least_twice_by_sources_of_its_own(reports, events, told):
    assert set(told) == set(events)
    assert {e for e, names in told.items() if len(names) < 2} == set()
    alone = {e for e, names in told.items() if sum(not reports[name]["copy_of"] for name in names) < 2}
    assert alone == set(), "told by one source and its copies only"


def test_events_are_described(reports, events, told):
    for name, event in events.items():
        assert event["what"] and event["actors"] and set(event["differ"]) <= DIFFER, name
        if event["date"]:
            last = max(dt.date.fromisoformat(reports[report]["published"]) for report in told[name])
            assert dt.date.fromisoformat(event["date"]) <= last, name
        status = {m["status"] for report in told[name] for m in reports[report]["events"] if m["event"] == name}
        assert ("status" in event["differ"]) == (len(status) > 1), name


def test_look_alikes_name_two_events_and_a_reason(events, look_alikes):
    pairs = [tuple(sorted(pair["events"])) for pair in look_alikes]
    assert len(set(pairs)) == len(pairs) >= 10
    for pair in look_alikes:
        one, other = pair["events"]
        assert one != other and {one, other} <= set(events) and pair["reason"].strip(), pair


def test_copies_are_copies(reports):
    copies = [report for report in reports.values() if report["copy_of"]]
    assert {report["copy"] for report in copies} == COPIES
    for report in copies:
        model = reports[report["copy_of"]]
        assert model["copy_of"] is None and model["published"] <= report["published"], report["id"]
        assert {m["event"] for m in report["events"]} <= {m["event"] for m in model["events"]}, report["id"]
        assert shared(report, model) >= 0.6, report["id"]
        assert (report["text"] == model["text"]) == (report["copy"] == "identical"), report["id"]
        if report["copy"] == "cut":
            assert len(report["text"]) <= 0.75 * len(model["text"]), report["id"]


def test_other_reports_are_written_anew(reports):
    own = [report for report in reports.values() if not report["copy_of"]]
    assert all(report["copy"] is None for report in own)
    near = {(a["id"], b["id"]) for a, b in combinations(own, 2) if shared(a, b) >= 0.2}
    assert near == {("na-01", "na-03")}, "annual talks alone are told in the same words"
