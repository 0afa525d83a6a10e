"""Events that the encoder sees and no frame does: triggers with their types, and who takes which part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.analyse.analysis import Sentence
from dragoman.analyse.drafts import Draft
from dragoman.analyse.frames import FrameMatch
from dragoman.analyse.patterns import Pattern
from dragoman.analyse.relation import ENCODER, Reading
from dragoman.analyse.roles import HasActors
from dragoman.knowledge.events import EventType, Frame
from dragoman.records import Actor

TAKES_PART = 0.5  # probability from which a phrase counts as actor or recipient
GAP = 2  # words between two parts of one trigger ("held … talks")


class Labels(Protocol):
    """The labels of the encoder's heads, as a loaded model has them."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a sentence that the encoder takes for one event: token positions, type, probability."""

    words: tuple[int, ...]
    type: str
    probability: float


def propose_events(
    sentence: Sentence,
    reading: Reading,
    labels: Labels,
    kinds: Mapping[str, EventType],
    here: Sequence[HasActors],
    least: float,
) -> tuple[Draft, ...]:
    """Return the events of a sentence that the encoder tells, with the roles that it gives to the mentions.

    Arguments: reading of this sentence, offsets from the sentence's start; labels of the encoder's heads; kinds, the
    event types by name; here, resolved mentions of the sentence; least, the lowest probability of a trigger.
    """
    drafts = []
    for trigger in triggers_of(sentence, reading, labels.types, least):
        kind = kinds.get(trigger.type)
        if kind is not None and kind.cameo is not None:
            draft = _draft(sentence, reading, trigger, kind, labels.modes, here)
            if draft is not None:
                drafts.append(draft)
    return tuple(drafts)


def triggers_of(sentence: Sentence, reading: Reading, types: Sequence[str], least: float) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence: words of one type that stand together, told by a verb or a noun."""
    groups: list[list[tuple[int, str, float]]] = []
    for token in sentence.tokens:
        chances = reading.types([_extent(sentence, token.i)])
        if chances is None or 1 - chances[-1] < least or token.pos == "PUNCT":
            continue
        best = int(chances[:-1].argmax())
        word = (token.i, types[best], float(chances[best]))
        if groups and groups[-1][-1][1] == word[1] and token.i - groups[-1][-1][0] <= GAP + 1:
            groups[-1].append(word)
        else:
            groups.append([word])
    found = []
    for group in groups:
        words = tuple(i for i, _, _ in group)
        surest = max(p for _, _, p in group)
        if surest >= least and any(sentence.tokens[i].pos in ("VERB", "NOUN", "AUX") for i in words):
            found.append(Trigger(words, group[0][1], surest))
    return tuple(found)


def _extent(sentence: Sentence, i: int) -> tuple[int, int]:
    token = sentence.tokens[i]
    return token.start - sentence.start, token.end - sentence.start


def _draft(
    sentence: Sentence,
    reading: Reading,
    trigger: Trigger,
    kind: EventType,
    modes: Sequence[str],
    here: Sequence[HasActors],
) -> Draft | None:
    extents = [_extent(sentence, i) for i in trigger.words]
    sides: dict[str, dict[str, Actor]] = {"actor": {}, "recipient": {}}
    heads: dict[str, list[int]] = {"actor": [], "recipient": []}
    for item in here:
        phrase = (item.mention.start - sentence.start, item.mention.end - sentence.start)
        chances = reading.role(extents, [phrase]) if item.actors else None
        if chances is None:
            continue
        for side, chance in zip(("actor", "recipient"), chances[1:]):
            if chance >= TAKES_PART:
                heads[side].append(item.mention.head)
                for actor in item.actors:
                    sides[side].setdefault(actor.entity, actor)
    for entity in sides["actor"]:
        sides["recipient"].pop(entity, None)
    actors, recipients = tuple(sides["actor"].values()), tuple(sides["recipient"].values())
    if not any(a.country or a.person or a.sector for a in actors + recipients):
        return None
    mode = reading.mode(extents, kind.type, modes)
    head = _head(sentence, trigger.words)
    noun = sentence.tokens[head].pos == "NOUN"
    match = FrameMatch(
        pattern=_pattern(kind, mode if mode in kind.modes else None, sentence.tokens[head].lemma, noun, not recipients),
        sentence=sentence.index,
        head=head,
        words=trigger.words,
        actors=tuple(heads["actor"]),
        recipients=tuple(heads["recipient"]),
        complement=None,
    )
    start, end = sentence.tokens[trigger.words[0]].start, sentence.tokens[trigger.words[-1]].end
    return Draft(match, sentence, kind.type, actors, recipients, "actual", (start, end), encoder=trigger.probability)


def _head(sentence: Sentence, words: tuple[int, ...]) -> int:
    """Return the word that governs the others: the first verb, else the first noun."""
    verbs = [i for i in words if sentence.tokens[i].pos == "VERB"]
    nouns = [i for i in words if sentence.tokens[i].pos in ("NOUN", "AUX")]
    return (verbs or nouns)[0]


def _pattern(kind: EventType, mode: str | None, lemma: str, noun: bool, alone: bool) -> Pattern:
    """Return a wording of the encoder's own: with the code of its mode; mutual where nobody is on the other side."""
    frame = Frame(
        id=kind.type.lower(), cameo=kind.code_of(mode), mode=mode, reciprocal=kind.mutual and alone, weight=0.5
    )
    verbal = kind.quad is None or kind.quad.startswith("verbal")
    return Pattern(
        wording=lemma,
        head=lemma,
        before=None,
        pre=(),
        after=(),
        noun=noun,
        type=kind.type,
        verbal=verbal,
        frame=frame,
        absorbs=False,
        ending=frozenset(),
        file=ENCODER,
    )


def overlaps(left: Draft, right: Draft) -> bool:
    """Tell whether two drafts of one sentence share a word, or one governs the other as verb and object."""
    if left.sentence is not right.sentence:
        return False
    if set(left.match.words) & set(right.match.words):
        return True
    return left.trigger[0] < right.trigger[1] and right.trigger[0] < left.trigger[1]
