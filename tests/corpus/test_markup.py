"""The markup of the corpus is read exactly, and mistakes are told with their place."""

from __future__ import annotations

import pytest

from training.markup import MarkupError, read_passages, read_sentence


def test_actors_and_trigger_are_code_points():
    """Brackets and numbers are no part of the text; offsets fit the text without them."""
    line = '[1 Kenya’s minister] urged [2 Somalia] to reopen. || REQUEST/yield "urged" 1>2~planned'
    sentence = read_sentence(line)
    assert sentence.text == "Kenya’s minister urged Somalia to reopen."
    assert [sentence.text[a:b] for a, b in sentence.actors.values()] == ["Kenya’s minister", "Somalia"]
    (event,) = sentence.events
    assert sentence.text[event.start : event.end] == "urged"
    assert (event.type, event.mode, event.actors, event.recipients) == ("REQUEST", "yield", (1,), (2,))
    assert (event.together, event.status) == (False, "planned")
    assert sentence.pairs == {(1, 2): "REQUEST", (2, 1): "NONE"}


def test_together_and_second_occurrence():
    """Who does it together stands in pairs both ways; #2 is the second of two like words."""
    line = '[1 Chad] met, and [2 Togo] met [3 Mali]. || CONSULT "met"#2 2+3>'
    sentence = read_sentence(line)
    assert sentence.events[0].start == sentence.text.rindex("met")
    assert {pair for pair, kind in sentence.pairs.items() if kind == "CONSULT"} == {(2, 3), (3, 2)}


@pytest.mark.parametrize(
    "line",
    [
        "[1 Chad] met [1 Togo].",
        "[1 Chad met Togo.",
        '[1 Chad] left. || RETREAT "went" 1>',
        '[1 Chad] left. || RETREAT "left" 2>',
        '[1 Chad] left. || RETREAT "left" >',
        '[1 Chad] left. || retreat "left" 1>',
    ],
)
def test_mistakes_name_their_place(line):
    """A line that cannot be read says where it stands."""
    with pytest.raises(MarkupError, match="^here:3: "):
        read_sentence(line, "here:3")


def test_passages(tmp_path):
    """Blank lines part passages, remarks are passed over."""
    path = tmp_path / "a.txt"
    path.write_text("# remark\n[1 Chad] left.\nRain fell.\n\n[1 Togo] stayed.\n", encoding="utf-8")
    assert [[s.text for s in p.sentences] for p in read_passages(path)] == [
        ["Chad left.", "Rain fell."],
        ["Togo stayed."],
    ]
