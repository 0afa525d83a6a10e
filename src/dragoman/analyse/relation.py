"""The relation encoder: reads a sentence and tells triggers with types and roles, or the type of one marked pair.

The only module that loads ONNX Runtime. The weights and their card stand in `dragoman/models/`; `training/` makes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import KnowledgeError

MODELS = Path(__file__).parents[1] / "models"
Extent = tuple[int, int]


@dataclass(frozen=True)
class RelationModel:
    """The loaded encoder with its tokenizer; made once per process by `load_relation_model`."""

    session: Any
    tokenizer: Any
    types: tuple[str, ...]
    labels: tuple[str, ...]
    finer: dict[str, dict[str, str]]
    statuses: tuple[str, ...]
    roles: tuple[str, ...]
    marks: tuple[int, ...]
    longest: int
    temperature: float
    digest: str

    def __repr__(self) -> str:
        return f"RelationModel({len(self.types)} types)"


@dataclass(frozen=True)
class Reading:
    """What the encoder says of one sentence, by word piece.

    `spans` [L] are code points; `triggers` [L, types + 1] probabilities, the last column none; `status` [L, S]
    probabilities; `heads` [L, roles, D] and `phrases` [L, D], whose product scores a role.
    """

    spans: tuple[Extent, ...]
    triggers: np.ndarray
    status: np.ndarray
    heads: np.ndarray
    phrases: np.ndarray

    def pieces(self, extents: Sequence[Extent]) -> list[int]:
        """Return the word pieces that lie in any of the extents (code points)."""
        return [i for i, (s, e) in enumerate(self.spans) if s < e and any(s < b and a < e for a, b in extents)]

    def types(self, extents: Sequence[Extent]) -> np.ndarray | None:
        """Return the probabilities of the types (last: none) at some words, the surest word's; None outside."""
        at = self.pieces(extents)
        return self.triggers[min(at, key=lambda i: self.triggers[i, -1])] if at else None

    def role(self, trigger: Sequence[Extent], phrase: Sequence[Extent]) -> np.ndarray | None:
        """Return the probabilities of the roles of a phrase in the event that a trigger tells; None outside."""
        head, body = self.pieces(trigger), self.pieces(phrase)
        if not head or not body:
            return None
        return softmax(self.heads[head].mean(0) @ self.phrases[body].mean(0))


@lru_cache(maxsize=1)
def load_relation_model(folder: Path = MODELS) -> RelationModel:
    """Return the encoder of a folder with `relation.onnx`, `relation.json` and `tokenizer.json`, on one thread.

    Raises KnowledgeError (K007) where a file is missing or broken.
    """
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        card = json.loads((folder / "relation.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "relation.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # onnxruntime and tokenizers raise classes of their own, some bare Exception
        raise KnowledgeError("K007", where=str(folder), detail=f"{type(error).__name__}: {error}") from error
    return RelationModel(
        session,
        tokenizer,
        tuple(card["types"]),
        tuple(card["labels"]),
        card["finer"],
        tuple(card["statuses"]),
        tuple(card["roles"]),
        tuple(tokenizer.token_to_id(mark) for mark in card["marks"]),
        card["longest"],
        card["temperature"],
        card["digest"],
    )


def read_sentences(model: RelationModel, texts: Sequence[str], *, batch: int = 8) -> list[Reading]:
    """Return what the encoder says of each text, in the order of the texts.

    Arguments: batch, texts of like length that are read at once.
    """
    pieces = [model.tokenizer.encode(text) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(pieces[i].ids))
    readings: list[Reading | None] = [None] * len(texts)
    for first in range(0, len(order), batch):
        group = order[first : first + batch]
        outputs = _run(model, [pieces[i].ids[: model.longest] for i in group], [(0, 0)] * len(group))
        for row, i in enumerate(group):
            count = min(len(pieces[i].ids), model.longest)
            triggers, status, heads, phrases = (output[row, :count] for output in outputs[:4])
            spans = tuple(pieces[i].offsets[:count])
            readings[i] = Reading(spans, softmax(triggers), softmax(status), heads, phrases)
    return readings  # type: ignore[return-value]


def relation_by_encoder(
    model: RelationModel, text: str, actor: Extent | None, recipient: Extent | None, *, reading: str = "type"
) -> dict[str, float]:
    """Return the probability of each type, and of NONE, between two phrases of a text (code points).

    Arguments: reading, what the finer labels count as: `type` as in the records, `crosswalk` as in data
    that were converted from CAMEO.
    """
    ids, _, marks = mark_pair(model.tokenizer, model.marks, model.longest, text, (actor, recipient))
    found = dict.fromkeys((*model.types, "NONE"), 0.0)
    for label, share in zip(model.labels, softmax(_run(model, [ids], [marks])[4][0] / model.temperature).tolist()):
        found[model.finer[label][reading] if label in model.finer else label] += share
    return found


def mark_pair(
    tokenizer: Any, marks: Sequence[int], longest: int, text: str, pair: Sequence[Extent | None]
) -> tuple[list[int], list[Extent], tuple[int, int]]:
    """Return the word pieces of a text with marks around both phrases, their offsets, and where the marks open.

    Arguments: marks, the four pieces before and after actor and recipient; pair, code points, None for a
    phrase that is missing (its mark is said to open at 0). Training and reading share this function.
    """
    cuts = []
    for side, phrase in enumerate(pair):
        if phrase is not None:
            start, end = phrase
            # Of two marks in one place the closing one comes first, and the wider phrase opens first.
            cuts += [(start, 1, -end, 2 * side), (end, 0, -start, 2 * side + 1)]
    ids, spans, opening, at = [tokenizer.token_to_id("[CLS]")], [(0, 0)], [0, 0], 0
    for cut, _, _, mark in [*sorted(cuts), (len(text), 1, 0, -1)]:
        piece = tokenizer.encode(text[at:cut], add_special_tokens=False)
        ids += piece.ids
        spans += [(at + s, at + e) for s, e in piece.offsets]
        at = cut
        if mark >= 0:
            if mark % 2 == 0:
                opening[mark // 2] = len(ids)
            ids.append(marks[mark])
            spans.append((cut, cut))
    ids, spans = [*ids[: longest - 1], tokenizer.token_to_id("[SEP]")], [*spans[: longest - 1], (0, 0)]
    first, second = (m if m < longest else 0 for m in opening)
    return ids, spans, (first, second)


def _run(model: RelationModel, rows: list[list[int]], marks: list[tuple[int, int]]) -> list[np.ndarray]:
    width = max(map(len, rows))
    ids = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = row
        mask[n, : len(row)] = 1
    return model.session.run(None, {"ids": ids, "mask": mask, "marks": np.array(marks, dtype=np.int64)})


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return probabilities along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
