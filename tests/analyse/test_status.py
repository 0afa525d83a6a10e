"""Whether an event happened: tense, modals, negation and the words that govern it."""

from __future__ import annotations

import pytest

from dragoman.analyse.status import status_of
from dragoman.knowledge.schema import read_csv, read_toml
from dragoman.knowledge.status import StatusExample, StatusRules
from dragoman.knowledge.tables import DATA
from dragoman.pipeline import run_steps
from handmade import at, document, parse

RULES = read_toml(DATA / "en" / "status.toml", StatusRules)
EXAMPLES = read_csv(DATA / "en" / "status_examples.csv", StatusExample)


def status(pipeline, text, trigger):
    """Return the status of the event that a word of a text names."""
    sentence = run_steps(document(text), pipeline, until="analyse")["analysis"].sentences[0]
    head = at(sentence, trigger)
    return status_of(sentence, head, (head,), RULES)


@pytest.mark.parametrize(
    ("words", "head", "expected"),
    [
        ("Chad/NNP/nsubj/1 left=leave/VBD/ROOT/1", 1, "actual"),
        ("Chad/NNP/nsubj/2 will/MD/aux/2 leave/VB/ROOT/2", 2, "planned"),
        ("Chad/NNP/nsubj/2 may/MD/aux/2 leave/VB/ROOT/2", 2, "possible"),
        ("Chad/NNP/nsubj/3 did=do/VBD/aux/3 not/RB/neg/3 leave/VB/ROOT/3", 3, "negated"),
        ("Chad/NNP/nsubj/3 will/MD/aux/3 not/RB/neg/3 leave/VB/ROOT/3", 3, "negated"),
        ("Chad/NNP/nsubj/1 plans=plan/VBZ/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1", 3, "planned"),
        ("Chad/NNP/nsubj/1 refused=refuse/VBD/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1", 3, "negated"),
        ("Chad/NNP/nsubj/2 may/MD/aux/2 refuse/VB/ROOT/2 to/TO/aux/4 leave/VB/xcomp/2", 4, "negated"),
        ("Chad/NNP/nsubj/1 said=say/VBD/ROOT/1 Oman/NNP/nsubj/3 left=leave/VBD/ccomp/1", 3, "actual"),
        (
            "Chad/NNP/nsubj/2 would/MD/aux/2 leave/VB/ROOT/2 if/IN/mark/5 Oman/NNP/nsubj/5 paid=pay/VBD/advcl/2",
            2,
            "conditional",
        ),
        (
            "If/IN/mark/2 Oman/NNP/nsubj/2 pays=pay/VBZ/advcl/5 Chad/NNP/nsubj/5 will/MD/aux/5 leave/VB/ROOT/5",
            2,
            "conditional",
        ),
        ("A/DT/det/2 planned/JJ/amod/2 visit/NN/ROOT/2", 2, "planned"),
        ("No/DT/det/1 visit/NN/nsubj/2 followed=follow/VBD/ROOT/2", 1, "negated"),
    ],
)
def test_parses(words, head, expected):
    """Auxiliaries, negation, governing verbs and marks of condition decide, the least certain wins."""
    assert status_of(parse(words), head, (head,), RULES) == expected


def test_no_in_the_wording():
    """ "signed no treaty" is negated by the determiner of its object."""
    sentence = parse("Chad/NNP/nsubj/1 signed=sign/VBD/ROOT/1 no/DT/det/3 treaty/NN/dobj/1")
    assert status_of(sentence, 1, (1, 3), RULES) == "negated"


@pytest.mark.parametrize(("kind", "expected"), [("headline", "planned"), ("body", "actual")])
def test_infinitive_of_a_headline(kind, expected):
    """A headline's bare infinitive is a plan."""
    sentence = parse("Premier/NN/nsubj/2 to/TO/aux/2 visit/VB/ROOT/2 Oman/NNP/dobj/2", kind)
    assert status_of(sentence, 2, (2,), RULES) == expected


@pytest.mark.parametrize("example", RULES.example + EXAMPLES, ids=lambda e: f"{e.trigger}: {e.text[:40]}")
def test_examples_of_the_data_files(example, pipeline):
    """Each example of status.toml and status_examples.csv holds."""
    if example.unsupported:
        pytest.skip(example.unsupported)
    got = status(pipeline, example.text, example.trigger)
    assert got == example.status


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Chad is going to visit Oman.", "visit", "planned"),
        ("Chad's president is to visit Oman.", "visit", "planned"),
        ("Chad is considering a visit to Oman.", "visit", "possible"),
        ("Chad is likely to visit Oman.", "visit", "possible"),
        ("Chad may have bombed the port.", "bombed", "possible"),
        ("Unless Oman pays, Chad will bomb the port.", "bomb", "conditional"),
        ("Chad never visited Oman.", "visited", "negated"),
        ("Chad denied bombing the port.", "bombing", "negated"),
        ("Chad denied that its army bombed the port.", "bombed", "negated"),
        ("Chad cancelled its visit to Oman.", "visit", "negated"),
        ("Chad released the envoys without signing the treaty.", "signing", "negated"),
        ("Neither Chad nor Oman signed the treaty.", "signed", "negated"),
        ("Nobody signed the treaty.", "signed", "negated"),
        ("The minister said Chad bombed the port.", "bombed", "actual"),
        ("Chad began to bomb the port.", "bomb", "actual"),
        ("Chad has been bombing the port.", "bombing", "actual"),
        ("The envoys flew in to sign the treaty.", "sign", "actual"),
        ("The envoys will fly in to sign the treaty.", "sign", "planned"),
        ("Chad announced the expulsion of two envoys.", "expulsion", "planned"),
        ("The decision to bomb the port was wrong.", "bomb", "planned"),
        ("Chad called off a visit to Oman.", "visit", "negated"),
        ("Should Oman attack, Chad will bomb the port.", "bomb", "conditional"),
        ("Chad has not called off its visit to Oman.", "visit", "planned"),
        ("Chad did not fail to pay Oman.", "pay", "actual"),
        ("Chad did not condemn the bombing of the port.", "bombing", "actual"),
        ("Chad did not hold talks with Oman.", "talks", "negated"),
        ("Chad postponed its visit to Oman until May.", "visit", "planned"),
        ("The Omani visit, called off in May, had been long in the making.", "visit", "negated"),
        ("Chad bombed the port in June; Oman denies it.", "bombed", "actual"),
        ("Chad denounced the arrest of a man detained in Oman.", "detained", "actual"),
        ("Anyone who bombs the port will be expelled, Oman said.", "expelled", "conditional"),
        ("Chad ruled out sending troops.", "sending", "negated"),
    ],
)
def test_sentences(text, trigger, expected, pipeline):
    """Real parses give the status that a reader gives."""
    got = status(pipeline, text, trigger)
    assert got == expected
