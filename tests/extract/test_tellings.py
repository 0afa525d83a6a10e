"""Tellings: headline, bullet and body are one record; different meetings, days and deeds stay apart."""

from __future__ import annotations

import pytest

from handmade import countries, events

DAY = "2015-03-12"


def told(pipeline, text, type_):
    """Return the events of a type in a text published on DAY."""
    return [e for e in events(pipeline, text, DAY) if e.type == type_]


STORY = """Zambia and Malawi hold talks in Lusaka

- Zambian foreign minister holds talks with Malawian counterpart

LUSAKA, March 11 - Zambia's foreign minister held talks with Malawi's foreign minister in Lusaka on Wednesday."""


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY + " During the meeting, matters of trade were discussed.",
        STORY + "\n\nDuring the talks, questions of trade were discussed.",
    ],
)
def test_headline_bullet_and_body_are_one(text, pipeline):
    """One meeting told in headline, bullet and body, and gone on with, is one record from the body."""
    (found,) = told(pipeline, text, "CONSULT")
    assert countries(found.actors + found.recipients) == {"ZMB", "MWI"}
    assert found.evidence.start > text.index("LUSAKA")
    assert (found.date.edtf, found.place.name) == ("2015-03-11", "Lusaka")


def test_deeds_are_told_again(pipeline):
    """A deed in the headline and in the body is one record."""
    text = "Bulgaria expels three Russian diplomats\n\nSOFIA, March 11 - Bulgaria expelled three Russian diplomats on Wednesday."
    (found,) = told(pipeline, text, "SANCTION")
    assert (countries(found.actors), countries(found.recipients)) == ({"BGR"}, {"RUS"})
    assert found.date.edtf == "2015-03-11"


@pytest.mark.xfail(strict=True, reason="'the diplomats' get the expelling country and so look like others")
def test_deed_named_again_by_a_noun(pipeline):
    """ "The expulsion of the diplomats" is the expulsion just told."""
    text = (
        "Bulgaria expelled three Russian diplomats on Wednesday. The expulsion of the diplomats ended a long inquiry."
    )
    got = len(told(pipeline, text, "SANCTION"))
    assert got == 1


@pytest.mark.parametrize(
    ("text", "type_", "number"),
    [
        (
            "Fiji's premier met Samoa's premier in Apia on Monday. "
            "Tonga's premier met Vanuatu's president in Port Vila on Tuesday.",
            "CONSULT",
            2,
        ),
        (
            "Fiji's premier met Samoa's premier in Apia on Monday. On Wednesday he met Samoa's premier again in Suva.",
            "CONSULT",
            2,
        ),
        (
            "Uruguayan President Jose Mujica arrived in Helsinki on Tuesday. "
            "He met Finnish President Sauli Niinisto on Wednesday.",
            "CONSULT",
            2,
        ),
        (
            "Japanese Prime Minister Shinzo Abe telephoned Australian Prime Minister Tony Abbott on Monday. "
            "Abe met Abbott in Sydney on Monday.",
            "CONSULT",
            2,
        ),
        (
            "Norway expelled two Chadian envoys on Monday. Chad expelled two Norwegian envoys on Tuesday.",
            "SANCTION",
            2,
        ),
        ("Mali condemned the raid by Niger. Togo condemned the raid by Niger.", "ACCUSE", 2),
        ("Sudanese troops attacked a village on Monday. Chadian troops attacked a village on Monday.", "ASSAULT", 2),
        (
            "Norway did not expel the envoys of Chad on Monday. Norway expelled the envoys of Chad on Tuesday.",
            "SANCTION",
            2,
        ),
    ],
)
def test_different_events_stay_apart(text, type_, number, pipeline):
    """Other people, another day, a visit and its meeting, a call and a meeting: each keeps its record."""
    got = len(told(pipeline, text, type_))
    assert got == number


@pytest.mark.parametrize(
    "body",
    [
        "On Tuesday Fiji's premier held talks with Samoa's premier.",
        "Fiji's premier held talks with Samoa's premier on Tuesday.",
    ],
)
def test_join_keeps_what_each_telling_adds(body, pipeline):
    """The place of the headline and the day of the body both reach the record."""
    (found,) = told(pipeline, f"Fiji and Samoa hold talks in Apia\n\n{body}", "CONSULT")
    assert (found.place.name, found.date.edtf) == ("Apia", "2015-03-10")


def test_persons_replace_their_country(pipeline):
    """Where the body names the people, the headline's bare countries are not listed beside them."""
    text = (
        "Iceland and Kenya hold talks\n\n"
        "Icelandic President Olafur Grimsson held talks with Kenyan President Uhuru Kenyatta on Tuesday."
    )
    (found,) = told(pipeline, text, "CONSULT")
    assert sorted(a.person for a in found.actors) == ["Olafur Grimsson", "Uhuru Kenyatta"]


def test_records_are_in_text_order_with_ids_of_their_own(pipeline):
    """Records stand in the order of the text, and no two share an id."""
    text = "Chad condemned Togo. Niger praised Mali. Norway expelled two Chadian envoys."
    found = events(pipeline, text, DAY)
    assert [e.trigger.text.split()[0] for e in found] == ["condemned", "praised", "expelled"]
    assert len({e.id for e in found}) == 3
