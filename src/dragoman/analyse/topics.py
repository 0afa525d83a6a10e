"""Tells paragraphs about sport, markets, weather and the like, and figures of speech, where no event is coded."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.lexicon import Entry, Lexicon, build_lexicon, find_names
from dragoman.knowledge.topics import TopicRules

# A paragraph belongs to a field from two points on: a strong word counts 2, a weak one 1; weak words alone
# need three, since "match" or "season" also stand in political news.
STRONG, WEAK, ENOUGH = 2, 1, 3


@dataclass(frozen=True)
class TopicIndex:
    """Words of other fields, and figures of speech, as lexicons."""

    words: dict[str, tuple[str, int]]
    figures: Lexicon


def build_topics(rules: TopicRules) -> TopicIndex:
    """Return the index of a table of topics."""
    words: dict[str, tuple[str, int]] = {}
    for topic in rules.topic:
        words.update({word: (topic.name, WEAK) for word in topic.weak if word not in words})
        words.update(dict.fromkeys(topic.strong, (topic.name, STRONG)))
    figures = build_lexicon(
        (phrase, Entry("figure", phrase), False) for group in rules.figurative for phrase in group.words
    )
    return TopicIndex(words, figures)


def off_topic(analysis: Analysis, index: TopicIndex) -> frozenset[int]:
    """Return the indexes of paragraphs that are about another field than politics."""
    points: dict[int, dict[str, int]] = {}
    strong: dict[int, set[str]] = {}
    for sentence in analysis.sentences:
        here = points.setdefault(sentence.paragraph, {})
        seen: set[str] = set()
        for token in sentence.tokens:
            for word in (token.lemma, token.lower):
                found = index.words.get(word)
                if found and word not in seen:
                    seen.add(word)
                    here[found[0]] = here.get(found[0], 0) + found[1]
                    if found[1] == STRONG:
                        strong.setdefault(sentence.paragraph, set()).add(found[0])
                    break
    off = {
        p
        for p, fields in points.items()
        for name, n in fields.items()
        if n >= ENOUGH and (name in strong.get(p, ()) or n > ENOUGH)
    }
    # Where most of a document is about another field, its remaining paragraphs are too.
    if len(points) > 2 and len(off) >= 0.5 * len(points):
        return frozenset(points)
    return frozenset(off)


def figurative(analysis: Analysis, index: TopicIndex) -> tuple[tuple[int, int], ...]:
    """Return the code points of figures of speech ("under fire from critics")."""
    return tuple((hit.start, hit.end) for hit in find_names(analysis.document.text, index.figures))
