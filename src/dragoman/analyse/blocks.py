"""Cuts a document into blocks (headline, bullet, body), datelines and sentences, before any parsing.

Nothing is changed but the case of headlines and line ends inside a wrapped paragraph, and every piece keeps
its length, so that offsets stay those of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from dragoman.analyse.datelines import dateline_length
from dragoman.knowledge.sentences import SentenceRules

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ENDS_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$|[:;,]$")
BOUNDARY = re.compile(r"([.!?…]+)([\"”’')\]»]*)(\s+)(?=[\"“‘'(\[«]*[^\W_a-z])")
LABEL = re.compile(r"(?P<name>Q|A|[^\W\d_a-z][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,5}):\s+(?=\S)")
LAST_WORD = re.compile(r"(?:[^\W_]\.)*[^\W_]+$")


LONGEST_SENTENCE = 5_000  # characters


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document that is read on its own; `text` may differ in case, never in length."""

    text: str
    start: int
    kind: str
    paragraph: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class CaseRules:
    """Which words keep their capitals in a headline: `proper` maps a lower-case word to its written form,
    `common` says whether a lower-case word is an ordinary English one, `places` are known town names, `given` given
    names in lower case, `acronyms` the short names of bodies, as written."""

    proper: dict[str, str]
    common: frozenset[str]
    places: frozenset[str]
    given: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()


def cut_blocks(
    text: str, rules: SentenceRules, case: CaseRules
) -> tuple[tuple[Block, ...], tuple[tuple[int, int], ...], tuple[tuple[int, int, int], ...]]:
    """Return the blocks of a text, its datelines as (start, end), and its turns as (start, end of label, end).

    Arguments: text of a document; rules and case, from knowledge.
    """
    blocks, datelines = [], []
    lines = _lines(text)
    labels = _labels(text, lines)
    for paragraph, (start, end) in enumerate(lines):
        raw = text[start:end].replace("\n", " ").replace("\r", " ")
        label = labels.get(start)
        if label:
            raw, start = raw[label:], start + label
        dateline = 0 if label else dateline_length(raw, case.places)
        if dateline:
            datelines.append((start, start + dateline))
            raw, start = raw[dateline:], start + dateline
            if not raw:
                continue
        kind, skip = _kind(raw, rules, after_dateline=bool(dateline or label))
        raw, start = raw[skip:], start + skip
        if raw.strip():
            raw = _without_opening_capitals(raw, case) if kind == "body" else raw
            blocks.append(Block(raw, start, kind, paragraph))
    counts = _case_counts(blocks)
    recased = (replace(b, text=recase(b.text, counts, case)) if b.kind != "body" else b for b in blocks)
    starts = sorted(labels)
    ends = [*starts[1:], len(text.rstrip())]
    turns = tuple(
        (start, start + len(LABEL.match(text, start).group("name")), len(text[:end].rstrip()))
        for start, end in zip(starts, ends)
    )
    return tuple(recased), tuple(datelines), turns


def _labels(text: str, lines: list[tuple[int, int]]) -> dict[int, int]:
    """Return the length of the speaker's label of each paragraph that has one; only in a transcript.

    A transcript is a text with three labelled paragraphs or more, of which one speaker has two, or with a title and a
    name in capitals before each of two speakers' words.
    """
    found: dict[int, int] = {}
    names: Counter[str] = Counter()
    for start, end in lines:
        match = LABEL.match(text, start, end)
        if match:
            found[start] = match.end() - start
            names[match.group("name")] += 1
    titled = [name for name in names if name.isupper() and " " in name]
    if (len(found) < 3 or max(names.values()) < 2) and len(titled) < 2:
        return {}
    return found


def cut_sentences(block: Block, rules: SentenceRules) -> list[tuple[int, int]]:
    """Return the sentences of a block as (start, end) offsets within the block."""
    if block.kind == "headline":
        return [_trim(block.text, 0, len(block.text))]
    return [part for a, b in _sentences(block, rules) for part in _parts(block.text, a, b)]


