"""Data Package: a .zip of events.csv, mentions.csv and documents.csv (without texts), described in datapackage.json.

The description follows Tabular Data Package of Frictionless Data: names, types and meaning of every column, keys
between the tables. The same events give the same bytes: nothing in the file tells when it was made.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, BinaryIO

from dragoman.export.common import EventWriter, Kept
from dragoman.export.csvfile import COLUMNS, EVENT_COLUMNS, csv_line, defuse, event_row, mention_row
from dragoman.records import SCHEMA_VERSION, Document

IN_MEMORY = 8_000_000  # bytes of a table before it goes to a temporary file
MADE = (1980, 1, 1, 0, 0, 0)
DOCUMENT_COLUMNS = ("id", "published", "title", "source", "url", "characters")
TYPES = {
    "score": "number", "goldstein": "number", "confidence": "number", "place_lat": "number", "place_lon": "number",
    "sources": "integer", "trigger_start": "integer", "trigger_end": "integer", "evidence_start": "integer",
    "evidence_end": "integer", "characters": "integer", "date_earliest": "date", "date_latest": "date",
    "first_published": "date", "last_published": "date", "published": "date",
}  # fmt: skip
MEANING = {
    "id": "stable id",
    "event": "id of the merged event",
    "document": "id of the document",
    "type": "PLOVER event type, or STATEMENT",
    "mode": "PLOVER mode",
    "contexts": "PLOVER contexts, parted by '; '",
    "cameo": "CAMEO code; text, its zeros count",
    "quad": "verbal or material cooperation or conflict",
    "score": "PLOVER conflict-cooperation score, -10 to 10",
    "goldstein": "Goldstein's score of the CAMEO code, -10 to 10",
    "status": "actual, planned, possible, conditional or negated",
    "actors": "who did it, parted by '; '",
    "recipients": "to or against whom, parted by '; '",
    "date": "when, as EDTF",
    "date_basis": "how the date was found",
    "place_lat": "degrees north, WGS 84",
    "place_lon": "degrees east, WGS 84",
    "evidence": "words that support the record",
    "mentions": "ids of its mentions, the best told first",
    "documents": "ids of its documents",
    "outcome": "what became of a planned event",
    "conflicts": "fields on which the mentions differ",
    "confidence": "calibrated probability that the event is one",
    "flags": "what a careful reader would question",
    "characters": "length of the text in code points",
}
SOURCES_OF = {"events": "number of independent sources", "mentions": "who vouches for it, parted by '; '"}


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    with ExitStack() as stack, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        files = {name: stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY)) for name in COLUMNS_OF}
        _fill(events, files)
        _add(package, "datapackage.json", io.BytesIO(json.dumps(_description(), indent=2).encode() + b"\n"))
        for name, file in files.items():
            file.seek(0)
            _add(package, f"{name}.csv", file)


def _fill(events: Iterable[Kept], files: dict[str, Any]) -> None:
    for name, columns in COLUMNS_OF.items():
        _row(files[name], columns)
    seen: set[str] = set()
    for kept in events:
        _row(files["events"], event_row(kept.event))
        for mention in kept.mentions:
            document = kept.documents.get(mention.document) or Document(id=mention.document, text="")
            _row(files["mentions"], [kept.event.id, *mention_row(mention, document)])
        for document in kept.documents.values():
            if document.id not in seen:
                seen.add(document.id)
                _row(files["documents"], _document(document))


def _document(document: Document) -> list[str]:
    values = (document.id, document.published, document.title, document.source, document.url, len(document.text))
    return [defuse(value) for value in values]


def _row(file: Any, cells: Iterable[str]) -> None:
    file.write(csv_line(list(cells)).encode("utf-8", "replace"))


def _add(package: zipfile.ZipFile, name: str, content: Any) -> None:
    info = zipfile.ZipInfo(name, MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    with package.open(info, "w", force_zip64=True) as member:
        shutil.copyfileobj(content, member)


COLUMNS_OF: dict[str, tuple[str, ...]] = {
    "events": tuple(name for name, _ in EVENT_COLUMNS),
    "mentions": ("event", *(name for name, _ in COLUMNS)),
    "documents": DOCUMENT_COLUMNS,
}


def _description() -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "dragoman-events",
        "title": "Events, their mentions and their documents",
        "description": "Events coded from news by dragoman. A text cell that a spreadsheet would take for a formula "
        "begins with an apostrophe. Texts of the documents are not part of the package.",
        "version": SCHEMA_VERSION,
        "resources": [_resource(name, columns) for name, columns in COLUMNS_OF.items()],
    }


def _resource(name: str, columns: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(name, column) for column in columns], "missingValues": [""]}
    schema["primaryKey"] = "id"
    if name == "mentions":
        schema["foreignKeys"] = [
            {"fields": "event", "reference": {"resource": "events", "fields": "id"}},
            {"fields": "document", "reference": {"resource": "documents", "fields": "id"}},
        ]
    return {
        "name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
    }  # fmt: skip


def _field(table: str, column: str) -> dict[str, str]:
    kind = TYPES.get(column, "string")
    meaning = MEANING.get(column)
    if column == "sources":
        kind, meaning = ("integer" if table == "events" else "string"), SOURCES_OF[table]
    return {"name": column, "type": kind, **({"description": meaning} if meaning else {})}


EVENT_WRITER = EventWriter("datapackage", ".zip", _write)
