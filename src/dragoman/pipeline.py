"""The order of the steps, and the only code that runs them, joins their results and catches their errors."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.casing import case_rules
from dragoman.analyse.gazetteer import Gazetteer, build_gazetteer
from dragoman.analyse.language import Language, analyse, load_language
from dragoman.analyse.patterns import FrameIndex, compile_frames
from dragoman.analyse.topics import TopicIndex, build_topics, figurative, off_topic
from dragoman.errors import DragomanError, InputError
from dragoman.extract.actors import find_mentions
from dragoman.extract.attribution import AttributionIndex, build_attribution_index, find_attributions
from dragoman.extract.circumstances import date_events, place_events, status_events
from dragoman.extract.coreference import resolve
from dragoman.extract.dates import DateIndex, build_date_index, find_dates
from dragoman.extract.dyads import complete_dyads
from dragoman.extract.events import draft_events
from dragoman.extract.places import PlaceIndex, build_place_index, find_places
from dragoman.extract.tellings import merge_tellings, write_records
from dragoman.extract.vouching import source_of, vouch_events
from dragoman.knowledge.events import EventType
from dragoman.knowledge.tables import Knowledge, load_knowledge
from dragoman.records import Actor, Attribution, Document, EventMention, Failure, Record

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
    Step("events", ("analysis", "resolved", "places"), "proposed", lambda p, r: _propose(p, r)),
    Step(
        "circumstances",
        ("analysis", "proposed", "dates", "places", "reported", "resolved"),
        "drafts",
        lambda p, r: _circumstances(p, r),
    ),
    Step("tellings", ("analysis", "drafts"), "events", lambda p, r: _write(p, r)),
)


@lru_cache(maxsize=2)
def load_pipeline(knowledge_dir: Path | None = None) -> Pipeline:
    """Return the pipeline with its model and knowledge loaded (about two seconds, once per process).

    Raises KnowledgeError for broken knowledge or a missing language model.
    """
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
        types={kind.type: kind for kind in knowledge.events},
        goldstein={row.cameo: row.goldstein for row in knowledge.goldstein},
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


def run(
    documents: Iterable[Document | Failure], *, knowledge_dir: Path | None = None, jobs: int = 1
) -> Iterator[tuple[Document | None, tuple[EventMention, ...] | Failure]]:
    """Yield (document, its event mentions or a Failure) in input order; one bad document never stops the rest.

    Arguments: documents, a stream (Failures in it are passed on); jobs, number of processes.
    """
    if jobs > 1:
        yield from _run_parallel(documents, knowledge_dir, jobs)
        return
    pipeline = load_pipeline(knowledge_dir)
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
    documents: Iterable[Document | Failure], knowledge_dir: Path | None, jobs: int
) -> Iterator[tuple[Document | None, tuple[EventMention, ...] | Failure]]:
    """Read in `jobs` processes with a bounded number of documents under way, so that memory does not grow."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=load_pipeline, initargs=(knowledge_dir,)
    ) as pool:
        under_way: deque[Future | tuple[None, Failure]] = deque()
        for item in documents:
            under_way.append((None, item) if isinstance(item, Failure) else pool.submit(_work, item, knowledge_dir))
            while len(under_way) > 4 * jobs:
                yield _result(under_way.popleft())
        while under_way:
            yield _result(under_way.popleft())


def _work(document: Document, knowledge_dir: Path | None) -> tuple[Document | None, tuple[EventMention, ...] | Failure]:
    return _attempt(document, load_pipeline(knowledge_dir))


def _result(entry: Any) -> tuple[Document | None, tuple[EventMention, ...] | Failure]:
    return entry if isinstance(entry, tuple) else entry.result()


def _analyse(pipeline: Pipeline, results: Mapping[str, Any]) -> Analysis:
    return analyse(results["document"], pipeline.language, pipeline.knowledge.sentences, pipeline.case)


def _propose(pipeline: Pipeline, results: Mapping[str, Any]) -> Any:
    analysis: Analysis = results["analysis"]
    other = off_topic(analysis, pipeline.topics)
    figures = figurative(analysis, pipeline.topics)
    return draft_events(analysis, results["resolved"], results["places"], pipeline.frames, other, figures)


def _write(pipeline: Pipeline, results: Mapping[str, Any]) -> tuple[EventMention, ...]:
    merged = merge_tellings(results["drafts"])
    return write_records(results["analysis"], merged, pipeline.types, pipeline.goldstein, VERSION)


def _circumstances(pipeline: Pipeline, results: Mapping[str, Any]) -> Any:
    analysis: Analysis = results["analysis"]
    drafts = status_events(results["proposed"], pipeline.knowledge.status)
    drafts = date_events(analysis, drafts, results["dates"], pipeline.types)
    drafts = place_events(analysis, drafts, results["places"])
    drafts = vouch_events(analysis, drafts, results["reported"], results["resolved"], pipeline.types)
    return complete_dyads(analysis, drafts, results["places"], pipeline.types, pipeline.gazetteer.countries)


def _actor_of(analysis: Analysis, item: Any, resolved: Any) -> Actor | None:
    if item.source is None:
        return None
    source = source_of(analysis, item, item.content[0], resolved)
    return Actor(**{k: v for k, v in source.model_dump().items() if k in Actor.model_fields})
