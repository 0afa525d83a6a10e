"""Reported speech by class of wording, chains of those who vouch, and laws of both."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.analysis import Analysis, build_sentence
from dragoman.analyse.quotes import find_quotations
from dragoman.pipeline import run_document, run_steps
from handmade import document

TABLE = tomllib.loads(Path(__file__).with_name("reported_speech.toml").read_text(encoding="utf-8"))
CASES, CHAINS = TABLE["case"], TABLE["chain"]
TEXTS = sorted({row["text"] for row in (*CASES, *CHAINS)})


def reported(pipeline, text):
    """Return the attributions of a text."""
    return run_steps(document(text), pipeline, until="attributions")["reported"]


def untagged(text: str) -> Analysis:
    """Return an analysis with one sentence a paragraph and no useful tags."""
    sentences, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            row = (line, line, "XX", "X", "ROOT", 0, start)
            sentences.append(build_sentence([row], index=len(sentences), paragraph=len(sentences)))
        start += len(line) + 1
    return Analysis(document(text), tuple(sentences))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:50]}")
def test_case(case, pipeline):
    """Each wording yields its source, cue, exact content and kind of quotation."""
    found = reported(pipeline, case["text"])
    told = [(a.source.text if a.source else "", a.cue.text, [c.text for c in a.content], a.quotation) for a in found]
    assert (case["source"], case["cue"], case["content"], case["quotation"]) in told


def link(source) -> str:
    """Return a link of a chain as the table writes it."""
    name = source.person or (source.name if source.cue is None or source.text is None else source.text)
    return f"{name}: {source.cue}" if source.cue else name


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: f"{chain['outlet']}: {chain['text'][:50]}")
def test_chain(chain, pipeline):
    """Who vouches for an event, from the event outward, the outlet last and once."""
    found = run_document(document(chain["text"], source=chain["outlet"] or None), pipeline)
    (event,) = [e for e in found if chain["trigger"] in e.trigger.text]
    assert [link(source).lower() for source in event.attribution] == [words.lower() for words in chain["links"]]


@pytest.mark.parametrize(
    ("outlet", "name", "country", "sector"),
    [
        ("Reuters", "Reuters", "GBR", "JRN"),
        ("Ministry of Foreign Affairs of Malawi", "Ministry of Foreign Affairs of Malawi", "MWI", "GOV"),
        ("ISPR, Bangladesh", "ISPR, Bangladesh", "BGD", "MIL"),
        ("Southern Lantern Review", "Southern Lantern Review", None, None),
    ],
)
def test_outlet_as_an_actor(outlet, name, country, sector, pipeline):
    """An outlet has the country and sector that its name tells, and no offsets where the text does not name it."""
    (event,) = run_document(document("Kenya has expelled two Eritrean diplomats.", source=outlet), pipeline)
    (last,) = event.attribution
    assert (last.name, last.country, last.sector) == (name, country, sector)
    assert (last.text, last.start, last.end, last.cue, last.quotation, last.content) == (None,) * 6


def test_outlet_that_the_text_names_has_offsets(pipeline):
    text = "NAIROBI (Lantern Wire) — Kenya has expelled two Eritrean diplomats."
    (event,) = run_document(document(text, source="Lantern Wire"), pipeline)
    assert [text[s.start : s.end] for s in event.attribution] == ["Lantern Wire"]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("»Nein«, sagte er.", ["»Nein«"]),
        ("›Nein‹, sagte er.", ["›Nein‹"]),
        ("‹Non›, dit-il.", ["‹Non›"]),
        ("”Nej”, sade han.", ["”Nej”"]),
        ("‚Nein‘, sagte er.", ["‚Nein‘"]),
        ("„Er sagte ‚nein‘ und ging“, hieß es.", ["„Er sagte ‚nein‘ und ging“"]),
        ("« Oui », dit-il, « mais “non” ».", ["« Oui »", "« mais “non” »"]),
        ("“He said ‘no’ and ‘never’,” she said.", ["“He said ‘no’ and ‘never’,”"]),
        ("\"He said 'the soldiers' boots' were gone,\" she said.", ["\"He said 'the soldiers' boots' were gone,\""]),
        ("He was \"ready and will\"ing to \"go\".", ['"ready and will"', '"go"']),
        ("‘We stay.\n‘We fight,’ he said.", ["‘We stay.", "‘We fight,’"]),
        ("「我们」 and 《书》 are other marks.", []),
        ("The barrel is 5'10\" long and 6\" wide.", []),
        ("It closed» he said.", []),
    ],
)
def test_marks_of_all_styles(text, quotations):
    """Quotations of any style, one within another, and marks that are none."""
    assert [text[q.start : q.end] for q in find_quotations(untagged(text))] == quotations


NO_MARKS = (
    "the soldiers' boots", "the king's men", "the ’90s", "the '80s", "it's", "isn’t", "James' son", "rock 'n' roll",
    "’tis late", "the players’ union", "O'Brien", "the bosses’ cars", "in '45", "Qur'an", "two weeks' notice",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(NO_MARKS), min_size=1, max_size=8), st.sampled_from([" ", ", ", "; ", "\n"]))
def test_apostrophes_open_no_quotation(phrases, blank):
    """Genitives, elisions and decades are no quotations, however many stand together."""
    assert find_quotations(untagged(blank.join(phrases) + ".")) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_spans_are_exact_text(pipeline, texts):
    """Every source, cue and stretch of content is the text at its offsets, and contents do not overlap."""
    text = "\n\n".join(texts)
    for item in reported(pipeline, text):
        for span in (item.cue, *item.content, *((item.source,) if item.source else ())):
            assert span.start < span.end
            assert text[span.start : span.end] == span.text
        assert all(a.end <= b.start for a, b in zip(item.content, item.content[1:]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([row["text"] for row in CHAINS]), min_size=1, max_size=3), st.sampled_from(["Meridian Wire", "Reuters", None]))
def test_chains_go_outward(pipeline, texts, outlet):
    """Each link's content holds the event and the content of the link before; the outlet is last, once, or unknown."""
    results = run_steps(document("\n\n".join(texts), source=outlet), pipeline)
    for draft in results["drafts"]:
        contents = [source.content for source in draft.sources]
        start, end = draft.trigger
        assert all(c.start <= start and end <= c.end + 1 for c in contents)
        assert all(b.start <= a.start and a.end <= b.end for a, b in zip(contents, contents[1:]))
    for event in results["events"]:
        names = [source.name for source in event.attribution]
        assert outlet is None or (names[-1] == outlet and names.count(outlet) == 1)
        assert len({source.entity for source in event.attribution}) == len(event.attribution)
        assert all(source.content is not None for source in event.attribution[: -1 if outlet else None])
