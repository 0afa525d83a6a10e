"""A user's own table laid over the packaged one: what is read, what is refused and why, and what it changes."""

from __future__ import annotations

import csv
import json
import time

import pytest

from dragoman.errors import DragomanError, InputError, KnowledgeError, UsageError
from dragoman.knowledge.actors import Officeholder, Organisation, holders_on
from dragoman.knowledge.imports import ImportReport, ImportRules, import_table
from dragoman.knowledge.schema import read_csv, read_toml
from dragoman.knowledge.tables import DATA, load_knowledge
from dragoman.knowledge.world import Country, PlaceRow

PEOPLE, BODIES, PLACES, COUNTRIES = (
    f"world/{name}.csv" for name in ("officeholders", "organisations", "places", "countries")
)
WIKIDATA = "http://www.wikidata.org/entity/"
INSTANT = "http://www.w3.org/2001/XMLSchema#dateTime"
# The packaged table has this term with this very day.
MERKEL = ("Angela Merkel", "prime minister", "DEU", "2005-11-22")


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file as text or bytes and gives its path."""

    def write(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


@pytest.fixture
def into(tmp_path):
    """Return a folder for the overlay that is not there yet."""
    return tmp_path / "mine"


@pytest.fixture
def people(file, into):
    """Return a function that imports lines under a header for people and gives (report, rows written)."""

    def run(*lines, header="person,role,country,start,end,aliases", **options):
        report = import_table(file("\n".join((header, *lines)) + "\n"), into, **options)
        return report, read_csv(into / PEOPLE, Officeholder) if (into / PEOPLE).is_file() else ()

    return run


def binding(**cells):
    """Return a row of a SPARQL result as query.wikidata.org gives it."""
    row = {}
    for name, value in cells.items():
        if value.startswith("http"):
            row[name] = {"type": "uri", "value": value}
        elif "T00:00:00Z" in value:
            row[name] = {"datatype": INSTANT, "type": "literal", "value": value}
        else:
            row[name] = {"xml:lang": "en", "type": "literal", "value": value}
    return row


def sparql(*rows):
    """Return the JSON of a SPARQL result."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return json.dumps({"head": {"vars": names}, "results": {"bindings": list(rows)}}, ensure_ascii=False)


BREKKE = {
    "person": f"{WIKIDATA}Q9000001",
    "personLabel": "Tuva Brekke",
    "personAltLabel": "T. Brekke, Tuva Marie Brekke",
    "positionLabel": "Minister of Foreign Affairs of Norway",
    "country": f"{WIKIDATA}Q20",
    "countryLabel": "Norway",
    "start": "2031-10-16T00:00:00Z",
    "end": "2033-02-04T00:00:00Z",
}
BREKKE_ROW = Officeholder(
    person="Tuva Brekke",
    aliases=("T. Brekke", "Tuva Marie Brekke"),
    role="foreign minister",
    country="NOR",
    sector="GOV",
    start="2031-10-16",
    end="2033-02-04",
)


def test_json_of_a_wikidata_query(file, into):
    """Labels fill the fields, items are passed over, the office tells role, country and sector."""
    other = {**BREKKE, "personLabel": "Ola Strand", "start": "+2013-10-16T00:00:00Z"}
    for name in ("personAltLabel", "countryLabel", "end"):
        del other[name]
    report = import_table(file(sparql(binding(**BREKKE), binding(**other)), "query.json"), into)
    assert report == ImportReport("officeholders", PEOPLE, 2, 0, 0, (), unit="item")
    first, second = read_csv(into / PEOPLE, Officeholder)
    assert first == BREKKE_ROW
    assert (second.country, second.role, second.start, second.end) == ("NOR", "foreign minister", "2013-10-16", None)


def test_csv_download_of_a_wikidata_query(file, into, tmp_path):
    """The CSV download holds the same columns as plain text."""
    path = tmp_path / "query.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(BREKKE))
        writer.writeheader()
        writer.writerow(BREKKE)
    assert import_table(path, into).added == 1
    assert read_csv(into / PEOPLE, Officeholder) == (BREKKE_ROW,)


