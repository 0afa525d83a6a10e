"""The event draft that steps hand on until it becomes a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.frames import FrameMatch
from dragoman.records import Actor, Date, Place, Source, Status

# Flag of a demand or threat that names nobody, kept until it is known who speaks.
UNFILLED = "unfilled"


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of one sentence before tellings are merged; `match` keeps the grammar behind it.

    `day` is the day beside a stay whose days are its `date` ("arrived on Monday for a two-day visit": Monday).
    `tellings` are the triggers of the other tellings that were merged into it. `encoder` is the probability that
    the relation encoder gives to the type at these words, None where it did not read the sentence.
    """

    match: FrameMatch
    sentence: Sentence
    type: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status
    trigger: tuple[int, int]
    date: Date | None = None
    day: Date | None = None
    place: Place | None = None
    sources: tuple[Source, ...] = ()
    flags: tuple[str, ...] = ()
    tellings: tuple[tuple[int, int], ...] = ()
    encoder: float | None = None

    @property
    def noun(self) -> bool:
        return self.match.pattern.noun

    @property
    def reciprocal(self) -> bool:
        return self.match.pattern.frame.reciprocal

    @property
    def participants(self) -> tuple[Actor, ...]:
        """All actors and recipients, each entity once."""
        return tuple({a.entity: a for a in self.actors + self.recipients}.values())


def covers(many: Sequence[Actor], few: Sequence[Actor]) -> bool:
    """Tell whether each of few has its like among many."""
    return all(any(alike(a, b) for b in many) for a in few)


def alike(a: Actor, b: Actor) -> bool:
    """Tell whether two actors can be one: the same entity, or one names only the country or body of the other."""
    if a.entity == b.entity:
        return True
    if a.person and b.person:
        return False
    if (a.office or a.person) and (b.office or b.person) and a.office != b.office and a.sector != b.sector:
        return False  # a foreign minister is not the army chief
    if a.country and a.country == b.country:
        return a.sector == b.sector or "GOV" in (a.sector, b.sector) or None in (a.sector, b.sector)
    if (a.country is None) != (b.country is None):
        # "expels two diplomats" in the headline, "two Belarusian diplomats" in the body.
        return a.office is not None and a.office == b.office and a.sector == b.sector
    return a.country is None and b.country is None and a.name == b.name


def same_mode(left: Draft, right: Draft) -> bool:
    """Tell whether two drafts are of one kind: a call is no meeting, a visit to a country none with a person."""
    a, b = left.match.pattern.frame.mode, right.match.pattern.frame.mode
    if _to_country(left) != _to_country(right):
        return False
    return a == b or not ({a, b} & {"phone"})


def _to_country(draft: Draft) -> bool:
    """Tell a visit whose host is a country or town, not a person."""
    return draft.match.pattern.frame.mode == "visit" and not any(a.person or a.office for a in draft.recipients)
