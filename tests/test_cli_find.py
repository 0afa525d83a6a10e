"""find, explain and knowledge import through the command line, on real files with the real pipeline."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.knowledge.actors import Officeholder
from dragoman.knowledge.schema import read_csv

TEXT = (
    "Norwegian Foreign Minister Espen Barth Eide met Sergei Lavrov in Oslo on Tuesday, the ministry said.\n\n"
    "The African Union urged Sudan to free the prisoners.\n"
)
UNDATED = "1 document has no publication date; relative dates stay unresolved; give --published.\n"
KINDS = ("actors", "dates", "places", "attributions")
PEOPLE = (
    "personLabel,positionLabel,countryLabel,start,end\n"
    "Tuva Brekke,Minister of Foreign Affairs of Norway,Norway,2013-10-16T00:00:00Z,2017-10-20T00:00:00Z\n"
)


@pytest.fixture
def dragoman(monkeypatch, tmp_path):
    """Return a function that runs a command in a folder with a dated and an undated document, 100 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "note.txt").write_text(TEXT)
    document = {"id": "note/1", "text": TEXT, "published": "2013-06-05", "title": "Eide meets Lavrov"}
    (tmp_path / "note.json").write_text(json.dumps(document))
    return lambda *args, **options: CliRunner().invoke(app, [str(arg) for arg in args], **options)


