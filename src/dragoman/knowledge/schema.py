"""Reads CSV and TOML tables into checked rows; every mistake names the file and the line.

The row models live beside their tables (`world.py`, `events.py`, …); this file only reads.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import KnowledgeError

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
# What a cell must look like, in words, by the pattern that it broke.
FORMS = {
    PARTIAL_DATE: "no date; write YYYY, YYYY-MM or YYYY-MM-DD",
    r"^[A-Z]{3}$": "no country code; write three capital letters, as EST (ISO 3166-1 alpha-3)",
    r"^[A-Z]{2}$": "no country code; write two capital letters, as EE (ISO 3166-1 alpha-2)",
}


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
    return tuple(row for _, row in numbered_rows(path, model))


def numbered_rows(path: Path, model: type[R]) -> Iterator[tuple[int, R]]:
    """Yield each row of a CSV table with the number of its line (the last one, where cells hold line breaks).

    Raises KnowledgeError as `read_csv`.
    """
    lists = {name for name, field in model.model_fields.items() if "tuple" in str(field.annotation)}
    for number, cells in _cells(path):
        values = {key: split(cell) if key in lists else cell for key, cell in cells.items()}
        yield number, _checked(model, values, f"{path}:{number}")


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row as its line number and its cells by column; empty cells are left out."""
    try:
        # Spreadsheets put a byte order mark before UTF-8.
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            for cells in reader:
                if None in cells or None in cells.values():
                    where = f"{path}:{reader.line_num}"
                    raise KnowledgeError("K001", where=where, detail="wrong number of columns")
                yield reader.line_num, {key: cell.strip() for key, cell in cells.items() if cell.strip()}
    except UnicodeDecodeError as error:
        raise KnowledgeError("K001", where=str(path), detail="not UTF-8. Save the file as UTF-8.") from error
    except csv.Error as error:
        raise KnowledgeError("K001", where=str(path), detail=f"not a CSV table ({error})") from error


def read_toml(path: Path, model: type[R]) -> R:
    """Return a TOML file as one checked record.

    Raises KnowledgeError: K002 where it is not TOML, K001 (with the line) for unknown keys and wrong values.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError("K001", where=str(path), detail="not UTF-8. Save the file as UTF-8.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError("K002", where=str(path), detail=str(error)) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{path}:{_line_of(text, first['loc'])}"
        raise KnowledgeError("K001", where=where, detail=in_words(first)) from error


def _checked(model: type[R], values: dict, where: str) -> R:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        # An unknown column explains the missing one: it is the same, misspelt.
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        raise KnowledgeError("K001", where=where, detail=in_words(first)) from error


def in_words(error: Any) -> str:
    """Return what is wrong with a value in plain words, from one of the errors of a ValidationError."""
    place = ".".join(str(part) for part in error["loc"]) or "row"
    value, context = error["input"], error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return f"unknown key {place}. Check the spelling against docs/reference/knowledge.md."
    if error["type"] == "missing":
        return f"{place}: missing"
    if error["type"] == "literal_error":
        return f"{place}: {value!r} is not one of {context['expected']}"
    if error["type"] == "string_pattern_mismatch" and context["pattern"] in FORMS:
        return f"{place}: {value!r} is {FORMS[context['pattern']]}"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"


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
