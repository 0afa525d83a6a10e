"""Lays a user's own table over the packaged one: CSV, TSV, or the JSON of a Wikidata query.

Columns are recognised by the names that people and Wikidata give them (`imports.toml`); rows become rows of the
overlay folder that `--knowledge` takes. Rows that cannot be used are returned with the reason, never dropped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from dragoman.errors import InputError, UsageError
from dragoman.knowledge.actors import OfficeRules, Organisation, Sector, expand_offices, office_of
from dragoman.knowledge.schema import Row, in_words, read_csv, read_toml
from dragoman.knowledge.tables import DATA, TABLES, Facts, load_knowledge, overlaid, row_key, same_fact
from dragoman.knowledge.user_dates import is_ambiguous, read_date
from dragoman.knowledge.user_files import Line, csv_lines, json_lines, read_text
from dragoman.knowledge.world import Country

# An item of Wikidata without a label is told by its id.
ENTITY = re.compile(r"^(?:https?://www\.wikidata\.org/entity/)?([QP]\d+)$")
# What Wikidata gives where it knows that there is a value, but not which.
UNKNOWN = re.compile(r"^https?://www\.wikidata\.org/\.well-known/genid/|^_:")
POINT = re.compile(r"^Point\((-?[\d.]+) (-?[\d.]+)\)$")
DATES = ("start", "end", "from", "to")
ENDS = ("end", "to")
# An end that a user says is none; an empty cell may only be unknown.
OPEN = ""


class Columns(Row):
    """Names that a column of a table may have, by the field that it fills."""

    table: str
    needs: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


class ImportRules(Row):
    """`imports.toml`: one block for each table that can be imported."""

    columns: tuple[Columns, ...]
    list_marks: tuple[str, ...] = (";", "|")
    open_ends: frozenset[str] = frozenset()
    no_dates: frozenset[str] = frozenset()
    months: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: the table, its file in the overlay, counts of rows, and (number, reason) of those refused.

    `merged` counts rows that were joined to another one of the file with the same key; `unit` says what the numbers of
    the rejected rows count: lines, or items of JSON; `unused` names columns of which nothing was taken.
    """

    table: str
    file: str
    added: int
    replaced: int
    unchanged: int
    rejected: tuple[tuple[int, str], ...]
    merged: int = 0
    unit: str = "line"
    unused: tuple[str, ...] = ()


def import_table(
    path: Path, into: Path, *, table: str | None = None, sector: str | None = None, text: str | None = None
) -> ImportReport:
    """Write the rows of a user's file into an overlay folder, over rows of the same key.

    Arguments: path, CSV or TSV with a header line, or JSON as the Wikidata query service gives it; into, the
    overlay folder, made if missing; table, its name where the columns fit several; sector, for rows without one;
    text, what the file holds (read as UTF-8 if not given).
    Raises InputError for a file that cannot be read; UsageError U003 for an unknown table or sector, U007 where no
    table fits the columns or there are no rows; KnowledgeError where the overlay folder is broken.
    """
    if sector is not None and sector not in get_args(Sector):
        raise UsageError("U003", detail=repr(sector), limit=", ".join(sorted(get_args(Sector))))
    rules = read_toml(DATA / "imports.toml", ImportRules)
    text = read_text(path) if text is None else text
    unit = "item" if text.lstrip()[:1] in ("{", "[") else "line"
    lines = list(json_lines(path, text) if unit == "item" else csv_lines(path, text))
    if not lines:
        raise UsageError("U007", where=str(path), detail="there are no rows under the header line")
    names = tuple(dict.fromkeys(name for line in lines for name in line.cells))
    plan = _plan(path, names, rules, table)
    _, file, model = next(entry for entry in TABLES if entry[0] == plan.table)
    known = _known(into, sector)
    packaged = read_csv(DATA / file, model)
    own = read_csv(into / file, model) if (into / file).is_file() else ()
    before = Facts(plan.table, overlaid(plan.table, own, packaged))
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
    unused = _unused(names, lines, plan)
    return replace(report, rejected=tuple(rejected), merged=merged, unit=unit, unused=unused)


@dataclass(frozen=True)
class _Known:
    """What turns words of a user's table into codes: offices, countries, international bodies, and the sector to take
    where none is given."""

    offices: OfficeRules
    roles: frozenset[str]
    codes: dict[str, str]
    bodies: frozenset[str]
    sector: str | None