@pytest.fixture
def imported(dragoman, tmp_path):
    """Return a folder into which people have been imported."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert dragoman("knowledge", "import", "people.csv", "--into", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def ids(dragoman, *paths, **options):
    """Return the records that `read` writes, by their trigger."""
    lines = dragoman("read", *paths, "--format", "jsonl", **options).stdout.splitlines()
    return {record["trigger"]["text"]: record for record in map(json.loads, lines)}


@pytest.mark.parametrize("kind", KINDS)
def test_find_lines(dragoman, kind):
    """Each line starts with the document and ends with how the record was found."""
    result = dragoman("find", kind, "note.json")
    assert (result.exit_code, result.stderr) == (0, "")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records
    for record in records:
        assert (list(record)[0], list(record)[-1], record["document"]) == ("document", "found_by", "note/1")
        assert record["found_by"]
        if kind != "attributions":
            assert TEXT[record["start"] : record["end"]] == record["text"]


def test_find_lines_tell_the_table(dragoman):
    """Who is known from the table of officeholders is found by it, and a country is not."""
    lines = dragoman("find", "actors", "note.json", "--format", "jsonl").stdout.splitlines()
    by = {record["text"]: record["found_by"] for record in map(json.loads, lines)}
    assert "officeholders.csv" in by["Sergei Lavrov"]
    assert by["African Union"] == "organisation" and by["Sudan"] == "country"


@pytest.mark.parametrize(
    ("kind", "heads", "cells"),
    [
        ("actors", ("Words", "Country", "Code", "Found by"), ("RUSGOV", "organisation", "African")),
        ("dates", ("EDTF", "First day", "Basis"), ("2013-06-04", "weekday", "dates.toml:")),
        ("places", ("Latitude", "Longitude", "Kind"), ("Oslo", "59.9", "city")),
        ("attributions", ("Source", "Cue", "Content"), ("said", "indirect")),
    ],
)
@pytest.mark.parametrize("columns", [80, 100])
def test_find_tables(dragoman, monkeypatch, kind, heads, cells, columns):
    """The table stands under the title of the document, within the width of the terminal."""
    monkeypatch.setenv("COLUMNS", str(columns))
    result = dragoman("find", kind, "note.json", "--format", "table")
    assert (result.exit_code, result.stderr) == (0, "")
    title, _, _, header, *_ = lines = result.stdout.splitlines()
    assert title == "Eide meets Lavrov"
    assert max(map(len, lines)) <= columns
    assert columns == 80 or all(head in header for head in heads)
    assert columns == 80 or all(cell in result.stdout for cell in cells)
    assert "None" not in result.stdout and "\x1b" not in result.stdout


def test_found_in_several_documents(dragoman):
    """Each document has its own table; one without anything says so."""
    lines = ['{"id":"a","text":"Kenya praised Somalia."}', '{"id":"b","text":"The rain has not stopped here all day."}']
    with open("two.jsonl", "w") as handle:
        handle.write("\n".join(lines))
    result = dragoman("find", "places", "two.jsonl", "--format", "table")
    assert result.exit_code == 0
    first, second = result.stdout.rstrip().split("\n\nThe rain")
    assert first.startswith("Kenya praised Somalia.") and "SOM" in first
    assert second.splitlines()[-1] == "Nothing found."
    assert "2 documents have no publication date" in result.stderr


def test_find_says_what_a_date_lacks(dragoman):
    """Without a publication date the weekday stays open, and the remark says why."""
    result = dragoman("find", "dates", "note.txt")
    (tuesday,) = [r for r in map(json.loads, result.stdout.splitlines()) if r["text"] == "Tuesday"]
    assert (tuesday["edtf"], result.stderr) == (None, UNDATED)
    result = dragoman("find", "dates", "note.txt", "--published", "2013-06-05")
    (tuesday,) = [r for r in map(json.loads, result.stdout.splitlines()) if r["text"] == "Tuesday"]
    assert (tuesday["edtf"], result.stderr) == ("2013-06-04", "")


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (("find", "actors"), "U001", 2),
        (("find", "events", "note.txt"), "U003", 2),
        (("find", "actors", "note.txt", "--format", "csv"), "U003", 2),
        (("find", "actors", "note.txt", "--published", "June"), "U002", 2),
        (("find", "actors", "none.txt"), "I001", 1),
        (("find", "actors", "note.txt", "--knowledge", "none"), "K003", 3),
        (("explain", "e0"), "U001", 2),
        (("explain", "e0", "note.json"), "U006", 2),
        (("explain", "e0", "none.txt"), "I001", 1),
        (("explain",), "RECORD-ID", 2),
        (("knowledge", "import"), "FILE", 2),
        (("knowledge", "export"), "No such command", 2),
        (("knowledge", "import", "none.csv"), "I001", 1),
        (("knowledge", "import", "note.txt"), "U007", 2),
        (("knowledge", "import", "note.json"), "I005", 1),
    ],
)
def test_trouble(dragoman, tmp_path, arguments, code, status):
    """Each kind of trouble has its code on stderr and its exit status; nothing is printed or written."""
    before = sorted(tmp_path.rglob("*"))
    result = dragoman(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert code in result.stderr and "Traceback" not in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_formats_of_find_are_listed(dragoman):
    """A format that `read` has and `find` has not is refused with those that there are."""
    assert dragoman("find", "actors", "note.json", "--format", "csv").stderr.rstrip().endswith("one of table, jsonl.")


def test_explain(dragoman):
    """The record that `read` gives is explained under its id."""
    record = ids(dragoman, "note.json")["met"]
    result = dragoman("explain", record["id"], "note.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{record['id']}: CONSULT «met»\n\nRule\n  events/consult.toml, frame meet,")
    assert "officeholders.csv: Sergei Lavrov, foreign minister, RUS, 2004-03-09 to today" in result.stdout
    assert "2013-06-04 (weekday before publication), from «Tuesday»" in result.stdout


def test_explain_looks_through_folders_and_stdin(dragoman, tmp_path):
    """The document may be one of many, or come by standard input; of others nothing is said."""
    record = ids(dragoman, "note.json")["urged Sudan to free"]
    (tmp_path / "more").mkdir()
    shutil.copy("note.json", "more/z.json")
    (tmp_path / "more/a.txt").write_text("Kenya praised Somalia.")
    result = dragoman("explain", record["id"], "more")
    assert result.exit_code == 0
    assert result.stdout == dragoman("explain", record["id"], "note.json").stdout
    assert "Kenya" not in result.stdout
    by_hand = ids(dragoman, "-", input=TEXT)["urged Sudan to free"]
    assert dragoman("explain", by_hand["id"], "-", input=TEXT).stdout.startswith(f"{by_hand['id']}: REQUEST")


def test_explain_goes_on_after_a_failure(dragoman, tmp_path):
    """A document that cannot be read is told; the next one is searched."""
    (tmp_path / "broken.json").write_text("{")
    record = ids(dragoman, "note.json")["met"]
    result = dragoman("explain", record["id"], "broken.json", "note.json")
    assert "[I005] broken.json" in result.stderr
    assert result.stdout.startswith(record["id"])


def test_every_record_of_the_examples_can_be_explained(dragoman, root):
    """Ids from `read` on a folder lead to an explanation from the same folder."""
    for record in list(ids(dragoman, root / "examples").values())[::20]:
        result = dragoman("explain", record["id"], root / "examples")
        assert result.exit_code == 0 and result.stdout.startswith(f"{record['id']}: {record['type']} «")


def test_import(dragoman, tmp_path):
    """The report says what was written, where, and how to use it."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    result = dragoman("knowledge", "import", "people.csv", "--into", "mine")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = result.stdout.splitlines()
    assert first.startswith("officeholders: 1 row") and first.endswith("0 replaced, 0 as before; 0 rejected")
    assert second.startswith("Wrote mine/world/officeholders.csv.") and "--knowledge mine" in second
    (row,) = read_csv(tmp_path / "mine/world/officeholders.csv", Officeholder)
    assert (row.person, row.role, row.country, row.start) == ("Tuva Brekke", "foreign minister", "NOR", "2013-10-16")
    again = dragoman("knowledge", "import", "people.csv", "--into", "mine")
    assert "0 replaced, 1 as before" in again.stdout and "Wrote" not in again.stdout


