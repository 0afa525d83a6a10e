"""Writes a trained encoder as int8 ONNX with its tokenizer and figures, as the package ships it."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig, BertModel

from training.batches import MARKS, MAX_PIECES
from training.labels import ROLES, Heads, read_finer
from training.network import RelationEncoder
from training.pretrained import folder

PACKAGE = Path(__file__).parents[1] / "src/dragoman/models"
OUTPUTS = ("triggers", "modes", "heads", "phrases", "pair")


def load(weights: Path) -> tuple[RelationEncoder, Heads]:
    """Return the trained module, ready to answer, and the labels of its heads."""
    kept = torch.load(weights, weights_only=True)
    labels = Heads(**{name: tuple(row) for name, row in kept["labels"].items()})
    # Eager attention: the exporter writes it as plain matrix products, which can be quantised.
    config = BertConfig.from_pretrained(folder(), attn_implementation="eager")
    model = RelationEncoder(BertModel(config), labels)
    model.load_state_dict(kept["weights"])
    return model.eval(), labels


def export(weights: Path, target: Path, temperature: float) -> None:
    """Write relation.onnx, relation.json and tokenizer.json into a folder."""
    model, labels = load(weights)
    target.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (2, 12))
    with tempfile.TemporaryDirectory() as work:
        plain = Path(work) / "plain.onnx"
        torch.onnx.export(
            model,
            (ids, torch.ones_like(ids), torch.tensor([[1, 3], [2, 5]])),
            str(plain),
            input_names=["ids", "mask", "marks"],
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("ids", "mask", *OUTPUTS[:4])}
            | {name: {0: "batch"} for name in ("marks", "pair")},
            opset_version=17,
            dynamo=False,
        )
        # The small heads stay as they are: they decide, and weigh nothing.
        heads = [
            n.name
            for n in onnx.load(str(plain)).graph.node
            if n.op_type in ("MatMul", "Gemm") and "encoder" not in n.name
        ]
        quantize_dynamic(
            str(plain),
            str(target / "relation.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=heads,
        )
    shutil.copyfile(folder() / "tokenizer.json", target / "tokenizer.json")
    settings = json.loads((target / "tokenizer.json").read_text(encoding="utf-8"))
    settings["padding"] = settings["truncation"] = None
    (target / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    card = {
        "types": labels.types,
        "labels": labels.pairs,
        "modes": labels.modes,
        "finer": {row.label: {"manual": row.type, "crosswalk": row.crosswalk} for row in read_finer()},
        "roles": ROLES,
        "marks": MARKS,
        "longest": MAX_PIECES,
        "temperature": temperature,
        "digest": hashlib.sha256((target / "relation.onnx").read_bytes()).hexdigest()[:16],
    }
    (target / "relation.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    parser.add_argument("--temperature", type=float, default=1.0)
    options = parser.parse_args()
    export(options.weights, options.out, options.temperature)
    print(f"{(options.out / 'relation.onnx').stat().st_size / 1e6:.1f} MB in {options.out}")


if __name__ == "__main__":
    main()
