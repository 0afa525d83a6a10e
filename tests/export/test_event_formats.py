"""Formats of merged events, each read back by a reader that is not ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile

import feedparser
import icalendar
import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pytest

import kept as made
from dragoman.export import EVENT_WRITERS
from dragoman.export import parquet as parquet_file
from dragoman.export.ical import _folded
from dragoman.records import Event


def written(name, events=made.ALL):
    out = io.BytesIO()
    EVENT_WRITERS[name].write(iter(events), out)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(EVENT_WRITERS))
def test_nothing_is_a_file_too_and_the_same_again(name):
    assert EVENT_WRITERS[name].name == name and EVENT_WRITERS[name].suffix.startswith(".")
    written(name, ())
    assert written(name) == written(name)


def test_jsonl():
    lines = written("jsonl").split(b"\n")
    assert lines.pop() == b""
    assert [Event.model_validate(json.loads(line)) for line in lines] == [k.event for k in made.ALL]
    assert list(json.loads(lines[0]))[:3] == ["schema", "id", "type"]


def test_csv():
    table = pd.read_csv(io.BytesIO(written("csv")), dtype={"cameo": str}, keep_default_na=False)
    assert table.id.tolist() == [k.event.id for k in made.ALL]
    assert table.cameo[1] == "010" and table.score[2] == -9.5 and float(table.place_lat[2]) == -0.5
    assert table.evidence[2].startswith("'=HYPERLINK") and table.place[2] == "'=A1; Ohio"
    assert table.evidence[2][1:] == made.NASTY
    assert table.recipients[2] == "African Union; gunmen" and table.recipient_codes[2] == "IGO; "
    assert table.outcome[5] == "held" and table.actors[1] == ""


def test_parquet(monkeypatch):
    monkeypatch.setattr(parquet_file, "ROW_GROUP", 4)
    file = pq.ParquetFile(io.BytesIO(written("parquet")))
    assert file.num_row_groups == 3 and file.metadata.num_rows == len(made.ALL)
    rows = file.read().to_pylist()
    assert [Event.model_validate(row) for row in rows] == [k.event for k in made.ALL]
    assert pd.read_parquet(io.BytesIO(written("parquet"))).cameo[1] == "010"
    assert file.schema_arrow.metadata[b"dragoman.schema"] == b"1.0"


def test_parquet_has_the_fields_of_an_event():
    assert parquet_file._schema().names == [field.alias or name for name, field in Event.model_fields.items()]


def test_graphml():
    graph = nx.read_graphml(io.BytesIO(written("graphml")))
    assert graph.nodes["NOR"] == {"label": "Norway", "country": "NOR"}
    assert graph.nodes["IGO:African Union"]["sector"] == "IGO"
    edge = graph.edges["NOR", "CHL"]
    assert (edge["n"], edge["mean_score"], edge["verbal_cooperation"]) == (2, 3.25, 2)
    assert graph.edges["ROU", "IGO:African Union"]["mean_score"] == -9.5
    assert graph.edges["ROU", "IGO:African Union"]["first"] == "2022-12-31"
    assert graph.edges["CHL", "NOR"]["n"] == 1, "of a meeting each is in turn actor and recipient"


def test_graphml_counts_an_event_once_for_a_pair():
    second = made.DAHL.model_copy(update={"name": "Norwegian ministry"})
    graph = nx.read_graphml(io.BytesIO(written("graphml", [made.kept(made.event("x", actors=(made.DAHL, second)))])))
    assert graph.edges["NOR", "CHL"]["n"] == 1


def test_graphml_survives_forbidden_characters():
    party = made.UNKNOWN.model_copy(update={"name": "\x01<a>&\"\ufffe𝔘"})
    graph = nx.read_graphml(io.BytesIO(written("graphml", [made.kept(made.event("x", recipients=(party,)))])))
    assert ':\ufffd<a>&"\ufffd𝔘' in graph.nodes


def test_ical():
    data = written("ical")
    calendar = icalendar.Calendar.from_ical(data)
    found = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    assert list(found) == ["v5@dragoman", "v6@dragoman", "v7@dragoman"], "planned, and with a day"
    planned = found["v5@dragoman"]
    assert planned["DTSTART"].dt == dt.date(2022, 7, 4) and planned["DTEND"].dt == dt.date(2022, 7, 7)
    assert [str(found[f"v{n}@dragoman"]["STATUS"]) for n in (5, 6, 7)] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert 'HYPERLINK("x") and\nmore; "quoted", <b>&amp;</b>' in str(planned["DESCRIPTION"])
    assert "𝔘𝔫𝔦" in str(planned["DESCRIPTION"]) and str(planned["LOCATION"]) == "Oslo, Norway"
    assert planned["DTSTAMP"].dt == dt.datetime(2022, 6, 11, tzinfo=dt.UTC)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"") and not calendar.errors


def test_ical_folds_between_characters():
    line = "DESCRIPTION:" + "𝔘" * 60
    rows = _folded(line).split(b"\r\n")[:-1]
    assert "".join(row.decode()[bool(n) :] for n, row in enumerate(rows)) == line and len(rows) > 3


def test_atom():
    feed = feedparser.parse(written("atom"))
    assert not feed.bozo and feed.version == "atom10"
    assert [entry.id for entry in feed.entries] == [f"urn:dragoman:event:v{n}" for n in range(1, 10)]
    first, nasty, empty = feed.entries[0], feed.entries[2], feed.entries[1]
    assert first.title == "CONSULT (visit): Kari Dahl (NOR) → Jorge Rojas (CHL), Oslo"
    assert (first.updated, first.published) == ("2022-06-11T00:00:00Z", "2022-06-09T00:00:00Z")
    assert first.link == "https://harbour.example/accord" and first.author == "The Harbour Post"
    assert nasty.summary_detail.type == "text/plain" and "𝔘𝔫𝔦 \ufffd end" in nasty.summary
    assert empty.updated == "1970-01-01T00:00:00Z" and feed.feed.updated == "2022-06-11T00:00:00Z"
    assert [tag.term for tag in feed.entries[8].tags] == ["CONSULT", "negated", "diplomatic"]


def test_annotations():
    page = json.loads(written("annotations"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    texts = {made.DOCUMENT.url: made.DOCUMENT.text, "urn:dragoman:document:doc%3B%202%2F%C3%BC": made.NASTY_TEXT}
    assert len(page["items"]) == sum(len(k.mentions) for k in made.ALL)
    for item in page["items"]:
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert page["items"][1]["target"]["selector"][0]["exact"] == made.NASTY


def test_datapackage():
    with zipfile.ZipFile(io.BytesIO(written("datapackage"))) as package:
        assert package.testzip() is None
        description = json.loads(package.read("datapackage.json"))
        tables = {r["name"]: package.read(r["path"]).decode() for r in description["resources"]}
    assert list(tables) == ["events", "mentions", "documents"]
    read = {name: list(csv.DictReader(io.StringIO(text))) for name, text in tables.items()}
    assert "Norway would send" not in tables["documents"] and len(read["documents"]) == 2
    assert read["documents"][1]["title"] == "'@title" and read["documents"][1]["source"] == "'-Gazette; East"
    kinds = {"string": str, "number": float, "integer": int, "date": dt.date.fromisoformat}
    for resource in description["resources"]:
        schema, rows = resource["schema"], read[resource["name"]]
        assert [field["name"] for field in schema["fields"]] == list(rows[0])
        for field in schema["fields"]:
            for row in rows:
                if row[field["name"]]:
                    kinds[field["type"]](row[field["name"]])
        for key in schema.get("foreignKeys", ()):
            known = {row["id"] for row in read[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in rows} <= known
    assert read["events"][1]["cameo"] == "010" and read["events"][2]["score"] == "-9.5"
