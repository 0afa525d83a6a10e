"""dragoman reads diplomatic and political news and keeps the record of it.

import dragoman

pipeline = dragoman.load_pipeline()
document = dragoman.Document(id="1", text="Ghana's president met his Togolese counterpart in Accra on 3 May 2011.")
for event in dragoman.run_document(document, pipeline):
    print(event.type, [actor.country for actor in event.actors])
"""

from importlib import import_module
from typing import Any

# Public name → module. They are imported at first use, so that `dragoman --help` does not wait for a parser.
_PUBLIC = {
    "Actor": "records",
    "Attribution": "records",
    "Date": "records",
    "Document": "records",
    "EventMention": "records",
    "Failure": "records",
    "Place": "records",
    "Source": "records",
    "Span": "records",
    "json_schema": "records",
    "to_json": "records",
    "DragomanError": "errors",
    "InputError": "errors",
    "KnowledgeError": "errors",
    "UsageError": "errors",
    "Event": "records",
    "StoreError": "errors",
    "Query": "filters",
    "make_query": "filters",
    "Store": "store.connect",
    "open_store": "store.connect",
    "add": "store.coding",
    "recode": "store.coding",
    "diff": "store.coding",
    "runs": "store.coding",
    "ask": "store.asking",
    "walk": "store.asking",
    "count": "store.asking",
    "actor": "store.asking",
    "dyad": "store.asking",
    "network": "store.asking",
    "plans": "store.asking",
    "types": "store.asking",
    "told_by": "store.asking",
    "to_arrow": "export.parquet",
    "find": "pipeline",
    "load_pipeline": "pipeline",
    "run": "pipeline",
    "run_document": "pipeline",
    "read_documents": "ingest",
    "check_knowledge": "evaluate",
    "evaluate_gold": "evaluate",
}

__all__ = [  # noqa: F822 (given by __getattr__)
    "Actor",
    "Attribution",
    "Date",
    "Document",
    "DragomanError",
    "Event",
    "EventMention",
    "Failure",
    "InputError",
    "KnowledgeError",
    "Place",
    "Query",
    "Source",
    "Span",
    "Store",
    "StoreError",
    "UsageError",
    "actor",
    "add",
    "ask",
    "check_knowledge",
    "count",
    "diff",
    "dyad",
    "evaluate_gold",
    "find",
    "json_schema",
    "load_pipeline",
    "make_query",
    "network",
    "open_store",
    "plans",
    "read_documents",
    "recode",
    "run",
    "run_document",
    "runs",
    "to_arrow",
    "to_json",
    "told_by",
    "types",
    "walk",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(f"dragoman.{_PUBLIC[name]}"), name)
