"""Finds the spans of a text that can be place names, known or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.knowledge.gazetteer import FIRST_WORD, Entry, PlaceIndex, key
from dragoman.knowledge.places import PlaceRules

NAMES = ("NNP", "NNPS")
WIDE = ("country", "state", "province", "region", "county", "emirate", "canton", "territory")
# "Basra port" is a port; "the U.S. island" is no name.
LOCAL = ("city", "state", "province", "district", "county", "island", "base", "emirate", "canton")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")
_WORD = re.compile(r"[\w.'’]*\w\.?|[^\w\s]")


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
class _Line:
    """Tokens of a sentence or dateline, with what the rules ask of the whole."""

    tokens: Sequence[Token]
    title_case: bool
    dateline: bool


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


def _lines(analysis: Analysis) -> Iterator[_Line]:
    for span in analysis.datelines:
        tokens = [
            Token(i, m[0], m[0].lower(), m[0], "NNP" if m[0][0].isalpha() else ",", "PROPN", "dep", i,
                  span.start + m.start(), span.start + m.end())
            for i, m in enumerate(_WORD.finditer(span.text))
        ]  # fmt: skip
        yield _Line(tokens, title_case=False, dateline=True)
    for sentence in analysis.sentences:
        if sentence.kind == "body":
            yield _Line(sentence.tokens, title_case=False, dateline=False)
        else:
            tokens = _as_written(sentence, analysis.document.text)
            yield _Line(tokens, _is_title_case(tokens), dateline=False)


def _as_written(sentence: Sentence, text: str) -> tuple[Token, ...]:
    """Return the tokens with the letters of the document: the analysis takes capitals out of headlines."""
    return tuple(
        token if text.startswith(token.text, token.start) else replace(token, text=text[token.start : token.end])
        for token in sentence.tokens
    )


def _is_title_case(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _collect_line(line: _Line, text: str, index: PlaceIndex, persons: set[str]) -> Iterator[Match]:
    tokens, i = line.tokens, 0
    while i < len(tokens):
        token = tokens[i]
        if not (token.text[0].isupper() or token.text[0].islower() and token.text in index.longest):
            i += 1
            continue
        installed = _installation(line, i, text, index)
        if installed is not None:
            yield installed[0]
            i = installed[1]
            continue
        hit = _longest_name(tokens, i, text, index)
        if hit is None:
            unknown = _unknown(line, i, text, index)
            if unknown is not None:
                yield unknown[0]
            i = unknown[1] if unknown is not None else i + 1
            continue
        end, name = hit
        match, after = _check(line, i, end, name, text, index, persons)
        if match is not None:
            yield match
        i = after


def _longest_name(tokens: Sequence[Token], i: int, text: str, index: PlaceIndex) -> tuple[int, str] | None:
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


def _touch(one: Token, other: Token) -> bool:
    """Tell whether two tokens stand side by side as words of one name can."""
    return 0 <= other.start - one.end <= 1


def _name_beside(tokens: Sequence[Token], i: int, other: int) -> bool:
    """Tell whether the token at `other`, next to token i, is a capitalised name."""
    one, two = sorted((i, other))
    return _touch(tokens[one], tokens[two]) and tokens[other].text[0].isupper() and tokens[other].tag in NAMES


def _check(
    line: _Line, i: int, end: int, name: str, text: str, index: PlaceIndex, persons: set[str]
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
    extended, feature = _with_feature(line, end, index)
    if feature is not None and extended == end:
        fitting = tuple(entry for entry in entries if entry.feature == feature)
        return Match(start, stop, name, fitting or entries, True), end
    if extended > end and (tokens[end].text[0].isupper() or entries[0].feature in LOCAL):
        whole = key(text[start : tokens[extended - 1].end])
        return Match(start, tokens[extended - 1].end, whole, entries, True, feature), extended
    if not _alone_after(line, end, index, persons, name):
        return None, _skip_name(tokens, end)
    if end < len(tokens) and tokens[end].lower in rules.directions and _name_beside(tokens, end - 1, end):
        end, stop = end + 1, tokens[end].end
    begin = _direction(tokens, i, index)
    if not _alone_before(line, begin, index, persons, name, entries[0]):
        return None, end
    if begin < i and tokens[i].lower in rules.not_names:
        return None, end
    if begin < i:
        return Match(tokens[begin].start, stop, key(text[tokens[begin].start : stop]), entries, True), end
    strong = _is_strong(line, i, end, name, index)
    if (
        entries[0].weak
        and not strong
        and (tokens[i].lower in rules.not_names or _is_word_or_person(tokens, i, end, index))
    ):
        return None, end
    return Match(start, stop, name, entries, strong), end


def _is_word_or_person(tokens: Sequence[Token], i: int, end: int, index: PlaceIndex) -> bool:
    """Tell whether the name of a town is here an ordinary word, or somebody who speaks."""
    if tokens[i].tag not in NAMES:
        return True
    return end < len(tokens) and tokens[end].lemma in index.rules.saying and tokens[end].tag.startswith("VB")


def _with_feature(line: _Line, end: int, index: PlaceIndex) -> tuple[int, str | None]:
    """Return the position after a feature word that is part of the name before it, and the kind of place.

    The word of an area in lower case tells the kind, but is no part of the name ("Lodz province").
    """
    tokens = line.tokens
    if end >= len(tokens) or not _touch(tokens[end - 1], tokens[end]):
        return end, None
    for size in (3, 2, 1):
        row = index.features.get(" ".join(token.lower for token in tokens[end : end + size]))
        if row is None or end + size > len(tokens):
            continue
        after = end + size
        if not tokens[end].text[0].isupper():
            return (end if row.area else after), row.feature
        goes_on = after < len(tokens) and not line.title_case
        if goes_on and (tokens[after].lower == "of" or _name_beside(tokens, after - 1, after)):
            return end, None
        return after, row.feature
    return end, None


def _remember(name: str, best: Entry, persons: set[str], rules: PlaceRules) -> None:
    """Note a name as one of a person; "Kenya Airways" says nothing against Kenya."""
    if best.feature == "city" or name.lower() in rules.ambiguous:
        persons.add(name)


def _alone_after(line: _Line, end: int, index: PlaceIndex, persons: set[str], name: str) -> bool:
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
    if not _touch(tokens[end - 1], word) or not word.text[0].isupper() or word.start == tokens[end - 1].end:
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
    while i < len(tokens) and tokens[i].text[0].isupper() and _touch(tokens[i - 1], tokens[i]):
        i += 1
    return i


def _direction(tokens: Sequence[Token], i: int, index: PlaceIndex) -> int:
    """Return where the name begins once a capitalised direction is taken in ("North Dallas")."""
    if i > 1 and tokens[i - 1].lower in index.rules.directions and _name_beside(tokens, i, i - 1):
        return i - 1
    return i


def _alone_before(line: _Line, i: int, index: PlaceIndex, persons: set[str], name: str, best: Entry) -> bool:
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
    if not before.text[0].isupper() or not _touch(before, tokens[i]) or before.end == tokens[i].start:
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


def _is_strong(line: _Line, i: int, end: int, name: str, index: PlaceIndex) -> bool:
    """Tell whether the context alone shows that a place is named."""
    tokens, rules = line.tokens, index.rules
    never = tokens[i].lower in rules.not_names
    if line.dateline:
        return not never
    if i and index.names[name][0].feature == "country" and tokens[i - 1].lower in rules.weak_locative:
        return True
    if i and tokens[i - 1].lower in rules.locative and not never:
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


def _installation(line: _Line, i: int, text: str, index: PlaceIndex) -> tuple[Match, int] | None:
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


def _unknown(line: _Line, i: int, text: str, index: PlaceIndex) -> tuple[Match, int] | None:
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
    placed = _locative(before, rules) or bool(before) and before[-1] == "from"
    after, feature = _with_feature(line, end, index)
    if feature is not None and placed and next(row for row in rules.feature if row.feature == feature).open:
        return _unlisted(tokens, i, after, text, feature), after
    if before[-1:] == ["of"] and i > 1 and tokens[i - 2].text in index.features:
        return _unlisted(tokens, i, end, text, index.features[tokens[i - 2].text].feature), end
    if placed and end + 1 < len(tokens) and tokens[end].text in (",", "in", "("):
        hit = _longest_name(tokens, end + 1, text, index)
        if hit is not None and index.names[hit[1]][0].weight > 4:
            return _unlisted(tokens, i, end, text, "place"), end
    return None


def _unlisted(tokens: Sequence[Token], i: int, end: int, text: str, feature: str) -> Match:
    start, stop = tokens[i].start, tokens[end - 1].end
    return Match(start, stop, key(text[start:stop]), (), True, feature)
