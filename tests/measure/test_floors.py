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

HERE = Path(__file__).resolve()
SETS = {"french": HERE.parents[3] / "shared" / "gold" / "dev", "english": HERE.parents[2] / "measure" / "english"}
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.015


def gold(folder: Path) -> dict[str, dict[str, Any]]:
    """The hand-coded dispatches of a folder by id."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {record["id"]: record for record in records}


def gold_hash(folder: Path) -> str:
    """A hash over the gold's files, so that floors are never compared across another gold."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def measured(folder: Path) -> dict[str, float]:
    """F1 of each row of the table on the gold of a folder."""
    coder, records = Coder(), gold(folder)
    fields = ("id", "text", "title", "published", "publisher", "url", "lang")
    coded = {k: coder.code(Dispatch(**{f: r.get(f) for f in fields})) for k, r in records.items()}
    gold_events = {k: r["events"] for k, r in records.items()}
    report = score(gold_events, {k: [e.codebook() for e in c.events] for k, c in coded.items()}).as_dict()
    rows = {name: row["F1"] for name, row in report.items() if isinstance(row, dict) and "F1" in row}
    quiet = [k for k, r in records.items() if not r["events"]]
    rows["quiet dispatches left alone"] = sum(not coded[k].events for k in quiet) / len(quiet)
    return rows


@pytest.mark.parametrize("name", SETS)
def test_no_score_falls_below_its_floor(name: str) -> None:
    if not SETS[name].is_dir():
        pytest.skip("the hand-coded dispatches (../shared/gold/dev) are not beside this checkout")
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))[name]
    assert pinned["gold"] == gold_hash(SETS[name]), "the gold has changed: measure anew and pin its floors"
    scores = measured(SETS[name])
    fallen = {row: (scores[row], floor) for row, floor in pinned["floors"].items() if scores[row] < floor}
    assert not fallen, f"(score, floor): {fallen}"


def floors(folder: Path) -> dict[str, Any]:
    """What floors.json holds of a set: a little under what is reached now."""
    reached = measured(folder).items()
    return {"gold": gold_hash(folder), "floors": {row: round(max(0.0, value - MARGIN), 3) for row, value in reached}}


if __name__ == "__main__":
    print(json.dumps({name: floors(folder) for name, folder in SETS.items()}, indent=1))
