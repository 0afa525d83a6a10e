"""Whether an event happened, is planned, possible, conditional or negated: read from tense, modals, negation and
the words that govern the event, outward from it."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence, Token
from dragoman.knowledge.status import StatusRules
from dragoman.records import Status

GOVERNED = (
    "xcomp",
    "ccomp",
    "pcomp",
    "acl",
    "dobj",
    "nsubjpass",
    "pobj",
    "prep",
    "attr",
    "oprd",
    "conj",
    "nsubj",
    "acomp",
)
STRENGTH: dict[Status, int] = {"actual": 0, "planned": 1, "possible": 2, "conditional": 3, "negated": 4}


def status_of(sentence: Sentence, head: int, words: tuple[int, ...], rules: StatusRules) -> Status:
    """Return the status of the event whose wording covers `words`, with its head verb or noun at `head`.

    Cues nearest to the event decide first; outer ones can only make it less certain. Reporting verbs are
    neutral: who says it is attribution.
    """
    token = sentence.tokens[head]
    verbal = token.pos in ("VERB", "AUX")
    status = _of_verb(sentence, token, rules) if verbal else _of_noun(sentence, token, rules)
    status = _stronger(status, _negated_parts(sentence, words, rules))
    at = token
    for _ in range(6):
        if at.dep in ("ROOT",) or at.head == at.i:
            break
        governor = sentence.tokens[at.head]
        if at.dep == "conj" and at.tag in ("VBD", "VBZ", "VBP") and governor.tag in ("VB", "VBG"):
            break  # "denied attacking Somalia and blamed Sudan": the finite verb goes with "denied"
        if at.dep in ("advcl", "relcl"):
            marks = {sentence.tokens[j].lower for j in sentence.children[at.i] if sentence.tokens[j].dep == "mark"}
            if marks & rules.conditional.marks:
                status = _stronger(status, "conditional")
            if not (at.dep == "advcl" and at.tag in ("VB", "VBG")):
                break
            if at.tag == "VB":
                # An infinitive of purpose ("flew in to meet") shares the fate of its verb.
                status = _stronger(status, _of_verb(sentence, governor, rules))
                break
        elif at.dep in GOVERNED:
            found = _governed(sentence, governor, at, rules)
            if found == "stop":
                break
            status = _stronger(status, found)
            if governor.pos in ("VERB", "AUX") and at.dep != "conj" and not _reports(found, at):
                outer = _of_verb(sentence, governor, rules)
                if outer == "negated" and found in ("negated",):
                    status = "actual"
                else:
                    status = _stronger(status, outer)
            if at.dep == "conj" and governor.pos in ("VERB", "AUX") and not _has_own_aux(sentence, at):
                status = _stronger(status, _modal_only(sentence, governor, rules))
        at = governor
    if verbal and _condition_below(sentence, token, rules):
        status = _stronger(status, "conditional")
    return status


def _reports(found: str, at: Token) -> bool:
    return found == "actual" and at.dep == "ccomp"


def _stronger(left: Status, right: str) -> Status:
    return right if STRENGTH[right] > STRENGTH[left] else left  # type: ignore[index,return-value]


def _of_verb(sentence: Sentence, verb: Token, rules: StatusRules) -> Status:
    """Return the status that a verb's own auxiliaries and negation give."""
    status = _modal_only(sentence, verb, rules)
    for j in sentence.children[verb.i]:
        token = sentence.tokens[j]
        if token.dep == "neg" or (token.lower in rules.negated.adverbs and token.dep in ("advmod", "neg", "preconj")):
            return "negated"
        if token.dep == "advmod" and token.lower in rules.possible.adverbs:
            status = _stronger(status, "possible")
        if token.dep in ("nsubj", "nsubjpass") and _no(sentence, token, rules):
            return "negated"
        if token.dep in ("dobj",) and verb.lemma in ("be", "have") and _no(sentence, token, rules):
            return "negated"
    return status


def _modal_only(sentence: Sentence, verb: Token, rules: StatusRules) -> Status:
    aux = [sentence.tokens[j] for j in sentence.children[verb.i] if sentence.tokens[j].dep in ("aux", "auxpass")]
    words = [t.lower for t in aux]
    if any(w in rules.planned.modals for w in words):
        return "planned"
    if any(w in rules.possible.modals for w in words):
        return "possible"
    if "would" in words or "should" in words and _inverted(sentence, verb):
        return "conditional" if _condition_below(sentence, verb, rules) else "planned"
    # "is to meet", "are going to meet"
    if "to" in words and verb.dep == "xcomp" and sentence.tokens[verb.head].lower in ("is", "are", "was", "were"):
        return "planned"
    if "to" in words and any(w in ("is", "are") for w in words):
        return "planned"
    if (
        verb.lemma == "go"
        and verb.tag == "VBG"
        and any(sentence.tokens[j].dep == "xcomp" and sentence.tokens[j].tag == "VB" for j in sentence.children[verb.i])
    ):
        return "planned"
    # Headlines: "minister to visit Hanoi".
    if "to" in words and verb.dep in ("ROOT", "relcl", "acl") and verb.tag == "VB" and sentence.kind != "body":
        return "planned"
    return "actual"


