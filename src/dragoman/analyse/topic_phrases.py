"""Finds what a sentence says it is about before it begins: "On Nepal, the spokesperson said that India will …"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.roles import HasActors
from dragoman.records import Actor

LONGEST = 14  # tokens before the comma


def topics_of(analysis: Analysis, resolved: Sequence[HasActors], openers: Set[str]) -> dict[int, Actor]:
    """Return the one state that each sentence is about by its opening phrase; it holds to the end of the paragraph.

    Arguments: analysis; resolved mentions; openers, phrases in lower case ("with regard to").
    """
    found: dict[int, Actor] = {}
    longest = max((len(phrase.split()) for phrase in openers), default=0)
    by_sentence: dict[int, list[HasActors]] = {}
    for item in resolved:
        by_sentence.setdefault(item.mention.sentence, []).append(item)
    paragraph, topic = -1, None
    for sentence in analysis.sentences:
        if sentence.paragraph != paragraph:
            paragraph, topic = sentence.paragraph, None
        end = _phrase_end(sentence, openers, longest)
        if end is not None:
            within = (r for r in by_sentence.get(sentence.index, ()) if r.mention.last < end)
            actors = {a.country: a for item in within for a in item.actors if a.country}
            topic = next(iter(actors.values())) if len(actors) == 1 else None
        if topic is not None:
            found[sentence.index] = topic
    return found


def _phrase_end(sentence: Sentence, openers: Set[str], longest: int) -> int | None:
    """Return the position of the comma that ends the opening phrase, None where there is none."""
    words = [token.lower for token in sentence.tokens[:longest]]
    opener = next((n for n in range(longest, 0, -1) if " ".join(words[:n]) in openers), None)
    if opener is None:
        return None
    comma = next((t.i for t in sentence.tokens[1:LONGEST] if t.text in (",", ":", "–", "—")), None)
    return comma if comma is not None and all(t.pos != "VERB" for t in sentence.tokens[opener:comma]) else None
