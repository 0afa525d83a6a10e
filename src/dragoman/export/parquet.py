"""Parquet: one merged event a row with nested actors, typed columns, in row groups of 10,000; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from dragoman.export.common import EventWriter, Kept
from dragoman.records import SCHEMA_VERSION, Event

ROW_GROUP = 10_000


def _schema() -> Any:
    """Return the Arrow schema: the fields of an Event in their order."""
    import pyarrow as pa

    text, real, day, texts = pa.string(), pa.float64(), pa.date32(), pa.list_(pa.string())
    party = pa.struct([(name, text) for name in ("name", "person", "office", "country", "sector", "code")])
    reading = pa.struct([("value", text), ("text", text), ("mentions", texts)])
    kinds = {
        "score": real, "goldstein": real, "confidence": real, "sources": pa.int32(), "contexts": texts,
        "mentions": texts, "documents": texts, "flags": texts, "first_published": day, "last_published": day,
        "actors": pa.list_(party), "recipients": pa.list_(party),
        "date": pa.struct([("edtf", text), ("earliest", day), ("latest", day), ("basis", text)]),
        "place": pa.struct([("name", text), ("country", text), ("lat", real), ("lon", real), ("feature", text)]),
        "outcome": pa.struct([("kind", text), ("event", text)]),
        "conflicts": pa.list_(pa.struct([("field", text), ("readings", pa.list_(reading))])),
    }  # fmt: skip
    fields = [(field.alias or name, kinds.get(name, text)) for name, field in Event.model_fields.items()]
    return pa.schema(fields, metadata={"dragoman.schema": SCHEMA_VERSION})


def to_arrow(rows: Iterable[Event] | Iterable[dict[str, Any]]) -> Any:
    """Return merged events, or counts such as those of `dyad`, as a pyarrow.Table, one a row.

    Events have the columns of Parquet files, counts those of their keys. `to_arrow(…).to_pandas()` is a data frame.
    """
    import pyarrow as pa

    found = list(rows)
    if found and isinstance(found[0], dict):
        return pa.Table.from_pylist(found)
    return pa.Table.from_pylist([event.model_dump(by_alias=True) for event in found], schema=_schema())  # type: ignore[union-attr]


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema()
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _groups(events):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _groups(events: Iterable[Kept]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(events)
    while group := [kept.event.model_dump(by_alias=True) for kept in islice(rows, ROW_GROUP)]:
        yield group


EVENT_WRITER = EventWriter("parquet", ".parquet", _write)
