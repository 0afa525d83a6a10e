"""The event draft that steps hand on until it becomes a record."""

from __future__ import annotations

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
