"""The command line: what goes where, and with which exit status. The pipeline is a small stand-in."""

import json
import os
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import InputError, KnowledgeError
from dragoman.records import Document, json_schema
from sample import DAHL, DOCUMENT, EVENTS

DRAGOMAN = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def run_document(document, pipeline):
    """Find all sample events, unless the text says otherwise."""
    if "crash" in document.text:
        raise InputError("I013", where=document.id, detail="events")
    return EVENTS if "events" in document.text else ()


def run(documents, knowledge_dir=None, jobs=1, fast=False):
    """Give results in input order, as the pipeline does."""
    if knowledge_dir is not None:
        raise KnowledgeError("K003", where="--knowledge", detail=str(knowledge_dir))
    for document in documents:
        if isinstance(document, Document):
            yield document, run_document(document, None)
        else:
            yield None, document


def find(kind, document, pipeline):
    """Find the same actor everywhere."""
    return (DAHL,) if run_document(document, pipeline) else ()


def check_knowledge(knowledge_dir=None):
    """Report one file; a folder named "broken" has a problem."""
    broken = knowledge_dir is not None and knowledge_dir.name == "broken"
    file = types.SimpleNamespace(name="consult.toml", rules=3, wordings=40, examples=9, passed=8, unsupported=1)
    file.failures = ["[K005] line 9: no such record"] if broken else []
    return types.SimpleNamespace(files=(file, file), ok=not broken)


FIGURES = {
    "documents": 1,
    "gold": 2,
    "records": 3,
    "bad_spans": 0,
    "forbidden": 0,
    **{key: {"precision": 0.5, "recall": 0.25, "f1": 0.333} for key in ("found", "dyad", "exact")},
    "attributes": {"date": [1, 2, 0.5]},
    "recall_by_type": {"CONSULT": "1/2"},
}


@pytest.fixture
def dragoman(monkeypatch, tmp_path):
    """Return a function that runs a command in an empty folder, with the stand-in pipeline."""
    pipeline = types.ModuleType("dragoman.pipeline")
    pipeline.run, pipeline.run_document, pipeline.find = run, run_document, find
    pipeline.load_pipeline = lambda knowledge_dir=None, fast=False: None
    evaluate = types.ModuleType("dragoman.evaluate")
    evaluate.check_knowledge = check_knowledge
    evaluate.evaluate_gold = lambda paths, knowledge_dir=None, fast=False: FIGURES
    for module in (pipeline, evaluate):
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(sys.modules["dragoman"], module.__name__.split(".")[1], module, raising=False)
    monkeypatch.chdir(tmp_path)
    lines = (
        '{"id":"a/1","text":"Two events here.","published":"2022-06-09"}',
        '{"id":"b","te',
        '{"id":"c","text":"Nothing here."}',
    )
    Path("news.jsonl").write_text("\n".join(lines))
    Path("good.jsonl").write_text(lines[0])
    return lambda *args, **options: CliRunner().invoke(app, [str(arg) for arg in args], **options)


def test_read_writes_records_and_reports_failures(dragoman):
    """Records go to stdout, failures and remarks to stderr, and the status is 1."""
    result = dragoman("read", "news.jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["e1", "e2", "e3", "e4", "e5"]
    failure, undated, count = result.stderr.splitlines()
    assert failure.startswith("[I005] news.jsonl:2: not valid JSON")
    assert undated.startswith("1 document has no publication date; relative dates stay unresolved")
    assert count == "1 of 3 documents could not be read."


def test_read_done_is_status_0(dragoman):
    """Where all documents are read, nothing is said."""
    result = dragoman("read", "good.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(("format", "start"), [("table", "Two events here."), ("csv", "document,id,type")])
def test_read_formats(dragoman, format, start):
    """--format chooses the writer."""
    result = dragoman("read", "good.jsonl", "--format", format)
    assert result.exit_code == 0 and result.stdout.startswith(start)


def test_read_stdin_with_defaults(dragoman):
    """- reads standard input; --published dates what has no date."""
    result = dragoman("read", "-", "--published", "2022-06-09", "--source", "Post", input="Two events.")
    assert (result.exit_code, result.stderr) == (0, "") and len(result.stdout.splitlines()) == 5


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["read"], "U001", 2),
        (["read", "good.jsonl", "--published", "yesterday"], "U002", 2),
        (["read", "good.jsonl", "--format", "xml"], "U003", 2),
        (["find", "verbs", "good.jsonl"], "U003", 2),
        (["read", "good.jsonl", "--jobs", "0"], "", 2),
        (["nonsense"], "", 2),
        (["read", "none.txt"], "I001", 1),
        (["read", "good.jsonl", "--knowledge", "x"], "K003", 3),
        (["check", "--knowledge", "broken"], "K005", 3),
    ],
)
def test_exit_status(dragoman, arguments, code, status):
    """Each kind of trouble has its status, and its code on stderr."""
    result = dragoman(*arguments)
    assert result.exit_code == status
    assert code in result.stderr and result.stdout.count("Traceback") == 0


