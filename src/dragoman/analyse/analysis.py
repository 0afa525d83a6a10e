"""The analysed document: sentences of tokens with tags and dependencies, and what was found in them.

Plain immutable values, so that tests build them by hand and no step can change them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.records import Document, Span


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `i` is its position in the sentence, `start`/`end` are code points of the document."""

    i: int
    text: str
    lower: str
    lemma: str
    tag: str  # Penn Treebank
    pos: str  # Universal
    dep: str  # ClearNLP labels, as in spaCy's English models
    head: int  # position in the sentence; its own for the root
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, headline or bullet point.

    `kind` is "headline", "bullet" or "body"; `paragraph` counts the blocks of the document from 0;
    `children[i]` are the positions of the dependents of token i, left to right. `operative` marks an item of a
    resolution that opens with its verb: its subject stands before the list.
    """

    index: int
    paragraph: int
    kind: str
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    operative: bool = False

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def subtree(self, i: int) -> list[int]:
        """Return the positions of token i and all its dependents, in text order."""
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            found.append(j)
            todo.extend(self.children[j])
        return sorted(found)

    def path_to_root(self, i: int) -> Iterator[int]:
        """Yield the heads of token i, nearest first (token i itself is not among them)."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield i


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a transcript: the label ("Q", "SECRETARY RICE") and the words up to the next label."""

    label: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its sentences in text order.

    `datelines` are stretches like "ANKARA, Jan 6 —" that open a paragraph (or are one); they belong to no
    sentence, nor do the labels of `turns`, which a transcript has.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    datelines: tuple[Span, ...] = ()
    turns: tuple[Turn, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the exact words from `start` to `end` (code points)."""
        return Span(text=self.document.text[start:end], start=start, end=end)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds a code point, or None."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sentences) and self.sentences[low].start <= offset:
            return self.sentences[low]
        return None


def build_sentence(
    rows: list[tuple[str, str, str, str, str, int, int]],
    *,
    index: int = 0,
    paragraph: int = 0,
    kind: str = "body",
) -> Sentence:
    """Return a sentence from rows of (text, lemma, tag, pos, dep, head, start)."""
    tokens = tuple(
        Token(i, text, text.lower(), lemma, tag, pos, dep, head, start, start + len(text))
        for i, (text, lemma, tag, pos, dep, head, start) in enumerate(rows)
    )
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Sentence(index, paragraph, kind, tokens, tuple(map(tuple, children)))
