"""Floors under the quality of reading: the knowledge examples, the quiet texts, and gold where there is any.

tests/gold holds documents that the project wrote itself; more gold is looked for in shared/gold beside the repository.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from dragoman.evaluate import check_knowledge, evaluate_gold
from dragoman.ingest import read_documents
from dragoman.pipeline import run_document

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))
RELEASES = ROOT.parent / "shared" / "texts" / "state_releases.jsonl"
QUIET = sorted((ROOT / "examples" / "hard").glob("*.txt"))


def test_knowledge_examples_hold(pipeline):
    report = check_knowledge()
    problems = [fault for file in report.files for fault in file.failures]
    assert report.ok, "\n" + "\n".join(problems)


@pytest.mark.parametrize("path", QUIET, ids=lambda path: path.stem)
def test_quiet_texts_stay_quiet(path, pipeline):
    (document,) = read_documents([str(path)])
    events = run_document(document, pipeline)
    told = [f"{event.type} at {event.trigger.text!r}: {event.found_by}" for event in events]
    assert len(told) <= FLOORS["quiet"]["examples"], "\n" + "\n".join(told)


def test_there_are_quiet_texts():
    assert {"sport", "markets", "weather", "cooking", "software"} <= {path.stem for path in QUIET}


@pytest.mark.parametrize("name", ["own", "seed", "dev"])
def test_gold_floors(name, pipeline):
    floors = FLOORS[name]
    gold = ROOT / "tests" / "gold" if name == "own" else GOLD / floors["gold"]
    if not gold.exists():
        pytest.skip(f"no gold documents at {gold}: put some there to measure the reader against them")
    figures = evaluate_gold([gold])
    low = [
        f"{key} F1 is {figures[key]['f1']:.3f}, the floor {floors[key]:.3f}"
        for key in ("found", "dyad", "exact")
        if figures[key]["f1"] < floors[key]
    ]
    low += [
        f"{key} is right in {figures['attributes'][key][2]:.3f} of the found, the floor is {floors[key]:.3f}"
        for key in ("person", "sector")
        if key in floors and figures["attributes"][key][2] < floors[key]
    ]
    high = [
        f"{key} is {figures[key]}, the ceiling {floors[key]}"
        for key in ("forbidden", "bad_spans")
        if figures[key] > floors[key]
    ]
    assert not low + high, "\n" + "\n".join(low + high)


def test_counterparts_floor(pipeline):
    """The meeting or call that a press release is about is found with the right counterpart."""
    if not RELEASES.is_file():
        pytest.skip(f"no press releases at {RELEASES}: put some there to measure the reader against them")
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from counterparts import measure

    right, rows = measure(RELEASES, pipeline)
    assert rows > 100
    assert right / rows >= FLOORS["counterparts"]["found"]
