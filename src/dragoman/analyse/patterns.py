"""Compiles the wordings of frame data into patterns, indexed by the lemma of their head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge.events import EventType, Frame

SLOTS = {"A", "R", "A's", "R's"}


PREPOSITIONS = frozenset(
    [
        "of",
        "to",
        "with",
        "on",
        "upon",
        "in",
        "into",
        "at",
        "by",
        "between",
        "for",
        "from",
        "against",
        "over",
        "about",
        "toward",
        "towards",
        "across",
        "among",
        "outside",
        "under",
        "as",
        "after",
        "through",
        "before",
        "near",
        "around",
        "off",
        "out",
        "up",
        "onto",
        "alongside",
    ]
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording, compiled: `head` is the lemma that it is looked up by, `before` the subject or possessor slot."""

    wording: str
    head: str
    before: str | None
    pre: tuple[frozenset[str], ...]
    after: tuple[str | frozenset[str], ...]
    noun: bool
    type: str
    verbal: bool
    frame: Frame
    absorbs: bool
    ending: frozenset[str]
    file: str = ""

    @property
    def size(self) -> int:
        return 1 + len(self.pre) + sum(word not in SLOTS for word in self.after) + bool(self.ending)


@dataclass(frozen=True)
class FrameIndex:
    """All patterns by the lemma of their head."""

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]


def compile_frames(types: Iterable[EventType]) -> FrameIndex:
    """Return the patterns of all event types, the longest wordings first."""
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    for kind in types:
        for frame in kind.frame:
            absorbs = kind.absorbs if frame.absorbs is None else frame.absorbs
            for noun, lines in ((False, frame.verbs), (True, frame.nouns)):
                for line in lines:
                    for pattern in _compile(line, kind, frame, noun=noun, absorbs=absorbs):
                        (nouns if noun else verbs).setdefault(pattern.head, []).append(pattern)
    return FrameIndex(*({k: tuple(sorted(v, key=_rank)) for k, v in table.items()} for table in (verbs, nouns)))


def _compile(line: str, kind: EventType, frame: Frame, *, noun: bool, absorbs: bool) -> list[Pattern]:
    """Return the patterns of a wording: one for each alternative of its head word."""
    words = kind.written_out(line).split()
    before = None
    if words[0] in SLOTS or words[0] == "-":
        before = words.pop(0).removesuffix("'s")
        before = None if before == "-" else before
    pre: list[frozenset[str]] = []
    if noun:
        while len(words) > 1 and words[1] not in SLOTS and not PREPOSITIONS.intersection(words[1].split("|")):
            pre.append(frozenset(words.pop(0).split("|")))
    heads, after = words[0].split("|"), words[1:]
    ending: frozenset[str] = frozenset()
    if after and set(after[-1].split("|")) <= {"to", "that"}:
        ending = frozenset(after.pop().split("|"))
    parts = tuple(word if word in SLOTS else frozenset(word.split("|")) for word in after)
    verbal = kind.quad is None or kind.quad.startswith("verbal")
    return [
        Pattern(line, head, before, tuple(pre), parts, noun, kind.type, verbal, frame, absorbs, ending, kind.file)
        for head in heads
    ]


def _rank(pattern: Pattern) -> tuple:
    slots = sum(word in SLOTS for word in pattern.after) + (pattern.before is not None)
    return (-pattern.size, -slots, -pattern.frame.weight, pattern.wording, pattern.type)
