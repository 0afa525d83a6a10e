"""The order of the steps, and the only code that runs them, joins their results and catches their errors."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.casing import case_rules
from dragoman.analyse.decision import Decision, join_pair, load_decision
from dragoman.analyse.gazetteer import Gazetteer, build_gazetteer
from dragoman.analyse.language import Language, analyse, load_language
from dragoman.analyse.patterns import FrameIndex, compile_frames
from dragoman.analyse.relation import NONE, RelationModel, load_relation_model, relation_by_encoder
from dragoman.analyse.topics import TopicIndex, build_topics, figurative, off_topic
from dragoman.errors import DragomanError, InputError
from dragoman.extract.actors import find_mentions
from dragoman.extract.attribution import AttributionIndex, build_attribution_index, find_attributions
from dragoman.extract.circumstances import date_events, status_events
from dragoman.extract.coreference import resolve
from dragoman.extract.corrections import correct_tellings
from dragoman.extract.dates import DateIndex, build_date_index, find_dates
from dragoman.extract.dyads import complete_dyads
from dragoman.extract.event_places import place_events
from dragoman.extract.events import draft_events
from dragoman.extract.judging import judge_drafts, read_candidates
from dragoman.extract.outlets import vouch_by_outlet
from dragoman.extract.places import PlaceIndex, build_place_index, find_places
from dragoman.extract.relations import most_likely, relation_by_frames
from dragoman.extract.tellings import merge_tellings, write_records
from dragoman.extract.vouching import source_of, vouch_events
from dragoman.knowledge.events import EventType
from dragoman.knowledge.tables import Knowledge, load_knowledge
from dragoman.records import Actor, Attribution, Document, EventMention, Failure, MarkedPair, Record, Relation

VERSION = importlib.metadata.version("dragoman")
KINDS = ("actors", "dates", "places", "attributions")


@dataclass(frozen=True, repr=False)
class Pipeline:
    """Everything loaded that reading a document needs; made once per process by `load_pipeline`."""

    knowledge: Knowledge
    language: Language
    case: CaseRules
    gazetteer: Gazetteer
    frames: FrameIndex
    topics: TopicIndex
    dates: DateIndex
    places: PlaceIndex
    attribution: AttributionIndex
    types: dict[str, EventType]
    goldstein: dict[str, float]
    crosswalk: dict[str, str]
    decision: Decision
    encoder: RelationModel | None
    knowledge_dir: Path | None = None  # laid over the packaged knowledge

    def __repr__(self) -> str:
        return f"Pipeline({len(self.types)} event types, {len(self.knowledge.officeholders)} terms of office)"


@dataclass(frozen=True)
class Step:
    """A row of STEPS: what the step needs (results of earlier steps) and what it gives."""

    name: str
    needs: tuple[str, ...]
    gives: str
    run: Callable[[Pipeline, Mapping[str, Any]], Any]


STEPS: tuple[Step, ...] = (
    Step("analyse", ("document",), "analysis", lambda p, r: _analyse(p, r)),
    Step("mentions", ("analysis",), "mentions", lambda p, r: find_mentions(r["analysis"], p.gazetteer)),
    Step("places", ("analysis",), "places", lambda p, r: find_places(r["analysis"], p.places)),
    Step("dates", ("analysis",), "dates", lambda p, r: find_dates(r["analysis"], p.dates)),
    Step("attributions", ("analysis",), "reported", lambda p, r: find_attributions(r["analysis"], p.attribution)),
    Step(
        "coreference",
        ("analysis", "mentions", "places", "reported"),
        "resolved",
        lambda p, r: resolve(r["analysis"], r["mentions"], r["places"], r["reported"], p.gazetteer),
    ),
    Step("topics", ("analysis",), "off_topic", lambda p, r: off_topic(r["analysis"], p.topics)),
    Step("events", ("analysis", "resolved", "places", "off_topic"), "proposed", lambda p, r: _propose(p, r)),
    Step("encoder", ("analysis", "resolved", "proposed", "off_topic"), "judged", lambda p, r: _judge(p, r)),
    Step(
        "circumstances",
        ("analysis", "judged", "dates", "places", "reported", "resolved"),
        "drafts",
        lambda p, r: _circumstances(p, r),
    ),
    Step("tellings", ("analysis", "drafts", "dates", "resolved"), "events", lambda p, r: _write(p, r)),
)


def load_pipeline(knowledge_dir: Path | None = None, *, fast: bool = False) -> Pipeline:
    """Return the pipeline with its models and knowledge loaded (some seconds, once per process).

    Arguments: knowledge_dir, laid over the packaged knowledge; fast, frames alone, without the encoder.
    Raises KnowledgeError for broken knowledge or a missing model.
    """
    return _load(knowledge_dir, fast)


@lru_cache(maxsize=2)
def _load(knowledge_dir: Path | None, fast: bool) -> Pipeline:
    parts = _load_frames(knowledge_dir)
    return parts if fast else replace(parts, encoder=load_relation_model())


@lru_cache(maxsize=1)
def _load_frames(knowledge_dir: Path | None) -> Pipeline:
    knowledge = load_knowledge(knowledge_dir)
    language = load_language()
    gazetteer = build_gazetteer(
        knowledge.countries,
        knowledge.organisations,
        knowledge.agents,
        knowledge.offices,
        knowledge.officeholders,
        knowledge.names,
        knowledge.given_names,
        knowledge.places,
        language.common,
    )
    places = build_place_index(knowledge.countries, knowledge.places, knowledge.toponyms)
    return Pipeline(
        knowledge=knowledge,
        language=language,
        case=case_rules(knowledge, language.common, frozenset(n for n, e in places.names.items() if not e[0].weak)),
        gazetteer=gazetteer,
        frames=compile_frames(knowledge.events),
        topics=build_topics(knowledge.topics),
        dates=build_date_index(knowledge.dates),
        places=places,
        attribution=build_attribution_index(knowledge.attribution),
        # Of several files of one type the first tells what the type is, the others add frames.
        types={kind.type: kind for kind in reversed(knowledge.events)},
        goldstein={row.cameo: row.goldstein for row in knowledge.goldstein},
        crosswalk={row.cameo: row.type for row in knowledge.crosswalk},
        decision=load_decision(),
        encoder=None,
        knowledge_dir=knowledge_dir,
    )


def run_steps(
    document: Document, pipeline: Pipeline, *, until: str | None = None, clock: dict[str, float] | None = None
) -> dict[str, Any]:
    """Return the results of the steps by what they give.

    Arguments: until, name of the last step to run; clock, filled with CPU seconds by step where given.
    Raises InputError (I013) naming the step that failed.
    """
    results: dict[str, Any] = {"document": document}
    for step in STEPS:
        began = time.process_time()
        try:
            results[step.gives] = step.run(pipeline, results)
        except DragomanError:
            raise
        except Exception as error:
            raise InputError(
                "I013", where=document.id, detail=f"{step.name} ({type(error).__name__}: {error})"
            ) from error
        if clock is not None:
            clock[step.name] = clock.get(step.name, 0.0) + time.process_time() - began
        if step.name == until:
            break
    return results


def run_document(document: Document, pipeline: Pipeline) -> tuple[EventMention, ...]:
    """Return the event mentions of one document.

    Raises DragomanError where the document cannot be read.
    """
    return run_steps(document, pipeline)["events"]


def find(kind: str, document: Document, pipeline: Pipeline) -> tuple[Record, ...]:
    """Return what one step found in a document: kind is actors, dates, places or attributions."""
    if kind == "dates":
        return run_steps(document, pipeline, until="dates")["dates"]
    if kind == "places":
        return run_steps(document, pipeline, until="places")["places"]
    results = run_steps(document, pipeline, until="coreference")
    if kind == "actors":
        return tuple(actor for item in results["resolved"] for actor in item.actors)
    return tuple(
        Attribution(
            source=_actor_of(results["analysis"], item, results["resolved"]),
            cue=item.cue,
            content=item.content,
            quotation=item.quotation,
            found_by=item.found_by,
        )
        for item in results["reported"]
    )


def relate(pair: MarkedPair, pipeline: Pipeline, *, reading: str = "crosswalk") -> Relation:
    """Return the event type between two marked phrases of a text, with the probability of each type.

    Arguments: reading, `manual` as in the records (PLOVER's manual), or `crosswalk` as in data converted from CAMEO,
    where a conviction is ACCUSE, an embargo COERCE, announced yielding AGREE and a concluded agreement SUPPORT.
    Raises InputError (I013).
    """
    crosswalk = pipeline.crosswalk if reading == "crosswalk" else None
    try:
        document = Document(id=str(pair.id), text=pair.text)
        analysis = analyse(document, pipeline.language, pipeline.knowledge.sentences, pipeline.case)
        frames = relation_by_frames(
            analysis, pipeline.frames, pair.actor, pair.recipient, pipeline.knowledge.status, crosswalk
        )
        if pipeline.encoder is None:
            found = dict.fromkeys((*pipeline.types, NONE), 0.0) | (frames or {NONE: 1.0})
        else:
            encoder = relation_by_encoder(pipeline.encoder, pair.text, pair.actor, pair.recipient, reading=reading)
            found = join_pair(pipeline.decision, encoder, frames)
    except Exception as error:
        raise InputError("I013", where=str(pair.id), detail=f"relate ({type(error).__name__}: {error})") from error
    return Relation(
        id=pair.id, type=most_likely(found), probabilities={kind: round(p, 4) for kind, p in sorted(found.items())}
    )


def run(
    documents: Iterable[Document | Failure], *, knowledge_dir: Path | None = None, jobs: int = 1, fast: bool = False
) -> Iterator[tuple[Document | None, tuple[EventMention, ...] | Failure]]:
    """Yield (document, its event mentions or a Failure) in input order; one bad document never stops the rest.

    Arguments: documents, a stream (Failures in it are passed on); jobs, number of processes; fast, frames alone.
    """
    if jobs > 1:
        yield from _run_parallel(documents, knowledge_dir, jobs, fast)
        return
    pipeline = load_pipeline(knowledge_dir, fast=fast)
    for item in documents:
        yield _attempt(item, pipeline)


def _attempt(
    item: Document | Failure, pipeline: Pipeline
) -> tuple[Document | None, tuple[EventMention, ...] | Failure]:
    if isinstance(item, Failure):
        return None, item
    try:
        return item, run_document(item, pipeline)
    except DragomanError as error:
        return item, Failure(document=item.id, code=error.code, message=error.message)


def _run_parallel(
    documents: Iterable[Document | Failure], knowledge_dir: Path | None, jobs: int, fast: bool
) -> Iterator[tuple[Document | None, tuple[EventMention, ...] | Failure]]:
    """Read in `jobs` processes with a bounded number of documents under way, so that memory does not grow."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_load, initargs=(knowledge_dir, fast)
    ) as pool:
        under_way: deque[Future | tuple[None, Failure]] = deque()
        for item in documents:
            under_way.append(
                (None, item) if isinstance(item, Failure) else pool.submit(_work, item, knowledge_dir, fast)
            )
            while len(under_way) > 4 * jobs:
                yield _result(under_way.popleft())
        while under_way:
            yield _result(under_way.popleft())


