"""Measures how often the meeting or call that a press release is about is found with the right counterpart.

    python benchmarks/counterparts.py RELEASES.jsonl [--misses N]

Each release has `silver`: {"kind": "call" | "meeting", "counterparts": "Israeli Foreign Minister Ashkenazi"},
taken from its title. Only the body is read. A release counts where a CONSULT record has an actor of the
counterpart's country whose name holds the surname (any country where the silver names none, as for officials of
international bodies); where the silver names several people, one of them is enough; where it names nobody ("foreign
ministers"), an actor of the country, or any foreign one.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any


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
    from dragoman.pipeline import load_pipeline

    misses: list[str] = []
    right, rows = measure(Path(args.texts), load_pipeline(), args.documents, misses)
    print("\n".join(misses[: args.misses]))
    print(f"{right} of {rows} = {right / rows:.3f}")


def measure(
    texts: Path, pipeline: Any, documents: int | None = None, misses: list[str] | None = None
) -> tuple[int, int]:
    """Return (releases with the right counterpart, releases with a silver field); fills the list of misses."""
    from dragoman.pipeline import run_document
    from dragoman.records import Document

    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("silver")][: documents or None]
    right = 0
    for row in rows:
        body = Document(id=row["id"], text=row["text"], published=row["published"], source=row["source"])
        events = [e for e in run_document(body, pipeline) if e.type == "CONSULT"]
        wanted = counterparts(row["silver"]["counterparts"], pipeline.gazetteer)
        actors = [a for e in events for a in e.actors + e.recipients]
        found = any(matches(actor, country, name) for actor in actors for country, name in wanted)
        right += found
        if not found and misses is not None:
            told = [(e.trigger.text, [(a.name, a.country) for a in e.actors + e.recipients]) for e in events]
            misses.append(f"{row['id']}: {row['silver']['counterparts']} {wanted} {told}")
    return right, len(rows)


# The ministry whose releases these are; its own people are nobody's counterpart.
HOST = "USA"
# What a title says after the name, and countries that say what an office is about, not whose it is.
TRAILING = re.compile(r" (?:(?:During|Before|After|Opening|At) .*|on the Occasion .*|on AUKUS)$")
SUBJECT = re.compile(r" (?:for|on) (?!the President)[A-Z].* ([\w-]+)$")
BODIES = re.compile(r"^(?:UN|United Nations|OAS|NATO|OSCE|EEAS|EU|European|African Union|OECD|Organization)\b")
OF_COUNTRY = re.compile(
    r"(?:Foreign Minister|Prime Minister|President|Prince)(?: .*)? ([\w-]+) of ([A-Z]\w+|the .+|Costa Rica)$"
)


def counterparts(text: str, gazetteer: Any) -> list[tuple[str | None, str | None]]:
    """Return (country, surname) of the people in a silver phrase; None where it does not tell.

    Officials of international bodies have no country; "Foreign Ministers from Mexico" names nobody.
    """
    result: list[tuple[str | None, str | None]] = []
    country = None
    clean = re.sub(r" (?:II|Jr\.)$", "", TRAILING.sub("", text).replace(", Jr.", ""))
    for part in re.split(r",? and |, |; |/", SUBJECT.sub(r" \1", clean)):
        of = OF_COUNTRY.search(part)
        words = part.split()
        if part.isspace() or not words:
            continue
        if of:
            result.append((_country(of[2], gazetteer), of[1]))
            continue
        body = BODIES.match(part)
        country = None if body else _country(part, gazetteer) or country
        last = words[-1].strip(".\u2019'")
        if name_like(last):
            result.append((country, last))
    return result or [(_country(text, gazetteer), None)]


def name_like(word: str) -> bool:
    """Tell a surname from the last word of a title or a group ("Foreign Ministers", "Counterparts")."""
    return word not in {
        "Minister", "Ministers", "Counterparts", "Leaders", "Agencies", "Workers", "Burma", "Mexico",
        "Policy", "French", "German", "Italian", "Trade", "Foreign", "Councilor", "Cooperation",
        "Antisemitism", "Chair-in-Office", "Prince", "America", "Affairs", "Secretary", "President",
        "General",
    } and not word.endswith(("ers", "ies"))  # fmt: skip


def _country(text: str, gazetteer: Any) -> str | None:
    """Return the first country that a phrase names, by table."""
    from dragoman.analyse.lexicon import find_names

    for hit in find_names(text, gazetteer.lexicon):
        for entry in hit.entries:
            if entry.kind in ("country", "adjective", "demonym", "capital"):
                return entry.row.iso3
            if entry.kind == "organisation":
                return entry.row.country
    return None


def matches(actor: Any, country: str | None, surname: str | None) -> bool:
    """Tell whether an actor is of the country and bears the surname (of a group without names: the country)."""
    from dragoman.analyse.spellings import name_key, sounds

    if surname is None:
        return actor.country != HOST if country is None else actor.country == country
    names = {sounds(word) for word in name_key(actor.name) + name_key(actor.text)}
    keys = name_key(surname)
    return country in (None, actor.country) and bool(keys) and sounds(keys[-1]) in names


if __name__ == "__main__":
    main()
