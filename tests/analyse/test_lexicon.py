"""The lexicon: longest names, accents folded, case kept or not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.lexicon import Entry, build_lexicon, find_names, fold, words_of

NAMES = [
    ("Guinea", True),
    ("Equatorial Guinea", True),
    ("Papua New Guinea", True),
    ("Côte d'Ivoire", True),
    ("US", True),
    ("prime minister", False),
    ("minister", False),
    ("Malmö", True),
    ("Guinea-Bissau", True),
]
LEXICON = build_lexicon((name, Entry("name", name), case) for name, case in NAMES)


def found(text):
    """Return (words of the text, names of the table) for each hit."""
    return [(text[h.start : h.end], [e.row for e in h.entries]) for h in find_names(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guinea and Equatorial Guinea", [("Guinea", ["Guinea"]), ("Equatorial Guinea", ["Equatorial Guinea"])]),
        ("in Papua New Guinea.", [("Papua New Guinea", ["Papua New Guinea"])]),
        ("Papua New Zealand", []),
        ("Guinea-Bissau", [("Guinea-Bissau", ["Guinea-Bissau"])]),
        ("the Prime Minister", [("Prime Minister", ["prime minister"])]),
        ("a MINISTER", [("MINISTER", ["minister"])]),
        ("told us", []),
        ("told US officials", [("US", ["US"])]),
        ("guinea pigs", []),
        ("Cote d’Ivoire", [("Cote d’Ivoire", ["Côte d'Ivoire"])]),
        ("Malmo and Malmö", [("Malmo", ["Malmö"]), ("Malmö", ["Malmö"])]),
        pytest.param(
            "in Malmo\u0308",
            [("Malmo\u0308", ["Malmö"])],
            marks=pytest.mark.xfail(strict=True, reason="a combining mark is left outside the hit"),
        ),
        ("ministerial", []),
        ("", []),
    ],
)
def test_names(text, expected):
    """The longest name wins, in whole words; accents and kinds of apostrophe do not matter."""
    assert found(text) == expected


def test_one_name_of_two_things():
    """A name that stands for several rows yields them all in one hit."""
    lexicon = build_lexicon([("Jordan", Entry("country", 1), True), ("jordan", Entry("person", 2), False)])
    (hit,) = find_names("Jordan", lexicon)
    assert {e.row for e in hit.entries} == {1, 2}


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Malmö", "Malmo"),
        ("Łódź", "Lodz"),
        ("Ørsted", "Orsted"),
        ("don’t", "don't"),
        ("Türkiye", "Turkiye"),
        ("plain", "plain"),
    ],
)
def test_folding(word, plain):
    """Folding takes accents off and makes apostrophes plain."""
    assert fold(word) == plain


def test_words_of_a_name():
    """A name falls into words and marks."""
    assert words_of("Côte d'Ivoire") == ("Cote", "d", "'", "Ivoire")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([n for n, _ in NAMES] + ["and", ",", "-", "  ", "é", "🙂", "\n"]), max_size=15))
def test_hits_do_not_overlap(parts):
    """Hits stand in text order, whole and without overlap."""
    text = " ".join(parts)
    hits = find_names(text, LEXICON)
    assert all(a.end <= b.start for a, b in zip(hits, hits[1:]))
    assert all(words_of(text[h.start : h.end].lower()) in {words_of(e.row.lower()) for e in h.entries} for h in hits)
