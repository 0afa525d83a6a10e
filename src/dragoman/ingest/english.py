"""Tells English texts from others, so that a text in another language is refused and not misread."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.config import setting

LETTERS = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
# Pidgin shares its spelling with short English texts, and "zxx" means no language at all.
TOO_CLOSE = frozenset({"en", "pcm", "zxx"})


def other_language(text: str) -> str | None:
    """Return the name of the language a text is in, or None where it is, or may be, English.

    Looks at the beginning and, where that is not English, at the middle too: a bilingual document passes.
    Short texts in Latin letters pass unseen, since names alone decide them. Method: naive Bayes over byte
    n-grams (py3langid), probabilities normalised.
    """
    size = int(setting("language_characters"))
    sample = text[:size]
    words = LETTERS.findall(sample)
    letters = "".join(words)
    if not letters:
        return None
    latin = len(LATIN.findall(letters)) >= 0.5 * len(letters)
    if latin and len(words) < setting("language_words"):
        return None
    first = _guess(sample)
    if first is None or (latin and _guess(_without_names(sample)) is None):
        return None
    middle = text[len(text) // 2 : len(text) // 2 + size]
    if len(text) > 2 * size and _guess(middle) is None:
        return None
    return first


def has_words(text: str) -> bool:
    """Say whether a text holds any letters at all."""
    return LETTERS.search(text) is not None


def _without_names(sample: str) -> str:
    """Return a sample without its capitalised words: foreign names mislead the check in a short text."""
    return " ".join(word for word in LETTERS.findall(sample) if not word[0].isupper() or word.isupper())


def _guess(sample: str) -> str | None:
    ranks = _identifier().rank(sample)
    probabilities = dict(ranks)
    best = next((code for code, _ in ranks if code not in TOO_CLOSE), None)
    english = probabilities.get("en", 0.0)
    if best is None or ranks[0][0] in TOO_CLOSE or english >= setting("language_doubt"):
        return None
    # A flat distribution (numbers, lists of names) says nothing; English then gets the benefit of the doubt.
    if probabilities[best] < 0.3:
        return None
    return _names().get(best, best)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    table = Path(__file__).parent / "languages.csv"
    with table.open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row["name"] for row in csv.DictReader(handle)}