def test_plain_list_of_objects(file, into):
    """A JSON list of objects is read; null is an empty cell, a number its digits."""
    rows = [{"name": "Harbour Pilots Union", "country": None, "sector": "LAB", "kind": "union", "from": 1990}]
    import_table(file(json.dumps(rows), "bodies.json"), into)
    (row,) = read_csv(into / BODIES, Organisation)
    assert (row.name, row.country, row.since) == ("Harbour Pilots Union", None, "1990")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffname,aliases,country,sector,kind\r\nHarbour Pilots Union,HPU;Pilots,Estonia,LAB,union\r\n",
        "name\taliases\tcountry\tsector\tkind\nHarbour Pilots Union\tHPU|Pilots\tEST\tLAB\tunion\n",
        'Kind,Sector,Country Label,Alt_Label,ORG-LABEL\nunion,LAB,EE,"HPU, Pilots",Harbour Pilots Union\n',
        "name,aliases,country,sector,kind,remark\nHarbour Pilots Union,HPU; Pilots;HPU,EST,LAB,union,mine\n",
    ],
    ids=["byte order mark, CRLF", "TSV", "order and spelling of columns", "unknown column"],
)
def test_spellings_of_a_table(file, into, text):
    """Marks, line ends, separators, order and case of the columns make no difference."""
    assert import_table(file(text), into).added == 1
    expected = Organisation(
        name="Harbour Pilots Union", aliases=("HPU", "Pilots"), country="EST", sector="LAB", kind="union"
    )
    assert read_csv(into / BODIES, Organisation) == (expected,)


@pytest.mark.parametrize("name", ['Ana "Nita" Rey', "Rey, Ana", "Аня Рей", "O’Brien", "A;B", "=1+1", "'"])
def test_names_survive_the_file(file, into, tmp_path, name):
    """Quotation marks, commas and other scripts come back as they were."""
    import_table(file(sparql(binding(**{**BREKKE, "personLabel": name})), "query.json"), into)
    assert [row.person for row in read_csv(into / PEOPLE, Officeholder)] == [name]


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ("2031", "2031"),
        ("2031-10", "2031-10"),
        ("2031-10-16", "2031-10-16"),
        ("2031-10-16T00:00:00Z", "2031-10-16"),
        ("+2031-10-16T00:00:00Z", "2031-10-16"),
        ("+2031-00-00T00:00:00Z", "2031"),
        ("+2031-10-00T00:00:00Z", "2031-10"),
        ("2031-01-01T00:00:00Z", "2031"),
        ("2031-01-01", "2031-01-01"),
    ],
)
def test_dates(people, given, start):
    """Instants of Wikidata become partial dates; its first of January may stand for the year."""
    _, rows = people(f"Ana Rey,foreign minister,PER,{given},,")
    assert [row.start for row in rows] == [start]


@pytest.mark.parametrize(
    ("position", "country", "role", "code"),
    [
        ("Minister of Foreign Affairs of Norway", "", "foreign minister", "NOR"),
        ("minister of foreign affairs", "Kingdom of Norway", "foreign minister", "NOR"),
        ("Foreign Minister", "NO", "foreign minister", "NOR"),
        ("President of the French Republic", "France", "president", "FRA"),
        ("Prime Minister of the United Kingdom", "", "prime minister", "GBR"),
        ("Chancellor of Germany", "", "prime minister", "DEU"),
        ("Taoiseach", "Ireland", "prime minister", "IRL"),
        ("Secretary of State", "United States of America", "foreign minister", "USA"),
        ("Minister of Foreign Affairs of Türkiye", "", "foreign minister", "TUR"),
        ("President of the European Commission", "", "European Commission president", None),
    ],
)
def test_offices(people, position, country, role, code):
    """Offices as Wikidata names them become roles of en/offices.toml, with their country."""
    _, (row,) = people(f"Ana Rey,{position},{country},2031,,")
    assert (row.role, row.country) == (role, code)


