"""Events as proposed by the frames through the real pipeline: types, roles, and what is no event."""

from __future__ import annotations

import pytest

from handmade import countries, event, events


def types(pipeline, text):
    """Return the types of the events of a text, in text order."""
    return [e.type for e in events(pipeline, text)]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Norway expelled two Chadian diplomats.", "SANCTION", {"NOR"}, {"TCD"}),
        ("Two Chadian diplomats were expelled by Norway.", "SANCTION", {"NOR"}, {"TCD"}),
        ("Senegalese President Macky Sall arrived in Accra.", "CONSULT", {"SEN"}, {"GHA"}),
        ("Botswana asked Namibia to withdraw its troops.", "REQUEST", {"BWA"}, {"NAM"}),
        ("Chile condemned the raid by Bolivian troops.", "ACCUSE", {"CHL"}, {"BOL"}),
        ("Austria imposed sanctions on Belarus.", "SANCTION", {"AUT"}, {"BLR"}),
        ("Peru praised Ecuador for its reforms.", "SUPPORT", {"PER"}, {"ECU"}),
        ("Sudanese troops attacked an Ethiopian village.", "ASSAULT", {"SDN"}, {"ETH"}),
        ("Rwanda's defence minister telephoned his Burundian counterpart.", "CONSULT", {"RWA"}, {"BDI"}),
        ("China's foreign ministry summoned the Finnish ambassador.", "ACCUSE", {"CHN"}, {"FIN"}),
        ("Japan gave Fiji ten million dollars in aid.", "AID", {"JPN"}, {"FJI"}),
        ("Kenya threatened to expel Somali refugees.", "THREATEN", {"KEN"}, {"SOM"}),
    ],
)
def test_dyads(text, type_, actors, recipients, pipeline):
    """Each plain sentence yields one event of its type, with who did it and to whom."""
    found = event(pipeline, text, type_)
    assert (countries(found.actors), countries(found.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fiji's premier met Samoa's premier in Apia.", {"FJI", "WSM"}),
        ("Fiji's premier and Samoa's premier met in Apia.", {"FJI", "WSM"}),
        ("The foreign ministers of Serbia and Albania held talks.", {"SRB", "ALB"}),
        ("Zambia's foreign minister held talks with his Malawian counterpart.", {"ZMB", "MWI"}),
    ],
)
def test_meetings(text, expected, pipeline):
    """All who meet are actors of a meeting, whoever stands first."""
    found = event(pipeline, text, "CONSULT")
    assert (countries(found.actors), found.recipients) == (expected, ())


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Botswana asked Namibia to bomb the port.", "ASSAULT"),
        ("Botswana promised to bomb the port of Namibia.", "ASSAULT"),
        ("Botswana threatened to bomb Namibia.", "ASSAULT"),
        ("Botswana refused to bomb Namibia.", "ASSAULT"),
    ],
)
def test_what_is_only_asked_or_promised_is_absorbed(text, type_, pipeline):
    """The deed inside a request, promise, threat or refusal has not happened and is no event of its own."""
    got = [e.type for e in events(pipeline, text) if e.status == "actual"]
    assert type_ not in got


@pytest.mark.parametrize(
    "text",
    [
        "Did Ghana attack Togo?",
        "The goalkeeper saved a penalty as Ghana beat Togo in the league final and attacked again.",
        "Ecuador's ambassador came under fire from critics.",
        'The paper "invaded" Canada with a new edition.',
        "The hills are green and the river is wide.",
        "A farmer met a baker in the market.",
    ],
)
def test_no_events(text, pipeline):
    """Questions, sport, figures of speech, scare quotes and private life yield no event."""
    got = types(pipeline, text)
    assert got == []


def test_statement_gives_way_to_what_is_stated(pipeline):
    """ "said" is no event where what is said tells one; its speaker vouches for it."""
    found = events(pipeline, "Botswana said that Namibian troops had attacked a village.")
    assert [e.type for e in found] == ["ASSAULT"]
    assert [s.country for s in found[0].attribution] == ["BWA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad recalled its envoy and Niger closed its border.", ["SANCTION", "SANCTION"]),
        ("Norway condemned Chad and praised Togo.", ["ACCUSE", "SUPPORT"]),
    ],
)
def test_coordinated_verbs(text, expected, pipeline):
    """Coordinated verbs are events of their own, the second with the first one's subject."""
    found = events(pipeline, text)
    assert [e.type for e in found] == expected
    assert all(e.actors for e in found)


@pytest.mark.parametrize(
    "text",
    [
        "Norway expelled two Chadian diplomats, and Chad recalled its envoy.",
        "Two Chadian diplomats were expelled by Norway on Monday in Oslo.",
    ],
)
def test_records_are_whole(text, pipeline):
    """Trigger and evidence are words of the text, and the numbers belong to the type."""
    for found in events(pipeline, text, "2015-03-12"):
        assert text[found.trigger.start : found.trigger.end] == found.trigger.text
        assert text[found.evidence.start : found.evidence.end] == found.evidence.text
        assert found.evidence.start <= found.trigger.start < found.trigger.end <= found.evidence.end
        assert found.trigger.end - found.trigger.start <= 60
        kind = pipeline.types[found.type]
        assert (found.quad, found.score) == (kind.quad, kind.score_of(found.mode))
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize(("town", "country"), [("Sderot", "ISR"), ("Mariupol", "UKR")])
def test_country_of_a_place_that_is_hit(town, country, pipeline):
    """Where rockets hit a town its country is the recipient."""
    found = event(pipeline, f"Rockets hit {town} on Monday.", "ASSAULT")
    assert countries(found.recipients) == {country}
