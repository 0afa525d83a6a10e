"""The table of state codes: whole, without contradictions, and right where everybody knows the answer."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations

import pycountry
import pytest
from pydantic import ValidationError

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import load_knowledge, row_key
from dragoman.knowledge.world import StateCode, load_countries, load_state_codes, state_code
from test_world_countries import FORMER

CODES = load_state_codes()
SYSTEMS = ("cow", "gw")
LAST_DAY = dt.date.max
# Countries and territories that neither list counts as states today.
NO_STATES = """ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG
    HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VAT VGB
    VIR WLF""".split()


def span(row: StateCode) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a row; all days of the table are whole."""
    return dt.date.fromisoformat(row.since), dt.date.fromisoformat(row.until) if row.until else LAST_DAY


def overlapping(key) -> list[tuple[StateCode, StateCode]]:
    """Return the pairs of rows with the same key whose days overlap."""
    groups = defaultdict(list)
    for row in CODES:
        if key(row) is not None:
            groups[key(row)].append(row)
    return [
        (one, two)
        for rows in groups.values()
        for one, two in combinations(rows, 2)
        if span(one)[0] <= span(two)[1] and span(two)[0] <= span(one)[1]
    ]


def test_table_loads_into_knowledge():
    assert load_knowledge().state_codes == CODES
    assert {row.system for row in CODES} == set(SYSTEMS)
    assert all(sum(row.system == system for row in CODES) > 200 for system in SYSTEMS)


def test_every_day_exists_and_no_state_ends_before_it_begins():
    for row in CODES:
        begin, end = span(row)
        assert begin <= end, row
        assert dt.date(1816, 1, 1) <= begin, row


def test_every_code_of_iso_is_known():
    known = {country.alpha_3 for country in pycountry.countries} | FORMER | {"XKX"}
    assert {row.iso3 for row in CODES} - {None} <= known
    assert {row.iso3 for row in CODES} - {None} <= {country.iso3 for country in load_countries()}


def test_a_state_has_one_code_at_a_time():
    assert overlapping(lambda row: row.iso3 and (row.system, row.iso3)) == []


def test_a_code_belongs_to_one_state_at_a_time():
    assert overlapping(lambda row: (row.system, row.code)) == []


def test_a_row_has_its_own_key():
    keys = [row_key("state_codes", row) for row in CODES]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("system", SYSTEMS)
