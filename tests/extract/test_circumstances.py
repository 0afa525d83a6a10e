"""When, where, whether and on whose word: what each event takes from its clause, its story or its dateline."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.pipeline import run_document
from dragoman.records import Document
from handmade import event, events

DAY = "2015-03-12"  # a Thursday


def broken(*values, reason):
    """Return a case that the engine is known to get wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def when(found):
    """Return (EDTF, basis) of an event's date, or None."""
    return found.date and (found.date.edtf, found.date.basis)


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("On Monday Ghana condemned the raid.", "ACCUSE", ("2015-03-09", "weekday before publication")),
        ("Ghana condemned the raid on Tuesday.", "ACCUSE", ("2015-03-10", "weekday before publication")),
        ("Malian troops shelled Gao on 2 March 2015.", "ASSAULT", ("2015-03-02", "explicit")),
        ("Norway expelled two Chadian envoys in 2009.", "SANCTION", ("2009", "explicit")),
    ],
)
def test_date_of_the_act(text, type_, expected, pipeline):
    """A date beside the verb is the day of the event."""
    got = when(event(pipeline, text, type_, DAY))
    assert got == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ghana condemned the raid of 2 March.",
        "Ghana condemned the raid that killed nine men in 2009.",
        "Togo's president praised the accord that Niger signed in 2009.",
    ],
)
def test_date_in_the_content_is_not_the_act_s(text, pipeline):
    """A date inside what is spoken of does not date the speaking; the day of publication does, and says so."""
    found = next(e for e in events(pipeline, text, DAY) if e.type in ("ACCUSE", "SUPPORT"))
    assert when(found) == (DAY, "publication date")
    assert (found.date.text, found.date.start, found.date.end) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Malian troops killed four rebels in Gao.", "ASSAULT"),
        ("Thai police arrested five Cambodian journalists.", "COERCE"),
        ("Ghana had condemned the raid.", "ACCUSE"),
    ],
)
def test_deeds_are_not_dated_by_publication(text, type_, pipeline):
    """A deed without a date, or one that lies further back, stays undated."""
    got = event(pipeline, text, type_, DAY).date
    assert got is None


def test_no_publication_date(pipeline):
    """Without a publication date nothing is dated by it, and a weekday stays open."""
    dates = [e.date for e in events(pipeline, "On Monday Ghana condemned Togo.")]
    assert all(date is None or date.edtf is None for date in dates)
    got = event(pipeline, "Ghana condemned Togo.", "ACCUSE").date
    assert got is None


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Malian troops entered Gao on Tuesday. The soldiers killed four rebels.", "ASSAULT"),
        (
            "Icelandic President Olafur Grimsson met Kenyan President Uhuru Kenyatta in Nairobi on Tuesday. "
            "Grimsson thanked Kenya for its help.",
            "SUPPORT",
        ),
    ],
)
def test_story_date(text, type_, pipeline):
    """A sentence that goes on with a dated story happens on its day, and the basis says so."""
    found = event(pipeline, text, type_, DAY)
    assert found.date.edtf == "2015-03-10"
    assert found.date.basis.startswith("as told before")
    assert found.date.start is None


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Portugal's premier visits Angola on 20 March 2015.", "CONSULT", "planned"),
        ("Portugal's premier visits Angola on 2 March 2015.", "CONSULT", "actual"),
        ("Jordan did not expel the Syrian ambassador.", "SANCTION", "negated"),
        ("Jordan may expel the Syrian ambassador.", "SANCTION", "possible"),
        ("Jordan will expel the Syrian ambassador.", "SANCTION", "planned"),
        ("Jordan would expel the Syrian ambassador if Iraq agreed.", "SANCTION", "conditional"),
        ("Jordan expelled the Syrian ambassador.", "SANCTION", "actual"),
    ],
)
def test_status(text, type_, status, pipeline):
    """The words around the event, or a date after publication, tell whether it happened."""
    got = event(pipeline, text, type_, DAY).status
    assert got == status


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Thai police arrested five Cambodian journalists in Bangkok.", "COERCE", "Bangkok"),
        ("In Gao, Malian troops killed four rebels.", "ASSAULT", "Gao"),
        ("Fiji's premier met Samoa's premier in Apia.", "CONSULT", "Apia"),
        ("TUNIS, March 11 - Tunisian police arrested nine men.", "COERCE", "Tunis"),
        ("TUNIS, March 11 - Thai police arrested nine men.", "COERCE", None),
        ("Thai police arrested five journalists.", "COERCE", None),
        ("The foreign ministers of Serbia and Albania met in Vienna.", "CONSULT", "Vienna"),
        ("Austria imposed sanctions on Belarus.", "SANCTION", None),
        ("The Finnish premier spoke by radio from Oslo, where he met the king of Norway.", "CONSULT", "Oslo"),
        ("Oslo is a city where it rains. The Finnish premier met the king of Norway.", "CONSULT", None),
        ("A Lusaka court convicted two Malawian officials of fraud.", "SANCTION", "Lusaka"),
        ("A Nairobi judge freed the Ugandan envoy.", "RETREAT", "Nairobi"),
        ("The Emir of Qatar met Estonian President Toomas Hendrik Ilves.", "CONSULT", None),
    ],
)
def test_places(text, type_, place, pipeline):
    """A place is where the event happens: a locative phrase, else the dateline of a participant's country."""
    found = event(pipeline, text, type_, DAY).place
    assert (found and found.name) == place


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        (
            '"Latvia expelled two diplomats," Belarusian Foreign Minister Vladimir Makei said.',
            "SANCTION",
            [("Vladimir Makei", "said", "direct")],
        ),
        (
            "According to the Ukrainian defence ministry, Russian troops shelled Mariupol on Sunday.",
            "ASSAULT",
            [("Ukraine defence ministry", "According to", "indirect")],
        ),
        (
            "Reuters quoted a Lebanese official as saying that Israel had bombed a village.",
            "ASSAULT",
            [("Lebanon civil official", "saying", "indirect"), ("Reuters", "quoted", "indirect")],
        ),
        ("Rockets hit Sderot on Monday, Israel's army said.", "ASSAULT", [("Israel army", "said", "indirect")]),
        ("Norway expelled two Chadian envoys.", "SANCTION", []),
    ],
)
def test_sources(text, type_, expected, pipeline):
    """Those who vouch for an event stand nearest first, with cue and kind of quotation."""
    found = event(pipeline, text, type_, DAY)
    assert [(s.name, s.cue, s.quotation) for s in found.attribution] == expected
    for source in found.attribution:
        assert text[source.start : source.end] == source.text
        assert text[source.content.start : source.content.end] == source.content.text
        assert source.content.start <= found.trigger.start and found.trigger.end <= source.content.end + 1


