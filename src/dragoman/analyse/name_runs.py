"""Finds runs of capitalised words that may be personal names: particles, hyphens, nicknames, names like months."""

from __future__ import annotations

from dragoman.analyse.analysis import Sentence, Token
from dragoman.analyse.gazetteer import Gazetteer
from dragoman.analyse.lexicon import fold
from dragoman.analyse.mentions import Core
from dragoman.analyse.spellings import name_key

QUOTES = ('"', "“", "”", "'", "‘", "’")


def name_runs(sentence: Sentence, known: list[Core], gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return runs of capitalised words that no table has, with particles and hyphens inside."""
    taken = {i for core in known if core.kind != "person" for i in range(core.first, core.last + 1)}
    tokens, rules = sentence.tokens, gazetteer.names
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not _namey(tokens[i], taken, rules.not_names, gazetteer.common) and not _article(tokens, i, taken):
            i += 1
            continue
        j = i
        while True:
            k = j + 1
            while (
                k < len(tokens)
                and k not in taken
                and (tokens[k].text in ("-", "'", "’") or tokens[k].lower.strip("'’-") in rules.particles)
                and k - j < 3
            ):
                k += 1
            nickname = _nickname(tokens, j, taken)
            if nickname is not None:
                k = nickname + 1
            if (
                k < len(tokens)
                and k not in taken
                and tokens[k - 1].text == "-"
                and tokens[k].start == tokens[k - 1].end
                and (tokens[k].pos == "PROPN" or tokens[k].text.islower() and tokens[k].lower not in gazetteer.common)
            ):
                # "Kim Kwan-jin": the syllable after the hyphen is written small.
                j = k
            elif k < len(tokens) and (
                _namey(tokens[k], taken, rules.not_names) or _like_a_month(tokens, k, taken, rules.month_names)
            ):
                j = k
            else:
                break
        runs.append((i, j))
        i = j + 1
    return runs


def _nickname(tokens: tuple[Token, ...], i: int, taken: set[int]) -> int | None:
    """Return the closing mark of a nickname inside a name: 'Benjamin "Bibi" Netanyahu'; None if there is none."""
    if i + 3 >= len(tokens) or tokens[i + 1].text not in QUOTES:
        return None
    close = next((k for k in (i + 3, i + 4) if k + 1 < len(tokens) and tokens[k].text in QUOTES), None)
    if close is None or any(not t.text[:1].isupper() or t.i in taken for t in tokens[i + 2 : close]):
        return None
    return close if tokens[close + 1].text[:1].isupper() and tokens[close + 1].pos == "PROPN" else None


def _like_a_month(tokens: tuple[Token, ...], i: int, taken: set[int], months: frozenset[str]) -> bool:
    """Tell the name that a month has, too, at the end of a personal name: "Zhang Jun", "Elaine May"."""
    token = tokens[i]
    if i in taken or token.lower not in months or not token.text.istitle() or not tokens[i - 1].text[:1].isupper():
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return token.pos == "PROPN" and (after is None or not after.text[:1].isdigit())


def _article(tokens: tuple[Token, ...], i: int, taken: set[int]) -> bool:
    """Tell the "al" of "al-Asiri", written small at the beginning of a name."""
    return (
        tokens[i].lower in ("al", "el")
        and i + 2 < len(tokens)
        and tokens[i + 1].text == "-"
        and tokens[i + 2].text[:1].isupper()
        and i + 2 not in taken
    )


def _namey(token: Token, taken: set[int], not_names: frozenset[str], common: frozenset[str] = frozenset()) -> bool:
    if token.i in taken or not token.text[0].isupper() or token.lower.strip(".") in not_names:
        return False
    if len(token.text) > 2 and token.text.isupper() and "." not in token.text and len(token.text) <= 5:
        return False
    if token.pos == "PROPN":
        return True
    if token.i == 0 and common and token.lower not in common and token.lemma not in common:
        return token.pos in ("NOUN", "ADJ", "X")
    return token.i > 0 and token.pos in ("NOUN", "ADJ", "X", "VERB", "ADV", "INTJ") and len(token.text) > 1


def without_lead(tokens: tuple[Token, ...], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Return where a name begins in a run of capitals that a common word opens: "Republican Ann Roe"."""
    party = next((i for i in range(last - 1, first - 1, -1) if tokens[i].lower in gazetteer.names.creeds), None)
    if party is not None and last - party > 1 and fold(tokens[party + 1].text).lower() in gazetteer.first_names:
        return party + 1  # "Florida Republican Ann Roe"
    lead = tokens[first].text
    if last - first > 1 and first and lead.isupper() and 1 < len(lead) < 4 and tokens[first - 1].lower in ("to", "of"):
        first += 1  # "Ambassador to KR Ann Roe"
    while last - first > 1:
        lead, following = tokens[first], fold(tokens[first + 1].text).lower()
        word = lead.lower
        if word in gazetteer.first_names or word not in gazetteer.common or following not in gazetteer.given:
            break
        first += 1
    return first


def surname_too(sentence: Sentence, first: int, last: int, introduced: set[int], gazetteer: Gazetteer) -> bool:
    """Tell "diplomat Christopher Hill" from "Beacon Hill": a given name stands first, after a title or as who says."""
    tokens = sentence.tokens
    given = last == first + 1 and tokens[first].lower in gazetteer.given
    if not given or tokens[last].lower not in gazetteer.names.surname_places:
        return False
    says = tokens[last].dep == "nsubj" and tokens[tokens[last].head].lemma in gazetteer.names.saying
    return says or first in introduced or tokens[first - 1].lower in gazetteer.agents


def before_place(sentence: Sentence, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Tell a run of capitals that reads as a place: "at Tanjung Priok", "in Grodno", without a person's marks."""
    before = sentence.tokens[first - 1]
    if before.lower not in ("in", "at", "near", "from", "through", "into", "around", "across", "outside"):
        return False
    return name_key(sentence.tokens[first].text)[:1] not in {(n,) for n in gazetteer.first_names} or last == first
