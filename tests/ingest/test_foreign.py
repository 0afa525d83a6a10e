"""Files of GDELT, ICEWS and POLECAT: what own exports say comes back, and the faults of real files are borne."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile

import pytest

import kept as made
from dragoman.comparing import agreement, compare
from dragoman.dyads import dyads
from dragoman.export import EVENT_WRITERS
from dragoman.ingest.foreign import read_foreign
from dragoman.ingest.foreign.common import kind_of, reverse
from dragoman.knowledge.layouts import load_layouts
from dragoman.knowledge.tables import load_knowledge
from dragoman.records import Event, Failure

KNOWLEDGE = load_knowledge()
CODES = reverse(KNOWLEDGE)
DATED = tuple(k for k in made.ACTUAL if k.event.date)
ENDS = {"gdelt1": ".CSV", "gdelt2": ".CSV", "icews": ".tab", "polecat": ".txt"}


def written(name, events=DATED):
    out = io.BytesIO()
    EVENT_WRITERS[name].write(iter(events), out)
    return out.getvalue()


def read(path, data=None):
    if data is not None:
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_foreign([str(path)], KNOWLEDGE))


def gdelt_line(width=58, **cells):
    """Return a line of GDELT 1.0, or of a back file, as its own coders write it."""
    given = {
        "GLOBALEVENTID": "251001", "SQLDATE": "20130412", "Actor1Code": "ROMGOV", "Actor1Name": "ROMANIA",
        "Actor1CountryCode": "ROM", "Actor1Type1Code": "GOV", "Actor2Code": "AFR", "Actor2Name": "AFRICA",
        "Actor2CountryCode": "AFR", "EventCode": "036", "GoldsteinScale": "4.0", "NumSources": "3",
        "Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "4", "ActionGeo_FullName": "Gaza, Gaza Strip",
        "ActionGeo_CountryCode": "GZ", "ActionGeo_Lat": "31.5", "ActionGeo_Long": "34.46667", "DATEADDED": "20130413",
        "SOURCEURL": "https://example.org/a", **cells,
    }  # fmt: skip
    return "\t".join([given.get(name, "") for name in load_layouts()["gdelt1"]][:width]) + "\n"


def table(layout, *rows):
    """Return a table of that layout from dictionaries of its columns."""
    names = load_layouts()[layout]
    blank = "None" if layout == "polecat" else ""
    return "\n".join(["\t".join(names), *("\t".join(row.get(n, blank) for n in names) for row in rows)]) + "\n"


ICEWS = {
    "Event ID": "20718170", "Event Date": "2014-01-02", "Source Name": "Xi Jinping",
    "Source Sectors": "Elite,Executive,Government", "Source Country": "China", "CAMEO Code": "010", "Intensity": "0.0",
    "Target Name": "Citizen (Ivory Coast)", "Target Sectors": "Something new", "Target Country": "Cote d'Ivoire",
    "Country": "China", "Province": "Beijing", "Latitude": "39.9", "Longitude": "116.4",
}  # fmt: skip
POLECAT = {
    "Event ID": "SPN1-7", "Event Date": "2020-03-01", "Event Type": "AID", "Intensity": "10.0", "Quad Code": "MATERIAL COOPERATION",
    "Contexts": "health;economic", "Actor Name": "Japan;Kenya", "Actor Country": "JPN;KEN", "Primary Actor Sector": "GOV",
    "Recipient Name": "villagers", "Country": "Peru", "City": "Puno", "Latitude": "-15.8", "Longitude": "-70.0",
    "Publication Date": "2020-03-02", "Language": "en", "Version": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", ["gdelt1", "gdelt2", "icews"])
def test_round_trip_of_dyadic_layouts(name, tmp_path):
    """Codes, days, countries, sectors, scores and places survive the way out and back."""
    events = read(tmp_path / f"x{ENDS[name]}", written(name))
    own = [(kept.event, pair) for kept in DATED for pair in dyads(kept.event)]
    assert len(events) == len(own)
    for event, (told, (actor, target)) in zip(events, own):
        assert isinstance(event, Event) and event.id.startswith(name[:5])
        assert (event.cameo, event.goldstein) == (told.cameo, told.goldstein)
        assert event.date.earliest == told.date.earliest and event.mentions == ()
        assert [p.country for p in event.actors] == [actor.country]
        assert [p.country for p in event.recipients] == [target.country]
        assert event.actors[0].sector == actor.sector
        assert (event.place.country, event.place.lat) == (told.place.country, told.place.lat)


def test_round_trip_of_polecat(tmp_path):
    own = [kept.event for kept in DATED if kept.event.type != "STATEMENT"]
    events = read(tmp_path / "x.txt", written("polecat"))
    for event, told in zip(events, own, strict=True):
        assert (event.id, event.type, event.mode, event.score) == (f"polecat:{told.id}", told.type, told.mode, told.score)
        assert event.quad == told.quad and event.contexts == told.contexts
        assert "cameo-inferred" in event.flags
    assert [p.country for p in events[2].actors] == [None] * 3, "three names and two countries cannot be paired"


def test_gdelt_of_its_own_coders(tmp_path):
    (event,) = read(tmp_path / "a.export.CSV", gdelt_line())
    assert (event.id, event.type, event.cameo, event.score) == ("gdelt:251001", "AGREE", "036", 2.5)
    assert event.actors[0].country == "ROU" and event.actors[0].sector == "GOV"
    assert event.recipients[0].country is None and event.recipients[0].name == "AFRICA"
    assert event.place.country == "PSE" and event.sources == 3
    assert event.first_published == dt.date(2013, 4, 13) and event.documents == ("https://example.org/a",)


@pytest.mark.parametrize("width", [57, 58])
def test_gdelt_headers_are_skipped_and_back_files_read(tmp_path, width):
    header = "\t".join(load_layouts()["gdelt1"][:width]) + "\n"
    assert len(read(tmp_path / "a.CSV", header + gdelt_line(width))) == 1


@pytest.mark.parametrize(
    "cells", [{"SQLDATE": "20131345"}, {"EventCode": "---"}, {"GoldsteinScale": "x"}, {"ActionGeo_Lat": "95"}, {"EventCode": "999"}]
)
def test_broken_lines_are_failures_in_their_places(tmp_path, cells):
    found = read(tmp_path / "a.CSV", gdelt_line() + gdelt_line(**cells) + "1\t2\n" + gdelt_line())
    assert [type(x) for x in found] == [Event, Failure, Failure, Event]
    assert found[1].code == "I020" and found[1].document.endswith("a.CSV:2")


def test_icews_of_its_own_coders(tmp_path):
    (event,) = read(tmp_path / "events.tab", table("icews", ICEWS))
    assert (event.type, event.cameo, event.actors[0].sector, event.actors[0].country) == ("STATEMENT", "010", "ELI", "CHN")
    assert event.recipients[0].country == "CIV" and event.recipients[0].sector is None
    assert (event.place.name, event.place.feature, event.place.country) == ("Beijing", "province", "CHN")


def test_icews_of_dataverse_and_of_spreadsheets(tmp_path):
    """Quoted cells, and codes whose zero a spreadsheet took."""
    rows = table("icews", {**ICEWS, "CAMEO Code": "42", "Source Name": "A, B"}).splitlines()
    quoted = "\n".join("\t".join(f'"{cell}"' for cell in row.split("\t")) for row in rows)
    (event,) = read(tmp_path / "events.tab", quoted)
    assert event.cameo == "042" and event.mode == "visit" and event.actors[0].name == "A, B"


def test_polecat_of_its_own_coders(tmp_path):
    (event,) = read(tmp_path / "p.txt", table("polecat", POLECAT))
    assert [p.country for p in event.actors] == ["JPN", "KEN"] and event.recipients[0].country is None
    assert (event.mode, event.quad, event.contexts) == (None, "material cooperation", ("health", "economic"))
    assert (event.place.name, event.place.country, event.place.lat) == ("Puno", "PER", -15.8)


@pytest.mark.parametrize("tabs", ["", "\t", "\t\t"])
@pytest.mark.parametrize("headline", [False, True])
def test_polecat_headline_and_tabs_too_many(tmp_path, tabs, headline):
    header, row = table("polecat", POLECAT).splitlines()
    names = header.split("\t")
    if headline:
        names.insert(names.index("Source"), "Headline")
    names[names.index("Intensity")] = "Event Intensity"
    (event,) = read(tmp_path / "p.txt", "\t".join(names) + tabs + "\n" + row + tabs + "\n")
    assert isinstance(event, Event) and event.score == 10.0 and event.first_published == dt.date(2020, 3, 2)


def test_packed_files(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(written("gdelt2")))
    with zipfile.ZipFile(tmp_path / "y.txt.zip", "w") as archive:
        archive.writestr("ngecEventsDV-2020-01.txt", written("polecat"))
        archive.writestr("ngecEventsDV-2020-02.txt", table("polecat", POLECAT))
        archive.writestr("readme.md", "not a table")
    assert len(read(tmp_path / "a.gz")) == 9
    assert [type(e) for e in read(tmp_path / "y.txt.zip")] == [Event] * 4


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "I002"), (b"a\tb\n", "I021"), (b"PK\x03\x04broken", "I017"), (b"\x1f\x8bbroken", "I017"), (None, "I001")],
)
def test_files_that_cannot_be_read(tmp_path, data, code):
    (found,) = read(tmp_path / "x", data)
    assert isinstance(found, Failure) and found.code == code


def test_every_cameo_code_has_a_type():
    for row in KNOWLEDGE.cameo_labels:
        assert kind_of(row.cameo, CODES).type, row.cameo
    assert kind_of("0233", CODES).type == "REQUEST" and kind_of("0233", CODES).mode == "assist"
    assert kind_of("01", CODES).type == "STATEMENT" and kind_of("19", CODES).type == "ASSAULT"


def test_codes_of_two_countries_are_those_of_today():
    assert CODES.fips["CG"] == "COD" and CODES.fips["GM"] == "DEU" and CODES.fips["UR"] == "SUN"
    assert CODES.cameo["TMP"] == "TLS" and CODES.cameo["WSB"] == "PSE"
    assert CODES.countries["russian federation"] == "RUS" and CODES.countries["congo"] == "COG"
    assert "virgin islands" not in CODES.countries, "two countries are called so"


def test_compare(tmp_path):
    own = [k.event for k in made.ALL]
    foreign = [e for e in read(tmp_path / "a.CSV", written("gdelt2")) if isinstance(e, Event)]
    rows = compare(own, foreign)
    visit = next(r for r in rows if (r.period, r.actor, r.recipient, r.type) == ("2022-06", "NOR", "CHL", "CONSULT"))
    assert (visit.own, visit.foreign) == (2, 2), "the visit and the meeting; what is planned does not count"
    assert rows == tuple(sorted(rows)) and ("", "", "", "STATEMENT") in {r[:4] for r in rows}
    assert compare(own, []) != rows and compare([], []) == ()


def test_compare_otherwise():
    own, foreign = [made.PLAIN, made.MEETING], [made.MEETING]
    both = [r for r in compare(own, foreign, directed=False, by="root", period="year") if r.actor == "CHL"]
    assert both == [("2022", "CHL", "NOR", "04", 2, 1)]
    assert compare(own, [], period="week")[0].period == "2022-W23"
    assert {r.type for r in compare(own, [], by="quad")} == {"verbal cooperation"}


def test_agreement():
    rows = compare([made.PLAIN, made.PLAIN, made.MEETING], [made.PLAIN, made.HOSTILE])
    found = agreement(rows)
    assert (found.own, found.rows, found.shared) == (sum(r.own for r in rows), len(rows), 1)
    assert -1 <= found.correlation <= 1
    assert agreement(()).correlation is None and agreement(compare([made.PLAIN], [made.PLAIN])).correlation is None
