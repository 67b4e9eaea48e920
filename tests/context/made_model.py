"""A context model of two layers with random weights: enough for everything but accuracy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rounded import whole

WIDTH, INNER, HIDDEN, LAYERS = 24, 40, 8, 2
NAMES = {
    "types": ("battle.clash", "civilians.attack"),
    "statuses": ("happened", "planned"),
    "certainties": ("asserted", "attributed"),
    "fields": ("actor", "same"),
}
PIECES = {"<s>": 0.0, "<pad>": 0.0, "</s>": 0.0, "<unk>": 0.0}
PIECES |= {"▁": -4.0, "▁l": -6.0, "'": -3.0, "arm": -7.0, "ée": -6.0, "▁attaque": -8.0, "▁att": -9.0, "aque": -9.0, ".": -2.0}
PIECES |= dict.fromkeys("abcdefghijklmnopqrstuvwxyzéè,0123456789", -10.0)


def arrays() -> tuple[dict[str, Any], dict[str, Any]]:
    """Matrices (as they are trained: a row an output) and plain arrays."""
    chance = np.random.default_rng(5)

    def made(*shape: int) -> Any:
        return chance.normal(0, 0.3, shape).astype(np.float32)

    matrices, plain = {"words": made(len(PIECES), WIDTH), "positions": made(512, WIDTH)}, {"norm": made(WIDTH), "norm.bias": made(WIDTH)}
    shapes = {"qkv": (3 * WIDTH, WIDTH), "out": (WIDTH, WIDTH), "in": (INNER, WIDTH), "back": (WIDTH, INNER)}
    for layer in range(LAYERS):
        for name, shape in shapes.items():
            matrices[f"layer{layer}.{name}"], plain[f"layer{layer}.{name}.bias"] = made(*shape), made(shape[0])
        for name in ("norm1", "norm2"):
            plain[f"layer{layer}.{name}"], plain[f"layer{layer}.{name}.bias"] = made(WIDTH) + 1, made(WIDTH)
    heads = {
        "mention": (HIDDEN, WIDTH), "told": (1, HIDDEN), "types": (2, HIDDEN), "draft": (HIDDEN, WIDTH), "draft.types": (2, HIDDEN),
        "draft.statuses": (2, HIDDEN), "draft.certainties": (2, HIDDEN), "trigger.sum": (6, WIDTH), "trigger.product": (4, WIDTH),
        "candidate.sum": (6, WIDTH), "candidate.product": (4, WIDTH),
    }  # fmt: skip
    for name, shape in heads.items():
        matrices[name], plain[f"{name}.bias"] = made(*shape), made(shape[0])
    return matrices, plain | {"pair": made(2, 3), "pair.bias": made(2), "distance": made(17, 2)}


def written(path: Path, **changed: Any) -> Path:
    """The model's file; ``changed`` replaces arrays of it, None leaves one out."""
    matrices, out = arrays()
    for name, matrix in matrices.items():
        out[f"{name}.whole"], out[f"{name}.scale"] = whole(matrix)
    for name, lines in {"pieces": tuple(PIECES), **NAMES}.items():
        out[name] = np.frombuffer("\n".join(lines).encode(), np.uint8)
    out["scores"] = np.array(list(PIECES.values()), np.float32)
    np.savez(path, **{name: array for name, array in (out | changed).items() if array is not None})
    return path
