"""Sentences that the parser is known to read wrongly, and that are mended."""

from __future__ import annotations

import pytest

from dragoman.pipeline import run_document
from dragoman.records import Document


@pytest.mark.parametrize(
    ("text", "type", "actor", "recipient"),
    [
        ("Pavel Rudko, whom a Riga court sentenced for treason, was released.", "SANCTION", "Riga", "Pavel Rudko"),
        ("The dissident, whom Chinese police arrested in May, was freed.", "COERCE", "Chinese police", "dissident"),
        ("Ana Otieno, whom the Kenyan government expelled, praised Uganda.", "SANCTION", "Kenyan", "Ana Otieno"),
        ("Ana Otieno, whom the Kenyan government expelled, praised Uganda.", "SUPPORT", "Ana Otieno", "Uganda"),
        ("Mali's leader telephoned Sultan Qaboos bin Said on Sunday.", "CONSULT", "leader", "Sultan Qaboos bin Said"),
    ],
)
def test_sides(text, type, actor, recipient, pipeline):
    """Who stands before "whom" is acted on, and a name that ends like a verb is a name."""
    events = run_document(Document(id="m", text=text, published="2013-05-20"), pipeline)
    event = next(e for e in events if e.type == type)
    assert any(actor in a.text for a in event.actors)
    assert any(recipient in a.text for a in event.recipients)
