"""Runs the examples that stand beside the rules, and scores gold documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.status import status_of
from dragoman.errors import KnowledgeError, UsageError
from dragoman.knowledge.events import CounterExample, EventType, Example
from dragoman.knowledge.merging import MergeRules
from dragoman.knowledge.status import StatusExample
from dragoman.merge.telling import counts, words_of
from dragoman.pipeline import Pipeline, load_pipeline, run_document, run_steps
from dragoman.records import Actor, Document, EventMention, to_json
from dragoman.scoring import score_documents


@dataclass
class FileReport:
    """How one knowledge file fares: counts, and what does not hold."""

    name: str
    rules: int
    wordings: int
    examples: int = 0
    passed: int = 0
    unsupported: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CheckReport:
    """The report of `dragoman check`; `ok` where every example holds."""

    files: tuple[FileReport, ...]

    @property
    def ok(self) -> bool:
        return not any(report.failures for report in self.files)


def check_knowledge(knowledge_dir: Path | None = None) -> CheckReport:
    """Return how the examples and counter-examples of all knowledge files fare.

    Raises KnowledgeError where a file cannot be read.
    """
    pipeline = load_pipeline(knowledge_dir, fast=True)
    reports = [_check_type(kind, pipeline) for kind in pipeline.knowledge.events]
    knowledge = pipeline.knowledge
    reports.append(_check_status("status.toml", 5, knowledge.status.example, pipeline))
    reports.append(_check_status("status_examples.csv", 0, knowledge.status_examples, pipeline))
    reports.append(_check_counting(knowledge.merging))
    return CheckReport(tuple(reports))


def evaluate_gold(
    paths: Sequence[str | Path], knowledge_dir: Path | None = None, *, fast: bool = False
) -> dict[str, Any]:
    """Return the figures of the reader over gold files or folders of them (see scoring.py).

    Arguments: fast, frames alone.

    Raises UsageError (U004) for a file that is no gold document.
    """
    pipeline = load_pipeline(knowledge_dir, fast=fast)
    golds = [_gold(path) for path in _files(paths)]
    records = {}
    for gold in golds:
        document = Document(**{k: gold.get(k) for k in ("id", "text", "published", "title", "source")})
        records[gold["id"]] = [json.loads(to_json(event)) for event in run_document(document, pipeline)]
    return score_documents(golds, records)


def _files(paths: Sequence[str | Path]) -> Iterable[Path]:
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.json")) if path.is_dir() else [path]


def _gold(path: Path) -> dict[str, Any]:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("U004", where=str(path), detail=str(error)) from error
    if not isinstance(gold, dict) or not {"id", "text", "events"} <= set(gold):
        raise UsageError("U004", where=str(path), detail="the keys id, text and events are needed")
    return gold


def _check_type(kind: EventType, pipeline: Pipeline) -> FileReport:
    report = FileReport(f"{kind.type.lower()}.toml", len(kind.frame), kind.wordings)
    for frame in kind.frame:
        for example in frame.example:
            fault = _why_missing(kind.type, example, pipeline)
            _count(report, example, f"{frame.id}: {fault}" if fault else "")
        for counter in frame.counter_example:
            _count(report, counter, _why_found(kind.type, counter, pipeline))
    for counter in kind.counter_example:
        _count(report, counter, _why_found(kind.type, counter, pipeline))
    return report


def _count(report: FileReport, example: Any, fault: str) -> None:
    report.examples += 1
    if example.unsupported:
        report.unsupported += 1
        if not fault:
            _fail(report, f"«{example.text}» is marked unsupported but holds: take the mark away")
    elif fault:
        _fail(report, fault)
    else:
        report.passed += 1


def _fail(report: FileReport, fault: str) -> None:
    report.failures.append(str(KnowledgeError("K005", where=report.name, detail=fault)))


def _read(example: Example | CounterExample, pipeline: Pipeline) -> tuple[EventMention, ...]:
    return run_document(Document(id="example", text=example.text, published=example.published), pipeline)


def _why_missing(type_: str, example: Example, pipeline: Pipeline) -> str:
    """Return why an example does not hold, empty where it does."""
    wanted = example.type or type_
    at = example.text.find(example.trigger) if example.trigger else 0
    end = at + len(example.trigger) if example.trigger else len(example.text)
    events = _read(example, pipeline)
    found = [e for e in events if e.type == wanted and e.trigger.start < end and at < e.trigger.end]
    if not found:
        instead = ", ".join(f"{e.type} at {e.trigger.text!r}" for e in events)
        return f"«{example.text}»: no {wanted}, but {instead or 'nothing'}"
    faults = [_differs(example, event) for event in found]
    return "" if "" in faults else f"«{example.text}»: {faults[0]}"


def _differs(example: Example, event: EventMention) -> str:
    for name in ("actors", "recipients"):
        wanted = getattr(example, name)
        if wanted is None:
            continue
        got = getattr(event, name)
        if name == "recipients" and not got and example.actors is not None:
            continue
        names = {label for actor in got for label in _labels(actor)}
        if not event.recipients and name == "actors":
            missing = [w for w in wanted if w not in names]
        else:
            missing = [w for w in wanted if w not in names]
        if missing:
            return f"{name} {missing} not among {sorted(names)}"
    for name in ("status", "mode", "cameo"):
        wanted = getattr(example, name)
        if wanted is not None and getattr(event, name) != wanted:
            return f"{name} is {getattr(event, name)!r}, not {wanted!r}"
    if example.date is not None and (event.date is None or event.date.edtf != example.date):
        return f"date is {event.date.edtf if event.date else None!r}, not {example.date!r}"
    return ""


def _labels(actor: Actor) -> set[str]:
    return {label for label in (actor.country, actor.name, actor.person) if label}


def _why_found(type_: str, example: CounterExample, pipeline: Pipeline) -> str:
    """Return which record a counter-example wrongly yields, empty where none."""
    at = example.text.find(example.at) if example.at else 0
    end = at + len(example.at) if example.at else len(example.text)
    for event in _read(example, pipeline):
        if event.type == type_ and event.status != "negated" and event.trigger.start < end and at < event.trigger.end:
            return f"«{example.text}»: {event.type} at {event.trigger.text!r} by {event.found_by}"
    return ""


def _check_counting(rules: MergeRules) -> FileReport:
    report = FileReport("merging.toml", len(rules.counted), sum(len(row.words) for row in rules.counted))
    for example in rules.example:
        found = {what: number for what, (number, _) in counts(words_of(example.text), rules).items()}
        _count(report, example, "" if found == example.counts else f"«{example.text}»: {found} is counted")
    return report


def _check_status(name: str, rules_held: int, examples: Sequence[StatusExample], pipeline: Pipeline) -> FileReport:
    rules = pipeline.knowledge.status
    report = FileReport(name, rules_held, 0)
    for example in examples:
        analysis: Analysis = run_steps(Document(id="example", text=example.text), pipeline, until="analyse")["analysis"]
        at = example.text.find(example.trigger)
        sentence = analysis.sentence_at(at)
        head = next((t.i for t in sentence.tokens if t.start == at), 0) if sentence else 0
        got = status_of(sentence, head, (head,), rules) if sentence else None
        _count(report, example, "" if got == example.status else f"«{example.text}»: {got}, not {example.status}")
    return report
