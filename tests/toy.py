"""Documents in a toy language and a coder that reads them, so that the store is tested without the language model.

Each line with semicolons tells one event: `TYPE/mode status; actors; recipients; day; place, country; source; words`.
Parties are written `ISO`, `ISO/office` or `ISO/office/Person` and joined by `&`; all fields but the first may be empty.
A text that holds UNREADABLE gives a Failure.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from dragoman.ids import entity_id, event_id
from dragoman.knowledge.tables import Knowledge, load_knowledge
from dragoman.merge import merge, tell
from dragoman.merge.reprints import find_reprints
from dragoman.merge.telling import Telling
from dragoman.records import Actor, Date, Document, Event, EventMention, Failure, Place, Source, Span
from dragoman.store import coding
from dragoman.store import schema as t
from dragoman.store.connect import Store

QUADS = {
    "CONSULT": ("verbal cooperation", 4.0, "040"),
    "AGREE": ("verbal cooperation", 3.0, "030"),
    "ACCUSE": ("verbal conflict", -4.0, "112"),
    "ASSAULT": ("material conflict", -9.0, "190"),
    "AID": ("material cooperation", 7.0, "070"),
}
PLACES = {"Oslo": (59.9, 10.8), "Santiago": (-33.5, -70.7), "Dakar": (14.7, -17.4), "Hanoi": (21.0, 105.9)}
FREE = (
    "The harbour was quiet in the morning and few people were about when the delegations came down the stairs.",
    "Observers had not expected much from the week, and the newspapers of both capitals said as much in their columns.",
    "Rain fell on the square all day while soldiers in grey coats stood along the avenue and waited for the cars.",
    "A spokesman read a short paper aloud, took no questions, and left by the side door with two of his clerks.",
)
PEOPLE = {
    "NOR": ("foreign minister/Kari Dahl", "prime minister/Nils Berg"),
    "CHL": ("foreign minister/Jorge Rojas", "president/Luz Soto"),
    "SEN": ("foreign minister/Awa Diop", "president/Modou Fall"),
    "VNM": ("foreign minister/Tran Van Minh", "president/Le Thi Hoa"),
}


def line(kind: str = "CONSULT/visit actual", actors: str = "NOR", recipients: str = "CHL", day: str = "",
         place: str = "", source: str = "", words: str = "long talks about the fisheries treaty") -> str:  # fmt: skip
    """Return a line that tells one event."""
    return "; ".join((kind, actors, recipients, day, place, source, words))


def doc(id: str, *lines: str, published: str | None = "2022-06-10", **more: Any) -> Document:
    """Return a document of some lines."""
    day = dt.date.fromisoformat(published) if published else None
    return Document(id=id, text="\n".join(lines), published=day, **more)


def read(document: Document, version: str = "1") -> tuple[EventMention, ...]:
    """Return the events of a document; version 2 reads no AID, has other scores, and takes `maybe` for an event."""
    found, at = [], 0
    for text in document.text.split("\n"):
        parts = [part.strip() for part in text.split(";")]
        if len(parts) == 7 and not (version == "2" and parts[0].startswith("AID")):
            found.append(_mention(document, version, text, at, parts))
        elif version == "2" and text.startswith("maybe "):
            parts = [part.strip() for part in line().split(";")]
            found.append(_mention(document, version, text, at, parts))
        at += len(text) + 1
    return tuple(found)


def _mention(document: Document, version: str, text: str, at: int, parts: list[str]) -> EventMention:
    head, actors, recipients, day, place, source, _ = parts
    kind, status = head.split(" ")
    kind, _, mode = kind.partition("/")
    quad, score, cameo = QUADS[kind]

    def span(words: str) -> dict[str, Any]:
        start = at + max(0, text.find(words))
        return {"text": words, "start": start, "end": start + len(words)}

    def parties(told: str) -> tuple[Actor, ...]:
        found = []
        for one in filter(None, (part.strip() for part in told.split("&"))):
            country, office, person = (one.split("/") + ["", ""])[:3]
            found.append(
                Actor(
                    **span(one), name=person or country, person=person or None, office=office or None, sector="GOV",
                    country=country, code=f"{country}GOV", entity=entity_id(document.id, one),
                )
            )  # fmt: skip
        return tuple(found)

    date = None
    if day:
        first = dt.date.fromisoformat(day)
        date = Date(
            **span(day), edtf=day, earliest=first, latest=first, basis="explicit", timex_type="DATE", timex_value=day
        )
    elif document.published:
        date = Date(
            text=None, start=None, end=None, edtf=None, earliest=document.published - dt.timedelta(1),
            latest=document.published, basis="publication", timex_type="DATE", timex_value=None,
        )  # fmt: skip
    where = None
    if place:
        name, _, country = place.partition(", ")
        lat, lon = PLACES.get(name, (None, None))
        where = Place(**span(name), name=name, country=country or None, lat=lat, lon=lon, feature="city")
    told = ()
    if source:
        told = (
            Source(
                **span(source), name=source, sector="JRN", entity="s", cue="said", quotation="indirect", content=None
            ),
        )
    return EventMention(
        id=event_id(document.id, version, kind, at, at + len(text), head),
        document=document.id, type=kind, mode=mode or None, contexts=("trade",) if "treaty" in text else ("diplomatic",),
        cameo=cameo, quad=quad, score=score if version == "1" else score / 2, goldstein=score, status=status,
        actors=parties(actors), recipients=parties(recipients), date=date, place=where, attribution=told,
        trigger=Span(**span(text.split("/")[0].split(" ")[0])), evidence=Span(**span(text)),
        confidence=0.9 if person_told(text) else 0.6, flags=(),
    )  # fmt: skip


def person_told(text: str) -> bool:
    """Tell whether a line names an office, and so is read with more confidence."""
    return "minister" in text or "president" in text


def toy_run(documents: Iterable[Document | Failure], *, version: str = "1", pause: float = 0.0, **_: Any) -> Iterator:
    """Read documents as `dragoman.pipeline.run` does; pause, seconds for each."""
    for item in documents:
        time.sleep(pause)
        if isinstance(item, Failure):
            yield None, item
        elif "UNREADABLE" in item.text:
            yield None, Failure(document=item.id, code="I013", message="unreadable")
        else:
            yield item, read(item, version)


def use_toy(patch: Any, version: str = "1", pause: float = 0.0) -> None:
    """Let `add` and `recode` read with the toy coder; patch, a `setattr(object, name, value)`."""
    patch(coding, "run", lambda documents, **more: toy_run(documents, version=version, pause=pause))
    patch(coding, "coder_name", lambda *_, **__: f"toy {version}")
    patch(coding, "load_knowledge", lambda _: knowledge())


def made_up(seed: int, n: int) -> list[Document]:
    """Return documents of a small world that tell the same events again and again, some of them reprints."""
    rng = random.Random(seed)
    acts = []
    for _ in range(max(3, n // 4)):
        a, b = rng.sample(sorted(PEOPLE), 2)
        day = dt.date(2022, 6, 1) + dt.timedelta(rng.randrange(40))
        acts.append((rng.choice(sorted(QUADS)), a, b, day, rng.choice(sorted(PLACES)), rng.choice(FREE)))
    made: list[Document] = []
    for number in range(n):
        if made and rng.random() < 0.25:
            model = rng.choice(made)
            lines = model.text.split("\n")
            text = "\n".join(lines[: max(1, len(lines) - rng.randrange(2))])
            day = (model.published or dt.date(2022, 7, 1)) + dt.timedelta(rng.randrange(-2, 3))
            made.append(Document(id=f"d{number}", text=text, published=day, source=rng.choice(PAPERS)))
            continue
        lines = [_told(rng, rng.choice(acts)) for _ in range(rng.randrange(1, 4))]
        last = max(dt.date(2022, 6, 1), dt.date(2022, 6, 1) + dt.timedelta(rng.randrange(50)))
        lines.append(f"{rng.choice(FREE)} {number} {rng.choice(FREE)[:50]}")
        made.append(
            Document(
                id=f"d{number}", text="\n".join(lines), published=last if rng.random() < 0.9 else None,
                source=rng.choice(PAPERS), title=f"Report {number}",
            )
        )  # fmt: skip
    return made


PAPERS = ("Harbour Post", "Gazette", "Daily Lantern", None)


def _told(rng: random.Random, act: tuple) -> str:
    kind, a, b, day, place, words = act
    mode = rng.choice(("/visit", "/visit", "/phone", "")) if kind == "CONSULT" else ""
    status = rng.choice(("actual", "actual", "actual", "planned", "negated"))
    sides = [
        a if rng.random() < 0.4 else f"{a}/{rng.choice(PEOPLE[a])}",
        b if rng.random() < 0.4 else f"{b}/{rng.choice(PEOPLE[b])}",
    ]
    if rng.random() < 0.25:
        sides[rng.randrange(2)] = ""
    elif kind == "CONSULT" and rng.random() < 0.5:
        sides.reverse()
    when = (day + dt.timedelta(rng.choice((0, 0, 0, 1, 9)))).isoformat() if rng.random() < 0.7 else ""
    where = f"{place}, {('NOR', 'CHL', 'SEN', 'VNM')[sorted(PLACES).index(place)]}" if rng.random() < 0.5 else ""
    part = " ".join(words.rstrip(".").split()[rng.randrange(3) : rng.randrange(8, 12)])
    if status == "negated" and rng.random() < 0.5:
        part += " postponed"
    return line(f"{kind}{mode} {status}", sides[0], sides[1], when, where, rng.choice(("", "", "Wire Agency")), part)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the packaged knowledge, read once."""
    return load_knowledge()


