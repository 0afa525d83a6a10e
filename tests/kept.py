"""Merged events made by hand, with their mentions and documents: ordinary ones, and the nastiest values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dragoman.export import Kept
from dragoman.records import (
    Document,
    Event,
    EventDate,
    EventMention,
    EventPlace,
    Outcome,
    Party,
    Span,
)
from sample import DOCUMENT, EVENTS

DAHL = Party(name="Kari Dahl", person="Kari Dahl", office="Foreign Minister", country="NOR", sector="GOV", code="NORGOV")
ROJAS = Party(name="Jorge Rojas", person="Jorge Rojas", country="CHL", sector="GOV", code="CHLGOV")
ARMY = Party(name="Romanian army", country="ROU", sector="MIL", code="ROUMIL")
UNION = Party(name="African Union", sector="IGO", code="IGO")
UNKNOWN = Party(name="gunmen")
OSLO = EventPlace(name="Oslo", country="NOR", lat=59.91, lon=10.75, feature="city")

NASTY = '=HYPERLINK("x")\tand\r\nmore; "quoted", <b>&amp;</b> \u2028 𝔘𝔫𝔦 \x0b end'
NASTY_TEXT = f"Headline\n\nFirst. {NASTY} Last sentence."
AT = NASTY_TEXT.index(NASTY)
NASTY_DOCUMENT = Document(id="doc; 2/ü", text=NASTY_TEXT, source="-Gazette; East", title="@title")


def day(text: str | None, last: str | None = None, edtf: str | None = None) -> EventDate:
    """Return the date of a day, or of the days up to `last`."""
    first = dt.date.fromisoformat(text) if text else None
    end = dt.date.fromisoformat(last) if last else first
    return EventDate(edtf=edtf or text, earliest=first, latest=end, basis="explicit")


def event(id: str, **given: Any) -> Event:
    """Return a merged event; what is not given is a visit of Norway to Chile in June 2022."""
    fields: dict[str, Any] = {
        "type": "CONSULT", "mode": "visit", "contexts": ("diplomatic",), "cameo": "042", "quad": "verbal cooperation",
        "score": 4.0, "goldstein": 1.9, "status": "actual", "actors": (DAHL,), "recipients": (ROJAS,),
        "date": day("2022-06-09"), "place": OSLO, "evidence": EVENTS[0].evidence.text, "mentions": ("e1",),
        "documents": ("harbour-1",), "sources": 2, "first_published": dt.date(2022, 6, 9),
        "last_published": dt.date(2022, 6, 11), "outcome": None, "conflicts": (), "confidence": 0.83, "flags": (),
    }  # fmt: skip
    return Event(id=id, **{**fields, **given})


def kept(made: Event, mention: EventMention | None = EVENTS[0], document: Document = DOCUMENT) -> Kept:
    """Return an event with one mention and its document, or with none."""
    return Kept(made, (mention,) if mention else (), {document.id: document} if mention else {})


NASTY_MENTION = EVENTS[3].model_copy(
    update={
        "id": "m9",
        "document": NASTY_DOCUMENT.id,
        "trigger": Span(text=NASTY[:3], start=AT, end=AT + 3),
        "evidence": Span(text=NASTY, start=AT, end=AT + len(NASTY)),
    }
)
PLAIN = event("v1")
# A statement whose CAMEO code begins with 0, of nobody, nowhere, at no time.
EMPTY = event(
    "v2", type="STATEMENT", mode=None, contexts=(), cameo="010", quad=None, score=0.0, goldstein=0.0, actors=(),
    recipients=(), date=None, place=None, evidence="", mentions=(), documents=(), sources=1, first_published=None,
    last_published=None,
)  # fmt: skip
HOSTILE = event(
    "v3", type="ASSAULT", mode="aerial", contexts=("military", "terrorism"), cameo="195", quad="material conflict",
    score=-9.5, goldstein=-10.0, actors=(ARMY.model_copy(update={"name": NASTY}),), recipients=(UNION, UNKNOWN),
    place=EventPlace(name="=A1; Ohio", country="USA", lat=-0.5, lon=-82.9, feature="state"), evidence=NASTY,
    mentions=("m9",), documents=(NASTY_DOCUMENT.id,), date=day("2022-12-31", "2023-01-02"), flags=("a", "b"),
)  # fmt: skip
MEETING = event("v4", mode=None, cameo="040", actors=(DAHL, ROJAS, UNION), recipients=(), score=2.5, goldstein=1.0)
PLANNED = event("v5", status="planned", date=day("2022-07-04", "2022-07-06", "2022-07-04/2022-07-06"), evidence=NASTY)
HELD = event("v6", status="planned", date=day("2022-07-08"), outcome=Outcome(kind="held", event="v1"))
CANCELLED = event("v7", status="planned", date=day("2022-08-01"), outcome=Outcome(kind="cancelled"), place=None)
UNDATED = event("v8", status="planned", date=None)
NEGATED = event("v9", status="negated")

ALL = (
    kept(PLAIN), kept(EMPTY, None), kept(HOSTILE, NASTY_MENTION, NASTY_DOCUMENT), kept(MEETING), kept(PLANNED),
    kept(HELD), kept(CANCELLED), kept(UNDATED), kept(NEGATED),
)  # fmt: skip
ACTUAL = tuple(k for k in ALL if k.event.status == "actual")
