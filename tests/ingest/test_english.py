"""Other languages are named; English, however full of foreign names, passes."""

import pytest

from dragoman.ingest.english import has_words, other_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Außenminister traf am Dienstag seinen Amtskollegen in Bern, um über Zölle zu reden.", "German"),
        ("Le ministre a rencontré mardi son homologue à Dakar pour parler de la pêche.", "French"),
        ("El presidente se reunió el martes con su homólogo chileno para hablar de comercio.", "Spanish"),
        ("Министр иностранных дел встретился во вторник с коллегой из Кении.", "Russian"),
        ("外務大臣は火曜日に東京でケニアの外相と会談した。", "Japanese"),
        ("Waziri wa mambo ya nje alikutana na mwenzake wa Ujerumani siku ya Jumanne jijini.", "Swahili"),
    ],
)
def test_other_languages_are_named(text, language):
    """A sentence is enough to name the language."""
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Dahl spoke with Turkish Deputy Minister Çağlar Gündoğdu yesterday evening.",
        "Nguyễn Thị Hà, Phạm Văn Đức and Joko Prasetyo met in Ouagadougou to talk about rice.",
        "PRESIDENT OUEDRAOGO WARNS NEIGHBOURS OVER BORDER INCIDENT NEAR KANTCHARI, SAYS ARMY IS READY",
        "Krzysztof Zieliński i spółka",
        "“Je suis content”, he told reporters in Dakar, and added that the talks had gone well for everyone.",
    ],
)
def test_english_passes(text):
    """Foreign names, capitals, short quotations and short texts are no reason to refuse."""
    assert other_language(text) is None


def test_bilingual_text_passes():
    """A communiqué that begins in French and goes on in English is read."""
    french = "Le ministre a rencontré mardi son homologue à Dakar pour parler de la pêche. " * 50
    english = "The minister met her colleague in Dakar on Tuesday to talk about fish. " * 100
    assert other_language(french + english) is None
    assert other_language(french + french) == "French"


def test_has_words():
    """Numbers and signs are no words."""
    assert has_words("a 1")
    assert not has_words("12 -- 34 _ %")
