"""The actor tables load, agree with ISO 3166, and do not contradict themselves."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pycountry
import pytest
from pydantic import ValidationError

import dragoman.knowledge
from dragoman.errors import KnowledgeError
from dragoman.knowledge.actors import (
    AgentRules,
    Officeholder,
    OfficeRules,
    Organisation,
    expand_offices,
    holders_on,
    in_office,
    office_of,
)
from dragoman.knowledge.names import GivenName
from dragoman.knowledge.schema import read_csv, read_toml
from dragoman.knowledge.world import load_countries

DATA = Path(dragoman.knowledge.__file__).parent / "data"
ORGANISATIONS = read_csv(DATA / "world/organisations.csv", Organisation)
HOLDERS = read_csv(DATA / "world/officeholders.csv", Officeholder)
AGENTS = read_toml(DATA / "en/agents.toml", AgentRules)
OFFICES = read_toml(DATA / "en/offices.toml", OfficeRules)

FORMER_STATES = {"SUN", "YUG", "CSK", "DDR", "SCG", "ZAR", "YMD", "VDR"}
# Two bodies that share a short form; the rest of the document decides.
SHARED_ALIASES = {"PTI", "RSF"}
MANY_HOLDERS = {
    "rebel leader",
    "opposition leader",
    "government spokesman",
    "commander",
    "envoy",
    "adviser",
    "deputy secretary of state",
    "deputy foreign minister",
    "European commissioner",
    "UN official",
}


def known_country(iso3: str | None) -> bool:
    return iso3 is None or iso3 == "XKX" or iso3 in FORMER_STATES or pycountry.countries.get(alpha_3=iso3) is not None


def test_the_tables_are_as_large_as_promised():
    kinds = defaultdict(int)
    for body in ORGANISATIONS:
        kinds[body.sector] += 1
    assert kinds["IGO"] >= 250
    assert kinds["REB"] + kinds["PTY"] + kinds["BUS"] + kinds["MNC"] >= 300
    assert len(HOLDERS) >= 12000
    assert len({office.role for office in expand_offices(OFFICES)}) >= 200


def test_countries_exist():
    assert not [o.name for o in ORGANISATIONS if not known_country(o.country)]
    assert not [h.person for h in HOLDERS if not known_country(h.country)]
    assert not [o.name for o in OFFICES.office if not all(map(known_country, o.countries))]


def test_international_bodies_have_no_country_except_local_ngos():
    assert not [o.name for o in ORGANISATIONS if o.sector in {"IGO", "MNC"} and o.country]
    allowed = {"IGO", "NGO", "MNC", "REB", "CRM"}
    assert not [o.name for o in ORGANISATIONS if o.country is None and o.sector not in allowed]


def test_dates_of_organisations_are_in_order():
    assert not [o.name for o in ORGANISATIONS if o.since and o.until and o.until < o.since[: len(o.until)]]


def test_no_alias_names_two_organisations():
    owners = defaultdict(set)
    for number, body in enumerate(ORGANISATIONS):
        for alias in (body.name, *body.aliases):
            owners[alias].add(number)
    assert {alias for alias, rows in owners.items() if len(rows) > 1} == SHARED_ALIASES


def test_no_alias_is_repeated_in_its_row():
    for row in ORGANISATIONS:
        assert len({row.name, *row.aliases}) == 1 + len(row.aliases), row.name
    for holder in HOLDERS:
        assert len({holder.person, *holder.aliases}) == 1 + len(holder.aliases), holder.person


def test_every_role_of_a_holder_is_an_office():
    roles = {office.role for office in expand_offices(OFFICES)}
    assert {holder.role for holder in HOLDERS} <= roles


def test_no_two_people_hold_one_office_at_once():
    terms = defaultdict(list)
    for holder in HOLDERS:
        if holder.role not in MANY_HOLDERS:
            terms[holder.role, holder.country].append(holder)
    for held in terms.values():
        held.sort(key=lambda holder: holder.start)
        for one, other in zip(held, held[1:]):
            assert one.end is not None, (one.person, other.person)
            shared = min(len(one.end), len(other.start))
            assert one.end[:shared] <= other.start[:shared], (one.person, other.person)


def test_sectors_of_holders_agree_with_their_offices():
    sectors = defaultdict(set)
    for office in expand_offices(OFFICES):
        sectors[office.role].add(office.sector)
    # Partially recognised, military and rebel holders of a civil office keep their own sector, as do the Vatican's.
    kept = {"PRE", "MIL", "REB", "PTY", "PRM"} | {"REL"}
    for holder in HOLDERS:
        given = sectors[holder.role]
        assert None in given or holder.sector in given | kept, (holder.person, holder.role, holder.sector)


def test_role_nouns_are_unique_and_lower_case():
    words = [word for noun in AGENTS.agent for word in noun.words]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)
    assert AGENTS.index["soldier"].sector == "MIL"
    assert not AGENTS.index["army"].human


def test_a_wording_without_country_names_one_office_first():
    index = OFFICES.index
    assert office_of(index, "Foreign Minister", "FRA").role == "foreign minister"
    assert office_of(index, "Secretary of State", "USA").role == "foreign minister"
    assert office_of(index, "Foreign Secretary", "GBR").role == "foreign minister"
    assert office_of(index, "Foreign Secretary", "IND").role == "foreign secretary"
    assert office_of(index, "chancellor", "AUT").role == "prime minister"
    assert office_of(index, "chancellor", "ESP") is None
    assert office_of(index, "minister for agriculture", None).role == "agriculture minister"
    assert office_of(index, "Deputy Minister of Health", "VNM").role == "deputy health minister"
    assert office_of(index, "Chargé d’Affaires", None).role == "charge d'affaires"
    assert office_of(index, "Lt. Gen.", None).sector == "MIL"


def test_holders_on_a_day():
    assert [h.person for h in holders_on(HOLDERS, "prime minister", "AUS", "2004-05-01")] == ["John Howard"]
    assert [h.person for h in holders_on(HOLDERS, "president", "KEN", "2015")] == ["Uhuru Kenyatta"]
    assert holders_on(HOLDERS, "president", "KEN", "1931") == ()


def test_a_month_of_handover_may_name_two():
    names = {h.person for h in holders_on(HOLDERS, "prime minister", "JPN", "2008-09-24")}
    assert names == {"Yasuo Fukuda", "Taro Aso"}


def test_an_open_term_covers_later_days():
    holder = Officeholder(person="A B", role="president", country="KEN", sector="GOV", start="2022-09-13")
    assert in_office(holder, "2024-01-01")
    assert in_office(holder, None)
    assert not in_office(holder, "2022-09-12")
    assert in_office(holder, "2022")


def test_a_term_cannot_end_before_it_starts():
    with pytest.raises(ValidationError, match="before it starts"):
        Officeholder(person="A B", role="president", country="KEN", sector="GOV", start="2012-04", end="2011")


def test_a_wrong_sector_names_the_file_and_line(tmp_path: Path):
    table = tmp_path / "organisations.csv"
    table.write_text("name,aliases,country,sector,kind,from,to\nA,,KEN,XYZ,party,,\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"organisations\.csv:2"):
        read_csv(table, Organisation)


def test_given_names_have_one_gender():
    rows = read_csv(DATA / "en/given_names.csv", GivenName)
    names = [row.name.lower() for row in rows]
    assert len(names) == len(set(names)) > 4000
    assert {"victoria": "f", "sergei": "m", "mohammed": "m", "angela": "f"}.items() <= {
        row.name.lower(): row.gender for row in rows
    }.items()


def test_heads_and_foreign_ministers_are_covered():
    """Of the members of the United Nations nearly all have heads and foreign ministers for nearly all years since 1990."""
    heads = {
        "president",
        "prime minister",
        "king",
        "emir",
        "sultan",
        "head of state",
        "supreme leader",
        "governor-general",
    }
    for roles, floor in ((heads, 190), ({"foreign minister"}, 185)):
        years = defaultdict(set)
        for holder in HOLDERS:
            if holder.role in roles and holder.country:
                last = int((holder.end or "2025")[:4])
                years[holder.country] |= set(range(max(1990, int(holder.start[:4])), last + 1))
        assert sum(len(found) >= 15 for found in years.values()) >= floor


@pytest.mark.parametrize(
    ("wording", "country", "role", "sector"),
    [
        ("Secretary of State", "VAT", "prime minister", "GOV"),
        ("Secretary of State", "USA", "foreign minister", "GOV"),
        ("secretary of state", "DEU", "state secretary", "GOV"),
        ("Lord Chancellor", "GBR", "justice minister", "GOV"),
        ("Raksha Rajya Mantri", "IND", "deputy defence minister", "GOV"),
        ("Marshal of the Sejm", "POL", "speaker", "LEG"),
        ("Ceann Comhairle", "IRL", "speaker", "LEG"),
        ("Senior General", "MMR", "general", "MIL"),
        ("Senior Colonel", "CHN", "colonel", "MIL"),
        ("OSCE Secretary General", None, "OSCE secretary general", "IGO"),
        ("secretary-general of ASEAN", None, "ASEAN secretary-general", "IGO"),
        ("Secretary-General", None, "secretary-general", "IGO"),
        ("UNRWA Commissioner-General", None, "UNRWA commissioner-general", "IGO"),
        ("UNIFIL commander", None, "force commander", "IGO"),
        ("high representative for Bosnia", None, "envoy", "IGO"),
        ("High Representative", None, "EU high representative", "IGO"),
        ("General Assembly president", None, "UN official", "IGO"),
    ],
)
def test_local_titles_and_heads_of_bodies(wording: str, country: str | None, role: str, sector: str):
    office = office_of(OFFICES.index, wording, country)
    assert (office.role, office.sector) == (role, sector)


@pytest.mark.parametrize(
    ("role", "country", "day", "person"),
    [
        ("supreme leader", "IRN", "2026-04-01", "Mojtaba Khamenei"),
        ("prime minister", "HUN", "2026-06-01", "Péter Magyar"),
        ("president", "MMR", "2026-06-01", "Min Aung Hlaing"),
        ("Arab League secretary-general", None, "1998-05-01", "Esmat Abdel Meguid"),
        ("OSCE secretary general", None, "2015-03", "Lamberto Zannier"),
        ("foreign secretary", "PAK", "2010-07-15", "Salman Bashir"),
        ("permanent representative", "RUS", "2014-03", "Vitaly Churkin"),
        ("state department spokesman", "USA", "2003-03", "Richard Boucher"),
        ("army chief", "GBR", "1999-06", "Roger Wheeler"),
        ("chief of defence staff", "KOR", "1998-12", "Kim Jin-ho"),
    ],
)
def test_who_held_an_office(role: str, country: str | None, day: str, person: str):
    assert [h.person for h in holders_on(HOLDERS, role, country, day)] == [person]


def test_seats_of_government_belong_to_one_state_and_to_no_body():
    countries = [row for row in load_countries() if row.until is None]
    seats = [seat for row in countries for seat in row.seats]
    assert len(seats) == len(set(seats))
    south_africa = next(row for row in countries if row.iso3 == "ZAF")
    assert "Luthuli House" not in south_africa.seats
    owner = {alias: body for body in ORGANISATIONS for alias in (body.name, *body.aliases)}
    assert owner["Luthuli House"].sector == "PTY"