def test_speech_belongs_to_its_speaker(pipeline):
    """Where a minister says that his country welcomes something, the welcome is the minister's."""
    text = "Danish Foreign Minister Villy Soevndal said that Denmark welcomed the decision of Mali."
    got = [a.person for a in event(pipeline, text, "SUPPORT", DAY).actors]
    assert got == ["Villy Soevndal"]


def test_deeds_do_not_belong_to_who_tells_them(pipeline):
    """A speaker who tells of his country's deed is its source, not its actor."""
    text = "Danish Foreign Minister Villy Soevndal said that Danish troops attacked a Malian village."
    found = event(pipeline, text, "ASSAULT", DAY)
    assert [a.person for a in found.actors] == [None]
    assert [s.person for s in found.attribution] == ["Villy Soevndal"]


@pytest.mark.parametrize(
    ("text", "edtf", "basis"),
    [
        ("Kenya's president arrived in Uganda on Monday for a two-day visit.", "2015-03-09/2015-03-10", "2 days from 2015-03-09"),
        ("Kenya's president will begin a three-day visit to Uganda on 16 March.", "2015-03-16/2015-03-18", "3 days from 2015-03-16"),
        ("Kenya's president will visit Uganda on 16 March for three days.", "2015-03-16/2015-03-18", "3 days from 2015-03-16"),
        ("Kenya's president concluded a four-day visit to Uganda on Saturday.", "2015-03-04/2015-03-07", "4 days to 2015-03-07"),
        ("Two-day talks between Sudan and Egypt opened in Cairo on Sunday.", "2015-03-08/2015-03-09", "2 days from 2015-03-08"),
    ],
)  # fmt: skip
def test_a_visit_of_days_has_its_first_and_last(text, edtf, basis, pipeline):
    """A visit that begins, or ends, on a day lasts as long as the text says."""
    assert when(event(pipeline, text, "CONSULT", DAY)) == (edtf, basis)


def test_what_starts_on_a_day_is_dated_by_it(pipeline):
    """The event is the beginning; what lasts from then on is open."""
    found = event(pipeline, "Norway will freeze the assets of Chadian officials starting 1 April.", "SANCTION", DAY)
    assert (str(found.date.earliest), str(found.date.latest)) == ("2015-04-01", "2015-04-01")


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Yesterday Ghana's president met Togo's foreign minister on Friday.", True),
        ("Earlier yesterday, Ghana's president met Togo's foreign minister on Sunday in Accra.", True),
        ("Earlier yesterday, Ghana's president met Togo's foreign minister on Wednesday in Accra.", False),
        ("Ghana's president met Togo's foreign minister on Monday, March 10.", True),
        ("Ghana's president met Togo's foreign minister on Tuesday, March 10.", False),
        ("Ghana's president met Togo's foreign minister on Monday and Tuesday.", False),
        ("Ghana's president met Togo's foreign minister from Monday to Wednesday.", False),
        ("The minister said on Monday that Ghana's president had met Togo's premier on Friday.", False),
    ],
)
def test_conflicting_cues_are_flagged(text, conflict, pipeline):
    """Two days for one act, or a weekday that is not that of the day, are for the reader to judge."""
    found = event(pipeline, text, "CONSULT", DAY)
    assert ("date-conflict" in found.flags) == conflict


def test_date_hangs_on_another_verb_of_the_wording(full_pipeline):
    """What is told by two verbs takes the day of either."""
    document = Document(
        id="1", text="Eritrea let the Yemeni crew go on Monday, 4 May, once a fine was paid.", published=dt.date(2009, 5, 6)
    )
    (event,) = [e for e in run_document(document, full_pipeline) if e.type == "RETREAT"]
    assert event.date is not None and event.date.edtf == "2009-05-04"
