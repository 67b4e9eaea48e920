"""The network does what its papers say, checked against a plain and slow reading of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from recoupe.context import Weights
from recoupe.context.network import HEADS, below, gelu, last


def slow_norm(x: Any, scale: Any, shift: Any) -> Any:
    return np.stack([(row - row.mean()) / math.sqrt(row.var() + 1e-12) * scale + shift for row in x])


def slow(numbers: list[int], w: dict[str, Any], layers: int) -> Any:
    """The encoder in double precision, one head and one piece at a time."""
    w = {name: array.astype(np.float64) for name, array in w.items()}
    x = slow_norm(w["words"][numbers] + w["positions"][: len(numbers)], w["norm"], w["norm.bias"])
    for n in range(layers):
        name, width = f"layer{n}", x.shape[1]
        mixed, size = x @ w[f"{name}.qkv"] + w[f"{name}.qkv.bias"], x.shape[1] // HEADS
        seen = np.zeros_like(x)
        for head in range(HEADS):
            q, k, v = (mixed[:, part * width + head * size : part * width + (head + 1) * size] for part in range(3))
            for i in range(len(numbers)):
                chances = np.exp(k @ q[i] / math.sqrt(size))
                seen[i, head * size : (head + 1) * size] = (chances / chances.sum()) @ v
        x = slow_norm(x + seen @ w[f"{name}.out"] + w[f"{name}.out.bias"], w[f"{name}.norm1"], w[f"{name}.norm1.bias"])
        inner = x @ w[f"{name}.in"] + w[f"{name}.in.bias"]
        inner = 0.5 * inner * (1 + np.tanh(math.sqrt(2 / math.pi) * (inner + 0.044715 * inner**3)))
        x = slow_norm(x + inner @ w[f"{name}.back"] + w[f"{name}.back.bias"], w[f"{name}.norm2"], w[f"{name}.norm2.bias"])
    return x


def states(numbers: list[int], weights: Weights, rows: list[int] | None = None) -> Any:
    """The states of some pieces, all unless told."""
    x = below(np.array(numbers), weights.arrays, weights.layers)
    return last(x, weights.arrays, weights.layers, np.array(range(len(numbers)) if rows is None else rows))


@pytest.mark.parametrize("numbers", [[0, 5, 2], [0, 7, 9, 9, 12, 4, 2], [0]])
def test_states_are_those_of_the_slow_reading(weights: Weights, numbers: list[int]) -> None:
    found = states(numbers, weights)
    assert found == pytest.approx(slow(numbers, weights.arrays, weights.layers), abs=1e-4)


def test_some_pieces_have_the_states_that_they_have_among_all(weights: Weights) -> None:
    numbers = [0, 7, 9, 9, 12, 4, 2]
    assert states(numbers, weights, [5, 1]) == pytest.approx(states(numbers, weights)[[5, 1]], abs=1e-5)


def test_a_piece_knows_what_stands_around_it(weights: Weights) -> None:
    one, other = (states([0, 7, n, 2], weights)[1] for n in (5, 9))
    assert np.abs(one - other).max() > 1e-3


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (1.0, 0.8412), (-1.0, -0.1588), (4.0, 3.9999)])
def test_gelu(x: float, y: float) -> None:
    assert gelu(np.array([x], dtype=np.float32))[0] == pytest.approx(y, abs=2e-4)
