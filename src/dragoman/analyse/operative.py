"""Operative clauses: items of a resolution or communiqué that open with their verb ("1. Condemns the raid; …").

Their subject stands before the list. The parser takes "Condemns" for a name unless a subject precedes it, so it is
given one that is dropped again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.clauses import conjuncts
from dragoman.analyse.roles import HasActors, actors_at
from dragoman.knowledge.sentences import SentenceRules
from dragoman.records import Actor

STAND_IN = "It "
OPENING = re.compile(
    r"(?P<number>\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)]\s+)?"
    r"(?P<adverb>(?:(?:[A-Z][a-z]+ly|Also|Further|Again|Moreover|Once again) )?)(?P<verb>[A-Za-z]{4,})\b(?P<next> \w+)?"
)
SUBJECTS = ("nsubj", "nsubjpass")
BODIES = ("IGO", "GOV", "LEG", "MIL", "PTY", "OPP", "NGO", "PRE", "REB")


def clause_start(text: str, item: bool, rules: SentenceRules, lemma: Callable[[str, str], str]) -> int | None:
    """Return the offset of the words of an operative clause behind its number, None for any other text.

    Arguments: text of a sentence; item, whether a bullet or number stands before it; rules, from knowledge; lemma,
    the dictionary form of a lower-case word with a Penn tag.
    """
    match = OPENING.match(text)
    if match is None or not (match["number"] or item or text.rstrip().endswith((";", ","))):
        return None
    verb = match["verb"].lower()
    first = match["adverb"] or match["verb"]
    if not first[0].isupper() or verb in rules.operative_verbs:
        return None
    tag = "VBZ" if verb.endswith("s") else "VBG" if verb.endswith("ing") else "VBD"
    wanted = rules.operative_verbs.get(lemma(verb, tag))
    if wanted is None or wanted and (match["next"] or "").strip() not in wanted:
        return None
    return match.start("adverb")


def issuers(analysis: Analysis, resolved: Sequence[HasActors]) -> dict[int, tuple[Actor, ...]]:
    """Return who speaks in each operative clause, by index of its sentence: whom the words before the list name."""
    if not any(sentence.operative for sentence in analysis.sentences):
        return {}
    by_sentence: dict[int, list[HasActors]] = {}
    for item in resolved:
        by_sentence.setdefault(item.mention.sentence, []).append(item)
    found: dict[int, tuple[Actor, ...]] = {}
    issuer: tuple[Actor, ...] = ()
    before: list[Sentence] = []
    for sentence in analysis.sentences:
        if not sentence.operative:
            # Other bullet points stand in the same list.
            before += [sentence] if sentence.kind != "bullet" else []
            continue
        if before:
            issuer = _named(before, by_sentence) or issuer
            before = []
        if issuer:
            found[sentence.index] = issuer
    return found


def _named(before: Sequence[Sentence], by_sentence: dict[int, list[HasActors]]) -> tuple[Actor, ...]:
    """Return whom the last sentences name as subject: a line that opens the list first, then a body, then anyone."""
    subjects = [(sentence, _subject(sentence, by_sentence.get(sentence.index, []))) for sentence in reversed(before)]
    opening = next((actors for sentence, actors in subjects if sentence.tokens[-1].text in (":", ",")), ())
    if any(a.sector in BODIES for a in opening):
        return opening
    known = [actors for _, actors in subjects if any(a.sector in BODIES for a in actors)]
    return next((actors for actors in known if any(a.sector == "IGO" for a in actors)), next(iter(known), ()))


def _subject(sentence: Sentence, here: Sequence[HasActors]) -> tuple[Actor, ...]:
    for token in sentence.tokens:
        top = token.dep in SUBJECTS and sentence.tokens[token.head].dep in ("ROOT", "conj", "ccomp")
        if top or token.dep == "ROOT" and token.pos in ("NOUN", "PROPN"):
            return actors_at(sentence, conjuncts(sentence, token.i), here, inside=True)
    return ()


def is_of_clause(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb of an operative clause has the subject that stands before the list."""
    tokens, seen = sentence.tokens, set()
    while verb not in seen:
        seen.add(verb)
        if any(tokens[j].dep in SUBJECTS for j in sentence.children[verb]):
            return False
        if tokens[verb].dep == "ROOT":
            return True
        if tokens[verb].dep not in ("conj", "xcomp", "advcl", "ccomp", "dep"):
            return False
        verb = tokens[verb].head
    return False
