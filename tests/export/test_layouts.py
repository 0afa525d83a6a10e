"""Layouts of other data sets: exact columns, their quirks, and only what happened."""

from __future__ import annotations

import io

import pandas as pd
import pytest

import kept as made
from dragoman.export import EVENT_WRITERS
from dragoman.export.gdelt import _geography_type
from dragoman.export.layouts import conflict_class, joined, place_levels, sentence_number
from dragoman.export.phoenix import quad
from dragoman.ids import event_number
from dragoman.knowledge.layouts import load_layouts
from dragoman.records import Document, EventPlace

TABBED = ("gdelt1", "gdelt2", "gdelt2-mentions", "icews", "polecat", "phoenix", "petrarch")
WITH_HEADER = ("icews", "polecat")
ROWS = {"gdelt1": 10, "gdelt2": 10, "gdelt2-mentions": 9, "icews": 10, "polecat": 3, "phoenix": 10, "petrarch": 10}

SIDE = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
TOLD = (
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles "
    "AvgTone"
).split()


def written(name, events=made.ALL):
    out = io.BytesIO()
    EVENT_WRITERS[name].write(iter(events), out)
    return out.getvalue()


def frame(name, events=made.ALL):
    """Return a file as pandas reads it: every cell as text, nothing taken for missing."""
    given = {"header": 0} if name in WITH_HEADER else {"header": None, "names": load_layouts()[name]}
    data = io.BytesIO(written(name, events))
    return pd.read_csv(data, sep="\t", dtype=str, keep_default_na=False, quoting=3, encoding="utf-8", **given)


def gdelt(second):
    """Return the columns of a GDELT event file, put together another way than the table."""
    place = ["Type", "FullName", "CountryCode", "ADM1Code", *(["ADM2Code"] if second else []), "Lat", "Long", "FeatureID"]
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{n}" for n in SIDE),
        *(f"Actor2{n}" for n in SIDE), *TOLD,
        *(f"{who}Geo_{n}" for who in ("Actor1", "Actor2", "Action") for n in place), "DATEADDED", "SOURCEURL",
    )  # fmt: skip


def test_columns_are_those_of_the_data_sets():
    layouts = load_layouts()
    assert layouts["gdelt1"] == gdelt(False) and len(layouts["gdelt1"]) == 58
    assert layouts["gdelt2"] == gdelt(True) and len(layouts["gdelt2"]) == 61
    assert len(layouts["gdelt2-mentions"]) == 16 and layouts["gdelt2-mentions"][11] == "Confidence"
    assert len(layouts["phoenix"]) == 26 and layouts["phoenix"][13:17] == ("EventCode", "EventRootCode", "QuadClass", "GoldsteinScore")
    assert layouts["icews"] == (
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
        "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
        "City", "District", "Province", "Country", "Latitude", "Longitude",
    )  # fmt: skip
    sides = [
        [f"{s} Name", f"{s} Country", f"{s} COW", f"Primary {s} Sector", f"{s} Sectors", f"{s} Title", f"{s} Name Raw", f"Wikipedia {s} ID"]
        for s in ("Actor", "Recipient")
    ]
    assert layouts["polecat"] == (
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", *sides[0], *sides[1],
        "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
        "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
        "Language", "Version",
    )  # fmt: skip


@pytest.mark.parametrize("name", TABBED)
def test_every_line_has_all_columns(name):
    """Tabs and line breaks of every kind within a cell are blanks; only what happened is written."""
    lines = written(name).decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert {line.count("\t") + 1 for line in lines} == {len(load_layouts()[name])}
    assert len(lines) == ROWS[name] + (name in WITH_HEADER)
    assert len("".join(lines).splitlines()) == 1
    if name in WITH_HEADER:
        assert tuple(lines[0].split("\t")) == load_layouts()[name]


@pytest.mark.parametrize("name", TABBED)
def test_what_did_not_happen_is_left_out(name):
    others = [k for k in made.ALL if k.event.status != "actual"]
    assert written(name, others).count(b"\n") == (name in WITH_HEADER)


@pytest.mark.parametrize("name", TABBED)
def test_the_same_events_give_the_same_bytes(name):
    assert written(name) == written(name)


def test_gdelt():
    table = frame("gdelt2")
    assert table.GLOBALEVENTID.is_unique and table.GLOBALEVENTID.str.isdigit().all()
    assert table.GLOBALEVENTID.astype("int64").lt(2**52).all()
    first = table.iloc[0]
    assert list(first[["SQLDATE", "MonthYear", "Year", "FractionDate"]]) == ["20220609", "202206", "2022", "2022.4356"]
    assert (first.Actor1Code, first.Actor1Name, first.Actor1CountryCode, first.Actor1Type1Code) == ("NORGOV", "KARI DAHL", "NOR", "GOV")
    assert (first.EventCode, first.EventBaseCode, first.EventRootCode, first.QuadClass) == ("042", "042", "04", "1")
    assert (first.ActionGeo_Type, first.ActionGeo_FullName, first.ActionGeo_CountryCode) == ("4", "Oslo, Norway", "NO")
    assert (first.Actor1Geo_Type, first.Actor1Geo_Lat, first.NumSources, first.AvgTone) == ("0", "", "2", "")
    assert (first.DATEADDED, first.SOURCEURL, first.IsRootEvent) == ("20220609000000", "https://harbour.example/accord", "1")
    assert frame("gdelt1").DATEADDED[0] == "20220609"
    empty = table.iloc[1]
    assert (empty.EventCode, empty.SQLDATE, empty.Actor1Code, empty.ActionGeo_Type) == ("010", "", "", "0")
    hostile = table.iloc[2]
    assert (hostile.Actor1Code, hostile.Actor2Code, hostile.Actor2CountryCode) == ("ROMMIL", "IGO", "")
    assert (hostile.ActionGeo_Type, hostile.ActionGeo_CountryCode, hostile.ActionGeo_Lat) == ("2", "US", "-0.5")
    assert (hostile.QuadClass, hostile.GoldsteinScale, hostile.FractionDate) == ("4", "-10.0", "2022.9890")
    assert hostile.SOURCEURL == "urn:dragoman:document:doc%3B%202%2F%C3%BC"


