"""Whether the verb that a word belongs to looks back or ahead."""

from __future__ import annotations

from collections.abc import Container
from typing import Literal

from dragoman.analyse.analysis import Sentence

Tense = Literal["past", "present", "future"]
BACK = frozenset({"has", "have", "had", "'ve", "’ve", "was", "were"})
PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def tense_at(
    sentence: Sentence, start: int, end: int, plans: Container[str], scheduled: Container[str]
) -> Tense | None:
    """Return the tense of the verb that governs the words from `start` to `end`, or None where there is none.

    Arguments: sentence; start and end, code points of the document; plans, lemmas after which "to do" lies
    ahead; scheduled, words for what is itself ahead ("is due on Friday").
    """
    inside = [t.i for t in sentence.tokens if t.start < end and t.end > start]
    if not inside:
        return None
    top = next((i for i in inside if sentence.tokens[i].head not in inside), inside[0])
    if sentence.tokens[top].tag == "MD":  # "on 5 may" in small letters, parsed as a verb
        return _climb(sentence, list(sentence.path_to_root(top)), plans, scheduled)
    return _climb(sentence, [top, *sentence.path_to_root(top)], plans, scheduled)


def _climb(sentence: Sentence, path: list[int], plans: Container[str], scheduled: Container[str]) -> Tense | None:
    for at, i in enumerate(path):
        token = sentence.tokens[i]
        helpers = [sentence.tokens[c] for c in sentence.children[i] if sentence.tokens[c].dep in ("aux", "auxpass")]
        words = {h.lower for h in helpers}
        if token.tag == "JJ" and token.lower in scheduled:
            return "future"
        if token.tag == "MD" or any(h.tag == "MD" for h in helpers):
            return "future"
        if token.tag == "VB":
            if "to" not in words:
                return "past" if words & {"did"} else _climb(sentence, path[at + 1 :], plans, scheduled)
            above = sentence.tokens[path[at + 1]] if at + 1 < len(path) else None
            if above is None or above.lemma in plans:
                return "future"
            return _climb(sentence, path[at + 1 :], plans, scheduled)
        if token.tag == "VBD":
            return "past"
        if token.tag == "VBN":
            if token.lemma in scheduled and (not words or words & PASSIVE):
                return "future"
            return "present" if words and not words & BACK else "past"
        if token.tag == "VBG" and words:
            return "past" if words & BACK else "present"
        if token.tag in ("VBZ", "VBP"):
            ahead = any(sentence.tokens[c].lower in scheduled for c in sentence.children[i])
            return "future" if ahead or token.lemma in scheduled else "present"
    return None
