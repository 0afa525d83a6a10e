"""What `explain` says of a record is true: it agrees with the record, the text and the data files."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
import tomllib

import pytest

from dragoman.analyse.decision import probability
from dragoman.explain import explain_record as explain_records
from dragoman.knowledge.tables import DATA
from dragoman.pipeline import load_pipeline, run_document
from dragoman.records import Document

HEADINGS = ["Rule", "Who", "When", "Where", "On whose word", "Whether", "Other tellings", "Confidence"]
QUOTED = re.compile(r"«([^»]*)» at (\d+)–(\d+)")

TEXT = (
    "Jens Stoltenberg met Vladimir Putin in Moscow on Tuesday, the Russian foreign ministry said.\n\n"
    "The African Union urged Sudan to free the prisoners.\n\n"
    "NATO will send troops to Lithuania next month.\n\n"
    "John Kerry travels to Moscow next week.\n\n"
    "The assassination of Boris Nemtsov shocked Moscow."
)
NOTE = Document(id="note", text=TEXT, published=dt.date(2013, 6, 5))


def explain_one(record, document, pipeline):
    """Return the explanation of one record, None where the document has no such record."""
    return next(iter(explain_records(record, document, pipeline)), None)


@pytest.fixture(scope="module")
def explained(example_documents, pipeline):
    """Return (document, record, explanation) for all records of examples/ and of the note above."""
    documents = [*example_documents.values(), NOTE]
    return [
        (document, event, explain_one(event.id, document, pipeline))
        for document in documents
        for event in run_document(document, pipeline)
    ]


@pytest.fixture(scope="module")
def note(explained):
    """Return a function that gives the explanation of the record of the note with this trigger, by heading."""
    parts = {event.trigger.text: dict(what.parts) for document, event, what in explained if document is NOTE}
    return lambda trigger: parts[trigger]


def rows(table):
    """Return the rows of a packaged CSV table as dictionaries."""
    with (DATA / table).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_record_is_explained(explained):
    """All records have all parts, each with something in it, and the text shows them in order."""
    assert len(explained) > 60
    for _, event, what in explained:
        assert what.record == event
        assert [heading for heading, _ in what.parts] == HEADINGS
        assert all(facts and all(fact.strip() for fact in facts) for _, facts in what.parts)
        lines = what.text().splitlines()
        assert lines[0] == f"{event.id}: {event.type} «{event.trigger.text}»"
        assert [line for line in lines if line in HEADINGS] == HEADINGS
        assert "None" not in what.text()


def test_nothing_to_explain(pipeline):
    """A document without the record gives nothing."""
    assert explain_one("e000000000000000", NOTE, pipeline) is None
    assert explain_one("", NOTE, pipeline) is None


def test_the_rule_stands_in_its_file(explained):
    """The frame is in the file that is named, with the wording, mode, code and definition told."""
    for _, event, what in explained:
        first, matched, definition, codes, evidence = dict(what.parts)["Rule"]
        file, frame, wording = re.fullmatch(r"(events/[\w-]+\.toml), frame ([\w-]+), wording «(.+)»", first).groups()
        data = tomllib.loads((DATA / file).read_text(encoding="utf-8"))
        (found,) = [f for f in data["frame"] if f["id"] == frame]
        assert data["type"] == event.type and definition == data["definition"]
        assert wording in (*found.get("verbs", ()), *found.get("nouns", ()))
        assert (found["cameo"], found.get("mode")) == (event.cameo, event.mode)
        assert f"CAMEO {event.cameo}, Goldstein {event.goldstein}" in codes
        assert evidence == f"evidence: {event.evidence.text}"
        words = matched.removeprefix("matched: ").split(" … ")
        assert words and all(word in event.evidence.text for word in words)


def test_goldstein_is_that_of_the_table(explained):
    """The score is that of the code, or of the nearest code above it."""
    scores = {row["cameo"]: float(row["goldstein"]) for row in rows("events/goldstein.csv")}
    for _, event, what in explained:
        code = next(event.cameo[:n] for n in (4, 3, 2) if event.cameo[:n] in scores)
        assert dict(what.parts)["Rule"][3].endswith(f"Goldstein {scores[code]}")


def test_quoted_words_stand_where_they_are_said_to(explained):
    """Every «words» at a–b are these characters of the document."""
    seen = 0
    for document, _, what in explained:
        for words, start, end in QUOTED.findall(what.text()):
            assert document.text[int(start) : int(end)] == words
            seen += 1
    assert seen > 150


def test_everybody_of_the_record_is_there(explained):
    """Both sides are listed in order, or said to be empty; flags follow."""
    for _, event, what in explained:
        who = dict(what.parts)["Who"]
        told = [line for line in who if re.match(r"(actor|recipient): ", line)]
        names = [f"actor: {a.name} [" for a in event.actors] or ["actor: nobody named"]
        names += [f"recipient: {a.name} [" for a in event.recipients] or ["recipient: nobody named"]
        assert len(told) == len(names) and all(line.startswith(name) for line, name in zip(told, names))
        assert sum("found by: " in line for line in who) == len(event.actors) + len(event.recipients)
        assert [line.removeprefix("flag: ") for line in who if line.startswith("flag: ")] == list(event.flags)


def test_rows_of_the_world_tables_exist(explained):
    """Countries, people and bodies that are told stand so in the tables."""
    countries = {f"countries.csv: {row['iso3']} {row['name']}" for row in rows("world/countries.csv")}
    terms = {
        f"officeholders.csv: {r['person']}, {r['role']}, {r['country'] or 'no country'}, {r['start']} to {r['end'] or 'today'}"
        for r in rows("world/officeholders.csv")
    }
    bodies = {
        f"organisations.csv: {r['name']}, {r['sector']}, {r['kind']}, {r['country'] or 'no country'}"
        for r in rows("world/organisations.csv")
    }
    told = [line.strip() for _, _, what in explained for line in dict(what.parts)["Who"] if ".csv: " in line]
    assert {line.split(":")[0] for line in told} == {"countries.csv", "officeholders.csv", "organisations.csv"}
    assert set(told) <= countries | terms | bodies


def test_the_country_row_is_that_of_the_actor(explained):
    """Behind an actor with a country stands the row of that country, and of no other."""
    for _, event, what in explained:
        told = [line.split()[1] for line in dict(what.parts)["Who"] if line.strip().startswith("countries.csv: ")]
        assert told == [a.country for a in (*event.actors, *event.recipients) if a.country]


def test_rules_of_dates_exist(explained):
    """A date rule that is named is a phrase of en/dates.toml; no date is said to be none."""
    data = tomllib.loads((DATA / "en/dates.toml").read_text(encoding="utf-8"))
    phrases = {phrase["name"] for phrase in data["phrase"]}
    named = 0
    for _, event, what in explained:
        first, *rest = dict(what.parts)["When"]
        if event.date is None:
            assert (first.split(";")[0], rest) == ("no date found", [])
        else:
            assert first.startswith(f"{event.date.edtf or 'unresolved'} ({event.date.basis})")
            for line in rest:
                assert line.removeprefix("rule: dates.toml: ") in phrases
                named += 1
    assert named > 20


def test_factors_make_the_confidence(explained, pipeline):
    """The product of the factors, calibrated, is the confidence told, which is that of the record."""
    for _, event, what in explained:
        *factors, whole = [float(line.split()[0]) for line in dict(what.parts)["Confidence"]]
        product = math.prod(factors)
        assert whole == event.confidence
        assert probability(pipeline.decision.frames, product, None) == pytest.approx(whole, abs=0.03)


def test_the_encoder_s_part_is_told(full_pipeline):
    """Records that frames and encoder made together tell both, those of the encoder alone say so."""
    told = [
        (event, dict(what.parts))
        for event in run_document(NOTE, full_pipeline)
        for what in explain_records(event.id, NOTE, full_pipeline)
    ]
    assert told
    for event, parts in told:
        by_encoder = event.found_by.startswith("models/relation.onnx")
        assert ("no frame matched" in parts["Rule"][0]) == by_encoder
        *_, witness, whole = parts["Confidence"]
        assert f"probability of {event.type}" in witness
        assert whole.startswith(f"{event.confidence:.2f}  in all")


def test_places_sources_and_status_are_those_of_the_record(explained):
    """Where, on whose word and whether repeat the record."""
    for _, event, what in explained:
        parts = dict(what.parts)
        assert parts["Where"][0].startswith(f"{event.place.name} (" if event.place else "no place found")
        if event.attribution:
            told = [re.split(", from «|, not named in the text:", line)[0] for line in parts["On whose word"] if not line.startswith(" ")]
            assert told == [s.name for s in event.attribution]
        else:
            assert parts["On whose word"] == ("the document's own",)
        assert parts["Whether"][0].split(":")[0] == event.status


def test_a_meeting_followed_through_the_files(note):
    """Two officeholders, a weekday, a city and a ministry that says so."""
    parts = note("met")
    assert parts["Rule"][0] == "events/consult.toml, frame meet, wording «A meet R»"
    assert [line.strip() for line in parts["Who"]][:3] == [
        "actor: Jens Stoltenberg [NORGOV], from «Jens Stoltenberg» at 0–16",
        "found by: person, officeholders.csv",
        "countries.csv: NOR Norway",
    ]
    assert "    officeholders.csv: Jens Stoltenberg, prime minister, NOR, 2005-10 to 2013-10" in parts["Who"]
    assert parts["When"] == (
        "2013-06-04 (weekday before publication), from «Tuesday» at 49–56",
        "rule: dates.toml: weekday",
    )
    assert parts["Where"][0].startswith("Moscow (RUS; city; 55.75")
    assert "from «the Russian foreign ministry»: indirect, cue «said»" in parts["On whose word"][0]


def test_a_request_followed_through_the_files(note):
    """A body of organisations.csv without a country, and the day of publication."""
    parts = note("urged Sudan to free")
    assert parts["Rule"][0].startswith("events/request.toml, frame ask-for-release, wording «A ask|urge|")
    assert "    organisations.csv: African Union, IGO, organisation, no country" in parts["Who"]
    assert parts["When"] == ("2013-06-05 (publication date), from no words of its own",)


def test_a_plan_followed_through_the_files(note):
    """ "will" is a modal of planned in en/status.toml; "next month" is a month."""
    parts = note("send troops to")
    assert "will" in tomllib.loads((DATA / "en/status.toml").read_text(encoding="utf-8"))["planned"]["modals"]
    assert parts["Whether"] == ("planned: the date lies after publication",)
    assert parts["When"][0].startswith("2013-07 (relative to publication), from «next month»")


def test_other_tellings(explained):
    """The headline of the wire report tells the expulsion, too."""
    (what,) = [
        what for document, event, what in explained if document.id == "wire-armenia-2023" and event.type == "SANCTION"
    ]
    assert dict(what.parts)["Other tellings"] == ("«expels» at 8–14",)


# What a reasonable user expects and does not get yet.

OWN = """type = "AGREE"
definition = "Says that it will cooperate, meet, sign or help."
quad = "verbal cooperation"
score = 2.5