def _known(into: Path, sector: str | None) -> _Known:
    """Return what is known with the overlay folder as it is: its own offices, countries and bodies count."""

    def rows(file: str, model: type[Row]) -> Iterator[Any]:
        for path in (into / file, DATA / file):
            if path.is_file():
                yield from read_csv(path, model)

    own = into / "en/offices.toml"
    offices = read_toml(own if own.is_file() else DATA / "en/offices.toml", OfficeRules)
    codes: dict[str, str] = {}
    for row in rows("world/countries.csv", Country):
        for name in (row.iso3, row.iso2, *row.names, *row.adjectives):
            codes.setdefault(name.casefold(), row.iso3)
    bodies = {
        name.casefold()
        for body in rows("world/organisations.csv", Organisation)
        if body.sector == "IGO"
        for name in (body.name, *body.aliases)
    }
    roles = frozenset(office.role for office in expand_offices(offices))
    return _Known(offices, roles, codes, frozenset(bodies), sector)


def _row(
    line: Line, plan: Columns, rules: ImportRules, known: _Known, model: type[Row], before: Facts
) -> tuple[Row | None, str]:
    """Return the row of a line, or None with the reason in plain words."""
    if line.beyond:
        return None, f"more cells than columns: {', '.join(line.beyond)}"
    values = _filled(_values(line.cells, plan, rules, known), plan.table, model, before)
    reason = _nameless(line.cells, values, plan, model) or _objection(values, plan.table, model, known)
    if reason:
        return None, reason
    try:
        return model.model_validate(values), ""
    except ValidationError as error:
        return None, in_words(error.errors()[0])


def _nameless(cells: Mapping[str, str], values: dict[str, Any], plan: Columns, model: type[Row]) -> str | None:
    """Return that a field has nothing but a Wikidata id, or a value that Wikidata does not know, where that matters."""
    needed = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    for field in plan.fields:
        if field in values or field not in needed | {"country", *ENDS}:
            continue
        given = [cells[name] for name in cells if _fold(name) in _names(plan, field) and cells[name]]
        # Of an item and its label, the label is told, which is the id again where there is none.
        ids = [match[1] for cell in given if (match := ENTITY.match(cell))]
        if ids:
            return f"{field}: {ids[-1]} is a Wikidata id, not a name; ask for labels, or write the name"
        if any(UNKNOWN.match(cell) for cell in given):
            return f"{field}: Wikidata has no known value here; give one, or take the row out"
    return None


def _objection(values: dict[str, Any], table: str, model: type[Row], known: _Known) -> str | None:
    """Return what is wrong with the values of a row, in words that help to mend it."""
    for field in ("country", "iso3"):
        if field in values and not re.fullmatch("[A-Z]{3}", values[field]):
            return f"{field}: {values[field]!r} is no country that world/countries.csv knows; give its ISO 3166-1 code"
    for field in DATES:
        if field in values and table != "countries" and read_date(values[field], {}) != values[field]:
            if is_ambiguous(values[field]):
                return f"{field}: {values[field]!r} has day and month in either order; write YYYY-MM-DD"
            return f"{field}: {values[field]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
    if table == "officeholders" and values.get("role") and values["role"] not in known.roles:
        return f"role: {values['role']!r} is no office that en/offices.toml knows; use its words, or add the office"
    for name, field in model.model_fields.items():
        if field.is_required() and (field.alias or name) not in values:
            hint = "; give --sector" if name == "sector" else ""
            return f"{field.alias or name}: missing{hint}"
    return None


def _plan(path: Path, columns: Iterable[str], rules: ImportRules, table: str | None) -> Columns:
    """Return the table whose required columns, and then whose other columns, are there."""
    columns = tuple(columns)
    folded = {_fold(name) for name in columns}
    choices = [block for block in rules.columns if table in (None, block.table)]
    if not choices:
        known = ", ".join(block.table for block in rules.columns)
        raise UsageError("U003", detail=repr(table), limit=known)

    def present(block: Columns, field: str) -> bool:
        return not folded.isdisjoint(_names(block, field))

    def fit(block: Columns) -> tuple[int, int]:
        return sum(present(block, field) for field in block.needs), sum(present(block, f) for f in block.fields)

    best = max(choices, key=lambda block: (fit(block)[0] == len(block.needs), fit(block)[1], fit(block)[0]))
    if fit(best)[0] < len(best.needs) or fit(best)[1] < 2:
        wanted = "; ".join(f"{block.table} needs {', '.join(block.needs)}" for block in choices)
        detail = (
            f"the columns fit no table ({', '.join(filter(None, columns))}): {wanted}. "
            "Rename them; docs/reference/knowledge.md lists the names that are known."
        )
        raise UsageError("U007", where=str(path), detail=detail)
    return best


