"""Tables of knowledge: mistakes name file and line, and a user's folder lies over the packaged one."""

from __future__ import annotations

import shutil

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actors import Organisation
from dragoman.knowledge.events import EventType, Frame
from dragoman.knowledge.schema import Row, read_csv, read_toml, split
from dragoman.knowledge.tables import DATA, TABLES, load_knowledge


class Town(Row):
    """A row for tests."""

    name: str
    people: int = 0
    aliases: tuple[str, ...] = ()


@pytest.fixture
def table(tmp_path):
    """Return a function that writes a file and gives its path."""

    def write(text, name="table.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(("cell", "parts"), [("a;b", ("a", "b")), (" a ; ; b;", ("a", "b")), ("", ()), (";", ())])
def test_lists_in_a_cell(cell, parts):
    """Parts of a cell are separated by semicolons; blanks and empty parts are nothing."""
    assert split(cell) == parts


def test_csv(table):
    """A row takes its cells by the names of the columns; empty cells take the default."""
    path = table("name,people,aliases\nSuva,93000,\nNukuʻalofa,,Nukualofa; Nuku'alofa\n")
    assert read_csv(path, Town) == (
        Town(name="Suva", people=93000),
        Town(name="Nukuʻalofa", aliases=("Nukualofa", "Nuku'alofa")),
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name,peeple\nSuva,1\n", 2, "unknown key peeple"),
        ("name,people\nSuva,1\nApia,many\n", 3, "people: "),
        ("name,people\nSuva,1\n,2\n", 3, "name: "),
        ("name,people\nSuva,1,2\n", 2, "wrong number of columns"),
        ("name,people\nSuva\n", 2, "wrong number of columns"),
    ],
)
def test_mistakes_in_csv(text, line, said, table):
    """Unknown columns, wrong values and broken rows name file and line."""
    path = table(text)
    with pytest.raises(KnowledgeError) as caught:
        read_csv(path, Town)
    assert caught.value.code == "K001"
    assert caught.value.where == f"{path}:{line}"
    assert said in str(caught.value)


def test_lines_are_those_of_the_file(table):
    """Blank lines, and cells of several lines, are counted."""
    path = table('name,people\n\n"Su\nva",1\n\nApia,many\n')
    with pytest.raises(KnowledgeError) as caught:
        read_csv(path, Town)
    assert caught.value.where == f"{path}:6"


def test_byte_order_mark(table):
    """Spreadsheets put a mark before UTF-8; it is no part of the first column's name."""
    assert read_csv(table("\ufeffname,people\nSuva,1\n"), Town) == (Town(name="Suva", people=1),)


