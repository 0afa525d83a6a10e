"""Measures documents per CPU second, the share of each step and peak memory, beside spaCy's default pipeline.

    python benchmarks/speed.py TEXTS.jsonl [--documents N] [--rounds N]

Both readers get the same texts in the same process, in turns; the figures are medians over the rounds. CPU
time is that of one process with one thread. Peak memory is that of a fresh process which only runs dragoman.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")


def main() -> None:
    """Print the table of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", default="../shared/texts/state_releases.jsonl")
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-only", action="store_true")
    args = parser.parse_args()
    if not Path(args.texts).is_file():
        print(f"skipped: {args.texts} is not there")
        return
    rows = [json.loads(line) for line in Path(args.texts).read_text(encoding="utf-8").splitlines()]
    step = max(1, len(rows) // args.documents)
    rows = rows[::step][: args.documents]
    if args.memory_only:
        print(json.dumps({"peak": peak_memory(rows)}))
        return
    report(rows, args)


def report(rows: list[dict], args: argparse.Namespace) -> None:
    """Time both readers in turns and print medians and their ratio."""
    from dragoman.analyse.language import MODEL_PACKAGES
    from dragoman.pipeline import load_pipeline, run_steps

    readers = {"frames and encoder": load_pipeline(), "frames alone": load_pipeline(fast=True)}
    default = default_spacy(MODEL_PACKAGES)
    documents = [document_of(row) for row in rows]
    words = sum(len(d.text.split()) for d in documents) / len(documents)
    paces: dict[str, list[float]] = {name: [] for name in (*readers, "en_core_web_sm")}
    clocks: dict[str, dict[str, float]] = {}
    for _ in range(args.rounds):
        for name, pipeline in readers.items():
            clocks[name] = {}
            began = time.process_time()
            for document in documents:
                run_steps(document, pipeline, clock=clocks[name])
            paces[name].append(len(documents) / (time.process_time() - began))
        began = time.process_time()
        for document in documents:
            default(document.text)
        paces["en_core_web_sm"].append(len(documents) / (time.process_time() - began))
    print(f"{len(documents)} documents, {words:.0f} words on average, {args.rounds} rounds, medians")
    for name, pace in paces.items():
        ratio = statistics.median(a / b for a, b in zip(pace, paces["en_core_web_sm"]))
        print(f"{name:20} {statistics.median(pace):6.2f} documents per CPU second, {ratio:5.2f} times en_core_web_sm")
    clock = clocks["frames and encoder"]
    total = sum(clock.values())
    for name, seconds in sorted(clock.items(), key=lambda item: -item[1]):
        print(f"  {name:16} {seconds / total:6.1%}   {1000 * seconds / len(documents):6.1f} ms a document")
    command = [sys.executable, __file__, args.texts, "--documents", str(args.documents), "--memory-only"]
    peak = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["peak"]
    print(f"peak memory          {peak / 2**20:6.0f} MiB")


def default_spacy(packages: tuple[str, ...]):
    """Return en_core_web_sm with all its components, as `spacy.load` gives it."""
    import importlib

    for package in packages:
        try:
            return importlib.import_module(package).load()
        except ModuleNotFoundError:
            continue
    raise SystemExit("en_core_web_sm is not installed")


def document_of(row: dict):
    """Return a row of JSON Lines as a document."""
    from dragoman.records import Document

    return Document(**{key: row.get(key) for key in ("id", "text", "published", "title", "source", "url")})


def peak_memory(rows: list[dict]) -> int:
    """Return the peak resident memory, in bytes, of reading the rows in this process."""
    import resource

    from dragoman.pipeline import load_pipeline, run_document

    pipeline = load_pipeline()
    for row in rows:
        run_document(document_of(row), pipeline)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