def test_gdelt_mentions_belong_to_rows_of_events():
    mentions, events = frame("gdelt2-mentions"), frame("gdelt2")
    assert set(mentions.GLOBALEVENTID) <= set(events.GLOBALEVENTID)
    first = mentions.iloc[0]
    assert (first.MentionType, first.MentionSourceName, first.Confidence) == ("1", "The Harbour Post", "80")
    text = made.DOCUMENT.text
    assert text[int(first.ActionCharOffset) :].startswith("met")
    assert text[int(first.Actor2CharOffset) :].startswith("Jorge Rojas")
    assert mentions.iloc[2].MentionType == "2" and mentions.iloc[2].Actor1CharOffset == "-1"


@pytest.mark.parametrize(
    ("feature", "country", "kind"),
    [("country", "PER", 1), ("state", "USA", 2), ("city", "USA", 3), ("city", "PER", 4), ("province", "PER", 5)],
)
def test_gdelt_types_of_places(feature, country, kind):
    assert _geography_type(EventPlace(name="x", country=country, feature=feature)) == kind


def test_icews():
    table = frame("icews")
    first = table.iloc[0]
    assert list(first[["Event Date", "Source Name", "Source Sectors", "Source Country"]]) == ["2022-06-09", "Kari Dahl", "Government", "Norway"]
    assert list(first[["Event Text", "CAMEO Code", "Intensity", "City", "Country"]]) == ["Make a visit", "042", "1.9", "Oslo", "Norway"]
    assert table["CAMEO Code"][1] == "010" and table["Event Text"][1] == "Make statement"
    assert table["Target Name"][4:].tolist() == ["Jorge Rojas", "African Union", "Kari Dahl", "African Union", "Kari Dahl", "Jorge Rojas"]
    assert (table["Province"][2], table["Longitude"][2]) == ("'=A1; Ohio", "-82.9"), "a formula is defused, a negative number is none"


def test_polecat():
    table = frame("polecat")
    assert table["Event ID"].tolist() == ["v1", "v3", "v4"], "STATEMENT is no type of PLOVER"
    hostile = table.iloc[1]
    assert list(hostile[["Event Type", "Quad Code", "Contexts", "Intensity"]]) == ["ASSAULT", "MATERIAL CONFLICT", "military;terrorism", "-9.5"]
    assert list(hostile[["Actor Country", "Actor COW", "Primary Actor Sector"]]) == ["ROU", "360", "MIL"]
    assert list(hostile[["Recipient Name", "Recipient Country", "Recipient COW"]]) == ["African Union;gunmen", "None", "None"]
    meeting = table.iloc[2]
    assert meeting["Actor COW"] == "385;155" and meeting["Recipient Name"] == "None" and meeting["Event Mode"] == "None"
    assert ";" not in hostile["Actor Name"], "what parts a list is a blank inside its parts"


def test_phoenix():
    table = frame("phoenix")
    first = table.iloc[0]
    assert first.EventID == f"{event_number('v1', 0)}_1.0" and table.EventID.is_unique
    assert list(first[["SourceActorFull", "SourceActorEntity", "SourceActorRole"]]) == ["NORGOV", "NOR", "GOV"]
    assert list(first[["EventCode", "EventRootCode", "QuadClass", "Issues"]]) == ["042", "04", "1", "DIPLOMATIC,1"]
    assert list(first[["Date", "Year", "Month", "Day", "NewsSources"]]) == ["20220609", "2022", "6", "9", "The Harbour Post"]
    assert table.TargetActorEntity[2] == "IGO" and table.TargetActorRole[2] == ""


def test_petrarch():
    table = frame("petrarch")
    assert list(table.iloc[0, :4]) == ["20220609", "NORGOV", "CHLGOV", "042"]
    assert list(table.iloc[1, :4]) == ["", "---", "---", "010"]
    assert table.EventText[0].startswith("Norway's Foreign Minister")


def test_classes_of_codes():
    roots = [f"{n:02d}0" for n in range(1, 21)]
    assert [conflict_class(code) for code in roots] == [1] * 5 + [2] * 3 + [3] * 5 + [4] * 7
    assert [quad(code) for code in roots] == [0] * 2 + [1] * 3 + [2] * 3 + [3] * 5 + [4, 4, 3, 4, 4, 4, 4]


def test_small_parts():
    assert joined(["a;b", None, "", "c", "c"]) == "a b;c"
    text = Document(id="d", text="Title\n\nOne ended. “Two” asked? Three.")
    assert [sentence_number(text, text.text.index(w)) for w in ("Title", "One", "Two", "Three")] == [1, 2, 3, 4]
    assert place_levels(EventPlace(name="Kent", feature="county")) == {"district": "Kent"}
    assert place_levels(EventPlace(name="Peru", feature="country")) == {} == place_levels(None)
