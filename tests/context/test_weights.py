"""The file of a context model: read as written, and refused with its name where it is broken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_model import LAYERS, arrays, written
from rounded import whole

from recoupe.context import ContextError, Weights, load_weights


def test_matrices_come_back_turned_for_multiplication(weights: Weights) -> None:
    matrices, plain = arrays()
    for name, matrix in matrices.items():
        expected = matrix if name in ("words", "positions") else matrix.T
        assert weights.arrays[name] == pytest.approx(expected, abs=float(np.abs(matrix).max()) / 127), name
    assert weights.arrays["norm"] == pytest.approx(plain["norm"])
    assert weights.layers == LAYERS


def test_whole_numbers_keep_each_row_within_half_a_step() -> None:
    matrix = np.array([[0.5, -1.27, 0.004], [0.0, 0.0, 0.0]], dtype=np.float32)
    numbers, scale = whole(matrix)
    assert numbers.dtype == np.int8
    assert np.abs(numbers * scale[:, None] - matrix).max() <= 0.005 + 1e-6


@pytest.mark.parametrize("absent", ["pieces", "types", "scores", "layer0.qkv.scale"])
def test_a_file_that_lacks_something_is_named(tmp_path: Path, absent: str) -> None:
    path = written(tmp_path / "context.npz", **{absent: None})
    with pytest.raises(ContextError, match=r"context\.npz.*reinstall recoupe"):
        load_weights(path)


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "context.npz"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(ContextError, match=r"context\.npz"):
        load_weights(path)
    with pytest.raises(ContextError, match=r"missing\.npz"):
        load_weights(tmp_path / "missing.npz")
