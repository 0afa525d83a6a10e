"""Wordings run over hand-made parses: who fills which role, and which wording wins."""

from __future__ import annotations

import pytest

from dragoman.analyse.frames import match_frames, trigger_extent, without_overlap
from dragoman.analyse.patterns import compile_frames
from dragoman.knowledge.events import EventType, Frame, expand
from handmade import parse, texts


def frame(id_="one", **more) -> Frame:
    """Return a frame with the CAMEO code of a meeting."""
    return Frame(id=id_, cameo="040", **more)


def kind(*frames: Frame, type_="TEST", absorbs=False) -> EventType:
    """Return an event type of those frames."""
    return EventType(type=type_, definition="For tests.", score=1.0, absorbs=absorbs, frame=tuple(frames))


def best(words, *frames, sentence_kind="body"):
    """Return the sentence and the best wording at each head word."""
    sentence = parse(words, sentence_kind)
    return sentence, [alternatives[0] for alternatives in match_frames(sentence, compile_frames([kind(*frames)]))]


def roles(words, wording, *, noun=False, sentence_kind="body"):
    """Return (actors, recipients) of a wording in a sentence, or None where it is not found."""
    given = frame(nouns=(wording,)) if noun else frame(verbs=(wording,))
    sentence, found = best(words, given, sentence_kind=sentence_kind)
    if not found:
        return None
    assert len(found) == 1
    return texts(sentence, found[0].actors), texts(sentence, found[0].recipients)


