"""Subjects and objects, read from hand-made parses."""

from __future__ import annotations

import pytest

from dragoman.analyse.clauses import clause_of, conjuncts, is_passive, object_of, subject_of
from handmade import at, parse, texts

ACTIVE = "Norway/NNP/nsubj/1 expelled=expel/VBD/ROOT/1 envoys=envoy/NNS/dobj/1"
PASSIVE = "Envoys=envoy/NNS/nsubjpass/2 were=be/VBD/auxpass/2 expelled=expel/VBN/ROOT/2 by/IN/agent/2 Norway/NNP/pobj/3"
COORDINATED = "Ministers=minister/NNS/nsubj/1 landed=land/VBD/ROOT/1 and/CC/cc/1 left=leave/VBD/conj/1"
INFINITIVE = "Kenya/NNP/nsubj/1 plans=plan/VBZ/ROOT/1 to/TO/aux/3 withdraw/VB/xcomp/1"
OBJECT_CONTROL = "Kenya/NNP/nsubj/1 urged=urge/VBD/ROOT/1 Oman/NNP/dobj/1 to/TO/aux/4 withdraw/VB/xcomp/1"
PROMISE = "Kenya/NNP/nsubj/1 promised=promise/VBD/ROOT/1 Oman/NNP/dobj/1 to/TO/aux/4 withdraw/VB/xcomp/1"
RELATIVE = (
    "The/DT/det/1 general/NN/nsubj/5 who/WP/nsubj/3 met=meet/VBD/relcl/1 rebels=rebel/NNS/dobj/3 "
    "resigned=resign/VBD/ROOT/5"
)
OBJECT_RELATIVE = (
    "The/DT/det/1 envoy/NN/nsubj/5 whom/WP/dobj/4 Chad/NNP/nsubj/4 expelled=expel/VBD/relcl/1 left=leave/VBD/ROOT/5"
)
PARTICIPLE = "Rebels=rebel/NNS/nsubj/4 backed=back/VBN/acl/0 by/IN/agent/1 Chad/NNP/pobj/2 fled=flee/VBD/ROOT/4"
DECISION = "Peru/NNP/poss/2 's/POS/case/0 decision/NN/nsubj/5 to/TO/aux/4 withdraw/VB/acl/2 stands=stand/VBZ/ROOT/5"
REPORTED = "Chad/NNP/nsubj/1 said=say/VBD/ROOT/1 rebels=rebel/NNS/nsubj/3 attacked=attack/VBD/ccomp/1 Gao/NNP/dobj/3"


@pytest.mark.parametrize(
    ("words", "verb", "subject"),
    [
        (ACTIVE, "expelled", "Norway"),
        (COORDINATED, "left", "Ministers"),
        (INFINITIVE, "withdraw", "Kenya"),
        (OBJECT_CONTROL, "withdraw", "Oman"),
        (PROMISE, "withdraw", "Kenya"),
        (RELATIVE, "met", "general"),
        (RELATIVE, "resigned", "general"),
        (OBJECT_RELATIVE, "expelled", "Chad"),
        (DECISION, "withdraw", "Peru"),
        (REPORTED, "attacked", "rebels"),
        (REPORTED, "said", "Chad"),
    ],
)
def test_subjects(words, verb, subject):
    """A verb's subject is its own, an inherited one, or the noun that a relative pronoun stands for."""
    sentence = parse(words)
    assert texts(sentence, [subject_of(sentence, at(sentence, verb))]) == [subject]


@pytest.mark.parametrize(
    "words",
    [
        "Attacked=attack/VBN/ROOT/0 again/RB/advmod/0",
        "Chad/NNP/nsubj/1 said=say/VBD/ROOT/1 attacked=attack/VBD/ccomp/1 Gao/NNP/dobj/2",
    ],
)
def test_no_subject(words):
    """A verb that nobody stands before has no subject: what the speaker said, the speaker need not have done."""
    sentence = parse(words)
    verb = next(t.i for t in sentence.tokens if t.lemma == "attack")
    assert subject_of(sentence, verb) is None


