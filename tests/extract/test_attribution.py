"""Attributions: the examples of the data file, quotation marks, and laws that hold for any text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.analysis import Analysis, build_sentence
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.language import analyse, load_language
from dragoman.analyse.quotes import find_quotations
from dragoman.extract import attribution
from dragoman.extract.attribution import AttributionSpan, build_attribution_index, find_attributions
from dragoman.knowledge.attribution import AttributionRules
from dragoman.knowledge.schema import read_toml
from dragoman.knowledge.sentences import SentenceRules
from dragoman.records import Document

DATA = Path(attribution.__file__).parents[1] / "knowledge" / "data" / "en"
RULES = read_toml(DATA / "attribution.toml", AttributionRules)
INDEX = build_attribution_index(RULES)


@lru_cache(maxsize=256)
def read(text: str) -> Analysis:
    language = load_language()
    rules = read_toml(DATA / "sentences.toml", SentenceRules)
    return analyse(Document(id="t", text=text), language, rules, CaseRules({}, language.common, frozenset()))


def find(text: str) -> tuple[AttributionSpan, ...]:
    return find_attributions(read(text), INDEX)


def brief(span: AttributionSpan) -> tuple:
    return span.source.text if span.source else None, span.cue.text, tuple(c.text for c in span.content)


def untagged(text: str) -> Analysis:
    """Return an analysis with one sentence a paragraph and no useful tags."""
    sentences, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            row = (line, line, "XX", "X", "ROOT", 0, start)
            sentences.append(build_sentence([row], index=len(sentences), paragraph=number))
        start += len(line) + 1
    return Analysis(Document(id="t", text=text), tuple(sentences))


@pytest.mark.parametrize("example", RULES.example, ids=lambda e: f"{e.cue}: {e.text[:40]}")
def test_examples_of_the_data_file(example):
    assert (example.source, example.cue, example.content) in [brief(span) for span in find(example.text)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "no" and "never".', ['"no"', '"never"']),
        ("She called it “a ‘sad’ day”.", ["“a ‘sad’ day”"]),
        ("''We leave,'' he said.", ["''We leave,''"]),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("« Nous partons », dit-il.", ["« Nous partons »"]),
        ("'The workers' union is right,' he said.", ["'The workers' union is right,'"]),
        ("The workers' union and the miners' union met.", []),
        ("It's the '90s, isn't it?", []),
        ('"We stay.\n"We fight."', ['"We stay.', '"We fight."']),
    ],
)
def test_quotation_marks(text, quotations):
    assert [text[q.start : q.end] for q in find_quotations(untagged(text))] == quotations


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"The port is open," the mayor of Beira said.', "direct"),
        ("The mayor of Beira said the port was open.", "indirect"),
        ('The mayor of Beira said the port was "as open as ever" to trade.', "mixed"),
    ],
)
def test_kind_of_quotation(text, kind):
    assert [span.quotation for span in find(text)] == [kind]


def test_quotation_without_a_cue_goes_to_the_last_speaker():
    (span,) = find('"This is over," the chancellor said.\n"I have nothing more to add."')
    assert [piece.text for piece in span.content] == ['"This is over,"', '"I have nothing more to add."']
    assert "continued quotation" in span.found_by


def test_words_within_a_quotation_are_no_attribution():
    spans = find('"I think the envoy believes us," the chancellor said.')
    assert [brief(span)[0] for span in spans] == ["the chancellor"]


def test_relative_pronoun_points_at_its_noun():
    text = "The general met a senator who claimed that the army was loyal."
    (span,) = [span for span in find(text) if span.cue.text == "claimed"]
    sentence, position = span.source_head
    assert span.source.text == "who"
    assert read(text).sentences[sentence].tokens[position].text == "senator"


def test_participle_after_a_comma_goes_back_to_the_main_speaker():
    spans = find("The bank said that it would lend more, adding that rates were falling.")
    assert [brief(span)[:2] for span in spans] == [("The bank", "said"), ("The bank", "adding")]


def test_two_links_of_a_chain():
    spans = find("The agency quoted Prime Minister Lars Holm as saying that Denmark would recall its envoy.")
    assert ("Prime Minister Lars Holm", "saying", ("that Denmark would recall its envoy",)) in map(brief, spans)
    assert "The agency" in [brief(span)[0] for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "The two presidents met in Quito on Friday.",
        "The reported losses were small.",
        "The delegation called on the foreign minister in Vienna.",
        "Troops crossed the border at night.",
    ],
)
def test_plain_events_are_no_attributions(text):
    assert find(text) == ()


def test_turns_of_a_transcript_reach_to_the_next_turn():
    text = "MS. ADEYEMI: We met in Accra.\nThe talks went well.\nQUESTION: Will you go?\nMS. ADEYEMI: In May."
    first = find(text)[0]
    assert brief(first) == ("MS. ADEYEMI", ":", ("We met in Accra.\nThe talks went well.",))


MARKS = st.text(alphabet="ab \n\"'“”‘’«».,:—", max_size=60)


@settings(max_examples=150, deadline=None)
@given(MARKS)
def test_quotations_lie_in_order_and_do_not_overlap(text):
    found = find_quotations(untagged(text))
    assert all(a.end <= b.start for a, b in zip(found, found[1:]))
    assert all(0 <= q.start < q.end <= len(text) for q in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([example.text for example in RULES.example]), min_size=1, max_size=4))
def test_spans_are_exact_and_a_second_run_is_the_same(texts):
    text = "\n\n".join(texts)
    spans = find(text)
    for span in spans:
        for piece in (span.cue, *span.content, *((span.source,) if span.source else ())):
            assert piece.start < piece.end
            assert text[piece.start : piece.end] == piece.text
    assert spans == find_attributions(read(text), INDEX)


@settings(max_examples=25, deadline=None)
@given(MARKS, st.sampled_from([example.text for example in RULES.example]))
def test_no_text_breaks_it(noise, text):
    for span in find(f"{noise}\n{text}\n{noise}"):
        assert span.content
