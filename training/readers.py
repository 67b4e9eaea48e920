"""Context models to train the linear ones with: each dispatch is read by one that was not trained on it.

``training/context/fit.py`` makes them: one for each fold of the dispatches, trained on all others, and one of all, which ships.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from recoupe.context import Weights, load_weights

FOLDER = Path("/tmp/recoupe-training/context")
SHIPPED = "whole.npz"


@dataclass(frozen=True)
class Readers:
    """The folds' context models, the fold of each dispatch, and the model that ships."""

    folds: tuple[Weights, ...]
    fold: dict[str, int]
    shipped: Weights

    def of(self, dispatch: str) -> Weights:
        """The model that did not see a dispatch; the first fold's for those that none of the folds' saw."""
        return self.folds[self.fold.get(dispatch, 0)]


def readers(folder: Path = FOLDER) -> Readers:
    """The context models of a folder, as fit.py leaves them."""
    fold = json.loads((folder / "folds.json").read_text(encoding="utf-8"))
    folds = tuple(load_weights(folder / f"fold{k}.npz") for k in sorted(set(fold.values())))
    return Readers(folds, fold, load_weights(folder / SHIPPED))