@lru_cache(maxsize=4096)
def _fold(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _names(plan: Columns, field: str) -> frozenset[str]:
    """Return the names that a column for a field may have, folded."""
    return frozenset(map(_fold, plan.fields[field]))


def _unused(columns: Iterable[str], lines: Iterable[Line], plan: Columns) -> tuple[str, ...]:
    """Return the columns of which no field takes anything; mere Wikidata ids are no loss."""
    used = {name for field in plan.fields for name in _names(plan, field)} | {""}
    left = [name for name in columns if _fold(name) not in used]
    told = {name for line in lines for name in left if line.cells.get(name) and not ENTITY.match(line.cells[name])}
    return tuple(name for name in left if name in told)


def _values(cells: Mapping[str, str], plan: Columns, rules: ImportRules, known: _Known) -> dict[str, Any]:
    """Return the fields of a row from a user's cells; what is empty or a mere Wikidata id is left out."""
    given = {
        _fold(name): value
        for name, value in cells.items()
        if value and not ENTITY.match(value) and not UNKNOWN.match(value)
    }
    values: dict[str, Any] = {}
    for field, names in plan.fields.items():
        found = next((given[_fold(name)] for name in names if _fold(name) in given), None)
        if found is not None:
            values[field] = found
    for field in ("aliases", "adjectives", "demonyms", "capital_aliases", "seats"):
        if field in values:
            values[field] = _listed(values[field], rules)
    for field in DATES:
        if field in values and plan.table != "countries":
            values[field] = _date(values[field], field, rules)
    if plan.table == "officeholders":
        values = _office(values, known)
    if "country" in values:
        values["country"] = known.codes.get(values["country"].casefold(), values["country"])
    if plan.table in ("officeholders", "organisations") and known.sector:
        values.setdefault("sector", known.sector)
    if plan.table == "organisations":
        values.setdefault("kind", "organisation")
    if plan.table == "places" and (point := POINT.match(values.get("lat", ""))):
        values |= {"lon": point[1], "lat": point[2]}
    return {field: value for field, value in values.items() if value not in (None, ()) and (value or field in ENDS)}


def _listed(cell: str, rules: ImportRules) -> tuple[str, ...]:
    """Return the parts of a list; Wikidata joins the names of an item with commas."""
    mark = next((mark for mark in rules.list_marks if mark in cell), ", ")
    return tuple(dict.fromkeys(part.strip() for part in cell.split(mark) if part.strip()))


def _date(cell: str, field: str, rules: ImportRules) -> str | None:
    """Return a date as the tables write it, OPEN for an end that is none, None for a dash; else the cell as it is."""
    if cell.casefold() in rules.no_dates:
        return None
    if field in ENDS and cell.casefold() in rules.open_ends:
        return OPEN
    return read_date(cell, rules.months) or cell


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


def _filled(values: dict[str, Any], table: str, model: type[Row], before: Facts) -> dict[str, Any]:
    """Return values with what the row of the same key has besides; lists are joined."""
    wanted = model.model_construct(**{n: () if f.default == () else None for n, f in model.model_fields.items()})
    wanted = wanted.model_copy(update=_by_field(values, model))
    old = before.same(wanted)
    known = old.model_dump(by_alias=True) if old is not None else {}
    if old is None and values.get("start") and (other := before.overlapping(wanted)) is not None:
        # The same term in another spelling, or with other dates: these are the user's.
        aliases = tuple(name for name in (other.person, *other.aliases) if name != values.get("person"))
        agree = same_fact(table, wanted.model_copy(update={"person": other.person}), other)
        known = {"sector": other.sector, "end": other.end if agree else None, "aliases": aliases}
    merged = {name: value for name, value in known.items() if value not in (None, ())}
    for name, value in values.items():
        merged[name] = tuple(dict.fromkeys((*value, *merged.get(name, ())))) if isinstance(value, tuple) else value
    return {name: value for name, value in merged.items() if value != OPEN}


def _joined(first: Row, second: Row) -> Row:
    """Return two rows of one key as one: the later row's values where it has any, the lists of both."""
    values = {
        name: tuple(dict.fromkeys((*getattr(first, name), *value))) if isinstance(value, tuple) else value
        for name, value in second
        if value is not None
    }
    return first.model_copy(update=values)


def _by_field(values: dict[str, Any], model: type[Row]) -> dict[str, Any]:
    return {next((n for n, f in model.model_fields.items() if f.alias == key), key): v for key, v in values.items()}


def _lay(
    target: Path, file: str, table: str, rows: tuple[Row, ...], own: tuple[Row, ...], before: Facts
) -> ImportReport:
    """Write rows into the overlay, over those that it has of the same key; what is as before is not written."""
    old = [before.same(row) for row in rows]
    new = [row for row, was in zip(rows, old) if was != row]
    replaced = sum(was != row and (was or before.overlapping(row)) is not None for row, was in zip(rows, old))
    if new:
        laid = Facts(table, new)
        kept = [laid.same(row) or row for row in own]
        there = set(kept)
        _write(target, (*kept, *(row for row in new if row not in there)))
        load_knowledge.cache_clear()
    return ImportReport(table, file, len(new) - replaced, replaced, len(rows) - len(new), ())


def _write(target: Path, rows: tuple[Row, ...]) -> None:
    columns = [field.alias or name for name, field in type(rows[0]).model_fields.items()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
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
