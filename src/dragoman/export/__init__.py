"""Writes event mentions: a table for readers, JSON Lines and CSV for programs."""

from __future__ import annotations

from dragoman.export import csvfile, jsonl, table
from dragoman.export.common import Layout, Writer

WRITERS: dict[str, Writer] = {writer.name: writer for writer in (table.WRITER, jsonl.WRITER, csvfile.WRITER)}

__all__ = ["WRITERS", "Layout", "Writer"]