def test_import_goes_to_a_folder_named_knowledge(dragoman, tmp_path):
    """Without --into the overlay is knowledge/ in the current folder."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert "--knowledge knowledge" in dragoman("knowledge", "import", "people.csv").stdout
    assert (tmp_path / "knowledge/world/officeholders.csv").is_file()


def test_import_tells_rejected_rows(dragoman, tmp_path):
    """Rejected rows go to stderr with file and line, the status is 1, and the good row is there."""
    (tmp_path / "people.csv").write_text(PEOPLE + "Ana Rey,king,Atlantis,2031,\nOla,king,Norway,,\n")
    result = dragoman("knowledge", "import", "people.csv", "--into", "mine")
    assert result.exit_code == 1
    assert "1 rows added" in result.stdout.replace("1 row ", "1 rows ") and "2 rejected" in result.stdout
    third, fourth = result.stderr.splitlines()
    assert third.startswith("people.csv:3: ") and "country" in third
    assert fourth.startswith("people.csv:4: ") and "start" in fourth
    assert len(read_csv(tmp_path / "mine/world/officeholders.csv", Officeholder)) == 1


def test_import_options(dragoman, tmp_path):
    """--table and --sector reach the import."""
    (tmp_path / "bodies.csv").write_text("name,country,kind,lat,lon\nHarbour Pilots Union,EST,union,59,24\n")
    assert dragoman("knowledge", "import", "bodies.csv").stdout.startswith("places: 1 row")
    options = ("--table", "organisations", "--sector", "LAB")
    assert dragoman("knowledge", "import", "bodies.csv", *options).stdout.startswith("organisations: 1 row")
    refused = dragoman("knowledge", "import", "bodies.csv", "--table", "islands")
    assert refused.exit_code == 2 and "[U003] 'islands' is not one of" in refused.stderr


def test_import_into_a_broken_overlay(dragoman, tmp_path):
    """What was broken before stays as it is, and is told with its line."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "mine/world").mkdir(parents=True)
    (tmp_path / "mine/world/officeholders.csv").write_text("person,foo\n1,2\n")
    result = dragoman("knowledge", "import", "people.csv", "--into", "mine")
    assert result.exit_code == 3 and "[K001] mine/world/officeholders.csv:2" in result.stderr


def test_what_is_imported_is_used(dragoman, imported):
    """A person of the user's table is known with --knowledge only, and explained by the row."""
    story = "Tuva Brekke met Sergei Lavrov in Oslo on 3 March 2014."
    find = ("find", "actors", "-", "--published", "2014-03-05")
    before = json.loads(dragoman(*find, input=story).stdout.splitlines()[0])
    after = json.loads(dragoman(*find, "--knowledge", imported, input=story).stdout.splitlines()[0])
    assert (before["name"], before["country"], before["office"]) == ("Tuva Brekke", None, None)
    assert (after["name"], after["country"], after["office"]) == ("Tuva Brekke", "NOR", "foreign minister")
    options = ("--published", "2014-03-05", "--knowledge", imported)
    record = json.loads(dragoman("read", "-", *options, "--format", "jsonl", input=story).stdout)
    told = dragoman("explain", record["id"], "-", *options, input=story).stdout
    assert "officeholders.csv: Tuva Brekke, foreign minister, NOR, 2013-10-16 to 2017-10-20" in told


