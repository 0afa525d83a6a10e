"""The corpus can be read, knows only types and modes that there are, and does not repeat itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from dragoman.knowledge.tables import load_knowledge
from training.markup import read_corpus

STATUS = {"actual", "planned", "possible", "conditional", "negated"}
RUN, OFTEN, SHARED = 7, 3, 0.7


@pytest.fixture(scope="module")
def passages():
    return read_corpus()


@pytest.fixture(scope="module")
def sentences(passages):
    return [sentence for passage in passages for sentence in passage.sentences]


def words_of(text):
    return re.findall(r"[\w'’-]+", text.lower())


def test_types_modes_and_status_are_known(sentences):
    """Every event has a type, a mode and a status that the knowledge files have."""
    kinds = {kind.type: set(kind.modes) | {None} for kind in load_knowledge().events}
    wrong = [
        f"{sentence.where}: {event.type}/{event.mode} {event.status}"
        for sentence in sentences
        for event in sentence.events
        if event.mode not in kinds.get(event.type, ()) or event.status not in STATUS
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_it_is_as_large_as_it_says(passages, sentences):
    """Enough sentences, of every type, without event, and inside passages."""
    events = Counter(event.type for sentence in sentences for event in sentence.events)
    assert len(sentences) >= 15000
    assert min(events[kind.type] for kind in load_knowledge().events) >= 400, events
    assert sum(not sentence.events for sentence in sentences) >= 0.3 * len(sentences)
    assert sum(len(p.sentences) for p in passages if len(p.sentences) > 1) >= 0.33 * len(sentences)


def test_no_run_of_words_comes_often(sentences):
    """No seven words in a row stand in more than three sentences."""
    counts = Counter()
    for sentence in sentences:
        words = words_of(sentence.text)
        counts.update({tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)})
    often = [" ".join(run) for run, count in counts.items() if count > OFTEN]
    assert not often, often[:20]


def test_no_two_sentences_are_nearly_the_same(sentences):
    """No two sentences share more than 70 % of their words."""
    bags = [frozenset(words_of(sentence.text)) for sentence in sentences]
    where = defaultdict(list)
    for n, bag in enumerate(bags):
        for word in bag:
            where[word].append(n)
    rare = {word: found for word, found in where.items() if len(found) <= 200}
    together = Counter(pair for found in rare.values() for pair in combinations(found, 2))
    same = [
        f"{sentences[a].where} and {sentences[b].where}: {sentences[a].text}"
        for a, b in together
        if len(bags[a] & bags[b]) > SHARED * max(len(bags[a]), len(bags[b]))
    ]
    assert not same, "\n".join(same[:20])
