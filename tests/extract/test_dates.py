"""Dates: what is one, which days it means, and what is left unsaid."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.feasts import islamic_day, orthodox_easter, rosh_hashanah
from dragoman.analyse.language import analyse, load_language
from dragoman.analyse.named_days import outlet_country
from dragoman.analyse.readings import READINGS
from dragoman.analyse.timex import lex
from dragoman.extract.dates import build, build_date_index, collect, decide, find_dates, is_narrative
from dragoman.knowledge.dates import DateRules
from dragoman.knowledge.schema import read_toml
from dragoman.knowledge.sentences import SentenceRules
from dragoman.knowledge.world import WORLD
from dragoman.records import Date, Document

ENGLISH = WORLD.parent / "en"
RULES = read_toml(ENGLISH / "dates.toml", DateRules)
INDEX = build_date_index(RULES)
SENTENCES = read_toml(ENGLISH / "sentences.toml", SentenceRules)
WEDNESDAY = dt.date(2018, 6, 20)
EXAMPLES = tomllib.loads(Path(__file__).with_name("date_examples.toml").read_text(encoding="utf-8"))["example"]


def read(text: str, published: dt.date | None = WEDNESDAY, source: str | None = None) -> Analysis:
    language = load_language()
    case = CaseRules({}, language.common, frozenset({"kyiv", "quito"}))
    return analyse(Document(id="test", text=text, published=published, source=source), language, SENTENCES, case)


def find(text: str, published: dt.date | None = WEDNESDAY, source: str | None = None) -> tuple[Date, ...]:
    return find_dates(read(text, published, source), INDEX)


def meant(text: str, **more) -> list[tuple[str, str | None]]:
    return [(d.text, d.edtf) for d in find(text, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy landed on Dec 7 with his aides.", [("Dec 7", "2017-12-07")]),
        ("Signed on 7 December 2006 in Lomé.", [("7 December 2006", "2006-12-07")]),
        ("Signed on 2016-10-09 in Rome.", [("2016-10-09", "2016-10-09")]),
        ("Signed on 09/10/2017 in Rome.", [("09/10/2017", "2017-10-09")]),
        ("He was away on Sept. 11, 2001, and rang later.", [("Sept. 11, 2001", "2001-09-11")]),
        ("Exports fell in early 2017.", [("early 2017", "2017-01/2017-04")]),
        ("Exports fell in mid-August 2017.", [("mid-August 2017", "2017-08-11/2017-08-20")]),
        ("Exports fell in late February 2016.", [("late February 2016", "2016-02-21/2016-02-29")]),
        ("The bridge dates from the 1990s.", [("the 1990s", "199X")]),
        ("The bridge dates from the 19th century.", [("the 19th century", "18XX")]),
        ("Sales rose in Q3 2017.", [("Q3 2017", "2017-07/2017-09")]),
        ("They split in the summer of 2015.", [("the summer of 2015", "2015-22")]),
        ("Cuts are due in FY2020.", [("FY2020", None)]),
        ("The port shut on Christmas Day 2016.", [("Christmas Day 2016", "2016-12-25")]),
        ("The king died on Nov. 3. 14 people came.", [("Nov. 3", "2017-11-03")]),
        ("The bridge dates from the nineties.", [("the nineties", "199X")]),
        ("The bridge dates from the late sixties.", [("the late sixties", "1966/1969")]),
        ("The treaty, signed in nineteen eighty-seven, has lapsed.", [("nineteen eighty-seven", "1987")]),
        ("It opened in March two thousand and four.", [("March two thousand and four", "2004-03")]),
        ("Exports fell in the third quarter of 2011.", [("the third quarter of 2011", "2011-07/2011-09")]),
        ("The fair fills the first week of May 2019.", [("the first week of May 2019", "2019-04-29/2019-05-05")]),
        ("The fair fills the last week of 2016.", [("the last week of 2016", "2016-12-26/2017-01-01")]),
        ("The fair fills the first weekend of May 2019.", [("the first weekend of May 2019", "2019-05-04/2019-05-05")]),
        ("The fair fills the second month of 2016.", [("the second month of 2016", "2016-02")]),
        ("Rice rose in the first two weeks of 2021.", [("the first two weeks of 2021", "2021-01-04/2021-01-17")]),
        ("The embassy shut on the twenty-third day of May 2016.", [("the twenty-third day of May 2016", "2016-05-23")]),
        ("The shops were full on Black Friday 2016.", [("Black Friday 2016", "2016-11-25")]),
        ("The roads were full on Labor Day weekend 2016.", [("Labor Day weekend 2016", "2016-09-03/2016-09-05")]),
        ("Trade ran from Q2 of 2014 - Q3 of 2015.", [("Q2 of 2014 - Q3 of 2015", "2014-04/2015-09")]),
        ("The fair ran Jan-Feb 2016.", [("Jan-Feb 2016", "2016-01/2016-02")]),
        ("The fair ran Dec-Jan 2016.", [("Dec-Jan 2016", "2015-12/2016-01")]),
        ("The fair ran 10/06/2016-14/06/2016.", [("10/06/2016-14/06/2016", "2016-06-10/2016-06-14")]),
    ],
)
def test_absolute(text, expected):
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two presidents will meet in Quito on Friday.", [("Friday", "2018-06-22")]),
        ("The two presidents met in Quito on Friday.", [("Friday", "2018-06-15")]),
        ("The two presidents met in Quito on Wednesday.", [("Wednesday", "2018-06-20")]),
        ("The envoy is due to leave on Saturday.", [("Saturday", "2018-06-23")]),
        ("The envoy was summoned on Saturday.", [("Saturday", "2018-06-16")]),
        ("The envoy arrived last Friday.", [("last Friday", "2018-06-15")]),
        ("The envoy leaves next Tuesday.", [("next Tuesday", "2018-06-26")]),
        ("In July the ministers will sign the pact.", [("July", "2018-07")]),
        ("In August the ministers met in Quito.", [("August", "2017-08")]),
        ("The panel sat on the 14th.", [("the 14th", "2018-06-14")]),
        ("The panel sat on the 28th.", [("the 28th", "2018-05-28")]),
        ("The ferry sank on Friday the 13th.", [("Friday the 13th", "2018-04-13")]),
        ("The pact, agreed in March last year, ran out.", [("March last year", "2017-03")]),
        ("He was jailed last October.", [("last October", "2017-10")]),
        ("The strike began the day before yesterday.", [("the day before yesterday", "2018-06-18")]),
        ("He spoke last night.", [("last night", "2018-06-19")]),
        ("They sat earlier this week.", [("earlier this week", "2018-06-18/2018-06-20")]),
        ("The fleet sailed last week.", [("last week", "2018-06-11/2018-06-17")]),
        ("The fleet sails next month.", [("next month", "2018-07")]),
        ("Shops closed over the weekend.", [("the weekend", "2018-06-16/2018-06-17")]),
        ("He left two weeks ago.", [("two weeks ago", "2018-06-06")]),
        ("They will be back in three weeks.", [("three weeks", "2018-07-11")]),
        ("They will be back within three weeks.", [("three weeks", "2018-06-20/2018-07-11")]),
        ("They will be back the week after next.", [("the week after next", "2018-07-02/2018-07-08")]),
        ("They will meet on Tuesday of next week.", [("Tuesday of next week", "2018-06-26")]),
        ("They will meet next week on Tuesday.", [("next week on Tuesday", "2018-06-26")]),
        ("They will meet two weeks from Friday.", [("two weeks from Friday", "2018-07-06")]),
        ("Pilots will strike for three days from Monday.", [("three days from Monday", "2018-06-25/2018-06-27")]),
        ("Rents fell in the last two quarters.", [("the last two quarters", "2017-10-01/2018-03-31")]),
        ("Rents fell in the two past years.", [("the two past years", "2016-06-20/2018-06-20")]),
        ("Rents fell in the year to date.", [("the year to date", "2018-01-01/2018-06-20")]),
        ("He quit a year and two months ago.", [("a year and two months ago", "2017-04-20")]),
        ("A vote will be held at the end of year.", [("end of year", "2018-09/2018-12")]),
    ],
)
def test_counted_from_publication(text, expected):
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("The base has been empty since January.", "2018-01/2018-06-20", "2018-01-01", "2018-06-20"),
        ("By September the troops will have left.", "../2018-09", None, "2018-09-30"),
        ("Peru has until 30 June to answer.", "../2018-06-30", None, "2018-06-30"),
        ("A vote is planned before the end of the year.", "../2018-12", None, "2018-12-31"),
        ("The road opens after 12 July to all.", "2018-07-13/..", "2018-07-13", None),
        ("He stays from 23 to 25 October.", "2018-10-23/2018-10-25", "2018-10-23", "2018-10-25"),
        ("It was shut between 2012 and 2014.", "2012/2014", "2012-01-01", "2014-12-31"),
        ("Talks were held on 12 and 13 June.", "2018-06-12/2018-06-13", "2018-06-12", "2018-06-13"),
        ("The bank has been shut from 2014 until now.", "2014/2018-06-20", "2014-01-01", "2018-06-20"),
        ("It must be built between now and 3 July.", "2018-06-20/2018-07-03", "2018-06-20", "2018-07-03"),
        ("They must reply no later than 3 July.", "../2018-07-03", None, "2018-07-03"),
        ("It was filed prior to 3 May 2018.", "../2018-05-02", None, "2018-05-02"),
        ("Passports issued in 2016 or later are valid.", "2016/2018-06-20", "2016-01-01", "2018-06-20"),
        ("He stays from the ninth to the twelfth of October.", "2018-10-09/2018-10-12", "2018-10-09", "2018-10-12"),
        ("Talks will run from Monday to Thursday.", "2018-06-25/2018-06-28", "2018-06-25", "2018-06-28"),
    ],
)
def test_open_and_closed_ranges(text, edtf, earliest, latest):
    (date,) = find(text)
    days = [d.isoformat() if d else None for d in (date.earliest, date.latest)]
    assert (date.edtf, *days) == (edtf, earliest, latest)
    assert date.text[0] not in "bfs"  # the preposition stands outside


def test_a_day_within_a_period_ends_no_range():
    text = "They met late last month - 25 May - in Riga."
    assert meant(text) == [("late last month", "2018-05-21/2018-05-31"), ("25 May", "2018-05-25")]


def test_one_length_after_another_is_no_sum():
    assert [d.timex_value for d in find("They were held for 20 years, 15 years and less.")] == ["P20Y", "P15Y"]


def test_ends_of_a_range_apart():
    text = "He stays from 23 to 25 October."
    apart = find_dates(read(text), INDEX, ranges=False)
    assert [(d.text, d.timex_value) for d in apart] == [("23", "2018-10-23"), ("25 October", "2018-10-25")]


def test_chains_of_dates():
    text = "Ghana left the bloc on 3 March 2017. The following day Togo did so, and two days later Benin."
    assert [d.edtf for d in find(text)] == ["2017-03-03", "2017-03-04", "2017-03-06"]


def test_plans_are_no_anchor_for_the_past():
    text = "The two sides will meet on 28 June. A bomb had gone off two days earlier."
    assert [d.edtf for d in find(text)] == ["2018-06-28", "2018-06-18"]


def test_event_two_days_before_the_date_of_its_sentence():
    main, other = find("Turkey recalled its envoy on Tuesday, two days after the vote.")
    assert (main.edtf, other.edtf, other.basis) == ("2018-06-19", "2018-06-17", "2 days before 2018-06-19")


def test_years_to_the_day():
    text = "The last bases close on 2 May 2031, ten years to the day after the treaty took effect."
    assert [d.edtf for d in find(text)] == ["2031-05-02", "2021-05-02"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The truce held for three days.", "DURATION", "P3D"),
        ("He paid a two-day visit to Fiji.", "DURATION", "P2D"),
        ("They talked for several weeks.", "DURATION", "PXW"),
        ("The council meets every Tuesday.", "SET", "XXXX-WXX-2"),
        ("The council reports twice a year.", "SET", "P1Y"),
        ("A weekly review is held.", "SET", "P1W"),
        ("The truce held for a day and a half.", "DURATION", "P1.5D"),
        ("He was jailed for two years and six months.", "DURATION", "P2Y6M"),
        ("It rained all day.", "DURATION", "P1D"),
        ("It rained for some days.", "DURATION", "PXD"),
        ("The council meets on weekdays.", "SET", "P1WD"),
        ("The council meets every weekend.", "SET", "XXXX-WXX-WE"),
        ("The council meets on Friday afternoons.", "SET", "XXXX-WXX-5TAF"),
        ("A bi-monthly review is held.", "SET", "P2M"),
        ("The council meets every other Friday.", "SET", "XXXX-WXX-5"),
        ("The siren sounded on Monday in the evening.", "TIME", "2018-06-18TEV"),
        ("The siren sounded at 10 a.m. on 18 June.", "TIME", "2018-06-18T10:00"),
        ("The siren sounded on Monday evening.", "TIME", "2018-06-18TEV"),
    ],
)
def test_kinds(text, kind, value):
    (date,) = find(text)
    assert (date.timex_type, date.timex_value) == (kind, value)
    assert kind == "TIME" or (date.edtf, date.earliest, date.latest) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May told April Smith that she may go.",
        "They march to the palace and may stay.",
        "A second convoy of 1500 men left.",
        "The envoy cited Resolution 1973.",
        "He is 45 years old and paid $2,000.",
        "The home side won 3-1.",
        "Now that the Sun has printed it, all know.",
        "She trusts the Long March.",
        "They want two thousand and fifty tents.",
        "In two thousand villages the wells ran dry.",
        "A second and a third convoy left, and then the ninth.",
    ],
)
def test_not_time(text):
    assert find(text) == ()


def test_month_first_for_american_sources():
    assert meant("Signed on 09/10/2017.", source="U.S. Department of Labor") == [("09/10/2017", "2017-09-10")]


def test_without_publication_relative_dates_stay_open():
    text = "The minister met the envoy on Wednesday. Last month he flew to Lima, and on 5 March 2011 to Bonn."
    first, second, third = find(text, published=None)
    for date in (first, second):
        assert (date.edtf, date.earliest, date.latest, date.basis) == (
            None,
            None,
            None,
            "relative to publication",
        )
    assert third.edtf == "2011-03-05"


def test_dateline_stands_in_for_publication():
    text = "KYIV, March 4, 2019 - The minister met the envoy on Friday.\n\nBoth then left."
    dates = find(text, published=None)
    assert [d.edtf for d in dates] == ["2019-03-04", "2019-03-01"]
    assert "dateline" in dates[1].basis


def test_narrative_keeps_its_own_year():
    text = (
        "In March 1921 the garrison rose. In April the rising spread, and by 3 May the city had fallen. "
        "The war of 1919, like those of 1905 and 1899, was over, yet in 1922 it began anew. "
        "In December the king fled. In January his son returned."
    )
    dates = [d.timex_value for d in find(text)]
    assert dates == ["1921-03", "1921-04", "1921-05-03", "1919", "1905", "1899", "1922", "1922-12", "1923-01"]


def test_narrative_before_christ():
    text = "The first war ran from 264 BC to 241 BC. A revolt began in 240 BC, and in 238 BC it ended."
    dates = find(text)
    assert [d.timex_value for d in dates] == ["BC0264/BC0241", "BC0240", "BC0238"]
    assert dates[1].edtf == "-0239"
    assert dates[1].earliest is None


def test_is_narrative():
    tale = lex(read("In 1911 he fled; in 1912, 1913 and 1914 he fought."), INDEX)
    news = lex(read("On Monday he recalled 1911. On Tuesday he left."), INDEX)
    assert is_narrative(tale, WEDNESDAY) and not is_narrative(news, WEDNESDAY)


def test_three_steps():
    analysis = read("He left on 4 May 2017.")
    lexemes = lex(analysis, INDEX)
    candidates = collect(lexemes, INDEX, narrative=False)
    assert {c.name for c in candidates} >= {"day month", "month year", "year"}
    tokens = {t.start: t for s in analysis.sentences for t in s.tokens}
    chosen = decide(candidates, lexemes, tokens, INDEX, narrative=False)
    assert [c.name for c in chosen] == ["day month"]
    ((date, mention),) = build(chosen, lexemes, analysis, INDEX, narrative=False)
    assert date.edtf == "2017-05-04" and mention.candidate is chosen[0]
    assert date.found_by == "dates.toml: day month"


def test_every_reading_of_the_data_is_known():
    assert {phrase.reading for phrase in RULES.phrase} <= set(READINGS)


def test_index_is_built_once():
    assert build_date_index(RULES) is INDEX


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_examples(example):
    found = find(example["text"], example["published"], example.get("source"))
    got = [
        {
            "text": d.text,
            "edtf": d.edtf,
            "earliest": d.earliest,
            "latest": d.latest,
            "timex": f"{d.timex_type} {d.timex_value}",
            "basis": d.basis,
            "conflict": d.conflict or None,
        }
        for d in found
    ]
    assert [{k: v for k, v in d.items() if v is not None} for d in got] == example["date"]


def test_examples_are_many_and_of_every_kind():
    kinds = {date["timex"].split()[0] for example in EXAMPLES for date in example["date"]}
    assert len(EXAMPLES) >= 60 and kinds == {"DATE", "TIME", "DURATION", "SET"}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("She opposed the Good Friday Agreement.", WEDNESDAY),
        ("The ferry to Christmas Island sank.", WEDNESDAY),
    ],
)
def test_names_with_days_in_them_are_no_days(text, published):
    assert find(text, published) == ()


def test_an_event_is_called_by_its_day_only_once_it_has_happened():
    assert meant("The October 7 attack killed many.", published=dt.date(2024, 2, 1)) == [
        ("October 7 attack", "2023-10-07")
    ]
    assert meant("The October 7 attack killed many.", published=dt.date(2018, 10, 20)) == [("October 7", "2018-10-07")]


def test_a_national_day_without_a_country_has_no_date():
    (date,) = find("The amnesty came on Independence Day.")
    assert (date.edtf, date.basis) == (None, "named day of a country that is not told")


@pytest.mark.parametrize(
    ("year", "fitr", "hebrew", "orthodox"),
    [
        (2017, "2017-06-25", "2017-09-21", "2017-04-16"),
        (2019, "2019-06-04", "2019-09-30", "2019-04-28"),
        (2021, "2021-05-13", "2021-09-07", "2021-05-02"),
        (2023, "2023-04-21", "2023-09-16", "2023-04-16"),
    ],
)
def test_moveable_feasts(year, fitr, hebrew, orthodox):
    computed = islamic_day(year - 579, 10, 1)
    assert abs(computed - dt.date.fromisoformat(fitr)) <= dt.timedelta(days=1)
    assert rosh_hashanah(year + 3761) == dt.date.fromisoformat(hebrew)
    assert orthodox_easter(year) == dt.date.fromisoformat(orthodox)


@pytest.mark.parametrize(
    ("source", "url", "country"),
    [
        ("The Washington Post", None, "USA"),
        ("Ministry of Foreign Affairs, Japan", None, "JPN"),
        (None, "https://www.mofa.gov.pk/press/12", "PAK"),
        (None, "https://travel.state.gov/page", "USA"),
        ("The Daily Planet", None, None),
    ],
)
def test_country_of_an_outlet(source, url, country):
    assert outlet_country(source, url, RULES.countries) == country


WORDS = sorted({w for table in RULES.words.values() for w in table}) + [
    "the", "of", "on", "in", "and", "to", "-", "/", ",", ".", "1", "31", "30", "2016", "1999", "0", "9/11",
    "'",
    "s", "1990s", "29", "02/30/2016", "2016-02-30", "10:30", "5 p.m.", "21st", "250", "BC", "a", "every",
    "Feb",
    "\n\n", "9999",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.sampled_from([None, WEDNESDAY, dt.date(1, 1, 1), dt.date.max]),
)
def test_laws(words, published):
    text = " ".join(words)
    end = 0
    for date in find(text or "x", published=published):
        assert date.start >= end and text[date.start : date.end] == date.text
        end = date.end
        assert date.basis and date.found_by
        assert not (date.earliest and date.latest) or date.earliest <= date.latest
        assert date.edtf or not (date.earliest or date.latest)