def _parts(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """Cut what is far too long for a sentence at a blank: the parser's time grows with its length."""
    parts = []
    while b - a > LONGEST_SENTENCE:
        cut = text.rfind(" ", a + LONGEST_SENTENCE // 2, a + LONGEST_SENTENCE)
        cut = cut if cut > 0 else a + LONGEST_SENTENCE
        parts.append(_trim(text, a, cut))
        a = cut
    parts.append(_trim(text, a, b))
    return [(x, y) for x, y in parts if x < y]


def _sentences(block: Block, rules: SentenceRules) -> list[tuple[int, int]]:
    """Return the sentences of running text as (start, end) offsets within the block."""
    cuts = [0]
    for match in BOUNDARY.finditer(block.text):
        if match.group(1) == "." and not _full_stop(block.text, match, rules):
            continue
        cuts.append(match.end())
    cuts.append(len(block.text))
    spans = (_trim(block.text, a, b) for a, b in zip(cuts, cuts[1:]))
    return [(a, b) for a, b in spans if a < b]


def recase(text: str, counts: Counter[str], case: CaseRules) -> str:
    """Return a headline in sentence case, of the same length; `counts` tells how the body writes each word."""
    words = WORD.findall(text)
    capital = sum(word[0].isupper() for word in words if len(word) > 3)
    long_words = sum(len(word) > 3 for word in words)
    letters = [c for c in text if c.isalpha()]
    shouting = sum(c.isupper() for c in letters) > 0.8 * len(letters) if letters else False
    if not shouting and (long_words < 3 or capital < 0.8 * long_words):
        return text

    def _in_name(match: re.Match[str], stem: str) -> bool:
        """Tell an ordinary word that is a given name before a capital, or the surname after one ("Daniel", "Lind")."""
        if shouting or not match.group()[0].isupper():
            return False
        after = WORD.search(text, match.end())
        close = after is not None and text[match.end() : after.start()] == " " and after.group()[0].isupper()
        if stem in case.given and close:
            return True
        before = text[: match.start()].rsplit(None, 1)[-1:]
        verb = stem.endswith("s") and stem[:-1] in case.common
        return bool(before) and before[0].lower() in case.given and not verb

    def one(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if len(lower) != len(word):
            return word
        stem = re.sub(r"['’]s$", "", lower)
        known = case.proper.get(stem)
        if counts[stem] + counts[stem.capitalize()] + counts[stem.upper()] > 0 and known is None:
            best = max((stem, stem.capitalize(), stem.upper()), key=lambda form: counts[form])
            return best + lower[len(best) :] if len(best) == len(stem) else word
        if known is not None and len(known) == len(stem):
            return known + lower[len(stem) :]
        ordinary = stem in case.common or stem.endswith("s") and stem[:-1] in case.common
        if ordinary and not _in_name(match, stem):
            return lower
        return word.capitalize() if shouting and len(word) > 4 and len(word.capitalize()) == len(word) else word

    return WORD.sub(one, text)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each block of lines: one line each, or a whole paragraph where lines are wrapped."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*", text) if m.group().strip()]
    if not _is_wrapped(text, lines):
        return [_trim(text, a, b) for a, b in lines]
    joined: list[tuple[int, int]] = []
    for a, b in lines:
        if joined and "\n" not in text[joined[-1][1] : a].replace("\n", "", 1) and joined[-1][1] - joined[-1][0] > 40:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return [_trim(text, a, b) for a, b in joined]


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Tell hard-wrapped text: neighbouring lines of one width that mostly break off inside a sentence."""
    followed = [(a, b) for (a, b), (c, _) in zip(lines, lines[1:]) if "\n" not in text[b:c].replace("\n", "", 1)]
    if len(followed) < 3 or max(b - a for a, b in lines) > 120:
        return False
    broken = sum(not ENDS_SENTENCE.search(text[a:b].rstrip()) and b - a > 45 for a, b in followed)
    return broken > 0.6 * len(followed)


def _kind(raw: str, rules: SentenceRules, *, after_dateline: bool) -> tuple[str, int]:
    """Return the kind of a block and how many characters of it are a bullet mark."""
    bullet = re.match(r"\s*(?:[" + re.escape("".join(rules.bullet_marks)) + r"]+|\(?\d{1,2}[.)])\s*(?=\w|[\"“'‘])", raw)
    if bullet and not raw.lstrip()[0].isdigit():
        return "bullet", bullet.end()
    if after_dateline or re.search(r"[.!?…][\"”’')\]]*\s*$|[.!?…]\s?[–—-]\s?\w+$", raw):
        return "body", 0
    words = len(raw.split())
    return ("headline", 0) if words <= rules.headline_words else ("body", 0)


def _without_opening_capitals(raw: str, case: CaseRules) -> str:
    """Return a paragraph whose first words a newspaper set in capitals in ordinary letters: "GHANA and Togo agreed".

    Acronyms keep theirs, and so does a paragraph that goes on in capitals.
    """
    words = list(WORD.finditer(raw[:80]))
    run = next((n for n, match in enumerate(words) if not match.group().isupper()), len(words))
    if not 0 < run < min(5, len(words)) or not words[run].group().islower():
        return raw
    for match in words[:run]:
        word, lower = match.group(), match.group().lower()
        known = case.proper.get(lower, word.capitalize() if lower in case.common else word)
        abbreviated = word in case.acronyms or raw[match.end() : match.end() + 1] == "."
        if len(word) > 2 and not abbreviated and len(known) == len(word):
            raw = raw[: match.start()] + known[0].upper() + known[1:] + raw[match.end() :]
    return raw


def _case_counts(blocks: list[Block]) -> Counter[str]:
    """Count how the running text writes its words, leaving out the first word of each sentence."""
    counts: Counter[str] = Counter()
    for block in blocks:
        if block.kind == "body":
            counts.update(re.findall(r"(?<=[a-z,;] )[^\W\d_]+", block.text))
    return counts


def _full_stop(text: str, match: re.Match[str], rules: SentenceRules) -> bool:
    if match.group(2):
        return True
    word = LAST_WORD.search(text, max(0, match.start() - 14), match.start())
    if not word:
        return True
    last = word.group().lower()
    following = WORD.search(text, match.end())
    starts = bool(following) and following.group().lower() in rules.starters
    if last in rules.may_end or (len(last) > 2 and "." in last):
        return starts
    if last in rules.abbreviations:
        return False
    return not (len(last) == 1 and word.group().isupper() and not starts)


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b
