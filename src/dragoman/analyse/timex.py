"""Finds words that tell time: every word becomes a letter for its classes; phrases are searched in those.

The method is that of finite-state grammars over word classes (as in HeidelTime and SUTime); the phrases
and words are data (`knowledge/data/en/dates.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.analyse.analysis import Analysis
from dragoman.knowledge.dates import DateRules, NamedDay, Phrase

LEX = re.compile(
    r"""(?P<ISO>\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])
        |(?<![\d/])\d{4}/\d{1,2}/\d{1,2}(?![\d/]))
    |(?P<NUMERIC>(?<![\d./-])\d{1,2}([.-])\d{1,2}\3(?:\d{4}|\d\d)(?![\d/]|[.-]\d)
        |(?<![\d./])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]|\.\d))
    |(?P<SLASH>(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]))
    |(?P<CLOCK>(?<![\d:.,])(?:\d{1,2}(?:[:.]\d\d)?\s?[AaPp]\.?\s?[Mm]\b\.?
        |\d{1,2}[:.]\d\d(?=\s?h(?:rs|ours)?\b)
        |[012]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])|[012]\d[0-5]\d(?=\s?(?:GMT|UTC|hrs|hours)\b)))
    |(?P<DECADE>\b\d{3}0['’]?s\b|['’][1-9]0s\b|\b[1-9]0s\b)
    |(?P<NTH>\b\d{1,3}(?:st|nd|rd|th)\b)
    |(?P<YEARMARK>['’]\d\d(?![\w'’]))
    |(?P<FISCAL>\bFY\s?(?:\d{4}|\d\d)\b)
    |(?P<NUMBER>(?<![\w$£€¥.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w%]))
    |(?P<abbreviation>\b[A-Za-z]\.(?:[A-Za-z]\.)+|\b[Bb]\.[Cc]\b|\bo['’]clock\b)
    |(?P<genitive>['’]s\b)
    |(?P<word>[^\W\d_]+(?!\w))
    |(?P<mixed>\w+)
    |(?P<other>[^\w\s])""",
    re.VERBOSE,
)
FORM = re.compile(r"[A-Z]+|[a-z0-9/]*(?:['][a-z]+)?[a-z0-9/]+|'s|[()|?*]|[^\s\w]")
OTHER, BREAK = "\ue000", "\ue001"  # the letter of a word without classes; the letter between two paragraphs
FIRST = 0xE002


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of the document with the classes it may have and its value in each."""

    text: str
    start: int
    end: int
    letter: str
    values: dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of words that one phrase reads as time. `values`: class name → value, in text order."""

    start: int
    end: int
    first: int  # positions among the lexemes, end exclusive
    last: int
    rank: int
    name: str
    reading: str
    values: dict[str, int | str | float]
    words: tuple[str, ...] = ()  # in lower case


@dataclass(frozen=True)
class DateIndex:
    """The rules of `dates.toml` made ready for search; built once by `build_date_index`."""

    rules: DateRules
    words: dict[str, dict[str, int | str]]
    letters: dict[frozenset[str], str]
    phrases: tuple[tuple[Phrase, re.Pattern[str]], ...]
    named: dict[str, NamedDay]
    cache: dict[tuple[str, str], tuple[str, dict[str, int | str]]] = field(default_factory=dict)


NUMERIC_CLASSES = (
    {"ISO"}, {"NUMERIC"}, {"SLASH"}, {"CLOCK"}, {"DECADE"}, {"NTH"}, {"NTH", "DAYTH"},
    {"YEARMARK"}, {"FISCAL"}, {"NUMBER"}, {"NUMBER", "DAY", "TWO", "SHORT"}, {"NUMBER", "DAY", "SHORT"},
    {"NUMBER", "TWO", "SHORT"},
    {"NUMBER", "SHORT"}, {"NUMBER", "YEAR"},
)  # fmt: skip


@lru_cache(maxsize=4)
def _build(key: str) -> DateIndex:
    rules = DateRules.model_validate_json(key)
    literals = _literals(rules)
    named = {name: day for day in rules.named for name in day.names}
    words: dict[str, dict[str, int | str]] = {}
    for name, table in rules.words.items():
        for word, value in table.items():
            words.setdefault(word, {})[name] = value
    for word in literals:
        words.setdefault(word, {})["=" + word] = word
    kinds = {frozenset(v) for v in words.values()} | {frozenset(k) for k in NUMERIC_CLASSES}
    kinds |= {frozenset(k | {"=" + w}) for k in map(set, NUMERIC_CLASSES) for w in literals if w[0].isdigit()}
    kinds |= {frozenset(sure_classes(v)) for word, v in words.items() if word in rules.capital}
    letters = {kind: chr(FIRST + i) for i, kind in enumerate(sorted(kinds, key=sorted))}
    parts = dict(rules.parts, NAMED=" | ".join(sorted(named, key=len, reverse=True)))
    phrases = tuple((phrase, _compile(phrase, parts, letters)) for phrase in rules.phrase)
    return DateIndex(rules, words, letters, phrases, named)


def build_date_index(rules: DateRules) -> DateIndex:
    """Return the compiled rules; remembered, so that the same rules are compiled once."""
    return _build(rules.model_dump_json())


def _literals(rules: DateRules) -> set[str]:
    forms = [f for p in rules.phrase for f in (p.form, p.after, p.before)]
    forms += [*rules.parts.values(), *(name for day in rules.named for name in day.names)]
    return {t for form in forms for t in FORM.findall(form) if not t.isupper() and t not in "()|?*"}


def _compile(phrase: Phrase, parts: dict[str, str], letters: dict[frozenset[str], str]) -> re.Pattern[str]:
    seen: dict[str, int] = {}

    def one(name: str) -> str:
        return "[" + "".join(sorted(c for kind, c in letters.items() if name in kind)) + "]"

    def build(form: str, capture: bool) -> str:
        out = []
        for token in FORM.findall(form):
            if token in "()|?*":
                out.append("(?:" if token == "(" else token)
            elif not token.isupper():
                out.append(one("=" + token))
            else:
                inner = build(parts[token], capture) if token in parts else one(token)
                if capture:
                    seen[token] = seen.get(token, 0) + 1
                    out.append(f"(?P<{token}_{seen[token]}>{inner})")
                else:
                    out.append(f"(?:{inner})")
        return "".join(out)

    source = f"(?:{build(phrase.form, True)})"
    if phrase.before:
        source += f"(?={build(phrase.before, False)})"
    if phrase.after:
        ways = (build(way, False) for way in _spell_out(phrase.after, parts))
        source = "(?:" + "|".join(f"(?<={way})" for way in ways) + ")" + source
    return re.compile(source)


def _spell_out(form: str, parts: dict[str, str]) -> list[str]:
    """Return the alternatives of a form without brackets: what stands before must have a fixed length."""
    ways: list[list[str]] = [[]]

    def walk(tokens: list[str]) -> list[list[str]]:
        alternatives: list[list[list[str]]] = [[[]]]
        while tokens:
            token = tokens.pop(0)
            if token == ")":
                break
            if token == "|":
                alternatives.append([[]])
                continue
            if token == "(":
                options = walk(tokens)
            elif token in parts:
                options = walk([*FORM.findall(parts[token]), ")"])
            else:
                options = [[token]]
            if tokens and tokens[0] == "?":
                tokens.pop(0)
                options = [*options, []]
            alternatives[-1] = [a + b for a in alternatives[-1] for b in options]
        return [way for group in alternatives for way in group]

    ways = walk(FORM.findall(form))
    return [" ".join(way) for way in ways if way]


def lex(analysis: Analysis, index: DateIndex) -> tuple[Lexeme, ...]:
    """Return the words of a document with their time classes; a break stands between paragraphs."""
    breaks = _breaks(analysis)
    found: list[Lexeme] = []
    cache, at = index.cache, 0
    for match in LEX.finditer(analysis.document.text):
        text, start = match.group(), match.start()
        while at < len(breaks) and breaks[at] <= start:
            found.append(Lexeme("", start, start, BREAK, {}))
            at += 1
        # The class depends on both: "17" alone and the "17" of "$17" are not the same.
        key = (text, match.lastgroup or "")
        known = cache.get(key)
        if known is None:
            known = _classify(*key, index)
            if len(cache) < 100_000:
                cache[key] = known
        found.append(Lexeme(text, start, match.end(), *known))
    return tuple(found)


def _breaks(analysis: Analysis) -> list[int]:
    found, paragraph = {d.end for d in analysis.datelines}, None
    found |= {d.start for d in analysis.datelines}
    for sentence in analysis.sentences:
        if sentence.paragraph != paragraph:
            found.add(sentence.start)
        paragraph = sentence.paragraph
    return sorted(found)


def _classify(text: str, kind: str, index: DateIndex) -> tuple[str, dict[str, int | str]]:
    lower = text.lower().replace("’", "'")
    if kind == "other" and lower in "–—":
        lower = "-"
    values: dict[str, int | str] = dict(index.words.get(lower, {}))
    if lower in index.rules.capital and not text[0].isupper():
        values = sure_classes(values)
    if kind in ("ISO", "NUMERIC", "SLASH", "CLOCK"):
        values[kind] = lower
    elif kind == "DECADE":
        values["DECADE"] = int(re.sub(r"\D", "", text))
    elif kind == "YEARMARK":
        values["YEARMARK"] = int(text[1:])
    elif kind == "FISCAL":
        number = int(re.sub(r"\D", "", text))
        values["FISCAL"] = number if number > 99 else 2000 + number
    elif kind == "NTH":
        values["NTH"] = int(text[:-2])
        if 1 <= int(text[:-2]) <= 31:
            values["DAYTH"] = int(text[:-2])
    elif kind == "NUMBER":
        values |= _number(text)
    letter = index.letters.get(frozenset(values), OTHER) if values else OTHER
    return letter, values


def sure_classes(values: dict[str, int | str]) -> dict[str, int | str]:
    """Return the classes that a word keeps in lower case where it tells time only with a capital letter.

    "may" and "march" are months in sloppy text too, but only beside a number: such months are LOWMONTH.
    """
    kept = {c: v for c, v in values.items() if c.startswith("=")}
    return kept | ({"LOWMONTH": values["MONTH"]} if "MONTH" in values else {})


def _number(text: str) -> dict[str, int | str]:
    value = float(text.replace(",", ""))
    values: dict[str, int | str] = {"NUMBER": text.replace(",", "")}
    if text.isdigit():
        number = int(value)
        if len(text) == 4 and 1000 <= number < 2200:
            values["YEAR"] = number
        if len(text) <= 3 and number:
            values["SHORT"] = number
            if len(text) == 2:
                values["TWO"] = number
            if len(text) <= 2 and 1 <= number <= 31:
                values["DAY"] = number
    return values


def propose(lexemes: tuple[Lexeme, ...], index: DateIndex, *, narrative: bool) -> Iterator[Candidate]:
    """Yield every stretch that some phrase reads as time; they may overlap.

    Arguments: lexemes from `lex`; index; narrative, whether the document tells history.
    """
    letters = "".join(lexeme.letter for lexeme in lexemes)
    for rank, (phrase, pattern) in enumerate(index.phrases):
        if phrase.only and (phrase.only == "narrative") != narrative:
            continue
        for match in pattern.finditer(letters):
            first, last = match.span()
            if last - first > 1 and lexemes[last - 1].text == ".":
                last -= 1  # the full stop of an abbreviation may be that of the sentence
            if first == last:
                continue
            values = _values(match, lexemes, index)
            at, end = lexemes[first].start, lexemes[last - 1].end
            words = tuple(lexeme.text.lower() for lexeme in lexemes[first:last])
            yield Candidate(at, end, first, last, rank, phrase.name, phrase.reading, values, words)


def _values(match: re.Match[str], lexemes: tuple[Lexeme, ...], index: DateIndex) -> dict[str, int | str | float]:
    values: dict[str, int | str | float] = {}
    for group in match.re.groupindex:
        a, b = match.span(group)
        if a < 0 or a == b:
            continue
        name = group.split("_")[0]
        if name in ("MONTHABBR", "LOWMONTH"):
            values["MONTH"] = lexemes[a].values[name]
            continue
        key = next(k for k in (name, f"{name}2", f"{name}3", f"{name}4") if k not in values or k.endswith("4"))
        if name == "SPELTYEAR":
            values["YEAR"] = spelt_year(list(lexemes[a:b]))
        elif name == "COUNT":
            values[key] = number_value(list(lexemes[a:b]))
        elif name == "NAMED":
            values[key] = " ".join(x.text.lower().replace("’", "'") for x in lexemes[a:b])
        elif name not in index.rules.parts:
            values[key] = lexemes[a].values[name]
        elif name == "HEDGE":
            values[key] = 1
    return values


def number_value(lexemes: list[Lexeme]) -> float:
    """Return the number that digits or number words spell: "1,200", "twenty-five", "two hundred and ten"."""
    total = 0
    for lexeme in lexemes:
        if "NUMBER" in lexeme.values:
            return float(lexeme.values["NUMBER"])
        value = lexeme.values.get("CARDINAL")
        if value is None:
            continue
        if value in (100, 1000):
            total = max(total, 1) * int(value)
        else:
            total += int(value)
    return float(total)


def spelt_year(lexemes: list[Lexeme]) -> int:
    """Return the year that words spell: "nineteen ninety-six", "two thousand and five", "eighteen hundred"."""
    if any(lexeme.values.get("CARDINAL") in (100, 1000) for lexeme in lexemes):
        return int(number_value(lexemes))
    return 100 * int(number_value(lexemes[:1])) + int(number_value(lexemes[1:]))
