"""Measures how many merged events a second each output format writes, and how many rows a second are read back.

    python benchmarks/exports.py [--events N] [--rounds N]

The events are the hand-made ones of the tests, with ids of their own; time is CPU time of one process, the
median over the rounds.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from dragoman.export import EVENT_WRITERS, Kept  # noqa: E402
from dragoman.ingest.foreign import read_foreign  # noqa: E402
from dragoman.knowledge.tables import load_knowledge  # noqa: E402
from kept import ALL  # noqa: E402

READ_BACK = {"gdelt1": ".CSV", "gdelt2": ".CSV", "icews": ".tab", "polecat": ".txt"}


def main() -> None:
    """Print the table of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=9000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    made = list(events(args.events))
    knowledge = load_knowledge()
    print("| format | events written a second | bytes an event | rows read a second |\n|---|---|---|---|")
    for name, writer in EVENT_WRITERS.items():
        spent, data = [], b""
        for _ in range(args.rounds):
            out = io.BytesIO()
            begun = time.process_time()
            writer.write(iter(made), out)
            spent.append(time.process_time() - begun)
            data = out.getvalue()
        back = ""
        if name in READ_BACK:
            with tempfile.NamedTemporaryFile(suffix=READ_BACK[name]) as file:
                file.write(data)
                file.flush()
                begun = time.process_time()
                rows = sum(1 for _ in read_foreign([file.name], knowledge))
                back = f"{rows / (time.process_time() - begun):,.0f}"
        speed = len(made) / statistics.median(spent)
        print(f"| {name} | {speed:,.0f} | {len(data) / len(made):,.0f} | {back} |", flush=True)


def events(number: int) -> Iterator[Kept]:
    """Give events with ids of their own."""
    for n in range(number):
        kept = ALL[n % len(ALL)]
        yield kept._replace(event=kept.event.model_copy(update={"id": f"v{n}"}))


if __name__ == "__main__":
    main()
