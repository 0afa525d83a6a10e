"""Fits the numbers of the decision: how wording and encoder are joined, and from which probability a record is kept.

    python -m training.calibrate

Events are fitted on the project's own annotated documents (tests/gold), marked pairs on the passages of the corpus
that the encoder did not learn from. Writes `decision.json` beside the encoder. Nothing else is looked at.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.analyse.decision import Decision, Weights, join_pair, log_odds, probability
from dragoman.analyse.relation import ENCODER, MODELS, load_relation_model, relation_by_encoder
from dragoman.extract.relations import relation_by_frames
from dragoman.extract.tellings import merge_tellings, wording_weight
from dragoman.pipeline import Pipeline, analyse, load_pipeline, run_steps
from dragoman.records import Document, to_json
from dragoman.scoring import pairs_of
from training.examples import split
from training.markup import read_corpus

# Of pairs that people mark, one in ten is taken to hold no event; in training there were 0.4 for each pair with one.
EXPECTED_NONE, LEARNT_NONE = 0.1, 0.4
GOLD = Path(__file__).parents[1] / "tests/gold"
OPEN = Decision(Weights(0, 1, 0, 0.0), Weights(0, 1, 0, 0.0), Weights(0, 0, 1, 0.0), 0.3, (1.0, 0.5, 0.1, 1.0))


@dataclass(frozen=True, slots=True)
class Witness:
    """A proposed event: what speaks for it, and whether the gold has it, or leaves it open."""

    wording: float
    encoder: float | None
    alone: bool
    right: bool
    optional: bool


def witnesses(golds: Iterable[dict[str, Any]], pipeline: Pipeline) -> tuple[list[Witness], int]:
    """Return all proposed events of gold documents, and the number of events that the gold has."""
    pipeline = replace(pipeline, decision=OPEN)
    found, wanted = [], 0
    for gold in golds:
        document = Document(**{k: gold.get(k) for k in ("id", "text", "published", "title", "source")})
        results = run_steps(document, pipeline)
        drafts = {(d.type, d.trigger): d for d in merge_tellings(results["drafts"])}
        events = results["events"]
        pairs = pairs_of(gold, [json.loads(to_json(event)) for event in events])
        matched = {j: bool(gold["events"][i].get("optional")) for i, j in pairs}
        wanted += sum(not event.get("optional") for event in gold["events"])
        for number, event in enumerate(events):
            draft = drafts[event.type, (event.trigger.start, event.trigger.end)]
            alone = draft.match.pattern.file == ENCODER
            found.append(
                Witness(wording_weight(draft), draft.encoder, alone, number in matched, matched.get(number, False))
            )
    return found, wanted


def fit(rows: list[Witness], columns: tuple[bool, bool], ridge: float = 1.0) -> Weights:
    """Return the logistic regression of `right` on wording and encoder, by Newton's method with a ridge.

    Arguments: columns, whether wording and encoder count.
    """
    x = np.array([[1.0, log_odds(r.wording) * columns[0], log_odds(r.encoder or 0.5) * columns[1]] for r in rows])
    # Platt's targets: no probability of 0 or 1 from a finite sample.
    good = sum(r.right for r in rows)
    high, low = (good + 1) / (good + 2), 1 / (len(rows) - good + 2)
    y = np.array([high if r.right else low for r in rows])
    penalty = np.diag([0.0, ridge, ridge])
    w = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + penalty @ w
        curve = (x * (p * (1 - p))[:, None]).T @ x + penalty + 1e-6 * np.eye(3)
        step = np.linalg.solve(curve, slope)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return Weights(*(round(float(v), 4) for v in w), least=0.0)


Judged = list[tuple[float, bool]]


def best_thresholds(groups: tuple[Judged, ...], wanted: int) -> tuple[float, ...]:
    """Return for each group of (probability, right) the probability from which its records are kept, so that F1 of
    all together is highest; of equal ones the lowest."""
    steps = [round(float(n), 2) for n in np.arange(0.3, 0.8, 0.05)]

    def f1(least: tuple[float, ...]) -> float:
        kept = [right for group, low in zip(groups, least) for p, right in group if p >= low]
        return 2 * sum(kept) / (len(kept) + wanted)

    return max(product(steps, repeat=len(groups)), key=f1)


def fit_events(frames: list[Witness], judged: list[Witness], wanted: int) -> Decision:
    """Return the decision without its pairs: of frames alone, and of frames and encoder together."""
    own = fit(frames, (True, False))
    together = fit([r for r in judged if not r.alone and r.encoder is not None], (True, True))
    alone = fit([r for r in judged if r.alone], (False, True))
    # What the gold leaves open counts neither way.
    frames, judged = ([r for r in rows if not r.optional] for rows in (frames, judged))
    fast = [(probability(own, r.wording, None), r.right) for r in frames]
    of_frames = [(probability(together, r.wording, r.encoder), r.right) for r in judged if not r.alone]
    of_encoder = [(probability(alone, r.wording, r.encoder), r.right) for r in judged if r.alone]
    first, second = best_thresholds((of_frames, of_encoder), wanted)
    return Decision(
        frames=replace(own, least=best_thresholds((fast,), wanted)[0]),
        judged=replace(together, least=first),
        encoder=replace(alone, least=second),
        trigger=OPEN.trigger,
        pairs=OPEN.pairs,
    )


def pair_rows(pipeline: Pipeline, each: int = 3) -> list[tuple[str, dict[str, float], dict[str, float]]]:
    """Return (type, encoder's probabilities, frames' shares) of marked pairs of the corpus that were set aside."""
    _, aside = split(read_corpus())
    rows = []
    for sentence in aside[::each]:
        document = Document(id="aside", text=sentence.text)
        analysis = analyse(document, pipeline.language, pipeline.knowledge.sentences, pipeline.case)
        for (a, b), kind in sentence.pairs.items():
            actor, recipient = sentence.actors[a], sentence.actors[b]
            by_encoder = relation_by_encoder(pipeline.encoder, sentence.text, actor, recipient)
            rules = pipeline.knowledge.status
            rows.append((kind, by_encoder, relation_by_frames(analysis, pipeline.frames, actor, recipient, rules)))
    return rows


def fit_pairs(rows: list[tuple[str, dict[str, float], dict[str, float]]], decision: Decision) -> Decision:
    """Return the decision with the pair weights under which the types of pairs with an event are likeliest."""
    rows = [row for row in rows if row[0] != "NONE"]

    def surprise(pairs: tuple[float, float, float, float]) -> float:
        tried = replace(decision, pairs=pairs)
        return -sum(np.log(max(join_pair(tried, e, f).get(kind, 0.0), 1e-9)) for kind, e, f in rows) / len(rows)

    # Odds of NONE as they are expected against those in training.
    none = round(EXPECTED_NONE / (1 - EXPECTED_NONE) / LEARNT_NONE, 3)
    grid = [(a, b, c, none) for a in (0.6, 0.8, 1.0) for b in (0.0, 0.2, 0.4, 0.6, 0.8) for c in (0.05, 0.1, 0.2)]
    return replace(decision, pairs=min(grid, key=surprise))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=MODELS / "decision.json")
    options = parser.parse_args()
    if not options.out.exists():
        options.out.write_text(json.dumps(asdict(OPEN)), encoding="utf-8")
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    fast = load_pipeline(fast=True)
    full = replace(fast, encoder=load_relation_model())
    frames, wanted = witnesses(golds, fast)
    judged, _ = witnesses(golds, full)
    decision = fit_pairs(pair_rows(full), fit_events(frames, judged, wanted))
    options.out.write_text(json.dumps(asdict(decision), indent=1) + "\n", encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