# What a reasonable user expects and does not get yet.


def test_words_of_the_trigger_do_for_an_id(dragoman):
    """The table of `read` shows no ids; the words that it shows are enough."""
    record = ids(dragoman, "note.json")["met"]
    assert record["id"] in dragoman("explain", "met", "note.json").stdout


def test_explain_says_what_a_date_lacks(dragoman):
    """Read with --published, explained without: the remark that read and find make is needed here."""
    record = ids(dragoman, "note.txt")["met"]
    result = dragoman("explain", record["id"], "note.txt")
    assert result.exit_code == 0 and "no date found" in result.stdout
    assert result.stderr == UNDATED


def test_how_it_was_found_is_readable(dragoman):
    """At 100 columns the name of a table is not broken."""
    shown = dragoman("find", "actors", "note.json", "--format", "table").stdout
    assert "officeholders.csv" in shown


def test_table_of_find_names_the_document(dragoman):
    """As the table of `read` does, that of `find` gives id and date under the title."""
    shown = dragoman("find", "actors", "note.json", "--format", "table").stdout
    assert "note/1, 2013-06-05" in shown


def test_import_offers_what_it_can(dragoman):
    """Either standard input is read, or it is not offered."""
    result = dragoman("knowledge", "import", "-", input=PEOPLE)
    assert result.exit_code == 0 or "standard input" not in result.stderr


def test_query_without_results(dragoman, tmp_path):
    """A header without rows is no empty file."""
    (tmp_path / "people.csv").write_text(PEOPLE.splitlines()[0] + "\n")
    result = dragoman("knowledge", "import", "people.csv")
    assert result.exit_code == 2
    assert "no rows" in result.stderr


