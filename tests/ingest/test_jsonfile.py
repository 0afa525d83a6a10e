"""JSON in all its shapes: one object, a list, lines; a bad piece never takes the good ones with it."""

import io
import json
import tracemalloc

import pytest

from dragoman.ingest import read_documents
from dragoman.records import Document


def read(data):
    """Return what standard input with these bytes gives, as "id" or "code where"."""
    data = data if isinstance(data, bytes) else data.encode()
    found = read_documents(["-"], stdin=io.BytesIO(data))
    return [f.id if isinstance(f, Document) else f"{f.code} {f.document.split(':')[-1]}" for f in found]


A, B = '{"id":"a","text":"He left."}', '{"id":"b","text":"She left."}'


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (A, ["a"]),
        (f"{A}\n{B}\n", ["a", "b"]),
        (f"\ufeff\n\n{A}\r\n\r\n{B}", ["a", "b"]),
        (f"[{A},{B}]", ["a", "b"]),
        (f"[\n {A},\n {B}\n]\n", ["a", "b"]),
        (json.dumps(json.loads(A), indent=2), ["a"]),
        ('{\n"id": "a",\n"text": "He left.",\n"spans": [\n{"text": "He"}\n]\n}', ["a"]),
        ('{"id": 7, "text": "He left.", "events": [1], "x": null}', ["7"]),
        ('{"id":"a","te\n' + B, ["I005 1", "b"]),
        ('{"id":"a",\n' + B, ["I005 1", "b"]),
        (f"{A}\n{B[:20]}\n{A}", ["a", "I005 2", "a"]),
        (f"{A}\n{B[:20]}", ["a", "I005 2"]),
        (f"[{A},\n{B[:20]}", ["a", "I005 2"]),
        (f"[{A},\n{B}", ["a", "b", "I005 2"]),
        (f"[{A},\n oops, {B}]", ["a", "I005 2"]),
        (f'{{"text":5}}\n{{"id":"x"}}\n[1]\n"text"\n{A}', ["I006 1", "I006 2", "I006 3", "I006 4", "a"]),
        ('{"text":"He left.","published":"last week"}', ["I007 1"]),
        ('{"text":"He left.","published":20210520}', ["I007 1"]),
        ('{"text":"He left.","title":["x"]}', ["I016 1"]),
        ('{"text":"He left.","id":true}', ["I016 1"]),
        ('{"text":""}\n' + A, ["I012 1", "a"]),
        ('{"a":' * 100_000, ["I005 1"]),
        ('[{"a":' + "[" * 100_000, ["I005 1"]),
        (f'{A}\n{{"id":"c","text":"{"1" * 9}","n":{"9" * 5000}}}\n{B}', ["a", "I005 2", "b"]),
    ],
)
def test_shapes(data, found):
    """Every shape gives its documents, and failures with the line they stand on."""
    assert read(data) == found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("form", ["{}\n{}", "[{},\n{}]"])
def test_encodings(encoding, form):
    """JSON in other encodings than UTF-8 is against the standard, common, and read."""
    line = '{"id":"Malmö–café","text":"He left."}'
    assert read(form.format(line, line).encode(encoding)) == ["Malmö–café", "Malmö–café"]


@pytest.mark.parametrize("form", ["{}", "[{}]"])
def test_long_numbers_are_told_in_plain_words(form):
    """The message speaks of the file, not of Python's settings."""
    data = form.format(f'{{"text":"He left.","n":{"9" * 5000}}}').encode()
    (found,) = read_documents(["-"], stdin=io.BytesIO(data))
    assert found.code == "I005" and "too many digits" in found.message and "sys." not in found.message


def test_damaged_text_is_kept():
    """Raw control characters, escaped NULs and lone surrogates do not lose the document."""
    data = b'{"id":"a","text":"He\\u0000 left\\ud800 at\tnoon\x00."}'
    (document,) = read_documents(["-"], stdin=io.BytesIO(data))
    assert document.text == "He  left\ufffd at\tnoon ."


def test_title_is_not_put_before_the_text():
    """Offsets are those of the given text, whatever the title."""
    data = b'{"title":"A visit","text":"He left."}'
    (document,) = read_documents(["-"], stdin=io.BytesIO(data))
    assert (document.title, document.text) == ("A visit", "He left.")


@pytest.mark.parametrize(("begin", "between", "end"), [(b"", b"\n", b""), (b"[", b",", b"]")])
def test_memory_does_not_grow(tmp_path, begin, between, end):
    """A file of 7 MB, lines or list, is read in less than 2."""
    path = tmp_path / "many.json"
    record = json.dumps({"text": "He left. " * 200}).encode()
    with path.open("wb") as handle:
        handle.write(begin + record)
        for _ in range(4000):
            handle.write(between + record)
        handle.write(end)
    documents = read_documents([str(path)])
    next(documents)
    tracemalloc.start()
    for _ in zip(range(300), documents):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    documents.close()
    assert peak < 2_000_000