def mutual() -> set[str]:
    """Return the event types that those who take part do together."""
    return {kind.type for kind in knowledge().events if kind.mutual}


def tellings(documents: Iterable[Document], version: str = "1") -> list[Telling]:
    """Return what merging needs to know of all events of some documents."""
    documents = list(documents)
    rules, groups = knowledge().merging, find_reprints(documents)
    return [
        tell(mention, document.published, document.source, groups[document.id], rules)
        for document in documents
        for mention in read(document, version)
    ]


def merged(documents: Iterable[Document], version: str = "1") -> tuple[Event, ...]:
    """Return the events of documents, merged from scratch."""
    return merge(tellings(documents, version), knowledge().merging, mutual())


def dump(store: Store, *, leftovers: bool = True) -> dict[str, list[str]]:
    """Return all rows of a store apart from runs and row numbers.

    Arguments: leftovers, False to leave out what replaced documents leave behind (`past`, and rows that only speed up
    a search: `persons`, `block_codes`).
    """
    found = {}
    left = () if leftovers else (t.past, t.persons, t.block_codes)
    with store.reading() as connection:
        for table in t.metadata.sorted_tables:
            if table is t.runs or table in left:
                continue
            columns = [c for c in table.c if c.name not in ("run", "until") and (c.name != "n" or table is t.parties)]
            found[table.name] = sorted(map(repr, connection.execute(sa.select(*columns)).all()))
    return found


def differing(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return some of the rows on which two dumps part, by table."""
    return {
        name: sorted(set(one[name]) ^ set(other[name]))[:4] or ["repeats"] for name in one if one[name] != other[name]
    }
