"""Reads sentences with the encoder, adds the events that only it sees, and tells of each how it is witnessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.drafts import Draft
from dragoman.analyse.proposals import overlaps, propose_events
from dragoman.analyse.relation import Reading, RelationModel, read_sentences
from dragoman.analyse.roles import HasActors
from dragoman.knowledge.events import EventType

# Mentions that alone make no sentence worth reading: whom "he" or "they" means is told by others.
WEAK = ("pronoun",)


def read_candidates(
    analysis: Analysis,
    drafts: Sequence[Draft],
    resolved: Sequence[HasActors],
    skipped: frozenset[int],
    model: RelationModel,
) -> dict[int, Reading]:
    """Return the encoder's readings by index of the sentence: those with a proposed event or a political actor.

    Arguments: skipped, paragraphs that are not read (other fields).
    """
    wanted = {draft.sentence.index for draft in drafts}
    wanted |= {item.mention.sentence for item in resolved if item.actors and item.mention.kind not in WEAK}
    chosen = [
        sentence
        for sentence in analysis.sentences
        if sentence.index in wanted and sentence.paragraph not in skipped and sentence.tokens[-1].text != "?"
    ]
    texts = [analysis.document.text[sentence.start : sentence.end] for sentence in chosen]
    return {sentence.index: reading for sentence, reading in zip(chosen, read_sentences(model, texts))}


def judge_drafts(
    analysis: Analysis,
    drafts: Sequence[Draft],
    readings: Mapping[int, Reading],
    resolved: Sequence[HasActors],
    model: RelationModel,
    kinds: Mapping[str, EventType],
    least: float,
) -> tuple[Draft, ...]:
    """Return the drafts with the encoder's probability of each, and with those that only the encoder proposes.

    Arguments: drafts of the frames, in text order; readings by sentence; kinds, event types by name; least, the
    lowest probability of a trigger that is proposed.
    """
    by_sentence: dict[int, list[HasActors]] = {}
    for item in resolved:
        by_sentence.setdefault(item.mention.sentence, []).append(item)
    done = [_judged(draft, readings.get(draft.sentence.index), model) for draft in drafts]
    sentences = {sentence.index: sentence for sentence in analysis.sentences}
    for index, reading in readings.items():
        sentence = sentences[index]
        here = by_sentence.get(index, [])
        for proposed in propose_events(sentence, reading, model, kinds, here, least):
            if not any(overlaps(proposed, draft) for draft in done):
                done.append(proposed)
    return tuple(sorted(done, key=lambda draft: (draft.sentence.index, draft.trigger)))


def _judged(draft: Draft, reading: Reading | None, model: RelationModel) -> Draft:
    if reading is None or draft.type not in model.types:
        return draft
    start = draft.sentence.start
    tokens = (draft.sentence.tokens[i] for i in draft.match.words)
    at = reading.pieces([(token.start - start, token.end - start) for token in tokens])
    if not at:
        return draft
    return replace(draft, encoder=float(reading.triggers[at, model.types.index(draft.type)].max()))