@pytest.mark.parametrize(
    ("words", "verb", "passive"),
    [
        (ACTIVE, "expelled", False),
        (PASSIVE, "expelled", True),
        (PARTICIPLE, "backed", True),
        (PARTICIPLE, "fled", False),
        (
            "Envoys=envoy/NNS/nsubjpass/2 were=be/VBD/auxpass/2 held=hold/VBN/ROOT/2 and/CC/cc/2 expelled=expel/VBN/conj/2",
            "expelled",
            True,
        ),
        ("Chad/NNP/nsubj/2 has=have/VBZ/aux/2 expelled=expel/VBN/ROOT/2 envoys=envoy/NNS/dobj/2", "expelled", False),
    ],
)
def test_passives(words, verb, passive):
    """A passive is told by its auxiliary, its agent, or the verb it is coordinated with."""
    sentence = parse(words)
    assert is_passive(sentence, sentence.tokens[at(sentence, verb)]) is passive


@pytest.mark.parametrize(("kind", "passive"), [("headline", True), ("body", False)])
def test_headlines_drop_the_auxiliary(kind, passive):
    """A participle with a subject and no object is passive in a headline only."""
    sentence = parse("Three/CD/nsubj/1 held=hold/VBN/ROOT/1 over/IN/prep/1 fire/NN/pobj/2", kind)
    assert is_passive(sentence, sentence.tokens[1]) is passive


@pytest.mark.parametrize(("words", "verb", "agent"), [(PASSIVE, "expelled", "Norway"), (PARTICIPLE, "backed", "Chad")])
def test_agents(words, verb, agent):
    """Who does what a passive says stands behind "by"."""
    sentence = parse(words)
    assert subject_of(sentence, at(sentence, verb), agent=True) == at(sentence, agent)


def test_no_agent():
    """An agentless passive names nobody."""
    sentence = parse("Envoys=envoy/NNS/nsubjpass/2 were=be/VBD/auxpass/2 expelled=expel/VBN/ROOT/2")
    assert subject_of(sentence, 2, agent=True) is None


@pytest.mark.parametrize(
    ("words", "verb", "expected"),
    [
        (ACTIVE, "expelled", "envoys"),
        (PASSIVE, "expelled", "Envoys"),
        (OBJECT_RELATIVE, "expelled", "envoy"),
        (PARTICIPLE, "backed", "Rebels"),
        (
            "Chad/NNP/nsubj/1 condemned=condemn/VBD/ROOT/1 and/CC/cc/1 rejected=reject/VBD/conj/1 raids=raid/NNS/dobj/3",
            "rejected",
            "raids",
        ),
        ("Chad/NNP/nsubj/1 urged=urge/VBD/ROOT/1 Oman/NNP/nsubj/4 to/TO/aux/4 leave/VB/ccomp/1", "urged", "Oman"),
    ],
)
def test_objects(words, verb, expected):
    """An object is the verb's own, a passive's subject, or the noun before a relative or participle."""
    sentence = parse(words)
    token = sentence.tokens[at(sentence, verb)]
    found = object_of(sentence, token.i, passive=is_passive(sentence, token), taken=set())
    assert texts(sentence, [found]) == [expected]


def test_taken_objects_are_passed_over():
    """A noun that a wording has used already is no object any more."""
    sentence = parse(ACTIVE)
    assert object_of(sentence, 1, passive=False, taken={2}) is None


def test_conjuncts():
    """A noun stands with all that is coordinated to it, in text order."""
    sentence = parse("Kenya/NNP/nsubj/5 ,/,/punct/0 Uganda/NNP/conj/0 and/CC/cc/2 Oman/NNP/conj/2 met=meet/VBD/ROOT/5")
    assert texts(sentence, conjuncts(sentence, 0)) == ["Kenya", "Uganda", "Oman"]


@pytest.mark.parametrize(("word", "verb"), [("Gao", "attacked"), ("attacked", "attacked"), ("Chad", "said")])
def test_clauses(word, verb):
    """A word belongs to the nearest verb above it."""
    sentence = parse(REPORTED)
    assert clause_of(sentence, at(sentence, word)) == at(sentence, verb)
