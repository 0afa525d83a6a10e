"""Says who vouches for each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.drafts import UNFILLED, Draft
from dragoman.analyse.roles import HasActors
from dragoman.ids import entity_id
from dragoman.knowledge.events import EventType
from dragoman.records import Actor, Quotation, Source, Span


class ReportedSpeech(Protocol):
    """What attribution found: source, cue and content as spans."""

    source: Span | None
    source_head: tuple[int, int] | None
    cue: Span
    content: tuple[Span, ...]
    quotation: Quotation
    found_by: str
    order: int


def vouch_events(
    analysis: Analysis,
    drafts: Sequence[Draft],
    reported: Sequence[ReportedSpeech],
    resolved: Sequence[HasActors],
    types: dict[str, EventType],
) -> tuple[Draft, ...]:
    """Return the drafts with the chain of those who vouch for them, nearest to the event first."""
    done = []
    for draft in drafts:
        start, end = draft.trigger
        links = []
        for item in reported:
            for content in item.content:
                if content.start <= start and end <= content.end + 1 and item.source is not None:
                    if item.cue.start < end and start < item.cue.end:
                        continue
                    size = (content.end - content.start, item.order)
                    links.append((size, source_of(analysis, item, content, resolved)))
                    break
        chain: dict[str, Source] = {}
        for _, source in sorted(links, key=lambda link: link[0]):
            chain.setdefault(source.entity, source)
        draft = _spoken_by(replace(draft, sources=tuple(chain.values())), types)
        if UNFILLED not in draft.flags or draft.actors:
            done.append(replace(draft, flags=tuple(flag for flag in draft.flags if flag != UNFILLED)))
    return tuple(done)


def _spoken_by(draft: Draft, types: dict[str, EventType]) -> Draft:
    """Return an act of speech with its speaker as actor where what he says names only his country, or nobody.

    "COAS said that Pakistan welcomes the talks" is the general's welcome; "retaliation will follow, the
    ministry warned" the ministry's threat.
    """
    quad = types[draft.type].quad
    speaker = draft.sources[0] if draft.sources else None
    if speaker is not None and draft.match.pattern.frame.speaker:
        return _with_speaker(draft, speaker)
    if speaker is None or (quad is not None and not quad.startswith("verbal")) or draft.reciprocal or draft.noun:
        return draft
    if not (speaker.person or speaker.office) or speaker.sector in ("JRN", None):
        return draft
    alone = len(draft.actors) == 1 and draft.actors[0].name != speaker.name
    own = alone and draft.actors[0].country == speaker.country and draft.actors[0].entity in _bare(draft)
    if not own and draft.actors:
        return draft
    fields = {name: getattr(speaker, name) for name in Actor.model_fields}
    return replace(draft, actors=(Actor(**fields),))


def _with_speaker(draft: Draft, speaker: Source) -> Draft:
    """Return an act whose wording is the host's or guest's own ("a pleasure to have you here") with who says it."""
    actor = Actor(**{name: getattr(speaker, name) for name in Actor.model_fields})
    if draft.match.pattern.frame.speaker == "A":
        return draft if draft.actors else replace(draft, actors=(actor,))
    if draft.recipients or any(a.entity == actor.entity for a in draft.actors):
        return draft
    return replace(draft, recipients=(actor,))


def _bare(draft: Draft) -> set[str]:
    """Return the entities of a draft's actors that are countries, without person or office."""
    return {a.entity for a in draft.actors if a.country and not a.person and not a.office and a.sector == "GOV"}


def source_of(analysis: Analysis, item: ReportedSpeech, content: Span, resolved: Sequence[HasActors]) -> Source:
    """Return one link of the chain: the speaker as an actor, with cue, kind of quotation and content."""
    span = item.source
    actor = next(
        (r.actors[0] for r in resolved if r.mention.sentence < 0 and r.mention.start == span.start and r.actors),
        None,
    )
    if item.source_head is not None:
        sentence, head = item.source_head
        holders = [
            r
            for r in resolved
            if r.actors and r.mention.sentence == sentence and r.mention.first <= head <= r.mention.last
        ]
        longest = max(holders, key=lambda r: r.mention.last - r.mention.first, default=None)
        actor = longest.actors[0] if longest else None
    fields = (
        actor.model_dump()
        if actor
        else {"name": span.text, "entity": entity_id(analysis.document.id, f"source:{span.text}")}
    )
    fields.pop("found_by", None)
    fields.update(text=span.text, start=span.start, end=span.end)
    return Source(**fields, cue=item.cue.text, quotation=item.quotation, content=content, found_by=item.found_by)
