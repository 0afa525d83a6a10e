"""The columns of event data sets that others publish (`data/layouts.toml`), for writing and for reading them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "layouts.toml"
# The historical files of GDELT 1.0, up to March 2013, end without this column.
NOT_IN_BACK_FILES = "SOURCEURL"


@lru_cache(maxsize=1)
def load_layouts(path: Path = FILE) -> dict[str, tuple[str, ...]]:
    """Return the columns of each layout, in the order of its files.

    Names are parted by blanks, or stand one a line where they hold blanks themselves.
    """
    return {name: _columns(text) for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def _columns(text: str) -> tuple[str, ...]:
    lines = text.strip().split("\n")
    one_a_line = "Event ID" in lines
    return tuple(lines) if one_a_line else tuple(text.split())
