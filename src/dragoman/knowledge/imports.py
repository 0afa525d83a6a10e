"""Lays a user's own table over the packaged one: CSV, TSV, or the JSON of a Wikidata query.

Columns are recognised by the names that people and Wikidata give them (`imports.toml`); rows become rows of the
overlay folder that `--knowledge` takes. Rows that cannot be used are returned with the reason, never dropped.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from dragoman.errors import InputError, UsageError
from dragoman.knowledge.actors import OfficeRules, Organisation, Sector, expand_offices, office_of
from dragoman.knowledge.schema import PARTIAL_DATE, Row, read_csv, read_toml
from dragoman.knowledge.tables import DATA, TABLES, load_knowledge, overlaid, row_key, same_fact
from dragoman.knowledge.user_files import Line, csv_lines, json_lines, read_text
from dragoman.knowledge.world import Country

# An item of Wikidata without a label is told by its id.
ENTITY = re.compile(r"^(?:https?://www\.wikidata\.org/entity/)?[QP]\d+$")
POINT = re.compile(r"^Point\((-?[\d.]+) (-?[\d.]+)\)$")
INSTANT = re.compile(r"^\+?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")


class Columns(Row):
    """Names that a column of a table may have, by the field that it fills."""

    table: str
    needs: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


class ImportRules(Row):
    """`imports.toml`: one block for each table that can be imported."""

    columns: tuple[Columns, ...]
    list_marks: tuple[str, ...] = (";", "|")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: the table, its file in the overlay, counts of rows, and (number, reason) of those refused.

    `merged` counts rows that were joined to another one of the file with the same key; `unit` says what the numbers of
    the rejected rows count: lines, or items of JSON.
    """

    table: str
    file: str
    added: int
    replaced: int
    unchanged: int
    rejected: tuple[tuple[int, str], ...]
    merged: int = 0
    unit: str = "line"


def import_table(path: Path, into: Path, *, table: str | None = None, sector: str | None = None) -> ImportReport:
    """Write the rows of a user's file into an overlay folder, over rows of the same key.

    Arguments: path, CSV or TSV with a header line, or JSON as the Wikidata query service gives it; into, the
    overlay folder, made if missing; table, its name where the columns fit several; sector, for rows without one.
    Raises InputError for a file that cannot be read; UsageError U003 for an unknown table or sector, U007 where no
    table fits the columns or there are no rows.
    """
    if sector is not None and sector not in get_args(Sector):
        raise UsageError("U003", detail=repr(sector), limit=", ".join(sorted(get_args(Sector))))
    rules = read_toml(DATA / "imports.toml", ImportRules)
    text = read_text(path)
    unit = "item" if text.lstrip()[:1] in ("{", "[") else "line"
    lines = list(json_lines(path, text) if unit == "item" else csv_lines(text))
    if not lines:
        raise UsageError("U007", where=str(path), detail="there are no rows under the header line")
    plan = _plan(path, lines[0].cells, rules, table)
    _, file, model = next(entry for entry in TABLES if entry[0] == plan.table)
    known = _known(sector)
    packaged = read_csv(DATA / file, model)
    own = read_csv(into / file, model) if (into / file).is_file() else ()
    before = overlaid(plan.table, own, packaged)
    good: dict[tuple, dict[str, Any]] = {}
    rejected: list[tuple[int, str]] = []
    merged = 0
    for line in lines:
        row, reason = _row(line, plan, rules, known, model, before)
        if row is None:
            rejected.append((line.number, reason))
            continue
        key = row_key(plan.table, row)
        merged += key in good
        good[key] = _joined(good[key], row) if key in good else row
    report = _lay(into / file, file, plan.table, tuple(good.values()), own, before)
    return replace(report, rejected=tuple(rejected), merged=merged, unit=unit)


@dataclass(frozen=True)
class _Known:
    """What turns words of a user's table into codes: offices, countries, international bodies, and the sector to take
    where none is given."""

    offices: OfficeRules
    roles: frozenset[str]
    codes: dict[str, str]
    bodies: frozenset[str]
    sector: str | None


def _known(sector: str | None) -> _Known:
    offices = read_toml(DATA / "en/offices.toml", OfficeRules)
    codes: dict[str, str] = {}
    for row in read_csv(DATA / "world/countries.csv", Country):
        for name in (row.iso3, row.iso2, *row.names, *row.adjectives):
            codes.setdefault(name.casefold(), row.iso3)
    bodies = {
        name.casefold()
        for body in read_csv(DATA / "world/organisations.csv", Organisation)
        if body.sector == "IGO"
        for name in (body.name, *body.aliases)
    }
    roles = frozenset(office.role for office in expand_offices(offices))
    return _Known(offices, roles, codes, frozenset(bodies), sector)


def _row(
    line: Line, plan: Columns, rules: ImportRules, known: _Known, model: type[Row], before: tuple[Row, ...]
) -> tuple[Row | None, str]:
    """Return the row of a line, or None with the reason in plain words."""
    if line.beyond:
        return None, f"more cells than columns: {', '.join(line.beyond)}"
    values = _filled(_values(line.cells, plan, rules, known), plan.table, model, before)
    reason = _objection(values, plan.table, model, known)
    if reason:
        return None, reason
    try:
        return model.model_validate(values), ""
    except ValidationError as error:
        first = error.errors()[0]
        return None, f"{'.'.join(map(str, first['loc'])) or 'row'}: {first['msg'].removeprefix('Value error, ')}"


