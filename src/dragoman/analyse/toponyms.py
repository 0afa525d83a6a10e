"""Finds the spans of a text that can be place names, known or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.datelines import places_within
from dragoman.analyse.place_spans import (
    NAMES,
    Line,
    Match,
    apposed_kind,
    installation,
    longest_name,
    name_beside,
    touch,
    unlisted_name,
    with_feature,
)
from dragoman.knowledge.gazetteer import Entry, PlaceIndex, key
from dragoman.knowledge.places import PlaceRules

WIDE = ("country", "state", "province", "region", "county", "emirate", "canton", "territory")
# "Basra port" is a port; "the U.S. island" is no name.
# Kinds of areas that often bear the name of their chief town, and kinds that seldom do.
NAMESAKES = ("state", "province", "district", "region")
NATURAL = ("forest", "river", "lake", "bay", "mountains", "park", "island")
LOCAL = ("city", "state", "province", "district", "county", "island", "base", "emirate", "canton")
_WORD = re.compile(r"[\w.'’]*\w\.?|[^\w\s]")


def collect(analysis: Analysis, index: PlaceIndex) -> list[Match]:
    """Return the spans that can be place names, in text order, none inside another."""
    found: list[Match] = []
    persons: set[str] = set()
    for line in _lines(analysis):
        found.extend(_collect_line(line, analysis.document.text, index, persons))
    found.sort(key=lambda match: match.start)
    # A clear mention vouches for the others, but not where the name is also a word or a person's name.
    doubtful = index.rules.ambiguous
    trusted = {match.name for match in found if match.strong and match.name.lower() not in doubtful}
    sure = [_believed(match, persons, trusted) for match in found]
    # One place of a list shows that its neighbours are places too.
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for i in order:
            other = i - 1 if order.step > 0 else i + 1
            if sure[other] and not sure[i] and _listed(found[min(i, other)], found[max(i, other)], analysis):
                sure[i] = True
    return [match for match, good in zip(found, sure) if good]


def _listed(one: Match, other: Match, analysis: Analysis) -> bool:
    return analysis.document.text[one.end : other.start].strip() in (",", "and", "or", ", and", "&")


def _lines(analysis: Analysis) -> Iterator[Line]:
    for span in analysis.datelines:
        tokens = [
            Token(i, m[0], m[0].lower(), m[0], "NNP" if m[0][0].isalpha() else ",", "PROPN", "dep", i,
                  span.start + m.start(), span.start + m.end())
            for i, m in enumerate(_WORD.finditer(span.text, *places_within(span.text)))
        ]  # fmt: skip
        yield Line(tokens, title_case=False, dateline=True)
    for sentence in analysis.sentences:
        if sentence.kind == "body":
            yield Line(sentence.tokens, title_case=False, dateline=False)
        else:
            tokens = _as_written(sentence, analysis.document.text)
            yield Line(tokens, _is_title_case(tokens), dateline=False)


def _as_written(sentence: Sentence, text: str) -> tuple[Token, ...]:
    """Return the tokens with the letters of the document: the analysis takes capitals out of headlines."""
    return tuple(
        token if text.startswith(token.text, token.start) else replace(token, text=text[token.start : token.end])
        for token in sentence.tokens
    )


def _is_title_case(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _collect_line(line: Line, text: str, index: PlaceIndex, persons: set[str]) -> Iterator[Match]:
    tokens, i = line.tokens, 0
    while i < len(tokens):
        token = tokens[i]
        if not (token.text[0].isupper() or token.text[0].islower() and token.text in index.longest):
            i += 1
            continue
        installed = installation(line, i, text, index)
        if installed is not None:
            yield installed[0]
            i = installed[1]
            continue
        hit = longest_name(tokens, i, text, index)
        if hit is None:
            unknown = unlisted_name(line, i, text, index)
            if unknown is not None:
                yield unknown[0]
            i = unknown[1] if unknown is not None else i + 1
            continue
        end, name = hit
        match, after = _check(line, i, end, name, text, index, persons)
        if match is None and after > end:
            # A known name may open a longer one that no table has ("Tanjung Priok port").
            match, after = unlisted_name(line, i, text, index) or (None, after)
        if match is not None:
            yield match
        i = after


def _check(
    line: Line, i: int, end: int, name: str, text: str, index: PlaceIndex, persons: set[str]
) -> tuple[Match | None, int]:
    """Return the match for a known name at tokens i to end (None if part of another), and what is next."""
    tokens, rules = line.tokens, index.rules
    entries = index.names[name]
    start, stop = tokens[i].start, tokens[end - 1].end
    tail = name.rpartition(" ")[2]
    if tail.islower() and tail in index.features and index.features[tail].area:
        return Match(start, stop - len(tail) - 1, name, entries, True), end
    inner = "-" in tokens[end - 1].text and key(text[start:stop]) != name and not text[start:stop].isupper()
    if inner:
        stop = start + len(name)
        if text[stop + 1 : tokens[end - 1].end].lower() not in rules.hyphen_heads:
            return None, end
        return Match(start, stop, name, entries, True), end
    extended, feature = with_feature(line, end, index)
    if feature is not None and extended == end:
        fitting = tuple(entry for entry in entries if entry.feature == feature)
        kind = feature if not fitting and entries[0].feature == "city" and feature in NAMESAKES else None
        return Match(start, stop, name, fitting or entries, True, kind), end
    if extended > end and (tokens[end].text[0].isupper() or entries[0].feature in LOCAL):
        whole = key(text[start : tokens[extended - 1].end])
        # A spelling of a far town says nothing about a forest of that name.
        sure = entries if not (entries[0].weak and feature in NATURAL and entries[0].name != name) else ()
        return Match(start, tokens[extended - 1].end, whole, sure, True, feature), extended
    if not _alone_after(line, end, index, persons, name):
        return None, _skip_name(tokens, end)
    if end < len(tokens) and tokens[end].lower in rules.directions and name_beside(tokens, end - 1, end):
        end, stop = end + 1, tokens[end].end
    begin = _direction(tokens, i, index)
    if not _alone_before(line, begin, index, persons, name, entries[0]):
        return None, end
    if begin < i and tokens[i].lower in rules.not_names:
        return None, end
    if begin < i:
        return Match(tokens[begin].start, stop, key(text[tokens[begin].start : stop]), entries, True), end
    strong = _is_strong(line, i, end, name, index)
    entries = _of_a_state(tokens, i, end, entries, index)
    if (
        entries[0].weak
        and not strong
        and (tokens[i].lower in rules.not_names or _is_word_or_person(tokens, i, end, index))
    ):
        return None, end
    return Match(start, stop, name, entries, strong), end


def _of_a_state(
    tokens: Sequence[Token], i: int, end: int, entries: tuple[Entry, ...], index: PlaceIndex
) -> tuple[Entry, ...]:
    """Return the meanings that fit an official of a state beside the name: "the governor of Georgia"."""
    states = tuple(entry for entry in entries if entry.feature == "state")
    if not states or states == entries:
        return entries
    beside = [tokens[end].lower] if end < len(tokens) else []
    if i > 1 and tokens[i - 1].lower in ("of", "from"):
        beside.append(tokens[i - 2].lower)
    return states if index.rules.state_officials & set(beside) else entries


def _is_word_or_person(tokens: Sequence[Token], i: int, end: int, index: PlaceIndex) -> bool:
    """Tell whether the name of a town is here an ordinary word, or somebody who speaks."""
    if tokens[i].tag not in NAMES:
        return True
    return end < len(tokens) and tokens[end].lemma in index.rules.saying and tokens[end].tag.startswith("VB")


def _remember(name: str, best: Entry, persons: set[str], rules: PlaceRules) -> None:
    """Note a name as one of a person; "Kenya Airways" says nothing against Kenya."""
    if best.feature == "city" or name.lower() in rules.ambiguous:
        persons.add(name)


def _alone_after(line: Line, end: int, index: PlaceIndex, persons: set[str], name: str) -> bool:
    """Tell whether the name ends here: what follows does not make it the name of a person or body."""
    tokens, rules, best = line.tokens, index.rules, index.names[name][0]
    if end >= len(tokens) or line.dateline:
        return True
    word = tokens[end]
    if word.text == "-" and word.start == tokens[end - 1].end and end + 1 < len(tokens):
        other = tokens[end + 1]
        if other.start == word.end:
            return other.lower in rules.hyphen_heads or other.text in index.names
    if word.lower in rules.not_before:
        return False
    if not touch(tokens[end - 1], word) or not word.text[0].isupper() or word.start == tokens[end - 1].end:
        return True
    last = _skip_name(tokens, end)
    if any(token.lower in rules.body_words for token in tokens[end:last]):
        return False
    if word.lower in rules.roles or word.text in index.people or word.lower in rules.directions:
        return True
    if line.title_case:
        return True
    if word.tag not in NAMES and not word.text.isupper():
        return True
    _remember(name, best, persons, rules)
    return False


def _skip_name(tokens: Sequence[Token], i: int) -> int:
    """Return the position after the capitalised words from token i on."""
    while i < len(tokens) and tokens[i].text[0].isupper() and touch(tokens[i - 1], tokens[i]):
        i += 1
    return i


def _direction(tokens: Sequence[Token], i: int, index: PlaceIndex) -> int:
    """Return where the name begins once a capitalised direction is taken in ("North Dallas")."""
    if i > 1 and tokens[i - 1].lower in index.rules.directions and name_beside(tokens, i, i - 1):
        return i - 1
    return i


def _alone_before(line: Line, i: int, index: PlaceIndex, persons: set[str], name: str, best: Entry) -> bool:
    """Tell whether the name begins here: what precedes does not make it the name of a person or body."""
    tokens, rules = line.tokens, index.rules
    if i == 0 or line.dateline:
        return True
    before = tokens[i - 1]
    if before.text == "$" and before.end == tokens[i].start:
        return False
    if before.lower in rules.particles and i > 1 and tokens[i - 2].text[0].isupper():
        return False
    if before.text == "-" and before.end == tokens[i].start and i > 1 and tokens[i - 2].end == before.start:
        return tokens[i - 2].text in index.names
    if before.lower in ("of", "for") and i > 1:
        head = tokens[i - 2]
        if head.text[0].isupper() and head.lower in rules.organisation_heads | rules.office_heads:
            return line.title_case and head.lower not in rules.office_heads
    if not before.text[0].isupper() or not touch(before, tokens[i]) or before.end == tokens[i].start:
        return True
    if before.lower in rules.titles:
        _remember(name, best, persons, rules)
        return False
    if before.text in index.names and index.names[before.text][0].feature in WIDE:
        return True
    if before.lower in rules.locative or before.lower in rules.weak_locative or before.lower in rules.roles:
        return True
    if line.title_case or (before.tag not in NAMES and before.text not in index.people):
        return True
    if i == 1 and before.tag not in NAMES:
        return True
    _remember(name, best, persons, rules)
    return False


def _is_strong(line: Line, i: int, end: int, name: str, index: PlaceIndex) -> bool:
    """Tell whether the context alone shows that a place is named."""
    tokens, rules = line.tokens, index.rules
    never = tokens[i].lower in rules.not_names
    if line.dateline:
        return not never
    if i and index.names[name][0].feature == "country" and tokens[i - 1].lower in rules.weak_locative:
        return True
    if i and tokens[i - 1].lower in rules.locative and not never:
        return True
    if i > 1 and tokens[i - 1].lower == "of" and not never:
        kind = index.features.get(tokens[i - 2].lower)
        if kind is not None and kind.area and kind.open:
            return True  # "the town of Bath"
    if not never and apposed_kind(tokens, end, index) is not None:
        return True
    if never and tokens[min(end, len(tokens) - 1)].text != ",":
        return False
    if end + 1 < len(tokens) and tokens[end].text in (",", "(", "in"):
        hit = index.names.get(tokens[end + 1].text)
        return bool(hit) and hit[0].feature in WIDE and tokens[end + 1].text != tokens[i].text
    return False


def _believed(match: Match, persons: set[str], trusted: set[str]) -> bool:
    """Tell whether a match counts: its name is known for a place, or the context has shown one."""
    if match.strong or not match.entries:
        return True
    best = match.entries[0]
    if match.name in trusted:
        return True
    return not best.weak and match.name not in persons
