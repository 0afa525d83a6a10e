"""Scores attributions against a corpus of news articles with source, cue and content spans (PolNeAR format).

    python benchmarks/attribution.py polnear_dev.jsonl

One JSON object per line: {"text", "attributions": [{"source", "cue", "content"}]}, each a list of spans.
An attribution is right when the characters of its content have a Jaccard index of 0.5 or more with those of
the gold content, and its source has the same or one source contains the other (no source equals no source).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dragoman.analyse.analysis import Analysis
from dragoman.analyse.blocks import CaseRules
from dragoman.analyse.language import analyse, load_language
from dragoman.extract.attribution import AttributionSpan, build_attribution_index, find_attributions
from dragoman.knowledge.attribution import AttributionRules
from dragoman.knowledge.schema import read_toml
from dragoman.knowledge.sentences import SentenceRules
from dragoman.records import Document

DATA = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "data" / "en"
QUOTES = "\"“”„‟«»‘'`"
Pair = tuple[frozenset[int], frozenset[int]]


def characters(spans: list[list[int]] | list[tuple[int, int]]) -> frozenset[int]:
    """Return the set of code points that spans cover."""
    return frozenset(i for start, end in spans for i in range(start, end))


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the Jaccard index of two sets; 1 for two empty ones."""
    return len(a & b) / len(a | b) if a or b else 1.0


def same_source(a: frozenset[int], b: frozenset[int]) -> bool:
    """Say whether two sources are the same: much in common, or one within the other."""
    if not a or not b:
        return a == b
    return a <= b or b <= a or jaccard(a, b) >= 0.5


def match(found: list[Pair], gold: list[Pair]) -> list[tuple[int, int]]:
    """Return pairs (found, gold) of right attributions, best content first, each used once."""
    scores = sorted(
        (
            (score, i, j)
            for i, (source, content) in enumerate(found)
            for j, (gold_source, gold_content) in enumerate(gold)
            if content & gold_content
            and (score := jaccard(content, gold_content)) >= 0.5
            and same_source(source, gold_source)
        ),
        reverse=True,
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, i, j in scores:
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def as_pair(span: AttributionSpan) -> Pair:
    """Return a found attribution as (source characters, content characters)."""
    source = [(span.source.start, span.source.end)] if span.source else []
    return characters(source), characters([(s.start, s.end) for s in span.content])


def read_gold(path: Path) -> list[dict]:
    """Return the documents of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def analyse_all(documents: list[dict]) -> list[Analysis]:
    """Return the analysis of each document."""
    language = load_language()
    rules = read_toml(DATA / "sentences.toml", SentenceRules)
    case = CaseRules({}, language.common, frozenset())
    return [analyse(Document(id=d["id"], text=d["text"]), language, rules, case) for d in documents]


def score(documents: list[dict], found: list[tuple[AttributionSpan, ...]]) -> dict[str, float]:
    """Return precision, recall and F1 over all, and recall over contents that open with a quotation mark."""
    right = total = gold_total = direct = direct_right = 0
    for document, spans in zip(documents, found):
        gold = [(characters(a["source"]), characters(a["content"])) for a in document["attributions"]]
        is_direct = [bool(c) and document["text"][min(c)] in QUOTES for _, c in gold]
        pairs = match([as_pair(span) for span in spans], gold)
        right += len(pairs)
        total += len(spans)
        gold_total += len(gold)
        direct += sum(is_direct)
        direct_right += sum(is_direct[j] for _, j in pairs)
    precision, recall = right / max(total, 1), right / max(gold_total, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "direct_recall": direct_right / max(direct, 1),
        "found": total,
        "gold": gold_total,
        "direct": direct,
    }


def measure(corpus: Path, *, first: int | None = None) -> dict[str, float]:
    """Return the figures of `score` over a corpus file, and milliseconds of CPU time for 600 words without the parse.

    Arguments: corpus, a JSON Lines file; first, how many of its documents are read, None for all.
    """
    documents = read_gold(corpus)[:first]
    index = build_attribution_index(read_toml(DATA / "attribution.toml", AttributionRules))
    analyses = analyse_all(documents)
    began = time.process_time()
    found = [find_attributions(analysis, index) for analysis in analyses]
    seconds = time.process_time() - began
    words = sum(len(document["text"].split()) for document in documents)
    return score(documents, found) | {"ms_per_600_words": seconds * 1000 * 600 / max(words, 1)}


def main(arguments: list[str]) -> int:
    """Print the scores of one corpus file as JSON."""
    corpus = Path(arguments[0] if arguments else "../shared/attribution/polnear_dev.jsonl")
    if not corpus.exists():
        print(f"skipped: {corpus} is not there", file=sys.stderr)
        return 0
    print(json.dumps({key: round(value, 3) for key, value in measure(corpus).items()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
