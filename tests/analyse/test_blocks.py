"""Blocks: what is headline, bullet, body, dateline and turn, and where sentences end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.blocks import Block, CaseRules, cut_blocks, cut_sentences, recase
from dragoman.analyse.datelines import places_within

CASE = CaseRules(
    {"kenyan": "Kenyan", "oman": "Oman", "eu": "EU", "nato": "NATO"},
    frozenset("minister visits talks hold border the to of meets over holds deal signs sends army into".split()),
    frozenset({"rawalpindi", "ankara", "quito", "dar es salaam"}),
)


@pytest.fixture(scope="module")
def rules(pipeline):
    """Return the packaged rules of sentences."""
    return pipeline.knowledge.sentences


def kinds(text, rules):
    """Return (kind, text) of each block."""
    return [(block.kind, block.text) for block in cut_blocks(text, rules, CASE)[0]]


def sentences(text, rules):
    """Return the sentences of one block of body text."""
    block = Block(text, 0, "body", 0)
    return [text[a:b] for a, b in cut_sentences(block, rules)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Envoys meet in Quito\n\nThe envoys met at noon.", ["headline", "body"]),
        ("The envoys met at noon.", ["body"]),
        ("“We are ready”", ["headline"]),
        ("“We are ready.”", ["body"]),
        ("- Envoys meet\n• Talks fail\n* Border shut", ["bullet", "bullet", "bullet"]),
        ("– The envoys met at noon.", ["bullet"]),
        ("Was the border shut?", ["body"]),
        ("\n\n  \n", []),
    ],
)
def test_kinds(text, expected, rules):
    """A block without a full stop is a headline, one with a mark in front a bullet."""
    assert [kind for kind, _ in kinds(text, rules)] == expected


def test_bullet_mark_is_no_part_of_the_block(rules):
    """A bullet's text begins behind its mark, and its offset says so."""
    text = "•  Envoys meet in Quito"
    (block,) = cut_blocks(text, rules, CASE)[0]
    assert (block.kind, text[block.start : block.end]) == ("bullet", "Envoys meet in Quito")


@pytest.mark.parametrize("mark", ["1. ", "2) "])
def test_numbered_lines_keep_their_words(mark, rules):
    """A number in front of a line is no bullet mark to lose: it may be part of the sentence."""
    ((kind, text),) = kinds(mark + "The envoys met at noon.", rules)
    assert kind == "body"
    assert text.endswith("The envoys met at noon.")


@pytest.mark.parametrize(
    "opening",
    [
        "Rawalpindi: ",
        "RAWALPINDI: ",
        "ANKARA, Jan 6 — ",
        "ANKARA, January 6 - ",
        "ANKARA (Bosphorus Wire) — ",
        "Quito, 14 May (Andes Press) -- ",
        "QUITO – ",
        "DAR ES SALAAM, Sept. 3, 2011 - ",
        "SOMETOWN, June 2 - ",
        "Quito, Nov 22, ANDES – ",
        "QUITO, Nov. 3 Andes - ",
        "QUITO, Ecuador — ",
        "PORT-SOMEWHERE, June 2 (Wire) _ ",
        "ANKARA/QUITO, 2nd June, 2017 (Wire) -- ",
        "ANKARA – Andes Agency – ",
        "Ankara — ",
        "Ankara. July 25. ANDES. ",
        "15 September 2015, Ankara – ",
        "(15 September 2015, ANKARA) ",
        "(Ankara) – ",
        "[Ankara] ",
        "Ankara, 28 Jan. (ANDES) -",
    ],
)
def test_datelines(opening, rules):
    """Town, agency and day before a dash or colon are a dateline and no part of the first sentence."""
    text = opening + "The general met the envoy on Monday."
    blocks, datelines, _ = cut_blocks(text, rules, CASE)
    assert datelines == ((0, len(opening)),)
    assert [(b.kind, b.text) for b in blocks] == [("body", text[len(opening) :])]


