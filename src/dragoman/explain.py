"""Tells how a record came about: the wording that matched, the rows behind each actor, date, place and source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analyse.drafts import Draft
from dragoman.extract.tellings import confidence_factors, merge_tellings
from dragoman.pipeline import Pipeline, run_steps
from dragoman.records import Actor, Document, EventMention


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one record was made: lines of plain words under headings."""

    record: EventMention
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self) -> str:
        """Return the explanation as text for a terminal."""
        lines = [f"{self.record.id}: {self.record.type} «{self.record.trigger.text}»"]
        for heading, facts in self.parts:
            lines += ["", heading, *(f"  {fact}" for fact in facts)]
        return "\n".join(lines) + "\n"


def explain_record(record: str, document: Document, pipeline: Pipeline) -> Explanation | None:
    """Return how the record of that id was made from a document, or None where the document has no such record.

    The document is read again: the same input and version give the same records.
    """
    results = run_steps(document, pipeline)
    event = next((e for e in results["events"] if e.id == record), None)
    if event is None:
        return None
    drafts = merge_tellings(results["drafts"])
    draft = next(d for d in drafts if d.type == event.type and d.trigger == (event.trigger.start, event.trigger.end))
    return Explanation(
        event,
        (
            ("Rule", tuple(_rule(event, draft, pipeline))),
            ("Who", tuple(_sides(event, draft, pipeline))),
            ("When", tuple(_date(event))),
            ("Where", tuple(_place(event))),
            ("On whose word", tuple(_sources(event)) or ("the document's own",)),
            ("Whether", tuple(_status(event, draft))),
            ("Other tellings", tuple(_tellings(document, draft)) or ("none in this document",)),
            ("Confidence", tuple(_confidence(event, draft))),
        ),
    )


def _rule(event: EventMention, draft: Draft, pipeline: Pipeline) -> Iterable[str]:
    frame, pattern = draft.match.pattern.frame, draft.match.pattern
    yield f"events/{event.type.lower()}.toml, frame {frame.id}, wording «{pattern.wording}»"
    yield f"matched: {' … '.join(draft.sentence.tokens[i].text for i in sorted(draft.match.words))}"
    kind = pipeline.types[event.type]
    yield f"{kind.definition}"
    mode = f", mode {event.mode} ({event.score})" if event.mode else f" ({event.score})"
    yield f"{event.quad or 'no quad'}{mode}; CAMEO {event.cameo}, Goldstein {event.goldstein}"
    yield f"evidence: {event.evidence.text}"


def _sides(event: EventMention, draft: Draft, pipeline: Pipeline) -> Iterable[str]:
    for side, actors in (("actor", event.actors), ("recipient", event.recipients)):
        if not actors:
            yield f"{side}: nobody named"
        for actor in actors:
            yield f"{side}: {actor.name} [{actor.code or '–'}], from «{actor.text}» at {actor.start}–{actor.end}"
            yield f"    found by: {actor.found_by or 'words of the sentence'}"
            for row in _rows(actor, event, pipeline):
                yield f"    {row}"
    for flag in event.flags:
        yield f"flag: {flag}"


def _rows(actor: Actor, event: EventMention, pipeline: Pipeline) -> Iterable[str]:
    """Give the rows of the world tables that stand behind an actor."""
    country = pipeline.gazetteer.countries.get(actor.country or "")
    if country is not None:
        yield f"countries.csv: {country.iso3} {country.name}"
    if actor.person and "officeholders" in actor.found_by:
        for row in pipeline.knowledge.officeholders:
            if actor.person in (row.person, *row.aliases):
                until = row.end or "today"
                yield f"officeholders.csv: {row.person}, {row.role}, {row.country or 'no country'}, {row.start} to {until}"
    for body in pipeline.knowledge.organisations:
        if actor.name == body.name:
            yield f"organisations.csv: {body.name}, {body.sector}, {body.kind}, {body.country or 'no country'}"


def _date(event: EventMention) -> Iterable[str]:
    date = event.date
    if date is None:
        yield "no date found"
        return
    words = f"«{date.text}» at {date.start}–{date.end}" if date.text else "no words of its own"
    yield f"{date.edtf or 'unresolved'} ({date.basis}), from {words}"
    if date.found_by:
        yield f"rule: {date.found_by}"


def _place(event: EventMention) -> Iterable[str]:
    place = event.place
    if place is None:
        yield "no place found"
        return
    at = f"{place.lat}, {place.lon}" if place.lat is not None else "no coordinates"
    yield f"{place.name} ({place.country or 'no country'}; {place.feature}; {at}), from «{place.text}» at {place.start}–{place.end}"
    if place.found_by:
        yield f"rule: {place.found_by}"


def _sources(event: EventMention) -> Iterable[str]:
    for source in event.attribution:
        cue = f"cue «{source.cue}»" if source.cue else "no cue"
        yield f"{source.name}, from «{source.text}»: {source.quotation}, {cue}; {source.found_by}"


def _status(event: EventMention, draft: Draft) -> Iterable[str]:
    fixed = draft.match.pattern.frame.status
    yield f"{event.status}" + (" (said by the wording itself)" if fixed == event.status else " (en/status.toml)")


def _tellings(document: Document, draft: Draft) -> Iterable[str]:
    for start, end in draft.tellings:
        yield f"«{document.text[start:end]}» at {start}–{end}"


def _confidence(event: EventMention, draft: Draft) -> Iterable[str]:
    for reason, factor in confidence_factors(draft):
        yield f"{factor:.2f}  {reason}"
    yield f"{event.confidence:.2f}  in all"
