"""Laws of entities: one country each, words that stand in the text, and no change by what is said after."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dragoman.ingest import read_documents
from dragoman.pipeline import run_steps
from dragoman.records import Document
from test_properties import NAMES, VERBS

ROOT = Path(__file__).parents[1]

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
PRONOUNS = {
    "he",
    "she",
    "it",
    "they",
    "we",
    "his",
    "her",
    "its",
    "their",
    "our",
    "him",
    "them",
    "us",
    "who",
    "you",
    "i",
}
# Sentences about nobody that the texts name.
LATER = [
    "Rain is expected on the coast.",
    "Shares rose by two per cent.",
    "The foreign minister of Vanuatu, Tari Kalsakau, arrived later.",
    "Tongan police closed a road in Nuku'alofa.",
]
ACTS = [verb for verb in VERBS if not PRONOUNS & set(verb.split())]
PLAIN = [name for name in NAMES if name not in ("the visiting dignitary",)]
OTHERS = [
    "on Monday",
    "in 2014",
    "the treaty",
    "aid",
    "of",
    "and",
    "with",
    "the army chief",
    "Minister Mohamed",
    "Osei",
]
SENTENCES = st.lists(
    st.tuples(st.sampled_from(PLAIN), st.sampled_from(ACTS), st.sampled_from(PLAIN + OTHERS), st.sampled_from(OTHERS)),
    min_size=1,
    max_size=6,
).map(lambda rows: " ".join(words[:1].upper() + words[1:] + "." for words in map(" ".join, rows)))
# Sentences as papers write them: people with office and country, bodies, groups, capitals, roles without a country.
WHO = [
    "Kenyan President Amos Otieno", "Peruvian Foreign Minister Rosa Mena", "Fijian army chief Jone Tawake", "NATO",
    "the Estonian prime minister, Jaan Tamm,", "Laotian police", "General Ibrahim Sow", "the Free Aceh Movement",
    "the foreign ministry", "the rebels", "Warsaw", "Qatar", "the army chief", "the visiting minister", "the envoy",
]  # fmt: skip
TAKEN_UP = [
    "the two sides", "both countries", "the president", "the minister", "the country", "the group", "the kingdom",
    "the two leaders", "the general", "the government", "the spokesman", "the alliance", "the latter", "the 62-year-old",
    "Otieno", "Mena", "South American leaders", "the Gulf emirate", "the parties", "the West African nation",
]  # fmt: skip
INTRODUCED = ["Amos Otieno", "Rosa Mena"]
DEEDS = ["met", "condemned", "signed an accord with", "arrested ten men in", "urged", "withdrew troops from", "thanked"]
WHEN = ["", " on Monday", " in Lima", " in Doha", " after a raid", " in 1998"]
TOLD = st.tuples(*map(st.sampled_from, (WHO + TAKEN_UP, DEEDS, WHO + TAKEN_UP, WHEN))).map(
    lambda row: f"{row[0][:1].upper()}{row[0][1:]} {row[1]} {row[2].rstrip(',')}{row[3]}."
)
GAPS = st.sampled_from([" ", "\n\n"])
STORIES = st.lists(st.tuples(TOLD, GAPS), min_size=1, max_size=6).map(lambda rows: "".join(a + b for a, b in rows).strip())
EXAMPLES = [
    document
    for document in read_documents([str(ROOT / "examples")], published=None, source=None)
    if isinstance(document, Document)
]


def entities(document, pipeline):
    """Return (entity, country, sector) of each mention of a document, by its code points."""
    found = defaultdict(list)
    for item in run_steps(document, pipeline, until="coreference")["resolved"]:
        for actor in item.actors:
            found[item.mention.start, item.mention.end].append((actor.entity, actor.country, actor.sector))
    return dict(found)


def contradictions(document, pipeline):
    """Return mentions whose own words name another country than their entity has, without saying that it is inferred."""
    wrong = []
    for item in run_steps(document, pipeline, until="coreference")["resolved"]:
        own = item.mention.country
        told = own and not item.mention.options and item.mention.kind != "pronoun" and len(item.actors) == 1
        if told and item.actors[0].country not in (None, own) and "inferred" not in item.actors[0].found_by:
            wrong.append((item.mention.text, own, item.actors[0].country))
    return wrong


def countries(document, pipeline):
    """Return the countries by entity over all actors of a document, in mentions and in events."""
    results = run_steps(document, pipeline)
    actors = [actor for item in results["resolved"] for actor in item.actors]
    actors += [actor for event in results["events"] for actor in (*event.actors, *event.recipients, *event.attribution)]
    found = defaultdict(set)
    for actor in actors:
        found[actor.entity].add(actor.country)
    return found


@SETTINGS
@given(text=SENTENCES | STORIES)
def test_an_entity_has_one_country(text, pipeline):
    """All mentions of an entity have the same country, and none whose words say another one unless it is inferred."""
    document = Document(id="any", text=text, published="2015-06-01")
    assert not [entity for entity, found in countries(document, pipeline).items() if len(found) > 1]
    assert contradictions(document, pipeline) == []


@pytest.mark.parametrize("document", EXAMPLES, ids=lambda document: document.id)
def test_an_entity_of_the_examples_has_one_country(document, pipeline):
    """The same holds for the example documents."""
    assert not [entity for entity, found in countries(document, pipeline).items() if len(found) > 1]
    assert contradictions(document, pipeline) == []


@SETTINGS
@given(text=SENTENCES | STORIES)
def test_mentions_stand_in_the_text(text, pipeline):
    """Every mention is a stretch of the text, word for word."""
    for item in run_steps(Document(id="any", text=text, published=None), pipeline, until="coreference")["resolved"]:
        for actor in item.actors:
            assert text[actor.start : actor.end] == actor.text != ""


@SETTINGS
@given(text=SENTENCES | STORIES, later=st.sampled_from(LATER) | TOLD, gap=GAPS)
def test_a_later_sentence_changes_no_entity(text, later, gap, pipeline):
    """What is said at the end of a text without pronouns, of whomever, changes nobody named before."""
    assert not PRONOUNS & set(text.replace("US", "").lower().replace(".", " ").split())
    # A surname alone that only the sentence after it introduces is understood from there.
    assume(not any(name.split()[-1] in text and name not in text and name in later for name in INTRODUCED))
    before = entities(Document(id="any", text=text, published="2015-06-01"), pipeline)
    after = entities(Document(id="any", text=f"{text}{gap}{later}", published="2015-06-01"), pipeline)
    assert {span: after.get(span) for span in before} == before


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("document", EXAMPLES, ids=lambda document: document.id)
def test_a_later_sentence_changes_no_entity_of_the_examples(document, later, pipeline):
    """The same holds for the example documents, pronouns and all."""
    before = entities(document, pipeline)
    after = entities(document.model_copy(update={"text": f"{document.text}\n\n{later}"}), pipeline)
    assert {span: after.get(span) for span in before} == before
