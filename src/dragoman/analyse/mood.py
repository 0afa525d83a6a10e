"""What a verb or noun tells of its own status: tense, modal, mood, negation, conditions and what modifies it.

The words themselves are data (`en/status.toml`); analyse/status.py reads on from here to the words that govern it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.analyse.analysis import Sentence, Token
from dragoman.knowledge.status import StatusRules
from dragoman.records import Status

STRENGTH: dict[Status, int] = {"actual": 0, "planned": 1, "possible": 2, "conditional": 3, "negated": 4}
OBJECTS = ("dobj", "nsubjpass", "attr", "oprd", "dative")
COMPLEMENTS = (*OBJECTS, "xcomp", "ccomp", "pcomp", "csubj", "csubjpass", "acomp")
MODIFIERS = ("amod", "compound", "nmod", "advmod")
PREPOSITIONS = ("prep", "agent")
SUBJECTS = ("nsubj", "nsubjpass", "expl")
AUXILIARIES = ("aux", "auxpass")


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with the rules and its phrases: the status that each token of a phrase gives."""

    sentence: Sentence
    rules: StatusRules
    phrases: dict[int, Status]
    question: bool

    def below(self, token: Token) -> Iterator[Token]:
        """Yield the dependents of a token, left to right."""
        return (self.sentence.tokens[j] for j in self.sentence.children[token.i])

    def masked(self, token: Token) -> bool:
        """Tell whether a word belongs to a run that only looks like a cue ("not only")."""
        return self.phrases.get(token.i) == "actual"


def view_of(sentence: Sentence, rules: StatusRules) -> View:
    """Return a sentence as it is read for status."""
    asks = any(token.text == "?" for token in sentence.tokens[-2:])
    return View(sentence, rules, find_phrases(sentence, rules), asks)


def find_phrases(sentence: Sentence, rules: StatusRules) -> dict[int, Status]:
    """Return the status of each token that stands in a phrase of the rules; the longest phrase wins."""
    found: dict[int, Status] = {}
    tokens, cues = sentence.tokens, rules.phrase_cues
    for token in tokens:
        for words, status in cues.get(token.lower, ()):
            run = tokens[token.i : token.i + len(words)]
            if tuple(t.lower for t in run) == words and token.i not in found:
                found |= {t.i: status for t in run}
    return found


def stronger(left: Status, right: Status) -> Status:
    """Return the less certain of two statuses."""
    return right if STRENGTH[right] > STRENGTH[left] else left


def own_status(view: View, token: Token) -> Status:
    """Return the status that a word's own modifiers, auxiliaries and negation give."""
    if token.pos in ("VERB", "AUX"):
        return verb_status(view, token)
    return _of_noun(view, token)


def verb_status(view: View, verb: Token) -> Status:
    """Return the status that a verb has by its auxiliaries, adverbs, subject and the conditions that hang on it."""
    rules = view.rules
    status = stronger(modal_status(view, verb), _phrase(view, verb))
    for token in view.below(verb):
        if view.masked(token):
            continue
        if token.dep == "neg" or token.lower in rules.negated.adverbs and token.dep in ("advmod", "preconj"):
            return "negated"
        if token.dep in SUBJECTS and is_denied(view, token):
            return "negated"
        if token.dep == "dobj" and verb.lemma in ("be", "have") and is_denied(view, token):
            return "negated"
        if token.dep == "advmod" and token.lower in rules.possible.adverbs:
            status = stronger(status, "possible")
    if status != "negated" and _conditioned(view, verb):
        return "conditional"
    return status


def _phrase(view: View, token: Token) -> Status:
    """Return the strongest status of the phrases right before a word that hang on it."""
    status: Status = "actual"
    for other in view.below(token):
        if other.i < token.i and view.phrases.get(other.i, "conditional") != "conditional":
            status = stronger(status, view.phrases[other.i])
    return status


