"""Actors as the words of their mention tell them: titles, names, bodies, countries and sectors."""

from __future__ import annotations

import pytest

from handmade import event, mention, mentions


def broken(*values, reason):
    """Return a case that the engine is known to get wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Kenyan Foreign Minister Amina Mohamed arrived.",
            "Amina Mohamed",
            ("Amina Mohamed", "foreign minister", "KEN", "GOV"),
        ),
        (
            "Amina Mohamed, the Kenyan foreign minister, arrived.",
            "Amina Mohamed",
            ("Amina Mohamed", "foreign minister", "KEN", "GOV"),
        ),
        (
            "The South Korean president, Park Geun-hye, arrived.",
            "Park Geun-hye",
            ("Park Geun-hye", "president", "KOR", "GOV"),
        ),
        (
            "US Secretary of State John Kerry arrived.",
            "John Kerry",
            ("John Kerry", "secretary of state", "USA", "GOV"),
        ),
        (
            "The Emir of Qatar, Sheikh Tamim bin Hamad Al Thani, arrived.",
            "Tamim",
            ("Tamim bin Hamad Al Thani", "emir", "QAT", "GOV"),
        ),
        (
            "Chinese Vice Foreign Minister Zhang Yesui arrived.",
            "Zhang",
            ("Zhang Yesui", "deputy foreign minister", "CHN", "GOV"),
        ),
        (
            "Former Nigerian president Olusegun Obasanjo met Liberian leaders.",
            "Obasanjo",
            ("Olusegun Obasanjo", "president", "NGA", "ELI"),
        ),
        ("Estonia's Toomas Ilves arrived.", "Toomas Ilves", ("Toomas Ilves", None, "EST", None)),
    ],
)
def test_people(text, words, expected, pipeline):
    """A name takes office and country from its title, its apposition or its possessor."""
    actor = mention(pipeline, text, words)
    sector = actor.sector if expected[3] else None
    assert (actor.person, actor.office, actor.country, sector) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Thai police arrested two men.", "Thai police", ("THA", "COP", "THACOP")),
        ("The Malaysian navy seized a trawler.", "Malaysian navy", ("MYS", "MIL", "MYSMIL")),
        ("Paraguay's parliament met.", "parliament", ("PRY", "LEG", "PRYLEG")),
        ("Paraguay's Supreme Court met.", "Court", ("PRY", "JUD", "PRYJUD")),
        ("The Syrian army left.", "Syrian army", ("SYR", "MIL", "SYRMIL")),
        ("The Sudanese foreign ministry agreed.", "foreign ministry", ("SDN", "GOV", "SDNGOV")),
        ("The United Nations condemned Chad.", "United Nations", (None, "IGO", "IGO")),
        ("The Chairperson of the Commission of the African Union met Chad's king.", "Chairperson", (None, "IGO", "IGO")),
        ("NATO condemned Chad.", "NATO", (None, "IGO", "IGO")),
        ("Cambodian journalists protested.", "Cambodian journalists", ("KHM", "JRN", "KHMJRN")),
        ("Bolivia condemned Chad.", "Bolivia", ("BOL", "GOV", "BOLGOV")),
    ],
)
def test_bodies_and_groups(text, words, expected, pipeline):
    """Role nouns and bodies have a sector, and the country of the words before them."""
    actor = mention(pipeline, text, words)
    assert (actor.country, actor.sector, actor.code) == expected
    assert actor.person is None


def test_office_of_a_role_noun_is_its_own_word(pipeline):
    """A record names a group by a word that fits it."""
    actor = mention(pipeline, "Cambodian journalists protested.", "Cambodian journalists")
    assert "editor" not in actor.name


def test_spokesman_of_a_body(pipeline):
    """A spokesman belongs to the body he speaks for."""
    actor = mention(pipeline, "A spokesman for the Sudanese foreign ministry condemned Chad.", "spokesman")
    assert (actor.country, actor.sector, actor.office) == ("SDN", "GOV", "spokesman")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The foreign ministers of Serbia and Kosovo met.", "foreign ministers", ["SRB", "XKX"]),
        ("Zambian and Malawian ministers met.", "Malawian ministers", ["MWI"]),
        ("Angolan, Zambian and Namibian ministers met.", "Angolan", ["AGO GOV"]),
    ],
)
def test_plurals_of_several_countries(text, words, expected, pipeline):
    """Ministers of two countries are an actor of each."""
    found = mentions(pipeline, text, words)
    assert [f"{a.country} {a.sector}"[: len(want)] for a, want in zip(found, expected)] == expected


@pytest.mark.parametrize(
    "text",
    ["The Turkish-backed rebels attacked a post.", "The Paris-based group condemned Iran."],
)
def test_backers_and_seats_are_no_nationality(text, pipeline):
    """Who is backed by or based in a country is not of it."""
    words = "rebels" if "rebels" in text else "group"
    got = mention(pipeline, text, words).country
    assert got is None


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Botswana promised to withdraw its troops from Namibia.", "troops", "BWA"),
        ("Nicaragua recalled its ambassador from Bogota.", "ambassador", "NIC"),
        ("Norway recalled its ambassador to Mali.", "ambassador", "NOR"),
        ("Norway's ambassador in Bamako resigned.", "ambassador", "NOR"),
        ("The ambassador of Cuba to Angola resigned.", "ambassador", "CUB"),
    ],
)
def test_whose_envoys(text, words, country, pipeline):
    """Envoys and troops are of the country that sends them, not of the one where they are."""
    got = mention(pipeline, text, words).country
    assert got == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ('"Latvia expelled two diplomats," Belarusian Foreign Minister Vladimir Makei said.', "LVA"),
        ("Fijian soldiers serving with the United Nations killed two rebels.", "FJI"),
    ],
)
def test_objects_are_not_of_the_subject(text, country, pipeline):
    """Whom a country expels or kills is not known to be its own."""
    type_ = "SANCTION" if "expelled" in text else "ASSAULT"
    got = {a.country for a in event(pipeline, text, type_).recipients}
    assert country not in got


@pytest.mark.xfail(strict=True, reason="a body ending in Movement is taken for a person named Movement")
def test_unknown_body_is_no_person(pipeline):
    """A capitalised name that ends in the word for a body names a body."""
    text = "The National Resistance Movement (NRM) thanked Kenya."
    actor = mention(pipeline, text, "National Resistance Movement")
    assert (actor.person, actor.name) == (None, "National Resistance Movement")
