"""Parses and readings for tests: sentences with hand-made dependencies, and short texts through the pipeline."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dragoman.analyse.analysis import Sentence, build_sentence
from dragoman.analyse.language import POS
from dragoman.pipeline import Pipeline, find, run_document
from dragoman.records import Actor, Document, EventMention


def parse(words: str, kind: str = "body") -> Sentence:
    """Return a sentence from words written `text=lemma/TAG/dep/head`; without `=lemma` the text is its own.

    Heads are positions from 0; the root is its own head. Words are joined by single blanks.
    """
    rows: list[tuple[str, str, str, str, str, int, int]] = []
    start = 0
    for word in words.split():
        form, tag, dep, head = word.split("/")
        text, _, lemma = form.partition("=")
        pos = "AUX" if dep in ("aux", "auxpass") else POS.get(tag, "PUNCT")
        rows.append((text, lemma or text.lower(), tag, pos, dep, int(head), start))
        start += len(text) + 1
    return build_sentence(rows, kind=kind)


def at(sentence: Sentence, word: str) -> int:
    """Return the position of the first token that is written so."""
    return next(token.i for token in sentence.tokens if token.text == word)


def texts(sentence: Sentence, positions: Any) -> list[str]:
    """Return the words at some positions."""
    return [sentence.tokens[i].text for i in positions]


def document(text: str, published: str | None = None, **more: Any) -> Document:
    """Return a document of that text, published on a day written YYYY-MM-DD."""
    day = dt.date.fromisoformat(published) if published else None
    return Document(id="test", text=text, published=day, **more)


def events(pipeline: Pipeline, text: str, published: str | None = None, **more: Any) -> tuple[EventMention, ...]:
    """Return the event mentions of a text."""
    return run_document(document(text, published, **more), pipeline)


def event(pipeline: Pipeline, text: str, type_: str, published: str | None = None) -> EventMention:
    """Return the only event of a type in a text."""
    found = [e for e in events(pipeline, text, published) if e.type == type_]
    assert len(found) == 1, [(e.type, e.trigger.text) for e in found]
    return found[0]


def mentions(pipeline: Pipeline, text: str, words: str, nth: int = 0, **more: Any) -> list[Actor]:
    """Return the actors of the n-th mention that holds the words, in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    found = find("actors", document(text, **more), pipeline)
    return [a for a in found if a.start <= start and start + len(words) <= a.end]


def mention(pipeline: Pipeline, text: str, words: str, nth: int = 0, **more: Any) -> Actor:
    """Return the only actor that the n-th occurrence of the words stands for."""
    found = mentions(pipeline, text, words, nth, **more)
    assert len(found) == 1, found
    return found[0]


def countries(actors: Any) -> set[str | None]:
    """Return the countries of some actors."""
    return {actor.country for actor in actors}
