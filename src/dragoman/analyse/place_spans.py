"""Spans that name a place: the longest known name, a name with the word for its kind, a seat, an unlisted place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.analyse.analysis import Token
from dragoman.knowledge.gazetteer import FIRST_WORD, Entry, PlaceIndex, key
from dragoman.knowledge.places import PlaceRules

NAMES = ("NNP", "NNPS")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class Match:
    """A span that can be a place name.

    `entries` are its meanings, best known first (none for a place that no table has); `strong` says that the
    context shows a place; `within` is the match that contains it ("Tripoli, Lebanon").
    """

    start: int
    end: int
    name: str
    entries: tuple[Entry, ...]
    strong: bool
    feature: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens of a sentence or dateline, with what the rules ask of the whole."""

    tokens: Sequence[Token]
    title_case: bool
    dateline: bool


def longest_name(tokens: Sequence[Token], i: int, text: str, index: PlaceIndex) -> tuple[int, str] | None:
    """Return the position after the longest known name from token i on, and its spelling in the index."""
    start = tokens[i].start
    first = FIRST_WORD.match(text, start)
    most = index.longest.get(first[0], 0) if first else 0
    if not most:
        return None
    last = i
    while last + 1 < len(tokens) and tokens[last + 1].end - start <= most + 1:
        last += 1
    for j in range(last, i - 1, -1):
        name = key(text[start : tokens[j].end])
        if name in index.names:
            return j + 1, name
        if len(name) > 3 and name.isupper() and name in index.capitals:
            return j + 1, index.capitals[name]
    # "U.S.-led" and "Gaza-based" may be one token.
    head, hyphen, tail = tokens[i].text.partition("-")
    if hyphen and tail and head in index.names:
        return i + 1, head
    return None


def touch(one: Token, other: Token) -> bool:
    """Tell whether two tokens stand side by side as words of one name can."""
    return 0 <= other.start - one.end <= 1


def name_beside(tokens: Sequence[Token], i: int, other: int) -> bool:
    """Tell whether the token at `other`, next to token i, is a capitalised name."""
    one, two = sorted((i, other))
    return touch(tokens[one], tokens[two]) and tokens[other].text[0].isupper() and tokens[other].tag in NAMES


def with_feature(line: Line, end: int, index: PlaceIndex) -> tuple[int, str | None]:
    """Return the position after a feature word that is part of the name before it, and the kind of place.

    The word of an area in lower case tells the kind, but is no part of the name ("Lodz province").
    """
    tokens = line.tokens
    if end >= len(tokens) or not touch(tokens[end - 1], tokens[end]):
        return end, None
    for size in (3, 2, 1):
        row = index.features.get(" ".join(token.lower for token in tokens[end : end + size]))
        if row is None or end + size > len(tokens):
            continue
        after = end + size
        if not tokens[end].text[0].isupper():
            return (end if row.area else after), row.feature
        goes_on = after < len(tokens) and not line.title_case
        if goes_on and (tokens[after].lower == "of" or name_beside(tokens, after - 1, after)):
            return end, None
        return after, row.feature
    return end, None


def installation(line: Line, i: int, text: str, index: PlaceIndex) -> tuple[Match, int] | None:
    """Return a seat such as "Army Headquarters" that stands where a place is expected."""
    tokens, rules = line.tokens, index.rules
    start = tokens[i].start
    for name in index.installations.get(tokens[i].text, ()):
        if text.startswith(name, start):
            stop = start + len(name)
            end = next((j for j in range(i, len(tokens)) if tokens[j].end >= stop), None)
            if end is None or tokens[end].end != stop:
                continue
            before = [token.lower for token in tokens[max(0, i - 4) : i]]
            if before[-1:] in (["'s"], ["’s"]):
                before = before[:-2]
            if _locative(before, rules):
                known = index.seats.get(name)
                return Match(start, stop, name, (known,) if known else (), True, "building"), end + 1
    return None


def _locative(before: Sequence[str], rules: PlaceRules) -> bool:
    words = list(before)
    while words and words[-1] in ("the", "its", "his", "their", "country"):
        words.pop()
    return bool(words) and (words[-1] in rules.locative or words[-1] == "to")


def unlisted_name(line: Line, i: int, text: str, index: PlaceIndex) -> tuple[Match, int] | None:
    """Return a place that no table has: an unknown name with a feature word, or before a known place."""
    tokens, rules = line.tokens, index.rules
    if line.title_case or line.dateline or tokens[i].tag not in NAMES or not tokens[i].text[0].isupper():
        return None
    end = i + 1
    while end < len(tokens) and end - i < 4 and tokens[end].tag in NAMES and tokens[end].text[0].isupper():
        if tokens[end].lower in index.features:
            break
        end += 1
    other = rules.not_names | rules.body_words | rules.organisation_heads
    if any(token.lower in other or not _LETTERS.fullmatch(token.text) for token in tokens[i:end]):
        return None
    before = [token.lower for token in tokens[max(0, i - 2) : i]]
    owned = before[-1:] in (["'s"], ["’s"]) and i > 1 and tokens[i - 2].text in index.names
    placed = owned or _locative(before, rules) or bool(before) and before[-1] == "from"
    after, feature = with_feature(line, end, index)
    if feature is not None and placed and next(row for row in rules.feature if row.feature == feature).open:
        return _unlisted(tokens, i, after, text, feature), after
    if before[-1:] == ["of"] and i > 1 and tokens[i - 2].text in index.features:
        return _unlisted(tokens, i, end, text, index.features[tokens[i - 2].text].feature), end
    kind = apposed_kind(tokens, end, index)
    if kind is not None:
        return _unlisted(tokens, i, end, text, kind), end
    # "France's Ann Roe in Paris" is somebody.
    if placed and end + 1 < len(tokens) and tokens[end].text in ((",", "(") if owned else (",", "in", "(")):
        hit = longest_name(tokens, end + 1, text, index)
        if hit is not None and index.names[hit[1]][0].weight > 4:
            return _unlisted(tokens, i, end, text, "place"), end
    return None


def apposed_kind(tokens: Sequence[Token], end: int, index: PlaceIndex) -> str | None:
    """Return the kind of place that the words after a name give it: ", a mining town in"."""
    if end + 2 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].lower not in ("a", "an"):
        return None
    for j in range(end + 2, min(end + 6, len(tokens) - 1)):
        row = index.features.get(tokens[j].lower)
        if row is not None and row.area and row.open and tokens[j + 1].lower in ("in", "of", "near", "on"):
            return row.feature
        if tokens[j].pos not in ("ADJ", "NOUN"):
            return None
    return None


def _unlisted(tokens: Sequence[Token], i: int, end: int, text: str, feature: str) -> Match:
    start, stop = tokens[i].start, tokens[end - 1].end
    return Match(start, stop, key(text[start:stop]), (), True, feature)
