"""The relation encoder as a PyTorch module: one small transformer with heads for triggers, modes, roles and pairs."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.labels import ROLES, Heads

ROLE_SIZE = 64


class RelationEncoder(nn.Module):
    """Reads a sentence once and answers for each word and for a marked pair.

    Outputs, for a batch of B sentences with L word pieces:
        triggers  [B, L, T]  which event type the word tells, the last column none
        modes     [B, L, M]  the mode of the event, read at a trigger
        heads     [B, L, R, D] and phrases [B, L, D]: their product is the score of a role between trigger and phrase
        pair      [B, P]     the label between the two marked phrases, read at their opening marks and at the triggers
    """

    def __init__(self, encoder: BertModel, labels: Heads, dropout: float = 0.1) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder, self.roles = encoder, len(ROLES)
        self.dropout = nn.Dropout(dropout)
        self.triggers = nn.Linear(size, len(labels.types) + 1)
        self.modes = nn.Linear(size, len(labels.modes))
        self.heads = nn.Linear(size, self.roles * ROLE_SIZE)
        self.phrases = nn.Linear(size, ROLE_SIZE)
        self.pair = nn.Sequential(
            nn.Linear(4 * size, size), nn.GELU(), nn.Dropout(2 * dropout), nn.Linear(size, len(labels.pairs))
        )

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Arguments: ids and mask [B, L]; marks [B, 2], the positions of the two opening marks (0 without)."""
        states = self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        at = marks.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        chosen = torch.gather(states, 1, at)
        triggers = self.triggers(states)
        # What the pair does stands in the words that the trigger head points at.
        told = (1 - triggers.softmax(-1)[..., -1:]) * mask.unsqueeze(-1) + 1e-4
        deed = (told * states).sum(1) / told.sum(1)
        both = torch.cat([states[:, 0], chosen[:, 0], chosen[:, 1], deed], dim=-1)
        heads = self.heads(states).view(states.shape[0], states.shape[1], self.roles, ROLE_SIZE)
        return triggers, self.modes(states), heads, self.phrases(states), self.pair(both)
