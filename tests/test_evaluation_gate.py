"""Floors under the quality of reading: the knowledge examples, the quiet texts, and gold where there is any.

tests/gold and tests/blind hold documents that the project wrote itself, those of tests/blind coded without a look at the
rules; more gold is looked for in shared/gold beside the repository.
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
sys.path.insert(0, str(ROOT / "benchmarks"))
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))
RELEASES = ROOT.parent / "shared" / "texts" / "state_releases.jsonl"
RELATIONS = ROOT.parent / "shared" / "plv" / "plv_dev.tsv"
STATUSES = ("planned", "possible", "conditional", "negated")
ATTRIBUTES = (
    "person", "sector", "place", "date", "speaker", "quotation", "status", *(f"status {name}" for name in STATUSES)
)  # fmt: skip
WIKIWARS = ROOT.parent / "shared" / "dates" / "wikiwars.jsonl"
RECOGNIZERS = ROOT.parent / "shared" / "dates" / "recognizers.jsonl"
TOPONYMS = ROOT.parent / "shared" / "places" / "geovirus.jsonl"
ATTRIBUTIONS = ROOT.parent / "shared" / "attribution" / "polnear_dev.jsonl"
QUIET = sorted((ROOT / "examples" / "hard").glob("*.txt"))


def test_knowledge_examples_hold(pipeline):
    report = check_knowledge()
    problems = [fault for file in report.files for fault in file.failures]
    assert report.ok, "\n" + "\n".join(problems)


@pytest.mark.parametrize("path", QUIET, ids=lambda path: path.stem)
def test_quiet_texts_stay_quiet(path, full_pipeline):
    (document,) = read_documents([str(path)])
    events = run_document(document, full_pipeline)
    told = [f"{event.type} at {event.trigger.text!r}: {event.found_by}" for event in events]
    assert len(told) <= FLOORS["quiet"]["examples"], "\n" + "\n".join(told)


def test_there_are_quiet_texts():
    assert {"sport", "markets", "weather", "cooking", "software"} <= {path.stem for path in QUIET}


@pytest.mark.parametrize("fast", [False, True], ids=["with encoder", "frames alone"])
@pytest.mark.parametrize("name", ["own", "blind", "seed", "dev"])
def test_gold_floors(name, fast):
    floors = FLOORS[name] | (FLOORS[name].get("fast", {}) if fast else {})
    gold = ROOT / floors["gold"] if name in ("own", "blind") else GOLD / floors["gold"]
    if not gold.exists():
        pytest.skip(f"no gold documents at {gold}: put some there to measure the reader against them")
    figures = evaluate_gold([gold], fast=fast)
    low = [
        f"{key} F1 is {figures[key]['f1']:.3f}, the floor {floors[key]:.3f}"
        for key in ("found", "dyad", "exact")
        if figures[key]["f1"] < floors[key]
    ]
    low += [
        f"{key} is right in {figures['attributes'][key][2]:.3f} of the found, the floor is {floors[key]:.3f}"
        for key in ATTRIBUTES
        if key in floors and figures["attributes"][key][2] < floors[key]
    ]
    high = [
        f"{key} is {figures[key]}, the ceiling {floors[key]}"
        for key in ("forbidden", "bad_spans")
        if figures[key] > floors[key]
    ]
    rare = [
        f"{kind}: {found} found, the floor is a share of {floors['recall_by_type']}"
        for kind, found in figures["recall_by_type"].items()
        if "recall_by_type" in floors and share(found) < floors["recall_by_type"]
    ]
    assert not low + high + rare, "\n" + "\n".join(low + high + rare)


def share(counts: str) -> float:
    """Return what "3/4" means."""
    right, all_ = map(int, counts.split("/"))
    return right / all_


def test_counterparts_floor(pipeline):
    """The meeting or call that a press release is about is found with the right counterpart."""
    if not RELEASES.is_file():
        pytest.skip(f"no press releases at {RELEASES}: put some there to measure the reader against them")
    from counterparts import measure

    right, rows = measure(RELEASES, pipeline)
    assert rows > 100
    assert right / rows >= FLOORS["counterparts"]["found"]


@pytest.mark.parametrize("name", ["own", "dev"])
def test_calibration_ceiling(name):
    """A confidence is as often right as it says."""
    gold = ROOT / "tests" / "gold" if name == "own" else GOLD / "dev"
    if not gold.exists():
        pytest.skip(f"no gold documents at {gold}: put some there to measure the reader against them")
    from calibration import error, judged

    rows = judged(sorted(gold.glob("*.json")), fast=False)
    assert error(rows) <= FLOORS["calibration"][name]


@pytest.mark.parametrize("fast", [False, True], ids=["with encoder", "frames alone"])
def test_relations_floor(fast):
    """The type between two marked phrases is told in sentences that nothing was learnt from."""
    if not RELATIONS.is_file():
        pytest.skip(f"no marked sentences at {RELATIONS}: put some there to measure `relate` against them")
    from relations import answers, scores

    macro, by_type = scores(answers(RELATIONS, fast=fast, reading="crosswalk"))
    assert len(by_type) > 10
    assert macro >= FLOORS["relations"]["fast" if fast else "macro_f1"]


def corpus(path: Path) -> Path:
    """Return a data set beside the project; the test is skipped where it is not there."""
    if not path.is_file():
        pytest.skip(f"no data set at {path}: put it there to measure the reader against it")
    return path


def below(figures: dict[str, float], name: str, keys: tuple[str, ...]) -> list[str]:
    floors = FLOORS[name]
    return [f"{key} is {figures[key]:.3f}, the floor {floors[key]}" for key in keys if figures[key] < floors[key]]


def test_dates_floor():
    """Spans and values of dates in historical narratives keep the standard of a dedicated tagger."""
    from dates import wikiwars_figures

    figures = wikiwars_figures(corpus(WIKIWARS))
    assert figures["gold"] > 2000
    assert not below(figures, "dates", ("strict", "relaxed", "value"))


def test_date_cases_floor():
    from dates import recognizers_figures

    figures = recognizers_figures(corpus(RECOGNIZERS))
    assert figures["cases"] > 400
    assert figures["value"] >= FLOORS["dates"]["cases"]


def test_toponyms_floor():
    from places import measure

    figures = measure(corpus(TOPONYMS))
    assert not below(vars(figures), "toponyms", ("f1", "near"))


def test_attribution_floor():
    from attribution import measure

    figures = measure(corpus(ATTRIBUTIONS))
    assert figures["gold"] > 500
    assert not below(figures, "attribution", ("f1", "direct_recall"))


def test_merging_floor():
    """Reports of one event are joined, and no two look-alike events."""
    from merging import measure

    figures = measure()
    assert figures["reports"] >= 60 and figures["events"] >= 20
    assert figures["look_alikes"] == []
    assert not below(figures, "merging", ("f1", "precision"))
