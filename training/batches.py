"""Examples as tensors: word pieces, the marks of a pair, and the labels of each head."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.analyse.relation import mark_pair
from training.examples import Example
from training.labels import ROLES, Heads

MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # before and after actor, before and after recipient
IGNORED = -100
MAX_PIECES = 160


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as word pieces with its labels; `roles` are (trigger pieces, phrase pieces, role)."""

    ids: list[int]
    marks: tuple[int, int]
    pair: int
    triggers: list[int]
    modes: list[int]
    roles: list[tuple[list[int], list[int], int]]
    phrases: list[list[int]]


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    mask: Tensor
    marks: Tensor
    pair: Tensor
    triggers: Tensor
    modes: Tensor
    roles: list[tuple[int, list[int], list[int], int]]


def encode(example: Example, tokenizer: Tokenizer, heads: Heads) -> Encoded:
    """Return the word pieces of an example with the labels of its heads.

    Arguments:
        heads: the labels of the heads in their order.
    """
    numbers = [tokenizer.token_to_id(mark) for mark in MARKS]
    ids, spans, marks = mark_pair(tokenizer, numbers, MAX_PIECES, example.text, example.pair or (None, None))

    def pieces(start: int, end: int) -> list[int]:
        return [i for i, (s, e) in enumerate(spans) if s < e and s < end and start < e]

    none = len(heads.types)
    triggers = [none if e > s else IGNORED for s, e in spans]
    modes = [IGNORED] * len(ids)
    for start, end, kind, mode in example.triggers:
        for i in pieces(start, end):
            triggers[i], modes[i] = heads.types.index(kind), heads.mode_of(kind, mode)
    roles = [(pieces(*r.trigger), pieces(*r.phrase), ROLES.index(r.role)) for r in example.roles]
    label = IGNORED if example.label is None else heads.pairs.index(example.label)
    phrases = [pieces(*p) for p in example.phrases]
    return Encoded(ids, marks, label, triggers, modes, [r for r in roles if r[0] and r[1]], phrases)


def batches(
    encoded: Sequence[Encoded], size: int, rng: random.Random | None = None, *, mask_id: int = 0, hide: float = 0.0
) -> Iterator[Batch]:
    """Yield batches of examples of like length; with `rng` in random order.

    Arguments:
        size: word pieces in a batch, padding counted.
        hide: share of marked phrases whose words are masked, so that names are not learnt by heart.
    """
    order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i].ids), rng.random() if rng else i))
    groups, group = [], []
    for i in order:
        if group and len(encoded[i].ids) * (len(group) + 1) > size:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield _batch([encoded[i] for i in group], rng, mask_id, hide)


def _batch(rows: list[Encoded], rng: random.Random | None, mask_id: int, hide: float) -> Batch:
    width = max(len(row.ids) for row in rows)

    def padded(lists: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([[*line, *[fill] * (width - len(line))] for line in lists])

    ids = [list(row.ids) for row in rows]
    if rng and hide:
        for line, row in zip(ids, rows):
            for phrase in row.phrases:
                if rng.random() < hide:
                    for i in phrase:
                        line[i] = mask_id
    return Batch(
        padded(ids, 0),
        padded([[1] * len(row.ids) for row in rows], 0),
        torch.tensor([row.marks for row in rows]),
        torch.tensor([row.pair for row in rows]),
        padded([row.triggers for row in rows], IGNORED),
        padded([row.modes for row in rows], IGNORED),
        [(n, *role) for n, row in enumerate(rows) for role in row.roles],
    )
