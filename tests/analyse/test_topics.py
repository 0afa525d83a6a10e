"""Paragraphs about other fields than politics, and figures of speech."""

from __future__ import annotations

import pytest

from dragoman.analyse.analysis import Analysis, build_sentence
from dragoman.analyse.topics import build_topics, figurative, off_topic
from dragoman.knowledge.topics import Figurative, Topic, TopicRules
from dragoman.pipeline import run_steps
from handmade import document

RULES = TopicRules(
    topic=(
        Topic(name="sport", strong=("striker",), weak=("match", "goal", "season", "cup")),
        Topic(name="weather", strong=("drizzle",), weak=("cup", "wind")),
    ),
    figurative=(Figurative(words=("under fire from critics", "war|battle of words")),),
)
INDEX = build_topics(RULES)


def analysis(*paragraphs: str) -> Analysis:
    """Return an analysis with one sentence a paragraph and no useful tags."""
    sentences = []
    for number, paragraph in enumerate(paragraphs):
        rows = [(word, word.lower(), "NN", "NOUN", "dep", 0, 0) for word in paragraph.split()]
        sentences.append(build_sentence(rows, index=number, paragraph=number))
    return Analysis(document("\n".join(paragraphs)), tuple(sentences))


@pytest.mark.parametrize(
    ("paragraph", "off"),
    [
        ("the striker won the match", True),
        ("the striker won", False),
        ("match goal season", False),
        ("match goal season cup", True),
        ("match match match match", False),
        ("the drizzle spoilt the match", False),
        ("Striker Match", True),
        ("the envoy left", False),
    ],
)
def test_points(paragraph, off):
    """A strong word with a weak one of its field, or four weak ones, name another field; repetition does not."""
    assert off_topic(analysis(paragraph), INDEX) == (frozenset({0}) if off else frozenset())


def test_paragraphs_are_judged_one_by_one():
    """A paragraph about sport leaves the political ones alone while they are more."""
    found = off_topic(analysis("the envoy left", "the striker won the match", "talks failed"), INDEX)
    assert found == {1}


def test_most_of_a_document_is_all_of_it():
    """Where half of a document is about another field, so is the rest."""
    sport = "the striker won the match"
    assert off_topic(analysis(sport, "the envoy left", sport, "talks failed"), INDEX) == {0, 1, 2, 3}


def test_figures():
    """Figures of speech are found with all their alternatives, whatever their case."""
    found = analysis("A Battle of words came Under fire from critics today")
    text = found.document.text
    assert [text[a:b] for a, b in figurative(found, INDEX)] == ["Battle of words", "Under fire from critics"]


@pytest.mark.parametrize("row", [{"strong": ("Two words",)}, {"strong": ("Striker",)}, {"strong": ("",)}])
def test_words_are_checked(row):
    """Words of a table are single and in lower case."""
    with pytest.raises(ValueError, match="single word in lower case"):
        Topic(name="sport", **row)


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("The goalkeeper saved a penalty and the visitors lost the match by two goals.", True),
        ("Rainfall of 80 millimetres and thunderstorms are forecast for the coast.", True),
        ("The ambassador handed over a note and left the capital the same evening.", False),
        ("The general won a match of wits against the mediators from the African Union.", False),
    ],
)
def test_packaged_topics(text, off, pipeline):
    """The packaged words tell sport and weather from politics."""
    found = run_steps(document(text), pipeline, until="analyse")["analysis"]
    assert bool(off_topic(found, pipeline.topics)) is off
