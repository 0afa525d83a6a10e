"""Every record that is stored or passed on, and the JSON Schema that is published from them.

Offsets are Unicode code points of `Document.text`, half open: `text[start:end]` is the quoted text.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Status = Literal["actual", "planned", "possible", "conditional", "negated"]
Quotation = Literal["direct", "indirect", "mixed"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

ConflictField = Literal["date", "place", "number", "actor", "recipient", "status"]
OutcomeKind = Literal["held", "postponed", "cancelled", "not reported again"]


class Record(BaseModel):
    """Base of all records: frozen, keyword-only, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Record):
    """One text to read; `published` is the day of publication, needed to resolve "on Wednesday"."""

    id: str
    text: str
    published: dt.date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None


class Failure(Record):
    """A document, or a line of a file, that could not be read, and why."""

    document: str
    code: str
    message: str


class MarkedPair(Record):
    """A sentence with two marked phrases (code points); one of them may be missing."""

    id: str | int
    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


class Relation(Record):
    """The event type between two marked phrases (NONE where no event holds), with the probability of each type."""

    id: str | int
    type: str
    probabilities: dict[str, float]


class Span(Record):
    """Exact words of a document."""

    text: str
    start: int
    end: int


class Actor(Span):
    """A political actor as mentioned at one place, with what the document and the tables say of it.

    `country` is ISO 3166-1 alpha-3 (None for international actors), `sector` a PLOVER sector, `code` the
    CAMEO-style code, `entity` an id that all mentions of the same actor in the document share.
    """

    name: str
    person: str | None = None
    office: str | None = None
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    entity: str
    found_by: str = Field(default="", exclude=True)


class Date(Record):
    """When something happens: EDTF, first and last day, TIMEX3, and how it was found (`basis`).

    `text`, `start` and `end` are None where the date stands nowhere in the text but is inferred.
    """

    text: str | None
    start: int | None
    end: int | None
    edtf: str | None
    earliest: dt.date | None
    latest: dt.date | None
    basis: str
    timex_type: Literal["DATE", "TIME", "DURATION", "SET"]
    timex_value: str | None
    found_by: str = Field(default="", exclude=True)
    conflict: bool = Field(default=False, exclude=True)  # its own words contradict each other, as `basis` says


class Place(Span):
    """A place as mentioned, with its country and coordinates (degrees, WGS 84) where they are known."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature: str
    found_by: str = Field(default="", exclude=True)


class Attribution(Record):
    """Who says what: source, cue word and the content that is attributed."""

    source: Actor | None
    cue: Span
    content: tuple[Span, ...]
    quotation: Quotation
    found_by: str = Field(default="", exclude=True)


class Source(Actor):
    """One link of the chain that vouches for an event; the document's outlet is the last one.

    `text`, `start` and `end` are None for an outlet that the text does not name; an outlet that tells the event in
    its own words has no `cue`, `quotation` and `content`.
    """

    text: str | None
    start: int | None
    end: int | None
    cue: str | None
    quotation: Quotation | None
    content: Span | None


class EventMention(Record):
    """One event as told in one document: the row that dragoman writes (schema 1.0)."""

    schema_: str = Field(default=SCHEMA_VERSION, alias="schema")
    id: str
    document: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: Quad | None
    score: float
    goldstein: float
    status: Status
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: Date | None
    place: Place | None
    attribution: tuple[Source, ...]
    trigger: Span
    evidence: Span
    confidence: float = Field(ge=0, le=1)
    flags: tuple[str, ...]
    found_by: str = Field(default="", exclude=True)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Party(Record):
    """An actor of a merged event, with the fullest description that its mentions give."""

    name: str
    person: str | None = None
    office: str | None = None
    country: str | None = None
    sector: str | None = None
    code: str | None = None


class EventDate(Record):
    """When a merged event happened, as most of its independent sources tell it."""

    edtf: str | None
    earliest: dt.date | None
    latest: dt.date | None
    basis: str


class EventPlace(Record):
    """Where a merged event happened; degrees are WGS 84."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature: str


class Reading(Record):
    """What some of the mentions say where others say something else, with exact words of one of them."""

    value: str
    text: str
    mentions: tuple[str, ...]


class Conflict(Record):
    """A field on which the mentions of one event differ, with all its readings, the most told first."""

    field: ConflictField
    readings: tuple[Reading, ...]


class Outcome(Record):
    """What became of a planned event: `event` names the record that tells it, None where nothing was reported again."""

    kind: OutcomeKind
    event: str | None = None


class Event(Record):
    """One event, merged from its mentions in all documents.

    `mentions` are ids of event mentions, the best told first; `documents` their documents; `sources` how many
    independent sources tell it: reprints, and papers that copy one agency, count once.
    """

    schema_: str = Field(default=SCHEMA_VERSION, alias="schema")
    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: Quad | None
    score: float
    goldstein: float
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: EventDate | None
    place: EventPlace | None
    evidence: str
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    sources: int
    first_published: dt.date | None
    last_published: dt.date | None
    outcome: Outcome | None
    conflicts: tuple[Conflict, ...]
    confidence: float = Field(ge=0, le=1)
    flags: tuple[str, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def to_json(record: Record) -> str:
    """Return one record as one line of JSON, in the published field order."""
    return record.model_dump_json(by_alias=True)


def json_schema() -> dict:
    """Return the JSON Schema (draft 2020-12) of one event, the format that `dragoman read` writes."""
    schema = EventMention.model_json_schema(by_alias=True, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dragoman:event:{SCHEMA_VERSION}",
        **schema,
    }
