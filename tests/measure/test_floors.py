"""Accuracy floors: a change that loses accuracy on the hand-coded dispatches fails here.

``floors.json`` pins each score a little under what was reached, together with a hash of the gold it was reached on. Scores
that rise are pinned anew by hand: ``python tests/measure/test_floors.py`` prints the file's new content.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from recoupe import Coder, Dispatch
from recoupe.measure.score import score

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev"
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.015


def gold() -> dict[str, dict[str, Any]]:
    """The hand-coded dispatches by id."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return {record["id"]: record for record in records}


def gold_hash() -> str:
    """A hash over the gold's files, so that floors are never compared across another gold."""
    digest = hashlib.sha256()
    for path in sorted(GOLD.glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def measured() -> dict[str, float]:
    """F1 of each row of the table on the gold."""
    coder, records = Coder(), gold()
    fields = ("id", "text", "title", "published", "publisher", "url", "lang")
    coded = {k: coder.code(Dispatch(**{f: r.get(f) for f in fields})) for k, r in records.items()}
    gold_events = {k: r["events"] for k, r in records.items()}
    report = score(gold_events, {k: [e.codebook() for e in c.events] for k, c in coded.items()}).as_dict()
    rows = {name: row["F1"] for name, row in report.items() if isinstance(row, dict) and "F1" in row}
    quiet = [k for k, r in records.items() if not r["events"]]
    rows["quiet dispatches left alone"] = sum(not coded[k].events for k in quiet) / len(quiet)
    return rows


@pytest.mark.skipif(not GOLD.is_dir(), reason="the hand-coded dispatches (../shared/gold/dev) are not beside this checkout")
def test_no_score_falls_below_its_floor() -> None:
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert pinned["gold"] == gold_hash(), "the gold has changed: measure anew and pin its floors"
    scores = measured()
    fallen = {name: (scores[name], floor) for name, floor in pinned["floors"].items() if scores[name] < floor}
    assert not fallen, f"(score, floor): {fallen}"


if __name__ == "__main__":
    floors = {name: round(max(0.0, value - MARGIN), 3) for name, value in measured().items()}
    print(json.dumps({"gold": gold_hash(), "floors": floors}, indent=1))
