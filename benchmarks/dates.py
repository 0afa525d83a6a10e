"""Scores dates: TIMEX3 spans and values on WikiWars, and conformance cases of Recognizers-Text.

    python benchmarks/dates.py WIKIWARS.jsonl RECOGNIZERS.jsonl [--errors N]

WikiWars lines: {"id", "published", "text", "timexes": [{"start", "end", "value"}]}. A strict match has the
same span, a relaxed match overlaps; value F1 counts the relaxed matches whose value is right against all gold
and all found expressions. TIMEX3 marks both ends of a range, so ranges are not joined there.
Recognizers lines: {"text", "reference", "expect": [{"start", "end", "type", "values"}]}. In scope: cases
whose expected expressions are all dates, date ranges, durations or sets, or which expect none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from pathlib import Path

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
IN_SCOPE = {"datetimeV2.date", "datetimeV2.daterange", "datetimeV2.duration", "datetimeV2.set"}


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


def wikiwars(path: Path, tools: tuple, errors: int) -> None:
    """Print strict, relaxed and value F1 on narratives."""
    *language, index = tools
    counts = {"gold": 0, "found": 0, "strict": 0, "relaxed": 0, "value": 0}
    spent = words = 0.0
    for line in path.open(encoding="utf-8"):
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
    for name in ("strict", "relaxed", "value"):
        print(f"wikiwars {name:8} F1 {f1(counts[name], counts['gold'], counts['found']):.3f}")
    pace = 1000 * 600 * spent / words
    print(f"wikiwars {counts['gold']} gold, {counts['found']} found; {pace:.1f} ms for 600 words")


def recognizers(path: Path, tools: tuple, errors: int) -> None:
    """Print the share of conformance cases in scope that are wholly right."""
    *language, index = tools
    right = total = outside = 0
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        if not all(e.get("type") in IN_SCOPE for e in row["expect"]):
            outside += 1
            continue
        reference = dt.datetime.fromisoformat(row["reference"]).date()
        document = Document(id=row["id"], text=row["text"], published=reference, source="American English")
        found = find_dates(analyse(document, *language), index)
        total += 1
        ok = conforms(row, found, reference)
        right += ok
        if not ok and errors > 0:
            errors -= 1
            want = [(e["text"], e["values"][0] if e["values"] else None) for e in row["expect"]]
            print(f"{row['id']} {row['text']!r} want {want} found {[(d.text, d.edtf, d.timex_value) for d in found]}")
    print(f"recognizers {right}/{total} = {right / total:.3f} of the cases in scope ({outside} out of scope)")


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