[[frame]]
id = "shake-on"
verbs = ["A shake hands on"]
cameo = "057"
contexts = ["economic"]
needs = "A"
"""


def test_rule_of_an_own_file(tmp_path):
    """A wording of events/agree-mine.toml is told to stand there."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events/agree-mine.toml").write_text(OWN)
    own = load_pipeline(tmp_path, fast=True)
    document = Document(id="own", text="Norway and Chile shook hands on the fisheries accord.")
    (event,) = [event for event in run_document(document, own) if event.trigger.text == "shook hands on"]
    rule = dict(explain_one(event.id, document, own).parts)["Rule"][0]
    assert "frame shake-on" in rule
    assert rule.startswith("events/agree-mine.toml")


def test_status_that_comes_of_a_date(note):
    """ "travels next week" is planned because next week lies ahead."""
    (line,) = note("travels to")["Whether"]
    assert line.startswith("planned")
    assert "status.toml" not in line


def test_status_that_no_word_decides(note):
    """Nothing in status.toml makes "met" a fact."""
    (line,) = note("met")["Whether"]
    assert line.startswith("actual")
    assert "status.toml" not in line


def test_term_that_counted(note):
    """Of the terms of Vladimir Putin, that of 2013 is told apart from the others."""
    terms = [line for line in note("met")["Who"] if "officeholders.csv: Vladimir Putin" in line]
    shapes = {re.sub(r"csv: .*? to (today|[\d-]+)", "", line) for line in terms}
    assert len(terms) == 1 or len(shapes) > 1


