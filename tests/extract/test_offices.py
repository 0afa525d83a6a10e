"""Offices and names as patterns: who, in which office, of which country and sector, from the words of one sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.pipeline import find
from dragoman.records import Document


def actors(text, pipeline, year=2018):
    """Return the actors of a text that is dated in the middle of a year."""
    return find("actors", Document(id="x", text=text, published=dt.date(year, 6, 15)), pipeline)


def rows(text, pipeline, year=2018):
    """Return (person, office, country, sector) of the actors that have a person."""
    return [(a.person, a.office, a.country, a.sector) for a in actors(text, pipeline, year) if a.person]


@pytest.mark.parametrize(
    ("text", "person", "office", "country", "sector"),
    [
        # the owner of an office between the name and the office
        ("Ann Roe, Ghana's ambassador to the UN, left.", "Ann Roe", "permanent representative", "GHA", "GOV"),
        ("Ann Roe, Accra's ambassador in Ottawa, left.", "Ann Roe", "ambassador", "GHA", "GOV"),
        ("Ann Roe, Scotland's first minister, left.", "Ann Roe", "chief minister", "GBR", "GOV"),
        ("Ann Roe, the African Union's commissioner for trade, left.", "Ann Roe", "commissioner", None, "IGO"),
        ("Gen. Jan Roe, NATO's deputy commander, left.", "Jan Roe", "military commander", None, "IGO"),
        # a phrase between the office and its holder
        ("The Ghanaian ambassador in Ankara, Ann Roe, left.", "Ann Roe", "ambassador", "GHA", "GOV"),
        ("Ghana's consul general in Erbil, Ann Roe, left.", "Ann Roe", "consul general", "GHA", "GOV"),
        ("The director of the FSB, Ivan Roe, left.", "Ivan Roe", "director", "RUS", "SPY"),
        ("The mayor of Izmir, Ann Roe, left.", "Ann Roe", "mayor", "TUR", "GOV"),
        # bodies and seats that tell the country
        ("Pentagon spokesman Tom Hale left.", "Tom Hale", "military spokesman", "USA", "MIL"),
        ("Downing Street spokesman Tom Hale left.", "Tom Hale", "government spokesman", "GBR", "GOV"),
        ("Mossad chief Dov Roe left.", "Dov Roe", "intelligence chief", "ISR", "SPY"),
        ("Dov Roe, head of Israel's Shin Bet, left.", "Dov Roe", "head", "ISR", "SPY"),
        # what a president presides over
        ("Ann Roe, president of the African National Congress, left.", "Ann Roe", "president", "ZAF", "PTY"),
        ("Ann Roe, president of the Red Cross, left.", "Ann Roe", "president", None, "NGO"),
        # provinces, regions, towns
        ("Ann Roe, the president of Tatarstan, left.", "Ann Roe", "president", "RUS", "GOV"),
        ("Catalan leader Ann Roe left.", "Ann Roe", "leader", "ESP", "GOV"),
        ("Izmir mayor Ann Roe left.", "Ann Roe", "mayor", "TUR", "GOV"),
        # a body and the title that its last word opens
        ("US Treasury Secretary Ann Roe left.", "Ann Roe", "treasury secretary", "USA", "GOV"),
        ("Indian Army chief General Ravi Roe left.", "Ravi Roe", "army chief", "IND", "MIL"),
        # an office before a rank
        ("Chadian military spokesman Brig. Gen. Ali Roe left.", "Ali Roe", "military spokesman", "TCD", "MIL"),
        # former holders
        ("Ex-President Ann Roe of Chile left.", "Ann Roe", "president", "CHL", "ELI"),
        ("One-time Liberian warlord Tom Hale left.", "Tom Hale", "rebel leader", "LBR", "ELI"),
        # holders to be
        ("Togo's prime minister-designate, Ann Roe, left.", "Ann Roe", "prime minister-designate", "TGO", "GOV"),
        # the same title in different states
        ("Foreign Secretary Boris Johnson left.", "Boris Johnson", "foreign secretary", "GBR", "GOV"),
        ("Secretary of State Mike Pompeo left.", "Mike Pompeo", "secretary of state", "USA", "GOV"),
        ("Swiss Federal Councillor Ann Roe left.", "Ann Roe", "federal councillor", "CHE", "GOV"),
        # two portfolios
        ("Malta's Foreign and European Affairs Minister Ann Roe left.", "Ann Roe", "foreign minister", "MLT", "GOV"),
        # envoys of the United Nations, and of a state to it
        ("Ann Roe, the UN envoy for Libya, left.", "Ann Roe", "UN envoy", None, "IGO"),
        ("Ann Roe, a spokesman for Secretary-General Tom Hale, left.", "Ann Roe", "spokesman", None, "IGO"),
        ("Taliban spokesman Omar Roe left.", "Omar Roe", "spokesman", "AFG", "REB"),
        ("A Texas-based analyst, Ann Roe, left.", "Ann Roe", "analyst", None, "EDU"),
    ],
)
def test_office_of_a_person(text, person, office, country, sector, pipeline):
    """Title, country and sector come from the words around a name, wherever they stand."""
    found = {row[0]: row for row in rows(text, pipeline)}
    assert found.get(person) == (person, office, country, sector)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("In a call with Ann Roe, Ghana's foreign minister thanked Peru.", "Ann Roe"),
        ("After the talks with Ann Roe, Ghana's foreign minister, Kofi Hale, thanked Peru.", "Ann Roe"),
    ],
)
def test_no_apposition(text, owner, pipeline):
    """An office that has a verb or a holder of its own is not that of the name before it."""
    assert {row[0]: row[1] for row in rows(text, pipeline)}[owner] is None


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        (
            "Presidents Obama of the US and Castro of Cuba left.",
            2015,
            [("Barack Obama", "president", "USA"), ("Raúl Castro", "president", "CUB")],
        ),
        (
            "Defence ministers Ann Roe of Chile, Tom Hale of Peru and Ida Lund of Cuba left.",
            2015,
            [("Ann Roe", "defence minister", c) for c in ("CHL",)]
            + [("Tom Hale", "defence minister", "PER"), ("Ida Lund", "defence minister", "CUB")],
        ),
        ("US Senators Ann Roe and Tom Hale left.", 2015, [(p, "senator", "USA") for p in ("Ann Roe", "Tom Hale")]),
        (
            "British MPs Ann Roe and Tom Hale left.",
            2015,
            [(p, "member of parliament", "GBR") for p in ("Ann Roe", "Tom Hale")],
        ),
    ],
)
def test_plural_titles(text, year, expected, pipeline):
    """A plural title belongs to every name after it."""
    assert [row[:3] for row in rows(text, pipeline, year)] == expected


@pytest.mark.parametrize(
    ("text", "year", "person", "office", "country"),
    [
        ("Xi told Oman that talks would go on.", 2018, "Xi Jinping", "president", "CHN"),
        ("Abiy left Asmara.", 2019, "Abiy Ahmed", "prime minister", "ETH"),
        ("Mahathir left Tokyo.", 2019, "Mahathir Mohamad", "prime minister", "MYS"),
        ("Prayuth left Tokyo.", 2018, "Prayuth Chan-ocha", "prime minister", "THA"),
        ("Hasina left Tokyo.", 2018, "Sheikh Hasina", "prime minister", "BGD"),
        ("Kim left Hanoi.", 2019, "Kim Jong-un", "leader", "PRK"),
        ("Netanyahu left Rome.", 2018, "Benjamin Netanyahu", "prime minister", "ISR"),
        ("Merkel left Rome.", 2018, "Angela Merkel", "chancellor", "DEU"),
        ("President Obama left Rome.", 2015, "Barack Obama", "president", "USA"),
        ("Bush telephoned Blair.", 2003, "George W. Bush", "president", "USA"),
        ("Bush telephoned Major.", 1991, "George H. W. Bush", "president", "USA"),
        ("Guterres left Rome.", 2018, "António Guterres", "secretary-general", None),
    ],
)
def test_bare_names(text, year, person, office, country, pipeline):
    """A name alone is who had the highest office under it on the day, in the words of that state."""
    assert (person, office, country) in [row[:3] for row in rows(text, pipeline, year)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ('Israeli Prime Minister Benjamin "Bibi" Netanyahu left.', ['Benjamin "Bibi" Netanyahu']),
        ("Qatar's Minister of State Sultan bin Saad Al Roe left.", ["Sultan bin Saad Al Roe"]),
        ("Korean Unification Minister Cho Myoung-gyon left.", ["Cho Myoung-gyon"]),
        ("Zhang Jun, China's envoy, thanked Elaine May in May 2018.", ["Zhang Jun", "Elaine May"]),
        ("Retired diplomat Christopher Hill left.", ["Christopher Hill"]),
        ("Australian Foreign Minister Julie Bishop left.", ["Julie Bishop"]),
        ("Florida Republican Ann Roe thanked Peru.", ["Ann Roe"]),
        ("Burmese President U Thein Sein left.", ["Thein Sein"]),
        ("Norway's special envoy to the Middle East, Tor Wenneberg, left.", ["Tor Wenneberg"]),
    ],
)
def test_whole_names(text, people, pipeline):
    """Nicknames, months, titles and places that are words of a name stay in it; parties and honorifics stay out."""
    assert [row[0] for row in rows(text, pipeline)] == people


@pytest.mark.parametrize(
    "text",
    [
        "The Presidential Debates were cancelled in Lima.",
        "The National Conference of State Legislatures praised Peru.",
        "The Abraham Accords pleased Oman.",
        "The Nord Stream pipeline angered Poland.",
        "The Roe-Hale ticket criticised Peru.",
        "The Infectious Diseases unit warned ministers.",
        "Marine One landed in Oslo.",
        "The nuncio celebrated Mass in Lima.",
        "They walked to Beacon Hill in Oslo.",
    ],
)
def test_things_are_no_people(text, pipeline):
    """A run of capitals that ends in a common word is a thing, and a common word is nobody's odd spelling."""
    assert rows(text, pipeline) == []
