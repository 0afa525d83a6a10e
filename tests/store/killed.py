"""Adds toy documents to a store, each time in a process of its own, which the test kills.

Each line read is a job as JSON: [place of the store, seed of the documents, how many, seconds for each]. Written are the
number of the process and, when it has ended, its exit status.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import toy  # noqa: E402
from dragoman.store.coding import add  # noqa: E402
from dragoman.store.connect import open_store  # noqa: E402


def main() -> None:
    """Do the jobs one after the other."""
    toy.knowledge()
    for row in sys.stdin:
        where, seed, n, pause = json.loads(row)
        child = os.fork()
        if not child:
            status = 1
            try:
                toy.use_toy(setattr, pause=pause)
                with open_store(where) as store:
                    for _ in add(toy.made_up(seed, n), store):
                        pass
                status = 0
            finally:
                sys.stderr.flush()
                os._exit(status)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
