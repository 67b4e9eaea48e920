"""Fits a logistic model over named features with scikit-learn and turns it into the package's LinearModel."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from recoupe.events.linear import LinearModel

DENSE_SCALE = 0.12
RANK = 120
MODELS = Path(__file__).resolve().parent.parent / "src" / "recoupe" / "data" / "models"


def fit(
    rows: list[dict[str, float]],
    labels: list[str],
    strength: float,
    minimum: int = 3,
    balance: float = 0.0,
    vectors: list[Any] | None = None,
) -> LinearModel:
    """A LinearModel of ``labels`` (binary if they are "0" and "1"). ``strength`` is scikit-learn's C; rarer features are left out.

    ``vectors`` are the rows' dense part, reduced for fitting; the model holds weights for them as they are.
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
    if vectors is not None and (len({len(vector) for vector in vectors}) > 1 or not len(vectors[0])):
        vectors = None  # a pipeline without vectors, or languages whose vectors have nothing in common
    if vectors is not None:
        centre, axes, reduced = principal(np.asarray(vectors, dtype=np.float32))
        matrix = hstack([matrix, csr_matrix(reduced)]).tocsr()
    model = LogisticRegression(C=strength, max_iter=400)
    weights = np.array([frequency[label] ** -balance for label in labels])
    model.fit(matrix, labels, sample_weight=weights / weights.mean())
    classes = tuple(str(c) for c in model.classes_)
    coefficients, bias = model.coef_, model.intercept_
    if len(classes) == 2:
        classes = classes[1:]
    table = {name: tuple(round(float(v), 4) for v in coefficients[:, i]) for name, i in index.items()}
    table = {name: values for name, values in table.items() if any(abs(v) >= (0.02 if len(classes) == 1 else 0.06) for v in values)}
    dense: tuple[tuple[float, ...], ...] = ()
    if vectors is not None:
        per_unit = coefficients[:, len(names) :] @ axes.T
        bias = bias - per_unit @ centre
        dense = tuple(tuple(round(float(v), 4) for v in row) for row in per_unit)
    return LinearModel(classes, tuple(round(float(b), 4) for b in bias), table, dense)


def principal(vectors: Any) -> tuple[Any, Any, Any]:
    """Their mean, the axes along which standardised vectors differ most (columns, scaled), and the vectors along these axes.

    A tenth of the columns, and with them of the time a fit takes, tells nearly all.
    """
    centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    standard = (vectors - centre) / spread
    _, directions = np.linalg.eigh(standard.T @ standard)
    axes = directions[:, ::-1][:, :RANK] / spread[:, None] * DENSE_SCALE
    return centre.astype(np.float64), axes.astype(np.float64), (vectors - centre) @ axes


def save(model: LinearModel, path: Path) -> int:
    """Write a model as JSON, one feature a line, sorted. Returns its size in bytes."""
    path.parent.mkdir(exist_ok=True)
    lines = [
        f"{json.dumps(feature, ensure_ascii=False)}:{json.dumps(list(model.weights[feature]))}"
        for feature in sorted(model.weights)
    ]
    dense = ",\n".join(json.dumps(list(row)) for row in model.dense)
    head = f'{{"classes":{json.dumps(list(model.classes))},"bias":{json.dumps(list(model.bias))}'
    body = ",\n".join(lines)
    text = f'{head},"dense":[\n{dense}\n],"weights":{{\n{body}\n}}}}\n'
    path.write_text(text, encoding="utf-8")
    return path.stat().st_size