def test_new_alias_of_a_known_person(people, into):
    """A row for a packaged term takes its place, keeps what the packaged row has, and adds the alias."""
    packaged = {(r.person, r.role, r.country, r.start): r for r in read_csv(DATA / PEOPLE, Officeholder)}[MERKEL]
    report, (row,) = people("Angela Merkel,Chancellor of Germany,Germany,2005-11-22,,Mutti")
    assert report.rejected == ()
    assert row == packaged.model_copy(update={"aliases": ("Mutti", *packaged.aliases)})
    laid = [r for r in load_knowledge(into).officeholders if (r.person, r.role, r.country, r.start) == MERKEL]
    assert laid == [row]


def test_the_rest_of_the_table_stays(people, into):
    """An import adds to what was known; nothing else is changed."""
    before = read_csv(DATA / PEOPLE, Officeholder)
    people("Tuva Brekke,foreign minister,NOR,2031,,")
    after = load_knowledge(into).officeholders
    assert after[1:] == before and after[0].person == "Tuva Brekke"


def test_counts_of_a_second_import(people, into):
    """The same rows again change nothing; changed rows are replaced, others stay."""
    lines = ("Ana Rey,foreign minister,PER,2031,,", "Ola Strand,foreign minister,NOR,2031,,")
    assert people(*lines)[0].added == 2
    written = (into / PEOPLE).read_bytes()
    report, _ = people(*lines)
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 2)
    assert (into / PEOPLE).read_bytes() == written
    report, rows = people("Ana Rey,foreign minister,PER,2031,2032,", "Eva Holm,foreign minister,SWE,2031,,")
    assert (report.added, report.replaced, report.unchanged) == (1, 1, 0)
    assert [(row.person, row.end) for row in rows] == [("Ana Rey", "2032"), ("Ola Strand", None), ("Eva Holm", None)]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Ana Rey,foreign minister,PER,10/06/2031,,", "start"),
        ("Ana Rey,foreign minister,PER,2031-13-01,,", "start"),
        ("Ana Rey,foreign minister,PER,,,", "start"),
        ("Ana Rey,foreign minister,PER,2031,2030,", "end"),
        ("Ana Rey,foreign minister,Atlantis,2031,,", "country"),
        ("Ana Rey,Keeper of the Snow,PER,2031,,", "role"),
        ("Ana Rey,,PER,2031,,", "role"),
        (",foreign minister,PER,2031,,", "person"),
        (f"{WIKIDATA}Q1,foreign minister,PER,2031,,", "person"),
    ],
)
def test_rows_that_cannot_be_used(people, line, field):
    """A wrong row is given back with its line and field; the good ones beside it are written."""
    report, rows = people("Ola Strand,foreign minister,NOR,2031,,", line)
    assert (report.added, [number for number, _ in report.rejected]) == (1, [3])
    assert field in report.rejected[0][1]
    assert [row.person for row in rows] == ["Ola Strand"]


def test_nothing_good_writes_nothing(people, into):
    """Where no row can be used, no file appears."""
    report, rows = people("Ana Rey,foreign minister,Atlantis,2031,,")
    assert (report.added, len(report.rejected), rows, into.exists()) == (0, 1, (), False)


@pytest.mark.parametrize(
    ("content", "name", "error", "code"),
    [
        ("", "empty.csv", InputError, "I002"),
        ("person,role,country,start\n", "header.csv", UsageError, "U007"),
        (sparql(), "none.json", UsageError, "U007"),
        ('{"head": {"vars": [', "cut.json", InputError, "I005"),
        ('{"error": "timeout"}', "timeout.json", InputError, "I005"),
        ("[1, 2]", "numbers.json", InputError, "I005"),
        (b"person,role\nJos\xe9,king\n", "latin.csv", InputError, "I004"),
        ("a,b,c\n1,2,3\n", "strange.csv", UsageError, "U007"),
        ("name\nHarbour Pilots Union\n", "one.csv", UsageError, "U007"),
        ("just some words\nand more\n", "prose.csv", UsageError, "U007"),
    ],
)
def test_files_that_cannot_be_used(file, into, content, name, error, code):
    """Each kind of wrong file has its code, and its name in the message; nothing is written."""
    with pytest.raises(error) as caught:
        import_table(file(content, name), into)
    assert caught.value.code == code
    assert name in str(caught.value)
    assert not into.exists()


