"""The context model in PyTorch, as it is trained; ``recoupe.context`` runs the same in NumPy."""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from network_names import CERTAINTIES, FIELDS, STATUSES
from torch import nn

LAYERS, HEADS, INNER, POSITIONS = 4, 12, 1536, 512
DISTANCES = 17
SUM, PRODUCT, HIDDEN = 96, 32, 128


class Layer(nn.Module):
    """One layer of BERT, with the tanh form of GELU."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, INNER), nn.Linear(INNER, width)
        self.aln, self.oln = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, HEADS, width // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self.aln(x + self.ao(seen.transpose(1, 2).reshape(batch, length, width)))
        return self.oln(x + self.fo(F.gelu(self.fi(x), approximate="tanh")))


class Encoder(nn.Module):
    """Pieces in (batch, length), their states out (batch, length, width)."""

    def __init__(self, pieces: int, width: int) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(pieces, width), nn.Embedding(POSITIONS, width)
        self.ln, self.drop = nn.LayerNorm(width, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width) for _ in range(LAYERS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = self.drop(self.ln(self.word(ids) + self.pos.weight[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    @torch.no_grad()
    def begin(self, tensors: dict[str, Any], kept: list[int]) -> None:
        """Takes the weights of multilingual-e5-small; ``kept`` are its pieces that this vocabulary has, in order."""
        width = self.word.weight.shape[1]
        own = {name: torch.from_numpy(array) for name, array in tensors.items()}
        self.word.weight.copy_(own["emb.word"].view(-1, width)[kept])
        self.pos.weight.copy_(own["emb.pos"].view(-1, width)[:POSITIONS] + own["emb.type"].view(-1, width)[0])
        self.ln.weight.copy_(own["emb.ln.w"])
        self.ln.bias.copy_(own["emb.ln.b"])
        for number, layer in enumerate(self.layers):
            for name, part in layer.named_children():
                weight, bias = own[f"l{number}.{name}.w"], own[f"l{number}.{name}.b"]
                part.weight.copy_(weight.view(part.weight.shape))
                part.bias.copy_(bias)


def _hidden(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Dropout(0.1), nn.Linear(width, HIDDEN), nn.GELU(approximate="tanh"), nn.Dropout(0.1))


class Heads(nn.Module):
    """What is asked of the states: of triggers, of the triggers of one event, and of a trigger beside a candidate."""

    def __init__(self, width: int, types: int) -> None:
        super().__init__()
        fields = len(FIELDS)
        self.m, self.d = _hidden(width), _hidden(width)
        self.told, self.mtype = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, types)
        self.dtype, self.dstatus, self.dcert = nn.Linear(HIDDEN, types), nn.Linear(HIDDEN, len(STATUSES)), nn.Linear(HIDDEN, len(CERTAINTIES))
        self.A, self.B = nn.Linear(width, SUM * fields), nn.Linear(width, SUM * fields)
        self.P, self.Q = nn.Linear(width, PRODUCT * fields), nn.Linear(width, PRODUCT * fields)
        self.dist = nn.Embedding(DISTANCES, fields)
        self.v, self.b = nn.Parameter(torch.randn(fields, SUM) * 0.1), nn.Parameter(torch.zeros(fields))
        self.drop = nn.Dropout(0.1)
        nn.init.zeros_(self.dist.weight)

    def layers(self) -> dict[str, nn.Linear]:
        """Its linear layers by the names of recoupe.context."""
        return {
            "mention": self.m[1], "told": self.told, "types": self.mtype, "draft": self.d[1], "draft.types": self.dtype,
            "draft.statuses": self.dstatus, "draft.certainties": self.dcert, "trigger.sum": self.A, "trigger.product": self.P,
            "candidate.sum": self.B, "candidate.product": self.Q,
        }  # fmt: skip

    def side(self, states: torch.Tensor, trigger: bool) -> tuple[torch.Tensor, torch.Tensor]:
        """The projections of states as triggers or as candidates, one a field: for the sum and for the product."""
        states, fields = self.drop(states), len(FIELDS)
        total, product = (self.A, self.P) if trigger else (self.B, self.Q)
        return total(states).view(-1, fields, SUM), product(states).view(-1, fields, PRODUCT)

    def score(self, triggers: Any, candidates: Any, pairs: Any) -> torch.Tensor:
        """The score of each pair; ``pairs`` are indices of trigger, candidate, field and class of distance."""
        t, c, f, step = pairs
        added = F.gelu(triggers[0][t, f] + candidates[0][c, f], approximate="tanh")
        score = (added * self.v[f]).sum(-1) + (triggers[1][t, f] * candidates[1][c, f]).sum(-1) / math.sqrt(PRODUCT)
        return score + self.b[f] + self.dist.weight[step, f]


class Model(nn.Module):
    def __init__(self, pieces: int, width: int, types: int) -> None:
        super().__init__()
        self.enc, self.heads = Encoder(pieces, width), Heads(width, types)
