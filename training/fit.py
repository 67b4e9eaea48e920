"""Fits a logistic model over named features with scikit-learn and turns it into the package's LinearModel."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from recoupe.events.linear import LinearModel

MODELS = Path(__file__).resolve().parent.parent / "src" / "recoupe" / "data" / "models"


def fit(rows: list[dict[str, float]], labels: list[str], strength: float, minimum: int = 3, balance: float = 0.0) -> LinearModel:
    """A LinearModel of ``labels`` (binary if they are "0" and "1"). ``strength`` is scikit-learn's C; rarer features are left out.

    ``balance`` weighs each row by its class's frequency to the power of -balance, so that rare classes are heard.
    """
    frequency = Counter(labels)
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= minimum)
    index = {name: i for i, name in enumerate(names)}
    indptr, indices, data = [0], [], []
    for row in rows:
        for name, value in row.items():
            if name in index:
                indices.append(index[name])
                data.append(value)
        indptr.append(len(indices))
    matrix = csr_matrix((data, indices, indptr), shape=(len(rows), len(names)), dtype=np.float64)
    model = LogisticRegression(C=strength, max_iter=400)
    weights = np.array([frequency[label] ** -balance for label in labels])
    model.fit(matrix, labels, sample_weight=weights / weights.mean())
    classes = tuple(str(c) for c in model.classes_)
    coefficients, bias = model.coef_, model.intercept_
    if len(classes) == 2:
        classes = classes[1:]
    table = {name: tuple(round(float(v), 4) for v in coefficients[:, i]) for name, i in index.items()}
    table = {name: values for name, values in table.items() if any(abs(v) >= 0.01 for v in values)}
    return LinearModel(classes, tuple(round(float(b), 4) for b in bias), table)


def save(model: LinearModel, name: str) -> int:
    """Write a model as JSON, one feature a line, sorted. Returns its size in bytes."""
    MODELS.mkdir(exist_ok=True)
    lines = [f"{json.dumps(feature, ensure_ascii=False)}:{json.dumps(list(model.weights[feature]))}" for feature in sorted(model.weights)]
    text = '{"classes":%s,"bias":%s,"weights":{\n%s\n}}\n' % (
        json.dumps(list(model.classes)), json.dumps(list(model.bias)), ",\n".join(lines),
    )  # fmt: skip
    path = MODELS / f"{name}.json"
    path.write_text(text, encoding="utf-8")
    return path.stat().st_size
