"""The documentation: generated pages are fresh, nothing is undocumented, what is shown is what happens.

In a ```console block, lines after `$ ` are run in a folder that holds examples/, and the rest must be what
they print (standard output, then standard error); a line `…` stands for any lines. A ```python block with
`>>>` runs as a doctest. A fence with a path after its language (```toml mine/en/x.toml) first writes that
file. `make docs` writes the outputs anew.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reference_pages as pages
from dragoman import config, errors
from dragoman.filters import FILTERS
from dragoman.knowledge.tables import TABLES
from dragoman.pipeline import find

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WRITE = bool(os.environ.get("DRAGOMAN_WRITE_DOCS"))
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
ANY = "…"

MARKDOWN = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
SHOWING = [path for path in MARKDOWN if re.search(r"^```(console|python)", path.read_text("utf-8"), re.MULTILINE)]

GENERATED = {
    "cli.md": pages.cli_page,
    "errors.md": pages.errors_page,
    "record.md": pages.record_page,
    f"event-{pages.records.SCHEMA_VERSION}.schema.json": pages.schema_file,
}


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_generated_page_is_fresh(name):
    path, made = pages.REFERENCE / name, GENERATED[name]()
    if WRITE:
        path.write_text(made, encoding="utf-8")
    assert path.is_file() and path.read_text(encoding="utf-8") == made, "run `make docs`"


def test_every_command_setting_and_code_is_documented():
    cli = (pages.REFERENCE / "cli.md").read_text(encoding="utf-8")
    told = (pages.REFERENCE / "errors.md").read_text(encoding="utf-8")
    assert pages.commands(), "the help lists no commands"
    missing = [name for name in pages.commands() if f"## dragoman {name}" not in cli]
    missing += [row.name for row in config.SETTINGS if f"`DRAGOMAN_{row.name.upper()}`" not in cli]
    missing += [code for code in errors.MESSAGES if f"`{code}`" not in told]
    assert not missing, missing


def test_every_way_to_ask_is_documented():
    page = (pages.REFERENCE / "asking.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert listed == [row.name for row in FILTERS], "the table of docs/reference/asking.md is not that of FILTERS"


def test_every_code_is_used():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "errors.py")
    unused = [code for code in errors.MESSAGES if f'"{code}"' not in source]
    assert not unused, f"no code raises these: {unused}"


@pytest.mark.parametrize("file,model", [(row[1], row[2]) for row in TABLES], ids=[row[1] for row in TABLES])
def test_every_knowledge_table_is_documented(file, model):
    page = (pages.REFERENCE / "knowledge.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", page, flags=re.MULTILINE)
    part = next((part for part in parts if part.startswith(f"`{file}`")), None)
    assert part, f"docs/reference/knowledge.md has no section for {file}"
    missing = sorted({name for name in _fields(model) if f"`{name}`" not in part})
    assert not missing, f"not in the section of {file}: {missing}"


def test_every_way_an_actor_is_found_is_documented(example_documents, pipeline):
    page = (DOCS / "how-to/see-why.md").read_text(encoding="utf-8")
    table = "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    ways = set()
    for document in example_documents.values():
        for actor in find("actors", document, pipeline):
            how = re.sub("as «.*»", "as «…»", actor.found_by, flags=re.DOTALL)
            ways.update(re.split(r", |\+", how))
    missing = sorted(way for way in ways if f"`{way}`" not in table)
    assert len(ways) > 8 and not missing, missing


def test_every_page_can_be_reached():
    index = DOCS / "index.md"
    linked = {(index.parent / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    lost = sorted(str(path.relative_to(ROOT)) for path in DOCS.rglob("*.md") if path != index and path not in linked)
    assert not lost, f"docs/index.md does not link to {lost}"


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    broken = [link for link in links if not (path.parent / link).exists()]
    assert not broken, broken


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shown_happens(path, tmp_path, monkeypatch, pipeline):
    for name in ("examples", "Makefile", ".venv", ".ci", "requirements.lock", "pyproject.toml"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    text = path.read_text(encoding="utf-8")
    names: dict = {}
    faults: list[str] = []

    def one(match: re.Match[str]) -> str:
        language, file, body = match.groups()
        if file:
            target = tmp_path / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
        elif language == "console":
            return f"```console\n{_console(body, faults)}```"
        elif language == "python" and ">>> " in body:
            _doctest(body, names, path, faults)
        return match.group()

    new = FENCE.sub(one, text)
    if WRITE and new != text:
        path.write_text(new, encoding="utf-8")
        faults.clear()
    assert not faults, "\n" + "\n".join(faults) + "\n(`make docs` writes the outputs anew)"


def _console(body: str, faults: list[str]) -> str:
    """Run the commands of a block; return it with what they printed, and add to `faults` where it differs."""
    new = []
    for command, shown in _commands(body.split("\n")[:-1]):
        # The targets of make need the virtual environment that make itself makes.
        printed = _run(command) if not command.startswith("make ") or (ROOT / ".venv").is_dir() else shown
        if not _matches(shown, printed):
            faults.append(f"$ {command}\nshown:\n" + "\n".join(shown) + "\nprinted:\n" + "\n".join(printed))
            shown = _elided(shown, printed)
        new += [f"$ {command}", *shown]
    return "\n".join(new) + "\n"


def _commands(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    at = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(at, [*at[1:], len(lines)]):
        yield lines[start][2:], lines[start + 1 : end]


def _run(command: str) -> list[str]:
    # What is installed stays as it is: a test must not start an installation.
    command = re.sub(r"^make ", "make --no-print-directory -o .venv/.installed ", command)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DRAGOMAN_", "MAKE", "MFLAGS"))}
    environment |= {"PATH": path, "COLUMNS": "100", "OMP_NUM_THREADS": "1", "NO_COLOR": "1"}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, timeout=120)
    printed = done.stdout.decode("utf-8") + done.stderr.decode("utf-8")
    return [line.rstrip() for line in printed.rstrip("\n").split("\n")] if printed.strip() else []


def _matches(shown: list[str], printed: list[str]) -> bool:
    lines = [r"(?:.*\n)*?" if line.strip() == ANY else re.escape(line.rstrip()) + "\n" for line in shown]
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in printed)) is not None


def _elided(shown: list[str], printed: list[str]) -> list[str]:
    """Return what was printed, cut short as the old lines were."""
    if ANY not in shown:
        return printed
    head, tail = shown.index(ANY), len(shown) - 1 - shown.index(ANY)
    return [*printed[:head], ANY, *(printed[-tail:] if tail else [])]


def _doctest(body: str, names: dict, path: Path, faults: list[str]) -> None:
    test = doctest.DocTestParser().get_doctest(body, names, path.name, str(path), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=faults.append, clear_globs=False)
    names.update(test.globs)


def _fields(model: type) -> Iterator[str]:
    """Give the names of the columns or keys of a table, those of the tables inside it too."""
    import typing

    for name, field in model.model_fields.items():
        yield field.alias or name
        todo = [field.annotation]
        while todo:
            kind = todo.pop()
            todo += [part for part in typing.get_args(kind) if not isinstance(part, str)]
            if isinstance(kind, type) and hasattr(kind, "model_fields"):
                yield from _fields(kind)
