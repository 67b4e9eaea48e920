"""Decisions against decisions."""

from __future__ import annotations

import pytest

from recoupe.incidents.decisions import Decision, DecisionError, apart, check, together


def merge(number: int, *events: str) -> Decision:
    return Decision(number, "merge", events)


def split(number: int, stays: str, goes: str) -> Decision:
    return Decision(number, "split", tuple(stays), tuple(goes))


@pytest.mark.parametrize(
    ("taken", "new", "reason"),
    [
        ([], merge(1, "a", "b"), None),
        ([merge(1, "a", "b")], merge(2, "b", "c"), None),
        ([split(1, "a", "b")], split(2, "b", "c"), None),
        ([split(1, "a", "bc")], merge(2, "a", "d"), None),
        ([merge(1, "a", "b"), split(2, "b", "c")], merge(3, "a", "d"), None),
        ([merge(1, "a", "b")], split(2, "a", "b"), "split: a and b were put together by decision 1; undo it first"),
        ([merge(1, "a", "b"), merge(2, "b", "c")], split(3, "a", "c"), "by decision 1 and 2; undo one of them first"),
        (
            [split(1, "a", "b")],
            merge(2, "a", "b"),
            "merge: it would put a and b together, which decision 1 set apart; undo 1 first",
        ),
        ([split(1, "a", "c"), merge(2, "a", "b")], merge(3, "b", "c"), "which decision 1 set apart"),
        ([split(1, "a", "bc")], split(2, "b", "c"), "put together"),  # what goes, goes together
        ([], split(1, "a", "a"), "put together by decision itself"),
        ([merge(1, "a", "b")], Decision(2, "confirm", ("a", "b", "c")), None),
    ],
)
def test_check(taken: list[Decision], new: Decision, reason: str | None) -> None:
    if reason is None:
        check(new, taken)
    else:
        with pytest.raises(DecisionError, match=reason):
            check(new, taken)


def test_what_decisions_say() -> None:
    taken = [merge(1, "a", "b"), split(2, "ab", "cd"), Decision(3, "confirm", ("e", "f"))]
    assert together(taken) == [("a", "b"), ("c", "d"), ("e", "f")]
    assert apart(taken) == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]
