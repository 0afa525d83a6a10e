"""Files, folders and standard input become documents; what cannot be read becomes a Failure in its place."""

import datetime as dt
import gzip
import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ids import document_id
from dragoman.ingest import READERS, read_documents
from dragoman.ingest.common import Defaults, clean, make_document, parse_day
from dragoman.records import Document

PAGE = """<!doctype html><html lang="en"><head><title>Norway and Chile sign accord | The Harbour Post</title>
<meta charset="utf-8"><meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2022-06-09T10:00:00+02:00"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Norway and Chile sign accord</h1>
<p>OSLO &mdash; Norway&rsquo;s minister met her Chilean guest on Thursday, the ministry said. They spoke of
catch limits for the coming season at length, and of the caf&eacute; where they would sign.</p>
<p>The accord on the southern seas takes effect in July, officials said.</p></article>
<footer>Copyright 2019 The Harbour Post</footer></body></html>"""


def read(*paths, stdin=b"", **options):
    """Return everything that the paths give."""
    return list(read_documents([str(path) for path in paths], stdin=io.BytesIO(stdin), **options))


def codes(found):
    """Return ids of documents and codes of failures, in order."""
    return [item.id if isinstance(item, Document) else item.code for item in found]


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file of the given name and gives its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_plain_text(file):
    """A text file is one document; its id is a hash of its text."""
    (document,) = read(file("a.txt", "The minister spoke.\r\nShe left."))
    assert document == Document(id=document_id("The minister spoke.\nShe left."), text="The minister spoke.\nShe left.")


def test_defaults_hold_for_documents_without_their_own(file):
    """--published and --source fill gaps and overrule nothing."""
    lines = '{"text":"He left."}\n{"text":"She left.","published":"2020-02-03","source":"Own"}'
    first, second = read(file("a.jsonl", lines), published=dt.date(2021, 1, 1), source="Given")
    assert (first.published, first.source) == (dt.date(2021, 1, 1), "Given")
    assert (second.published, second.source) == (dt.date(2020, 2, 3), "Own")


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.txt", "page", "page.html.gz"])
def test_html(file, name):
    """A page gives its article text, title, day and site, whatever the file is called."""
    content = gzip.compress(PAGE.encode()) if name.endswith("gz") else PAGE
    (document,) = read(file(name, content))
    assert document.title == "Norway and Chile sign accord"
    assert document.published == dt.date(2022, 6, 9)
    assert document.source == "The Harbour Post"
    assert "Norway’s minister met" in document.text and "\nThe accord on" in document.text
    assert "café" in document.text and "Home" not in document.text and "Copyright" not in document.text


def test_html_year_in_footer_is_no_date(file):
    """A page that declares no date has none."""
    undated = PAGE.replace('<meta property="article:published_time" content="2022-06-09T10:00:00+02:00">', "")
    assert read(file("a.html", undated))[0].published is None


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>", "<!doctype html>\n<p></p>"])
def test_html_without_article(file, page):
    """An empty page fails with I010."""
    assert codes(read(file("a.html", page))) == ["I010"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "I002"),
        ("empty.json", b"", "I002"),
        ("blank.txt", b" \n\0 \n", "I012"),
        ("blank.jsonl", b"\n\n", "I012"),
        ("bin.txt", bytes(range(30)) * 40, "I003"),
        ("bin.jsonl", b"\x89PNG\x00\x01", "I003"),
        ("doc.pdf", b"%PDF-1.4", "I003"),
        ("doc.rtf", b"{\\rtf1 Hello}", "I014"),
        ("feed.xml", b"<?xml version='1.0'?><rss></rss>", "I014"),
        ("numbers.txt", b"12 34 -- 56", "I015"),
        ("cut.txt.gz", gzip.compress(b"The minister spoke at length.")[:20], "I017"),
        ("de.txt", "Der Minister traf am Dienstag seinen Kollegen in Bern zu Gesprächen.".encode(), "I008"),
    ],
)
def test_bad_files(file, name, content, code):
    """Each kind of bad file has its code, and the document after it is still read."""
    good = file("good.txt", "The minister spoke.")
    found = read(file(name, content), good)
    assert codes(found) == [code, document_id("The minister spoke.")]
    assert name in found[0].message and name in found[0].document


