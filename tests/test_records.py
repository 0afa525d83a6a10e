"""The output contract: the published JSON Schema, and the records of the examples against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from dragoman.pipeline import run_document
from dragoman.records import SCHEMA_VERSION, json_schema, to_json

# The order of the fields is part of the format: people read JSON Lines too.
FIELDS = (
    "schema", "id", "document", "type", "mode", "contexts", "cameo", "quad", "score", "goldstein", "status",
    "actors", "recipients", "date", "place", "attribution", "trigger", "evidence", "confidence", "flags",
)  # fmt: skip


def spans(value: Any, where: str = "record") -> Iterator[tuple[str, dict]]:
    """Give every object with offsets inside a record, with the path to it."""
    if isinstance(value, dict):
        if value.get("start") is not None:
            yield where, value
        for key, inner in value.items():
            yield from spans(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from spans(inner, f"{where}[{number}]")


def test_schema_is_valid():
    Draft202012Validator.check_schema(json_schema())


def test_schema_is_published(root):
    path = root / "docs" / "reference" / f"event-{SCHEMA_VERSION}.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == json_schema(), (
        "The record has changed: raise SCHEMA_VERSION, or run `make docs` where the meaning is the same."
    )


def test_schema_refuses_what_the_contract_refuses(example_records):
    validator = Draft202012Validator(json_schema(), format_checker=FormatChecker())
    good = next(record for _, records in example_records for record in records)
    assert validator.is_valid(good)
    for wrong in ({"status": "sure"}, {"confidence": 1.5}, {"extra": 1}, {"trigger": None}):
        assert not validator.is_valid({**good, **wrong}), wrong


def test_records_of_the_examples_are_valid(example_records):
    validator = Draft202012Validator(json_schema(), format_checker=FormatChecker())
    faults = [
        f"{document.id} {record['id']} {error.json_path}: {error.message}"
        for document, records in example_records
        for record in records
        for error in validator.iter_errors(record)
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_examples_yield_enough(example_records):
    told = {document.id: len(records) for document, records in example_records}
    assert sum(told.values()) >= 40, told


def test_fields_stand_in_the_published_order(example_records):
    for _, records in example_records:
        for record in records:
            assert tuple(record) == FIELDS


def test_spans_are_exact(example_records):
    wrong = [
        f"{document.id} {where}: {span['text']!r} is {document.text[span['start'] : span['end']]!r}"
        for document, records in example_records
        for record in records
        for where, span in spans(record)
        if document.text[span["start"] : span["end"]] != span["text"]
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_trigger_lies_in_the_evidence(example_records):
    for document, records in example_records:
        for record in records:
            trigger, evidence = record["trigger"], record["evidence"]
            assert evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"], (
                document.id,
                record["id"],
            )
            assert len(trigger["text"]) <= 60, (document.id, trigger["text"])


def test_dates_are_in_order(example_records):
    for document, records in example_records:
        for record in records:
            date = record["date"]
            if date and date["earliest"] and date["latest"]:
                assert date["earliest"] <= date["latest"], (document.id, date)


def test_an_undated_document_gets_no_day_from_nowhere(pipeline):
    from dragoman.records import Document

    text = "The Latvian foreign minister met his Maltese counterpart in Riga on Tuesday."
    for event in run_document(Document(id="undated", text=text), pipeline):
        assert event.date is None or event.date.edtf is None


def test_ids_are_distinct(example_records):
    ids = [record["id"] for _, records in example_records for record in records]
    assert len(ids) == len(set(ids))


def test_ids_are_stable(example_documents, example_records, pipeline):
    for document, records in reversed(example_records):
        again = [json.loads(to_json(event)) for event in run_document(document, pipeline)]
        assert [record["id"] for record in again] == [record["id"] for record in records]


def test_ids_depend_on_the_document(example_documents, pipeline):
    document = example_documents["short-zambia"]
    other = document.model_copy(update={"id": "another"})
    first = {event.id for event in run_document(document, pipeline)}
    assert first.isdisjoint(event.id for event in run_document(other, pipeline))


@pytest.mark.parametrize("kind", ["actors", "dates", "places", "attributions"])
def test_what_the_steps_find_points_at_text(kind, example_documents, pipeline):
    from dragoman.pipeline import find

    found = 0
    for document in example_documents.values():
        for record in find(kind, document, pipeline):
            for where, span in spans(json.loads(to_json(record))):
                found += 1
                assert document.text[span["start"] : span["end"]] == span["text"], (document.id, where)
    assert found
