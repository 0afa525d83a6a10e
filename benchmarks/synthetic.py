"""Synthetic news for benchmarks: happenings over ten years, the documents that report them, and their records.

Nothing is read by the pipeline: each record is made together with its sentence. Countries, outlets and words follow
Zipf's law, so that some countries take part in a large share of all events; the same seed gives the same news.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from dragoman.ids import digest, merged_id
from dragoman.knowledge.tables import DATA, load_knowledge
from dragoman.records import (
    Actor,
    Date,
    Document,
    Event,
    EventDate,
    EventMention,
    EventPlace,
    Party,
    Place,
    Source,
    Span,
)

FIRST_DAY = dt.date(2012, 1, 1).toordinal()
DAYS = 3652
# Those most in the news, the most first; all other countries follow.
MOST = [
    "USA",
    "CHN",
    "RUS",
    "GBR",
    "FRA",
    "DEU",
    "IND",
    "JPN",
    "TUR",
    "IRN",
    "ISR",
    "UKR",
    "PAK",
    "EGY",
    "SAU",
    "BRA",
    "KOR",
    "AUS",
    "ITA",
    "POL",
]
OFFICES = ("president", "prime minister", "foreign minister", "defence minister", "ambassador", "spokesman")
TERM = 1300
STATUSES = {"actual": 0.84, "planned": 0.09, "negated": 0.03, "possible": 0.02, "conditional": 0.02}
CONTEXTS = ("diplomatic", "military", "economic", "executive", "human_security", "terrorism", "legal", "cbrn")
SYLLABLES = [
    "ba",
    "do",
    "ke",
    "li",
    "mu",
    "na",
    "po",
    "ra",
    "se",
    "ti",
    "vo",
    "zu",
    "har",
    "lem",
    "nor",
    "tas",
    "ven",
    "gol",
    "mir",
    "dal",
    "kes",
    "ruf",
    "sten",
    "bry",
]
# Shares: events with another side, with a place, with a day told in words; documents that are reprints.
SIDE, PLACED, DAY_TOLD, REPRINTS = 0.75, 0.45, 0.6, 0.06
# How much of what a document reports is told for the first time.
NEW = 0.6


@dataclass(frozen=True)
class Person:
    """One side of a happening."""

    country: str
    land: str
    name: str | None
    office: str | None


@dataclass(frozen=True)
class Happening:
    """What truly happened, before anyone reported it; `day` is a proleptic ordinal."""

    n: int
    type: str
    mode: str | None
    quad: str | None
    score: float
    cameo: str
    status: str
    day: int
    contexts: tuple[str, ...]
    actor: Person
    recipient: Person | None
    place: tuple[str, str, float, float] | None
    topic: tuple[str, ...]


@dataclass
class World:
    """Countries, people, places, outlets and words, drawn from one seeded generator."""

    seed: int = 1
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        with (DATA / "world/countries.csv").open(encoding="utf-8") as file:
            lands = {row["iso3"]: row["name"] for row in csv.DictReader(file) if not row["to"]}
        self.countries = [(code, lands[code]) for code in [*MOST, *sorted(set(lands) - set(MOST))]]
        self.weights = list(accumulate(1 / (n + 2) for n in range(len(self.countries))))
        self.places: dict[str, list[tuple[str, str, float, float]]] = {}
        with (DATA / "world/places.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["country"] and row["lat"]:
                    where = row["name"], row["country"], float(row["lat"]), float(row["lon"])
                    self.places.setdefault(row["country"], []).append(where)
        self.words = sorted({"".join(self.rng.choices(SYLLABLES, k=self.rng.randint(2, 4))) for _ in range(6000)})
        self.rng.shuffle(self.words)
        self.word_weights = list(accumulate(1 / (n + 20) for n in range(len(self.words))))
        self.outlets = [
            f"{self.word().title()} {self.rng.choice(('Times', 'Post', 'Wire', 'Echo'))}" for _ in range(200)
        ]
        self.outlet_weights = list(accumulate(1 / (n + 3) for n in range(len(self.outlets))))
        self.kinds = load_knowledge().events
        self.people: dict[tuple[str, str, int], str] = {}

    def word(self) -> str:
        """Return a word, common ones often."""
        return self.rng.choices(self.words, cum_weights=self.word_weights)[0]

    def outlet(self) -> str:
        """Return the name of a paper."""
        return self.rng.choices(self.outlets, cum_weights=self.outlet_weights)[0]

    def country(self) -> tuple[str, str]:
        """Return the code and name of a country."""
        return self.rng.choices(self.countries, cum_weights=self.weights)[0]

    def person(self, land: tuple[str, str], day: int) -> Person:
        """Return who acts for a country: it alone, or one who holds an office on a day."""
        if self.rng.random() < 0.45:
            return Person(*land, None, None)
        office = self.rng.choice(OFFICES)
        key = (land[0], office, day // TERM)
        if key not in self.people:
            self.people[key] = f"{self.rng.choice(self.words).title()} {self.rng.choice(self.words).title()}"
        return Person(*land, self.people[key], office)

    def happening(self, n: int, day: int) -> Happening:
        """Return something that happens on a day."""
        rng = self.rng
        kind = rng.choice(self.kinds)
        mode = rng.choice(sorted(kind.modes)) if kind.modes and rng.random() < 0.5 else None
        land = self.country()
        other = self.country() if rng.random() < SIDE else land
        status = rng.choices(tuple(STATUSES), tuple(STATUSES.values()))[0]
        place = rng.choice(self.places.get(other[0]) or [None]) if rng.random() < PLACED else None
        return Happening(
            n,
            kind.type,
            mode,
            kind.quad,
            kind.modes[mode] if mode else kind.score,
            kind.cameo,
            status,
            day + rng.randint(1, 20) if status == "planned" else day,
            tuple(sorted(rng.sample(CONTEXTS, rng.choice((0, 1, 1, 2))))),
            self.person(land, day),
            self.person(other, day) if other != land else None,
            place,
            tuple(self.word() for _ in range(6)),
        )

    def reports(self, count: int, first_day: int = FIRST_DAY, days: int = DAYS, start: int = 0) -> Iterator[Report]:
        """Yield documents with their records, day by day: each tells one to five things, some of them told before."""
        rng, told, last = self.rng, [], None
        pool: list[Happening] = []
        for n in range(start, start + count):
            day = first_day + (n - start) * days // count
            if day != last:
                pool, told, last = pool[-20:], told[-20:], day
            if told and rng.random() < REPRINTS:
                yield self._report(n, day, [], rng.choice(told))
                continue
            things = []
            for _ in range(rng.randint(1, 5)):
                if not pool or rng.random() < NEW:
                    pool.append(self.happening(n * 5 + len(things), day))
                    things.append(pool[-1])
                else:
                    again = rng.choice(pool)
                    things += [again] if again not in things else []
            told.append(self._report(n, day, things, None))
            yield told[-1]

    def _report(self, n: int, day: int, things: list[Happening], copied: Report | None) -> Report:
        name = f"s{digest(str(self.seed), str(n))}"
        outlet, published = self.outlet(), dt.date.fromordinal(day)
        if copied is not None:
            text, old = copied[0].text, copied[0].id
            mentions = tuple(
                m.model_copy(update={"id": "e" + digest(name, m.id, length=15), "document": name}) for m in copied[1]
            )
            assert all(m.document != old for m in mentions)
        else:
            text, made = "", []
            for at, thing in enumerate(things):
                mention, sentence = self._mention(name, at, thing, published, outlet, len(text))
                made.append(mention)
                text += sentence + " "
            text, mentions = text.rstrip(), tuple(made)
        title = " ".join(text.split()[:6])
        return Document(id=name, text=text, published=published, title=title, source=outlet), mentions

    def _mention(
        self, document: str, at: int, thing: Happening, published: dt.date, outlet: str, offset: int
    ) -> tuple[EventMention, str]:
        rng, said = self.rng, _Words(offset)
        actor = said.actor(thing.actor, document)
        trigger = said.add(f"{thing.type.lower()}ed")
        recipient = said.actor(thing.recipient, document) if thing.recipient else None
        place = None
        if thing.place:
            said.add("in")
            name, country, lat, lon = thing.place
            place = Place(**said.add(name), name=name, country=country, lat=lat, lon=lon, feature="city")
        day = dt.date.fromordinal(thing.day)
        span = {"text": None, "start": None, "end": None}
        if rng.random() < DAY_TOLD:
            said.add("on")
            span = said.add(f"{day.day} {day:%B %Y}")
        elif thing.status != "planned":
            day = published
        iso = day.isoformat()
        basis = "told" if span["text"] else "publication date"
        date = Date(**span, edtf=iso, earliest=day, latest=day, basis=basis, timex_type="DATE", timex_value=iso)
        said.add("over " + " ".join([*rng.sample(thing.topic, 4), *(self.word() for _ in range(7))]) + ".")
        text = " ".join(said.parts)
        evidence = Span(text=text, start=offset, end=offset + len(text))
        teller = Source(
            text=None, start=None, end=None, name=outlet, sector="JRN", entity="a" + digest(outlet, length=11),
            cue=None, quotation=None, content=None,
        )  # fmt: skip
        mention = EventMention(
            id="e" + digest(document, str(at), length=15),
            document=document,
            type=thing.type,
            mode=thing.mode,
            contexts=thing.contexts,
            cameo=thing.cameo,
            quad=thing.quad,
            score=thing.score,
            goldstein=thing.score,
            status=thing.status,
            actors=(actor,),
            recipients=(recipient,) if recipient else (),
            date=date,
            place=place,
            attribution=(teller,),
            trigger=Span(**trigger),
            evidence=evidence,
            confidence=round(rng.uniform(0.5, 0.99), 2),
            flags=(),
        )
        return mention, text


Report = tuple[Document, tuple[EventMention, ...]]


@dataclass
class _Words:
    """A sentence as it grows, with the offsets of its parts (code points)."""

    at: int
    parts: list[str] = field(default_factory=list)

    def add(self, text: str) -> dict:
        self.parts.append(text)
        span = {"text": text, "start": self.at, "end": self.at + len(text)}
        self.at += len(text) + 1
        return span

    def actor(self, person: Person, document: str) -> Actor:
        told = f"{person.land} {person.office} {person.name}" if person.name else person.land
        return Actor(
            **self.add(told),
            name=person.name or person.land,
            person=person.name,
            office=person.office,
            country=person.country,
            sector="GOV",
            code=f"{person.country}GOV",
            entity="a" + digest(document, told, length=11),
        )


def as_event(thing: Happening, world: World, mentions: tuple[str, ...], documents: tuple[str, ...]) -> Event:
    """Return the merged record of a happening, as if it had been reported and merged."""
    day = dt.date.fromordinal(thing.day)
    told = day if thing.status != "planned" else day - dt.timedelta(5)
    sources = world.rng.choices((1, 2, 3, 5, 8), (0.75, 0.14, 0.06, 0.04, 0.01))[0]
    people = [
        (Party(name=p.name or p.land, person=p.name, office=p.office, country=p.country, sector="GOV"),) if p else ()
        for p in (thing.actor, thing.recipient)
    ]
    place = None
    if thing.place:
        name, country, lat, lon = thing.place
        place = EventPlace(name=name, country=country, lat=lat, lon=lon, feature="city")
    conflict = ({"field": "number", "readings": ()},) if sources > 1 and world.rng.random() < 0.05 else ()
    return Event(
        id=merged_id(f"{world.seed} {thing.n}"),
        type=thing.type,
        mode=thing.mode,
        contexts=thing.contexts,
        cameo=thing.cameo,
        quad=thing.quad,
        score=thing.score,
        goldstein=thing.score,
        status=thing.status,
        actors=people[0],
        recipients=people[1],
        date=EventDate(edtf=day.isoformat(), earliest=day, latest=day, basis="told"),
        place=place,
        evidence=" ".join([thing.actor.land, thing.type.lower(), *thing.topic] * 2),
        mentions=mentions,
        documents=documents,
        sources=sources,
        first_published=told,
        last_published=told,
        outcome=None,
        conflicts=conflict,
        confidence=round(world.rng.uniform(0.5, 0.99), 2),
        flags=(),
    )
