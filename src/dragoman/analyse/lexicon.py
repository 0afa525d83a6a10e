"""Finds the names of a table in text: longest match over words, accents folded, case kept or not by table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
# Letters that Unicode does not decompose, and marks that only differ in print.
UNCOMPOSED = str.maketrans(dict(zip("’‘ʼłŁøØıđĐð–‑", "'''lLoOidDd--")) | {"þ": "th", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: `kind` (country, adjective, office, …), and the row of the table it came from."""

    kind: str
    row: Any


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: `start` and `end` count from the beginning of the text that was searched."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Lexicon:
    """Names by their first word; `exact` keeps case, `loose` does not."""

    exact: dict[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]
    loose: dict[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without accents and with plain apostrophes, so that spellings compare sensibly."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(UNCOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words and marks of a name."""
    return tuple(fold(word) for word in WORD.findall(text))


def build_lexicon(names: Iterable[tuple[str, Entry, bool]]) -> Lexicon:
    """Return a lexicon from (name, entry, case matters) rows."""
    tables: tuple[dict, dict] = ({}, {})
    for name, entry, case in names:
        words = words_of(name if case else name.lower())
        if words:
            tables[0 if case else 1].setdefault(words, []).append(entry)
    return Lexicon(*(_by_first_word(table) for table in tables))


def find_names(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return the longest names in a text, left to right and without overlap."""
    words = [(fold(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]
    exact = [word for word, _, _ in words]
    lower = [word.lower() for word in exact]
    hits, i = [], 0
    while i < len(words):
        best, entries = 0, ()
        for table, sequence in ((lexicon.exact, exact), (lexicon.loose, lower)):
            for rest, found in table.get(sequence[i], ()):
                size = 1 + len(rest)
                if size < best:
                    break
                if tuple(sequence[i + 1 : i + size]) == rest:
                    entries = entries + found if size == best else found
                    best = size
                    break
        if best:
            hits.append(Hit(words[i][1], words[i + best - 1][2], entries))
            i += best
        else:
            i += 1
    return tuple(hits)


def _by_first_word(table: dict[tuple[str, ...], list[Entry]]) -> dict:
    grouped: dict[str, list] = {}
    for words, entries in table.items():
        grouped.setdefault(words[0], []).append((words[1:], tuple(entries)))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in grouped.items()}
