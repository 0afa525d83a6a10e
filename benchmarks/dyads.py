"""Counts what wrong dyads have in common: which side is wrong, and where the missing country stands in the text.

    python benchmarks/dyads.py GOLD… [--list]

GOLD are gold documents (JSON: text, events with anchor, actors and recipients) or folders of them. For each event
that was found with other countries than the gold's, the missing and the surplus countries are counted, and for the
missing ones the nearest place where the text names them, counted from the event's own clause outward.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PLACES = (
    "the same sentence",
    "the sentence before",
    "elsewhere in the paragraph",
    "an earlier paragraph",
    "a later paragraph",
    "the title or a headline",
    "the dateline alone",
    "nowhere by name",
)


def main() -> None:
    """Print the counts as tables, and each wrong dyad where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", default=["../shared/gold/dev", "tests/gold"])
    parser.add_argument("--list", action="store_true", help="print each wrong dyad, too")
    args = parser.parse_args()
    from dragoman.pipeline import load_pipeline

    pipeline = load_pipeline()
    for name in args.gold:
        files = sorted(Path(name).glob("*.json")) if Path(name).is_dir() else [Path(name)]
        files = [file for file in files if file.is_file()]
        if not files:
            print(f"skipped: {name} is not there")
            continue
        wrong = [row for file in files for row in wrong_dyads(json.loads(file.read_text(encoding="utf-8")), pipeline)]
        print(f"{name}: {len(wrong)} of the events found have another dyad than the gold's")
        _table("what is wrong", Counter(kind for row in wrong for kind in row["kinds"]))
        _table("where the missing country is named", Counter(place for row in wrong for place in row["places"]))
        for row in wrong if args.list else ():
            print(f"  {row['document']} «{row['anchor']}» {row['wanted']} but {row['got']}: {', '.join(row['kinds'])}")


def wrong_dyads(gold: dict[str, Any], pipeline: Any) -> list[dict[str, Any]]:
    """Return the wrong dyads of a document with what is wrong and where the missing countries stand."""
    from dragoman.pipeline import run_steps
    from dragoman.records import Document, to_json
    from dragoman.scoring import pairs_of, same_dyad

    document = Document(**{key: gold.get(key) for key in ("id", "text", "published", "title", "source")})
    results = run_steps(document, pipeline)
    records = [json.loads(to_json(event)) for event in results["events"]]
    found = []
    for n, m in pairs_of(gold, records):
        event, record = gold["events"][n], records[m]
        if event.get("optional") or same_dyad(event, record):
            continue
        sides = [(event.get(side), record[side]) for side in ("actors", "recipients")]
        if event.get("symmetric") or record["type"] == "CONSULT" and not record["recipients"]:
            sides = [
                ((event.get("actors") or []) + (event.get("recipients") or []), record["actors"] + record["recipients"])
            ]
        kinds, places = [], []
        for number, (wanted, got) in enumerate(sides):
            if wanted is None:
                continue
            side = "participant" if len(sides) == 1 else ("actor", "recipient")[number]
            missing, surplus = _countries(wanted) - _countries(got), _countries(got) - _countries(wanted)
            if missing:
                kinds.append(f"{side} of another country" if surplus else f"{side} missing")
            elif surplus:
                kinds.append(f"{side} too many")
            places += [_nearest(iso, record["trigger"]["start"], results) for iso in missing]
        found.append(
            {
                "document": gold["id"],
                "anchor": event["anchor"],
                "wanted": [sorted(_countries(event.get(side) or [])) for side in ("actors", "recipients")],
                "got": [sorted(_countries(record[side])) for side in ("actors", "recipients")],
                "kinds": kinds,
                "places": places,
            }
        )
    return found


def _countries(actors: Iterable[dict[str, Any]]) -> set[str]:
    return {actor["country"] for actor in actors if actor.get("country")}


def _nearest(iso: str, at: int, results: dict[str, Any]) -> str:
    """Return where a country is named nearest to an event, by the words of mentions and by places."""
    analysis = results["analysis"]
    own = analysis.sentence_at(at)
    seen = {m.sentence for m in results["mentions"] if iso in (m.country, *m.options)}
    dated = False
    for place in results["places"]:
        if place.country == iso:
            sentence = analysis.sentence_at(place.start)
            dated |= sentence is None
            seen |= {sentence.index} if sentence is not None else set()
    body = [analysis.sentences[i] for i in seen]
    if any(s.index == own.index for s in body):
        return PLACES[0]
    if any(s.index == own.index - 1 for s in body):
        return PLACES[1]
    if any(s.paragraph == own.paragraph for s in body):
        return PLACES[2]
    if any(s.kind == "body" and s.index < own.index for s in body):
        return PLACES[3]
    if any(s.kind == "body" for s in body):
        return PLACES[4]
    if body:
        return PLACES[5]
    return PLACES[6] if dated else PLACES[7]


def _table(title: str, counts: Counter) -> None:
    print(f"  {title}")
    for name, count in counts.most_common():
        print(f"    {count:4}  {name}")


if __name__ == "__main__":
    main()
