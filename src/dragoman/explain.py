"""Tells how a record came about: the wording that matched, the rows behind each actor, date, place and source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.drafts import Draft
from dragoman.analyse.relation import ENCODER
from dragoman.extract.corrections import CHANGED, correct_tellings
from dragoman.extract.tellings import confidence_factors, merge_tellings, weights_for
from dragoman.knowledge.actors import in_office, office_of
from dragoman.knowledge.schema import Row
from dragoman.knowledge.tables import own_lines
from dragoman.pipeline import Pipeline, run_steps
from dragoman.records import Actor, Document, EventMention

# The beginning of an id does for the whole one, as long as it cannot be a word.
SHORT_ID = re.compile(r"(?=[a-f]*\d)[\da-f]{6,}")


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


def explain_record(record: str, document: Document, pipeline: Pipeline) -> tuple[Explanation, ...]:
    """Return how records of a document were made: the one of that id, or those whose trigger has those words.

    Six characters of an id are enough. The document is read again: the same input and version give the same records.
    Empty where nothing fits.
    """
    results = run_steps(document, pipeline)
    short = SHORT_ID.fullmatch(record) is not None
    events = [e for e in results["events"] if e.id == record or short and e.id.startswith(record)]
    if not events and record.strip():
        events = [e for e in results["events"] if record.casefold() in e.trigger.text.casefold()]
    merged = merge_tellings(results["drafts"])
    merged = correct_tellings(results["analysis"], merged, results["dates"], pipeline.knowledge.status)
    drafts = {(d.type, d.trigger): d for d in merged}
    tables = _Tables(pipeline, results["analysis"], own_lines(pipeline.knowledge_dir) if events else {})
    return tuple(
        _explained(event, drafts[event.type, (event.trigger.start, event.trigger.end)], document, tables)
        for event in events
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """Where the rows behind an actor are looked up; `own` says of a user's rows where they stand."""

    pipeline: Pipeline
    analysis: Analysis
    own: Mapping[Row, str]

    def place(self, row: Row) -> str:
        return f" ({self.own[row]})" if row in self.own else ""


def _explained(event: EventMention, draft: Draft, document: Document, tables: _Tables) -> Explanation:
    pipeline = tables.pipeline
    return Explanation(
        event,
        (
            ("Rule", tuple(_rule(event, draft, document, pipeline))),
            ("Who", tuple(_sides(event, document, tables))),
            ("When", tuple(_date(event, document))),
            ("Where", tuple(_place(event))),
            ("On whose word", tuple(_sources(event, document, tables)) or ("the document's own",)),
            ("Whether", (_status(event, draft, document),)),
            ("Other tellings", tuple(_tellings(document, draft)) or ("none in this document",)),
            ("Confidence", tuple(_confidence(event, draft, pipeline))),
        ),
    )


def _rule(event: EventMention, draft: Draft, document: Document, pipeline: Pipeline) -> Iterable[str]:
    frame, pattern = draft.match.pattern.frame, draft.match.pattern
    tokens = (draft.sentence.tokens[i] for i in sorted(draft.match.words))
    if pattern.file == ENCODER:
        yield f"{pattern.file}: no frame matched; the relation encoder takes these words for {event.type}"
    else:
        yield f"{pattern.file}, frame {frame.id}, wording «{pattern.wording}»"
    yield f"matched: {' … '.join(document.text[token.start : token.end] for token in tokens)}"
    kind = pipeline.types[event.type]
    yield f"{kind.definition}"
    mode = f", mode {event.mode} ({event.score})" if event.mode else f" ({event.score})"
    yield f"{event.quad or 'no quad'}{mode}; CAMEO {event.cameo}, Goldstein {event.goldstein}"
    yield f"evidence: {event.evidence.text}"


def _sides(event: EventMention, document: Document, tables: _Tables) -> Iterable[str]:
    for side, actors in (("actor", event.actors), ("recipient", event.recipients)):
        if not actors:
            yield f"{side}: nobody named"
        for actor in actors:
            yield f"{side}: {actor.name} [{actor.code or '–'}], from «{actor.text}» at {actor.start}–{actor.end}"
            yield f"    found by: {actor.found_by or 'words of the sentence'}"
            for row in _rows(actor, document, tables):
                yield f"    {row}"
    for flag in event.flags:
        yield f"flag: {flag}"


