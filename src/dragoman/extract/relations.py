"""Tells which event type holds between two marked phrases of a sentence: by the frames, by the encoder, or by both."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.frames import FrameMatch, match_frames
from dragoman.analyse.patterns import FrameIndex

NONE = "NONE"
Extent = tuple[int, int]
# How much a wording counts by what it joins: both phrases, one of them (or both the other way round), neither.
BOTH, ONE, NEITHER = 8.0, 3.0, 1.0


def relation_by_frames(analysis: Analysis, frames: FrameIndex, actor: Extent, recipient: Extent) -> dict[str, float]:
    """Return how strongly the frames speak for each event type between two phrases; empty where none matches.

    Arguments: analysis of the text; frames, compiled; actor and recipient as code points.
    A wording counts more the more of it there is, and the better its roles agree with the two phrases.
    """
    found: dict[str, float] = {}
    for sentence in analysis.sentences:
        for alternatives in match_frames(sentence, frames):
            best: dict[str, float] = {}
            for match in alternatives:
                weight = _weight(sentence, match, actor, recipient)
                best[match.pattern.type] = max(best.get(match.pattern.type, 0.0), weight)
            for kind, weight in best.items():
                found[kind] = max(found.get(kind, 0.0), weight)
    total = sum(found.values())
    return {kind: weight / total for kind, weight in found.items()} if total else {}


def _weight(sentence: Sentence, match: FrameMatch, actor: Extent, recipient: Extent) -> float:
    does = any(_holds(sentence, i, actor) for i in match.actors)
    done_to = any(_inside(sentence, i, recipient) for i in match.recipients) or any(
        _holds(sentence, i, recipient) for i in match.words
    )
    together = match.pattern.frame.reciprocal and any(_inside(sentence, i, recipient) for i in match.actors)
    joins = BOTH if does and (done_to or together) else ONE if does or done_to else NEITHER
    return joins * match.pattern.frame.weight * match.pattern.size**1.5


def _holds(sentence: Sentence, i: int, extent: Extent) -> bool:
    token = sentence.tokens[i]
    return extent[0] < token.end and token.start < extent[1]


def _inside(sentence: Sentence, i: int, extent: Extent) -> bool:
    """Tell whether a phrase holds, or is held by, an extent: "the killing of *two aid workers*"."""
    if _holds(sentence, i, extent):
        return True
    below = sentence.subtree(i)
    start, end = sentence.tokens[below[0]].start, sentence.tokens[below[-1]].end
    return start <= extent[0] and extent[1] <= end


def most_likely(probabilities: Mapping[str, float]) -> str:
    """Return the most probable type, NONE where nothing is known."""
    return max(sorted(probabilities), key=lambda kind: probabilities[kind], default=NONE)