def test_rows_behind_a_source(pipeline):
    """A source that is a head of government is explained as an actor is."""
    text = "Rebels killed ten soldiers in Mali on 3 June 2013, Angela Merkel said."
    document = Document(id="source", text=text, published=dt.date(2013, 6, 5))
    (event,) = [e for e in run_document(document, pipeline) if e.type == "ASSAULT"]
    assert [source.name for source in event.attribution] == ["Angela Merkel"]
    assert "2005-11-22" in "\n".join(dict(explain_one(event.id, document, pipeline).parts)["On whose word"])


def test_date_taken_over(explained):
    """ "as told before" points at the words."""
    told = [dict(what.parts)["When"][0] for _, event, what in explained if event.date and "as told" in event.date.basis]
    assert told
    assert all("no words of its own" not in line for line in told)


def test_the_office_and_the_noun_behind_an_actor(pipeline):
    """An office stands in offices.toml with its role, a role noun in agents.toml, both with their sector."""
    text = "U.S. Secretary of State John Kerry met Kenyan soldiers in Nairobi on 3 June 2013."
    document = Document(id="rows", text=text, published=dt.date(2013, 6, 5))
    (event,) = [e for e in run_document(document, pipeline) if e.trigger.text == "met"]
    who = dict(explain_one(event.id, document, pipeline).parts)["Who"]
    assert "    offices.toml: secretary of state, role foreign minister, GOV" in who
    assert "    agents.toml: soldier, MIL" in who