EXPEL = [
    ("Norway/NNP/nsubj/1 expelled=expel/VBD/ROOT/1 two/CD/nummod/3 envoys=envoy/NNS/dobj/1", ["Norway"], ["envoys"]),
    (
        "Envoys=envoy/NNS/nsubjpass/2 were=be/VBD/auxpass/2 expelled=expel/VBN/ROOT/2 by/IN/agent/2 Norway/NNP/pobj/3",
        ["Norway"],
        ["Envoys"],
    ),
    ("Envoys=envoy/NNS/nsubjpass/2 were=be/VBD/auxpass/2 expelled=expel/VBN/ROOT/2", [], ["Envoys"]),
    (
        "Norway/NNP/nsubj/1 acted=act/VBD/ROOT/1 and/CC/cc/1 expelled=expel/VBD/conj/1 envoys=envoy/NNS/dobj/3",
        ["Norway"],
        ["envoys"],
    ),
    ("Norway/NNP/nsubj/1 wants=want/VBZ/ROOT/1 to/TO/aux/3 expel/VB/xcomp/1 envoys=envoy/NNS/dobj/3", ["Norway"], ["envoys"]),
    (
        "Norway/NNP/nsubj/4 ,/,/punct/0 which/WDT/nsubj/3 expelled=expel/VBD/relcl/0 envoys=envoy/NNS/dobj/3",
        ["Norway"],
        ["envoys"],
    ),
    (
        "Envoys=envoy/NNS/nsubj/4 whom/WP/dobj/3 Norway/NNP/nsubj/3 expelled=expel/VBD/relcl/0 left=leave/VBD/ROOT/4",
        ["Norway"],
        ["Envoys"],
    ),
    (
        "Envoys=envoy/NNS/nsubj/4 expelled=expel/VBN/acl/0 by/IN/agent/1 Norway/NNP/pobj/2 left=leave/VBD/ROOT/4",
        ["Norway"],
        ["Envoys"],
    ),
    (
        "Norway/NNP/nsubj/3 and/CC/cc/0 Peru/NNP/conj/0 expelled=expel/VBD/ROOT/3 envoys=envoy/NNS/dobj/3 and/CC/cc/4 spies=spy/NNS/conj/4",
        ["Norway", "Peru"],
        ["envoys", "spies"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "actors", "recipients"), EXPEL)
def test_verb(words, actors, recipients):
    """One wording serves actives, passives, inherited subjects, relative clauses and participles."""
    assert roles(words, "A expel R") == (actors, recipients)


@pytest.mark.parametrize(
    ("wording", "words", "expected"),
    [
        (
            "A hold talks|negotiations with R",
            "Chad/NNP/nsubj/1 held=hold/VBD/ROOT/1 long/JJ/amod/3 talks=talk/NNS/dobj/1 with/IN/prep/3 Oman/NNP/pobj/4",
            (["Chad"], ["Oman"]),
        ),
        (
            "A hold talks|negotiations with R",
            "Negotiations=negotiation/NNS/nsubjpass/4 with/IN/prep/0 Oman/NNP/pobj/1 were=be/VBD/auxpass/4 held=hold/VBN/ROOT/4 by/IN/agent/4 Chad/NNP/pobj/5",
            (["Chad"], ["Oman"]),
        ),
        (
            "A hold talks|negotiations with R",
            "Chad/NNP/nsubj/1 held=hold/VBD/ROOT/1 envoys=envoy/NNS/dobj/1 with/IN/prep/1 Oman/NNP/pobj/3",
            None,
        ),
        (
            "A travel to R to meet",
            "Chad/NNP/nsubj/1 travelled=travel/VBD/ROOT/1 to/IN/prep/1 Oman/NNP/pobj/2 to/TO/aux/5 meet/VB/advcl/1",
            (["Chad"], ["Oman"]),
        ),
        (
            "A travel to R to meet",
            "Chad/NNP/nsubj/1 travelled=travel/VBD/ROOT/1 to/IN/prep/1 Oman/NNP/pobj/2",
            None,
        ),
        (
            "A pay R visit",
            "Chad/NNP/nsubj/1 paid=pay/VBD/ROOT/1 Oman/NNP/dative/1 a/DT/det/4 visit/NN/dobj/1",
            (["Chad"], ["Oman"]),
        ),
        (
            "A visit R",
            "Chad/NNP/nsubj/1 planned=plan/VBD/ROOT/1 to/TO/aux/3 visit/VB/xcomp/1 Oman/NNP/dobj/3",
            (["Chad"], ["Oman"]),
        ),
        (
            "A reject R's demand",
            "Chad/NNP/nsubj/1 rejected=reject/VBD/ROOT/1 Oman/NNP/poss/4 's/POS/case/2 demand/NN/dobj/1",
            (["Chad"], ["Oman"]),
        ),
        (
            "A reject R's demand",
            "Chad/NNP/nsubj/1 rejected=reject/VBD/ROOT/1 the/DT/det/4 Omani/JJ/amod/4 demand/NN/dobj/1",
            (["Chad"], ["Omani"]),
        ),
        (
            "A reject R's demand",
            "Chad/NNP/nsubj/1 rejected=reject/VBD/ROOT/1 the/DT/det/3 demand/NN/dobj/1",
            None,
        ),
        (
            "A suspend aid to R",
            "Chad/NNP/nsubj/1 suspended=suspend/VBD/ROOT/1 part/NN/dobj/1 of/IN/prep/2 its/PRP$/poss/5 aid/NN/pobj/3 to/IN/prep/5 Oman/NNP/pobj/6",
            (["Chad"], ["Oman"]),
        ),
        (
            "A send troops to R",
            "Chad/NNP/nsubj/1 sent=send/VBD/ROOT/1 hundreds=hundred/NNS/dobj/1 of/IN/prep/2 troops=troops/NNS/pobj/3 to/IN/prep/1 Oman/NNP/pobj/5",
            (["Chad"], ["Oman"]),
        ),
    ],
)  # fmt: skip
def test_longer_wordings(wording, words, expected):
    """Objects, prepositions, infinitives, possessors and partitives are found where the parse hangs them."""
    assert roles(words, wording) == expected


@pytest.mark.parametrize(
    ("wording", "words", "expected"),
    [
        (
            "visit to R",
            "Chad/NNP/poss/2 's/POS/case/0 visit/NN/nsubj/5 to/IN/prep/2 Oman/NNP/pobj/3 ended=end/VBD/ROOT/5",
            (["Chad"], ["Oman"]),
        ),
        ("visit to R", "The/DT/det/1 visit/NN/nsubj/2 ended=end/VBD/ROOT/2", ([], [])),
        (
            "visit to R",
            "A/DT/det/2 Chadian/JJ/amod/2 visit/NN/nsubj/5 to/IN/prep/2 Oman/NNP/pobj/3 ended=end/VBD/ROOT/5",
            (["Chadian"], ["Oman"]),
        ),
        (
            "expulsion of R",
            "The/DT/det/1 expulsion/NN/nsubj/6 of/IN/prep/1 envoys=envoy/NNS/pobj/2 by/IN/prep/1 Chad/NNP/pobj/4 followed=follow/VBD/ROOT/6",
            (["Chad"], ["envoys"]),
        ),
        (
            "R's release",
            "Hostages=hostage/NNS/poss/2 '/POS/case/0 release/NN/nsubj/5 by/IN/prep/2 Chad/NNP/pobj/3 followed=follow/VBD/ROOT/5",
            (["Chad"], ["Hostages"]),
        ),
        (
            "troop withdrawal from R",
            "A/DT/det/2 troop/NN/compound/2 withdrawal/NN/nsubj/5 from/IN/prep/2 Oman/NNP/pobj/3 began=begin/VBD/ROOT/5",
            ([], ["Oman"]),
        ),
        (
            "troop withdrawal from R",
            "A/DT/det/2 cash/NN/compound/2 withdrawal/NN/nsubj/5 from/IN/prep/2 Oman/NNP/pobj/3 began=begin/VBD/ROOT/5",
            None,
        ),
    ],
)  # fmt: skip
def test_nouns(wording, words, expected):
    """A noun's actor is its possessor, its adjective or its "by"; its slot may stay empty."""
    assert roles(words, wording, noun=True) == expected


VISIT = "Chad/NNP/nsubj/1 visited=visit/VBD/ROOT/1 the/DT/det/3 {}/NN/dobj/1"


@pytest.mark.parametrize(
    ("limits", "noun", "found"),
    [
        ({"unless": ("museum",)}, "museum", False),
        ({"unless": ("museum",)}, "palace", True),
        ({"only_with": ("palace", "king")}, "museum", False),
        ({"only_with": ("palace", "king")}, "palace", True),
    ],
)
def test_limits(limits, noun, found):
    """Words of the clause veto a frame or are needed by it."""
    assert bool(best(VISIT.format(noun), frame(verbs=("A visit R",), **limits))[1]) is found


def test_limits_reach_no_further_than_the_clause():
    """A word in the main clause says nothing of the one below it."""
    words = "Museums=museum/NNS/nsubj/1 say=say/VBP/ROOT/1 Chad/NNP/nsubj/3 visited=visit/VBD/ccomp/1 Oman/NNP/dobj/3"
    assert best(words, frame(verbs=("A visit R",), unless=("museum",)))[1]


TALKS = "Chad/NNP/nsubj/1 held=hold/VBD/ROOT/1 talks=talk/NNS/dobj/1 with/IN/prep/2 Oman/NNP/pobj/3"


def test_longest_wording_wins():
    """Of two wordings at a verb the longer one comes first, whatever their order in the data."""
    short, long = frame("short", verbs=("A hold R",)), frame("long", verbs=("A hold talk with R",))
    assert [best(TALKS, *order)[1][0].pattern.frame.id for order in ((short, long), (long, short))] == ["long"] * 2


def test_more_roles_win():
    """Of two wordings of one length the one with more roles filled comes first."""
    alone, pair = frame("alone", verbs=("A expel",)), frame("pair", verbs=("A expel R",))
    assert best(EXPEL[0][0], alone, pair)[1][0].pattern.frame.id == "pair"


def test_more_roles_win_over_needed_words():
    """A frame that needs a word does not take the recipient from one that finds it ("the premier met the king")."""
    alone = frame("alone", verbs=("A meet",), only_with=("king",))
    pair = frame("pair", verbs=("A meet R",))
    words = "The/DT/det/1 premier/NN/nsubj/2 met=meet/VBD/ROOT/2 the/DT/det/4 king/NN/dobj/2"
    assert best(words, alone, pair)[1][0].pattern.frame.id == "pair"


def test_noun_inside_a_verb_wording_is_no_event_of_its_own():
    """ "held talks" is one event, not a holding and talks."""
    sentence, found = best(TALKS, frame("verb", verbs=("A hold talk with R",)), frame("noun", nouns=("talk with R",)))
    assert [m.pattern.frame.id for m in found] == ["verb", "noun"]
    assert [m.pattern.frame.id for m in without_overlap(sentence, found)] == ["verb"]


@pytest.mark.parametrize(
    ("wording", "words", "complement"),
    [
        ("A agree to", "Chad/NNP/nsubj/1 agreed=agree/VBD/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1", "leave"),
        ("A agree that", "Chad/NNP/nsubj/1 agreed=agree/VBD/ROOT/1 Oman/NNP/nsubj/3 won=win/VBD/ccomp/1", "won"),
        ("A agree to|that", "Chad/NNP/nsubj/1 agreed=agree/VBD/ROOT/1 yesterday/NN/npadvmod/1", None),
        ("A agree to", "Chad/NNP/nsubj/1 agreed=agree/VBD/ROOT/1 Oman/NNP/nsubj/3 won=win/VBD/ccomp/1", None),
    ],
)
def test_complements(wording, words, complement):
    """`to` and `that` at the end of a wording need such a clause and give its verb."""
    sentence, found = best(words, frame(verbs=(wording,)))
    assert [sentence.tokens[m.complement].text for m in found] == ([complement] if complement else [])


def test_trigger_is_short():
    """The trigger covers the words of the wording, and never more than sixty characters."""
    sentence, (match,) = best(TALKS, frame(verbs=("A hold talk with R",)))
    assert trigger_extent(sentence, match) == (sentence.tokens[1].start, sentence.tokens[3].end)
    filler = " ".join(f"word{i}/JJ/amod/9" for i in range(2, 9))
    long = f"Chad/NNP/nsubj/1 held=hold/VBD/ROOT/1 {filler} talks=talk/NNS/dobj/1 with/IN/prep/9 Oman/NNP/pobj/10"
    sentence, (match,) = best(long.replace("word", "extraordinarily"), frame(verbs=("A hold talk with R",)))
    start, end = trigger_extent(sentence, match)
    assert end - start <= 60


def test_auxiliaries_are_no_events():
    """ "have" as an auxiliary matches no wording of the verb."""
    words = "Chad/NNP/nsubj/2 has=have/VBZ/aux/2 left=leave/VBN/ROOT/2"
    assert not best(words, frame(verbs=("A have",)))[1]


def test_alternatives_of_the_head_are_looked_up_each():
    """A wording with alternatives for its verb is found by each of them."""
    index = compile_frames([kind(frame(verbs=("A shell|bomb R",)))])
    assert set(index.verbs) == {"shell", "bomb"}
    assert expand("A shell|bomb R|-") == ("A shell R", "A shell -", "A bomb R", "A bomb -")


def test_absorbs_of_a_frame_wins_over_its_type():
    """A frame says itself whether it takes in what stands below it; else its type does."""
    index = compile_frames(
        [kind(frame("a", verbs=("A ask",)), frame("b", verbs=("A beg",), absorbs=False), absorbs=True)]
    )
    assert [index.verbs[verb][0].absorbs for verb in ("ask", "beg")] == [True, False]
