"""Lays a user's own table over the packaged one: CSV, TSV, or the JSON of a Wikidata query.

Columns are recognised by the names that people and Wikidata give them (`imports.toml`); rows become rows of the
overlay folder that `--knowledge` takes. Rows that cannot be used are returned with the reason, never dropped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dragoman.errors import InputError, UsageError
from dragoman.knowledge.actors import OfficeRules, office_of
from dragoman.knowledge.schema import Row, read_csv, read_toml
from dragoman.knowledge.tables import DATA, TABLES, row_key
from dragoman.knowledge.world import Country

ENTITY = re.compile(r"^https?://www\.wikidata\.org/entity/[QP]\d+$")
INSTANT = re.compile(r"^\+?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")


class Columns(Row):
    """Names that a column of a table may have, by the field that it fills."""

    table: str
    fields: dict[str, tuple[str, ...]]


class ImportRules(Row):
    """`imports.toml`: one block for each table that can be imported."""

    columns: tuple[Columns, ...]
    list_marks: tuple[str, ...] = (";", "|")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: the table, its file in the overlay, counts of rows, and (line, reason) of those refused."""

    table: str
    file: str
    added: int
    replaced: int
    unchanged: int
    rejected: tuple[tuple[int, str], ...]


def import_table(path: Path, into: Path, *, table: str | None = None, sector: str | None = None) -> ImportReport:
    """Write the rows of a user's file into an overlay folder, over rows of the same key.

    Arguments: path, CSV or TSV with a header line, or JSON as the Wikidata query service gives it; into, the
    overlay folder, made if missing; table, its name where the columns fit several; sector, for rows without one.
    Raises InputError for a file that cannot be read, UsageError (U007) where no table fits its columns.
    """
    rules = read_toml(DATA / "imports.toml", ImportRules)
    lines = list(_lines(path))
    if not lines:
        raise InputError("I002", where=str(path))
    plan = _plan(path, lines[0][1], rules, table)
    _, file, model = next(entry for entry in TABLES if entry[0] == plan.table)
    known = _Known(
        read_toml(DATA / "en/offices.toml", OfficeRules), read_csv(DATA / "world/countries.csv", Country), sector
    )
    good: dict[tuple, Row] = {}
    rejected: list[tuple[int, str]] = []
    packaged = {row_key(plan.table, row): row for row in read_csv(DATA / file, model)}
    for number, cells in lines:
        values = _values(cells, plan, rules, known)
        try:
            row = model.model_validate(_filled(values, plan.table, model, packaged))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "row"
            rejected.append((number, f"{field}: {first['msg']}"))
            continue
        good[row_key(plan.table, row)] = row
    return _lay(into / file, file, plan.table, model, good, tuple(rejected))


