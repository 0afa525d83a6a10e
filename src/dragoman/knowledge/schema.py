"""Reads CSV and TOML tables into checked rows; every mistake names the file and the line.

The row models live beside their tables (`world.py`, `events.py`, …); this file only reads.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import KnowledgeError

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


class Row(BaseModel):
    """Base of all knowledge rows: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


R = TypeVar("R", bound=BaseModel)


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a CSV cell that holds a list, written with `;` between the parts."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def read_csv(path: Path, model: type[R]) -> tuple[R, ...]:
    """Return the rows of a CSV table with a header line; lists in a cell are written `a;b`.

    Raises KnowledgeError (K001) naming file and line for unknown columns and wrong values.
    """
    lists = {name for name, field in model.model_fields.items() if "tuple" in str(field.annotation)}
    rows = []
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        for number, cells in enumerate(reader, 2):
            if None in cells or None in cells.values():
                raise KnowledgeError("K001", where=f"{path}:{number}", detail="wrong number of columns")
            values = {key: split(value) if key in lists else (value.strip() or None) for key, value in cells.items()}
            given = {key: value for key, value in values.items() if value is not None}
            rows.append(_checked(model, given, f"{path}:{number}"))
    return tuple(rows)


def read_toml(path: Path, model: type[R]) -> R:
    """Return a TOML file as one checked record.

    Raises KnowledgeError: K002 where it is not TOML, K001 (with the line) for unknown keys and wrong values.
    """
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError("K002", where=str(path), detail=str(error)) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{path}:{_line_of(text, first['loc'])}"
        raise KnowledgeError("K001", where=where, detail=_say(first)) from error


def _checked(model: type[R], values: dict, where: str) -> R:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise KnowledgeError("K001", where=where, detail=_say(error.errors()[0])) from error


def _say(error: dict) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"unknown key {place}. Check the spelling against docs/reference/knowledge.md."
    return f"{place}: {error['msg']}"


def _line_of(text: str, loc: tuple) -> int:
    """Return the line that a pydantic location points at: the n-th [[table]] header, then the key in it."""
    lines = text.split("\n")
    at = 0
    path: list[str] = []
    for part in loc:
        if isinstance(part, int):
            seen = -1
            header = "[[" + ".".join(path) + "]]"
            for number in range(at, len(lines)):
                if lines[number].strip() == header:
                    seen += 1
                    if seen == part:
                        at = number
                        break
        else:
            path.append(str(part))
    key = str(loc[-1]) if loc else ""
    for number in range(at, len(lines)):
        if lines[number].split("=")[0].strip() == key:
            return number + 1
    return at + 1
