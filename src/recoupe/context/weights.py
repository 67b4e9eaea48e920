"""The context model's file: whole-number weights with a scale a row, as ``training/context`` writes them.

One .npz: ``pieces`` (UTF-8, one a line) and ``scores``; ``NAME.whole`` (int8) with ``NAME.scale`` (float32, one a row) for each
matrix; plain float32 arrays for the rest; ``types``, ``statuses``, ``certainties`` and ``fields`` name the heads' columns.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recoupe.context.pieces import Cutter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

NAMES = ("types", "statuses", "certainties", "fields")


class ContextError(RuntimeError):
    """The context model's file is missing or broken; the message names it and the mend."""


@dataclass(frozen=True, eq=False)
class Weights:
    """A context model: its cutter, its arrays by name (matrices as they are multiplied), and the names of its heads' columns."""

    cutter: Cutter
    arrays: dict[str, Array]
    names: dict[str, tuple[str, ...]]

    @property
    def layers(self) -> int:
        return sum(name.endswith(".qkv") for name in self.arrays)


@lru_cache(maxsize=4)
def load_weights(path: Path) -> Weights:
    """The context model in a file. Raises ContextError if it is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as file:
            held = {name: file[name] for name in file.files}
        pieces = bytes(held.pop("pieces")).decode("utf-8").split("\n")
        scores = dict(zip(pieces, map(float, held.pop("scores")), strict=True))
        names = {name: tuple(bytes(held.pop(name)).decode("utf-8").split("\n")) for name in NAMES}
        return Weights(Cutter(scores), _floats(held), names)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ContextError(f"{path}: {error}; reinstall recoupe, or train its models again with training/train.py") from error


def _floats(held: dict[str, NDArray[np.generic]]) -> dict[str, Array]:
    """The arrays as they are used: whole numbers times their row's scale, matrices turned for ``x @ m``."""
    out: dict[str, Array] = {}
    for name, array in held.items():
        if name.endswith(".whole"):
            own = name.removesuffix(".whole")
            full = array.astype(np.float32) * held[f"{own}.scale"].astype(np.float32)[:, None]
            out[own] = full if own in ("words", "positions") else np.ascontiguousarray(full.T)
        elif not name.endswith(".scale"):
            out[name] = array.astype(np.float32)
    return out
