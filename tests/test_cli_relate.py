"""`dragoman relate`: both input formats, order, failures, choices."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

ROWS = [(1, "<s>Chile</s> thanked <t>Peru</t>."), (2, "bare"), (3, "<s>A court in Lima</s> convicted <t>him</t>.")]
TABLE = "id\tmarked_sentence\n" + "".join(f"{id}\t{sentence}\n" for id, sentence in ROWS)


def relate(*arguments, input=TABLE):
    return CliRunner().invoke(app, ["relate", *arguments], input=input)


def test_table_from_standard_input():
    result = relate("-", "--fast")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["id"], row["type"]) for row in rows] == [("1", "SUPPORT"), ("3", "ACCUSE")]
    assert set(rows[0]) == {"id", "type", "probabilities"}
    assert "[I019] stdin:3" in result.stderr and "1 of 3" in result.stderr
    assert result.exit_code == 1


def test_json_lines_from_a_file(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps({"id": 9, "text": "Chile thanked Peru.", "actor": [0, 5], "recipient": [14, 18]}) + "\n")
    result = relate(str(path), "--fast")
    (row,) = map(json.loads, result.stdout.splitlines())
    assert (row["id"], row["type"], result.exit_code) == (9, "SUPPORT", 0)


def test_reading_of_the_manual():
    rows = [json.loads(line) for line in relate("-", "--fast", "--reading", "manual").stdout.splitlines()]
    assert rows[-1]["type"] == "SANCTION"


def test_encoder_and_frames_agree_on_plain_words():
    rows = [json.loads(line) for line in relate("-").stdout.splitlines()]
    assert rows[0]["type"] == "SUPPORT"
    assert sum(rows[0]["probabilities"].values()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("arguments", "code"), [((), "U001"), (("-", "--reading", "x"), "U003")])
def test_wrong_use(arguments, code):
    result = relate(*arguments)
    assert result.exit_code == 2 and f"[{code}]" in result.stderr
