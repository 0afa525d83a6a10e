"""Writes event mentions (tables, JSON Lines, CSV) and merged events in the formats that other tools read."""

from __future__ import annotations

from dragoman.export import (
    annotation,
    atom,
    csvfile,
    datapackage,
    gdelt,
    graphml,
    ical,
    icews,
    jsonl,
    parquet,
    petrarch,
    phoenix,
    polecat,
    table,
)
from dragoman.export.common import EventWriter, Kept, Layout, Writer

WRITERS: dict[str, Writer] = {writer.name: writer for writer in (table.WRITER, jsonl.WRITER, csvfile.WRITER)}

EVENT_WRITERS: dict[str, EventWriter] = {
    writer.name: writer
    for writer in (
        jsonl.EVENT_WRITER,
        csvfile.EVENT_WRITER,
        parquet.EVENT_WRITER,
        *gdelt.EVENT_WRITERS,
        icews.EVENT_WRITER,
        polecat.EVENT_WRITER,
        phoenix.EVENT_WRITER,
        petrarch.EVENT_WRITER,
        graphml.EVENT_WRITER,
        ical.EVENT_WRITER,
        atom.EVENT_WRITER,
        annotation.EVENT_WRITER,
        datapackage.EVENT_WRITER,
    )
}

__all__ = ["EVENT_WRITERS", "WRITERS", "EventWriter", "Kept", "Layout", "Writer"]
