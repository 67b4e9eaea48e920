"""The context network: a small transformer encoder over the pieces of a dispatch's sentences, in numpy.

Layers are BERT's (Devlin et al. 2019: attention, then a feed-forward block, each with a residual and a norm after it), with
the tanh form of GELU. Weights come from ``weights.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

HEADS = 12
_EPSILON = np.float32(1e-12)
_SAFE = 60.0
"""exp of this is far from the largest float32, and of its negative far from zero."""
_GELU = np.float32(math.sqrt(2 / math.pi))


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit, in its tanh form (Hendrycks and Gimpel 2016)."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += np.float32(1.0)
    inner *= x
    inner *= _GELU
    np.tanh(inner, out=inner)
    inner += np.float32(1.0)
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _norm(x: Array, scale: Array, shift: Array) -> Array:
    x = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt((x * x).mean(axis=1, keepdims=True) + _EPSILON)
    x /= spread
    x *= scale
    x += shift
    return x


def _attended(asking: Array, x: Array, weights: Mapping[str, Array], layer: str) -> Array:
    """What ``asking``, some pieces or all, attend to among all pieces ``x``. Shape (asking, width)."""
    count, width = x.shape
    size = width // HEADS
    matrix, bias = weights[f"{layer}.qkv"], weights[f"{layer}.qkv.bias"]
    q = (asking @ matrix[:, :width] + bias[:width]).reshape(len(asking), HEADS, size).transpose(1, 0, 2)
    k, v = (x @ matrix[:, width:] + bias[width:]).reshape(count, 2, HEADS, size).transpose(1, 2, 0, 3)
    q = q * np.float32(1 / math.sqrt(size))
    chances = q @ k.transpose(0, 2, 1)
    # No score is larger than the longest query times the longest key: where that is small, exp cannot overflow.
    if np.sqrt((q * q).sum(axis=2).max() * (k * k).sum(axis=2).max()) > _SAFE:
        chances -= chances.max(axis=2, keepdims=True)
    np.exp(chances, out=chances)
    seen = ((chances @ v) / chances.sum(axis=2)[:, :, None]).transpose(1, 0, 2).reshape(len(asking), width)
    out: Array = seen @ weights[f"{layer}.out"] + weights[f"{layer}.out.bias"]
    return out


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def below(numbers: NDArray[np.int64], weights: Mapping[str, Array], layers: int) -> Array:
    """What the last of the layers reads of one sequence. ``numbers`` (pieces,) are theirs in the vocabulary; gives (pieces, width).

    One thread: what comes out must not depend on how many a machine has, and worker processes have a core each.
    """
    with _threads().limit(limits=1):
        x = weights["words"][numbers] + weights["positions"][: len(numbers)]
        x = _norm(x, weights["norm"], weights["norm.bias"])
        for n in range(layers - 1):
            x = _layer(x, x, weights, f"layer{n}")
        return x


def last(x: Array, weights: Mapping[str, Array], layers: int, rows: NDArray[np.intp]) -> Array:
    """The states of the pieces ``rows`` of a sequence, of what ``below`` gives for it. Shape (rows, width)."""
    with _threads().limit(limits=1):
        return _layer(x[rows], x, weights, f"layer{layers - 1}")


def _layer(asking: Array, x: Array, weights: Mapping[str, Array], layer: str) -> Array:
    """What a layer makes of ``asking``, some pieces or all, among all pieces ``x``. Shape (asking, width)."""
    attended = _attended(asking, x, weights, layer)
    own = _norm(asking + attended, weights[f"{layer}.norm1"], weights[f"{layer}.norm1.bias"])
    inner = gelu(own @ weights[f"{layer}.in"] + weights[f"{layer}.in.bias"])
    fed = inner @ weights[f"{layer}.back"] + weights[f"{layer}.back.bias"]
    return _norm(own + fed, weights[f"{layer}.norm2"], weights[f"{layer}.norm2.bias"])