def test_the_body_behind_its_official(pipeline):
    """Of "a spokesman for the Pentagon" the row of the Pentagon tells the country."""
    text = "A spokesman for the Pentagon praised Kenya on Monday."
    document = Document(id="rows", text=text, published=dt.date(2013, 6, 5))
    (event,) = [e for e in run_document(document, pipeline) if e.trigger.text == "praised"]
    assert event.actors[0].name == "Pentagon spokesman"
    who = "\n".join(dict(explain_one(event.id, document, pipeline).parts)["Who"])
    assert re.search(r"^    organisations\.csv: Pentagon, MIL, .*USA$", who, re.MULTILINE)


def test_a_term_that_is_over_is_told_so(pipeline):
    """A person known from a former office was not in it on the day."""
    document = Document(id="rows", text="John Kerry met Angela Merkel in Rome.", published=dt.date(2024, 5, 1))
    (event,) = run_document(document, pipeline)
    (line,) = [fact for fact in dict(explain_one(event.id, document, pipeline).parts)["Who"] if "John Kerry, " in fact]
    assert line.endswith("2013-02-01 to 2017-01-20, not on 2024-05-01")


def test_the_beginning_of_an_id(pipeline):
    """Six characters of an id are enough; fewer, or letters that may be a word, are words of a trigger."""
    (event, *_) = run_document(NOTE, pipeline)
    assert explain_one(event.id[:6], NOTE, pipeline).record.id == event.id
    assert explain_one(event.id[:5], NOTE, pipeline) is None
    assert explain_one("facade", NOTE, pipeline) is None


OWN_TERM = """person,aliases,role,country,sector,start,end

"Ane
Lund",,foreign minister,NOR,GOV,2010,
Ola Strand,,foreign minister,NOR,GOV,2010,
"""


def test_rows_of_an_own_table(tmp_path):
    """A row of the user's has its file and line behind it, a packaged one has not."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world/officeholders.csv").write_text(OWN_TERM)
    own = load_pipeline(tmp_path, fast=True)
    document = Document(id="own", text="Ola Strand met Sergei Lavrov in Rome.", published=dt.date(2013, 6, 5))
    (event,) = run_document(document, own)
    who = dict(explain_one(event.id, document, own).parts)["Who"]
    (mine,) = [line for line in who if "officeholders.csv: Ola Strand" in line]
    (theirs,) = [line for line in who if "officeholders.csv: Sergei Lavrov" in line or "csv: Sergey Lavrov" in line]
    assert mine.endswith(f"2010 to today ({tmp_path / 'world/officeholders.csv'}:5)")
    assert theirs.endswith("2004-03-09 to today")


def test_bodies_of_one_name(tmp_path):
    """Of two bodies of one name the row of the actor's country is told, and not the other."""
    (tmp_path / "world").mkdir()
    rows = "name,aliases,country,sector,kind,from,to\n" + "".join(
        f"Harbour Pilots Union,,{country},LAB,union,,\n" for country in ("EST", "LVA")
    )
    (tmp_path / "world/organisations.csv").write_text(rows)
    own = load_pipeline(tmp_path, fast=True)
    document = Document(id="own", text="The Harbour Pilots Union praised Kenya.", published=dt.date(2013, 6, 5))
    (event,) = run_document(document, own)
    told = [fact for fact in dict(explain_one(event.id, document, own).parts)["Who"] if "organisations.csv: " in fact]
    assert len(told) == 1 and f"union, {event.actors[0].country}" in told[0]
