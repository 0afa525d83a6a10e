"""Compares spellings of personal names: word order, initials, transliterations, regnal numbers, articles.

Names are compared word by word, never by bare substring. Surnames must sound alike; given names may differ as
transliterations do (Sergei, Sergey; Mohammed, Muhammad), but Hassan is not Hussein.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.analyse.lexicon import words_of

# "XI" is left out: it is a name far more often than a number.
REGNAL = re.compile(r"(?!xi$)[ivx]{2,5}|[iv]")
ARTICLES = frozenset({"al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ul"})
# Ways in which alphabets are put into Latin letters; longer ones first.
LETTERS = (
    ("tsch", "ch"), ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("zh", "j"), ("dj", "j"),
    ("ph", "f"), ("ck", "k"), ("ks", "x"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "v"), ("q", "k"), ("c", "k"),
)  # fmt: skip
ENDING = re.compile(r"(?:iy|ii|yi|yy|ij|ey|ei|i|y)$")
DOUBLED = re.compile(r"(.)\1")
BETWEEN = re.compile(r"(?<=[aeiou])y(?=[aeiou])")
VOWELS = re.compile(r"[aeiouy]+")
FIRST = {"j": "y", "i": "y", "u": "o"}
# Vowels that transliterations of one name exchange.
NEAR = frozenset({"ae", "ea", "ei", "ie", "iy", "yi", "ou", "uo", "ey", "ye"})


def name_key(name: str) -> tuple[str, ...]:
    """Return the words of a personal name for comparison: folded, lower case, no marks or initials' stops."""
    return tuple(word.lower() for word in words_of(name) if word[:1].isalnum())


def same_person(left: str, right: str) -> bool:
    """Tell whether two spellings can name one person: surnames agree, given names do not contradict.

    "Bajwa" is "Qamar Javed Bajwa"; "Xi" is "Xi Jinping"; "Antony J. Blinken" is "Antony Blinken"; "Zelensky"
    is "Zelenskyy". "Ahmed Khan" is not "Imran Khan", "King Hassan II" not "King Abdullah II".
    """
    a, b = _plain(name_key(left)), _plain(name_key(right))
    if not a or not b:
        return False
    if a == b or set(a) == set(b):
        return True
    if REGNAL.fullmatch(a[-1]) or REGNAL.fullmatch(b[-1]):
        if REGNAL.fullmatch(a[-1]) and REGNAL.fullmatch(b[-1]) and a[-1] != b[-1]:
            return False
        if not (REGNAL.fullmatch(a[-1]) and REGNAL.fullmatch(b[-1])):
            # "Abdullah" and "King Abdullah" are Abdullah II; "Leo Salo" is no pope.
            numbered, plain = (a, b) if REGNAL.fullmatch(a[-1]) else (b, a)
            return len(numbered) > 1 and sounds(numbered[-2]) == sounds(plain[-1])
        a, b = a[:-1], b[:-1]
        if not a or not b:
            return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) == 1:
        # Of three words the middle one may be the surname ("Gabriel García Márquez").
        alone = {long[0], long[-1]} | ({long[-2]} if len(long) > 2 else set())
        return sounds(short[0]) in map(sounds, alone) and len(short[0]) > 1
    if sounds(short[-1]) != sounds(long[-1]):
        return 1 < len(short) < len(long) and _in_order(short, long)
    first, other = short[0], long[0]
    if len(a) == len(b) > 2 and not all(_agree(one, two) for one, two in zip(a, b)):
        return False  # Kim Jong-nam is not Kim Yong-nam
    if first == other or first[0] == other[0] and (len(first) == 1 or len(other) == 1):
        return True
    return any(like(first, word) for word in long[:-1]) or len(a) == len(b) and any(like(other, w) for w in short[:-1])


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether the words of a short name stand in a longer one in their order: "Sheikh Hasina Wajed"."""
    rest = iter(long)
    return all(any(like(word, other) or sounds(word) == sounds(other) for other in rest) for word in short)


def _agree(left: str, right: str) -> bool:
    """Tell whether two words of names at one place agree: alike, or one the initial of the other."""
    return like(left, right) or sounds(left) == sounds(right) or left[0] == right[0] and 1 in (len(left), len(right))


def surname(name: str) -> str:
    """Return the last word of a name, of "Hassan II" the one before the number; the name must have words."""
    words = name_key(name)
    return words[-2] if len(words) > 1 and REGNAL.fullmatch(words[-1]) else words[-1]


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without the article that it begins with: "al-Assad", "Al Sisi"."""
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """Return a key under which transliterations of one surname agree (Zelensky, Zelenskiy, Zelenskyy)."""
    for written, key in LETTERS:
        word = word.replace(written, key)
    word = BETWEEN.sub("", ENDING.sub("i", word))
    word = DOUBLED.sub(r"\1", word).replace("y", "i")
    return word[:-1] if word[-2:] in ("ko", "ka") and len(word) > 6 else word


def like(left: str, right: str) -> bool:
    """Tell whether two words are spellings of one given name: the same consonants, vowels that alphabets exchange."""
    if left == right:
        return True
    (one, first), (two, second) = _bones(left), _bones(right)
    if one != two or not one or {left[-1], right[-1]} == {"a", "o"}:
        return False  # Maria is not Mario
    return all(a == b or a + b in NEAR for a, b in zip(first, second)) and abs(len(first) - len(second)) < 2


@lru_cache(maxsize=65536)
def _bones(word: str) -> tuple[str, str]:
    """Return the consonants of a word, and the first letter of each run of vowels between them."""
    for written, key in LETTERS:
        word = word.replace(written, key)
    word = FIRST.get(word[:1], word[:1]) + word[1:]
    word = DOUBLED.sub(r"\1", word)
    inner = word[1:]
    consonants = word[:1] + VOWELS.sub("", inner).replace("h", "")
    return consonants, "".join(run[0] for run in VOWELS.findall(inner.rstrip("aeiouy")))
