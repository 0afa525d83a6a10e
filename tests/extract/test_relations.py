"""Which type holds between two marked phrases, by the frames; both readings."""

from __future__ import annotations

import pytest

from dragoman.extract.relations import most_likely, relation_by_frames
from dragoman.pipeline import relate, run_steps
from dragoman.records import Document, MarkedPair


def marked(text):
    """Return a pair from a text with [actor] and {recipient}."""
    sides = {}
    for opening, closing, side in ("[]a", "{}r"):
        if opening in text:
            sides[side] = text.index(opening), text.index(closing) - 1
    plain = text
    for mark in "[]{}":
        plain = plain.replace(mark, "")
    inner = {
        side: tuple(i - sum(text[:i].count(mark) for mark in "[]{}" if mark != text[sides[side][0]]) for i in extent)
        for side, extent in sides.items()
    }
    return MarkedPair(id=1, text=plain, actor=inner.get("a"), recipient=inner.get("r"))


def test_the_marks_of_these_tests():
    pair = marked("{Peru} was thanked by [Chile].")
    assert pair.text[slice(*pair.actor)] == "Chile"
    assert pair.text[slice(*pair.recipient)] == "Peru"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Chile] thanked {Peru} for the ambulances.", "SUPPORT"),
        ("{Peru} was thanked by [Chile] for the ambulances.", "SUPPORT"),
        ("[Chile] expelled two {Peruvian} diplomats.", "SANCTION"),
        ("[Chile] and {Peru} held talks in Arica after Bolivia expelled an envoy.", "CONSULT"),
        ("After Chile and Peru held talks, [Bolivia] expelled {an envoy of Togo}.", "SANCTION"),
        ("[The union] condemned {the killing of two aid workers}.", "ACCUSE"),
        ("[Chile] urged {Peru} to release the crew.", "REQUEST"),
        ("[Police in Accra] arrested {three students}.", "COERCE"),
    ],
)
def test_type_between_the_phrases(text, kind, pipeline):
    assert relate(marked(text), pipeline).type == kind


@pytest.mark.parametrize(
    ("text", "manual", "crosswalk"),
    [
        ("[A court in Lusaka] convicted {the former governor} of fraud.", "SANCTION", "ACCUSE"),
        ("[Norway] imposed sanctions on {Belarus}.", "SANCTION", "COERCE"),
        ("[Mali] will release {40 prisoners of war} in May.", "RETREAT", "AGREE"),
        ("[Chile] reached an agreement with {Peru} on fishing.", "AGREE", "SUPPORT"),
        ("[Chile] thanked {Peru}.", "SUPPORT", "SUPPORT"),
    ],
)
def test_two_readings(text, manual, crosswalk, pipeline):
    assert relate(marked(text), pipeline, reading="manual").type == manual
    assert relate(marked(text), pipeline, reading="crosswalk").type == crosswalk


def test_no_frame_no_event(pipeline):
    relation = relate(marked("[Chile] is larger than {Peru}."), pipeline)
    assert relation.type == "NONE" and relation.probabilities["NONE"] == 1


def test_one_phrase_missing(pipeline):
    assert relate(marked("[Chile] expelled two diplomats."), pipeline).type == "SANCTION"


def test_shares_sum_to_one(pipeline):
    pair = marked("[Chile] thanked {Peru} and urged Togo to accuse Mali.")
    analysis = run_steps(Document(id="x", text=pair.text), pipeline, until="analyse")["analysis"]
    found = relation_by_frames(analysis, pipeline.frames, pair.actor, pair.recipient, pipeline.knowledge.status)
    assert sum(found.values()) == pytest.approx(1)
    assert most_likely(found) == "SUPPORT"


def test_nothing_known():
    assert most_likely({}) == "NONE"


@pytest.mark.parametrize("reading", ["manual", "crosswalk"])
def test_with_the_encoder(full_pipeline, reading):
    relation = relate(marked("[Chile] thanked {Peru} for the ambulances."), full_pipeline, reading=reading)
    assert (relation.id, relation.type) == (1, "SUPPORT")
    assert sum(relation.probabilities.values()) == pytest.approx(1, abs=0.01)
    assert set(relation.probabilities) == {*full_pipeline.types, "NONE"}
