"""How names of people are compared, and what a record calls an entity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.entities import Entity, describe, is_subject
from dragoman.analyse.mentions import Mention
from dragoman.analyse.spellings import name_key, same_person, sounds
from handmade import parse

SAME = [
    ("Volodymyr Zelenskyy", "Zelensky"),
    ("Zelenskyy", "Zelenskiy"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
    ("Xi", "Xi Jinping"),
    ("Antony J. Blinken", "Antony Blinken"),
    ("Antony J. Blinken", "Blinken"),
    ("A. Blinken", "Antony Blinken"),
    ("Sheikh Abdullah bin Zayed Al Nahyan", "Abdullah bin Zayed"),
    ("Abdullah bin Zayed Al Nahyan", "Al Nahyan"),
    ("Park Geun-hye", "Park"),
    ("Park Geun-hye", "Geun-hye Park"),
    ("Qamar Javed Bajwa", "Bajwa"),
    ("Qamar Javed Bajwa", "Qamar Bajwa"),
    ("José Manuel Barroso", "Jose Manuel Barroso"),
    ("Khrushchev", "Nikita Khrushchev"),
]
DIFFERENT = [
    ("Ahmed Khan", "Imran Khan"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Raul Castro", "Fidel Castro"),
    ("Li Keqiang", "Li Peng"),
    ("Angela Merkel", "Angela Davis"),
    ("Bush", "Bashir"),
    ("", "Bajwa"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same_person(left, right):
    """Spellings, initials, short names and word order do not part one person from himself."""
    assert same_person(left, right)
    assert same_person(right, left)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_people(left, right):
    """Given names that contradict part two people of one surname."""
    assert not same_person(left, right)
    assert not same_person(right, left)


def test_given_name_like_the_surname():
    """Ali Hassan is not Hassan Hassan, whoever is named first."""
    assert [same_person("Ali Hassan", "Hassan Hassan"), same_person("Hassan Hassan", "Ali Hassan")] == [False] * 2


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_can_be_compared(left, right):
    """Nothing makes the comparison fail, and a name with letters is that of its own bearer."""
    assert same_person(left, right) in (True, False)
    assert same_person(left, left) is bool(name_key(left))


@pytest.mark.parametrize(
    ("left", "right"), [("zelensky", "zelenskyy"), ("lavrov", "lavrov"), ("khatami", "hatami"), ("yusef", "yuseff")]
)
def test_sounds(left, right):
    """Transliterations of one surname have one key."""
    assert sounds(left) == sounds(right)


@pytest.mark.parametrize(
    ("entity", "country", "name"),
    [
        (Entity("k", "person", name="X", person="Timo Soini", office="foreign minister"), "Finland", "Timo Soini"),
        (Entity("k", "office", office="foreign minister"), "Finland", "Finland foreign minister"),
        (Entity("k", "agent", name="police"), "Chad", "Chad police"),
        (Entity("k", "agent", name="gunman"), None, "gunman"),
        (Entity("k", "country", name="Chad"), "Chad", "Chad"),
        (Entity("k", "organisation", name="OAS", body="OAS"), None, "OAS"),
        (Entity("k", "office", office="spokesman", body="OAS"), None, "OAS spokesman"),
        (Entity("key", "agent"), None, "key"),
    ],
)
def test_describe(entity, country, name):
    """A record names a person, a body, or a title with the country it belongs to."""
    assert describe(entity, country) == name


@pytest.mark.parametrize(
    ("head", "subject"), [(0, True), (2, True), (4, False)], ids=["subject", "coordinated", "object"]
)
def test_subjects(head, subject):
    """A mention is a subject by itself or by what it is coordinated with."""
    sentence = parse("Chad/NNP/nsubj/3 and/CC/cc/0 Oman/NNP/conj/0 left=leave/VBD/ROOT/3 Aden/NNP/dobj/3")
    token = sentence.tokens[head]
    mention = Mention(0, head, head, head, token.start, token.end, "country", token.text)
    assert is_subject(sentence, mention) is subject
