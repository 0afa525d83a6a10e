"""Gives a visit of N days its first and last day: "arrived on Monday for a two-day visit" is Monday and Tuesday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.analyse.analysis import Analysis, Sentence
from dragoman.analyse.governors import phrase_top, token_at
from dragoman.knowledge.dates import DateRules
from dragoman.records import Date

LENGTH = re.compile(r"P(\d{1,2})([DW])$")
MODIFIERS = ("amod", "nummod", "compound", "nmod", "poss", "npadvmod", "det")


def fill_stays(analysis: Analysis, dates: Sequence[Date], rules: DateRules) -> tuple[Date, ...]:
    """Return the dates, with the days of each stay whose first or last day its own sentence tells.

    Arguments: analysis; dates of the document in text order; rules, with the nouns that last and the verbs that
    begin and end them.
    """
    return tuple(_filled(analysis, date, dates, rules) for date in dates)


def _filled(analysis: Analysis, date: Date, dates: Sequence[Date], rules: DateRules) -> Date:
    match = LENGTH.match(date.timex_value or "") if date.timex_type == "DURATION" and date.edtf is None else None
    sentence = analysis.sentence_at(date.start) if match and date.start is not None else None
    if match is None or sentence is None:
        return date
    length = int(match[1]) * (7 if match[2] == "W" else 1)
    noun = stay_noun(sentence, date, rules)
    day = _day_beside(sentence, noun, dates) if noun is not None and length > 1 else None
    if noun is None or day is None or day.earliest is None:
        return date
    side = _side(sentence, noun, day, rules)
    if side is None:
        return date
    step = dt.timedelta(days=length - 1)
    try:
        first, last = (day.earliest, day.earliest + step) if side > 0 else (day.earliest - step, day.earliest)
    except OverflowError:
        return date
    basis = f"{length} days {'from' if side > 0 else 'to'} {day.earliest}"
    return date.model_copy(update={"edtf": f"{first}/{last}", "earliest": first, "latest": last, "basis": basis})


def stay_noun(sentence: Sentence, date: Date, rules: DateRules) -> int | None:
    """Return the position of what lasts so long: "a two-day visit", "will visit Chile for two days"; or None."""
    assert date.start is not None and date.end is not None
    first, last = token_at(sentence, date.start), token_at(sentence, date.end - 1)
    if first is None or last is None:
        return None
    at = phrase_top(sentence, first, last)
    link = sentence.tokens[sentence.tokens[at].head]
    if sentence.tokens[at].dep == "pobj" and link.lower == "for":
        return link.head if sentence.tokens[link.head].lemma.lower() in rules.stays else None
    for _ in range(2):
        token = sentence.tokens[at]
        if token.dep not in MODIFIERS:
            return None
        at = token.head
        if sentence.tokens[at].lemma.lower() in rules.stays:
            return at
    return None


def _day_beside(sentence: Sentence, noun: int, dates: Sequence[Date]) -> Date | None:
    """Return the one day told beside a stay: under its noun, or under the verb that has it."""
    verb = _verb_of(sentence, noun)
    fits = []
    for date in dates:
        if date.timex_type not in ("DATE", "TIME") or date.earliest is None or date.start is None:
            continue
        if not sentence.start <= date.start < sentence.end or date.latest not in (date.earliest, None):
            continue
        if date.latest is None and (date.timex_value or "")[:10] != date.earliest.isoformat():
            continue  # open, as "from 2 July" is, but not from a day on
        at = token_at(sentence, date.start)
        above = [at, *sentence.path_to_root(at)] if at is not None else []
        near = above.index(noun) if noun in above else above.index(verb) if verb in above else None
        if near is not None and near <= 4:
            fits.append((near, date))
    return min(fits, key=lambda fit: fit[0])[1] if fits else None


def _verb_of(sentence: Sentence, noun: int) -> int | None:
    return next((i for i in (noun, *sentence.path_to_root(noun)) if sentence.tokens[i].pos in ("VERB", "AUX")), None)


def _side(sentence: Sentence, noun: int, day: Date, rules: DateRules) -> int | None:
    """Return 1 where the day is the first of the stay, -1 where it is the last, None where neither is told."""
    tokens = sentence.tokens
    if day.latest is None:
        return 1  # "from 2 July", "starting Monday"
    if tokens[tokens[noun].head].lower in ("after", "following", "from"):
        return -1
    at = token_at(sentence, day.start or 0)
    path = [i for i in (sentence.path_to_root(at) if at is not None else ()) if tokens[i].pos in ("VERB", "AUX")]
    for i in [*path[:1], _verb_of(sentence, noun)]:
        if i is not None and tokens[i].lemma.lower() in rules.ends:
            return -1
        if i is not None and tokens[i].lemma.lower() in rules.begins:
            return 1
    return None
