"""Long titles: what an envoy is for, two offices, bodies between commas, bodies after "of", whose envoy."""

from __future__ import annotations

import pytest

from handmade import event, mention, mentions


def broken(*values, reason):
    """Return a case that the engine is known to get wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def read(text, words, pipeline):
    """Return (person, country, sector) of the only actor at the words."""
    actor = mention(pipeline, text, words)
    return actor.person, actor.country, actor.sector


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("UN Special Envoy for Yemen Ann Roe met aides.", "Ann Roe", ("Ann Roe", None, "IGO")),
        ("EU Special Representative for the Sahel Nora Byrne thanked Kenya.", "Nora", ("Nora Byrne", None, "IGO")),
        ("African Union Special Envoy for Mali Pierre Ndiaye left.", "Pierre", ("Pierre Ndiaye", None, "IGO")),
        ("Latvia's State Secretary for Climate Ana Roe left.", "Ana Roe", ("Ana Roe", "LVA", "GOV")),
        ("Hungarian State Secretary for Youth Affairs Ana Roe left.", "Ana Roe", ("Ana Roe", "HUN", "GOV")),
        ("Peru's Vice Minister for Foreign Trade Luis Paz left.", "Luis", ("Luis Paz", "PER", "GOV")),
        ("Deputy Minister for Oceanian Affairs Tom Hale left.", "Tom Hale", ("Tom Hale", None, "GOV")),
        (
            "Moroccan Secretary General for Foreign Affairs Ann Roe thanked Togo.",
            "Ann Roe",
            ("Ann Roe", "MAR", "GOV"),
        ),
        ("Secretary General for Foreign Affairs Ann Roe thanked Togo.", "Ann Roe", ("Ann Roe", None, "GOV")),
        (
            "Swedish Minister for International Development Cooperation Eva Lind left.",
            "Eva Lind",
            ("Eva Lind", "SWE", "GOV"),
        ),
    ],
)
def test_what_an_office_is_for(text, words, expected, pipeline):
    """A portfolio or a region inside a title is no actor and no part of the name after it."""
    got = read(text, words, pipeline)
    assert got == expected


def test_region_of_an_envoy_is_no_actor(pipeline):
    """Whom a UN envoy is sent to has no part in what he does."""
    text = "UN Special Envoy for Yemen Ann Roe thanked Oman."
    found = event(pipeline, text, "SUPPORT")
    assert [a.person for a in found.actors] == ["Ann Roe"]
    assert [a.country for a in found.recipients] == ["OMN"]


@pytest.mark.parametrize(
    ("text", "person", "country", "office"),
    [
        (
            "Republic of Palau (ROP) Vice President Uduch Roe left.",
            "Uduch Roe",
            "PLW",
            "vice president",
        ),
        (
            "Republic of Korea (ROK) First Vice Foreign Minister Lee left.",
            "Lee",
            "KOR",
            "deputy foreign minister",
        ),
        (
            "Federal Republic of Nigeria (FRN) Defence Minister Musa Bello left.",
            "Musa Bello",
            "NGA",
            "defence minister",
        ),
        ("Minister of Foreign Affairs of Benin, Ambassador Paul Hou, left.", "Paul Hou", "BEN", "foreign minister"),
        ("Foreign Minister of Estonia, Admiral Jaan Tamm, left.", "Jaan Tamm", "EST", "foreign minister"),
        ("Chief of Army Staff of Ghana, General Kofi Mensah, left.", "Kofi Mensah", "GHA", "army chief"),
        ("Chile's foreign minister, Ambassador Rita Paz, left.", "Rita Paz", "CHL", "foreign minister"),
        (
            "Director General, Kenya Revenue Authority, Brigadier Peter Kamau, left.",
            "Peter Kamau",
            "KEN",
            "director general",
        ),
        (
            "Director General, Inter Services Intelligence, Lieutenant General Omar Butt, left.",
            "Omar Butt",
            "PAK",
            "director general",
        ),
        (
            "The foreign minister of the Republic of Peru, Mr. Jorge Soto, left.",
            "Jorge Soto",
            "PER",
            "foreign minister",
        ),
        (
            "Ecuador's Minister of Foreign Affairs, Trade and Integration Rosa Mena left.",
            "Rosa Mena",
            "ECU",
            "foreign minister",
        ),
        (
            "Colombian Vice President and Foreign Minister Marta Ramos left.",
            "Marta Ramos",
            "COL",
            "vice president",
        ),
        ("President Nikola Roe of Montenegro left.", "Nikola Roe", "MNE", "president"),
        ("The Estonian ambassador to Japan, Jaan Tamm, left.", "Jaan Tamm", "EST", "ambassador"),
        ("Iceland's Special Representative to Japan Nora Lund left.", "Nora Lund", "ISL", "envoy"),
        (
            "Norwegian Defence Minister and acting Foreign Minister Kari Moe left.",
            "Kari Moe",
            "NOR",
            "defence minister",
        ),
        ("The Zambian Foreign Minister Stanley Phiri left.", "Stanley Phiri", "ZMB", "foreign minister"),
        ("Danish Deputy Minister Tom Hale left.", "Tom Hale", "DNK", "deputy minister"),
    ],
)
def test_titles_and_their_names(text, person, country, office, pipeline):
    """Country, office and name of a long title are one actor."""
    actor = mention(pipeline, text, person)
    assert (actor.person, actor.country, actor.office) == (person, country, office)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ghana's foreign minister, Victoria Mensah, left.", "SYC"),
        ("Leo Salo left.", "VAT"),
        ("Nurse Charles Holm left.", "GBR"),
        ("Felipe Soto left.", "ESP"),
        ("Harald Moe left.", "NOR"),
    ],
)
def test_given_names_are_no_countries(text, country, pipeline):
    """A given name that a capital or a ruler has too tells no country."""
    words = text.removesuffix(" left.").removesuffix(",").split()[-2]
    assert country not in {a.country for a in mentions(pipeline, text, words)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ines Duarte of Amnesty International condemned Chad.", ("Ines Duarte", None, "NGO")),
        ("Peter Berg of Greenpeace condemned Chad.", ("Peter Berg", None, "NGO")),
        ("Eva Lind of the World Food Programme thanked Chad.", ("Eva Lind", None, "IGO")),
        ("Ms. Eva Lind of the International Crisis Group condemned Chad.", ("Eva Lind", None, "NGO")),
        ("Eva Lind of Sweden condemned Chad.", ("Eva Lind", "SWE", None)),
        broken(
            "Eva Lind of Oslo University condemned Chad.",
            ("Eva Lind", "NOR", "EDU"),
            reason="only bodies of the table, not role nouns such as 'university', give who is of them a sector",
        ),
    ],
)
def test_people_of_a_body(text, expected, pipeline):
    """Who is of a body or a state has its sector or its country."""
    assert read(text, expected[0], pipeline) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Albania's foreign minister met his Turkish counterpart, Foreign Minister Ali Kaya.",
            "Ali Kaya",
            ("Ali Kaya", "foreign minister", "TUR"),
        ),
        (
            "Malawi's foreign minister met her Zambian counterpart, Foreign Minister Joseph Banda, in Lusaka.",
            "Joseph Banda",
            ("Joseph Banda", "foreign minister", "ZMB"),
        ),
        (
            "The Omani foreign minister met his Qatari counterpart, Prime Minister Hamad Nasr.",
            "Hamad Nasr",
            ("Hamad Nasr", "prime minister", "QAT"),
        ),
    ],
)
def test_counterparts_with_a_title(text, words, expected, pipeline):
    """A counterpart whose own title follows is one actor of his own country and office."""
    actor = mention(pipeline, text, words)
    assert (actor.person, actor.office, actor.country) == expected
    assert "counterpart" in actor.text


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Serbia's own ambassador from Oslo left.", "SRB"),
        ("Ghana's own ambassador from Mali left.", "GHA"),
        ("Thailand's ambassador from Phnom Penh left.", "THA"),
        ("Oman recalled its own ambassador from Chad.", "OMN"),
        ("The ambassador from Chad left.", "TCD"),
    ],
)
def test_whose_ambassador_from_where(text, country, pipeline):
    """An ambassador from somewhere is of who owns him, of that place only where nobody does."""
    assert mention(pipeline, text, "ambassador").country == country


def test_two_ministers_stay_two(pipeline):
    """Offices of two names are two people."""
    text = "Angola's Minister of Foreign Affairs Téte Neto and President João Sousa left."
    assert [mention(pipeline, text, name).office for name in ("Téte", "João")] == ["foreign minister", "president"]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Peruvian President Luis Soto visits Oman", "Luis Soto"),
        ("Interview with Danish Foreign Minister Eva Lind", "Eva Lind"),
        ("Interview with Kenyan President Daniel Otieno", "Daniel Otieno"),
    ],
)
def test_names_in_headlines(line, person, pipeline):
    """In a headline too the name is whole, and without its title."""
    text = line + "\n\nThe hall was cold."
    assert mention(pipeline, text, person.split()[0]).person == person