def test_abbreviations_stand_for_one_number(system):
    numbers = defaultdict(set)
    for row in CODES:
        if row.system == system:
            numbers[row.abbreviation].add(row.code)
            assert len(row.abbreviation) == 3 and row.abbreviation.isupper(), row
    assert {name: codes for name, codes in numbers.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_state_of_today_has_a_code(system):
    today = {country.iso3 for country in load_countries()} - FORMER
    assert {iso3 for iso3 in today if state_code(CODES, system, iso3, None) is None} == set(NO_STATES)


@pytest.mark.parametrize(
    ("iso3", "day", "cow", "gw"),
    [
        ("USA", None, 2, 2),
        ("USA", "1850-06-01", 2, 2),
        ("CAN", "2000-01-01", 20, 20),
        ("GBR", "1914-08-04", 200, 200),
        ("FRA", "1958-06-01", 220, 220),
        ("DEU", "1914-08-01", 255, 255),
        ("DEU", "1989-11-09", 260, 260),
        ("DEU", "1990-10-02", 260, 260),
        ("DEU", "1990-10-03", 255, 260),
        ("DEU", None, 255, 260),
        ("DDR", "1989-11-09", 265, 265),
        ("DDR", "1990-10-03", None, None),
        ("SUN", "1962-10-22", 365, 365),
        ("SUN", "1991-12-26", None, None),
        ("RUS", "1991-12-26", 365, 365),
        ("RUS", None, 365, 365),
        ("UKR", "1992-01-01", 369, 369),
        ("UKR", "1990-01-01", None, None),
        ("CSK", "1968-08-21", 315, 315),
        ("CZE", "1993-01-01", 316, 316),
        ("SVK", "1993-01-01", 317, 317),
        ("YUG", "1991-06-25", 345, 345),
        ("SCG", "2005-01-01", 345, 345),
        ("SRB", "2006-06-05", 345, 340),
        ("SRB", None, 345, 340),
        ("XKX", "2010-01-01", 347, 347),
        ("MNE", None, 341, 341),
        ("YEM", "1980-01-01", 678, 678),
        ("YMD", "1980-01-01", 680, 680),
        ("YEM", "1990-05-22", 679, 678),
        ("YEM", None, 679, 678),
        ("YMD", "1990-05-22", None, None),
        ("VNM", None, 816, 816),
        ("VNM", "1970-01-01", 817, 817),
        ("SSD", "2011-07-09", 626, 626),
        ("SSD", "2011-07-08", None, None),
        ("SDN", None, 625, 625),
        ("ETH", None, 530, 530),
        ("ERI", "1992-01-01", None, None),
        ("ERI", "2000-01-01", 531, 531),
        ("CHN", None, 710, 710),
        ("TWN", None, 713, 713),
        ("JPN", "1941-12-07", 740, 740),
        ("IND", "1947-08-15", 750, 750),
        ("PAK", None, 770, 770),
        ("BGD", "1971-12-01", None, None),
        ("KOR", None, 732, 732),
        ("PRK", None, 731, 731),
        ("ZAR", "1980-01-01", 490, 490),
        ("COD", None, 490, 490),
        ("COG", None, 484, 484),
        ("TLS", None, 860, 860),
        ("ISR", "1948-05-14", 666, 666),
        ("ISR", "1948-05-13", None, None),
        ("NRU", None, 970, 971),
        ("PSE", None, None, None),
        ("VAT", None, None, None),
    ],
)
def test_codes_that_are_well_known(iso3, day, cow, gw):
    assert tuple(state_code(CODES, system, iso3, day) for system in SYSTEMS) == (cow, gw)


def test_first_and_last_day_of_every_row():
    """The state has its code on both days; the day before the first it has another or none."""
    for row in CODES:
        if row.iso3 is None:
            continue
        begin, end = span(row)
        days = [begin] if end == LAST_DAY else [begin, end]
        assert {state_code(CODES, row.system, row.iso3, str(day)) for day in days} == {row.code}, row
        before = str(begin - dt.timedelta(days=1))
        neighbours = [o for o in CODES if (o.system, o.iso3, o.until) == (row.system, row.iso3, before)]
        expected = neighbours[0].code if neighbours else None
        assert state_code(CODES, row.system, row.iso3, before) == expected, row


@pytest.mark.parametrize("day", ["2011", "2011-07", "2011-07-09", "2012"])
def test_partial_days(day):
    """A year or month that holds a day of the state has its code."""
    assert state_code(CODES, "cow", "SSD", day) == 626


def test_partial_days_of_a_table():
    """A row that knows only years or months covers all of their days."""
    rows = [StateCode(system="cow", code=999, abbreviation="XXX", name="X", iso3="XXX", since="1950", until="1960-03")]
    inside = ("1950", "1950-01-01", "1955", "1960", "1960-03", "1960-03-31")
    outside = ("1949", "1949-12-31", "1960-04", "1960-04-01", "1961", None)
    assert {state_code(rows, "cow", "XXX", day) for day in inside} == {999}
    assert {state_code(rows, "cow", "XXX", day) for day in outside} == {None}


@pytest.mark.parametrize("wrong", [("cow", None), ("cow", "QQQ"), ("un", "USA")])
def test_nobody_has_no_code(wrong):
    """No state, an unknown state, an unknown system: none, and never the row of a state without an ISO code."""
    assert state_code(CODES, *wrong, "1964-01-01") is None


@pytest.mark.parametrize("change", [{"system": "un"}, {"code": 0}, {"code": 1000}, {"iso3": "US"}, {"from": "1816-13"}])
def test_wrong_rows_are_refused(change):
    good = {"system": "cow", "code": 2, "abbreviation": "USA", "name": "USA", "iso3": "USA", "from": "1816-01-01"}
    StateCode.model_validate(good)
    with pytest.raises(ValidationError):
        StateCode.model_validate({**good, **change})


def test_mistake_in_a_file_names_its_line(tmp_path):
    path = tmp_path / "state_codes.csv"
    path.write_text("system,code,abbreviation,name,iso3,from,to\nun,2,USA,USA,USA,1816,\n")
    with pytest.raises(KnowledgeError) as caught:
        load_state_codes(path)
    assert caught.value.code == "K001" and "state_codes.csv:2" in str(caught.value)


def test_own_row_takes_the_place_of_the_packaged_one(tmp_path):
    """A user can mend a row: same system, code and first day."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world/state_codes.csv").write_text(
        "system,code,abbreviation,name,iso3,from,to\ncow,2,USA,United States,USA,1816-01-01,2030-12-31\n"
    )
    codes = load_knowledge(tmp_path).state_codes
    assert len(codes) == len(CODES)
    assert (state_code(codes, "cow", "USA", "2031"), state_code(codes, "gw", "USA", "2031")) == (None, 2)


@pytest.mark.parametrize(
    ("iso3", "day", "code"),
    [("FRA", "1938-09-30", 220), ("POL", "1939-08-31", 290), ("NLD", "1920-01-01", 210), ("ETH", "1935-10-01", 530)],
)
@pytest.mark.xfail(
    raises=AssertionError,
    reason="of a state that was out of the COW system for a time, the table holds the last spell only",
)
def test_spells_before_an_interruption(iso3, day, code):
    """COW counts France until November 1942, Poland until September 1939: a text of 1938 needs those rows."""
    assert state_code(CODES, "cow", iso3, day) == code


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.xfail(
    raises=AssertionError,
    reason="number 365 begins with the Soviet Union in December 1922; the Russian Empire has no row",
)
def test_russia_before_the_soviet_union(system):
    """Russia is 365 in both lists from 1816 on."""
    assert state_code(CODES, system, "RUS", "1914-08-01") == 365
