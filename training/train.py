"""Trains the relation encoder from the corpus alone and keeps the training curve: `make train`.

Source of the recipe: entity markers with their opening marks' states (Baldini Soares et al. 2019, "Matching the
Blanks"), with the sentence's triggers and roles learnt beside it by the same encoder.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from dataclasses import asdict
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import BertModel

from training.batches import IGNORED, Batch, batches, encode
from training.examples import epoch, object_examples, pair_examples, plain_example, split
from training.labels import NONE, Heads, heads_of, read_finer
from training.markup import CORPUS, MarkedSentence, read_corpus
from training.network import RelationEncoder
from training.pretrained import folder, tokenizer

SEED = 7


def noun_phrases(sentences: list[MarkedSentence]) -> dict[str, list[tuple[int, int]]]:
    """Return the offsets of each sentence's noun phrases, by the parser that the package itself uses."""
    from dragoman.analyse.language import MODEL_PACKAGES

    package = next(name for name in MODEL_PACKAGES if importlib.util.find_spec(name))
    parser = importlib.import_module(package).load(exclude=["ner", "lemmatizer"])
    texts = [s.text for s in sentences]
    return {d.text: [(c.start_char, c.end_char) for c in d.noun_chunks] for d in parser.pipe(texts, batch_size=128)}


def losses(model: RelationEncoder, batch: Batch, weights: torch.Tensor) -> torch.Tensor:
    """Return the sum of the losses of all heads."""
    triggers, modes, heads, phrases, pair = model(batch.ids, batch.mask, batch.marks)
    total = F.cross_entropy(
        triggers.float().flatten(0, 1), batch.triggers.flatten(), weight=weights, ignore_index=IGNORED
    )
    if (batch.modes != IGNORED).any():
        total = total + 0.3 * F.cross_entropy(modes.float().flatten(0, 1), batch.modes.flatten(), ignore_index=IGNORED)
    if (batch.pair != IGNORED).any():
        total = total + F.cross_entropy(pair.float(), batch.pair, ignore_index=IGNORED, label_smoothing=0.05)
    if batch.roles:
        scores = torch.stack(
            [(heads[n, trigger].mean(0) * phrases[n, phrase].mean(0)).sum(-1) for n, trigger, phrase, _ in batch.roles]
        )
        total = total + 0.5 * F.cross_entropy(scores.float(), torch.tensor([r[3] for r in batch.roles]))
    return total


@torch.no_grad()
def validate(model: RelationEncoder, encoded: list, labels: Heads) -> dict[str, float]:
    """Return the figures of the sentences set aside: macro-F1 of pairs, F1 of trigger words, accuracies."""
    model.eval()
    pairs, words, states, roles = [], [], [], []
    for batch in batches(encoded, 4096):
        triggers, modes, heads, phrases, pair = model(batch.ids, batch.mask, batch.marks)
        marked = batch.pair != IGNORED
        pairs += zip(batch.pair[marked].tolist(), pair.argmax(-1)[marked].tolist())
        counted = (batch.triggers != IGNORED) & ~marked.unsqueeze(-1)
        words += zip(batch.triggers[counted].tolist(), triggers.argmax(-1)[counted].tolist())
        told = (batch.modes != IGNORED) & ~marked.unsqueeze(-1)
        states += zip(batch.modes[told].tolist(), modes.argmax(-1)[told].tolist())
        for n, t, p, role in batch.roles:
            roles.append((role, int((heads[n, t].mean(0) * phrases[n, p].mean(0)).sum(-1).argmax())))
    f1 = {}
    for k, name in enumerate(labels.pairs):
        right = sum(g == s == k for g, s in pairs)
        f1[name] = 2 * right / max(1, sum((g == k) + (s == k) for g, s in pairs))
    none = len(labels.types)
    right = sum(g == s != none for g, s in words)
    return {
        "pair macro-F1": sum(f1.values()) / len(f1),
        "pair accuracy": sum(g == s for g, s in pairs) / len(pairs),
        "trigger F1": 2 * right / max(1, sum((g != none) + (s != none) for g, s in words)),
        "mode accuracy": sum(g == s for g, s in states) / max(1, len(states)),
        "role accuracy": sum(g == s for g, s in roles) / max(1, len(roles)),
        "by type": {k: round(v, 3) for k, v in f1.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--out", type=Path, default=Path("out/relation"))
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--pieces", type=int, default=1536, help="word pieces in a batch")
    parser.add_argument("--hide", type=float, default=0.12)
    parser.add_argument("--none-share", type=float, default=0.4)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    random.seed(SEED)
    torch.manual_seed(SEED)

    learn, aside = split(read_corpus(options.corpus))
    labels, finer = heads_of([*learn, *aside]), read_finer()
    words = tokenizer()
    nouns = noun_phrases(learn)

    def prepared(examples) -> list:
        return [encode(e, words, labels) for e in examples]

    plain = [plain_example(s) for s in learn]
    pairs = [p for s in learn for p in (*pair_examples(s, finer), *object_examples(s, nouns[s.text], finer))]
    held_out = prepared([x for s in aside for x in (plain_example(s), *pair_examples(s, finer))])
    print(
        f"{len(learn)} sentences, {len(pairs)} pairs ({sum(p.label != NONE for p in pairs)} with an event)", flush=True
    )

    # Dropout inside attention costs a fifth of the time and changes nothing.
    start_from = BertModel.from_pretrained(folder(), attention_probs_dropout_prob=0.0)
    model = RelationEncoder(start_from, labels)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    words_in = [p for n, p in model.named_parameters() if n.startswith("encoder.embeddings.")]
    layers = [p for n, p in model.named_parameters() if n.startswith("encoder.") and ".embeddings." not in f".{n}"]
    optimizer = torch.optim.AdamW(
        [
            # Words that the corpus has seldom or never must keep their place among the others.
            {"params": words_in, "lr": 0.1 * options.rate},
            {"params": layers, "lr": options.rate},
            {"params": fresh, "lr": 8 * options.rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    # Most words are no trigger: an even weight would let the model answer "none" everywhere at first.
    weights = torch.tensor([*[2.0] * len(labels.types), 1.0])
    # The running mean of the weights is steadier than the last ones.
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.998))
    start, curve = time.time(), []
    first = batches(prepared(epoch(plain, pairs, seed=0, none_share=options.none_share)), options.pieces)
    steps = options.epochs * len(list(first))
    warm = 0.08 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm)))
    )
    mask_id = words.token_to_id("[MASK]")
    for number in range(options.epochs):
        model.train()
        rng = random.Random(SEED + number)
        encoded = prepared(epoch(plain, pairs, seed=number, none_share=options.none_share))
        total = 0.0
        for batch in batches(encoded, options.pieces, rng, mask_id=mask_id, hide=options.hide):
            # bfloat16 where the processor has it: three times as fast, equal within noise.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(model, batch, weights)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(model)
            total += loss.item()
        figures = {"epoch": number + 1, "loss": total * options.epochs / steps}
        figures |= validate(mean.module, held_out, labels)
        figures["minutes"] = (time.time() - start) / 60
        curve.append(figures)
        print({k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}, flush=True)
        torch.save({"weights": mean.module.state_dict(), "labels": asdict(labels)}, options.out / "relation.pt")
    (options.out / "curve.json").write_text(json.dumps(curve, indent=1) + "\n")


if __name__ == "__main__":
    main()
