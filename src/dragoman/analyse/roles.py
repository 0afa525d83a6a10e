"""Turns the noun phrases that a frame found into actors: the mention at the head, or the one inside the phrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.clauses import conjuncts
from dragoman.analyse.mentions import Mention
from dragoman.records import Actor


class HasActors(Protocol):
    """A resolved mention."""

    mention: Mention
    actors: tuple[Actor, ...]


INSIDE = ("poss", "prep", "agent", "compound", "amod", "nmod", "appos", "nummod")
LINKS = ("of", "by", "from", "between", "among", "in", "to", "with", "against", "on", "for")


def actors_at(
    sentence: Sentence, heads: Iterable[int], resolved: Sequence[HasActors], *, inside: bool
) -> tuple[Actor, ...]:
    """Return the actors of noun phrases, each entity once.

    Arguments: heads, token positions; resolved, the mentions of this sentence; inside, whether an actor
    within the phrase counts ("the *Syrian* offensive") where the head is none.
    """
    found: dict[str, Actor] = {}
    for head in heads:
        for actor in _of_phrase(sentence, head, resolved, inside=inside):
            found.setdefault(actor.entity, actor)
    return tuple(found.values())


def mention_at(resolved: Sequence[HasActors], token: int) -> HasActors | None:
    """Return the resolved mention that holds a token: the shortest with actors."""
    best = None
    for item in resolved:
        m = item.mention
        if (
            m.first <= token <= m.last
            and item.actors
            and (best is None or m.last - m.first < best.mention.last - best.mention.first)
        ):
            best = item
    return best


def _of_phrase(sentence: Sentence, head: int, resolved: Sequence[HasActors], *, inside: bool) -> tuple[Actor, ...]:
    own = mention_at(resolved, head)
    if own is not None:
        return own.actors + _with_coordinated(sentence, own, resolved) + _listed_after(sentence, own, resolved)
    for j in sentence.children[head]:
        # "its one-time ally, General Roe"
        named = mention_at(resolved, j) if sentence.tokens[j].dep == "appos" else None
        if named is not None and named.mention.kind == "person":
            return named.actors
    if not inside:
        return _modifiers(sentence, head, resolved)
    return _within(sentence, head, resolved, depth=3)


def _with_coordinated(sentence: Sentence, own: HasActors, resolved: Sequence[HasActors]) -> tuple[Actor, ...]:
    """Return adjectives that share the noun: "US and Pakistani officials"."""
    before = own.mention.first - 1
    while before >= 0 and sentence.tokens[before].lower in ("and", ",", "or", "-", "–"):
        before -= 1
    if before < 0 or before == own.mention.first - 1:
        return ()
    other = mention_at(resolved, before)
    if other is None:
        return ()
    shared = other.mention.kind == own.mention.kind and other.mention.noun == own.mention.noun and other.mention.noun
    # "General Bajwa and Secretary Blinken had a call": parsers often miss the first of two titled names.
    named = own.mention.kind == "person" == other.mention.kind and sentence.tokens[other.mention.head].dep in LOOSE
    return other.actors + _with_coordinated(sentence, other, resolved) if shared or named else ()


LOOSE = ("nsubj", "nsubjpass", "appos", "nmod", "compound", "dep", "npadvmod", "ROOT")


def _listed_after(sentence: Sentence, own: HasActors, resolved: Sequence[HasActors]) -> tuple[Actor, ...]:
    """Return the people of a list that goes on: "X, President of A, Y, President of B, and Z met in …"."""
    if own.mention.kind != "person" or sentence.tokens[own.mention.head].dep not in (
        "nsubj",
        "nsubjpass",
        "appos",
        "conj",
    ):
        return ()
    after = own.mention.last + 1
    while after < len(sentence.tokens) and sentence.tokens[after].lower in (",", "and", ";"):
        after += 1
    if after == own.mention.last + 1:
        return ()
    following = next(
        (
            r
            for r in resolved
            if r.mention.first == after and r.mention.kind == "person" and r.mention.office and r.actors
        ),
        None,
    )
    if following is None or sentence.tokens[following.mention.head].dep not in (
        "appos",
        "conj",
        "nsubj",
        "dep",
        "npadvmod",
    ):
        return ()
    return following.actors + _listed_after(sentence, following, resolved)


def _modifiers(sentence: Sentence, head: int, resolved: Sequence[HasActors]) -> tuple[Actor, ...]:
    """Return the actors that own or qualify a noun: "Thai shells", "Pakistan's jets", "jets of the coalition"."""
    loose = None
    for dep in (("poss",), ("amod", "compound", "nmod")):
        for j in sentence.children[head]:
            if sentence.tokens[j].dep in dep:
                found = mention_at(resolved, j)
                if found is not None and any(a.country or a.sector == "IGO" for a in found.actors):
                    return _and_beside(sentence, found, j, resolved)
                loose = loose or found
    doer = _doer(sentence, head, resolved)
    if doer is not None:
        return doer.actors
    if loose is not None:
        return loose.actors
    for j in sentence.children[head]:
        if sentence.tokens[j].lower in ("of", "from"):
            for k in sentence.children[j]:
                found = mention_at(resolved, k)
                if found is not None:
                    return _and_beside(sentence, found, k, resolved)
    return ()


def _doer(sentence: Sentence, head: int, resolved: Sequence[HasActors]) -> HasActors | None:
    """Return whose deed a noun is by the clause after it: "the offensive that *Azerbaijan* launched"."""
    for j in sentence.children[head]:
        if sentence.tokens[j].dep != "relcl":
            continue
        kinds = {sentence.tokens[k].dep: k for k in sentence.children[j]}
        subject = kinds.get("nsubj")
        if subject is not None and "auxpass" not in kinds and sentence.tokens[subject].pos != "PRON":
            found = mention_at(resolved, subject)
            if found is not None and any(a.country for a in found.actors):
                return found
    return None


def _and_beside(sentence: Sentence, found: HasActors, k: int, resolved: Sequence[HasActors]) -> tuple[Actor, ...]:
    """Return the actors at a token and beside it: "surveyors from A and B", "ships of the A and B navies"."""
    listed = (mention_at(resolved, c) for c in conjuncts(sentence, k)[1:])
    shared = _with_coordinated(sentence, found, resolved)
    return found.actors + shared + tuple(a for item in listed if item for a in item.actors)


def _within(sentence: Sentence, head: int, resolved: Sequence[HasActors], *, depth: int) -> tuple[Actor, ...]:
    """Return the nearest actors below a noun: possessor, modifiers, then what its prepositions govern."""
    if depth == 0:
        return ()
    direct = _modifiers(sentence, head, resolved)
    if direct:
        return direct
    for j in sentence.children[head]:
        token = sentence.tokens[j]
        if token.dep not in INSIDE or (token.dep == "prep" and token.lower not in LINKS):
            continue
        own = mention_at(resolved, j)
        if own is not None:
            return own.actors
        found = _within(sentence, j, resolved, depth=depth - 1) if token.dep != "prep" else ()
        if not found and token.dep in ("prep", "agent"):
            for k in sentence.children[j]:
                item = mention_at(resolved, k)
                if item is not None:
                    found = _and_beside(sentence, item, k, resolved)
                    break
                found = _within(sentence, k, resolved, depth=depth - 1)
                if found:
                    break
        if found:
            return found
    return ()