def test_one_row(dragoman, tmp_path):
    """One row is a row."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert "1 row added" in dragoman("knowledge", "import", "people.csv").stdout


# A table of actors at the widths of windows.

CROWD = (
    "Peruvian Foreign Minister Rafael Roncagliolo telephoned UN Secretary-General Ban Ki-moon on Monday. "
    "He thanked Human Rights Watch for its restraint."
)
FOUND = {"Rafael", "Roncagliolo", "secretary-general", "PERGOV", "officeholders.csv", "Ban", "Ki-moon"}


@pytest.mark.parametrize("width", ["60", "80", "90", "100", "120", "160"])
def test_no_word_is_broken_and_nothing_is_cut(dragoman, monkeypatch, width):
    """Names, entities and codes are whole at every width, and no line is longer than the window."""
    monkeypatch.setenv("COLUMNS", width)
    find = ("find", "actors", "-", "--published", "2013-05-21")
    records = [json.loads(line) for line in dragoman(*find, input=CROWD).stdout.splitlines()]
    shown = dragoman(*find, "--format", "table", input=CROWD).stdout
    words = set(shown.replace(",", " ").split())
    for record in records:
        told = [record[field] or "–" for field in ("name", "office", "entity", "country", "sector", "code")]
        assert set(" ".join(told).split()) <= words
    assert words >= FOUND
    assert max(map(len, shown.splitlines())) <= max(int(width), 80)


def test_columns_are_stacked_only_where_they_must(dragoman, monkeypatch):
    """A wide window has a column for each; a narrow one puts name, office and entity below each other."""
    monkeypatch.setenv("COLUMNS", "160")
    find = ("find", "actors", "-", "--published", "2013-05-21", "--format", "table")
    wide = [line.split() for line in dragoman(*find, input=CROWD).stdout.splitlines()]
    assert "Words Entity Name Office Country Sector Code Found by".split() in wide
    monkeypatch.setenv("COLUMNS", "80")
    narrow = [line.split() for line in dragoman(*find, input=CROWD).stdout.splitlines()]
    at = narrow.index(["Name", "Country"])
    assert narrow[at + 1 : at + 3] == [["Office", "Sector"], "Words Entity Code Found by".split()]


def test_days_are_whole(dragoman, monkeypatch):
    """Dates are not broken in a window of eighty columns."""
    monkeypatch.setenv("COLUMNS", "80")
    shown = dragoman("find", "dates", "note.json", "--format", "table").stdout
    assert shown.count("2013-06-04") >= 3


# Importing what spreadsheets write.

GERMAN = "name;office;country;from;until\r\nŽofie Müller;Foreign Minister;Austria;01.03.2024;present\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250"])
def test_import_of_other_encodings(dragoman, tmp_path, encoding):
    """UTF-8 and UTF-16 are read; another encoding is read as what fits best, and that is said."""
    (tmp_path / "people.csv").write_bytes(GERMAN.encode(encoding))
    result = dragoman("knowledge", "import", "people.csv", "--into", "mine")
    assert result.exit_code == 0
    assert ("not UTF-8, read as" in result.stderr) == encoding.startswith("cp")
    (row,) = read_csv(tmp_path / "mine/world/officeholders.csv", Officeholder)
    assert (row.person, row.start, row.end) == ("Žofie Müller", "2024-03-01", None)


def test_import_of_other_encodings_from_standard_input(dragoman, tmp_path):
    """Standard input is read as a file is."""
    result = dragoman("knowledge", "import", "-", "--into", "mine", input=GERMAN.encode("cp1252"))
    assert result.exit_code == 0 and "not UTF-8, read as" in result.stderr
    assert "Žofie Müller" in (tmp_path / "mine/world/officeholders.csv").read_text(encoding="utf-8")


def test_import_of_a_workbook(dragoman, tmp_path):
    """The file of a spreadsheet program is no table of text."""
    (tmp_path / "people.xlsx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)))
    result = dragoman("knowledge", "import", "people.xlsx")
    assert result.exit_code == 1 and "[I003] people.xlsx" in result.stderr


def test_rows_of_one_reason_are_told_together(dragoman, tmp_path):
    """A reason that holds for many rows is said once, with all their lines."""
    lines = ["name,country,kind", *["Harbour Pilots Union,EST,union"] * 3, "Dock,Atlantis,firm", "Pier,EST,firm"]
    (tmp_path / "bodies.csv").write_text("\n".join(lines) + "\n")
    result = dragoman("knowledge", "import", "bodies.csv", "--into", "mine")
    assert result.exit_code == 1 and "5 rejected" in result.stdout
    first, second = result.stderr.splitlines()
    assert first == "bodies.csv, lines 2–4, 6: sector: missing; give --sector"
    assert second.startswith("bodies.csv:5: country: 'Atlantis'")


def test_unused_columns_are_told(dragoman, tmp_path):
    """A column that is not understood may hold the end of a term; it is named."""
    (tmp_path / "people.csv").write_text("name,office,country,from,Ende\nAna Rey,king,Spain,2031,2032\n")
    result = dragoman("knowledge", "import", "people.csv", "--into", "mine")
    assert (result.exit_code, result.stderr) == (0, "people.csv: nothing was taken from Ende\n")


def test_an_overlay_in_another_encoding(dragoman, tmp_path):
    """A table that a spreadsheet saved in its own encoding is told, without a traceback."""
    (tmp_path / "mine/world").mkdir(parents=True)
    (tmp_path / "mine/world/organisations.csv").write_bytes("name,sector,kind\nUnión,LAB,union\n".encode("cp1252"))
    result = dragoman("find", "actors", "note.json", "--knowledge", "mine")
    assert result.exit_code == 3
    assert "[K001] mine/world/organisations.csv: not UTF-8. Save the file as UTF-8." in result.stderr


def test_terms_of_an_own_table_by_date(dragoman, tmp_path):
    """A namesake of a packaged person is read by the user's row on the days of its term, and by the words always."""
    (tmp_path / "people.csv").write_text(
        "name,office,country,from,until\nJohn Kerry,Foreign Minister,New Zealand,2013-03-01,2013-12-31\n"
    )
    assert dragoman("knowledge", "import", "people.csv", "--into", "mine").exit_code == 0

    def country(story, day):
        result = dragoman("find", "actors", "-", "--published", day, "--knowledge", "mine", input=story)
        return json.loads(result.stdout.splitlines()[0])["country"]

    assert country("John Kerry arrived in Oslo.", "2013-06-05") == "NZL"
    assert country("John Kerry arrived in Oslo.", "2014-06-05") == "USA"
    assert country("U.S. Secretary of State John Kerry arrived in Oslo.", "2013-06-05") == "USA"
