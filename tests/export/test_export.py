"""Output formats: what is written can be read back, and nothing in it runs."""

import csv
import io
import json

import pytest

from dragoman.export import WRITERS, Layout
from dragoman.export.csvfile import COLUMNS, defuse
from sample import DOCUMENT, EVENTS


def test_jsonl_is_one_record_a_line():
    """Each line is a record with its fields in the published order."""
    lines = WRITERS["jsonl"].document(DOCUMENT, EVENTS, Layout()).splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["id"] for record in records] == ["e1", "e2", "e3", "e4", "e5"]
    assert list(records[0])[:4] == ["schema", "id", "document", "type"]
    assert "found_by" not in lines[0]
    for record in records:
        trigger = record["trigger"]
        assert DOCUMENT.text[trigger["start"] : trigger["end"]] == trigger["text"]


def test_csv_reads_back():
    """The rows have the columns of the header, and lists keep their places."""
    writer = WRITERS["csv"]
    rows = list(csv.DictReader(io.StringIO(writer.begin() + writer.document(DOCUMENT, EVENTS, Layout()))))
    assert list(rows[0]) == [name for name, _ in COLUMNS]
    assert rows[0]["actors"] == "Kari Dahl" and rows[0]["recipient_countries"] == "CHL"
    assert rows[0]["place_lat"] == "59.91" and rows[0]["date_basis"] == "publication date"
    assert rows[3]["score"] == "-2.0" and rows[3]["recipients"] == "" and rows[1]["date"] == ""
    assert rows[4]["actor_countries"] == "" and rows[4]["trigger"] == "protested"


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@sum", "\t=1", "-1+2", "- a bullet"])
def test_csv_defuses_formulas(cell):
    """What a spreadsheet would run is marked as text."""
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "text"), [("-1.5", "-1.5"), (-2.0, "-2.0"), (None, ""), ("a=b", "a=b")])
def test_csv_leaves_the_rest(cell, text):
    """Numbers and ordinary text stay as they are."""
    assert defuse(cell) == text


@pytest.mark.parametrize("width", [80, 100, 160])
def test_table_fits_and_tells_all(width):
    """The table keeps to its width and breaks no day, type or status."""
    page = WRITERS["table"].document(DOCUMENT, EVENTS, Layout(width))
    assert max(map(len, page.splitlines())) <= width
    for word in ("2022-06-09", "CONSULT", "PROTEST", "possible", "negated", "Oslo", "“next", "fishermen"):
        assert word in page
    assert page.startswith("Norway and Chile sign <fisheries> accord\n")
    assert "\x1b" not in page


def test_table_of_nothing():
    """A document without events says so."""
    assert "No events found." in WRITERS["table"].document(DOCUMENT, (), Layout())


def test_table_colours_only_where_asked():
    """Colours are for terminals."""
    assert "\x1b[" in WRITERS["table"].document(DOCUMENT, EVENTS, Layout(100, color=True))


def test_table_obeys_no_text():
    """Markup and escape sequences of a document are shown, not obeyed."""
    odd = DOCUMENT.model_copy(update={"title": "A \x1b[31mred [bold]title[/bold]\x07", "source": "[red]x"})
    page = WRITERS["table"].document(odd, (), Layout())
    assert "\x1b" not in page and "\x07" not in page and "[bold]title[/bold]" in page and "[red]x" in page
