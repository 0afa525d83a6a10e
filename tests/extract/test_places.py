"""Place names: what is one, what is part of another name, and which place is meant."""

from __future__ import annotations

import pytest

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.language import analyse, load_language
from dragoman.extract.places import build_place_index, find_places
from dragoman.knowledge.places import PlaceRules
from dragoman.knowledge.schema import read_toml
from dragoman.knowledge.sentences import SentenceRules
from dragoman.knowledge.world import WORLD, load_countries, load_places
from dragoman.records import Document, Place

ENGLISH = WORLD.parent / "en"
INDEX = build_place_index(load_countries(), load_places(), read_toml(ENGLISH / "places.toml", PlaceRules))
SENTENCES = read_toml(ENGLISH / "sentences.toml", SentenceRules)


def read(text: str) -> Analysis:
    language = load_language()
    case = CaseRules({}, language.common, frozenset())
    return analyse(Document(id="test", text=text), language, SENTENCES, case)


def find(text: str) -> tuple[Place, ...]:
    return find_places(read(text), INDEX)


def names(text: str) -> list[str]:
    return [place.text for place in find(text)]


def meanings(text: str) -> dict[str, tuple[str | None, str]]:
    return {place.text: (place.country, place.feature) for place in find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two ministers met in Lisbon and flew on to Maputo.", ["Lisbon", "Maputo"]),
        ("Fishermen crossed the South China Sea to reach Palawan.", ["South China Sea", "Palawan"]),
        ("Shelling went on in southern Lebanon and in the Gaza Strip.", ["southern Lebanon", "Gaza Strip"]),
        ("A Nairobi-based company won the contract.", ["Nairobi"]),
        ("Talks in Côte d’Ivoire ended without a text.", ["Côte d’Ivoire"]),
        ("The envoy left Port-au-Prince on a Thursday.", ["Port-au-Prince"]),
    ],
)
def test_known_places(text: str, expected: list[str]):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Bank of England kept its rate.",
        "She studied at the University of Oxford.",
        "Kenya Airways cancelled the flight.",
        "The singer Paris Hilton declined to comment.",
        "Michael Jordan opened the school.",
        "President Jordan was silent.",
        "Russian and Brazilian officers trained together.",
        "Reading the note took a minute.",
        "Doctors feared the Marburg virus.",
        "The Prince of Wales was absent.",
    ],
)
def test_names_that_are_no_places(text: str):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name", "country", "feature"),
    [
        ("Clashes broke out in Tripoli, Lebanon, overnight.", "Tripoli", "LBN", "city"),
        ("Clashes broke out in Tripoli overnight.", "Tripoli", "LBY", "city"),
        ("He was born in Reading, England.", "Reading", "GBR", "city"),
        ("Georgia and Armenia reopened the road.", "Georgia", "GEO", "country"),
        ("Lawmakers from Alabama, Georgia and Florida met in Atlanta.", "Georgia", "USA", "state"),
        ("The court sits in Cordoba, Spain.", "Cordoba", "ESP", "city"),
        ("Monks fled from Si Sa Ket province of Thailand.", "Si Sa Ket", "THA", "province"),
        ("Seattle, Washington, hosted the forum.", "Washington", "USA", "state"),
        ("Washington and Ottawa signed the text.", "Washington", "USA", "city"),
        ("The general landed at Kabul airport.", "Kabul airport", "AFG", "airport"),
        ("A parade was held in Dhaka Cantonment.", "Dhaka Cantonment", "BGD", "base"),
    ],
)
def test_which_place_is_meant(text: str, name: str, country: str, feature: str):
    assert meanings(text)[name] == (country, feature)


def test_a_place_that_no_table_has():
    (place,) = find("The rebels withdrew from camps in Torvikstan district.")
    assert (place.text, place.feature) == ("Torvikstan", "district")
    assert (place.country, place.lat, place.lon) == (None, None, None)


def test_a_seat_lies_where_the_text_puts_it():
    first, second = find("The visitor was received at Army Headquarters in Nairobi.")
    assert (first.text, first.country, first.feature) == ("Army Headquarters", "KEN", "building")
    assert first.lat == second.lat
    seat = find("They spoke at the General Headquarters (GHQ), Rawalpindi.")[0]
    assert (seat.text, seat.country) == ("General Headquarters (GHQ)", "PAK")


def test_a_seat_without_a_town_has_no_country():
    (seat,) = find("They spoke at the Naval Headquarters.")
    assert seat.country is None and seat.lat is None


def test_a_village_takes_the_country_of_what_contains_it():
    place = find("Nine people died in Umbolani, Malawi, on Friday.")[0]
    assert (place.text, place.country, place.lat) == ("Umbolani", "MWI", None)


def test_datelines_and_capital_letters():
    assert "Ankara" in [place.name for place in find("ANKARA, Jan 6 — The two sides agreed to reopen a road.")]
    assert "March" not in names("ANKARA, March 6 — The two sides agreed to reopen a road.")


def test_headlines_in_title_case():
    assert names("Envoy Says Colombo Ready for Talks in Oslo\n\nHe spoke on radio.") == ["Colombo", "Oslo"]


def test_offsets_are_exact():
    text = "Zürich and Kraków signed; Ulaanbaatar, Mongolia, followed."
    for place in find(text):
        assert text[place.start : place.end] == place.text
    assert len(find(text)) == 4


def test_places_table_is_sound():
    codes = {country.iso3 for country in load_countries()}
    rows = load_places()
    assert len(rows) > 600
    assert len({(row.name, row.country, row.feature) for row in rows}) == len(rows)
    assert all(row.country is None or row.country in codes for row in rows)
    assert {country.iso3 for country in load_countries()} - {"UMI"} <= {
        row.country for row in rows if row.feature == "country"
    }
