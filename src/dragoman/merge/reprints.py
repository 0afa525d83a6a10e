"""Finds reprints and wire copies: MinHash proposes pairs of texts, the shingles they share decide.

Jaccard's measure misses a copy that was cut short: cut to 60 % it is 0.57, while the copy's shingles are all contained
in the original. Broder (1997), "On the resemblance and containment of documents".
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rensa import RMinHash

from dragoman.merge.telling import words_of
from dragoman.records import Document

SHINGLE = 5
# 20 bands of 3: texts with a Jaccard of 0.57 meet in a band with a probability of 0.98, of 0.2 with 0.15.
BANDS, ROWS = 20, 3
SEED = 20111
# Independent reports in tests/merging share at most 0.38 of the shorter text's shingles, copies 0.70 and more.
CONTAINED = 0.6
FEWEST = 8


def shingles(text: str) -> frozenset[int]:
    """Return the runs of SHINGLE words of a text as 32-bit numbers, letter case and marks left out."""
    words = words_of(text)
    runs = (" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1))
    return frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)


def bands(found: frozenset[int]) -> tuple[int, ...]:
    """Return one 63-bit number for each band of the MinHash of some shingles; none for very short texts."""
    if len(found) < FEWEST:
        return ()
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update([str(n) for n in sorted(found)])
    rows = sketch.digest()
    return tuple(_band(number, rows[number * ROWS : (number + 1) * ROWS]) for number in range(BANDS))


def _band(number: int, rows: Sequence[int]) -> int:
    value = number + 1
    for row in rows:
        value = (value * 0x9E3779B97F4A7C15 + row) & 0xFFFFFFFFFFFFFFFF
    return value >> 1


def is_copy(left: frozenset[int], right: frozenset[int]) -> bool:
    """Tell whether one of two texts, by their shingles, is for the most part contained in the other."""
    fewer = min(len(left), len(right))
    return fewer >= FEWEST and len(left & right) >= CONTAINED * fewer


def find_reprints(documents: Iterable[Document]) -> dict[str, str]:
    """Return for each document the id of the first published of the texts that it is a copy of (its own, mostly)."""
    found: dict[str, frozenset[int]] = {}
    first: dict[str, tuple[dt.date, str]] = {}
    buckets: dict[int, list[str]] = defaultdict(list)
    for document in documents:
        found[document.id] = shingles(document.text)
        first[document.id] = (document.published or dt.date.max, document.id)
        for band in bands(found[document.id]):
            buckets[band].append(document.id)
    pairs = {(a, b) for bucket in buckets.values() for n, a in enumerate(bucket) for b in bucket[n + 1 :]}
    return first_of_each([pair for pair in pairs if is_copy(found[pair[0]], found[pair[1]])], first)


def first_of_each(pairs: Iterable[tuple[str, str]], first: Mapping[str, tuple[dt.date, str]]) -> dict[str, str]:
    """Return for each document the first of those it is joined with by pairs, directly or through others."""
    parent = {name: name for name in first}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    for a, b in pairs:
        one, two = sorted((root(a), root(b)), key=first.__getitem__)
        parent[two] = one
    return {name: root(name) for name in first}
