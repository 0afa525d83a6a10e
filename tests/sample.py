"""A document with five events, made by hand, for tests of what comes after the pipeline."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dragoman.records import Actor, Date, Document, EventMention, Place, Source, Span

TEXT = """Norway and Chile sign fisheries accord

OSLO, June 9 (Harbour Post) - Norway's Foreign Minister Kari Dahl met her Chilean counterpart Jorge Rojas \
in Oslo on Thursday, the ministry said.
She said Norway would send a delegation to Santiago next month. "We may lift the tariff on salmon," Rojas \
told reporters, adding that Chile did not accept the ruling.

Fishermen protested outside the parliament on <Wednesday> & blocked a road."""

DOCUMENT = Document(
    id="harbour-1",
    text=TEXT,
    published=dt.date(2022, 6, 9),
    title="Norway and Chile sign <fisheries> accord",
    source="The Harbour Post",
    url="https://harbour.example/accord",
)


def span(words: str, nth: int = 0) -> dict[str, Any]:
    """Return the n-th occurrence of the words in TEXT."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return {"text": words, "start": at, "end": at + len(words)}


def actor(words: str, name: str, country: str | None, sector: str = "GOV", **more: Any) -> Actor:
    """Return an actor that stands in TEXT as `words`."""
    code = f"{country or ''}{sector}"
    return Actor(**span(words), name=name, country=country, sector=sector, code=code, entity=f"a-{name}", **more)


def source(words: str, nth: int, name: str, cue: str, quotation: Any) -> Source:
    """Return a Norwegian or Chilean source that stands in TEXT as `words`."""
    return Source(**span(words, nth), name=name, entity=f"a-{name}", cue=cue, quotation=quotation, content=None)


def date(words: str, edtf: str | None, basis: str) -> Date:
    """Return a date that stands in TEXT as `words`."""
    day = dt.date.fromisoformat(edtf) if edtf else None
    return Date(**span(words), edtf=edtf, earliest=day, latest=day, basis=basis, timex_type="DATE", timex_value=edtf)


DAHL = actor("Norway's Foreign Minister Kari Dahl", "Kari Dahl", "NOR", person="Kari Dahl", office="Foreign Minister")
ROJAS = actor("Jorge Rojas", "Jorge Rojas", "CHL", person="Jorge Rojas", office="Foreign Minister")
FISHERMEN = actor("Fishermen", "fishermen", None, "LAB")
OSLO = Place(**span("Oslo"), name="Oslo", country="NOR", lat=59.91, lon=10.75, feature="city")
MEETING = TEXT[TEXT.index("Norway's Foreign") : TEXT.index("\nShe")]
QUOTE = TEXT[TEXT.index('"We may') : TEXT.index("\n\nFishermen")]


def event(number: int, trigger: str, evidence: str, **fields: Any) -> EventMention:
    """Return an event whose trigger and evidence stand in TEXT."""
    given: dict[str, Any] = {
        "mode": None,
        "contexts": ("diplomatic",),
        "cameo": "042",
        "quad": "verbal cooperation",
        "score": 2.5,
        "goldstein": 1.9,
        "status": "actual",
        "actors": (DAHL,),
        "recipients": (ROJAS,),
        "date": None,
        "place": None,
        "attribution": (),
        "confidence": 0.83,
        "flags": (),
    }
    return EventMention(
        id=f"e{number}",
        document=DOCUMENT.id,
        trigger=Span(**span(trigger)),
        evidence=Span(**span(evidence)),
        **{**given, **fields},
    )


EVENTS = (
    event(
        1,
        "met",
        MEETING,
        type="CONSULT",
        mode="visit",
        date=date("Thursday", "2022-06-09", "publication date"),
        place=OSLO,
        attribution=(source("the ministry", 0, "Ministry of Foreign Affairs", "said", "indirect"),),
    ),
    event(
        2,
        "would send",
        "She said Norway would send a delegation to Santiago next month.",
        type="AGREE",
        date=date("next month", None, "no publication date"),
        flags=("date-conflict",),
    ),
    event(
        3,
        "lift",
        QUOTE,
        type="RETREAT",
        mode="access",
        status="possible",
        actors=(ROJAS,),
        recipients=(DAHL,),
        attribution=(source("Rojas", 1, "Jorge Rojas", "told", "direct"),),
    ),
    event(
        4,
        "did not accept",
        QUOTE,
        type="REJECT",
        quad="verbal conflict",
        score=-2.0,
        status="negated",
        actors=(ROJAS,),
        recipients=(),
    ),
    event(
        5,
        "protested",
        TEXT[TEXT.index("Fishermen") :],
        type="PROTEST",
        mode="demo",
        quad="material conflict",
        score=-5.0,
        actors=(FISHERMEN,),
        recipients=(),
        date=date("<Wednesday>", "2022-06-08", "weekday before publication"),
    ),
)
