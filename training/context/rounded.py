"""Matrices as the context model's file holds them (recoupe.context.weights reads them back). Needs NumPy only."""

from __future__ import annotations

from typing import Any

import numpy as np


def whole(matrix: Any) -> tuple[Any, Any]:
    """A matrix as whole numbers from -127 to 127 (int8) and a scale a row (float32)."""
    scale = np.abs(matrix).max(axis=1) / 127 + 1e-12
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)
