"""How well mentions are merged: B³ over the reports of tests/merging, and look-alike events that were merged.

B³ (Bagga and Baldwin, 1998) is taken over the labelled mentions that a record was found for; the mentions of one
report and event count once. `--all` prints each event with its mentions.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from dragoman.knowledge.tables import load_knowledge
from dragoman.merge import merge, tell
from dragoman.merge.reprints import find_reprints
from dragoman.pipeline import load_pipeline, run_document
from dragoman.records import Document, Event, EventMention

FOLDER = Path(__file__).parents[1] / "tests" / "merging"


def read_reports(fast: bool = False) -> tuple[list[dict], dict[str, tuple[EventMention, ...]]]:
    """Return the reports of the set, and what is read in each by id."""
    reports = [json.loads(line) for line in (FOLDER / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    pipeline = load_pipeline(fast=fast)
    return reports, {report["id"]: run_document(as_document(report), pipeline) for report in reports}


def as_document(report: dict) -> Document:
    """Return a report as a document."""
    return Document(**{key: report[key] for key in ("id", "text", "published", "source", "title")})


def merged(reports: list[dict], mentions: dict[str, tuple[EventMention, ...]]) -> tuple[Event, ...]:
    """Return the events of all reports."""
    knowledge = load_knowledge()
    documents = [as_document(report) for report in reports]
    groups = find_reprints(documents)
    tellings = [
        tell(mention, document.published, document.source, groups[document.id], knowledge.merging)
        for document in documents
        for mention in mentions[document.id]
    ]
    return merge(tellings, knowledge.merging, {kind.type for kind in knowledge.events if kind.mutual})


def labelled(reports: list[dict], mentions: dict[str, tuple[EventMention, ...]]) -> tuple[dict[str, str], int]:
    """Return the true event of each record that a label was found for, and how many labels there are."""
    truth: dict[str, str] = {}
    labels = 0
    for report in reports:
        seen = set()
        for label in report["events"]:
            labels += label["event"] not in seen
            start, end = label["start"], label["start"] + len(label["trigger"])
            for mention in mentions[report["id"]]:
                like = mention.type == label["type"] or {mention.type, label["type"]} == {"AGREE", "CONSULT"}
                over = mention.trigger.start < end and mention.trigger.end > start
                if like and over and label["event"] not in seen and mention.id not in truth:
                    truth[mention.id] = label["event"]
                    seen.add(label["event"])
            seen.add(label["event"])
    return truth, labels


def found_events(events: tuple[Event, ...], truth: dict[str, str]) -> dict[str, str]:
    """Return the event that each labelled mention was put into; a plan belongs to the event that it became."""
    became = {event.id: event.outcome.event for event in events if event.outcome and event.outcome.event}
    return {m: became.get(event.id, event.id) for event in events for m in event.mentions if m in truth}


def b_cubed(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a grouping; both map the same mentions to names of groups."""
    of_truth, of_found = _members(truth), _members(found)
    precision = recall = 0.0
    for mention, event in truth.items():
        same = len(of_truth[event] & of_found[found[mention]])
        precision += same / len(of_found[found[mention]])
        recall += same / len(of_truth[event])
    p, r = precision / len(truth), recall / len(truth)
    return p, r, 2 * p * r / (p + r)


def _members(groups: dict[str, str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for mention, group in groups.items():
        members[group].add(mention)
    return members


def look_alikes_merged(truth: dict[str, str], found: dict[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of look-alike events of which some event holds mentions of both."""
    pairs = [tuple(row["events"]) for row in json.loads((FOLDER / "look_alikes.json").read_text(encoding="utf-8"))]
    mixed = [{truth[m] for m in members} for members in _members(found).values()]
    return [(a, b) for a, b in pairs if any({a, b} <= events for events in mixed)]


def measure(fast: bool = False) -> dict:
    """Return B³ and the look-alikes merged over the reports of tests/merging."""
    reports, mentions = read_reports(fast)
    truth, labels = labelled(reports, mentions)
    events = merged(reports, mentions)
    found = found_events(events, truth)
    precision, recall, f1 = b_cubed(truth, found)
    return {
        "reports": len(reports),
        "events": len(set(truth.values())),
        "labels": labels,
        "mentions": len(truth),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "look_alikes": look_alikes_merged(truth, found),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="frames alone")
    figures = measure(parser.parse_args().fast)
    print(f"{figures['reports']} reports of {figures['events']} events")
    print(f"{figures['mentions']} of {figures['labels']} tellings were read")
    print(f"B³ precision {figures['precision']:.3f}  recall {figures['recall']:.3f}  F1 {figures['f1']:.3f}")
    print(f"look-alike events merged: {figures['look_alikes'] or 'none'}")


if __name__ == "__main__":
    main()
