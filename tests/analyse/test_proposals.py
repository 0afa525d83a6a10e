"""Events that only the encoder sees: triggers, roles, and what becomes of overlaps; the encoder is written by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from dragoman.analyse.proposals import overlaps, propose_events, triggers_of
from dragoman.analyse.relation import Reading
from dragoman.extract.judging import judge_drafts, read_candidates
from dragoman.pipeline import run_steps
from dragoman.records import Document

TYPES = ("AGREE", "CONSULT", "SUPPORT")
MODES = ("-", "CONSULT/phone", "CONSULT/visit", "SUPPORT/odd")
SIZE = 4


class Encoder:
    """The parts of a loaded encoder that judging looks at."""

    types = TYPES
    modes = MODES


@dataclass
class Script:
    """What the stand-in encoder says: words that are triggers, and the role of phrases."""

    triggers: dict[str, tuple[str, float]]
    roles: dict[str, str] = field(default_factory=dict)
    mode: str = "-"

    def read(self, text: str) -> Reading:
        """Return a reading with one piece for each word; roles are axes of a small space."""
        spans, at = [], 0
        for word in text.replace(".", " .").split():
            at = text.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        triggers = np.zeros((len(spans), len(TYPES) + 1))
        triggers[:, -1] = 1.0
        phrases = np.zeros((len(spans), SIZE))
        phrases[:, 0] = 9.0
        for n, (start, end) in enumerate(spans):
            word = text[start:end]
            if word in self.triggers:
                kind, share = self.triggers[word]
                triggers[n] = 0
                triggers[n, TYPES.index(kind)], triggers[n, -1] = share, 1 - share
            if word in self.roles:
                phrases[n] = 0
                phrases[n, ("none", "actor", "recipient").index(self.roles[word])] = 9.0
        modes = np.tile([float(label == self.mode) for label in MODES], (len(spans), 1))
        heads = np.broadcast_to(np.eye(3, SIZE), (len(spans), 3, SIZE))
        return Reading(tuple(spans), triggers, modes, heads, phrases)


@pytest.fixture
def propose(pipeline):
    """Return a function that gives the proposals for a sentence."""

    def run(text, script, least=0.5):
        results = run_steps(Document(id="x", text=text), pipeline, until="coreference")
        (sentence,) = results["analysis"].sentences
        here = [item for item in results["resolved"] if item.mention.sentence == sentence.index]
        return propose_events(sentence, script.read(text), Encoder(), pipeline.types, here, least)

    return run


def names(actors):
    return [actor.country for actor in actors]


def test_trigger_and_roles(propose):
    script = Script({"cosied": ("CONSULT", 0.9)}, {"Chile": "actor", "Peru": "recipient"})
    (draft,) = propose("Chile cosied up with Peru.", script)
    assert (draft.type, names(draft.actors), names(draft.recipients)) == ("CONSULT", ["CHL"], ["PER"])
    assert draft.encoder == pytest.approx(0.9)
    assert draft.match.pattern.file == "models/relation.onnx"
    assert draft.trigger == (6, 12)


def test_both_together(propose):
    script = Script({"cosied": ("CONSULT", 0.9)}, {"Chile": "actor", "Peru": "actor"})
    (draft,) = propose("Chile and Peru cosied up.", script)
    assert names(draft.actors) == ["CHL", "PER"] and not draft.recipients and draft.reciprocal


@pytest.mark.parametrize(("said", "mode"), [("-", None), ("CONSULT/phone", "phone"), ("SUPPORT/odd", None)])
def test_mode_is_one_of_the_type_s(propose, said, mode):
    script = Script({"cosied": ("CONSULT", 0.9)}, {"Chile": "actor"}, mode=said)
    (draft,) = propose("Chile cosied up with Peru.", script)
    assert draft.match.pattern.frame.mode == mode


def test_unsure_triggers_are_left_out(propose):
    script = Script({"cosied": ("CONSULT", 0.4)}, {"Chile": "actor"})
    assert propose("Chile cosied up with Peru.", script) == ()
    assert len(propose("Chile cosied up with Peru.", script, least=0.3)) == 1


def test_nobody_takes_part(propose):
    assert propose("Chile cosied up with Peru.", Script({"cosied": ("CONSULT", 0.9)})) == ()


def test_words_apart_are_two_triggers(propose, pipeline):
    text = "Chile cosied up with Peru before the rains and nodded to Togo."
    script = Script({"cosied": ("CONSULT", 0.9), "nodded": ("SUPPORT", 0.8)}, {"Chile": "actor"})
    assert [draft.type for draft in propose(text, script)] == ["CONSULT", "SUPPORT"]


def test_words_side_by_side_are_one_trigger(pipeline):
    text = "Chile gave a nod to Peru."
    (sentence,) = run_steps(Document(id="x", text=text), pipeline, until="analyse")["analysis"].sentences
    script = Script({"gave": ("SUPPORT", 0.7), "nod": ("SUPPORT", 0.9)})
    (trigger,) = triggers_of(sentence, script.read(text), TYPES, 0.5)
    assert [sentence.tokens[i].text for i in trigger.words] == ["gave", "nod"]
    assert trigger.probability == pytest.approx(0.9)


def test_a_name_alone_is_no_trigger(propose):
    assert propose("Chile cosied up with Peru.", Script({"Peru": ("CONSULT", 0.9)}, {"Chile": "actor"})) == ()


@pytest.fixture
def judge(pipeline):
    def run(text, script):
        results = run_steps(Document(id="x", text=text), pipeline, until="events")
        analysis = results["analysis"]
        readings = {s.index: script.read(analysis.document.text[s.start : s.end]) for s in analysis.sentences}
        judged = judge_drafts(
            analysis, results["proposed"], readings, results["resolved"], Encoder(), pipeline.types, 0.5
        )
        return results["proposed"], judged

    return run


def test_frames_are_judged_and_keep_their_words(judge):
    (before,), (after,) = judge("Chile thanked Peru.", Script({"thanked": ("SUPPORT", 0.8)}, {"Chile": "actor"}))
    assert (after.type, after.match) == (before.type, before.match)
    assert before.encoder is None and after.encoder == pytest.approx(0.8)


def test_an_encoder_that_disagrees_lowers_the_witness(judge):
    _, (draft,) = judge("Chile thanked Peru.", Script({}))
    assert draft.encoder == pytest.approx(0.0)


def test_proposals_stand_in_text_order(judge):
    text = "Chile thanked Peru. Togo cosied up with Mali. Laos thanked Fiji."
    script = Script({"cosied": ("CONSULT", 0.9)}, {"Togo": "actor", "Mali": "recipient"})
    before, after = judge(text, script)
    assert len(before) == 2
    assert [draft.type for draft in after] == ["SUPPORT", "CONSULT", "SUPPORT"]
    assert not overlaps(after[0], after[1])


def test_only_sentences_with_a_political_actor_are_read(pipeline, monkeypatch):
    text = "Chile thanked Peru. The cat sat on the mat. Did Togo meet Mali? Laos is small."
    results = run_steps(Document(id="x", text=text), pipeline, until="events")
    seen = []
    monkeypatch.setattr("dragoman.extract.judging.read_sentences", lambda model, texts: seen.extend(texts) or texts)
    found = read_candidates(results["analysis"], results["proposed"], results["resolved"], frozenset(), None)
    assert seen == ["Chile thanked Peru.", "Laos is small."]
    assert list(found) == [0, 3]
