"""Measures whether a confidence of 0.8 is right eight times in ten: expected calibration error and a reliability plot.

    python benchmarks/calibration.py GOLD… [--plot OUT.svg]

GOLD are gold documents or folders of them. A record is right where the gold has an event of its type at its trigger.
The error is the mean distance between confidence and share of right records over ten bins, weighted by their size
(Naeini, Cooper and Hauskrecht 2015).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

BINS = 10


def main() -> None:
    """Print the error of both ways of reading; draw the bins where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", default=["../shared/gold/dev"])
    parser.add_argument("--plot", type=Path, metavar="OUT.svg")
    args = parser.parse_args()
    files = [f for g in map(Path, args.gold) for f in (sorted(g.glob("*.json")) if g.is_dir() else [g]) if f.is_file()]
    if not files:
        print("skipped: no gold documents there")
        return
    drawn = []
    for name, fast in (("frames and encoder", False), ("frames alone", True)):
        rows = judged(files, fast=fast)
        print(f"{name:20} expected calibration error {error(rows):.3f} over {len(rows)} records")
        for low, high, sure, right, many in bins(rows):
            print(f"  {low:.1f}–{high:.1f}  confidence {sure:.2f}  right {right:.2f}  records {many}")
            drawn.append({"read by": name, "confidence": sure, "share of right records": right, "records": many})
    if args.plot:
        draw(drawn, args.plot)
        print(f"wrote {args.plot}")


def judged(files: list[Path], *, fast: bool) -> list[tuple[float, bool]]:
    """Return (confidence, right) for each record of the gold documents."""
    from dragoman.pipeline import load_pipeline, run_document
    from dragoman.records import Document, to_json
    from dragoman.scoring import pairs_of

    pipeline = load_pipeline(fast=fast)
    rows = []
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        document = Document(**{key: gold.get(key) for key in ("id", "text", "published", "title", "source")})
        records = [json.loads(to_json(event)) for event in run_document(document, pipeline)]
        right = {number for _, number in pairs_of(gold, records)}
        rows += [(record["confidence"], number in right) for number, record in enumerate(records)]
    return rows


def bins(rows: list[tuple[float, bool]]) -> list[tuple[float, float, float, float, int]]:
    """Return (low, high, mean confidence, share of right ones, number) of each bin that is not empty."""
    found = []
    for n in range(BINS):
        low, high = n / BINS, (n + 1) / BINS
        here = [(sure, right) for sure, right in rows if low <= sure < high or sure == high == 1]
        if here:
            sure, right = (sum(column) / len(here) for column in zip(*here))
            found.append((low, high, sure, right, len(here)))
    return found


def error(rows: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error."""
    return sum(many * abs(sure - right) for _, _, sure, right, many in bins(rows)) / len(rows)


def draw(rows: list[dict], path: Path) -> None:
    """Write a reliability plot: the nearer to the diagonal, the better; the larger a point, the more records."""
    import altair as alt

    x = alt.X("confidence:Q", scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("share of right records:Q", scale=alt.Scale(domain=[0, 1]))
    points = alt.Chart(alt.Data(values=rows)).mark_line(point=False).encode(x=x, y=y, color="read by:N")
    sizes = (
        alt.Chart(alt.Data(values=rows))
        .mark_circle(opacity=0.8)
        .encode(x=x, y=y, color="read by:N", size=alt.Size("records:Q", scale=alt.Scale(range=[20, 500])))
    )
    ideal = alt.Data(
        values=[{"confidence": 0, "share of right records": 0}, {"confidence": 1, "share of right records": 1}]
    )
    diagonal = alt.Chart(ideal).mark_line(strokeDash=[4, 4], color="grey").encode(x=x, y=y)
    (diagonal + points + sizes).properties(width=360, height=360).save(str(path))


if __name__ == "__main__":
    main()