def test_missing_file_and_folder(tmp_path, into):
    """A file that is not there and a folder are told apart."""
    with pytest.raises(InputError) as missing:
        import_table(tmp_path / "none.csv", into)
    with pytest.raises(InputError) as folder:
        import_table(tmp_path, into)
    assert (missing.value.code, folder.value.code) == ("I001", "I011")


def test_table_that_is_named(file, into):
    """--table decides where the columns fit several; a name that no table has is refused."""
    path = file("name,country,kind,lat,lon,sector\nSkull Rock,NOR,island,59.9,10.5,BUS\n")
    assert import_table(path, into).table == "places"
    assert import_table(path, into, table="organisations").table == "organisations"
    with pytest.raises(UsageError) as caught:
        import_table(path, into, table="islands")
    assert caught.value.code == "U003" and "organisations" in str(caught.value)


def test_table_named_without_its_columns(file, into):
    """Where the named table needs other columns, its columns are listed."""
    with pytest.raises(UsageError, match="places needs name, feature") as caught:
        import_table(file("person,role\nAna Rey,king\n"), into, table="places")
    assert caught.value.code == "U007"


def test_sector_for_rows_without_one(file, into):
    """--sector fills what is missing and changes nothing that is given."""
    text = "name,country,sector,kind\nHarbour Pilots Union,EST,,union\nHarbour Bank,EST,BUS,firm\n"
    import_table(file(text), into, sector="LAB")
    assert [row.sector for row in read_csv(into / BODIES, Organisation)] == ["LAB", "BUS"]


def test_places(file, into):
    """Places need coordinates within the globe."""
    text = "placeLabel,countryLabel,lat,lon,instanceLabel\nSkull Rock,Norway,59.9,10.5,island\nOff Rock,Norway,99,1,island\n"
    report = import_table(file(text), into)
    assert read_csv(into / PLACES, PlaceRow) == (
        PlaceRow(name="Skull Rock", country="NOR", lat=59.9, lon=10.5, feature="island"),
    )
    assert [number for number, _ in report.rejected] == [3]


def test_alias_of_a_country(file, into):
    """A row with a code and an alias completes itself from the packaged row."""
    packaged = {row.iso3: row for row in read_csv(DATA / COUNTRIES, Country)}
    report = import_table(file("iso3,aliases\nNOR,Norge\nQQQ,Quux\n"), into, table="countries")
    assert read_csv(into / COUNTRIES, Country) == (
        packaged["NOR"].model_copy(update={"aliases": ("Norge", *packaged["NOR"].aliases)}),
    )
    assert [number for number, _ in report.rejected] == [3]


def test_broken_overlay_is_told(people, into):
    """An overlay that was broken before is not written over."""
    (into / "world").mkdir(parents=True)
    (into / PEOPLE).write_text("person,foo\n1,2\n")
    with pytest.raises(KnowledgeError) as caught:
        people("Ana Rey,foreign minister,PER,2031,,")
    assert caught.value.code == "K001" and (into / PEOPLE).read_text() == "person,foo\n1,2\n"


def test_folder_that_cannot_be_made(people, into):
    """A file in the way of the overlay is told in one line."""
    into.write_text("in the way")
    with pytest.raises(DragomanError) as caught:
        people("Ana Rey,foreign minister,PER,2031,,")
    assert caught.value.code == "I011" and into.read_text() == "in the way"


# What a reasonable user expects and does not get yet.


def test_exact_dates_replace_coarse_ones(people, into):
    """The end of a term from Wikidata (to the day) ends the packaged term (to the month)."""
    people("Espen Barth Eide,Minister of Foreign Affairs,Norway,2023-10-16T00:00:00Z,2029-02-04T00:00:00Z,")
    on = holders_on(load_knowledge(into).officeholders, "foreign minister", "NOR", "2030-01-01")
    assert "Espen Barth Eide" not in {row.person for row in on}


def test_aliases_over_several_rows(file, into):
    """A query with one row for each alias gives one term with all aliases."""
    rows = [binding(**{**BREKKE, "personAltLabel": alias}) for alias in ("T. Brekke", "Tuva Marie Brekke")]
    import_table(file(sparql(*rows), "query.json"), into)
    (row,) = read_csv(into / PEOPLE, Officeholder)
    assert set(row.aliases) == {"T. Brekke", "Tuva Marie Brekke"}


