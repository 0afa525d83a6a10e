"""Event types and their frames (`data/events/*.toml`), and the small language that wordings are written in.

A verb wording is a line such as `A hold|conduct talks|negotiations with R`: lemmas, `|` between
alternatives, `A` for the actor and `R` for the recipient. The first word after the subject slot is the verb;
the others are found among its particles, objects, prepositions and complements, so determiners and adjectives
between them, the passive and other word orders need no wording of their own. A noun wording starts with the
noun: `visit to R`, `expulsion of R by A`, `R's release`. `{troops}` stands for the words that the file's table
`[words]` gives under that name; `{troops}|militia` adds one.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from dragoman.knowledge.schema import Row
from dragoman.records import Quad, Status

Slot = Literal["A", "R"]


class ExpectedEvent(Row):
    """What an example must yield: a record of the file's type at these words."""

    trigger: str | None = None
    type: str | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    status: Status | None = None
    mode: str | None = None
    cameo: str | None = None
    date: str | None = None


class Example(ExpectedEvent):
    """A sentence in which the frame must be found; actors and recipients are countries (or names of IGOs)."""

    text: str
    published: dt.date | None = None
    unsupported: str | None = None


class CounterExample(Row):
    """A sentence in which no record of this type may be found at the words `at` (anywhere, where not given)."""

    text: str
    at: str | None = None
    published: dt.date | None = None
    unsupported: str | None = None


class Frame(Row):
    """One way of naming an event: wordings with the same mode, CAMEO code and roles."""

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    mode: str | None = None
    cameo: str
    contexts: tuple[str, ...] = ()
    reciprocal: bool = False
    needs: Literal["A", "R", "AR", "any", "people"] = "any"
    A_is: tuple[str, ...] = ()
    R_is: tuple[str, ...] = ()
    R_from: Literal["head", "inside"] = "inside"
    absorbs: bool | None = None
    unless: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    status: Status | None = None
    speaker: Literal["A", "R"] | None = None
    own: bool = False
    R_named: bool = False
    weight: float = Field(default=0.8, ge=0, le=1)
    example: tuple[Example, ...] = ()
    counter_example: tuple[CounterExample, ...] = ()

    @field_validator("cameo")
    @classmethod
    def _is_code(cls, value: str) -> str:
        if not (value.isdigit() and 2 <= len(value) <= 4):
            raise ValueError("a CAMEO code has two to four digits")
        return value


class EventType(Row):
    """One file of `data/events/`: an event type with its modes and frames.

    `cameo` is the code of an event that no frame names, `mutual` says that those who take part do it together.
    """

    type: str
    definition: str
    quad: Quad | None = None
    score: float
    absorbs: bool = False
    mutual: bool = False
    cameo: str | None = None
    modes: dict[str, float] = {}
    open_recipient: tuple[Literal["partner", "focus", "foe", "place", "home", "noun"], ...] = ()
    open_actor: tuple[str | None, ...] = ()
    undone_by: str | None = None
    words: dict[str, str] = {}
    frame: tuple[Frame, ...] = ()
    counter_example: tuple[CounterExample, ...] = ()
    file: str = Field(default="", exclude=True)  # where it was read from, set by the reader

    def score_of(self, mode: str | None) -> float:
        """Return the PLOVER conflict-cooperation score of a mode (the type's own without one)."""
        return self.modes.get(mode, self.score) if mode else self.score

    def code_of(self, mode: str | None) -> str | None:
        """Return the CAMEO code that the first frame of a mode has; the type's own without one."""
        return next((frame.cameo for frame in self.frame if mode and frame.mode == mode), self.cameo)

    @model_validator(mode="after")
    def _words_are_known(self) -> EventType:
        for frame in self.frame:
            for line in frame.verbs + frame.nouns:
                unknown = set(NAMED_WORDS.findall(line)) - set(self.words)
                if unknown:
                    raise ValueError(f"frame {frame.id}: [words] has no {sorted(unknown)[0]!r}")
        return self

    def written_out(self, line: str) -> str:
        """Return a wording with the words that `{name}` stands for."""
        return NAMED_WORDS.sub(lambda name: self.words[name[1]], line)

    @cached_property
    def wordings(self) -> int:
        """How many distinct wordings the frames hold: one for each verb or noun that a line may begin with."""
        return len(
            {
                (head, line)
                for frame in self.frame
                for line in frame.verbs + frame.nouns
                for head in next(w for w in self.written_out(line).split() if w not in SLOTS).split("|")
            }
        )


SLOTS = frozenset(["A", "R", "A's", "R's", "-"])
NAMED_WORDS = re.compile(r"\{(\w+)\}")


def expand(line: str) -> tuple[str, ...]:
    """Return a wording with every `a|b` written out."""
    results = [""]
    for word in line.split():
        results = [f"{r} {choice}".strip() for r in results for choice in word.split("|")]
    return tuple(results)


class Goldstein(Row):
    """Goldstein's score of a CAMEO code."""

    cameo: str
    goldstein: float


class CameoLabel(Row):
    """What a CAMEO code is called."""

    cameo: str = Field(pattern=r"^\d{2,4}$")
    label: str


class Crosswalk(Row):
    """What PLOVER makes of a CAMEO code: type, mode and contexts, as the crosswalk of its authors says."""

    cameo: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class CrosswalkDifference(Row):
    """A CAMEO code whose events the frames file otherwise than the crosswalk, and why."""

    cameo: str
    type: str
    mode: str | None = None
    why: str
