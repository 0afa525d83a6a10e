"""What became of an event that a later sentence names again: called off, moved, held."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.mood import View, is_moved, verb_cue, verb_status, view_of
from dragoman.analyse.status import status_of
from dragoman.knowledge.status import StatusRules
from dragoman.records import Status


def fate_of(sentence: Sentence, noun: int, rules: StatusRules) -> tuple[Status, int | None] | None:
    """Return what a sentence says became of the event that a noun names, None where it says nothing of that.

    "The visit was called off" gives negated, "… was postponed until May" planned, "… took place" actual. The second
    part is the verb, where what follows it is the new date ("until May", "took place on Friday").
    """
    token = sentence.tokens[noun]
    verb = sentence.tokens[token.head]
    if verb.pos not in ("VERB", "AUX") or token.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    view = view_of(sentence, rules)
    own = status_of(sentence, verb.i, (), rules)
    if verb_cue(view, verb, token) == "negated" or _is_off(view, token.head):
        if own not in ("actual", "planned"):
            return None
        return ("planned", verb.i) if is_moved(view, verb) else ("negated", None)
    happens = token.dep == "nsubj" and verb.lemma in rules.actual.occurring
    held = token.dep == "nsubjpass" and verb.lemma in rules.actual.held
    if not (happens or held) or verb_status(view, verb) == "possible" or own not in ("actual", "planned", "negated"):
        return None
    return own, verb.i if own != "negated" else None


def _is_off(view: View, verb: int) -> bool:
    """Tell "the talks are off"."""
    token = view.sentence.tokens[verb]
    return token.lemma == "be" and any(t.lower in view.rules.negated.headlines for t in view.below(token))


def is_denial(sentence: Sentence, rules: StatusRules) -> bool:
    """Tell a sentence that calls a report untrue: "That is sheer fabrication"."""
    for token in sentence.tokens:
        if token.dep in ("attr", "acomp") and token.lemma.lower() in rules.negated.denials:
            verb = sentence.tokens[token.head]
            subjects = (sentence.tokens[j] for j in sentence.children[verb.i] if sentence.tokens[j].dep == "nsubj")
            negated = any(sentence.tokens[j].dep == "neg" for j in sentence.children[verb.i])
            if verb.lemma == "be" and not negated and any(t.tag in ("DT", "PRP") for t in subjects):
                return True
    return False
