"""Fits the linker's weights (src/recoupe/data/incidents/weights.json) on pairs that were judged by hand.

    python measure/incidents/fit.py [--ridge R]

Pairs: those of tune.jsonl that blocking brings together, once by its hand-coded records and once by the coder's own, and
orange_tune.jsonl, pairs of records coded from real dispatches (levels and judgement only). test.jsonl is never read.

m and u are the shares of each level among the pairs of one incident and of two, with PSEUDO pairs of the first guesses
below mixed in. Were the fields independent, log2(m / u) would be the weights. They are not (the same town mostly has the
same parties), so the weights are those of a logistic model of all fields together, drawn by a ridge penalty
towards log2(m / u) of the first guesses. The best level of a field never weighs against.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from score import HERE, coded_by_recoupe

from recoupe.incidents.compare import Comparison, comparisons
from recoupe.incidents.linkage import levels
from recoupe.incidents.measured import incidents_of_coded, load_linked
from recoupe.incidents.tables import tables_of
from recoupe.store import Stored

OUT = HERE.parents[1] / "src" / "recoupe" / "data" / "incidents" / "weights.json"
PSEUDO = 20
PRIOR = -3.0
GUESSES: dict[str, tuple[list[float], list[float]]] = {
    "type": ([0.70, 0.25, 0.03, 0.02], [0.35, 0.30, 0.05, 0.30]),
    "place": (
        [0.66, 0.06, 0.05, 0.03, 0.03, 0.07, 0.02, 0.06, 0.02],
        [0.12, 0.06, 0.14, 0.22, 0.02, 0.06, 0.06, 0.18, 0.14],
    ),
    "date": ([0.62, 0.10, 0.04, 0.14, 0.05, 0.03, 0.02], [0.14, 0.04, 0.17, 0.15, 0.12, 0.26, 0.12]),
    "actors": ([0.70, 0.15, 0.05, 0.10], [0.35, 0.15, 0.03, 0.47]),
    "targets": ([0.68, 0.12, 0.05, 0.15], [0.35, 0.13, 0.04, 0.48]),
    "figures": ([0.30, 0.25, 0.30, 0.15], [0.03, 0.17, 0.35, 0.45]),
    "words": ([0.15, 0.20, 0.30, 0.35], [0.005, 0.02, 0.075, 0.90]),
}
"""First guesses of m and u, level by level, for dispatches about armed conflict."""
MISSING = {"place": -3.0, "date": -4.0}
"""What a missing place or date weighs: such pairs are found by wider nets, in which fewer are of one incident. Else 0."""

Pair = tuple[Mapping[str, int | None], bool]


def judged(dispatches: Sequence[Stored], truth: Mapping[str, str]) -> list[Pair]:
    """The pairs that blocking brings together and whose incidents are known."""
    rows = levels(tables_of(dispatches)).to_pylist()
    known = [row for row in rows if row["event_a"] in truth and row["event_b"] in truth]
    return [(row, truth[row["event_a"]] == truth[row["event_b"]]) for row in known]


def pairs() -> list[Pair]:
    """All that the weights are fitted on."""
    gold = load_linked(HERE / "tune.jsonl")
    coded = coded_by_recoupe(gold)
    by_coder = incidents_of_coded(gold, {one.key: one.coded.events for one in coded})
    lines = (HERE / "orange_tune.jsonl").read_text(encoding="utf-8").splitlines()
    real: list[Pair] = [(row["levels"], row["same"]) for row in map(json.loads, lines)]
    return [*judged(gold.dispatches, gold.incidents), *judged(coded, by_coder), *real]


def shares(comparison: Comparison, data: Sequence[Pair], same: bool) -> list[float]:
    """m (``same``) or u of each level."""
    guess = GUESSES[comparison.name][0 if same else 1]
    counts = [PSEUDO * share / sum(guess) for share in guess]
    for row, judgement in data:
        level = row[comparison.name]
        if judgement == same and level is not None:
            counts[level] += 1
    return [count / sum(counts) for count in counts]


def fit(data: Sequence[Pair], ridge: float) -> tuple[float, dict[str, list[float]]]:
    """The prior and the weights in bits, by gradient descent from the guesses."""
    places = {(one.name, level): None for one in comparisons() for level in range(len(one.levels))}
    index = {place: number for number, place in enumerate(places)}
    best = [index[one.name, 0] for one in comparisons()]
    start = np.array([math.log2(GUESSES[name][0][level] / GUESSES[name][1][level]) for name, level in index])
    matrix, offset = np.zeros((len(data), len(index))), np.zeros(len(data))
    for row, (levels_told, _) in enumerate(data):
        for one in comparisons():
            level = levels_told[one.name]
            if level is None:
                offset[row] += MISSING.get(one.name, 0.0)
            else:
                matrix[row, index[one.name, level]] = 1
    answer = np.array([float(judgement) for _, judgement in data])
    weights, prior, bit = start.copy(), PRIOR, math.log(2)
    for _ in range(5000):
        odds = (matrix @ weights + offset + prior) * bit
        wrong = (1 / (1 + np.exp(-odds)) - answer) * bit
        weights -= 0.02 * (matrix.T @ wrong + ridge * (weights - start))
        prior -= 0.02 * (wrong.sum() + ridge * (prior - PRIOR))
        weights[best] = np.maximum(weights[best], 0)
    named = {one.name: [float(weights[index[one.name, n]]) for n in range(len(one.levels))] for one in comparisons()}
    return float(prior), named


def main() -> None:
    """Writes the weights."""
    parser = argparse.ArgumentParser(description="Fits the linker's weights on judged pairs.")
    parser.add_argument("--ridge", type=float, default=0.5)
    options = parser.parse_args()
    data = pairs()
    prior, weights = fit(data, options.ridge)
    written: dict[str, Any] = {"prior": round(prior, 2), "comparisons": {}}
    for one in comparisons():
        m, u = shares(one, data, True), shares(one, data, False)
        written["comparisons"][one.name] = {"missing": MISSING.get(one.name, 0.0)} | {
            level.name: {"m": round(m[n], 3), "u": round(u[n], 3), "weight": round(weights[one.name][n], 2)}
            for n, level in enumerate(one.levels)
        }
    OUT.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(data)} pairs, {sum(same for _, same in data)} of one incident; {OUT.name} written")


if __name__ == "__main__":
    main()