def test_item_without_a_label(people):
    """An item number is no name."""
    report, rows = people("Q9000001,foreign minister,NOR,2031,,")
    assert rows == () and len(report.rejected) == 1


def test_day_that_does_not_exist(people):
    """The 31st of February is refused."""
    report, _ = people("Ana Rey,foreign minister,PER,2031-02-31,,")
    assert len(report.rejected) == 1


def test_list_in_json(file, into):
    """A list of aliases in JSON is a list of aliases."""
    row = {"name": "Harbour Pilots Union", "aliases": ["HPU", "Pilots"], "sector": "LAB", "kind": "union"}
    import_table(file(json.dumps([row]), "bodies.json"), into)
    assert read_csv(into / BODIES, Organisation)[0].aliases == ("HPU", "Pilots")


def test_semicolons_between_columns(file, into):
    """A CSV file as a German or French spreadsheet saves it."""
    assert import_table(file("name;country;sector;kind\nHarbour Pilots Union;EST;LAB;union\n"), into).added == 1


def test_more_cells_than_columns(people):
    """A row with too many cells is refused: a comma too many shifts what follows."""
    report, _ = people("Ana Rey,foreign minister,PER,2031,2032,A. Rey,Ana R.")
    assert len(report.rejected) == 1


def test_line_of_a_rejected_row(people):
    """The line given is the line of the file."""
    report, _ = people("", "Ana Rey,foreign minister,Atlantis,2031,,")
    assert [number for number, _ in report.rejected] == [3]


def test_unknown_sector(people, into):
    """A sector that there is not is a wrong call, told once, and nothing is written."""
    with pytest.raises(UsageError):
        people("Ana Rey,Keeper of the Snow,PER,2031,,", sector="FOO")
    assert not into.exists()


@pytest.mark.parametrize(
    ("position", "country", "role"),
    [
        ("Minister of Foreign Affairs of the People's Republic of China", "China", "foreign minister"),
        ("Secretary-General of the United Nations", "", "secretary-general"),
        ("United States Secretary of State", "United States of America", "foreign minister"),
        ("Israeli Minister of Defense", "Israel", "defence minister"),
    ],
)
def test_offices_as_wikidata_calls_them(people, position, country, role):
    """Frequent labels of Wikidata positions are known offices, as the same words in a text are."""
    _, rows = people(f"Ana Rey,{position},{country},2031,,")
    assert [row.role for row in rows] == [role]


def test_point_of_wikidata(file, into):
    """Wikidata gives coordinates (P625) as Point(longitude latitude)."""
    text = "placeLabel,countryLabel,coord,instanceLabel\nSkull Rock,Norway,Point(10.5 59.9),island\n"
    assert import_table(file(text), into).added == 1


def test_verbose_tsv_of_wikidata(file, into):
    """The TSV download of a query is read as its CSV is."""
    head = "?person\t?personLabel\t?positionLabel\t?countryLabel\t?start\n"
    line = (
        f'<{WIKIDATA}Q1>\t"Tuva Brekke"@en\t"foreign minister"@en\t"Norway"@en\t"2031-10-16T00:00:00Z"^^<{INSTANT}>\n'
    )
    assert import_table(file(head + line, "query.tsv"), into).added == 1


def test_country_in_small_letters(people):
    """Codes in small letters are codes."""
    _, rows = people("Ana Rey,foreign minister,per,2031,,")
    assert [row.country for row in rows] == ["PER"]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("name,country,sector,from,to\nHarbour Pilots Union,EST,LAB,1990,\n", "organisations"),
        ("iso3,aliases\nNOR,Norge\n", "countries"),
    ],
)
def test_table_that_fits_best(file, into, text, table):
    """A table without roles is no table of officeholders."""
    assert import_table(file(text), into).table == table


