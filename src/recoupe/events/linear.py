"""Linear models over named features: small, readable, exact. Trained by ``training/train.py``, JSON in data/models/NAME.

A model file holds {"classes": [...], "bias": [...], "weights": {feature: [one weight a class]}}; a binary model has one
class.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic_core import from_json

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODELS = Path(str(files("recoupe.language"))).parent / "data" / "models"
"""Where the models lie: a folder each for what they were trained on, named in a language's language.toml."""


class ModelError(RuntimeError):
    """A model file is missing or broken; the message names it and the mend."""


@dataclass(frozen=True)
class LinearModel:
    """A logistic model: one (binary) or several (softmax over independent scores) classes."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    dense: tuple[tuple[float, ...], ...] = ()

    @cached_property
    def _matrix(self) -> NDArray[np.float64]:
        return np.asarray(self.dense, dtype=np.float64)

    @cached_property
    def _only(self) -> dict[str, float]:
        """The weights of a model of one class."""
        return {name: weights[0] for name, weights in self.weights.items()}

    @cached_property
    def _rows(self) -> tuple[dict[str, int], NDArray[np.float64]]:
        """The row of each feature in a table of all weights, and the table."""
        return {name: n for n, name in enumerate(self.weights)}, np.asarray(list(self.weights.values()), dtype=np.float64)

    def scores(self, features: Mapping[str, float], vector: NDArray[np.float32] | None = None) -> list[float]:
        """The raw score of each class. Features that the model does not know weigh nothing.

        ``vector`` is what the model's dense weights, one row a class, are multiplied with. What a machine's order of
        summation may change is rounded off, so that it hardly ever tips a decision.
        """
        totals = self._of_features(features)
        if vector is not None and self.dense:
            totals = [
                t + round(float(v), 5) for t, v in zip(totals, self._matrix @ vector.astype(np.float64), strict=True)
            ]
        return totals

    def _of_features(self, features: Mapping[str, float]) -> list[float]:
        if len(self.bias) == 1:
            weight = self._only.get
            # fsum is exact, whatever the order in which the features come.
            return [self.bias[0] + math.fsum([w * value for name, value in features.items() if (w := weight(name))])]
        row, table = self._rows
        known = [(row[name], value) for name, value in features.items() if name in row]
        if not known:
            return list(self.bias)
        rows, values = zip(*known, strict=True)
        sums = np.asarray(values, dtype=np.float64) @ table[list(rows)]
        return [bias + round(float(v), 9) for bias, v in zip(self.bias, sums, strict=True)]

    def probability(self, features: Mapping[str, float], vector: NDArray[np.float32] | None = None) -> float:
        """The probability of a binary model's class."""
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, self.scores(features, vector)[0]))))

    def distribution(
        self, features: Mapping[str, float], vector: NDArray[np.float32] | None = None
    ) -> dict[str, float]:
        """The probability of each class of a multi-class model."""
        scores = self.scores(features, vector)
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def reasons(self, features: Mapping[str, float], count: int = 3) -> list[str]:
        """The features that speak most for the first class, strongest first."""
        weighed = [(self.weights[f][0] * v, f) for f, v in features.items() if f in self.weights]
        return [f for w, f in sorted(weighed, reverse=True)[:count] if w > 0]


@lru_cache(maxsize=64)
def load_model(name: str, folder: Path) -> LinearModel:
    """The model ``name`` of a folder. Raises ModelError if its file is missing or broken."""
    path = folder / f"{name}.json"
    data = read_json(path)
    try:
        weights = {str(feature): tuple(map(float, values)) for feature, values in data["weights"].items()}
        dense = tuple(tuple(map(float, row)) for row in data.get("dense", ()))
        model = LinearModel(tuple(map(str, data["classes"])), tuple(map(float, data["bias"])), weights, dense)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise broken(path, f"{type(error).__name__}: {error}") from error
    wrong = _misshapen(model)
    if wrong:
        raise broken(path, wrong)
    return model


def _misshapen(model: LinearModel) -> str | None:
    """What does not fit together in a model, None if all does."""
    count = len(model.classes)
    if not count or len(model.bias) != count:
        return f"{count} classes, {len(model.bias)} biases"
    for feature, weights in model.weights.items():
        if len(weights) != count:
            return f"feature {feature!r} has {len(weights)} weights, {count} expected"
    if model.dense and (len(model.dense) != count or len({len(row) for row in model.dense}) != 1):
        return f"{len(model.dense)} rows of dense weights, or rows of unequal length; {count} equal ones expected"
    return None


def read_json(path: Path) -> Any:
    """What a JSON file of the models' folder holds. Raises ModelError if it is missing or no JSON."""
    try:
        return from_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise broken(path, str(error)) from error


def broken(path: Path, reason: str) -> ModelError:
    """The error for a model file that cannot be used."""
    return ModelError(f"{path}: {reason}; reinstall recoupe, or train its models again with training/train.py")
