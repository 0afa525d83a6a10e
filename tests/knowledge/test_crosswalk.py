"""Types, modes and codes of the frames follow the crosswalk from CAMEO row by row, or say why they do not."""

from __future__ import annotations

from dragoman.knowledge.tables import load_knowledge

KNOWLEDGE = load_knowledge()
ROWS = {row.cameo: row for row in KNOWLEDGE.crosswalk}
DIFFERENCES = {(row.cameo, row.type, row.mode) for row in KNOWLEDGE.crosswalk_differences}
CODED = {
    (frame.cameo, kind.type, frame.mode): f"{kind.file}: {frame.id}" for kind in KNOWLEDGE.events for frame in kind.frame
}


def test_every_frame_follows_the_crosswalk_or_says_why():
    wrong = [
        f"{where}: {code} {type_}/{mode}, the crosswalk has {ROWS[code].type}/{ROWS[code].mode}"
        for (code, type_, mode), where in CODED.items()
        if code in ROWS
        and (ROWS[code].type, ROWS[code].mode) != (type_, mode)
        and (code, type_, mode) not in DIFFERENCES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_difference_is_told_in_vain():
    assert set(CODED) >= DIFFERENCES
    same = [key for key in DIFFERENCES if (ROWS[key[0]].type, ROWS[key[0]].mode) == key[1:]]
    assert not same


def test_only_statements_have_codes_outside_the_crosswalk():
    """PLOVER has no type for CAMEO 01, public statements."""
    outside = {(code[:2], type_) for code, type_, _ in CODED if code not in ROWS}
    assert outside == {("01", "STATEMENT")}


def test_root_codes_of_the_types_are_their_own():
    """The code of an event that only the encoder saw is one of its type."""
    for kind in KNOWLEDGE.events:
        if kind.type != "STATEMENT":
            assert ROWS[kind.cameo].type == kind.type, kind.file


def test_every_frame_has_two_examples_and_a_counter_example():
    exempt = {"say", "speak-in-public"}  # too weak to make a record alone; counter-examples show it
    lacking = [
        f"{kind.file}: {frame.id}"
        for kind in KNOWLEDGE.events
        for frame in kind.frame
        if len(frame.example) < 2 * (frame.id not in exempt) or not frame.counter_example
    ]
    assert not lacking, "\n".join(lacking)


def test_there_are_wordings_enough():
    """At least 80 wordings of each type."""
    assert min(kind.wordings for kind in KNOWLEDGE.events) >= 80
    assert sum(kind.wordings for kind in KNOWLEDGE.events) >= 2500
