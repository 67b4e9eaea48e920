"""Context models to train the linear ones with: each dispatch is read by one that was not trained on it.

``training/context/fit.py`` makes them, each of one half of the dispatches. The first one ships.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from recoupe.context import Weights, load_weights

FOLDER = Path("/tmp/recoupe-training/context")
SHIPPED = "half0.npz"


@dataclass(frozen=True)
class Readers:
    """The halves' context models, and which half each dispatch is in."""

    halves: tuple[Weights, Weights]
    half: dict[str, int]

    def of(self, dispatch: str) -> Weights:
        """The model that did not see a dispatch; the one that ships for those that neither saw."""
        return self.halves[self.half.get(dispatch, 0)]

    @property
    def shipped(self) -> Weights:
        return self.halves[0]


def readers(folder: Path = FOLDER) -> Readers:
    """The context models of a folder, as fit.py leaves them."""
    half = json.loads((folder / "halves.json").read_text(encoding="utf-8"))
    first, second = (load_weights(folder / f"half{k}.npz") for k in (0, 1))
    return Readers((first, second), half)
