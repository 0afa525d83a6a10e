"""Whom the words of whole passages stand for (`resolution.toml`): pronouns, titles, groups, capitals, quotations."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dragoman.pipeline import run_steps
from handmade import document

PASSAGES = tomllib.loads(Path(__file__).with_name("resolution.toml").read_text(encoding="utf-8"))["passage"]
MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)(?:\|([^\]]+))?\]")


def unmarked(text):
    """Return a passage without its marks, and the marks as (start, end, whom, reason why it is read wrong)."""
    plain, marks, at = "", [], 0
    for found in MARK.finditer(text):
        plain += text[at : found.start()]
        start = len(plain)
        plain += found[1]
        marks.append((start, len(plain), sorted(set(found[2].split(" + ")) - {"-"}), found[3]))
        at = found.end()
    return plain + text[at:], marks


def read(passage, pipeline):
    """Return the resolved mentions of a passage."""
    text, _ = unmarked(passage["text"].strip())
    given = document(text, passage["published"], source=passage.get("source"))
    return run_steps(given, pipeline, until="coreference")["resolved"]


def stands_for(resolved, start, end, wanted):
    """Return what the mention that ends some words stands for, each actor in the way that is wanted of it."""
    inside = [item for item in resolved if start <= item.mention.start and item.mention.end <= end]
    last = max((item.mention.end for item in inside), default=None)
    inside = [item for item in inside if item.mention.end == last]
    inside.sort(key=lambda item: (bool(item.actors), item.mention.kind == "pair"))
    actors = inside[-1].actors if inside else ()
    return sorted(next((w for w in ways(a) if w in wanted), ways(a)[0]) for a in actors)


def ways(actor):
    """Return the ways in which a passage may call an actor: a person only by name."""
    return [actor.person] if actor.person else [actor.code, actor.name, actor.country]


CASES = [(passage, mark) for passage in PASSAGES for mark in unmarked(passage["text"].strip())[1]]
KNOWN = [case for case in CASES if case[1][3] is None]
BROKEN = [case for case in CASES if case[1][3] is not None]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["about"])
def test_words_stand_for_who_is_meant(passage, pipeline):
    """Every marked word of a passage stands for whom a careful reader takes it for."""
    text, marks = unmarked(passage["text"].strip())
    resolved = read(passage, pipeline)
    marks = [mark for mark in marks if mark[3] is None]
    got = {text[:b][-40:]: stands_for(resolved, a, b, wanted) for a, b, wanted, _ in marks}
    assert got == {text[:b][-40:]: wanted for _, b, wanted, _ in marks}


@pytest.mark.parametrize(
    ("passage", "mark"),
    [
        pytest.param(passage, mark, marks=pytest.mark.xfail(strict=True, reason=mark[3]), id=f"{passage['about']} {n}")
        for n, (passage, mark) in enumerate(BROKEN)
    ],
)
def test_words_that_are_read_wrong(passage, mark, pipeline):
    """What is known to be read wrong, each with its reason."""
    start, end, wanted, _ = mark
    assert stands_for(read(passage, pipeline), start, end, wanted) == wanted


def test_passages_are_many():
    """The table has some hundred marks, of which few are known to be wrong."""
    assert len(PASSAGES) >= 75 and len(KNOWN) >= 310
    assert len(BROKEN) <= 0.06 * len(CASES)