def _work(
    document: Document, knowledge_dir: Path | None, fast: bool
) -> tuple[Document | None, tuple[EventMention, ...] | Failure]:
    return _attempt(document, _load(knowledge_dir, fast))


def _result(entry: Any) -> tuple[Document | None, tuple[EventMention, ...] | Failure]:
    return entry if isinstance(entry, tuple) else entry.result()


def _analyse(pipeline: Pipeline, results: Mapping[str, Any]) -> Analysis:
    return analyse(results["document"], pipeline.language, pipeline.knowledge.sentences, pipeline.case)


def _propose(pipeline: Pipeline, results: Mapping[str, Any]) -> Any:
    analysis: Analysis = results["analysis"]
    figures = figurative(analysis, pipeline.topics)
    return draft_events(
        analysis, results["resolved"], results["places"], pipeline.frames, results["off_topic"], figures
    )


def _write(pipeline: Pipeline, results: Mapping[str, Any]) -> tuple[EventMention, ...]:
    analysis: Analysis = results["analysis"]
    merged = merge_tellings(results["drafts"])
    merged = correct_tellings(analysis, merged, results["dates"], pipeline.knowledge.status)
    merged = vouch_by_outlet(analysis, merged, results["resolved"], pipeline.gazetteer)
    return write_records(analysis, merged, pipeline.types, pipeline.goldstein, pipeline.decision, VERSION)


