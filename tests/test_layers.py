"""The layers of the package: a module imports only from layers below its own, as its source says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dragoman"
PACKAGE = "dragoman"
LONGEST = 400

# From the bottom up. Modules of one layer do not know each other; those of one package may.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "ids"),
    ("config", "records"),
    ("dyads", "filters"),
    ("knowledge",),
    ("analyse",),
    ("extract",),
    ("comparing", "merge", "scoring"),
    ("pipeline",),
    ("evaluate", "explain"),
    ("ingest", "export", "store", "plots"),
    ("web", "batch"),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# Heavy libraries have one door each: a module, or with a dot at the end a package.
DOORS = {"spacy": "analyse.language", "onnxruntime": "analyse.relation", "tokenizers": "analyse.relation", "ray": "batch", "altair": "plots.", "trafilatura": "ingest.html"}


def modules() -> dict[str, Path]:
    """Return the modules of the package by their name without "dragoman."."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(path: Path, name: str) -> list[tuple[int, str]]:
    """Return (line, full name) of all that a module imports, inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
                above = [PACKAGE, *package][: len(package) + 2 - node.level]
                base = ".".join([*above, base]).rstrip(".")
            # "from dragoman import errors" imports a module, "from dragoman.errors import X" a name of one.
            for alias in node.names:
                full = f"{base}.{alias.name}"
                inner = full.removeprefix(f"{PACKAGE}.")
                found.append((node.lineno, full if inner in MODULES else base))
    return found


def own(path: Path, name: str) -> list[tuple[int, str]]:
    """Return (line, module of this package) that a module imports."""
    return [
        (line, full.removeprefix(PACKAGE).lstrip("."))
        for line, full in imports(path, name)
        if full.split(".")[0] == PACKAGE
    ]


def place(path: Path, line: int) -> str:
    return f"src/dragoman/{path.relative_to(SOURCE)}:{line}"


def test_every_module_has_a_layer():
    unknown = sorted({name.split(".")[0] for name in MODULES} - set(RANK) - {""})
    assert not unknown, f"give these a layer in tests/test_layers.py: {unknown}"


def test_imports_go_down():
    wrong = []
    for name, path in MODULES.items():
        top = name.split(".")[0]
        for line, target in own(path, name):
            below = target.split(".")[0]
            if not name or below == top or not below:
                continue
            if RANK[below] >= RANK[top]:
                wrong.append(f"{place(path, line)}: {name} imports {target}, which is not below it")
    assert not wrong, "\n" + "\n".join(wrong)


def test_extract_modules_do_not_know_each_other():
    wrong = [
        f"{place(path, line)}: {name} imports {target}; move what both need to analyse/"
        for name, path in MODULES.items()
        if name.startswith("extract.")
        for line, target in own(path, name)
        if target.startswith("extract") and target != name
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_imports_have_no_circle():
    graph = {name: {target for _, target in own(path, name) if target in MODULES} for name, path in MODULES.items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"circle: {' → '.join((*trail[trail.index(name) :], name))}"
        if name in done:
            return
        for target in sorted(graph[name] - {name, name.split(".")[0], ""}):
            walk(target, (*trail, name))
        done.add(name)

    for name in graph:
        walk(name, ())


@pytest.mark.parametrize("library", sorted(DOORS))
def test_heavy_library_has_one_door(library):
    wrong = [
        f"{place(path, line)}: only {DOORS[library]} imports {library}"
        for name, path in MODULES.items()
        if name != DOORS[library].rstrip(".") and not (DOORS[library].endswith(".") and name.startswith(DOORS[library]))
        for line, full in imports(path, name)
        if full.split(".")[0] == library
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_modules_are_short():
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in MODULES.values()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert not long, f"more than {LONGEST} lines: {long}"


def test_no_module_without_a_subject():
    vague = [name for name in MODULES if name.split(".")[-1] in ("utils", "util", "helpers", "misc", "tools")]
    assert not vague, f"name what these hold: {vague}"


def test_library_neither_prints_nor_exits_nor_swallows():
    wrong = []
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                wrong.append(f"{place(path, node.lineno)}: bare except")
            if name == "cli" or not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in ("print", "exit", "quit", "sys.exit", "os._exit"):
                wrong.append(f"{place(path, node.lineno)}: {called}() belongs to the command line")
    assert not wrong, "\n" + "\n".join(wrong)
