"""Turns the corpus into training examples: sentences with triggers and roles, and sentences with one marked pair."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from training.labels import NONE, Finer, label_of
from training.markup import MarkedEvent, MarkedSentence, Passage

Extent = tuple[int, int]
NEAR = 25  # characters between a trigger and the phrase that stands for its recipient
HELD_OUT = 10  # one passage of ten is set aside for validation


@dataclass(frozen=True, slots=True)
class Role:
    """How one marked phrase takes part in one event: offsets of the event's trigger and of the phrase."""

    trigger: Extent
    phrase: Extent
    role: str


@dataclass(frozen=True, slots=True)
class Example:
    """What the encoder sees once: a text, perhaps with a marked pair, and what it should answer.

    `pair` is (actor, recipient) as code points and `label` the type between them; without a pair both are None.
    `triggers` are (start, end, type, mode or None), `phrases` all marked phrases.
    """

    text: str
    pair: tuple[Extent, Extent | None] | None
    label: str | None
    triggers: tuple[tuple[int, int, str, str | None], ...]
    roles: tuple[Role, ...]
    phrases: tuple[Extent, ...]


def split(passages: Sequence[Passage]) -> tuple[list[MarkedSentence], list[MarkedSentence]]:
    """Return the sentences to learn from and those set aside: whole passages, one of ten."""
    kept = ([], [])
    for number, passage in enumerate(passages):
        kept[number % HELD_OUT == 0].extend(passage.sentences)
    return kept


def plain_example(sentence: MarkedSentence) -> Example:
    """Return the sentence without marks: which words are triggers, of what, and who takes which part."""
    roles = []
    for event in sentence.events:
        for number, phrase in sentence.actors.items():
            # Of one who is both ("clashes between X and Y") the part as actor counts.
            role = "actor" if number in event.actors else "recipient" if number in event.recipients else "none"
            roles.append(Role((event.start, event.end), phrase, role))
    triggers = tuple((e.start, e.end, e.type, e.mode) for e in sentence.events)
    return Example(sentence.text, None, None, triggers, tuple(roles), tuple(sentence.actors.values()))


def pair_examples(sentence: MarkedSentence, finer: Sequence[Finer]) -> Iterator[Example]:
    """Yield one example for each ordered pair of marked phrases; NONE where no event holds between them."""
    for a, b in sentence.pairs:
        between = tuple(e for e in sentence.events if _holds(e, a, b))
        label = label_of(between[0], sentence, finer) if between else NONE
        yield _pair(sentence, sentence.actors[a], sentence.actors[b], label, between)


def object_examples(sentence: MarkedSentence, phrases: Iterable[Extent], finer: Sequence[Finer]) -> Iterator[Example]:
    """Yield pairs for events that name no recipient: the nearest phrase after the trigger stands for it, or nothing.

    People mark what a deed is aimed at, not only at whom: "vetoed the bill", "condemned the killing".
    """
    phrases = sorted(phrases)
    for event in sentence.events:
        if event.recipients or event.together or not event.actors:
            continue
        taken = [sentence.actors[n] for n in event.actors]
        after = [p for p in phrases if p[1] > event.end and not any(p[0] < e and s < p[1] for s, e in taken)]
        near = after[0] if after and after[0][0] - event.end < NEAR else None
        yield _pair(sentence, taken[0], near, label_of(event, sentence, finer), (event,))


def _holds(event: MarkedEvent, a: int, b: int) -> bool:
    others = event.actors + event.recipients if event.together else event.recipients
    return a in event.actors and b in others


def _pair(sentence: MarkedSentence, a: Extent, b: Extent | None, label: str, events: Iterable[MarkedEvent]) -> Example:
    triggers = tuple((e.start, e.end, e.type, e.mode) for e in events)
    return Example(sentence.text, (a, b), label, triggers, (), (a, b) if b else (a,))


def epoch(plain: Sequence[Example], pairs: Sequence[Example], *, seed: int, none_share: float) -> list[Example]:
    """Return the examples of one pass in random order: all plain ones, all pairs with an event, and some without.

    Arguments:
        none_share: number of NONE pairs for each pair with an event; others each time.
    """
    rng = random.Random(zlib.crc32(f"epoch {seed}".encode()))
    some = [e for e in pairs if e.label != NONE]
    none = [e for e in pairs if e.label == NONE]
    chosen = [*plain, *some, *rng.sample(none, min(len(none), round(none_share * len(some))))]
    rng.shuffle(chosen)
    return chosen
