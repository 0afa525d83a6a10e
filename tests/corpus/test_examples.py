"""What the encoder learns from: pairs with direction, finer labels, and passages that are never learnt."""

from __future__ import annotations

from training.examples import HELD_OUT, epoch, object_examples, pair_examples, plain_example, split
from training.labels import label_of, pair_labels, read_finer
from training.markup import read_corpus, read_sentence

FINER = read_finer()


def pairs(line):
    sentence = read_sentence(line)
    return {
        (sentence.text[slice(*e.pair[0])], sentence.text[slice(*e.pair[1])]): e.label
        for e in pair_examples(sentence, FINER)
    }


def test_direction_counts():
    assert pairs('[1 Chile] thanked [2 Peru]. || SUPPORT "thanked" 1>2') == {
        ("Chile", "Peru"): "SUPPORT",
        ("Peru", "Chile"): "NONE",
    }


def test_together_counts_both_ways():
    found = pairs('[1 Chile] met [2 Peru] and [3 Togo]. || CONSULT "met" 1+2>')
    assert found["Chile", "Peru"] == found["Peru", "Chile"] == "CONSULT"
    assert {found["Chile", "Togo"], found["Togo", "Peru"]} == {"NONE"}


def labels(line):
    sentence = read_sentence(line)
    return [label_of(event, sentence, FINER) for event in sentence.events]


def test_finer_labels():
    assert labels('[1 A court] convicted [2 him]. || SANCTION/convict "convicted" 1>2') == ["SANCTION/convict"]
    assert labels('[1 Chile] imposed sanctions on [2 Peru]. || SANCTION "imposed" 1>2') == ["SANCTION/embargo"]
    assert labels('[1 Chile] recalled its envoy to [2 Peru]. || SANCTION "recalled" 1>2') == ["SANCTION"]
    assert labels('[1 Chile] will free [2 them]. || RETREAT/release "free" 1>2~planned') == ["RETREAT/intended"]
    assert labels('[1 Chile] freed [2 them]. || RETREAT/release "freed" 1>2') == ["RETREAT"]
    assert labels('[1 Chile] reached a deal with [2 Peru]. || AGREE "reached a deal" 1>2') == ["AGREE/concluded"]
    assert labels('[1 Chile] agreed to help [2 Peru]. || AGREE "agreed to" 1>2') == ["AGREE"]


def test_labels_are_distinct_and_end_with_none():
    found = pair_labels(("AGREE", "AID"), FINER)
    assert len(set(found)) == len(found) and found[-1] == "NONE"


def test_an_event_without_recipient_points_at_the_nearest_phrase():
    sentence = read_sentence('[1 The senate] vetoed the bill on water. || REJECT "vetoed" 1>')
    phrases = [(0, 10), (18, 26), (30, 35)]
    (example,) = object_examples(sentence, phrases, FINER)
    assert sentence.text[slice(*example.pair[1])] == "the bill"
    (alone,) = object_examples(sentence, [], FINER)
    assert alone.pair == ((0, 10), None) and alone.label == "REJECT"


def test_roles_of_a_plain_sentence():
    sentence = read_sentence('[1 Chile] thanked [2 Peru], said [3 Togo]. || SUPPORT "thanked" 1>2')
    example = plain_example(sentence)
    assert example.pair is None
    assert [role.role for role in example.roles] == ["actor", "recipient", "none"]


def test_passages_set_aside_are_not_learnt():
    passages = read_corpus()
    learn, aside = split(passages)
    assert not {s.where for s in learn} & {s.where for s in aside}
    assert len(aside) > sum(len(p.sentences) for p in passages) / HELD_OUT / 1.2


def test_an_epoch_is_the_same_each_time_and_another_the_next():
    sentences = [s for p in read_corpus()[:80] for s in p.sentences]
    plain = [plain_example(s) for s in sentences]
    both = [p for s in sentences for p in pair_examples(s, FINER)]
    one, same, other = (epoch(plain, both, seed=seed, none_share=0.5) for seed in (1, 1, 2))
    assert one == same and one != other
    assert sum(e.label == "NONE" for e in one) == round(0.5 * sum(e.label not in (None, "NONE") for e in one))
