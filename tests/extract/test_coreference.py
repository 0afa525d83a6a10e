"""Who is meant: titles, appositions, acronyms, counterparts, pronouns, capitals, countries told elsewhere."""

from __future__ import annotations

import pytest

from dragoman.pipeline import find
from handmade import countries, document, event, events, mention, mentions

KENYATTA = "Icelandic President Olafur Grimsson met Kenyan President Uhuru Kenyatta in Nairobi. "
LIMA = "Chilean Foreign Minister Heraldo Munoz met Peruvian Foreign Minister Ana Maria Sanchez in Lima. "


def broken(*values, reason):
    """Return a case that the engine is known to get wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        (KENYATTA + "Grimsson left.", "Grimsson left", "Olafur Grimsson"),
        ("Kenyan Foreign Minister Amina Mohamed arrived. The minister met aides.", "minister met", "Amina Mohamed"),
        ("Sudanese President Omar al-Bashir arrived. The president met aides.", "president met", "Omar al-Bashir"),
        ("Sudanese President Omar al-Bashir arrived. Bashir met aides.", "Bashir met", "Omar al-Bashir"),
        ("Latvian President Andris Berzins arrived in Dublin. He met aides.", "He", "Andris Berzins"),
        ("The South Korean president, Park Geun-hye, arrived. She thanked Vietnam.", "She", "Park Geun-hye"),
        (
            "General Raheel Sharif, Chief of Army Staff (COAS), arrived in Romania. COAS thanked Romania.",
            "COAS thanked",
            "Raheel Sharif",
        ),
        ("The South Korean president, Park Geun-hye, arrived. Park met aides.", "Park met", "Park Geun-hye"),
    ],
)
def test_people_named_again(text, words, person, pipeline):
    """A surname, a title, a pronoun or an acronym stands for the person named before."""
    got = mention(pipeline, text, words.split()[0], text.count(words.split()[0], 0, text.index(words))).person
    assert got == person


def test_one_person_is_one_entity(pipeline):
    """All mentions of one person share an entity, and nobody else has it."""
    text = KENYATTA + "Grimsson thanked Kenya. Kenyatta thanked Iceland."
    found = find("actors", document(text), pipeline)
    by_person = {}
    for actor in found:
        if actor.person:
            by_person.setdefault(actor.person, set()).add(actor.entity)
    assert sorted(by_person) == ["Olafur Grimsson", "Uhuru Kenyatta"]
    assert all(len(entities) == 1 for entities in by_person.values())
    assert not set.intersection(*by_person.values())


@pytest.mark.parametrize(
    ("text", "again", "name"),
    [
        (
            "The Organisation of American States (OAS) urged Peru to vote. The OAS praised Chile.",
            "OAS praised",
            "Organization of American States",
        ),
        ("The West Nile Peace Council (WNPC) left. The WNPC thanked Kenya.", "WNPC thanked", "Nile Peace Council"),
        ("The European Union condemned Chad. The bloc praised Togo.", "bloc", "European Union"),
        ("The United Nations Security Council met. The council condemned Chad.", "council", "UN Security Council"),
        (
            "The Lake Basin Authority (LBA) signed a contract with Uganda. The LBA thanked Uganda.",
            "LBA thanked",
            "Lake Basin Authority",
        ),
    ],
)
def test_bodies_named_again(text, again, name, pipeline):
    """An acronym in brackets or a general noun stands for the body told of before."""
    word = again.split()[0]
    actor = mention(pipeline, text, word, text.count(word, 0, text.index(again)))
    assert name in actor.name
    assert actor.country is None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Finnish Foreign Minister Timo Soini met his Russian counterpart.",
            "Russian counterpart",
            (None, "foreign minister", "RUS"),
        ),
        (
            "Rwanda's defence minister telephoned his Burundian counterpart.",
            "Burundian counterpart",
            (None, "defence minister", "BDI"),
        ),
        (
            "Finnish Foreign Minister Timo Soini met his Russian counterpart, Sergei Lavrov, in Helsinki.",
            "Lavrov",
            ("Sergei Lavrov", "foreign minister", "RUS"),
        ),
        (
            "Finnish Foreign Minister Timo Soini met his Chadian counterpart Moussa Faki in Helsinki.",
            "Faki",
            ("Moussa Faki", "foreign minister", "TCD"),
        ),
    ],
)
def test_counterparts(text, words, expected, pipeline):
    """A counterpart has the office of the one whose counterpart he is."""
    actor = mention(pipeline, text, words)
    assert (actor.person, actor.country) == (expected[0], expected[2])
    if actor.person is None:
        assert actor.office == expected[1]


def test_named_counterpart_has_the_office(pipeline):
    """A counterpart's office is known, named or not."""
    text = "Finnish Foreign Minister Timo Soini met his Russian counterpart, Sergei Lavrov, in Helsinki."
    got = mention(pipeline, text, "Lavrov").office
    assert got == "foreign minister"


MASERU = (
    "MASERU: Malawian Army Commander Henry Odillo met Lesotho's Prime Minister Thomas Thabane on Tuesday. "
    "The visiting {} praised the hosts."
)


