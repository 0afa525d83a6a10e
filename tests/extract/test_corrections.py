"""Later sentences correct earlier ones: called off, put off, held; another visit stays another visit."""

from __future__ import annotations

import pytest

from dragoman.extract.corrections import CHANGED
from handmade import events

DAY = "2019-06-08"


def told(pipeline, text, type_):
    """Return (status, date, corrected) of each event of a type in a text published on DAY."""
    found = [e for e in events(pipeline, text, DAY) if e.type == type_]
    for event in found:
        for extent in (event.trigger, event.evidence):
            assert text[extent.start : extent.end] == extent.text
    return [(e.status, e.date.edtf if e.date else None, CHANGED in e.flags) for e in found]


CORRECTED = [
    (
        "The Kenyan president will visit Kampala on 4 July, his office announced.\n\n"
        "The visit was called off on Tuesday after floods cut the road.",
        "CONSULT",
        ("negated", "2019-07-04"),
    ),
    (
        "Norway's foreign minister is to meet her Omani counterpart in Muscat.\n\n"
        "The meeting was cancelled hours later, Oman said.",
        "CONSULT",
        ("negated", None),
    ),
    (
        "Chile and Bolivia will hold talks in Arica on 3 July.\n\n"
        "The talks have been postponed until 12 August, the Chilean foreign ministry said on Friday.",
        "CONSULT",
        ("planned", "2019-08-12"),
    ),
    (
        "The Thai premier will visit Vientiane on 9 July.\n\nHis visit has been postponed, Bangkok said.",
        "CONSULT",
        ("negated", "2019-07-09"),
    ),
    (
        "The Danish prime minister is expected to meet the Greenlandic premier in Nuuk.\n\n"
        "The two met in Nuuk on Friday, an official confirmed.",
        "CONSULT",
        ("actual", "2019-06-07"),
    ),
    (
        "Armenia and Iran plan to hold a summit in Yerevan.\n\nThe summit was held on 5 June as planned.",
        "CONSULT",
        ("actual", "2019-06-05"),
    ),
    (
        "Cuba will withdraw its troops from Angola by July.\n\n"
        "On Friday Cuba withdrew its last troops from Angola, state radio said.",
        "RETREAT",
        ("actual", "2019-06-07"),
    ),
    (
        "Japan will send a destroyer to the Gulf, Tokyo said on 2 March.\n\n"
        "Japan has decided not to send the destroyer, a spokesman said.",
        "MOBILIZE",
        ("negated", None),
    ),
    (
        "The Belgian king's trip to Kigali was cancelled, a newspaper reported.\n\n"
        "The trip will go ahead, the palace said on Thursday.",
        "CONSULT",
        ("planned", None),
    ),
]


@pytest.mark.parametrize(("text", "type_", "last"), CORRECTED, ids=[text[:36] for text, _, _ in CORRECTED])
def test_one_record_with_the_last_status(text, type_, last, pipeline):
    """A plan and what became of it are one record with the later status and a flag."""
    assert told(pipeline, text, type_) == [(*last, True)]


def test_within_a_sentence(pipeline):
    """A clause that says when the visit was announced leaves it called off."""
    text = "The visit of the Peruvian president to Quito, announced on Monday, was called off."
    assert [status for status, _, _ in told(pipeline, text, "CONSULT")] == ["negated"]


UNTOUCHED = [
    (
        "The Kenyan president will visit Kampala on 4 July.\n\nThe Rwandan president called off a visit to Kampala.",
        "planned",
    ),
    (
        "Ghana's president visited Lomé in March.\n\nHis visit to Cotonou, planned for July, was called off.",
        "actual",
    ),
    (
        "The Irish premier met his Maltese counterpart in Valletta on Monday.\n\n"
        "A meeting with the Cypriot president was cancelled.",
        "actual",
    ),
    (
        "Laos's premier will visit Hanoi on 2 July.\n\nLaos's premier visited Hanoi in 2014.",
        "planned",
    ),
    (
        "Qatar's emir will visit Sofia on 2 July.\n\nThe visit was welcomed by Bulgarian traders.",
        "planned",
    ),
    (
        "Qatar's emir will visit Sofia on 2 July.\n\nThe visit has not been made public in Doha.",
        "planned",
    ),
    (
        "Qatar's emir will visit Sofia on 2 July.\n\nThe visit may be called off, an aide said.",
        "planned",
    ),
]


@pytest.mark.parametrize(("text", "first"), UNTOUCHED, ids=[text[-40:] for text, _ in UNTOUCHED])
def test_look_alikes_are_left(text, first, pipeline):
    """Another visit, or words that do not say what became of it, change nothing."""
    found = told(pipeline, text, "CONSULT")
    assert found[0][0] == first
    assert not any(changed for _, _, changed in found)


def test_a_denial_by_the_other_side_is_no_correction(pipeline):
    """What one side tells and the other denies stays told, and denied."""
    text = (
        "Ugandan troops attacked a village in Congo on Sunday, the Congolese army said.\n\n"
        "Uganda denied that its troops had attacked the village."
    )
    assert [(status, changed) for status, _, changed in told(pipeline, text, "ASSAULT")] == [
        ("actual", False),
        ("negated", False),
    ]


TRANSCRIPT = """Q: Will the minister travel to Ankara soon?

A: We have nothing to announce.

Q: A newspaper reported yesterday that Turkish warplanes bombed a village in Iraq. Can you confirm?

A: {answer} We urge the press to check its facts.

Q: What about the talks on water?

A: They go on."""


@pytest.mark.parametrize(
    ("answer", "status"),
    [("That is pure invention.", "negated"), ("That is not a lie.", "actual"), ("We are looking into it.", "actual")],
)
def test_an_answer_denies_what_the_question_reports(answer, status, pipeline):
    """In a transcript the answer decides about what the question reports."""
    found = told(pipeline, TRANSCRIPT.format(answer=answer), "ASSAULT")
    assert [s for s, _, _ in found] == [status]
