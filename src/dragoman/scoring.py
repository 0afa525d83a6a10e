"""Scores event records against gold documents: found, dyad, attributes and exact, as the gold's notes define them.

A gold document is {"id", "published", "title", "source", "text", "events", "absent"}. A record matches a gold
event of an acceptable type where its trigger overlaps one of the event's anchors; pairs are made one to one,
the best first. `found` counts matches, `dyad` those with exactly the gold's countries on both sides, `exact`
those whose dyad, status and date are right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LONGEST_TRIGGER = 60


@dataclass
class Tally:
    """Counts over documents; `figures` turns them into the table that is printed."""

    counts: Counter = field(default_factory=Counter)
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    types: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    notes: list[str] = field(default_factory=list)


def score_documents(
    golds: Iterable[Mapping[str, Any]], records: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, Any]:
    """Return the figures over gold documents; records are event objects by document id."""
    tally = Tally()
    for gold in golds:
        score_document(gold, records.get(gold["id"], ()), tally)
    return figures(tally)


def score_document(gold: Mapping[str, Any], records: Sequence[Mapping[str, Any]], tally: Tally) -> None:
    """Add one document to a tally; what was missed, wrong or made up goes to its notes."""
    counts = tally.counts
    counts["documents"] += 1
    counts["records"] += len(records)
    for record in records:
        for key in ("trigger", "evidence"):
            extent = record[key]
            counts["bad spans"] += gold["text"][extent["start"] : extent["end"]] != extent["text"]
    pairs = dict(pairs_of(gold, records))
    for n, event in enumerate(gold["events"]):
        if event.get("optional"):
            counts["optional"] += n in pairs
            continue
        kind = tally.types[event["types"][0]]
        counts["gold"] += 1
        kind["gold"] += 1
        if n not in pairs:
            tally.notes.append(f"{gold['id']}: missed «{event['anchor']}» {'/'.join(event['types'])}")
            continue
        record = records[pairs[n]]
        checks = check_attributes(event, record)
        dyad = same_dyad(event, record)
        counts["found"] += 1
        kind["found"] += 1
        counts["dyad"] += dyad
        counts["exact"] += dyad and checks.get("status", True) and checks.get("date", True)
        wanted = _listed(event.get("status"))
        if wanted and "actual" not in wanted:
            checks[f"status {wanted[0]}"] = checks["status"]
        for name, right in checks.items():
            tally.attributes[name][0] += right
            tally.attributes[name][1] += 1
        wrong = [name for name, right in checks.items() if not right] + ["dyad"] * (not dyad)
        if wrong:
            tally.notes.append(f"{gold['id']}: «{event['anchor']}» {record['type']}: wrong {', '.join(wrong)}")
    used = set(pairs.values())
    for n, record in enumerate(records):
        if n not in used:
            tally.notes.append(f"{gold['id']}: made up {record['type']} at «{record['trigger']['text']}»")
    counts["forbidden"] += sum(_forbidden(gold, absent, records) for absent in gold.get("absent", ()))


def figures(tally: Tally) -> dict[str, Any]:
    """Return precision, recall and F1 of found, dyad and exact, and the shares of right attributes."""
    counts = tally.counts
    judged = counts["records"] - counts["optional"]
    result: dict[str, Any] = {
        "documents": counts["documents"], "gold": counts["gold"], "records": counts["records"],
        "bad_spans": counts["bad spans"], "forbidden": counts["forbidden"],
    }  # fmt: skip
    for name in ("found", "dyad", "exact"):
        precision = counts[name] / judged if judged else 0.0
        recall = counts[name] / counts["gold"] if counts["gold"] else 0.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        result[name] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    result["attributes"] = {
        name: [right, of, round(right / of, 3)] for name, (right, of) in sorted(tally.attributes.items())
    }
    result["recall_by_type"] = {name: f"{n['found']}/{n['gold']}" for name, n in sorted(tally.types.items())}
    result["notes"] = tally.notes
    return result


def check_attributes(event: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, bool]:
    """Return which of the attributes that a gold event judges a record has right."""
    checks: dict[str, bool] = {}
    for wanted, given in _sides(event, record):
        for actor in wanted:
            if actor.get("sector"):
                right = any(g.get("sector") == actor["sector"] for g in given)
                checks["sector"] = checks.get("sector", True) and right
            if actor.get("person"):
                surname = actor["person"].lower().split()[-1]
                checks["person"] = checks.get("person", True) and any(surname in _names(g) for g in given)
    if event.get("modes"):
        checks["mode"] = record.get("mode") in event["modes"]
    if event.get("status"):
        checks["status"] = record["status"] in _listed(event["status"])
    if event.get("date") is not None:
        first, last = event["date"] if isinstance(event["date"], list) else [event["date"]] * 2
        date = record.get("date") or {}
        checks["date"] = (date.get("earliest"), date.get("latest")) == (first, last)
    if event.get("place"):
        place, wanted = record.get("place") or {}, event["place"]
        named = wanted["name"].lower() in f"{place.get('name')} {place.get('text')}".lower()
        checks["place"] = named and (not wanted.get("country") or place.get("country") == wanted["country"])
    sources = record.get("attribution") or []
    if event.get("speakers"):
        names = " | ".join(_names(source) for source in sources)
        checks["speaker"] = any(speaker.lower() in names for speaker in event["speakers"])
    if event.get("quotation"):
        checks["quotation"] = any(source["quotation"] == event["quotation"] for source in sources)
    return checks


def same_dyad(event: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Tell whether a record has exactly the gold's countries: on each side, or together for a meeting."""
    actors, recipients = event.get("actors"), event.get("recipients")
    got = [_countries(record.get(side)) for side in ("actors", "recipients")]
    if event.get("symmetric"):
        return _countries(actors) | _countries(recipients) == got[0] | got[1]
    return (actors is None or _countries(actors) == got[0]) and (recipients is None or _countries(recipients) == got[1])