@dataclass(frozen=True)
class _Known:
    """What turns words of a user's table into codes: offices, countries, and the sector to take where none is given."""

    offices: OfficeRules
    countries: tuple[Country, ...]
    sector: str | None


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line or item number, cells by column)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError("I001", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("I004", where=str(path)) from error
    except OSError as error:
        raise InputError("I011", where=str(path), detail=error.strerror or str(error)) from error
    if text.lstrip()[:1] in ("{", "["):
        yield from _from_json(path, text)
        return
    header = text.split("\n", 1)[0]
    delimiter = "\t" if header.count("\t") > header.count(",") else ","
    for number, cells in enumerate(csv.DictReader(io.StringIO(text), delimiter=delimiter), 2):
        yield number, {(key or "").strip().lstrip("?"): (value or "").strip() for key, value in cells.items() if key}


def _from_json(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a SPARQL result ({"results": {"bindings": […]}}) or of a plain list of objects."""
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError("I005", where=str(path), detail=str(error)) from error
    if isinstance(data, dict):
        data = data.get("results", {}).get("bindings") if isinstance(data.get("results"), dict) else None
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise InputError("I005", where=str(path), detail="neither a list of objects nor a SPARQL result")
    for number, item in enumerate(data, 1):
        yield (
            number,
            {
                key: str(value.get("value", "") if isinstance(value, dict) else "" if value is None else value).strip()
                for key, value in item.items()
            },
        )


def _plan(path: Path, cells: Mapping[str, str], rules: ImportRules, table: str | None) -> Columns:
    """Return the table whose fields the columns fill best."""
    folded = {_fold(name) for name in cells}
    choices = [block for block in rules.columns if table in (None, block.table)]
    if not choices:
        known = ", ".join(block.table for block in rules.columns)
        raise UsageError("U003", detail=repr(table), limit=known)

    def fit(block: Columns) -> int:
        return sum(any(_fold(name) in folded for name in names) for names in block.fields.values())

    best = max(choices, key=fit)
    first = next(iter(best.fields.values()))
    if fit(best) < 2 or not any(_fold(name) in folded for name in first):
        wanted = "; ".join(f"{block.table}: {', '.join(block.fields)}" for block in choices)
        raise UsageError("U007", where=str(path), detail=f"the columns fit no table. Expected are {wanted}")
    return best


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _values(cells: Mapping[str, str], plan: Columns, rules: ImportRules, known: _Known) -> dict[str, Any]:
    """Return the fields of a row from a user's cells; what is empty or a mere Wikidata id is left out."""
    given = {_fold(name): value for name, value in cells.items() if value and not ENTITY.match(value)}
    values: dict[str, Any] = {}
    for field, names in plan.fields.items():
        found = next((given[_fold(name)] for name in names if _fold(name) in given), None)
        if found is not None:
            values[field] = found
    for field in ("aliases", "adjectives", "demonyms", "capital_aliases", "seats"):
        if field in values:
            values[field] = _listed(values[field], rules)
    for field in ("start", "end", "from", "to"):
        if field in values and plan.table != "countries":
            values[field] = _date(values[field])
    if plan.table == "officeholders":
        values = _office(values, known)
    if "country" in values:
        values["country"] = _country(values["country"], known)
    if plan.table in ("officeholders", "organisations") and known.sector and "sector" not in values:
        values["sector"] = known.sector
    return {field: value for field, value in values.items() if value not in (None, "")}


def _listed(cell: str, rules: ImportRules) -> tuple[str, ...]:
    """Return the parts of a list; Wikidata joins the names of an item with commas."""
    mark = next((mark for mark in rules.list_marks if mark in cell), ", ")
    return tuple(dict.fromkeys(part.strip() for part in cell.split(mark) if part.strip()))


def _date(cell: str) -> str:
    """Return an instant of Wikidata as a partial date; the first of January often stands for the year alone."""
    match = INSTANT.match(cell)
    if match is None:
        return cell
    year, month, day = match.groups()
    if month in (None, "00") or "T" in cell and (month, day) == ("01", "01"):
        return year
    return f"{year}-{month}" if day in (None, "00") else f"{year}-{month}-{day}"


def _office(values: dict[str, Any], known: _Known) -> dict[str, Any]:
    """Read "Minister of Foreign Affairs of Norway" as the office and the country that it serves."""
    words = str(values.get("role", "")).strip()
    role, _, rest = words.rpartition(" of ")
    if rest and _iso(rest.removeprefix("the "), known) and role:
        values.setdefault("country", rest.removeprefix("the "))
        words = role
    country = _iso(str(values.get("country", "")), known)
    office = office_of(known.offices.index, words, country)
    if office is not None:
        values["role"] = office.role
        if office.sector:
            values.setdefault("sector", office.sector)
    return values


def _country(cell: str, known: _Known) -> str:
    """Return the ISO alpha-3 code of a country written as code or name; the cell itself where it is neither."""
    return _iso(cell, known) or cell


def _iso(cell: str, known: _Known) -> str | None:
    folded = cell.casefold()
    for row in known.countries:
        if cell in (row.iso3, row.iso2) or folded in (name.casefold() for name in row.names):
            return row.iso3
    return None


def _filled(values: dict[str, Any], table: str, model: type[Row], packaged: Mapping[tuple, Row]) -> dict[str, Any]:
    """Return values with what the packaged row of the same key has besides; lists are joined."""
    try:
        key = row_key(table, model.model_construct(**_by_field(values, model)))
    except AttributeError:
        return values
    old = packaged.get(key)
    if old is None:
        return values
    merged = {name: value for name, value in old.model_dump(by_alias=True).items() if value not in (None, ())}
    for name, value in values.items():
        merged[name] = tuple(dict.fromkeys((*value, *merged.get(name, ())))) if isinstance(value, tuple) else value
    return merged


def _by_field(values: dict[str, Any], model: type[Row]) -> dict[str, Any]:
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    return {names.get(key, key): value for key, value in values.items()}


def _lay(
    target: Path,
    file: str,
    table: str,
    model: type[Row],
    rows: Mapping[tuple, Row],
    rejected: tuple[tuple[int, str], ...],
) -> ImportReport:
    """Write rows into the overlay, over those that it has of the same key."""
    before = {row_key(table, row): row for row in read_csv(target, model)} if target.is_file() else {}
    added = [key for key in rows if key not in before]
    replaced = [key for key, row in rows.items() if key in before and before[key] != row]
    if added or replaced:
        columns = [field.alias or name for name, field in model.model_fields.items()]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for row in {**before, **rows}.values():
            cells = row.model_dump(by_alias=True)
            writer.writerow(
                ";".join(value) if isinstance(value, tuple) else "" if value is None else value
                for value in (cells[column] for column in columns)
            )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(out.getvalue(), encoding="utf-8")
        except OSError as error:
            raise InputError("I011", where=str(target), detail=error.strerror or str(error)) from error
    unchanged = len(rows) - len(added) - len(replaced)
    return ImportReport(table, file, len(added), len(replaced), unchanged, rejected)
