"""Linear models over named features: small, readable, exact. Trained by ``measure/train.py``, stored as JSON in data/models.

A model file holds {"classes": [...], "bias": [...], "weights": {feature: [one weight a class]}}; binary models have one class.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_FOLDER = Path(str(files("recoupe.language"))).parent / "data" / "models"


class ModelError(RuntimeError):
    """A model file is missing or broken; the message names it and the mend."""


@dataclass(frozen=True)
class LinearModel:
    """A logistic model: one (binary) or several (softmax over independent scores) classes."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """The raw score of each class. Features that the model does not know weigh nothing."""
        totals = list(self.bias)
        for feature in sorted(features):
            weights = self.weights.get(feature)
            if weights is not None:
                value = features[feature]
                for index, weight in enumerate(weights):
                    totals[index] += weight * value
        return totals

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability of a binary model's class."""
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, self.scores(features)[0]))))

    def distribution(self, features: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class of a multi-class model."""
        scores = self.scores(features)
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def reasons(self, features: Mapping[str, float], count: int = 3) -> list[str]:
        """The features that speak most for the first class, strongest first."""
        weighed = [(self.weights[f][0] * v, f) for f, v in features.items() if f in self.weights]
        return [f for w, f in sorted(weighed, reverse=True)[:count] if w > 0]


@lru_cache(maxsize=32)
def load_model(name: str, folder: Path = _FOLDER) -> LinearModel:
    """The model ``name`` of the package. Raises ModelError if its file is missing or broken."""
    path = folder / f"{name}.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ModelError(f"{path}: {error}; reinstall recoupe, or train it again with measure/train.py") from error
    weights = {feature: tuple(values) for feature, values in data["weights"].items()}
    return LinearModel(tuple(data["classes"]), tuple(data["bias"]), weights)