def _sides(event: Mapping[str, Any], record: Mapping[str, Any]) -> list[tuple[list, list]]:
    sides = [(event.get(side) or [], list(record.get(side) or [])) for side in ("actors", "recipients")]
    if event.get("symmetric"):
        return [(sides[0][0] + sides[1][0], sides[0][1] + sides[1][1])]
    return sides


def pairs_of(gold: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Return (event, record) pairs, one to one, those that agree most first."""
    choices = []
    for n, event in enumerate(gold["events"]):
        places = _anchors(gold["text"], event)
        for m, record in enumerate(records):
            trigger = record["trigger"]
            if record["type"] not in event["types"] or trigger["end"] - trigger["start"] > LONGEST_TRIGGER:
                continue
            shared = max((_overlap(place, trigger) for place in places), default=0)
            if shared:
                right = sum(check_attributes(event, record).values())
                choices.append((not event.get("optional"), same_dyad(event, record), right, shared, n, m))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for *_, n, m in sorted(choices, reverse=True):
        if n not in taken[0] and m not in taken[1]:
            taken[0].add(n)
            taken[1].add(m)
            pairs.append((n, m))
    return pairs


def _anchors(text: str, event: Mapping[str, Any]) -> list[tuple[int, int]]:
    first = _find(text, event["anchor"], event.get("nth", 0))
    more = (a if isinstance(a, list) else [a, 0] for a in event.get("anchors", ()))
    return [first, *(_find(text, words, *nth) for words, *nth in more)]


def _find(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    at = text.find(words)
    for _ in range(nth):
        at = text.find(words, at + 1)
    if at < 0:
        raise ValueError(f"the anchor {words!r} is not in the text")
    return at, at + len(words)


def _forbidden(gold: Mapping[str, Any], absent: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> int:
    place = _find(gold["text"], absent["anchor"], absent.get("nth", 0))
    return sum(
        r["type"] in absent["types"] and r["status"] != "negated" and _overlap(place, r["trigger"]) > 0 for r in records
    )


def _overlap(place: tuple[int, int], extent: Mapping[str, Any]) -> int:
    return max(0, min(place[1], extent["end"]) - max(place[0], extent["start"]))


def _countries(actors: Iterable[Mapping[str, Any]] | None) -> set[str]:
    return {actor["country"] for actor in actors or () if actor.get("country")}


def _names(actor: Mapping[str, Any]) -> str:
    return " ".join(str(actor.get(key) or "") for key in ("name", "person", "text")).lower()


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value] if value else []
