"""One self-contained HTML page: the text with its evidence marked, and the records beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.export.common import heading
from dragoman.records import Actor, Document, EventMention, Source

PARAGRAPH = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
ROLES = ("actor", "recipient", "date", "place", "source")


class Mark(NamedTuple):
    """Words that belong to a record: `role` is evidence, trigger, actor, recipient, date, place or source."""

    start: int
    end: int
    role: str
    record: int


class Segment(NamedTuple):
    """A stretch of text with the records whose marks lie on it, and whose triggers begin and end with it."""

    text: str
    evidence: tuple[int, ...] = ()
    triggers: tuple[int, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def page(results: Sequence[tuple[Document, tuple[EventMention, ...]]]) -> str:
    """Return an HTML page of documents with their events; it needs no other file and no network.

    Arguments: results, each document with its event mentions, in reading order.
    """
    views, number = [], 1
    for document, mentions in results:
        views.append(_document_view(document, mentions, number))
        number += len(mentions)
    title = views[0]["title"] if len(views) == 1 else f"{len(views)} documents"
    return _template().render(title=title, documents=views)


def segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Return `text[start:end]` cut wherever a mark begins or ends, so that overlapping marks can be drawn.

    Arguments: text of a document; start and end, the part to cut; marks with offsets in the text.
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = {start, end}
    for mark in inside:
        cuts.update((max(mark.start, start), min(mark.end, end)))
    ordered = sorted(cuts)
    by_start = sorted(inside)
    waiting, active, found = 0, [], []
    for left, right in zip(ordered, ordered[1:]):
        active = [mark for mark in active if mark.end > left]
        while waiting < len(by_start) and by_start[waiting].start <= left:
            if by_start[waiting].end > left:
                active.append(by_start[waiting])
            waiting += 1
        found.append(_segment(text[left:right], left, active))
    return tuple(found)


def marks_of(mention: EventMention, record: int) -> tuple[Mark, ...]:
    """Return the words of a document that a record points at."""
    spans: list[tuple[str, Any]] = [("evidence", mention.evidence), ("trigger", mention.trigger)]
    spans += [("actor", actor) for actor in mention.actors]
    spans += [("recipient", actor) for actor in mention.recipients]
    spans += [("date", mention.date), ("place", mention.place)]
    spans += [("source", source) for source in mention.attribution]
    return tuple(
        Mark(span.start, span.end, role, record) for role, span in spans if span is not None and span.start is not None
    )


def _segment(text: str, left: int, active: Sequence[Mark]) -> Segment:
    def of(role: str) -> tuple[int, ...]:
        return tuple(sorted({mark.record for mark in active if mark.role == role}))

    triggers = [mark for mark in active if mark.role == "trigger"]
    return Segment(
        text=text,
        evidence=of("evidence"),
        triggers=of("trigger"),
        roles=tuple(sorted({(mark.role, mark.record) for mark in active if mark.role in ROLES})),
        begins=tuple(sorted({m.record for m in triggers if m.start == left})),
        ends=tuple(sorted({m.record for m in triggers if m.end == left + len(text)})),
    )


def _document_view(document: Document, mentions: Sequence[EventMention], first: int) -> dict[str, Any]:
    marks = [mark for number, mention in enumerate(mentions, first) for mark in marks_of(mention, number)]
    text = document.text
    cuts = [0]
    for match in PARAGRAPH.finditer(text):
        cuts += [match.start(), match.end()]
    cuts.append(len(text))
    parts = [(a, b) for a, b in zip(cuts[0::2], cuts[1::2]) if text[a:b].strip()]
    return {
        "id": document.id,
        "title": heading(document),
        "facts": [str(fact) for fact in (document.published, document.source) if fact],
        "url": document.url if (document.url or "").startswith(("https://", "http://")) else None,
        "paragraphs": [segments(text, a, b, marks) for a, b in parts],
        "cards": [_card(mention, number) for number, mention in enumerate(mentions, first)],
        "tones": {number: tone(mention) for number, mention in enumerate(mentions, first)},
    }


def tone(mention: EventMention) -> str:
    """Return the class that gives a record its colour: its quad, or "statement"."""
    return (mention.quad or "statement").replace(" ", "-")


def _card(mention: EventMention, number: int) -> dict[str, Any]:
    date, place = mention.date, mention.place
    return {
        "number": number,
        "mention": mention,
        "tone": tone(mention),
        "actors": [_party(actor) for actor in mention.actors],
        "recipients": [_party(actor) for actor in mention.recipients],
        "when": (date.edtf or f"“{date.text}”") if date else None,
        "basis": date.basis if date else None,
        "where": f"{place.name} ({place.country})" if place and place.country else place and place.name,
        "sources": [_source(source) for source in mention.attribution],
        "percent": round(100 * mention.confidence),
        "has_trigger": mention.trigger.start < mention.trigger.end,
    }


def _party(actor: Actor) -> dict[str, str | None]:
    code = " · ".join(filter(None, (actor.country, actor.sector)))
    office = actor.office if actor.office and actor.office != actor.name else None
    return {"name": actor.name, "office": office, "code": code}


def _source(source: Source) -> dict[str, str | None]:
    return {**_party(source), "cue": source.cue, "quotation": source.quotation}


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("show.html")


__all__ = ["Mark", "Segment", "marks_of", "page", "segments", "tone"]