@pytest.mark.parametrize(
    "line",
    [
        "Ana Rey,foreign minister,Atlantis,2031,,",
        "Ana Rey,foreign minister,PER,10/06/2031,,",
        "Ana Rey,foreign minister,PER,2031,2030,",
        "Ana Rey,Keeper of the Snow,PER,2031,,",
    ],
)
def test_reasons_are_plain(people, line):
    """A reason names the cell that is wrong and holds no regular expression."""
    report, _ = people(line)
    ((_, reason),) = report.rejected
    assert not any(mark in reason for mark in ("pattern", "^", "Value error", "Field required"))
    assert any(cell in reason for cell in line.split(","))


def test_second_import_in_one_session(people, into):
    """In a notebook, what was imported last is what is loaded."""
    people("Ana Rey,foreign minister,PER,2031,,")
    load_knowledge(into)
    people("Ola Strand,foreign minister,NOR,2031,,")
    assert "Ola Strand" in {row.person for row in load_knowledge(into).officeholders}


# Tables as spreadsheets, colleagues and query.wikidata.org make them.


def test_blank_rows_and_marks_before_the_header(file, into):
    """A line that names the separator, blank lines and rows of separators alone are no rows; line numbers stay true."""
    text = "\nsep=;\r\nname;country;sector;kind\r\n;;;\r\nHarbour Pilots Union;EST;LAB;union\r\nDock;Atlantis;LAB;firm\r\n"
    report = import_table(file(text), into)
    assert (report.added, [number for number, _ in report.rejected]) == (1, [6])


