"""Finds every date, time, duration and repeated time of a document and says which days it means.

Three steps: `collect` what any phrase reads as time, `decide` which readings stand, `build` the records in
text order, each date in the light of publication and of the dates told before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.analyse import calendar as cal
from dragoman.analyse.analysis import Analysis, Sentence, Token
from dragoman.analyse.calendar import Period
from dragoman.analyse.date_conflicts import weekday_conflict
from dragoman.analyse.date_guards import is_time
from dragoman.analyse.date_joins import borrow, gap_between, join_times
from dragoman.analyse.named_days import is_too_early, outlet_country
from dragoman.analyse.readings import resolve
from dragoman.analyse.reference import Reading, Setting
from dragoman.analyse.stays import fill_stays
from dragoman.analyse.tense import Tense, tense_at
from dragoman.analyse.timex import Candidate, DateIndex, Lexeme, build_date_index, lex, propose
from dragoman.records import Date

__all__ = ["build_date_index", "find_dates"]

OWN_YEAR = ("YEAR", "ISO", "NUMERIC", "DECADE")
DAYS_TOLD = ("calendar", "weekday", "dayword", "iso", "numeric", "named")
NUMBERED = ("calendar", "numeric", "deictic_year", "told_year")
LIMITS = ("by", "until", "before", "after", "since")


@dataclass(frozen=True, slots=True)
class Mention:
    """A reading that stands, with the preposition before it and its tense filled in by `build`."""

    candidate: Candidate
    preposition: str | None
    reading: Reading
    tense: Tense | None = None
    paragraph: int | None = None


def find_dates(analysis: Analysis, index: DateIndex, *, ranges: bool = True) -> tuple[Date, ...]:
    """Return all TIMEX3 expressions of a document in text order; they do not overlap.

    Arguments: analysis; index, from `build_date_index`; ranges: whether "from 2 to 5 May" is one record with
    an EDTF interval (otherwise each end is one, as TIMEX3 has it).
    """
    lexemes = lex(analysis, index)
    narrative = is_narrative(lexemes, analysis.document.published)
    tokens = {token.start: token for sentence in analysis.sentences for token in sentence.tokens}
    candidates = collect(lexemes, index, narrative=narrative)
    candidates = [c for c in candidates if not is_too_early(c, analysis.document.published, index)]
    chosen = decide(candidates, lexemes, tokens, index, narrative=narrative)
    mentions = build(chosen, lexemes, analysis, index, narrative=narrative)
    if not ranges:
        return tuple(d for d, _ in mentions)
    return fill_stays(analysis, join_ranges(mentions, analysis, index, lexemes), index.rules)


def is_narrative(lexemes: Sequence[Lexeme], published: dt.date | None) -> bool:
    """Tell whether a document tells history: most of its years lie two or more years before publication.

    Without a publication date: it names three years or more, and more of them than words like "Monday".
    """
    years = [int(x.values["YEAR"]) for x in lexemes if "YEAR" in x.values]
    eras = sum("ERA" in x.values and x.values["ERA"] == -1 for x in lexemes)
    near = sum("WEEKDAY" in x.values or "DAYWORD" in x.values for x in lexemes)
    if published is None:
        return len(years) + eras >= 3 and len(years) + eras > near
    old = sum(year <= published.year - 2 for year in years) + eras
    return old >= 4 and 2 * old > len(years) + eras and old > near


def collect(lexemes: tuple[Lexeme, ...], index: DateIndex, *, narrative: bool) -> list[Candidate]:
    """Return every stretch that some phrase reads as time, overlapping ones too."""
    return list(propose(lexemes, index, narrative=narrative))


def decide(
    candidates: Iterable[Candidate],
    lexemes: Sequence[Lexeme],
    tokens: dict[int, Token],
    index: DateIndex,
    *,
    narrative: bool,
) -> list[Candidate]:
    """Return the candidates that stand, in text order: of overlapping ones the longest."""
    taken = [False] * len(lexemes)
    ancient = sum(lexeme.values.get("ERA") == -1 for lexeme in lexemes) >= 3
    chosen = []
    for c in sorted(candidates, key=lambda c: (c.first - c.last, c.rank, c.first)):
        if c.name == "bare old year" and not ancient:
            continue
        if any(taken[c.first : c.last]):
            continue
        stands = is_time(c, lexemes, tokens, index, narrative)
        if not stands and c.reading != "named":
            continue  # of "the Good Friday Agreement" no other word is a day either
        taken[c.first : c.last] = [True] * (c.last - c.first)
        if stands:
            chosen.append(c)
    return sorted(chosen, key=lambda c: c.start)


def _preposition(c: Candidate, lexemes: Sequence[Lexeme], index: DateIndex) -> str | None:
    """Return what limits a date: the longest preposition before it ("no later than") or words after it ("onwards")."""
    words = [x.text.lower() for x in lexemes[max(c.first - 3, 0) : c.first]]
    after = [x.text.lower() for x in lexemes[c.last : c.last + 2]]
    tables = (
        (index.rules.postpositions, [after[:n] for n in (2, 1)]),
        (index.rules.prepositions, [words, words[-2:], words[-1:]]),
    )
    return next((table[" ".join(w)] for table, ways in tables for w in ways if " ".join(w) in table), None)


def build(
    chosen: Sequence[Candidate],
    lexemes: Sequence[Lexeme],
    analysis: Analysis,
    index: DateIndex,
    *,
    narrative: bool,
) -> list[tuple[Date, Mention]]:
    """Return the records in text order, each with the mention it was made from.

    Dates are read one after another, so that "two days later" can count from the date told before it.
    """
    candidates = join_times(borrow(chosen, lexemes, index), lexemes, index)
    base = _setting(analysis, candidates, index, narrative)
    told: list[Period] = []
    text = analysis.document.text
    sentences: list[tuple[Sentence | None, int, Period]] = []
    found: dict[int, Mention] = {}
    for late in (False, True):  # "two days after the coup" needs the other dates of its sentence
        for i, c in enumerate(candidates):
            if i in found or (late and narrative):
                continue
            sentence = analysis.sentence_at(c.start)
            if not narrative and not late and (c.reading == "after" or _waits(i, candidates, sentence)):
                continue
            tense = tense_at(sentence, c.start, c.end, index.rules.plans, index.rules.scheduled) if sentence else None
            preposition = _preposition(c, lexemes, index)
            if not narrative:
                place = sentence.paragraph if sentence else None
                told = _told_in_news(found, i, base.published, tense, place)
            setting = replace(
                base,
                tense=tense,
                preposition=preposition,
                headline=sentence is not None and sentence.kind == "headline",
                told=told,
                near=_near(c, sentence, sentences),
                context=(text[max(c.start - 40, 0) : c.start], text[c.end : c.end + 30]),
                floor=_floor(found.get(i - 1), c, lexemes, index),
            )
            reading = resolve(c, setting)
            if "CLOCKPART" in c.values:
                reading = replace(reading, period=cal.at_time(reading.period, str(c.values["CLOCKPART"])), kind="TIME")
            found[i] = Mention(c, preposition, reading, tense, sentence.paragraph if sentence else None)
            if reading.kind in ("DATE", "TIME") and reading.period.year is not None:
                sentences.append((sentence, c.start, reading.period))
                if narrative and preposition != "since" and reading.period.unit not in ("E", "C"):
                    told.append(reading.period)
    return [(_record(m, analysis, base, lexemes), m) for _, m in sorted(found.items())]


def _waits(i: int, candidates: Sequence[Candidate], sentence: Sentence | None) -> bool:
    """Tell whether a time of day belongs to a day that the same sentence tells later ("at 9 a.m. on Monday")."""
    if candidates[i].reading != "clock" or sentence is None:
        return False
    days = [c.start for c in candidates if c.reading in DAYS_TOLD and sentence.start <= c.start < sentence.end]
    return bool(days) and min(days) > candidates[i].start


def _near(
    c: Candidate, sentence: Sentence | None, told: Sequence[tuple[Sentence | None, int, Period]]
) -> list[Period]:
    """Return the dates of a sentence, latest last; for a time of day before all of them the first is last."""
    near = [(at, p) for s, at, p in told if s is sentence and sentence is not None]
    if c.reading == "clock" and near and all(at > c.start for at, _ in near):
        near = near[::-1]
    return [p for _, p in near]


def _floor(before: Mention | None, c: Candidate, lexemes: Sequence[Lexeme], index: DateIndex) -> Period | None:
    """Return the first end of a range where `c` is its last ("from Monday to Thursday")."""
    if before is None or before.reading.kind != "DATE" or c.first - before.candidate.last > 2:
        return None
    gap = gap_between(before.candidate, c, lexemes)
    first = before.candidate.first
    between = bool(first) and lexemes[first - 1].text.lower() == "between"
    return before.reading.period if gap in index.rules.connectors and (between or not gap.startswith("and")) else None


def _told_in_news(
    found: dict[int, Mention], i: int, published: dt.date | None, tense: str | None, paragraph: int | None
) -> list[Period]:
    """Return the dates that a report may count the i-th from: no limits, and no plans for the past."""
    told = []
    for j in range(i):
        m = found.get(j)
        if m is None or m.reading.kind not in ("DATE", "TIME") or m.reading.period.year is None:
            continue
        first = m.reading.period.first
        if m.preposition in LIMITS or m.reading.period.unit in ("E", "C"):
            continue
        if published and paragraph is not None and m.paragraph is not None and paragraph - m.paragraph > 1:
            continue  # too far back to count from
        if tense != "future" and published and first and first > published:
            continue
        told.append(m.reading.period)
    return told


def _setting(analysis: Analysis, candidates: Sequence[Candidate], index: DateIndex, narrative: bool) -> Setting:
    document = analysis.document
    published, anchor = document.published, "publication"
    if published is not None and not 100 <= published.year <= 9900:
        published = None  # no day of ours, and counting from it would leave the calendar
    if published is None:
        published = _dateline_date(analysis, candidates, index, None)
        anchor = "the dateline" if published else anchor
    written = _dateline_date(analysis, candidates, index, published) if published else None
    if published and written and 0 < (published - written).days <= 7:
        published, anchor = written, "the dateline"  # "today" is the day on which it was written
    country = outlet_country(document.source, document.url, index.rules.countries)
    eras = sum(c.values.get("ERA") == -1 for c in candidates)
    years = sum("YEAR" in c.values for c in candidates)
    return Setting(
        index=index,
        published=published,
        anchor=anchor,
        narrative=narrative,
        month_first=country is not None and index.rules.countries[country].month_first,
        country=country,
        before_christ=eras >= 3 and eras > years,
    )


def _dateline_date(
    analysis: Analysis, candidates: Sequence[Candidate], index: DateIndex, published: dt.date | None
) -> dt.date | None:
    """Return the day of the first dateline that has one; without a year it is counted from publication."""
    for line in analysis.datelines[:1] if published else analysis.datelines:
        for c in candidates:
            dated = any(name in c.values for name in OWN_YEAR) or published and "MONTH" in c.values
            if line.start <= c.start and c.end <= line.end and dated:
                period = resolve(c, Setting(index=index, published=published, tense="past")).period
                if period.unit == "D" and period.first:
                    return period.first
    return None


def _record(m: Mention, analysis: Analysis, base: Setting, lexemes: Sequence[Lexeme]) -> Date:
    c, reading = m.candidate, m.reading
    period, basis = reading.period, reading.basis
    edtf, first, last = period.edtf, period.first, period.last
    wrong = weekday_conflict(c.values, period) if c.reading in NUMBERED else None
    if reading.kind == "SET" or (reading.kind == "DURATION" and first is None):
        edtf = first = last = None
    elif m.preposition and edtf and _governs(m, analysis, lexemes):
        edtf, first, last = _limited(m, base)
    return Date(
        text=analysis.document.text[c.start : c.end],
        start=c.start,
        end=c.end,
        edtf=edtf,
        earliest=first,
        latest=last,
        basis=f"{basis}; {wrong}" if wrong else basis,
        timex_type=reading.kind,  # type: ignore[arg-type]
        timex_value=period.value,
        found_by=f"dates.toml: {c.name}",
        conflict=wrong is not None,
    )


def _governs(m: Mention, analysis: Analysis, lexemes: Sequence[Lexeme]) -> bool:
    """Tell whether the preposition takes the date itself, not a noun ("after the May vote")."""
    if m.reading.kind not in ("DATE", "TIME") or m.candidate.reading == "clock":
        return False
    if m.preposition not in ("after", "before"):
        return True
    if m.reading.kind == "TIME":
        return False
    sentence = analysis.sentence_at(m.candidate.start)
    if sentence is None:
        return False
    tokens = [t for t in sentence.tokens if m.candidate.start <= t.start < m.candidate.end]
    outside = {t.head for t in tokens} - {t.i for t in tokens}
    at = lexemes[m.candidate.first - 1].start
    return bool(outside) and all(sentence.tokens[i].start == at for i in outside)


def _limited(m: Mention, base: Setting) -> tuple[str | None, dt.date | None, dt.date | None]:
    """Return EDTF, first and last day of a date under "since", "by", "until", "before" or "after"."""
    period = m.reading.period
    whole = period.edtf or ""
    start, end = whole.split("/")[0], whole.split("/")[-1]
    one_day = dt.timedelta(days=1)
    if m.preposition == "since":
        if base.published is None or (period.first and period.first > base.published):
            return f"{start}/..", period.first, None
        return f"{start}/{base.published}", period.first, base.published
    if m.preposition in ("start", "from", "at"):
        if m.preposition == "at" or m.preposition == "from" and m.tense != "future" or period.first is None:
            return period.edtf, period.first, period.last
        return f"{start}/..", period.first, None
    if m.preposition in ("by", "until") or (m.preposition == "before" and m.reading.edge == "END"):
        return f"../{end}", None, period.last
    if m.preposition == "before":
        if period.first is None or period.first == dt.date.min:
            return period.edtf, period.first, period.last
        return f"../{period.first - one_day}", None, period.first - one_day
    if period.last is None or period.last == dt.date.max:
        return period.edtf, period.first, period.last
    start_day = period.last + one_day
    if m.tense == "past" and base.published and start_day <= base.published:
        return f"{start_day}/{base.published}", start_day, base.published
    return f"{start_day}/..", start_day, None


def join_ranges(
    mentions: Sequence[tuple[Date, Mention]], analysis: Analysis, index: DateIndex, lexemes: Sequence[Lexeme]
) -> tuple[Date, ...]:
    """Return the records with the two ends of a range made one ("between 2021 and 2023": "2021/2023")."""
    out: list[Date] = []
    previous: Mention | None = None
    today = analysis.document.published
    for date, m in mentions:
        if previous is not None and out and _is_range(previous, m, index, lexemes, today):
            a, b = _end_of_range(previous, today), _end_of_range(m, today)
            start, end = (a.edtf or "").split("/")[0], (b.edtf or "").split("/")[-1]
            out[-1] = Date(
                text=analysis.document.text[out[-1].start : date.end],
                start=out[-1].start,
                end=date.end,
                edtf=f"{start}/{end}",
                earliest=a.first,
                latest=b.last,
                basis=previous.reading.basis
                if previous.reading.basis == m.reading.basis
                else f"{previous.reading.basis}; {m.reading.basis}",
                timex_type="DATE",
                timex_value=f"{a.value}/{b.value}",
                found_by=f"{out[-1].found_by}; {m.candidate.name}",
            )
            previous = None
            continue
        out.append(date)
        previous = m
    return tuple(out)


def _end_of_range(m: Mention, today: dt.date | None) -> Period:
    """Return the period of one end; "now" is the day of publication where it ends a range."""
    period = m.reading.period
    return cal.day_of(today) if today and period.value == "PRESENT_REF" else period


def _is_range(a: Mention, b: Mention, index: DateIndex, lexemes: Sequence[Lexeme], today: dt.date | None) -> bool:
    first, last = _end_of_range(a, today), _end_of_range(b, today)
    if a.reading.kind != "DATE" or b.reading.kind != "DATE" or not first.edtf or not last.edtf:
        return False
    if first.first and last.last and first.first > last.last or b.candidate.first - a.candidate.last > 2:
        return False
    if first.last and last.last and last.last <= first.last:
        return False  # "the last weekend of July - July 27": the second says more of the first
    gap = gap_between(a.candidate, b.candidate, lexemes)
    if gap not in index.rules.connectors:
        return False
    before = lexemes[a.candidate.first - 1].text.lower() if a.candidate.first else ""
    if gap.startswith("and"):
        next_day = first.unit == last.unit == "D" and first.last and last.first == first.last + dt.timedelta(days=1)
        return before == "between" or bool(next_day) and len(a.candidate.words) == 1
    return True