def _inverted(sentence: Sentence, verb: Token) -> bool:
    first = sentence.tokens[0]
    return first.lower == "should" and first.head == verb.i


def _has_own_aux(sentence: Sentence, verb: Token) -> bool:
    return any(sentence.tokens[j].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for j in sentence.children[verb.i])


def _of_noun(sentence: Sentence, noun: Token, rules: StatusRules) -> Status:
    """Return the status that a noun's own modifiers give: "a possible visit", "no arrests"."""
    status: Status = "actual"
    for j in sentence.children[noun.i]:
        word = sentence.tokens[j]
        if word.dep in ("det", "neg") and word.lower in rules.negated.determiners:
            return "negated"
        if word.dep in ("amod", "compound", "nmod", "advmod"):
            for name in ("negated", "possible", "planned"):
                if word.lower in getattr(rules, name).modifiers:
                    status = _stronger(status, name)
    return status


def _governed(sentence: Sentence, governor: Token, at: Token, rules: StatusRules) -> str:
    """Return what a governing word says of the event: "denied", "plans to", "the prospect of"."""
    lemma = governor.lemma
    if at.dep == "conj":
        return "actual"
    if governor.pos in ("VERB", "AUX"):
        if at.dep == "nsubj":
            return "actual"
        if at.dep in ("pobj", "prep") and lemma not in rules.actual.verbs and at.dep == "pobj":
            return "stop"
        particle = rules.negated.particles.get(lemma)
        if lemma in rules.negated.verbs and (
            particle is None or any(sentence.tokens[j].lower == particle for j in sentence.children[governor.i])
        ):
            return "negated"
        if at.dep == "prep":
            return "stop"
        if at.dep in ("xcomp", "ccomp", "dobj", "nsubjpass", "advcl", "pcomp"):
            if at.dep == "ccomp" and at.tag in ("VBD", "VBZ", "VBP", "VBN") and lemma in rules.planned.verbs:
                return "actual"
            if at.dep == "dobj" and lemma in ("announce", "order", "approve", "decide", "plan"):
                return "planned"
            if lemma in rules.planned.verbs:
                return "planned" if at.dep != "dobj" else "actual"
            if lemma in rules.possible.verbs:
                return "possible" if at.dep != "ccomp" or lemma not in ("believe", "think") else "actual"
        return "actual"
    if governor.pos in ("NOUN", "PROPN"):
        if at.dep in ("acl", "prep", "relcl"):
            for name in ("negated", "possible", "planned"):
                if governor.lower in getattr(rules, name).nouns or governor.lemma in getattr(rules, name).nouns:
                    return name
        return "actual"
    if governor.pos == "ADJ" or governor.dep == "acomp":
        for name in ("possible", "planned"):
            if governor.lemma in getattr(rules, name).adjectives:
                return name
    if governor.pos == "ADP" and governor.lower in rules.negated.prepositions:
        return "negated"
    return "actual"


def _negated_parts(sentence: Sentence, words: tuple[int, ...], rules: StatusRules) -> Status:
    """Tell "no" inside the wording: "took no part", "signed no agreement"."""
    for i in words:
        token = sentence.tokens[i]
        if token.pos in ("NOUN", "PROPN") and _no(sentence, token, rules):
            return "negated"
    return "actual"


def _no(sentence: Sentence, token: Token, rules: StatusRules) -> bool:
    if token.lower in rules.negated.determiners and token.pos in ("PRON", "NOUN", "DET"):
        return True
    if token.lower in ("nobody", "none", "nothing"):
        return True
    return any(
        sentence.tokens[j].lower in rules.negated.determiners and sentence.tokens[j].dep in ("det", "neg", "preconj")
        for j in sentence.children[token.i]
    )


def _condition_below(sentence: Sentence, verb: Token, rules: StatusRules) -> bool:
    """Tell whether a clause with "if" or "unless" hangs on the verb."""
    for j in sentence.children[verb.i]:
        if sentence.tokens[j].dep in ("advcl", "ccomp", "prep", "mark"):
            for k in (j, *sentence.children[j]):
                if (
                    sentence.tokens[k].lower in rules.conditional.marks
                    and k > 0
                    or (
                        sentence.tokens[k].lower in ("if", "unless")
                        and sentence.tokens[k].dep == "mark"
                        and k != verb.i
                        and j != k
                    )
                ):
                    return True
    return False