@pytest.mark.parametrize(
    ("dateline", "places"),
    [
        ("ANKARA, June 12 (Petra) -- ", "ANKARA"),
        ("15 September 2015, Ankara – ", "Ankara –"),
        ("(Ankara, June 8, 2022) - ", "(Ankara"),
        ("Ankara. July 25. QUITO. ", "Ankara"),
        ("QUITO, Ecuador (Wire) — ", "QUITO, Ecuador"),
    ],
)
def test_agencies_of_datelines_are_no_places(dateline, places):
    """Only what stands before the day and the agency, or after a day that comes first, names places."""
    start, end = places_within(dateline)
    assert dateline[start:end].strip(" ,") == places


def test_dateline_on_a_line_of_its_own(rules):
    """A line with only a town and a day is a dateline."""
    text = "Quito, 14 May 2009\n\nThe envoys met at noon."
    blocks, datelines, _ = cut_blocks(text, rules, CASE)
    assert [text[a:b] for a, b in datelines] == ["Quito, 14 May 2009"]
    assert [b.text for b in blocks] == ["The envoys met at noon."]


@pytest.mark.parametrize(
    "text",
    [
        "Ecuador - a member since 1973 - left the group.",
        "The minister said: we will not go.",
        "Talks failed: the border stays shut.",
        "Later, the envoys - both of them - left.",
        "Quito – a city in the hills – was calm.",
        "Ankara, Ecuador's partner - an old one - agreed.",
        "Quito and its port – both quiet – were open.",
        "(The talks in Quito) The envoys met.",
        "Ankara. and then",
    ],
)
def test_no_datelines(text, rules):
    """A dash or colon in an ordinary sentence makes no dateline."""
    blocks, datelines, _ = cut_blocks(text, rules, CASE)
    assert datelines == ()
    assert "".join(b.text for b in blocks) == text


WRAPPED = """The two delegations spent the morning in the old customs house and
agreed on nothing but the hour of the next session, which the hosts
put at nine. A clerk brought tea, and the heads of both delegations
stayed behind to talk alone for a while before they left the town.

The next round opens in spring, in a place that neither side has yet
been willing to name, and with a chairman whom both still have to be
talked into. Nobody expects much of it."""


def test_wrapped_lines_are_joined(rules):
    """Hard-wrapped lines of one paragraph are one block of the same length, with blanks for line ends."""
    blocks = cut_blocks(WRAPPED, rules, CASE)[0]
    assert [b.kind for b in blocks] == ["body", "body"]
    assert all(len(b.text) == b.end - b.start and "\n" not in b.text for b in blocks)
    assert [b.text for b in blocks] == [part.replace("\n", " ") for part in WRAPPED.split("\n\n")]


def test_lines_that_end_sentences_stay_apart(rules):
    """Neighbouring lines that each end a sentence are blocks of their own."""
    text = "The envoys met at noon.\nThe talks went on until dusk.\nNobody signed anything.\nThey left."
    assert [t for _, t in kinds(text, rules)] == text.split("\n")


TRANSCRIPT = """MODERATOR: Good morning to you all.

MINISTER OSEI: We signed the treaty today.

QUESTION: When does it come into force?

MINISTER OSEI: In June.

And nobody can stop it.
"""


def test_labels_of_a_transcript(rules):
    """The speakers of a transcript become turns that reach up to the next label; labels are no text."""
    blocks, datelines, turns = cut_blocks(TRANSCRIPT, rules, CASE)
    assert datelines == ()
    assert [TRANSCRIPT[a:b] for a, b, _ in turns] == ["MODERATOR", "MINISTER OSEI", "QUESTION", "MINISTER OSEI"]
    assert [b.text for b in blocks][1] == "We signed the treaty today."
    assert TRANSCRIPT[: turns[-1][2]].endswith("And nobody can stop it.")
    assert {b.kind for b in blocks} == {"body"}