def test_find_puts_the_document_first(dragoman):
    """Each line is the document's id and then the fields of the record."""
    result = dragoman("find", "actors", "good.jsonl")
    record = json.loads(result.stdout)
    assert list(record)[:2] == ["document", "text"]
    assert (record["document"], record["name"]) == ("a/1", "Kari Dahl")


def test_find_goes_on_after_a_failure(dragoman):
    """A document that fails is reported; the next one is read."""
    Path("two.jsonl").write_text('{"id":"x","text":"A crash."}\n{"id":"y","text":"Two events."}')
    result = dragoman("find", "actors", "two.jsonl")
    assert result.exit_code == 1 and "[I013] x" in result.stderr and '"document":"y"' in result.stdout


def test_check_counts(dragoman):
    """The table has a row for each file and a sum."""
    result = dragoman("check")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == [
        "consult.toml",
        "consult.toml",
        "all",
    ]
    assert result.stdout.splitlines()[-1].split() == ["all", "6", "80", "18", "16", "2"]


def test_evaluate_prints_figures(dragoman):
    """The figures come as lines, or as JSON."""
    result = dragoman("evaluate", "gold")
    assert "found      precision 0.500  recall 0.250  F1 0.333" in result.stdout
    assert "date       1/2 = 0.500" in result.stdout
    assert json.loads(dragoman("evaluate", "gold", "--json").stdout) == FIGURES


def test_show_writes_a_page(dragoman):
    """The page is named after the document, in the current folder, wherever the id points."""
    result = dragoman("show", "good.jsonl")
    assert result.exit_code == 0 and "Wrote a-1.html" in result.stderr
    assert "<!doctype html>" in Path("a-1.html").read_text()
    assert dragoman("show", "good.jsonl", "-o", "-").stdout == Path("a-1.html").read_text()


def test_show_of_nothing_writes_nothing(dragoman):
    """Where no document can be read there is no page."""
    assert dragoman("show", "none.txt").exit_code == 1
    assert not list(Path().glob("*.html"))


def test_show_says_where_it_cannot_write(dragoman):
    """A page that cannot be saved is told in one line."""
    result = dragoman("show", "good.jsonl", "-o", "no/such/page.html")
    assert result.exit_code == 1 and "[I011] no/such/page.html" in result.stderr


def test_failures_hold_no_control_characters(dragoman):
    """A file name cannot steer the terminal."""
    result = dragoman("read", "\x1b[31mnone.txt")
    assert "\x1b" not in result.stderr and "none.txt" in result.stderr


def test_schema_and_version(dragoman):
    """The schema is the published one; the version is the package's."""
    assert json.loads(dragoman("schema").stdout) == json_schema()
    assert dragoman("--version").stdout.startswith("dragoman 0")


def test_help_is_fast():
    """--help answers in under half a second (the best of three, for other work may run beside)."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([*DRAGOMAN, "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.5


def test_closed_pipe_is_quiet():
    """A reader that has enough, such as head, is no error."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*DRAGOMAN, "schema"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_sample_points_at_its_text():
    """The hand-made events quote their document exactly."""
    for event in EVENTS:
        for span in (event.trigger, event.evidence, *event.actors, *event.recipients):
            assert DOCUMENT.text[span.start : span.end] == span.text
