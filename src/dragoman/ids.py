"""Ids are digests of content, so that a second run or another machine adds nothing. Made only here."""

from __future__ import annotations

import hashlib


def digest(*parts: str, length: int = 16) -> str:
    """Return a stable hexadecimal digest of the parts, `length` characters long."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=32).hexdigest()[:length]


def document_id(text: str) -> str:
    """Return the id of a document that came without one: a hash of its text."""
    return "d" + digest(text, length=15)


def entity_id(document: str, key: str) -> str:
    """Return the id of an actor within a document."""
    return "a" + digest(document, key, length=11)


def event_id(document: str, version: str, type_: str, start: int, end: int, told: str) -> str:
    """Return the id of an event mention: the same input and the same version give the same id."""
    return "e" + digest(document, version, type_, str(start), str(end), told, length=15)


def merged_id(first_mention: str) -> str:
    """Return the id of a merged event: that of the mention it begins with, so that later reports seldom change it."""
    return "m" + digest("merged", first_mention, length=15)


def event_number(event: str, *parts: int) -> int:
    """Return a stable number for layouts whose ids are numbers, below 2**52: exact in a float too."""
    return int(digest("row", event, *map(str, parts), length=13), 16)
