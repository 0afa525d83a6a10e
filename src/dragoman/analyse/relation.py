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
ENCODER = "models/relation.onnx"  # as records name it in `found_by`
NONE = "NONE"  # where no event holds between two phrases
Extent = tuple[int, int]


@dataclass(frozen=True)
class RelationModel:
    """The loaded encoder with its tokenizer; made once per process by `load_relation_model`."""

    session: Any
    tokenizer: Any
    types: tuple[str, ...]
    labels: tuple[str, ...]
    finer: dict[str, dict[str, str]]
    modes: tuple[str, ...]
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

    `spans` [L] are code points; `triggers` [L, types + 1] probabilities, the last column none; `modes` [L, modes]
    scores; `heads` [L, roles, D] and `phrases` [L, D], whose product scores a role.
    """

    spans: tuple[Extent, ...]
    triggers: np.ndarray
    modes: np.ndarray
    heads: np.ndarray
    phrases: np.ndarray

    def pieces(self, extents: Sequence[Extent]) -> list[int]:
        """Return the word pieces that lie in any of the extents (code points)."""
        return [i for i, (s, e) in enumerate(self.spans) if s < e and any(s < b and a < e for a, b in extents)]

    def types(self, extents: Sequence[Extent]) -> np.ndarray | None:
        """Return the probabilities of the types (last: none) at some words, the surest word's; None outside."""
        at = self.pieces(extents)
        return self.triggers[min(at, key=lambda i: self.triggers[i, -1])] if at else None

    def mode(self, extents: Sequence[Extent], kind: str, labels: Sequence[str]) -> str | None:
        """Return the likeliest mode of an event of a type at some words; labels are those of the mode head."""
        at = self.pieces(extents)
        choices = [n for n, label in enumerate(labels) if n == 0 or label.startswith(f"{kind}/")]
        if not at:
            return None
        best = max(choices, key=self.modes[at].mean(0).__getitem__)
        return labels[best].partition("/")[2] if best else None

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
        tuple(card["modes"]),
        tuple(card["roles"]),
        tuple(tokenizer.token_to_id(mark) for mark in card["marks"]),
        card["longest"],
        card["temperature"],
        card["digest"],
    )


def read_sentences(model: RelationModel, texts: Sequence[str]) -> list[Reading]:
    """Return what the encoder says of each text.

    One by one: int8 scales its numbers by the largest of a batch, so that company would change the answer.
    """
    return [_read(model, text) for text in texts]


def _read(model: RelationModel, text: str) -> Reading:
    pieces = model.tokenizer.encode(text)
    triggers, modes, heads, phrases, _ = _run(model, pieces.ids[: model.longest], (0, 0))
    spans = tuple(pieces.offsets[: model.longest])
    return Reading(spans, softmax(triggers[0]), modes[0], heads[0], phrases[0])


def relation_by_encoder(
    model: RelationModel, text: str, actor: Extent | None, recipient: Extent | None, *, reading: str = "manual"
) -> dict[str, float]:
    """Return the probability of each type, and of NONE, between two phrases of a text (code points).

    Arguments: reading, what the finer labels count as: `manual` as in the records, `crosswalk` as in data
    that were converted from CAMEO.
    """
    ids, _, marks = mark_pair(model.tokenizer, model.marks, model.longest, text, (actor, recipient))
    found = dict.fromkeys((*model.types, NONE), 0.0)
    for label, share in zip(model.labels, softmax(_run(model, ids, marks)[4][0] / model.temperature).tolist()):
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


def _run(model: RelationModel, pieces: list[int], marks: tuple[int, int]) -> list[np.ndarray]:
    ids = np.array([pieces], dtype=np.int64)
    return model.session.run(None, {"ids": ids, "mask": np.ones_like(ids), "marks": np.array([marks], dtype=np.int64)})


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return probabilities along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
