"""A model as fit.py left it, to be trained further: the reverse of its ``save``. Needs PyTorch and NumPy only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import Model

ANSWERS = ("told", "types", "draft.types", "draft.statuses", "draft.certainties", "trigger.product")
PAIRS = ("pair", "pair.bias", "distance")
"""The arrays that an answer's size depends on: matrices with a bias, and the rest."""


class Kept:
    """The arrays of a saved model, whole numbers turned back, answers divided by ``calm``."""

    def __init__(self, path: Path, calm: float) -> None:
        with np.load(path) as file:
            self._arrays = {name: file[name] for name in file.files}
        self._calm = calm

    def names(self, list_: str) -> list[str]:
        return bytes(self._arrays[list_]).decode().split("\n")

    def matrix(self, name: str) -> torch.Tensor:
        scaled = self._arrays[f"{name}.whole"].astype(np.float32) * self._arrays[f"{name}.scale"][:, None]
        return torch.from_numpy(scaled) / (self._calm if name in ANSWERS else 1.0)

    def vector(self, name: str) -> torch.Tensor:
        loud = name in PAIRS or name.removesuffix(".bias") in ANSWERS
        return torch.from_numpy(self._arrays[name].copy()) / (self._calm if loud else 1.0)


@torch.no_grad()
def take(model: Model, data: dict[str, Any], path: Path, calm: float = 1.0) -> None:
    """Gives a fresh model the weights of a saved one. Pieces and types that only one of them has keep what they have, or go."""
    kept = Kept(path, calm)
    number = {piece: n for n, piece in enumerate(data["scores"])}
    shared = [(n, number[piece]) for n, piece in enumerate(kept.names("pieces")) if piece in number]
    model.enc.word.weight[[new for _, new in shared]] = kept.matrix("words")[[old for old, _ in shared]]
    model.enc.pos.weight.copy_(kept.matrix("positions"))
    _norm(model.enc.ln, kept, "norm")
    for n, layer in enumerate(model.enc.layers):
        weights, biases = kept.matrix(f"layer{n}.qkv").chunk(3), kept.vector(f"layer{n}.qkv.bias").chunk(3)
        for part, weight, bias in zip((layer.q, layer.k, layer.v), weights, biases, strict=True):
            part.weight.copy_(weight)
            part.bias.copy_(bias)
        for name, part in (("out", layer.ao), ("in", layer.fi), ("back", layer.fo)):
            _linear(part, kept, f"layer{n}.{name}")
        for name, part in (("norm1", layer.aln), ("norm2", layer.oln)):
            _norm(part, kept, f"layer{n}.{name}")
    heads = model.heads
    known = kept.names("types")
    types = [(n, known.index(name)) for n, name in enumerate(data["types"]) if name in known]
    for name, part in heads.layers().items():
        _linear(part, kept, name, types if name in ("types", "draft.types") else None)
    for name, part in (("pair", heads.v), ("pair.bias", heads.b), ("distance", heads.dist.weight)):
        part.copy_(kept.vector(name))


def _linear(part: Any, kept: Kept, name: str, rows: list[tuple[int, int]] | None = None) -> None:
    """Copies a layer: all of it, or of its ``rows`` each one from its place in the saved one."""
    weight, bias = kept.matrix(name), kept.vector(f"{name}.bias")
    own, theirs = zip(*(rows or [(n, n) for n in range(len(bias))]), strict=True)
    part.weight[list(own)] = weight[list(theirs)]
    part.bias[list(own)] = bias[list(theirs)]


def _norm(part: Any, kept: Kept, name: str) -> None:
    part.weight.copy_(kept.vector(name))
    part.bias.copy_(kept.vector(f"{name}.bias"))
