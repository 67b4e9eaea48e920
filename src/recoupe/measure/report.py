"""Counts, and the report made of them: as JSON and as the table that people compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass
class Counts:
    """True positives, false positives and false negatives of one row; it adds up, and so is not immutable."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        self.tp += tp
        self.fp += fp
        self.fn += fn

    def row(self) -> dict[str, float]:
        """Precision, recall, F1 (rounded to four places), slots in the gold, slots found."""
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {"P": round(precision, 4), "R": round(recall, 4), "F1": round(f1, 4)}
        return {**shares, "gold": self.tp + self.fn, "found": self.tp + self.fp}


@dataclass(frozen=True)
class Report:
    """How predictions compare with gold: a row of counts a field, and every missed, invented or mistyped event."""

    rows: Mapping[str, Counts]
    certainty: Counts
    perfect: int
    total: int
    findings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: the rows, the share of paired events with the right certainty, the share of perfect records."""
        paired = self.certainty.tp + self.certainty.fn
        perfect = round(self.perfect / self.total, 4) if self.total else 0.0
        return {
            **{name: counts.row() for name, counts in self.rows.items()},
            "certainty_accuracy_on_pairs": round(self.certainty.tp / max(1, paired), 4),
            "perfect_records": {"share": perfect, "gold": self.total},
        }

    def table(self) -> str:
        """The report as a table of fixed columns."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        report = self.as_dict()
        yield f"{'':<14}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'found':>7}"
        for name in self.rows:
            row = report[name]
            yield f"{name:<14}{row['P']:>8.3f}{row['R']:>8.3f}{row['F1']:>8.3f}{row['gold']:>7}{row['found']:>7}"
        yield f"certainty accuracy on pairs {report['certainty_accuracy_on_pairs']:.3f}"
        yield f"perfect records {report['perfect_records']['share']:.3f} of {report['perfect_records']['gold']}"
