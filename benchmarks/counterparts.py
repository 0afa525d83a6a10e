"""Measures how often the meeting or call that a press release is about is found with the right counterpart.

    python benchmarks/counterparts.py RELEASES.jsonl [--misses N]

Each release has `silver`: {"kind": "call" | "meeting", "counterparts": "Israeli Foreign Minister Ashkenazi"},
taken from its title. Only the body is read. A release counts where a CONSULT record has an actor of the
counterpart's country whose name holds the surname (any country where the silver names none); where the silver
names several people, one of them is enough.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path


def main() -> None:
    """Print the share found, and the misses where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", default="../shared/texts/state_releases.jsonl")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--documents", type=int, default=0)
    args = parser.parse_args()
    if not Path(args.texts).is_file():
        print(f"skipped: {args.texts} is not there")
        return
    from dragoman.pipeline import load_pipeline, run_document
    from dragoman.records import Document

    pipeline = load_pipeline()
    rows = [json.loads(line) for line in Path(args.texts).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("silver")]
    rows = rows[: args.documents] if args.documents else rows
    right = 0
    for row in rows:
        body = Document(id=row["id"], text=row["text"], published=row["published"], source=row["source"])
        events = [e for e in run_document(body, pipeline) if e.type == "CONSULT"]
        wanted = counterparts(row["silver"]["counterparts"], pipeline.gazetteer)
        found = any(
            matches(a, country, name) for e in events for a in e.actors + e.recipients for country, name in wanted
        )
        right += found
        if not found and args.misses > 0:
            args.misses -= 1
            print(f"{row['id']}: {row['silver']['counterparts']} {wanted}")
            for e in events:
                print("    ", e.trigger.text, [(a.name, a.country) for a in e.actors + e.recipients])
    print(f"{right} of {len(rows)} = {right / len(rows):.3f}")


def counterparts(text: str, gazetteer) -> list[tuple[str | None, str]]:
    """Return (country, surname) of the people in a silver phrase."""
    from dragoman.analyse.lexicon import find_names

    result = []
    country = None
    for part in re.split(r",? and |, |; ", text):
        for hit in find_names(part, gazetteer.lexicon):
            for entry in hit.entries:
                if entry.kind in ("country", "adjective", "demonym", "capital"):
                    country = entry.row.iso3
                    break
                if entry.kind == "organisation":
                    country = entry.row.country
                    break
        result.append((country, part.split()[-1].strip(".’'")))
    return result


def matches(actor, country: str | None, surname: str) -> bool:
    """Tell whether an actor is of the country and bears the surname."""
    from dragoman.analyse.entities import sounds
    from dragoman.analyse.gazetteer import name_key

    names = {sounds(word) for word in name_key(actor.name) + name_key(actor.text)}
    keys = name_key(surname)
    return country in (None, actor.country) and bool(keys) and sounds(keys[-1]) in names


if __name__ == "__main__":
    main()