@pytest.mark.parametrize("noun", ["dignitary", "general", "commander", "guest"])
def test_visitors(noun, pipeline):
    """The visiting dignitary is the one from abroad."""
    got = mention(pipeline, MASERU.format(noun), noun).person
    assert got == "Henry Odillo"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (LIMA + "Both ministers left.", "Both ministers", {"CHL", "PER"}),
        (LIMA + "The two sides agreed.", "two sides", {"CHL", "PER"}),
        (LIMA + "They agreed.", "They", {"CHL", "PER"}),
        ("Peru and Ecuador signed a treaty. Both countries agreed.", "Both countries", {"PER", "ECU"}),
    ],
)
def test_pairs(text, words, expected, pipeline):
    """Both ministers, the two sides and they are the two told of before."""
    got = countries(mentions(pipeline, text, words))
    assert got == expected


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The raid was condemned. He left.", "He"),
        ("It rained. They agreed.", "They"),
        ("Latvian President Andris Berzins arrived. He met aides. She left.", "She"),
    ],
)
def test_pronouns_without_antecedent(text, pronoun, pipeline):
    """A pronoun that fits nobody stands for nobody."""
    got = mentions(pipeline, text, pronoun)
    assert got == []


def test_object_is_not_the_subject(pipeline):
    """An object pronoun is never the subject of its own verb, inherited or not."""
    text = "Japanese Prime Minister Shinzo Abe telephoned Australian Prime Minister Tony Abbott and thanked him."
    got = mention(pipeline, text, "him").person
    assert got == "Tony Abbott"


@pytest.mark.parametrize(
    ("text", "type_", "side", "expected"),
    [
        ("Warsaw condemned the decision by Minsk.", "ACCUSE", "actors", {"POL"}),
        ("Warsaw condemned the decision by Minsk.", "ACCUSE", "recipients", {"BLR"}),
        ("Oslo recalled its ambassador to Mali.", "SANCTION", "actors", {"NOR"}),
    ],
)
def test_capitals_as_governments(text, type_, side, expected, pipeline):
    """A capital that acts or is spoken to is its country's government."""
    got = countries(getattr(event(pipeline, text, type_), side))
    assert got == expected


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Thai police arrested two Chadian men in Minsk.", "COERCE", "Minsk"),
        ("Fiji's premier met Samoa's premier in Warsaw.", "CONSULT", "Warsaw"),
    ],
)
def test_capitals_as_places(text, type_, place, pipeline):
    """A capital where something happens takes no part in it."""
    found = event(pipeline, text, type_)
    assert found.place.name == place
    assert not countries(found.actors + found.recipients) & {"BLR", "POL"}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Paraguay's president condemned the raid. The army arrested ten men.", "army", "PRY"),
        ("LIMA, May 3 - President Ollanta Humala left. Police arrested nine men.", "Police", "PER"),
        ("LIMA, May 3 - President Ollanta Humala left.", "Humala", "PER"),
        ("The Malaysian navy seized a trawler. The government thanked the sailors.", "government", "MYS"),
        ("Police in Warsaw arrested two men.", "Police", "POL"),
        ("The army arrested ten men.", "army", None),
    ],
)
def test_countries_from_elsewhere(text, words, country, pipeline):
    """A role without a country has the one of its place, its paragraph or its dateline, or none."""
    got = mention(pipeline, text, words).country
    assert got == country


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ('"I will go," Danish Foreign Minister Villy Soevndal said.', "I", ("Villy Soevndal", "DNK")),
        ('"We condemn this," Danish Foreign Minister Villy Soevndal said.', "We", (None, "DNK")),
        ('"Our troops will stay," said Slovenian Defence Minister Roman Jakic.', "Our", (None, "SVN")),
        ('Villy Soevndal, the Danish foreign minister, said: "I agree."', "I", ("Villy Soevndal", "DNK")),
    ],
)
def test_first_person_in_quotations(text, pronoun, expected, pipeline):
    """In a quotation "I" is the speaker and "we" the speaker's country."""
    actor = mention(pipeline, text, pronoun)
    assert (actor.person, actor.country) == expected


@pytest.mark.parametrize("text", ["We condemn this raid.", "I met the Polish foreign minister."])
def test_first_person_without_a_speaker(text, pipeline):
    """Where nobody speaks, "we" and "I" are nobody."""
    got = mentions(pipeline, text, text.split()[0])
    assert got == []


INTERVIEW = """Tanzanian President Jakaya Kikwete spoke to reporters on Monday.

PRESIDENT KIKWETE: We thank Denmark for its aid.

QUESTION: Will you go there?

PRESIDENT KIKWETE: I will visit Denmark next week.

QUESTION: Thank you.
"""


@pytest.mark.parametrize(("words", "person"), [("We", None), ("I ", "Jakaya Kikwete")])
def test_first_person_in_transcripts(words, person, pipeline):
    """In a turn "I" is the one whose label it has, and "we" that one's country."""
    actor = mention(pipeline, INTERVIEW, words.strip(), INTERVIEW.count(words.strip(), 0, INTERVIEW.index(words)))
    assert (actor.person, actor.country) == (person, "TZA")


def test_transcript_events_have_their_speaker(pipeline):
    """What is said in a turn has its speaker as actor or source."""
    found = [e for e in events(pipeline, INTERVIEW) if e.type == "CONSULT"]
    assert [(countries(e.actors), countries(e.recipients)) for e in found] == [({"TZA"}, {"DNK"})]
    assert [s.person for s in found[0].attribution] == ["Jakaya Kikwete"]


def test_unknown_speaker_has_no_country(pipeline):
    """A label alone tells no country: thanking Denmark makes nobody Danish."""
    text = INTERVIEW.split("\n\n", 1)[1].replace("KIKWETE", "ZORBLATTI")
    got = {a.country for e in events(pipeline, text) for a in e.actors}
    assert "DNK" not in got