def _judge(pipeline: Pipeline, results: Mapping[str, Any]) -> Any:
    analysis, drafts, resolved = results["analysis"], results["proposed"], results["resolved"]
    skipped = results["off_topic"]
    if pipeline.encoder is None:
        return drafts
    readings = read_candidates(analysis, drafts, resolved, skipped, pipeline.encoder)
    least = pipeline.decision.trigger
    return judge_drafts(analysis, drafts, readings, resolved, pipeline.encoder, pipeline.types, least)


def _circumstances(pipeline: Pipeline, results: Mapping[str, Any]) -> Any:
    analysis: Analysis = results["analysis"]
    drafts = status_events(results["judged"], pipeline.knowledge.status)
    drafts = date_events(analysis, drafts, results["dates"], pipeline.types)
    drafts = place_events(analysis, drafts, results["places"], pipeline.places)
    drafts = vouch_events(analysis, drafts, results["reported"], results["resolved"], pipeline.types)
    return complete_dyads(
        analysis,
        drafts,
        results["places"],
        pipeline.types,
        pipeline.gazetteer.countries,
        results["resolved"],
        pipeline.knowledge.sentences.topic_openers,
    )


def _actor_of(analysis: Analysis, item: Any, resolved: Any) -> Actor | None:
    if item.source is None:
        return None
    source = source_of(analysis, item, item.content[0], resolved)
    return Actor(**{k: v for k, v in source.model_dump().items() if k in Actor.model_fields})