def test_first_column_without_a_name(file, into):
    """The column of row numbers that data frames write, also before a tab, shifts nothing."""
    report = import_table(file("\tname\tcountry\tsector\tkind\n0\tHarbour Pilots Union\tEST\tLAB\tunion\n"), into)
    assert (report.added, report.unused) == (1, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_with_a_mark(file, into, encoding):
    """UTF-16 with its mark is read, as UTF-8 is."""
    import_table(file("person,role,country,start\nŁucja Żak,foreign minister,POL,2031\n".encode(encoding)), into)
    assert [row.person for row in read_csv(into / PEOPLE, Officeholder)] == ["Łucja Żak"]


@pytest.mark.parametrize("rest", ["", "Eva Holm,foreign minister,SWE,2031,,\n" * 9000])
def test_quotation_mark_that_stays_open(file, into, rest):
    """What an open quotation mark would swallow is not lost in silence."""
    text = f'person,role,country,start,end,aliases\nOla Strand,king,NOR,2031,,\n"Ana Rey,king,PER,2031,,\n{rest}Jo Ek,king,SWE,1,,\n'
    with pytest.raises(InputError) as caught:
        import_table(file(text), into)
    assert (caught.value.code, caught.value.where.rsplit(":", 1)[1]) == ("I022", "3")
    assert not into.exists()


def test_quotation_marks_that_open_nothing(people):
    """An inch mark within a cell, and cells of several lines, are not taken for an open quotation."""
    report, rows = people('Ana 5" Rey,foreign minister,PER,2031,,', 'Ola Strand,foreign minister,NOR,2031,,"a\nb"')
    assert (report.added, report.rejected, rows[0].person) == (2, (), 'Ana 5" Rey')


def test_columns_of_which_nothing_is_taken(people, into):
    """A column that is not understood is told; an empty one, and mere ids of Wikidata, are no loss."""
    header = "person,role,country,start,Ende,remark,item,statement"
    report, _ = people(f"Ana Rey,foreign minister,PER,2031,2032,,{WIKIDATA}Q1,{WIKIDATA}statement/Q1-x", header=header)
    assert report.unused == ("Ende", "statement")


def test_columns_that_fit_no_table_are_told(file, into):
    """Who must rename columns sees the own ones, what is needed, and where the names are listed."""
    with pytest.raises(UsageError) as caught:
        import_table(file("Who,What\nAna Rey,king\n"), into)
    assert "(Who, What)" in str(caught.value) and "person, role, start" in str(caught.value)
    assert "docs/reference/knowledge.md" in str(caught.value)


def test_names_of_columns_are_documented():
    """The tables of column names in the reference are those of imports.toml."""
    page = (DATA.parents[3] / "docs/reference/knowledge.md").read_text(encoding="utf-8")
    for block in read_toml(DATA / "imports.toml", ImportRules).columns:
        lines = [f"| column of `{block.table}` | names that it may have |", "|---|---|"]
        for field, names in block.fields.items():
            needed = " (needed)" if field in block.needs else ""
            lines.append(f"| `{field}`{needed} | {', '.join(f'`{name}`' for name in names)} |")
        assert "\n".join(lines) + "\n" in page, f"the names of {block.table} should be:\n" + "\n".join(lines)


@pytest.mark.parametrize("end", ["present", "Incumbent", "-", "N/A", ""])
def test_terms_that_go_on(people, end):
    """A word or a dash for "no end yet" is an open end, not a date."""
    _, rows = people(f"Ana Rey,foreign minister,PER,2031,{end},")
    assert [row.end for row in rows] == [None]


def test_an_end_is_taken_back(people, into):
    """A term that the user says goes on has no end, whatever the packaged row says; an empty cell says nothing."""
    ended = next(r for r in read_csv(DATA / PEOPLE, Officeholder) if (r.person, r.start) == (MERKEL[0], MERKEL[3])).end
    line = ",".join(MERKEL[:1] + ("Chancellor of Germany", "DEU", MERKEL[3]))
    assert [row.end for row in people(f"{line},,Mutti")[1]] == [ended]
    assert [row.end for row in people(f"{line},present,")[1]] == [None]


def test_ids_without_labels(file, into):
    """Where only an id stands and a name is needed, the reason says so; a country is not lost in silence."""
    rows = [
        {**BREKKE, "personLabel": "Q9000001"},
        {**BREKKE, "positionLabel": "Q9000002"},
        {**BREKKE, "positionLabel": "Minister of Foreign Affairs", "countryLabel": "Q20"},
        {**BREKKE, "positionLabel": "Minister of Foreign Affairs", "countryLabel": ""},
    ]
    report = import_table(file(sparql(*(binding(**row) for row in rows)), "query.json"), into)
    ids = [(number, reason.split(" is a Wikidata id")[0]) for number, reason in report.rejected]
    assert ids == [(1, "person: Q9000001"), (2, "role: Q9000002"), (3, "country: Q20"), (4, "country: Q20")]


@pytest.mark.parametrize("field", ["start", "end"])
def test_values_that_wikidata_does_not_know(file, into, field):
    """A term that ended nobody knows when is not one that goes on."""
    row = {**BREKKE, field: "http://www.wikidata.org/.well-known/genid/0a1b"}
    report = import_table(file(sparql(binding(**row)), "query.json"), into)
    ((_, reason),) = report.rejected
    assert reason.startswith(f"{field}: Wikidata has no known value") and "genid" not in reason


def test_ambiguous_date_is_told(people):
    """Of 03/04/2031 the reason is that it may be two days."""
    report, _ = people("Ana Rey,foreign minister,PER,03/04/2031,,")
    assert "day and month in either order" in report.rejected[0][1]


def test_bodies_and_places_of_a_kind(file, into):
    """A table without coordinates is one of organisations, also where it has a column for the kind."""
    report = import_table(file("name,country,type\nHarbour Pilots Union,EST,union\n"), into, sector="LAB")
    assert (report.table, report.added) == ("organisations", 1)


def test_twice_the_same_term(people):
    """Of two rows of one term the later value counts, and what only the first has is kept."""
    report, rows = people("Ana Rey,foreign minister,PER,2031,2032,A. Rey", "Ana Rey,foreign minister,PER,2031,,Anita Rey")
    assert (report.added, report.merged) == (1, 1)
    assert [(row.end, row.aliases) for row in rows] == [("2032", ("A. Rey", "Anita Rey"))]


def test_own_offices_and_countries_are_known(people, into):
    """An office and a country that the overlay adds can be imported."""
    lines = ("Ana Rey,Keeper of the Snow,Rockall Republic,2031,,",)
    assert people(*lines)[0].added == 0
    (into / "en").mkdir(parents=True)
    (into / "world").mkdir()
    offices = (DATA / "en/offices.toml").read_text(encoding="utf-8")
    own = '[[office]]\nname = "keeper of the snow"\nrole = "keeper of the snow"\nsector = "GOV"\nwords = ["keeper of the snow"]\n\n'
    at = offices.index("[[office]]")
    (into / "en/offices.toml").write_text(offices[:at] + own + offices[at:], encoding="utf-8")
    (into / COUNTRIES).write_text("iso3,iso2,name,official,capital\nRKL,RK,Rockall Republic,Republic of Rockall,Skerry\n")
    report, rows = people(*lines)
    assert report.rejected == ()
    assert [(row.role, row.country) for row in rows] == [("keeper of the snow", "RKL")]


TERM = ("Espen Barth Eide", "foreign minister", "NOR")


def terms(overlay=None):
    """Return the terms of one person in one office, as (start, end)."""
    holders = load_knowledge(overlay).officeholders
    return [(r.start, r.end) for r in holders if (r.person, r.role, r.country) == TERM]


def test_a_term_with_another_start(people, into):
    """A packaged term that the user's own overlaps yields, and leaves its aliases; it counts as replaced."""
    ((start, _),) = [term for term in terms() if term[1] is None]
    assert start < "2024"
    report, rows = people(",".join((*TERM, "2024-02", "2024-11", "E. B. Eide")))
    assert (report.added, report.replaced) == (0, 1)
    assert (None not in [end for _, end in terms(into)]) and ("2024-02", "2024-11") in terms(into)
    on = holders_on(load_knowledge(into).officeholders, "foreign minister", "NOR", "2025-06-01")
    assert TERM[0] not in {row.person for row in on}


LAVROV = ("Sergei Lavrov", "foreign minister", "RUS", "2004-03-09")


@pytest.mark.parametrize("start", ["2004-03-09", "2004-02"])
def test_a_term_in_another_spelling(people, into, start):
    """A person whom the packaged row calls otherwise is the same one: its term yields, and its name is an alias."""
    (old,) = [r for r in load_knowledge(None).officeholders if (r.person, r.role, r.country, r.start) == LAVROV]
    assert "Sergey Lavrov" in old.aliases
    report, (row,) = people(f"Sergey Lavrov,foreign minister,RUS,{start},2030-05-01,Lavrov S.")
    assert (report.added, report.replaced) == (0, 1)
    assert set(row.aliases) >= {"Lavrov S.", "Sergei Lavrov"} and "Sergey Lavrov" not in row.aliases
    assert holders_on(load_knowledge(into).officeholders, "foreign minister", "RUS", "2030-06-01") == ()
    again, _ = people(f"Sergey Lavrov,foreign minister,RUS,{start},2030-05-01,Lavrov S.")
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 1)


