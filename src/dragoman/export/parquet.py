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


def to_arrow(events: Iterable[Event]) -> Any:
    """Return merged events as a pyarrow.Table, one a row, with the columns that Parquet files have.

    `to_arrow(events).to_pandas()` is a data frame.
    """
    import pyarrow as pa

    return pa.Table.from_pylist([event.model_dump(by_alias=True) for event in events], schema=_schema())


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