def _objection(values: dict[str, Any], table: str, model: type[Row], known: _Known) -> str | None:
    """Return what is wrong with the values of a row, in words that help to mend it."""
    for field in ("country", "iso3"):
        if field in values and not re.fullmatch("[A-Z]{3}", values[field]):
            return f"{field}: {values[field]!r} is no country that the tables know"
    for field in ("start", "end", "from", "to"):
        if field in values and table != "countries" and not _is_date(values[field]):
            return f"{field}: {values[field]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
    if table == "officeholders" and values.get("role") and values["role"] not in known.roles:
        return f"role: {values['role']!r} is no office that en/offices.toml knows"
    for name, field in model.model_fields.items():
        if field.is_required() and (field.alias or name) not in values:
            hint = "; give --sector" if name == "sector" else ""
            return f"{field.alias or name}: missing{hint}"
    return None


def _is_date(cell: str) -> bool:
    if re.fullmatch(PARTIAL_DATE, cell) is None:
        return False
    try:
        dt.date.fromisoformat(f"{cell}-01-01"[:10] if len(cell) == 4 else f"{cell}-01"[:10])
    except ValueError:
        return False
    return True


def _plan(path: Path, cells: Mapping[str, str], rules: ImportRules, table: str | None) -> Columns:
    """Return the table whose required columns, and then whose other columns, are there."""
    folded = {_fold(name) for name in cells}
    choices = [block for block in rules.columns if table in (None, block.table)]
    if not choices:
        known = ", ".join(block.table for block in rules.columns)
        raise UsageError("U003", detail=repr(table), limit=known)

    def present(block: Columns, field: str) -> bool:
        return any(_fold(name) in folded for name in block.fields[field])

    def fit(block: Columns) -> tuple[int, int]:
        return sum(present(block, field) for field in block.needs), sum(present(block, f) for f in block.fields)

    best = max(choices, key=lambda block: (fit(block)[0] == len(block.needs), fit(block)[1], fit(block)[0]))
    if fit(best)[0] < len(best.needs) or fit(best)[1] < 2:
        wanted = "; ".join(f"{block.table} needs {', '.join(block.needs)}" for block in choices)
        raise UsageError("U007", where=str(path), detail=f"the columns fit no table: {wanted}")
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
        values["country"] = known.codes.get(values["country"].casefold(), values["country"])
    if plan.table in ("officeholders", "organisations") and known.sector:
        values.setdefault("sector", known.sector)
    if plan.table == "organisations":
        values.setdefault("kind", "organisation")
    if plan.table == "places" and (point := POINT.match(given.get("coordinates", given.get("coord", "")))):
        values.setdefault("lon", point[1])
        values.setdefault("lat", point[2])
    return {field: value for field, value in values.items() if value not in (None, "", ())}


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
    told = known.codes.get(str(values.get("country", "")).casefold())
    for role, country in _readings(words, known):
        office = office_of(known.offices.index, role, country or told)
        if office is not None:
            values["role"] = office.role
            if office.sector:
                values.setdefault("sector", office.sector)
            if country:
                values.setdefault("country", country)
            return values
    return values


def _readings(words: str, known: _Known) -> Iterator[tuple[str, str | None]]:
    """Yield (office, country) as a position may be meant: with its country behind, in front, or left out."""
    yield words, None
    parts = words.split(" of ")
    for n in range(1, len(parts)):
        rest = " of ".join(parts[n:]).removeprefix("the ").casefold()
        if rest in known.codes:
            yield " of ".join(parts[:n]), known.codes[rest]
        if rest in known.bodies:
            yield " of ".join(parts[:n]), None
    tokens = words.split()
    for n in range(1, min(5, len(tokens))):
        owner = " ".join(tokens[:n]).casefold().removesuffix("'s").removesuffix("’s")
        if owner in known.codes:
            yield " ".join(tokens[n:]), known.codes[owner]


def _filled(values: dict[str, Any], table: str, model: type[Row], before: tuple[Row, ...]) -> dict[str, Any]:
    """Return values with what the row of the same key has besides; lists are joined."""
    wanted = model.model_construct(**{f.alias or n: None for n, f in model.model_fields.items()})
    wanted = wanted.model_copy(update=_by_field(values, model))
    old = next((row for row in before if same_fact(table, wanted, row)), None)
    if old is None:
        return values
    merged = {name: value for name, value in old.model_dump(by_alias=True).items() if value not in (None, ())}
    for name, value in values.items():
        merged[name] = tuple(dict.fromkeys((*value, *merged.get(name, ())))) if isinstance(value, tuple) else value
    return merged


def _joined(first: Row, second: Row) -> Row:
    """Return two rows of one key as one: the later row's values, the lists of both."""
    lists = {
        name: tuple(dict.fromkeys((*getattr(first, name), *value)))
        for name, value in second
        if isinstance(value, tuple)
    }
    return second.model_copy(update=lists)


def _by_field(values: dict[str, Any], model: type[Row]) -> dict[str, Any]:
    return {next((n for n, f in model.model_fields.items() if f.alias == key), key): v for key, v in values.items()}


def _lay(
    target: Path,
    file: str,
    table: str,
    rows: tuple[Row, ...],
    own: tuple[Row, ...],
    before: tuple[Row, ...],
) -> ImportReport:
    """Write rows into the overlay, over those that it has of the same key; what is as before is not written."""
    old = {n: next((b for b in before if same_fact(table, row, b)), None) for n, row in enumerate(rows)}
    new = [row for n, row in enumerate(rows) if old[n] != row]
    replaced = sum(old[n] is not None and old[n] != row for n, row in enumerate(rows))
    if new:
        kept = [next((other for other in new if same_fact(table, other, row)), row) for row in own]
        columns = [field.alias or name for name, field in type(new[0]).model_fields.items()]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for row in (*kept, *(row for row in new if row not in kept)):
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
        load_knowledge.cache_clear()
    return ImportReport(table, file, len(new) - replaced, replaced, len(rows) - len(new), ())
