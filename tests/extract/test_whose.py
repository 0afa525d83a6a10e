"""Actors whose country, body or sector only the words around them tell, as a table of cases (whose.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dragoman.pipeline import find, run_document
from dragoman.records import Document

CASES = tomllib.loads((Path(__file__).parent / "whose.toml").read_text(encoding="utf-8"))["case"]


def actors_of(case, pipeline):
    document = Document(
        id="any", text=case["text"], published=case["published"], source=case.get("source"), title=case.get("title")
    )
    return find("actors", document, pipeline)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_whose_an_actor_is(case, pipeline):
    """The last mention that begins as the case says has the country, sector and name that it says."""
    at = case["text"].rindex(case["mention"])
    found = [a for a in actors_of(case, pipeline) if a.start == at]
    assert found, [a.text for a in actors_of(case, pipeline)]
    for field in ("country", "sector", "person"):
        if field in case:
            assert {getattr(a, field) for a in found} == {case[field] or None}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Ships of the Omani and Iranian navies began joint patrols on Monday.", {"OMN", "IRN"}),
        ("The Chadian-Sudanese commission agreed to open the border.", {"TCD", "SDN"}),
        ("The rebel leader Riek Machar and the president, Salva Kiir, met in Juba.", {"SSD"}),
        ("At Orly airport the Greek foreign minister, Ann Roe, met the two Cypriots.", {"GRC", "CYP"}),
        ("NATO condemned the offensive that Armenia launched in May.", {None, "ARM"}),
        ("Chad's president telephoned his Omani counterpart, Ali Said, to express solidarity.", {"TCD", "OMN"}),
        ("Laos freed two Danish nurses held since May.", {"LAO", "DNK"}),
        ("Mali and Niger quarrelled. Mali accused Niger of theft. It expelled the consul.", {"MLI", "NER"}),
        ("The Omani and Iraqi leaders spoke, and the two countries' finance ministers met.", {"OMN", "IRQ"}),
        ("Chad met Togo. The two trade ministers will discuss cotton.", {"TCD", "TGO"}),
    ],
)
def test_whose_deed_it_is(text, countries, pipeline):
    """All sides of an event are found where nouns share an adjective, a title a name, or a clause tells whose it is."""
    events = run_document(Document(id="any", text=text, published="2018-03-06"), pipeline)
    assert countries in [{a.country for a in (*e.actors, *e.recipients)} for e in events]


def test_both_members_of_a_group_of_offices_take_part(pipeline):
    """Two leaders who met are two actors, though a title, a name and commas stand between them."""
    text = "The rebel leader Riek Machar and the president, Salva Kiir, met in Juba."
    event = next(iter(run_document(Document(id="any", text=text, published="2018-03-06"), pipeline)))
    assert {a.person for a in event.actors} == {"Riek Machar", "Salva Kiir"}


def test_another_office_is_another_meeting(pipeline):
    """The army chiefs' own meeting is not that of the foreign ministers told of before."""
    text = (
        "I met my Omani colleague, Hamad Al Said, this Monday. Qatar and Oman are neighbours.\n\n"
        "The army chiefs of the two countries held their own meeting in Muscat on the same day."
    )
    document = Document(id="any", text=text, published="2005-03-08", source="Ministry of Foreign Affairs of Qatar")
    offices = [{a.office for a in e.actors} for e in run_document(document, pipeline) if e.type == "CONSULT"]
    assert {"army chief"} in offices


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Sudan summoned Ethiopia's ambassador, Yonas Bekele, on Monday.", "Yonas Bekele"),
        ("Peru expelled the ambassador of Bolivia, Juan Rojas.", "Juan Rojas"),
        ("Kigali arrested its one-time ally, the Congolese general Paul Mbuyi.", "Paul Mbuyi"),
    ],
)
def test_whom_it_befell_has_a_name(text, person, pipeline):
    """Where a wording tells only of a state or an owner, who is named beside it is the recipient."""
    events = run_document(Document(id="any", text=text, published="2018-03-06"), pipeline)
    assert person in {a.person for e in events for a in e.recipients}


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired a missile on Friday.",
        "Ethiopia rejected a truce with Eritrea, a day after its warplanes bombed an airstrip.",
    ],
)
def test_a_state_does_not_fire_at_itself(text, pipeline):
    """Soldiers act at home where nobody else is named; a state as a whole does not, nor does who has a foe beside him."""
    events = run_document(Document(id="any", text=text, published="2018-03-06"), pipeline)
    assert not [e for e in events if {a.country for a in e.recipients} & {a.country for a in e.actors}]
