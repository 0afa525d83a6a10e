"""Scores `dragoman relate` on sentences whose relation is known: macro-F1 over the types, and the confusion matrix.

    python benchmarks/relations.py TABLE.tsv [--fast] [--write PAGE.md]

TABLE has the columns id, marked_sentence and gold_root. The gold's YIELD is CONCEDE or RETREAT here. Types that the
gold does not know (STATEMENT, NONE) count as wrong answers.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def main() -> None:
    """Print the figures of each way of reading; write the matrix into a page where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", nargs="?", type=Path, default=Path("../shared/plv/plv_dev.tsv"))
    parser.add_argument("--write", type=Path, metavar="PAGE")
    args = parser.parse_args()
    if not args.table.is_file():
        print(f"skipped: {args.table} is not there")
        return
    rows = []
    for fast in (False, True):
        for reading in ("crosswalk", "manual"):
            pairs = answers(args.table, fast=fast, reading=reading)
            macro, by_type = scores(pairs)
            rows.append(("frames alone" if fast else "frames and encoder", reading, macro, by_type, pairs))
            right = sum(gold == said for gold, said in pairs) / len(pairs)
            print(f"{rows[-1][0]:20} {reading:10} macro-F1 {macro:.3f}  accuracy {right:.3f}")
    for kind, (_, value) in sorted(rows[0][3].items()):
        print(f"  {kind:10} F1 {value:.3f}")
    if args.write:
        text = args.write.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        args.write.write_text(f"{before}{BEGIN}\n{page(rows)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
        print(f"wrote {args.write}")


def answers(table: Path, *, fast: bool, reading: str) -> list[tuple[str, str]]:
    """Return (gold, answer) for each row of the table."""
    from dragoman.ingest.pairs import read_pairs
    from dragoman.pipeline import load_pipeline, relate
    from dragoman.records import MarkedPair

    pipeline = load_pipeline(fast=fast)
    with table.open(encoding="utf-8", newline="") as handle:
        gold = {row["id"]: row["gold_root"] for row in csv.DictReader(handle, delimiter="\t")}
    found = {}
    for pair in read_pairs([str(table)], None):
        if isinstance(pair, MarkedPair):
            kind = relate(pair, pipeline, reading=reading).type
            found[pair.id] = YIELD.get(kind, kind)
    return [(root, found.get(id, "NONE")) for id, root in gold.items()]


def scores(pairs: list[tuple[str, str]]) -> tuple[float, dict[str, tuple[int, float]]]:
    """Return macro-F1 over the gold's types, and (number, F1) of each."""
    by_type = {}
    for kind in {gold for gold, _ in pairs}:
        right = sum(gold == said == kind for gold, said in pairs)
        told = sum((gold == kind) + (said == kind) for gold, said in pairs)
        by_type[kind] = (sum(gold == kind for gold, _ in pairs), 2 * right / told)
    return sum(f1 for _, f1 in by_type.values()) / len(by_type), by_type


def page(rows: list) -> str:
    """Return the figures and the confusion matrix of the first row as Markdown."""
    lines = ["| read by | reading | macro-F1 |", "|---|---|---|"]
    lines += [f"| {name} | {reading} | {macro:.3f} |" for name, reading, macro, _, _ in rows]
    _, _, _, by_type, pairs = rows[0]
    counts = Counter(pairs)
    kinds = sorted(by_type)
    said = [*kinds, *sorted({s for _, s in pairs} - set(kinds))]
    lines += [
        "",
        "Gold in rows, answers in columns (frames and encoder, crosswalk); the last column is the type's F1.",
        "",
    ]
    lines += ["| gold | " + " | ".join(s[:4].lower() for s in said) + " | F1 |", "|---|" + "---|" * (len(said) + 1)]
    for gold in kinds:
        cells = [f"**{counts[gold, s]}**" if gold == s else str(counts[gold, s] or "") for s in said]
        lines.append(f"| {gold} | " + " | ".join(cells) + f" | {by_type[gold][1]:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
