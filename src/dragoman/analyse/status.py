"""Whether an event happened, is planned, possible, conditional or negated: read from tense, modals, negation and
the words that govern the event, outward from it. The words themselves are data (`en/status.toml`)."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.mood import (
    AUXILIARIES,
    COMPLEMENTS,
    PREPOSITIONS,
    SUBJECTS,
    View,
    adjective_status,
    has_condition,
    is_asked,
    is_condition,
    is_denied,
    is_moved,
    modal_status,
    own_status,
    predicate_status,
    stronger,
    verb_cue,
    verb_status,
    view_of,
)  # fmt: skip
from dragoman.knowledge.status import StatusRules
from dragoman.records import Status

FINITE = ("VBD", "VBZ", "VBP")
REACH = 8  # words between an event and the outermost one that is looked at


def status_of(sentence: Sentence, head: int, words: tuple[int, ...], rules: StatusRules) -> Status:
    """Return the status of the event whose wording covers `words`, with its head verb or noun at `head`.

    Cues nearest to the event decide first; outer ones can only make it less certain. Reporting verbs are
    neutral: who says it is attribution.
    """
    view = view_of(sentence, rules)
    at = sentence.tokens[head]
    status = own_status(view, at)
    parts = (sentence.tokens[i] for i in words)
    if any(part.pos in ("NOUN", "PROPN") and is_denied(view, part) for part in parts):
        status = "negated"
    for _ in range(REACH):
        if at.dep == "ROOT" or at.head == at.i:
            break
        found, goes_on = _step(view, sentence.tokens[at.head], at, at.i == head)
        status = stronger(status, found)
        if not goes_on:
            break
        at = sentence.tokens[at.head]
    return status


def _step(view: View, governor: Token, at: Token, first: bool) -> tuple[Status, bool]:
    """Return what a governing word says of the event, and whether words further out bear on it.

    Arguments: at, the word that is governed; first, it is the event itself.
    """
    if at.dep in ("advcl", "relcl", "ccomp", "prep") and is_condition(view, at):
        return "conditional", False
    wishing = at.dep == "xcomp" and governor.lemma in view.rules.performative.verbs
    if wishing and first and at.lemma in view.rules.performative.acts:
        return ("negated" if verb_status(view, governor) == "negated" else "actual"), False
    if any(t.lower == "whether" and t.dep == "mark" for t in view.below(at)):
        return "possible", True
    if at.dep == "conj":
        return _of_conjunct(view, governor, at)
    infinitive = at.tag == "VB" and any(t.dep == "aux" and t.lower == "to" for t in view.below(at))
    between = view.sentence.tokens[governor.i + 1 : at.i]
    if at.dep == "advcl" and at.tag == "VBG" and all(t.dep == "prt" for t in between):
        return verb_cue(view, governor, at) or "actual", True  # "ruled out sending troops"
    if at.dep in ("advcl", "relcl") and not infinitive:
        return ("conditional" if view.phrases.get(governor.i) == "conditional" else "actual"), False
    if governor.pos in ("VERB", "AUX"):
        # An infinitive of purpose ("flew in to meet") shares the fate of its verb.
        return (
            (own_status(view, governor), True) if at.dep == "advcl" else _of_governing_verb(view, governor, at, first)
        )
    if governor.pos in ("NOUN", "PROPN"):
        return _of_governing_noun(view, governor, at, infinitive)
    phrase = view.phrases.get(governor.i, "actual")
    if governor.pos == "ADP" or at.dep in ("pobj", "pcomp"):
        negated = governor.lower in view.rules.negated.prepositions and not view.masked(governor)
        return ("negated" if negated else phrase), not negated
    return stronger(phrase, adjective_status(view, governor)), True


def _of_conjunct(view: View, governor: Token, at: Token) -> tuple[Status, bool]:
    """Return what the first of coordinated words lends the second: its modal, behind "or" its negation too."""
    if at.tag in FINITE and governor.tag in ("VB", "VBG"):
        return "actual", False  # "denied attacking Somalia and blamed Sudan": the finite verb goes with "denied"
    if at.pos not in ("VERB", "AUX") or any(t.dep in (*AUXILIARIES, *SUBJECTS) for t in view.below(at)):
        return "actual", True
    either = any(t.dep == "cc" and t.lower in ("or", "nor") for t in view.below(governor))
    return (verb_status(view, governor) if either else modal_status(view, governor)), True


def _of_governing_verb(view: View, verb: Token, at: Token, first: bool) -> tuple[Status, bool]:
    rules = view.rules
    if at.dep not in (*COMPLEMENTS, *PREPOSITIONS, "nsubj", "pobj"):
        return "actual", False
    headline = view.sentence.kind != "body" and at.dep == "nsubj" and not any(t.dep == "dobj" for t in view.below(verb))
    if at.dep == "nsubj" and verb.tag == "MD":
        return "actual", True  # parsers make "Should Chad attack" a noun
    if at.dep == "nsubj" and not (headline and verb.tag in ("VBN", "VBD")):
        if verb.lemma in rules.actual.occurring:
            return verb_status(view, verb), True
        return stronger(predicate_status(view, verb), "actual"), False
    if at.dep == "ccomp" and at.i < verb.i and any(t.dep == "dobj" and t.pos == "PRON" for t in view.below(verb)):
        return "actual", False  # "X did it; Y denies it" tells two things
    cue = verb_cue(view, verb, at)
    if at.dep in PREPOSITIONS:
        phrase = view.phrases.get(at.i, view.phrases.get(verb.i, "actual"))
        return stronger(cue or "actual", phrase), cue is not None
    own = verb_status(view, verb)
    if cue == "negated":
        if is_moved(view, verb):
            return stronger("planned", own), True
        return (_reversed(view, verb) if own == "negated" else "negated"), True
    if at.dep == "ccomp":
        return _of_clause(view, verb, at, cue, own)
    if cue is None and first and at.dep in ("dobj", "nsubjpass", "nsubj") and at.pos not in ("VERB", "AUX"):
        # What is condemned or discussed is not touched by "did not", what is held or signed is.
        return (own, True) if verb.lemma in rules.actual.realising else ("actual", False)
    if (at.dep == "xcomp" or not first) and own != "negated" and has_condition(view, verb):
        own = "conditional"
    status = stronger(stronger(cue or "actual", own), view.phrases.get(verb.i, "actual"))
    return stronger(status, predicate_status(view, verb)), True


def _of_clause(view: View, verb: Token, at: Token, cue: Status | None, own: Status) -> tuple[Status, bool]:
    """Return what a verb says of the finite clause it governs; reporting verbs say nothing."""
    if is_asked(view, at) and any(t.dep == "mark" and t.lower == "if" for t in view.below(at)):
        return "possible", True
    if cue == "planned" and at.tag in (*FINITE, "VBN"):
        cue = None
    if cue is not None:
        return stronger(cue, own), True
    predicate = predicate_status(view, verb)
    if verb.lemma == "be":
        truth = any(t.dep == "acomp" and t.lower in view.rules.actual.adjectives for t in view.below(verb))
        return stronger(predicate, own if truth else "actual"), True
    return predicate, True


def _reversed(view: View, verb: Token) -> Status:
    """Return what remains of an event where the verb that negates it is itself negated."""
    names = {verb.lemma, *(f"{verb.lemma} {t.lower}" for t in view.below(verb))}
    if names & view.rules.reversed.planned:
        return "planned"
    return "possible" if names & view.rules.reversed.possible else "actual"


def _of_governing_noun(view: View, noun: Token, at: Token, infinitive: bool) -> tuple[Status, bool]:
    """Return what a noun says of what hangs on it: "plans to", "the prospect of", "truce proposal"."""
    if at.dep == "acl" and not infinitive and not any(t.dep == "mark" for t in view.below(at)):
        return "actual", False  # "the man detained in May": a participle tells a thing of its own
    if at.dep not in ("acl", "prep", "relcl", "compound", "nmod", "amod"):
        return "actual", False
    status = view.phrases.get(noun.i, "actual")
    for name in ("negated", "possible", "planned"):
        if noun.lower in getattr(view.rules, name).nouns:
            return stronger(stronger(status, name), "negated" if is_denied(view, noun) else "actual"), True
    return status, at.dep in ("acl", "prep", "relcl")
