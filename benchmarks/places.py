"""Measures how well place names are found and located.

    python benchmarks/places.py geovirus.jsonl

The file holds JSON objects with "text" and "toponyms" ("start", "end", "phrase", "lat", "lon"). Printed are
precision, recall and F1 of the spans (exact match), and of the spans that match the share that lies within
161 km (100 miles) of the given point, the usual measure of toponym resolution.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.language import analyse, load_language
from dragoman.extract.places import find_places
from dragoman.knowledge.gazetteer import build_place_index
from dragoman.knowledge.places import PlaceRules
from dragoman.knowledge.schema import read_toml
from dragoman.knowledge.sentences import SentenceRules
from dragoman.knowledge.world import load_countries, load_places
from dragoman.records import Document

DATA = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "data"
NEAR_KM = 161


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


@dataclass(frozen=True)
class Figures:
    """What the benchmark measures; `near` is the share of the matched spans within NEAR_KM of the given point."""

    toponyms: int
    found: int
    precision: float
    recall: float
    f1: float
    near: float
    ms: float  # finding places, milliseconds a document
    missed: Counter[str]
    false: Counter[str]
    far: Counter[str]


def measure(path: Path, *, population: int = 15_000, every: int = 1) -> Figures:
    """Return the figures of a file of documents with toponyms.

    Arguments: path, JSON lines; population, smallest city of the index; every, read each n-th document alone.
    Raises OSError where the file cannot be read.
    """
    countries = load_countries()
    rules = read_toml(DATA / "en" / "places.toml", PlaceRules)
    index = build_place_index(countries, load_places(), rules, population=population)
    language = load_language()
    sentences = read_toml(DATA / "en" / "sentences.toml", SentenceRules)
    case = CaseRules({}, language.common, frozenset())
    documents = hit = found = wanted = near = 0
    missed, false, far = Counter(), Counter(), Counter()
    spent = 0.0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[::every]):
        documents += 1
        row = json.loads(line)
        analysis = analyse(Document(id=str(number), text=row["text"]), language, sentences, case)
        begin = time.perf_counter()
        places = {(place.start, place.end): place for place in find_places(analysis, index)}
        spent += time.perf_counter() - begin
        gold = {(toponym["start"], toponym["end"]): toponym for toponym in row["toponyms"]}
        found, wanted, hit = found + len(places), wanted + len(gold), hit + len(places.keys() & gold.keys())
        missed.update(row["text"][max(0, a - 25) : b + 25] for a, b in gold.keys() - places.keys())
        false.update(
            row["text"][max(0, a - 25) : b + 25] + f" [{places[a, b].text}]" for a, b in places.keys() - gold.keys()
        )
        for span in places.keys() & gold.keys():
            place, toponym = places[span], gold[span]
            if place.lat is not None and place.lon is not None:
                gap = kilometres(place.lat, place.lon, toponym["lat"], toponym["lon"])
                if gap <= NEAR_KM:
                    near += 1
                    continue
            far[
                f"{place.text} -> {place.name} {place.country} {place.lat},{place.lon}"
                f" / {toponym['lat']},{toponym['lon']}"
            ] += 1
    precision, recall = hit / max(found, 1), hit / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Figures(
        toponyms=wanted, found=found, precision=precision, recall=recall, f1=f1, near=near / max(hit, 1),
        ms=1000 * spent / max(documents, 1), missed=missed, false=false, far=far,
    )  # fmt: skip


def main() -> int:
    """Print the figures; status 0 also where the data are not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=Path("../shared/places/geovirus.jsonl"))
    parser.add_argument("--errors", type=int, default=0, help="print so many missed and false names")
    parser.add_argument("--population", type=int, default=15_000, help="smallest city of the index")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not there", file=sys.stderr)
        return 0
    got = measure(options.file, population=options.population)
    print(
        f"toponyms {got.toponyms}  found {got.found}  precision {got.precision:.3f}  recall {got.recall:.3f}"
        f"  F1 {got.f1:.3f}"
    )
    print(f"within {NEAR_KM} km {got.near:.3f}  ms a document {got.ms:.2f}")
    for title, counter in (("missed", got.missed), ("false", got.false), ("far", got.far)):
        for words, count in counter.most_common(options.errors):
            print(title, count, words.replace("\n", " "), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