def test_an_end_that_another_spelling_has(people):
    """The same term, to the day, keeps the packaged end where the user has none."""
    _, (row,) = people("Frank Steinmeier,foreign minister,DEU,2005-11-22,,Frank-Walter Steinmeier")
    assert row.end is not None


def test_terms_that_only_touch(people, into):
    """A term of the user's that ends in the year in which the packaged one starts replaces nothing."""
    before = terms()
    report, _ = people(",".join((*TERM, "2010", before[0][0][:4], "")))
    assert (report.added, report.replaced) == (1, 0)
    assert set(before) < set(terms(into))


def test_another_office_of_the_same_person(people, into):
    """The same person in another office, or a namesake in another state, changes no packaged term."""
    people(f"{TERM[0]},defence minister,NOR,2024,2025,", f"{TERM[0]},foreign minister,SWE,2024,2025,")
    assert terms(into) == terms()


def test_many_rows(file, into):
    """Twenty thousand rows, twice: the work grows with the rows, not with their square."""
    lines = [f"Ana{n} Rey{n % 999},foreign minister,PER,{1990 + n % 30},{1991 + n % 30}," for n in range(20_000)]
    path = file("\n".join(("person,role,country,start,end,aliases", *lines)) + "\n")
    begun = time.process_time()
    assert import_table(path, into).added == 20_000
    assert import_table(path, into).unchanged == 20_000
    assert time.process_time() - begun < 25  # with a search through all rows for each it took minutes