def test_missing_and_unreadable(tmp_path):
    """A missing file and a folder without texts are told apart."""
    assert codes(read(tmp_path / "none.txt", tmp_path)) == ["I001", "I018"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_no_permission(file):
    """A file that may not be opened fails with I011."""
    path = file("a.txt", "The minister spoke.")
    path.chmod(0)
    assert codes(read(path)) == ["I011"]


def test_too_long(file, monkeypatch):
    """A document beyond the limit is refused with both numbers; so is one beyond the limit of bytes."""
    monkeypatch.setenv("DRAGOMAN_MAX_CHARACTERS", "1000")
    (long,) = read(file("a.txt", "The minister spoke. " * 60))
    assert long.code == "I009" and "1,200" in long.message and "1,000" in long.message
    monkeypatch.setenv("DRAGOMAN_MAX_BYTES", "1100")
    assert codes(read(file("a.txt", "The minister spoke. " * 60))) == ["I009"]
    line = json.dumps({"id": "long", "text": "word " * 300})
    assert codes(read(file("a.jsonl", f'{line}\n{{"id":"b","text":"He left."}}\n'))) == ["I009", "b"]


def test_folders_in_order_of_names(file, tmp_path):
    """Folders are read to the bottom; hidden files, unknown suffixes and linked folders are skipped."""
    for name in (
        "b.txt",
        "a/z.md",
        "a/y.json",
        "c.jsonl",
        ".hidden.txt",
        ".git/x.txt",
        "image.png",
        "d.txt.gz",
    ):
        content = json.dumps({"text": f"He saw {name}"}) if "json" in name else f"He saw {name}"
        file(name, gzip.compress(content.encode()) if name.endswith("gz") else content)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [item.text for item in read(tmp_path)] == [
        "He saw a/y.json",
        "He saw a/z.md",
        "He saw b.txt",
        "He saw c.jsonl",
        "He saw d.txt.gz",
    ]


def test_unknown_suffix_is_read_when_given(file):
    """A file that is named on the command line is read by what it looks like."""
    assert [d.text for d in read(file("a.log", "He left."), file("b.dump", '{"text": "She left."}'))] == [
        "He left.",
        "She left.",
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"[Agency] The minister left.", "[Agency] The minister left."),
        (b'{"text": "From JSON."}', "From JSON."),
        (b'\n [ {"text": "From a list."} ]', "From a list."),
        (b"{Draft} The minister left.", "{Draft} The minister left."),
        (gzip.compress(b"Packed."), "Packed."),
        ("\ufeffMarked.".encode(), "Marked."),
    ],
)
def test_stdin_is_read_by_what_it_looks_like(data, text):
    """Standard input has no suffix."""
    assert [document.text for document in read("-", stdin=data)] == [text]


def test_stdin_empty():
    """Nothing on standard input is a failure that says so."""
    (found,) = read("-")
    assert found.code == "I002" and found.message.startswith("standard input:")


def test_slow_pipe_is_read_as_it_writes():
    """A line that has arrived is given before the next one is written."""
    out, into = os.pipe()
    with open(out, "rb") as reading, open(into, "wb", buffering=0) as writing:
        writing.write(b'{"id":"1","text":"He left."}\n')
        documents = read_documents(["-"], stdin=reading)
        assert next(documents).id == "1"
        writing.write(b'{"id":"2","text":"She left."}\n')
        assert next(documents).id == "2"


def test_reader_suffixes_are_distinct():
    """No suffix chooses two readers."""
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))


@given(st.text())
def test_clean_keeps_offsets(text):
    """Cleaning keeps the length, so that offsets hold in the original, and the result can be encoded."""
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    assert not set("\0\r\ufeff") & set(cleaned)
    cleaned.encode()


def test_clean_examples():
    """NUL and CR become blanks, lone surrogates the replacement character."""
    assert clean("a\0b\r\nc\rd\ud800e\ufefff") == "a b \nc\nd\ufffde f"


@pytest.mark.parametrize("value", ["2021-05-20", " 2021-05-20 ", "2021-05-20T23:59:00-08:00", "2021-05-20 10:00"])
def test_parse_day(value):
    """Days and timestamps give the day as written."""
    assert parse_day(value) == dt.date(2021, 5, 20)


@pytest.mark.parametrize("value", ["2021-5-20", "20.05.2021", "2021-02-30", "today", "", "2021-05-20x"])
def test_parse_day_refuses(value):
    """Anything else is no date."""
    with pytest.raises(ValueError):
        parse_day(value)


def test_make_document_cleans_names():
    """Names come on one line, empty ones as None."""
    document = make_document("He left.", "x", Defaults(), id=" a\ud800 ", title="Two\n lines", source="  ")
    assert (document.id, document.title, document.source) == ("a\ufffd", "Two lines", None)
