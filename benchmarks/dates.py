"""Scores dates: TIMEX3 spans and values on WikiWars, and conformance cases of Recognizers-Text.

    python benchmarks/dates.py WIKIWARS.jsonl RECOGNIZERS.jsonl [--errors N]

WikiWars lines: {"id", "published", "text", "timexes": [{"start", "end", "value"}]}. A strict match has the
same span, a relaxed match overlaps; value F1 counts the relaxed matches whose value is right against all gold
and all found expressions. TIMEX3 marks both ends of a range, so ranges are not joined there.
Recognizers lines: {"text", "reference", "expect": [{"start", "end", "type", "values"}]}. Value F1 counts the
expressions of ours that overlap an expected one and have its value, against all expected and all found, in the
cases that news could hold: `date_scope.toml` says which those are and `date_cases.py` when two values are the
same. The old figure counts the cases wholly right, of those that expect dates, durations and sets alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from date_cases import CLOCK, agreement, class_of, is_clock, kind_of
from dragoman.analyse.analysis import Analysis
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.language import Language, analyse, load_language
from dragoman.analyse.timex import DateIndex
from dragoman.extract.dates import build_date_index, find_dates
from dragoman.knowledge import schema
from dragoman.knowledge.dates import DateRules
from dragoman.knowledge.sentences import SentenceRules
from dragoman.records import Date, Document

DATA = Path(schema.__file__).parent / "data" / "en"
OLD, OLD_SCOPE = "old", {"date", "daterange", "duration", "set"}
CLOCK_PHRASES = ("clock", "local time", "at noon", "in the morning", "the night of")


def load() -> tuple[Language, SentenceRules, CaseRules, DateIndex]:
    """Return the model and the rules."""
    language = load_language()
    sentences = schema.read_toml(DATA / "sentences.toml", SentenceRules)
    case = CaseRules({}, language.common, frozenset())
    return language, sentences, case, build_date_index(schema.read_toml(DATA / "dates.toml", DateRules))


def f1(right: int, gold: int, found: int) -> float:
    """Return F1 from counts."""
    return 2 * right / (gold + found) if gold + found else 0.0


def same_value(gold: str | None, found: str | None) -> bool:
    """Tell whether two TIMEX3 values are the same; "null" stands for none."""
    return (gold if gold != "null" else None) == found


def match(gold: list[dict], found: list[Date]) -> list[tuple[dict, Date]]:
    """Return pairs of overlapping expressions, each used once, exact ones first."""
    pairs, free = [], list(found)
    for exact in (True, False):
        for g in gold:
            if any(g is p for p, _ in pairs):
                continue
            for d in free:
                hit = (d.start, d.end) == (g["start"], g["end"]) if exact else d.start < g["end"] and d.end > g["start"]
                if hit:
                    pairs.append((g, d))
                    free.remove(d)
                    break
    return pairs


def wikiwars_figures(
    path: Path, tools: tuple | None = None, *, errors: int = 0, documents: int | None = None
) -> dict[str, float]:
    """Return strict, relaxed and value F1 on narratives, the counts, and milliseconds for 600 words.

    Arguments: path of the data; tools, from `load`; errors, how many to print; documents, how many of the first to
    read (all sixteen take about six seconds).
    """
    *language, index = tools or load()
    counts = {"gold": 0, "found": 0, "strict": 0, "relaxed": 0, "value": 0}
    spent = words = 0.0
    for line in islice(path.open(encoding="utf-8"), documents):
        row = json.loads(line)
        document = Document(id=row["id"], text=row["text"], published=dt.date.fromisoformat(row["published"]))
        analysis: Analysis = analyse(document, *language)
        start = time.perf_counter()
        found = list(find_dates(analysis, index, ranges=False))
        spent += time.perf_counter() - start
        words += len(document.text.split())
        pairs = match(row["timexes"], found)
        counts["gold"] += len(row["timexes"])
        counts["found"] += len(found)
        counts["relaxed"] += len(pairs)
        for g, d in pairs:
            counts["strict"] += (d.start, d.end) == (g["start"], g["end"])
            counts["value"] += same_value(g["value"], d.timex_value)
            if errors > 0 and not (same_value(g["value"], d.timex_value) and d.text == g["text"]):
                errors -= 1
                print(
                    f"{row['id']} gold {g['text']!r} {g['value']} | found {d.text!r} {d.timex_value} "
                    f"({d.found_by}; {d.basis})"
                )
        taken = {id(d) for _, d in pairs}
        missed = [g for g in row["timexes"] if not any(g is p for p, _ in pairs)]
        for text, kind in [(g["text"], "missed") for g in missed] + [
            (d.text, f"extra {d.found_by}") for d in found if id(d) not in taken
        ]:
            if errors > 0:
                errors -= 1
                print(f"{row['id']} {kind} {text!r}")
    figures = {name: f1(counts[name], counts["gold"], counts["found"]) for name in ("strict", "relaxed", "value")}
    return figures | {"gold": counts["gold"], "found": counts["found"], "ms": 1000 * 600 * spent / max(words, 1)}


def wikiwars(path: Path, tools: tuple, errors: int) -> None:
    """Print strict, relaxed and value F1 on narratives."""
    figures = wikiwars_figures(path, tools, errors=errors)
    for name in ("strict", "relaxed", "value"):
        print(f"wikiwars {name:8} F1 {figures[name]:.3f}")
    print(f"wikiwars {figures['gold']} gold, {figures['found']} found; {figures['ms']:.1f} ms for 600 words")


def recognizers_figures(path: Path, tools: tuple | None = None) -> dict[str, float]:
    """Return value F1 over the cases that news could hold (`value`), over all but clock times (`dated`), and `cases`.

    Arguments: path of the data; tools, from `load`. About four seconds.
    """
    counts, _ = recognizers_counts(path, tools or load(), 0)
    dated = sum((c for name, c in counts.items() if name not in (CLOCK, OLD)), Counter())
    news = counts.get("", Counter())
    value, all_dated = (f1(c["right"], c["gold"], c["found"]) for c in (news, dated))
    return {"value": value, "dated": all_dated, "cases": news["cases"]}


def recognizers_counts(path: Path, tools: tuple, errors: int) -> tuple[dict[str, Counter], Counter]:
    """Return the counts by class of case ("" in scope) and how values agree in scope; print the first errors."""
    *language, index = tools
    counts: dict[str, Counter] = {}
    kinds: Counter = Counter()
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        name = class_of(row)
        reference = dt.datetime.fromisoformat(row["reference"]).date()
        document = Document(id=row["id"], text=row["text"], published=reference, source="American English")
        found = find_dates(analyse(document, *language), index)
        gold = [e for e in row["expect"] if not is_clock(e)]
        dates = [d for d in found if is_counted(d, row["expect"])]
        pairs = agreeing(gold, dates, reference)
        tally = counts.setdefault(name, Counter())
        tally.update(cases=1, whole=len(pairs) == len(gold) == len(dates))
        tally.update(right=len(pairs), gold=len(gold), found=len(dates))
        if not name:
            kinds.update(kind for _, _, kind in pairs)
        if not name and not len(pairs) == len(gold) == len(dates) and errors > 0:
            errors -= 1
            want = [(e["text"], e["values"] and e["values"][0]) for e in gold]
            print(f"{row['id']} {row['text']!r} want {want} found {[(d.text, d.edtf, d.timex_value) for d in dates]}")
        if all(kind_of(e) in OLD_SCOPE for e in row["expect"]):
            counts.setdefault(OLD, Counter()).update(cases=1, whole=conforms(row, found, reference))
    return counts, kinds


def recognizers(path: Path, tools: tuple, errors: int) -> None:
    """Print value F1 over the cases that news could hold, the other classes beside it, and the cases wholly right."""
    counts, kinds = recognizers_counts(path, tools, errors)
    old = counts.pop(OLD, Counter())
    tally = counts.pop("", Counter())
    print(f"recognizers value F1 {line_of(tally)}")
    print("recognizers agreement: " + ", ".join(f"{k} {n}" for k, n in kinds.most_common()))
    for name, out in sorted(counts.items(), key=lambda item: -item[1]["cases"]):
        print(f"recognizers out of scope: {name}: F1 {line_of(out)}")
    dated = sum((c for n, c in counts.items() if n != CLOCK), tally)
    print(f"recognizers all but clock times: F1 {line_of(dated)}")
    print(
        f"recognizers old figure {old['whole']}/{old['cases']} = {old['whole'] / max(old['cases'], 1):.3f} whole cases"
    )


def line_of(c: Counter) -> str:
    """Return the counts of a class of cases in words."""
    value = f1(c["right"], c["gold"], c["found"])
    return f"{value:.3f} ({c['cases']} cases: {c['gold']} expected, {c['found']} found, {c['right']} right)"


def is_counted(date: Date, expect: list[dict]) -> bool:
    """Tell whether a record of ours counts: not a time of day alone, nor one that stands where such is expected."""
    near = [e for e in expect if date.start < e["end"] and date.end > e["start"]]
    if near and all(map(is_clock, near)):
        return False
    return not (date.timex_type == "TIME" and date.found_by.removeprefix("dates.toml: ") in CLOCK_PHRASES)


def agreeing(gold: list[dict], found: list[Date], reference: dt.date) -> list[tuple[dict, Date, str]]:
    """Return pairs of overlapping expressions with the same value, each used once, and how they agree."""
    pairs, free = [], list(found)
    for g in gold:
        for d in free:
            if d.start >= g["end"] or d.end <= g["start"]:
                continue
            kinds = [agreement(value, g["text"], d, reference) for value in g["values"]]
            kind = next(filter(None, sorted(kinds, key=lambda k: ("same", "date", "part", "unit", "").index(k))), "")
            if kind:
                pairs.append((g, d, kind))
                free.remove(d)
                break
    return pairs


def conforms(row: dict, found: tuple[Date, ...], reference: dt.date) -> bool:
    """Tell whether all expected expressions, and no others, were found with one of the values accepted."""
    if len(found) != len(row["expect"]):
        return False
    for want, date in zip(sorted(row["expect"], key=lambda e: e["start"]), found):
        if date.start >= want["end"] or date.end <= want["start"]:
            return False
        if not any(accepts(value, date, reference) for value in want["values"]):
            return False
    return True


def accepts(value: dict, date: Date, reference: dt.date) -> bool:
    """Tell whether a record means the expected value: a day, a stretch (its end exclusive), a value."""
    if value["type"] in ("duration", "set"):
        return (
            date.timex_value == value.get("timex")
            or date.timex_value is not None
            and date.timex_value.replace("P2W", "P14D") == value.get("timex")
        )
    first = value.get("start") or value.get("value")
    last = value.get("end")
    if first == "not resolved" or (date.earliest is None and date.latest is None):
        return date.earliest is None and date.latest is None and first in (None, "not resolved")
    if value["type"] == "date":
        return str(date.earliest) == first and str(date.latest) == first
    end = str(date.latest + dt.timedelta(days=1)) if date.latest else None
    starts = {str(date.earliest) if date.earliest else None}
    ends = {end, str(date.latest) if date.latest else None, end_start(date)}
    if value.get("Mod") == "since" and date.latest == reference:
        ends.add(None)
    return first in starts and last in ends


def end_start(date: Date) -> str | None:
    """Return the first day of the last part of a range: "2014/2018" ends on 1 January 2018 there."""
    tail = (date.edtf or "").split("/")[-1]
    return tail + "-01-01"[3 * (tail.count("-")) :] if tail.count("-") < 2 and tail[:4].isdigit() else tail or None


def main() -> None:
    """Run what is there; say what is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    options.paths = options.paths or [Path("../shared/dates/wikiwars.jsonl"), Path("../shared/dates/recognizers.jsonl")]
    tools = None
    for path, score in zip([*options.paths, *[None] * (2 - len(options.paths))], (wikiwars, recognizers)):
        if path is None or not path.is_file():
            print(f"{score.__name__}: skipped, {path or 'no file'} is not there")
            continue
        tools = tools or load()
        score(path, tools, options.errors)


if __name__ == "__main__":
    main()
