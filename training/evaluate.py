"""Codes a gold folder from cached parses and prints the score: ``python training/evaluate.py [dev|more] [--details]``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
from prepare import analysed

sys.path.insert(0, str(dispatches.SHARED / "score"))
import score  # type: ignore[import-not-found]

from recoupe.events.code import Models, code, load_models
from recoupe.events.features import gate_features


def predictions(pairs, models: Models):  # type: ignore[no-untyped-def]
    """Coded events by dispatch id; a dispatch that the gate lets not through has none."""
    floor, out = models.thresholds["gate"], {}
    for record, analysis in pairs:
        seen = analysis.outline
        passed = models["gate"].probability(gate_features(seen, seen.lexicon)) >= floor
        out[record["id"]] = [e.codebook() for e in code(analysis, models, seen.lexicon)] if passed else []
    return out


def table(pairs, coded, details: bool = False) -> dict:  # type: ignore[no-untyped-def, type-arg]
    return score.score({r["id"]: r for r, _ in pairs}, coded, details)


def show(report) -> None:  # type: ignore[no-untyped-def]
    for name, row in report.items():
        if isinstance(row, dict) and "F1" in row:
            print(f"{name:<14}{row['P']:>8.3f}{row['R']:>8.3f}{row['F1']:>8.3f}{row['gold']:>7}{row['found']:>7}")
    print("certainty", report["certainty_accuracy_on_pairs"], "perfect", report["perfect_records"])


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else "dev"
    pairs = analysed(dispatches.gold(folder))
    show(table(pairs, predictions(pairs, load_models("fr")), "--details" in sys.argv))
