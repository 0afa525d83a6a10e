"""Groups and roles that stand for people named before: leaders, ministers, hosts, neighbours, the described."""

from __future__ import annotations

import pytest

from dragoman.pipeline import find
from handmade import countries, document, event, mention, mentions

QUITO = "Bolivian President Rosa Mena met Ecuadorian President Juan Soto in Quito. "
KAMPALA = "Kenyan Foreign Minister Amos Otieno met Ugandan Foreign Minister Grace Okello in Kampala. "
AMMAN = "Danish Ambassador Eva Lind met Jordanian King Talal in Amman. "
NIAMEY = "Malian President Ibrahim Sow met Niger's President Ali Bako. "


def people(pipeline, text, words):
    """Return the people whom the last occurrence of the words stands for."""
    found = mentions(pipeline, text, words, text.count(words) - 1)
    return {a.person or a.country for a in found}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (QUITO + "The leaders signed a treaty.", "leaders", {"Rosa Mena", "Juan Soto"}),
        (QUITO + "Both leaders left.", "leaders", {"Rosa Mena", "Juan Soto"}),
        (QUITO + "The two presidents left.", "presidents", {"Rosa Mena", "Juan Soto"}),
        (QUITO + "The presidents left.", "presidents", {"Rosa Mena", "Juan Soto"}),
        (QUITO + "The heads of state left.", "heads", {"Rosa Mena", "Juan Soto"}),
        (QUITO + "Brazil urged both leaders to talk.", "leaders", {"Rosa Mena", "Juan Soto"}),
        (
            QUITO + "Brazilian President Ana Rocha urged the two presidents to talk.",
            "presidents",
            {"Rosa Mena", "Juan Soto"},
        ),
        (KAMPALA + "Both ministers left.", "ministers", {"Amos Otieno", "Grace Okello"}),
        (KAMPALA + "The officials left.", "officials", {"Amos Otieno", "Grace Okello"}),
        (KAMPALA + "The streets were wet. The ministers left.", "ministers", {"Amos Otieno", "Grace Okello"}),
        (
            "Rosa Mena, President of Bolivia, and Juan Soto, President of Ecuador, met. The hall was cold. "
            "The Leaders signed a treaty.",
            "Leaders",
            {"Rosa Mena", "Juan Soto"},
        ),
    ],
)
def test_groups_named_side_by_side(text, words, expected, pipeline):
    """A plural of an office or of "leader" stands for those named together, never for who speaks to them."""
    assert people(pipeline, text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "unwanted"),
    [
        (KAMPALA + "The leaders left.", "leaders", {"Amos Otieno", "Grace Okello"}),
        (QUITO + "The two ministers left.", "ministers", {"Rosa Mena", "Juan Soto"}),
        ("Bolivian President Rosa Mena left. The two presidents met.", "presidents", {"Rosa Mena"}),
        (QUITO + "The three presidents left.", "presidents", {"Rosa Mena", "Juan Soto"}),
    ],
)
def test_groups_that_are_others(text, words, unwanted, pipeline):
    """Ministers are no leaders, presidents no ministers, one is not two and two are not three."""
    assert not people(pipeline, text, words) & unwanted


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (QUITO + "The Presidents of Bolivia and Ecuador left.", "Presidents", {"Rosa Mena", "Juan Soto"}),
        ("The Presidents of Bolivia and Ecuador left.", "Presidents", {"BOL", "ECU"}),
        (KAMPALA + "The Presidents of Kenya and Uganda left.", "Presidents", {"KEN", "UGA"}),
        ("The presidents of Togo, Benin and Ghana met.", "presidents", {"TGO", "BEN", "GHA"}),
    ],
)
def test_one_office_of_several_states(text, words, expected, pipeline):
    """ "The Presidents of X and Y" are those named before in that office, else the bare office of each."""
    assert people(pipeline, text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        (AMMAN + "The diplomat left.", "diplomat", "Eva Lind"),
        (AMMAN + "The envoy left.", "envoy", "Eva Lind"),
        (AMMAN + "The monarch left.", "monarch", "Talal"),
        (AMMAN + "The general left.", "general", None),
        (QUITO + "The Bolivian leader thanked Chile.", "Bolivian leader", "Rosa Mena"),
        (QUITO + "The Ecuadorian leader thanked Chile.", "Ecuadorian leader", "Juan Soto"),
        (QUITO + "The Chilean leader thanked Peru.", "Chilean leader", None),
        ("Danish Prime Minister Eva Lind left. The premier thanked Peru.", "premier", "Eva Lind"),
        ("Danish Prime Minister Eva Lind left. The diplomat thanked Peru.", "diplomat", None),
    ],
)
def test_wider_words(text, words, person, pipeline):
    """A general word takes up who has a more special office that it covers, of the country that it names."""
    assert mention(pipeline, text, words, text.count(words) - 1).person == person


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("QUITO, May 3 - " + QUITO + "Mena thanked her host.", "host", ("Juan Soto", "ECU")),
        (QUITO + "Mena thanked her host.", "host", ("Juan Soto", "ECU")),
        (NIAMEY + "Sow praised his neighbour.", "neighbour", (None, "NER")),
        (NIAMEY + "Bako praised his neighbour.", "neighbour", (None, "MLI")),
        (KAMPALA + "Otieno thanked his counterpart.", "counterpart", ("Grace Okello", "UGA")),
        (KAMPALA + "Otieno thanked his Ugandan counterpart.", "Ugandan counterpart", ("Grace Okello", "UGA")),
        (KAMPALA + "Okello thanked her Kenyan colleague.", "Kenyan colleague", ("Amos Otieno", "KEN")),
        (KAMPALA + "Otieno thanked his Zambian counterpart.", "Zambian counterpart", (None, "ZMB")),
    ],
)
def test_hosts_neighbours_and_counterparts(text, words, expected, pipeline):
    """A host is the official of the place, a neighbour the other state, a counterpart the same office elsewhere."""
    actor = mention(pipeline, text, words)
    assert (actor.person, actor.country) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (NIAMEY + "Bako has sent his envoy to Chad.", "his", "Ali Bako"),
        (NIAMEY + "Sow has sent his envoy to Chad.", "his", "Ibrahim Sow"),
        (QUITO + "Soto has not called off his visit to Chile.", "his", "Juan Soto"),
        (QUITO + "Mena told Soto that her troops would leave.", "her", "Rosa Mena"),
    ],
)
def test_possessor_in_the_clause(text, words, expected, pipeline):
    """ "His" is of the subject of its own clause, whoever was the subject before."""
    assert mention(pipeline, text, words).person == expected


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        (NIAMEY + "Bako has sent his envoy to Chad.", "envoy", {"NER"}),
        (NIAMEY + "Sow has sent his envoy to Chad.", "envoy", {"MLI"}),
        ("Kuwait condemned Iraq. The two countries recalled their ambassadors.", "ambassadors", {"KWT", "IRQ"}),
    ],
)
def test_roles_have_the_country_of_their_owner(text, words, country, pipeline):
    """Somebody's envoy is of his country; those of two are of both."""
    assert countries(mentions(pipeline, text, words)) == country


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A Polish journalist was arrested in Minsk. Jan Nowak was beaten.", "Jan Nowak", ("POL", "JRN")),
        ("A Danish aid worker was abducted in Kabul. Eva Lind was on her way home.", "Eva Lind", ("DNK", "SOC")),
        ("Polish journalists were arrested in Minsk. Jan Nowak was beaten.", "Jan Nowak", (None, None)),
        ("A Danish nurse was killed in Kabul. Eva Lind said the road was bad.", "Eva Lind", (None, None)),
        ("A Polish journalist was arrested in Minsk. Police also arrested Jan Nowak.", "Jan Nowak", (None, None)),
    ],
)
def test_described_first_and_named_later(text, name, expected, pipeline):
    """Who is only described in the lead may be named after it; who speaks, or one of many, is not."""
    actor = mention(pipeline, text, name)
    assert (actor.country, actor.sector) == expected


def test_described_and_named_are_one_entity(pipeline):
    """The description and the name are one actor."""
    text = "A Polish journalist was arrested in Minsk. Jan Nowak was beaten."
    found = find("actors", document(text), pipeline)
    assert len({a.entity for a in found if a.country == "POL"}) == 1
    assert {a.text for a in found if a.person == "Jan Nowak"} == {"Polish journalist", "Jan Nowak"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chile thanked the Government and people of Fiji.", {"FJI"}),
        ("Chile expressed condolences to the leadership, government and people of Fiji.", {"FJI"}),
        ("Chile thanked the Thai government and people.", {"THA"}),
        ("Chile thanked envoys from Fiji and Tonga.", {"FJI", "TON"}),
    ],
)
def test_nouns_that_share_a_state(text, wanted, pipeline):
    """A state named once is that of all the nouns coordinated before "of" or after an adjective."""
    recipients = event(pipeline, text, "SUPPORT").recipients
    assert {a.country for a in recipients} == wanted