@pytest.mark.parametrize(("read", "name"), [(read_csv, "table.csv"), (read_toml, "table.toml")])
def test_another_encoding(tmp_path, read, name):
    """A table that is not UTF-8 is told with what to do."""
    path = tmp_path / name
    path.write_bytes("name,people\nAbéché,1\n".encode("cp1252"))
    with pytest.raises(KnowledgeError, match="Save the file as UTF-8") as caught:
        read(path, Town)
    assert caught.value.code == "K001"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Hull,Estonia,LAB,union,", "country: 'Estonia' is no country code; write three capital letters"),
        ("Hull,EST,XXX,union,", "sector: 'XXX' is not one of 'COP'"),
        ("Hull,EST,,union,", "sector: missing"),
        ("Hull,EST,LAB,union,May 2001", "from: 'May 2001' is no date; write YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_mistakes_in_plain_words(table, cells, said):
    """What is wrong is said without a regular expression, with what to write."""
    path = table(f"name,country,sector,kind,from\n{cells}\n")
    with pytest.raises(KnowledgeError) as caught:
        read_csv(path, Organisation)
    assert caught.value.detail.startswith(said)


def test_a_misspelt_column_explains_the_missing_one(table):
    """Semicolons between columns make one unknown column; that is told, not that the name is missing."""
    with pytest.raises(KnowledgeError, match="unknown key name;people"):
        read_csv(table("name;people\nSuva;1\n"), Town)


TYPE = """type = "PARLEY"
definition = "Talks."
score = 1.0

[[frame]]
id = "one"
verbs = ["A parley with R"]
cameo = "040"

[[frame]]
id = "two"
cameo = "041"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("score = 1.0", "score = 1.0\nscoer = 2.0", 4, "unknown key scoer"),
        ("score = 1.0", 'score = "high"', 3, "score: "),
        ('cameo = "041"', 'cameo = "041"\nverb = ["A talk"]', 13, "unknown key frame.1.verb"),
        ('cameo = "041"', 'cameo = "4x"', 12, "CAMEO code"),
        ('cameo = "041"', 'cameo = "041"\nweight = 1.5', 13, "frame.1.weight"),
        ('cameo = "041"', 'cameo = "041"\nneeds = "B"', 13, "frame.1.needs"),
    ],
)
def test_mistakes_in_toml(old, new, line, said, table):
    """Unknown keys and wrong values name file and line, also inside the n-th table."""
    path = table(TYPE.replace(old, new), "parley.toml")
    with pytest.raises(KnowledgeError) as caught:
        read_toml(path, EventType)
    assert caught.value.code == "K001"
    assert caught.value.where == f"{path}:{line}"
    assert said in str(caught.value)


def test_no_toml(table):
    """A file that is no TOML says so, with its name."""
    path = table("type = ", "parley.toml")
    with pytest.raises(KnowledgeError) as caught:
        read_toml(path, EventType)
    assert (caught.value.code, caught.value.where) == ("K002", str(path))


def test_rows_are_frozen():
    """Nobody changes a row once it is read."""
    with pytest.raises(ValueError, match="frozen"):
        Town(name="Suva").name = "Apia"


@pytest.mark.parametrize("file", [file for _, file, _ in TABLES])
def test_packaged_tables_exist(file):
    """Each table of the list is there."""
    assert (DATA / file).is_file()


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_overlay_must_be_knowledge(name, tmp_path):
    """A folder that is missing or holds no knowledge is refused, with what was expected."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path / name)
    assert caught.value.code == "K003"


@pytest.fixture
def overlay(tmp_path):
    """Return a folder with one country row, one event type and one file of words."""
    for part in ("world", "events", "en"):
        (tmp_path / part).mkdir()
    header = (DATA / "world" / "countries.csv").read_text(encoding="utf-8").splitlines()[0]
    row = ",".join({"iso3": "ZZZ", "iso2": "ZZ", "name": "Ruritania"}.get(c, "") for c in header.split(","))
    official = header.split(",").index("official")
    cells = row.split(",")
    cells[official] = "Kingdom of Ruritania"
    (tmp_path / "world" / "countries.csv").write_text(header + "\n" + ",".join(cells) + "\n", encoding="utf-8")
    (tmp_path / "events" / "parley.toml").write_text(TYPE, encoding="utf-8")
    (tmp_path / "events" / "consult.toml").write_text(TYPE.replace("PARLEY", "CONSULT"), encoding="utf-8")
    words = (DATA / "en" / "sentences.toml").read_text(encoding="utf-8")
    (tmp_path / "en" / "sentences.toml").write_text(
        words.replace("headline_words = 24", "headline_words = 5"), encoding="utf-8"
    )
    return tmp_path


def test_overlay(overlay):
    """Rows come before the packaged ones, a file of words replaces its namesake, an event type is added."""
    packaged, laid = load_knowledge(None), load_knowledge(overlay)
    assert laid.countries[0].iso3 == "ZZZ"
    assert laid.countries[1:] == packaged.countries
    assert (packaged.sentences.headline_words, laid.sentences.headline_words) == (24, 5)
    names = {kind.type: kind for kind in laid.events}
    assert set(names) == {kind.type for kind in packaged.events} | {"PARLEY"}
    assert [frame.id for frame in names["CONSULT"].frame] == ["one", "two"]
    assert laid.offices == packaged.offices


def test_mistake_in_an_overlay(overlay):
    """A mistake in a user's file names that file."""
    path = overlay / "events" / "parley.toml"
    path.write_text(TYPE.replace('id = "two"', 'id = "one"'), encoding="utf-8")
    shutil.rmtree(overlay / "en")
    with pytest.raises(KnowledgeError, match="two frames have the id 'one'") as caught:
        load_knowledge(overlay)
    assert caught.value.where == str(path)


@pytest.mark.parametrize("code", ["4", "04000", "4a", ""])
def test_codes_are_checked(code):
    """A CAMEO code has two to four digits."""
    with pytest.raises(ValueError, match="two to four digits"):
        Frame(id="one", cameo=code)


def test_a_misspelt_file_of_an_overlay_is_refused(tmp_path):
    """A table that no one knows is not silently left out."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "countres.csv").write_text("iso3\nABC\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="countres.csv"):
        load_knowledge(tmp_path)


TRADE = """type = "BARRIER"
definition = "Puts a duty on goods."
score = -6

[words]
duty = "duty|tariff"

[[frame]]
id = "duty"
verbs = ["A impose {duty}|levy on R"]
cameo = "21"
"""


def test_named_words_are_written_out(table):
    """`{duty}` stands for the words of the table [words], and more may follow."""
    kind = read_toml(table(TRADE, "barrier.toml"), EventType)
    assert kind.written_out(kind.frame[0].verbs[0]) == "A impose duty|tariff|levy on R"
    assert kind.wordings == 1


def test_unknown_named_words_are_refused(table):
    path = table(TRADE.replace("{duty}", "{dues}"), "barrier.toml")
    with pytest.raises(KnowledgeError, match="K001.*frame duty: .*'dues'"):
        read_toml(path, EventType)


def test_an_ontology_takes_the_place_of_all_types(table, tmp_path):
    """A folder `ontology` replaces the packaged types; the rest of the knowledge stays."""
    table(TRADE, "ontology/barrier.toml")
    own = load_knowledge(tmp_path)
    assert [(kind.type, kind.file) for kind in own.events] == [("BARRIER", "ontology/barrier.toml")]
    assert len(own.countries) == len(load_knowledge().countries)


def test_an_empty_ontology_is_told(tmp_path):
    (tmp_path / "ontology").mkdir()
    with pytest.raises(KnowledgeError, match="K003"):
        load_knowledge(tmp_path)