def modal_status(view: View, verb: Token) -> Status:
    """Return the status of a verb's tense, modals and mood."""
    rules, below = view.rules, list(view.below(verb))
    aux = [t for t in below if t.dep in AUXILIARIES]
    words = {t.lower for t in aux}
    subject = next((t for t in below if t.dep in SUBJECTS), None)
    opens = aux[0].i if aux else verb.i if verb.lemma == "be" else None
    inverted = opens is not None and subject is not None and opens < subject.i
    if view.question and inverted and not any(t.tag[0] == "W" for t in below):
        return "possible"
    if words & rules.planned.modals or "would" in words or words & {"'d", "’d"} and verb.tag == "VB":
        return _future(view, verb, words, below)
    if words & rules.possible.modals:
        return "possible"
    if "to" in words:
        return _infinitive(view, verb, words)
    if verb.tag == "VB" and not aux and view.sentence.kind == "body" and _bare(view, verb, subject):
        return "possible"
    present = verb.tag in ("VBZ", "VBP") or verb.tag == "VBG" and words & {"is", "are", "'s", "’s"}
    if present and any(_in_future(view, t) for t in below):
        return "planned"
    return "actual"


def _future(view: View, verb: Token, words: set[str], below: list[Token]) -> Status:
    """Return what "will" and "would" make of a verb; "would later" tells of the past, "anyone who … will" of none."""
    any_one = (t for t in below if t.dep in SUBJECTS)
    for token in any_one:
        if any(t.lower in view.rules.conditional.subjects for t in (token, *view.below(token))):
            return "conditional"
    if "would" not in words:
        return "planned"
    if "have" in words:
        return "conditional"
    later = any(t.dep == "advmod" and t.i < verb.i and t.lower in view.rules.actual.adverbs for t in below)
    return "actual" if later and verb.dep != "ccomp" else "planned"


def _infinitive(view: View, verb: Token, words: set[str]) -> Status:
    """Return what an infinitive tells by itself: "is to meet", "was to have met", a headline's "to visit"."""
    governor = view.sentence.tokens[verb.head]
    copula = verb.dep == "xcomp" and governor.lemma == "be"
    if copula and governor.lower in ("was", "were") and "have" in words:
        return "negated"
    if copula and governor.lower in ("is", "are", "was", "were") or words & {"is", "are"}:
        return "planned"
    headline = verb.tag == "VB" and verb.dep in ("ROOT", "relcl", "acl") and view.sentence.kind != "body"
    return "planned" if headline else "actual"


def _bare(view: View, verb: Token, subject: Token | None) -> bool:
    """Tell an imperative ("release them") and a subjunctive ("recommended that Spain invite")."""
    if verb.dep == "ccomp":
        governor = view.sentence.tokens[verb.head]
        cues = view.rules.verb_cues.get(governor.lemma, ())
        return subject is None or any(status == "possible" for _, status in cues)
    return verb.dep == "ROOT" and subject is None


def _in_future(view: View, token: Token) -> bool:
    """Tell a time to come: "tomorrow", "next week"."""
    times = view.rules.planned.times
    words = (token, *view.below(token)) if token.dep == "npadvmod" else (token,)
    return token.dep in ("npadvmod", "advmod", "prep") and any(t.lower in times for t in words)


def _conditioned(view: View, verb: Token) -> bool:
    """Tell whether a verb hangs on a condition; a fact of the past or present hangs on none."""
    return (verb.tag == "VB" or any(t.tag == "MD" for t in view.below(verb))) and has_condition(view, verb)


def has_condition(view: View, verb: Token) -> bool:
    """Tell whether a condition hangs on a verb."""
    for token in view.below(verb):
        if view.phrases.get(token.i) == "conditional":
            return True
        if token.dep in ("advcl", "ccomp", "prep", "relcl", "dep") and is_condition(view, token):
            return True
        if token.dep == "parataxis" and any(t.dep == "advcl" and is_condition(view, t) for t in view.below(token)):
            return True  # "If they return, the minister warned, they will be met with force"
    return False


def is_condition(view: View, clause: Token) -> bool:
    """Tell a clause of condition by its mark ("if", "provided") or its first word ("Should Oman attack")."""
    cues, tokens = view.rules.conditional, view.sentence.tokens
    if clause.lower in cues.marks and clause.dep in ("prep", "advcl", "dep") and view.sentence.children[clause.i]:
        return True
    for token in view.below(clause):
        if token.dep in ("mark", "advmod") and token.lower in cues.marks:
            return (not token.i or tokens[token.i - 1].lower != "as") and not is_asked(view, clause)
    first = tokens[min(view.sentence.subtree(clause.i))]
    subject = any(t.dep in SUBJECTS or t.dep == "acomp" for t in view.below(clause))
    return first.lower in cues.inverted and subject and clause.dep != "ROOT" and not view.question


