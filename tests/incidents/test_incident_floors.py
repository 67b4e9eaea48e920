"""Accuracy may not fall: hand-coded records that nothing was tuned on must be linked about as well as when they were measured.

The floors belong to one state of the hand coding: where it changes, they are measured anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from recoupe import link
from recoupe.incidents.measured import b_cubed, load_linked, pairwise
from recoupe.measure import GoldError

FOLDER = Path(__file__).parents[2] / "measure" / "incidents"
FLOORS = {"tune": (0.96, 0.96), "test": (0.95, 0.92)}
"""B³ and pairwise F1."""
STATES = {"tune": "ae2499a3231f6d03", "test": "b83a035827b113ea"}


@pytest.mark.parametrize("half", FLOORS)
def test_floors(half: str) -> None:
    path = FOLDER / f"{half}.jsonl"
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == STATES[half], "the hand coding changed: measure again"
    gold = load_linked(path)
    found = {account.event_id: one.id for one in link(gold.dispatches) for account in one.accounts}
    assert b_cubed(gold.incidents, found).f1 >= FLOORS[half][0]
    assert pairwise(gold.incidents, found).f1 >= FLOORS[half][1]


def test_the_hand_coding_is_as_large_as_it_must_be() -> None:
    halves = [load_linked(FOLDER / f"{half}.jsonl") for half in FLOORS]
    incidents = Counter(name for half in halves for name in half.incidents.values())
    assert sum(len(half.dispatches) for half in halves) >= 60 and len(incidents) >= 25
    assert not set(halves[0].incidents.values()) & set(halves[1].incidents.values())


@pytest.mark.parametrize(
    ("truth", "found", "b", "pairs"),
    [
        ("aabb", "xxyy", (1, 1), (1, 1)),
        ("aabb", "xxxx", (0.5, 1), (2 / 6, 1)),
        ("aabb", "wxyz", (1, 0.5), (0, 0)),
        ("aaab", "xxyy", (0.75, 2 / 3), (0.5, 1 / 3)),
    ],
)
def test_scores(truth: str, found: str, b: tuple[float, float], pairs: tuple[float, float]) -> None:
    true, made = dict(enumerate(truth)), dict(enumerate(found))
    named, groups = {str(k): v for k, v in true.items()}, {str(k): v for k, v in made.items()}
    scored, paired = b_cubed(named, groups), pairwise(named, groups)
    assert (scored.precision, scored.recall) == pytest.approx(b)
    assert (paired.precision, paired.recall) == pytest.approx(pairs)
    assert scored.f1 == pytest.approx(2 * b[0] * b[1] / (b[0] + b[1]))


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "a"}', '{"id": "a", "title": null, "text": "x", "published": "?", "publisher": null}']
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line)
    with pytest.raises(GoldError, match=r"gold\.jsonl, line 1: not a hand-coded dispatch"):
        load_linked(path)
