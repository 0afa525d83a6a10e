"""The decision whether a proposed event is one: joins the wording's weight and the encoder's probability, calibrated.

A logistic regression with a handful of numbers (Platt 1999, "Probabilistic Outputs for Support Vector Machines");
`training/calibrate.py` fits them and `models/decision.json` keeps them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.analyse.relation import MODELS, NONE
from dragoman.errors import KnowledgeError

EDGE = 0.005  # probabilities are kept this far from 0 and 1, so that no single witness settles it


@dataclass(frozen=True)
class Weights:
    """Weights of one reading: `bias`, of the wording's log-odds, of the encoder's, and the least probability kept."""

    bias: float
    wording: float
    encoder: float
    least: float


@dataclass(frozen=True)
class Decision:
    """The weights for events of frames alone, of frames that the encoder has judged, and of the encoder alone.

    `trigger` is the lowest probability at which the encoder proposes an event; `pairs` (encoder, frames, floor,
    none) joins both for a marked pair, the last number being what NONE counts: who marks two phrases mostly does so
    because something passes between them.
    """

    frames: Weights
    judged: Weights
    encoder: Weights
    trigger: float
    pairs: tuple[float, float, float, float]


@lru_cache(maxsize=1)
def load_decision(folder: Path = MODELS) -> Decision:
    """Return the decision's weights from `decision.json`. Raises KnowledgeError (K007)."""
    try:
        data = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
        weights = {name: Weights(**data[name]) for name in ("frames", "judged", "encoder")}
        return Decision(**weights, trigger=data["trigger"], pairs=tuple(data["pairs"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError("K007", where=str(folder), detail=f"{type(error).__name__}: {error}") from error


def probability(weights: Weights, wording: float, encoder: float | None) -> float:
    """Return how probable it is that a proposed event is one.

    Arguments: wording, weight of the wording with what lowers it (0 to 1); encoder, its probability of the type at
    the trigger, None where it did not read the sentence.
    """
    score = weights.bias + weights.wording * log_odds(wording)
    if encoder is not None:
        score += weights.encoder * log_odds(encoder)
    return 1 / (1 + math.exp(-score))


def log_odds(share: float) -> float:
    """Return log(p / (1 - p)) of a probability, with its ends cut."""
    share = min(max(share, EDGE), 1 - EDGE)
    return math.log(share / (1 - share))


def join_pair(decision: Decision, encoder: dict[str, float], frames: dict[str, float]) -> dict[str, float]:
    """Return the probabilities of a marked pair's types by encoder and frames together: a weighted product."""
    of_encoder, of_frames, floor, none = decision.pairs
    joined = {
        kind: max(share, 1e-6) ** of_encoder * (frames.get(kind, 0.0) + floor) ** of_frames
        for kind, share in encoder.items()
    }
    joined[NONE] = joined.get(NONE, 0.0) * none
    total = sum(joined.values())
    return {kind: share / total for kind, share in joined.items()}
