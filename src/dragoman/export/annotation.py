"""W3C Web Annotation: each mention's evidence as an annotation of its document, in one AnnotationPage (JSON-LD).

The target is the URL of the document, or a URN of its id, with two selectors: the words between what stands before
and after them, and their code points in the text as dragoman read it (not in the HTML of the page).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from dragoman.export.common import EventWriter, Kept
from dragoman.export.headline import headline
from dragoman.export.layouts import address, document_urn
from dragoman.records import Document, Event, EventMention, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix


def _write(events: Iterable[Kept], out: BinaryIO) -> None:
    head = {"@context": CONTEXT, "id": "urn:dragoman:annotations", "type": "AnnotationPage"}
    out.write(f'{json.dumps(head)[:-1]}, "items": ['.encode())
    between = "\n"
    for kept in events:
        for mention in kept.mentions:
            found = _annotation(kept.event, mention, kept.documents.get(mention.document))
            out.write(f"{between}{json.dumps(found, ensure_ascii=False)}".encode("utf-8", "replace"))
            between = ",\n"
    out.write(b"\n]}\n")


def _annotation(event: Event, mention: EventMention, document: Document | None) -> dict[str, Any]:
    return {
        "id": f"urn:dragoman:mention:{mention.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "SpecificResource", "source": f"urn:dragoman:event:{event.id}", "purpose": "identifying"},
            {"type": "TextualBody", "value": headline(event), "format": "text/plain", "purpose": "describing"},
            {"type": "TextualBody", "value": mention.type, "purpose": "classifying"},
        ],
        "target": {
            "source": address(document) or document_urn(mention.document),
            "selector": [
                _quote(mention.evidence, document),
                {"type": "TextPositionSelector", "start": mention.evidence.start, "end": mention.evidence.end},
            ],
        },
    }


def _quote(span: Span, document: Document | None) -> dict[str, str]:
    quote = {"type": "TextQuoteSelector", "exact": span.text}
    if document is not None:
        quote["prefix"] = document.text[max(0, span.start - AROUND) : span.start]
        quote["suffix"] = document.text[span.end : span.end + AROUND]
    return quote


EVENT_WRITER = EventWriter("annotations", ".jsonld", _write)
