"""The encoder: marks stand where they should, offsets are exact, one sentence is read alike alone and among others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.relation import (
    MODELS,
    load_relation_model,
    mark_pair,
    read_sentences,
    relation_by_encoder,
    softmax,
)
from dragoman.errors import KnowledgeError

TEXT = "Chile's foreign minister thanked Peru for the 40 ambulances."
ACTOR, RECIPIENT = (0, 24), (33, 37)


@pytest.fixture(scope="module")
def model():
    return load_relation_model()


def words(model, ids):
    return [model.tokenizer.id_to_token(i) for i in ids]


def test_it_is_small_enough():
    assert (MODELS / "relation.onnx").stat().st_size < 30_000_000


def test_marks_enclose_the_phrases(model):
    ids, spans, (first, second) = mark_pair(model.tokenizer, model.marks, model.longest, TEXT, (ACTOR, RECIPIENT))
    before, after, before_second, after_second = (ids.index(mark) for mark in model.marks)
    assert (first, second) == (before, before_second)
    assert TEXT[spans[before + 1][0] : spans[after - 1][1]] == "Chile's foreign minister"
    assert TEXT[spans[before_second + 1][0] : spans[after_second - 1][1]] == "Peru"
    assert words(model, ids)[0] == "[CLS]" and words(model, ids)[-1] == "[SEP]"
    assert len(ids) == len(spans)


def test_phrases_inside_each_other(model):
    ids, _, (first, second) = mark_pair(model.tokenizer, model.marks, model.longest, TEXT, (ACTOR, (0, 5)))
    assert first < second < ids.index(model.marks[3]) < ids.index(model.marks[1])


def test_a_missing_phrase_has_no_mark(model):
    ids, _, (first, second) = mark_pair(model.tokenizer, model.marks, model.longest, TEXT, (ACTOR, None))
    assert first > 0 and second == 0 and model.marks[2] not in ids


def test_long_sentences_are_cut(model):
    long = TEXT + " It rained." * 200
    end = len(long)
    ids, spans, marks = mark_pair(model.tokenizer, model.marks, model.longest, long, (ACTOR, (end - 9, end - 1)))
    assert len(ids) == len(spans) == model.longest and marks[1] == 0
    assert sum(relation_by_encoder(model, long, ACTOR, (end - 9, end - 1)).values()) == pytest.approx(1, abs=1e-5)
    (reading,) = read_sentences(model, [long])
    assert len(reading.spans) == len(reading.triggers) == model.longest


def test_probabilities_of_a_pair(model):
    found = relation_by_encoder(model, TEXT, ACTOR, RECIPIENT)
    assert set(found) == {*model.types, "NONE"}
    assert sum(found.values()) == pytest.approx(1, abs=1e-5)
    assert max(found, key=found.get) == "SUPPORT"


def test_readings_differ_where_labels_are_finer(model):
    text = "A court in Lusaka convicted the former governor of fraud."
    manual = relation_by_encoder(model, text, (0, 17), (28, 47))
    crosswalk = relation_by_encoder(model, text, (0, 17), (28, 47), reading="crosswalk")
    assert manual["SANCTION"] > crosswalk["SANCTION"]
    assert crosswalk["ACCUSE"] > manual["ACCUSE"]


def test_offsets_are_those_of_the_text(model):
    text = "Le Président — Mr Çelik — met İnönü’s heirs."
    (reading,) = read_sentences(model, [text])
    assert all(0 <= start <= end <= len(text) for start, end in reading.spans)
    assert reading.pieces([(text.index("met"), text.index("met") + 3)])
    assert reading.types([(len(text) + 5, len(text) + 6)]) is None
    assert reading.role([(0, 2)], [(len(text) + 5, len(text) + 6)]) is None


def test_a_sentence_is_read_alike_in_any_company(model):
    texts = [TEXT, "It rained.", "Mali met Togo in the group stage and lost on penalties after a long and bitter match."]
    alone = [read_sentences(model, [text])[0] for text in texts]
    for one, other in zip(alone, read_sentences(model, texts)):
        assert one.spans == other.spans
        assert (one.triggers == other.triggers).all()


def test_nothing_to_read(model):
    assert read_sentences(model, []) == []


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=80), st.data())
def test_any_text_and_any_phrases(text, data):
    model = load_relation_model()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ids, spans, _ = mark_pair(model.tokenizer, model.marks, model.longest, text, ((start, end), None))
    assert len(ids) == len(spans) and ids.count(model.marks[0]) == ids.count(model.marks[1]) == 1
    assert all(0 <= s <= e <= len(text) for s, e in spans)


def test_softmax_sums_to_one():
    assert softmax(np.array([[1000.0, 0.0], [0.0, 0.0]])).sum(-1) == pytest.approx([1, 1])


@pytest.mark.parametrize("kept", [(), ("relation.json",), ("relation.json", "relation.onnx")])
def test_missing_files_are_told(tmp_path, kept):
    for name in kept:
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    with pytest.raises(KnowledgeError, match="K007.*--fast"):
        load_relation_model(tmp_path)