def is_asked(view: View, clause: Token) -> bool:
    """Tell "if" as a question: "asked if he would sign"."""
    return clause.dep == "ccomp" and view.sentence.tokens[clause.head].lemma in view.rules.possible.asking


def _of_noun(view: View, noun: Token) -> Status:
    """Return the status that a noun's own modifiers give: "a possible visit", "no arrests", "talks off"."""
    rules = view.rules
    if is_denied(view, noun):
        return "negated"
    status = _phrase(view, noun)
    for word in view.below(noun):
        if word.dep in MODIFIERS and word.i < noun.i:
            for name in ("negated", "possible", "planned"):
                if word.lower in getattr(rules, name).modifiers:
                    status = stronger(status, name)
        elif word.dep in ("acl", "amod", "relcl") and word.tag in ("VBN", "VBD") and word.i > noun.i:
            status = stronger(status, _participle(view, word))
        elif word.i > noun.i and view.sentence.kind != "body" and word.lower in rules.negated.headlines:
            return "negated"
    return status


def _participle(view: View, verb: Token) -> Status:
    """Return what a clause after its noun says of it: "the visit scheduled for May", "the talks, called off"."""
    if any(t.dep in ("aux", "neg") or t.dep == "nsubj" for t in view.below(verb)):
        return "actual"
    cue = verb_cue(view, verb, None)
    if cue == "negated":
        return "planned" if is_moved(view, verb) else "negated"
    return "planned" if verb.dep != "relcl" and verb.lower in view.rules.planned.participles else "actual"


def is_denied(view: View, token: Token) -> bool:
    """Tell whether a noun is denied: "no arrests", "nobody", "not a single envoy"."""
    cues = view.rules.negated
    if view.masked(token):
        return False
    if token.lower in cues.pronouns or token.lower in cues.determiners and token.pos in ("PRON", "NOUN", "DET"):
        return True
    return any(
        t.lower in cues.determiners
        and t.dep in ("det", "neg", "preconj")
        and not view.masked(t)
        or t.i < token.i
        and view.phrases.get(t.i) == "negated"
        for t in view.below(token)
    )


def predicate_status(view: View, verb: Token) -> Status:
    """Return what a predicate adjective says: "it is possible that", "the visit remains uncertain"."""
    status: Status = "actual"
    for token in view.below(verb):
        if token.dep in ("acomp", "attr", "oprd"):
            status = stronger(status, adjective_status(view, token))
    return status


def adjective_status(view: View, word: Token) -> Status:
    """Return what an adjective says of what it governs: "likely to", "unable to"."""
    for name in ("negated", "possible", "planned"):
        if word.lower in getattr(view.rules, name).adjectives:
            return name
    return "actual"


def verb_cue(view: View, verb: Token, at: Token | None) -> Status | None:
    """Return the status that a verb gives what it governs, None where it is no cue."""
    rules = view.rules
    for particle, status in rules.verb_cues.get(verb.lemma, ()):
        if particle:
            if any(t.lower == particle for t in view.below(verb)) and (
                at is None or at.dep not in PREPOSITIONS or at.lower == particle
            ):
                return status
        elif at is None or at.dep in COMPLEMENTS or at.dep == "nsubj":
            if status == "planned" and at is not None and at.dep in ("dobj", "nsubj", "dative"):
                continue
            return status
    if at is not None and at.dep == "dobj" and verb.lemma in rules.planned.objects:
        return "planned"
    return "possible" if at is not None and at.dep == "xcomp" and verb.lemma in rules.possible.infinitives else None


def is_moved(view: View, verb: Token) -> bool:
    """Tell an event put off to a new date: "postponed until October"."""
    cues = view.rules.moved
    below = list(view.below(verb))
    names = {verb.lemma, *(f"{verb.lemma} {t.lower}" for t in below if t.dep in ("prt", "advmod"))}
    return bool(names & cues.verbs) and any(t.dep in ("prep", "mark") and t.lower in cues.prepositions for t in below)