def _rows(actor: Actor, document: Document, tables: _Tables) -> Iterable[str]:
    """Give the rows of the tables that stand behind an actor; of terms of office those that counted."""
    knowledge = tables.pipeline.knowledge
    country = tables.pipeline.gazetteer.countries.get(actor.country or "")
    if country is not None:
        yield f"countries.csv: {country.iso3} {country.name}{tables.place(country)}"
    if actor.person:
        day = document.published.isoformat() if document.published else None
        terms = [r for r in knowledge.officeholders if actor.person in (r.person, *r.aliases)]
        terms = [row for row in terms if row.country == actor.country or actor.country is None]
        for row in [row for row in terms if in_office(row, day)] or terms[-1:]:
            where, over = row.country or "no country", "" if in_office(row, day) or not day else f", not on {day}"
            term = f"{row.start} to {row.end or 'today'}{over}"
            yield f"officeholders.csv: {row.person}, {row.role}, {where}, {term}{tables.place(row)}"
    for body in knowledge.organisations:
        # "Pentagon spokesman": the body has told the country.
        if body.country in (None, actor.country) and f"{actor.name} ".startswith(f"{body.name} "):
            where = body.country or "no country"
            yield f"organisations.csv: {body.name}, {body.sector}, {body.kind}, {where}{tables.place(body)}"
    office = office_of(knowledge.offices.index, actor.office, actor.country) if actor.office else None
    if office is not None:
        role = "" if office.role == office.name else f", role {office.role}"
        yield f"offices.toml: {office.name}{role}, {office.sector or 'sector of its body'}"
    if "agent" in actor.found_by:
        yield from _nouns(actor, tables)


def _nouns(actor: Actor, tables: _Tables) -> Iterable[str]:
    """Give the role nouns among the words of an actor: "soldier", "foreign ministry"; the longest of each place."""
    index = tables.pipeline.knowledge.agents.index
    tokens = [t for s in tables.analysis.sentences for t in s.tokens if actor.start <= t.start and t.end <= actor.end]
    at = 0
    while at < len(tokens):
        for end in range(len(tokens), at, -1):
            words = tokens[at:end]
            lower = " ".join(token.lower for token in words)
            word = next((w for w in (lower, f"{lower[: -len(words[-1].lower)]}{words[-1].lemma}") if w in index), None)
            if word:
                yield f"agents.toml: {word}, {index[word].sector}"
                at = end - 1
                break
        at += 1


def _date(event: EventMention, document: Document) -> Iterable[str]:
    date = event.date
    undated = "" if document.published else "; the document has no publication date: give --published"
    if date is None:
        yield f"no date found{undated}"
        return
    if date.text:
        words = f"from «{date.text}» at {date.start}–{date.end}"
    else:
        words = "from no words of its own" if "before" not in date.basis else "the words stand with an earlier event"
    yield f"{date.edtf or 'unresolved'} ({date.basis}), {words}{undated}"
    if date.found_by:
        yield f"rule: {date.found_by}"


def _place(event: EventMention) -> Iterable[str]:
    place = event.place
    if place is None:
        yield "no place found"
        return
    at = f"{place.lat}, {place.lon}" if place.lat is not None else "no coordinates"
    where = f"{place.country or 'no country'}; {place.feature}; {at}"
    yield f"{place.name} ({where}), from «{place.text}» at {place.start}–{place.end}"
    if place.found_by:
        yield f"rule: {place.found_by}"


def _sources(event: EventMention, document: Document, tables: _Tables) -> Iterable[str]:
    for source in event.attribution:
        cue = f"cue «{source.cue}»" if source.cue else "no cue"
        told = f"from «{source.text}»" if source.text else "not named in the text"
        yield f"{source.name}, {told}: {source.quotation or 'in its own words'}, {cue}; {source.found_by}"
        for row in _rows(source, document, tables):
            yield f"    {row}"


def _status(event: EventMention, draft: Draft, document: Document) -> str:
    """Return the status with what decided it: the wording, the date, words around the event, or nothing."""
    date, day = event.date, document.published
    if CHANGED in event.flags:
        return f"{event.status}: a later sentence says so (see the other tellings)"
    if draft.match.pattern.frame.status == event.status:
        return f"{event.status}: the wording says so"
    if event.status == "actual":
        return "actual: no word says otherwise"
    if event.status == "planned" and date is not None and date.earliest and day and date.earliest > day:
        return "planned: the date lies after publication"
    return f"{event.status}: by the words around it (en/status.toml)"


def _tellings(document: Document, draft: Draft) -> Iterable[str]:
    for start, end in draft.tellings:
        yield f"«{document.text[start:end]}» at {start}–{end}"


def _confidence(event: EventMention, draft: Draft, pipeline: Pipeline) -> Iterable[str]:
    if draft.match.pattern.file != ENCODER:
        for reason, factor in confidence_factors(draft):
            yield f"{factor:.2f}  {reason}"
    if draft.encoder is not None:
        yield f"{draft.encoder:.2f}  probability of {event.type} at these words, by the relation encoder"
    weights = weights_for(draft, pipeline.decision)
    yield f"{event.confidence:.2f}  in all, calibrated (models/decision.json); kept from {weights.least:.2f} on"
