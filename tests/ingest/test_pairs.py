"""Sentences with marked phrases: both formats, marks in odd places, and rows that cannot be read."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.pairs import read_pairs
from dragoman.records import Failure, MarkedPair


def read(data):
    return list(read_pairs(["-"], io.BytesIO(data if isinstance(data, bytes) else data.encode())))


def table(*rows):
    return "id\tmarked_sentence\n" + "".join(f"{id}\t{sentence}\n" for id, sentence in rows)


def told(pair):
    """Return the marked words."""
    return tuple(pair.text[slice(*side)] if side else None for side in (pair.actor, pair.recipient))


def test_json_lines():
    text = "Chile thanked Peru."
    (pair,) = read(json.dumps({"id": 7, "text": text, "actor": [0, 5], "recipient": [14, 18]}))
    assert (pair.id, pair.text, told(pair)) == (7, text, ("Chile", "Peru"))


@pytest.mark.parametrize(
    ("sentence", "text", "words"),
    [
        ("<s>Chile</s> thanked <t>Peru</t>.", "Chile thanked Peru.", ("Chile", "Peru")),
        ("<t>Peru</t> was thanked by <s>Chile</s>.", "Peru was thanked by Chile.", ("Chile", "Peru")),
        ("<s><t>Iraqi</t> fighters</s> agreed.", "Iraqi fighters agreed.", ("Iraqi fighters", "Iraqi")),
        ("<s>Chile</s> met <t>Peru</t>; <t>Peru</t> left.", "Chile met Peru; Peru left.", ("Chile", "Peru")),
        ("<s>Chile</s> thanked nobody.", "Chile thanked nobody.", ("Chile", None)),
        ('"<s>Chile</s> called it ""mad"", said <t>Peru</t>."', 'Chile called it "mad", said Peru.', ("Chile", "Peru")),
        ("<s>Chilé</s> – <t>Perú</t>", "Chilé – Perú", ("Chilé", "Perú")),
    ],
)
def test_table(sentence, text, words):
    (pair,) = read(table((1, sentence)))
    assert (pair.id, pair.text, told(pair)) == ("1", text, words)


def test_further_columns_and_windows_lines():
    (pair,) = read("id\tmarked_sentence\troot\r\na1\t<s>Chile</s> met <t>Peru</t>.\tCONSULT\r\n")
    assert (pair.id, told(pair)) == ("a1", ("Chile", "Peru"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "I002"),
        (b"  \n\n", "I002"),
        ("id\tsentence\n1\tx\n", "I019"),
        (table((1, "no marks at all")), "I019"),
        (table((1, "</s>Chile<s> met Peru")), "I019"),
        ("{broken\n", "I005"),
        ('{"text": "Chile"}\n', "I019"),
        ('{"id": 1, "text": "Chile", "actor": [0, 9]}\n', "I019"),
        ('{"id": 1, "text": "Chile", "actor": [3, 3]}\n', "I019"),
        ('{"id": 1, "text": "Chile", "actor": "Chile"}\n', "I019"),
        ('{"id": 1, "text": "Chile", "actor": [false, true]}\n', "I019"),
        ('{"id": null, "text": "Chile", "actor": [0, 5]}\n', "I019"),
        ('{"id": 1, "text": "Chile"}\n', "I019"),
    ],
)
def test_what_cannot_be_read_is_a_failure(data, code):
    (found,) = read(data)
    assert isinstance(found, Failure)
    assert found.code == code
    assert "stdin" in found.message


def test_one_bad_row_stops_nothing():
    good = "<s>Chile</s> met <t>Peru</t>."
    found = read(table((1, good), (2, "bare"), (3, good)))
    assert [type(item) for item in found] == [MarkedPair, Failure, MarkedPair]
    assert found[1].document == "stdin:3"


def test_missing_file_and_the_next_one(tmp_path):
    here = tmp_path / "pairs.tsv"
    here.write_text(table((1, "<s>Chile</s> met <t>Peru</t>.")), encoding="utf-8")
    missing, pair = read_pairs([str(tmp_path / "none.tsv"), str(here)], io.BytesIO())
    assert (missing.code, told(pair)) == ("I001", ("Chile", "Peru"))


WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\t\r\n<>\"\0\ufeff"), min_size=1), min_size=5, max_size=5)


@given(WORDS)
def test_marked_words_are_those_between_the_marks(words):
    before, actor, between, recipient, after = words
    (pair,) = read(table((1, f"a{before}<s>{actor}</s>{between}<t>{recipient}</t>{after}")))
    assert told(pair) == (actor, recipient)
    assert pair.text == f"a{before}{actor}{between}{recipient}{after}"
