"""Tells which event type holds between two marked phrases of a sentence: by the frames, by the encoder, or by both."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.frames import FrameMatch, match_frames
from dragoman.analyse.patterns import FrameIndex
from dragoman.analyse.relation import NONE, Extent
from dragoman.analyse.status import status_of
from dragoman.knowledge.status import StatusRules

# Types whose announcement CAMEO codes as an intent to cooperate (030 to 039), or as a threat (130 to 139).
ANNOUNCED = {
    **dict.fromkeys(["CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"], "AGREE"),
    **dict.fromkeys(["PROTEST", "SANCTION", "COERCE", "ASSAULT"], "THREATEN"),
}
# How much a wording counts by what it joins: both phrases, one of them, neither; less where it stands inside a phrase
# ("condemned *the killing of aid workers*"). Chosen on the passages of the corpus that are set aside.
BOTH, ONE, NEITHER = 8.0, 2.0, 1.0
INSIDE = 0.5


def relation_by_frames(
    analysis: Analysis,
    frames: FrameIndex,
    actor: Extent | None,
    recipient: Extent | None,
    rules: StatusRules,
    crosswalk: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Return how strongly the frames speak for each event type between two phrases; empty where none matches.

    A wording counts more the more of it there is, and the better its roles agree with the two phrases.

    Arguments: analysis of the text; frames, compiled; actor and recipient as code points, None where one is not
    marked; rules of status; crosswalk, types by CAMEO code where they are to differ from the frames' own.
    """
    found: dict[str, float] = {}
    for sentence in analysis.sentences:
        for alternatives in match_frames(sentence, frames):
            for match in alternatives:
                kind = _type_of(sentence, match, rules, crosswalk) if crosswalk else match.pattern.type
                weight = _weight(sentence, match, actor, recipient)
                found[kind] = max(found.get(kind, 0.0), weight)
    total = sum(found.values())
    return {kind: weight / total for kind, weight in found.items()} if total else {}


def _type_of(sentence: Sentence, match: FrameMatch, rules: StatusRules, crosswalk: Mapping[str, str]) -> str:
    """Return the type of a CAMEO code by the crosswalk; what is yet to come is AGREE (03) or THREATEN (13)."""
    kind = crosswalk.get(match.pattern.frame.cameo, match.pattern.type)
    if kind not in ANNOUNCED:
        return kind
    status = match.pattern.frame.status or status_of(sentence, match.head, match.words, rules)
    return ANNOUNCED[kind] if status in ("planned", "possible", "conditional") else kind


def _weight(sentence: Sentence, match: FrameMatch, actor: Extent | None, recipient: Extent | None) -> float:
    does = any(_holds(sentence, i, actor) for i in match.actors)
    done_to = any(_inside(sentence, i, recipient) for i in match.recipients) or any(
        _holds(sentence, i, recipient) for i in match.words
    )
    together = match.pattern.frame.reciprocal and any(_inside(sentence, i, recipient) for i in match.actors)
    joins = BOTH if does and (done_to or together) else ONE if does or done_to else NEITHER
    within = _holds(sentence, match.head, actor) or _holds(sentence, match.head, recipient)
    return joins * match.pattern.frame.weight * match.pattern.size**0.5 * (INSIDE if within else 1.0)


def _holds(sentence: Sentence, i: int, extent: Extent | None) -> bool:
    if extent is None:
        return False
    token = sentence.tokens[i]
    return extent[0] < token.end and token.start < extent[1]


def _inside(sentence: Sentence, i: int, extent: Extent | None) -> bool:
    """Tell whether a phrase holds, or is held by, an extent: "the killing of *two aid workers*"."""
    if extent is None:
        return False
    if _holds(sentence, i, extent):
        return True
    below = sentence.subtree(i)
    start, end = sentence.tokens[below[0]].start, sentence.tokens[below[-1]].end
    return start <= extent[0] and extent[1] <= end


def most_likely(probabilities: Mapping[str, float]) -> str:
    """Return the most probable type, NONE where nothing is known."""
    return max(sorted(probabilities), key=lambda kind: probabilities[kind], default=NONE)