@pytest.mark.parametrize(
    "text",
    [
        "Summary: The talks failed.\n\nThe envoys left.",
        "Aim: Peace.\n\nMeans: Talks.\n\nEnd: Unknown.",
    ],
)
def test_labels_that_make_no_transcript(text, rules):
    """Two labels, or labels that never come back, make no transcript."""
    assert cut_blocks(text, rules, CASE)[2] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy left. The talks failed.", 2),
        ("Mr. Osei met Dr. Lund in Quito.", 1),
        ("Gen. Abebe and Lt. Col. Haile agreed.", 1),
        ("Sen. J. K. Marsh spoke.", 1),
        ("The U.S. Army left.", 1),
        ("They flew to the U.S. The talks failed.", 2),
        ("It began at 9 a.m. on Monday.", 1),
        ("It cost 3.5 million. Nobody paid.", 2),
        ('"We stay." The envoy left.', 2),
        ('"Will you stay?" he asked.', 1),
        ("They left! Why? Nobody knows.", 3),
        ("The talks ... went on.", 1),
        ("On Jan. 6 the talks failed.", 1),
        ("He is H.E. Mr. Osei.", 1),
    ],
)
def test_sentences(text, expected, rules):
    """Sentences end at full stops, not at abbreviations, initials or inside numbers."""
    assert len(sentences(text, rules)) == expected


def test_headline_is_one_sentence(rules):
    """A headline is never cut."""
    text = "Talks fail. Border shut"
    assert cut_sentences(Block(text, 0, "headline", 0), rules) == [(0, len(text))]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("KENYAN MINISTER VISITS OMAN", "Kenyan minister visits Oman"),
        ("Kenyan Minister Visits Oman", "Kenyan minister visits Oman"),
        ("Kenyan minister visits Oman", "Kenyan minister visits Oman"),
        ("EU And NATO Hold Talks", "EU And NATO hold talks"),
    ],
)
def test_recasing(headline, expected):
    """A headline in capitals is read in sentence case: names keep theirs, ordinary words do not."""
    assert recase(headline, Counter(), CASE) == expected


def test_recasing_follows_the_body(rules):
    """A headline writes its words as the body does."""
    text = "ZORBLAT MEETS MINISTER OVER DEAL\n\nThe envoy met, in Quito, Zorblat and the old minister."
    assert kinds(text, rules)[0] == ("headline", "Zorblat meets minister over deal")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_recasing_keeps_the_length(headline):
    """Recasing changes no length, so that offsets stay those of the document."""
    again = recase(headline, Counter({"İstanbul": 2, "straße": 1}), CASE)
    assert len(again) == len(headline)
    assert len(recase(headline.title(), Counter(), CASE)) == len(headline.title())
    assert len(recase(headline.upper(), Counter(), CASE)) == len(headline.upper())


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(
            ["Rawalpindi:", "ANKARA,", "Jan 6 —", "Q: ", "A: ", "- ", "• ", "\n", "\n\n", "Mr.", "said.", "“No”", " "]
        ),
        max_size=30,
    )
)
def test_blocks_lie_in_order(parts, rules):
    """Blocks and datelines lie in the text in order and do not overlap."""
    text = "".join(parts)
    blocks, datelines, _ = cut_blocks(text, rules, CASE)
    extents = sorted([(b.start, b.end) for b in blocks] + list(datelines))
    assert all(0 <= a < b <= len(text) for a, b in extents)
    assert all(left[1] <= right[0] for left, right in zip(extents, extents[1:]))
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("OMAN and Quito agreed on a treaty.", "Oman and Quito agreed on a treaty."),
        ("THE BORDER stays shut, they said.", "The Border stays shut, they said."),
        ("EU talks went on past midnight.", "EU talks went on past midnight."),
        ("ASEAN talks went on past midnight.", "ASEAN talks went on past midnight."),
        ("US troops left the base at dawn.", "US troops left the base at dawn."),
        ("OMAN SAYS NO AND NOTHING ELSE.", "OMAN SAYS NO AND NOTHING ELSE."),
    ],
)
def test_opening_capitals(written, read, rules):
    """The first words of a paragraph that a newspaper sets in capitals are read in ordinary letters."""
    case = replace(CASE, common=CASE.common | {"the", "us"}, acronyms=frozenset({"ASEAN", "EU"}))
    (block,), _, _ = cut_blocks(written, rules, case)
    assert block.text == read
