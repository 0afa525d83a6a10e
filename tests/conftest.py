"""What tests share: the folder itself on the path, the loaded pipeline, and what the examples yield."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def pipeline():
    """Return the pipeline with the packaged knowledge, loaded once for the whole run; rules alone, no weights."""
    from dragoman.pipeline import load_pipeline

    return load_pipeline(None, fast=True)


@pytest.fixture(scope="session")
def full_pipeline():
    """Return the pipeline as users have it, with the relation encoder."""
    from dragoman.pipeline import load_pipeline

    return load_pipeline(None)


@pytest.fixture(scope="session")
def example_documents():
    """Return the documents of examples/, by id; each of them must be readable."""
    from dragoman.ingest import read_documents
    from dragoman.records import Failure

    documents = list(read_documents([str(ROOT / "examples")]))
    assert [item for item in documents if isinstance(item, Failure)] == []
    return {document.id: document for document in documents}


@pytest.fixture(scope="session")
def example_records(example_documents, pipeline):
    """Return what reading examples/ writes: (document, records as JSON) for each document."""
    from dragoman.pipeline import run_document
    from dragoman.records import to_json

    return [
        (document, [json.loads(to_json(event)) for event in run_document(document, pipeline)])
        for document in example_documents.values()
    ]
