"""The decision: more witness makes an event likelier, and what is read from the file is what was written."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyse.decision import Decision, Weights, join_pair, load_decision, log_odds, probability
from dragoman.errors import KnowledgeError

SHARE = st.floats(0, 1)


@given(SHARE, SHARE, st.one_of(st.none(), SHARE))
def test_a_better_wording_never_lowers_the_probability(one, two, encoder):
    weights = load_decision().judged
    low, high = sorted((one, two))
    assert 0 < probability(weights, low, encoder) <= probability(weights, high, encoder) < 1


@given(SHARE, SHARE, SHARE)
def test_a_surer_encoder_never_lowers_the_probability(one, two, wording):
    low, high = sorted((one, two))
    for weights in (load_decision().judged, load_decision().encoder):
        assert probability(weights, wording, low) <= probability(weights, wording, high)


def test_probability_is_a_logistic_function():
    weights = Weights(bias=0.5, wording=2.0, encoder=1.0, least=0.5)
    score = 0.5 + 2.0 * math.log(0.8 / 0.2) + 1.0 * math.log(0.1 / 0.9)
    assert probability(weights, 0.8, 0.1) == pytest.approx(1 / (1 + math.exp(-score)))
    assert probability(weights, 0.8, None) == pytest.approx(1 / (1 + math.exp(-0.5 - 2.0 * math.log(4))))


def test_log_odds_have_ends():
    assert log_odds(0.5) == 0
    assert math.isfinite(log_odds(0.0)) and log_odds(1.0) == pytest.approx(-log_odds(0.0))


DECISION = Decision(Weights(0, 1, 0, 0.4), Weights(0, 1, 1, 0.4), Weights(0, 0, 1, 0.4), 0.3, (1.0, 0.5, 0.1, 0.5))


def test_pair_without_frames_keeps_the_encoder_s_order():
    joined = join_pair(DECISION, {"AGREE": 0.2, "AID": 0.7, "NONE": 0.1}, {})
    assert sum(joined.values()) == pytest.approx(1)
    assert sorted(joined, key=joined.get) == ["NONE", "AGREE", "AID"]


def test_none_counts_less_among_marked_pairs():
    joined = join_pair(DECISION, {"AGREE": 0.4, "NONE": 0.6}, {})
    assert max(joined, key=joined.get) == "AGREE"


def test_frames_tip_the_scales():
    encoder = {"AGREE": 0.45, "AID": 0.5, "NONE": 0.05}
    joined = join_pair(DECISION, encoder, {"AGREE": 1.0})
    assert max(joined, key=joined.get) == "AGREE"


@pytest.mark.parametrize("text", ["", "{}", '{"frames": 1}', '{"frames": {"bias": 1}, "judged": {}, "encoder": {}}'])
def test_broken_file_is_told(tmp_path, text):
    (tmp_path / "decision.json").write_text(text)
    with pytest.raises(KnowledgeError, match="K007"):
        load_decision(tmp_path)


def test_shipped_decision_is_sensible():
    decision = load_decision()
    for weights in (decision.frames, decision.judged, decision.encoder):
        assert 0 < weights.least < 1
        assert weights.wording >= 0 and weights.encoder >= 0
    assert json.dumps(decision.pairs)
