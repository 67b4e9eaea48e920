"""States are worked out once, where they are asked for, and are the same whatever else is."""

import numpy as np
import pytest

from recoupe.context import Weights
from recoupe.context import states as module
from recoupe.context.states import States

WINDOWS = [np.array([0, 7, 9, 4, 2]), np.array([0, 5, 12, 2])]


@pytest.mark.parametrize("asked", [[], [(1, 3)], [(0, 9)], [(3, 4), (6, 8)]])
def test_what_was_asked_before_changes_nothing(weights: Weights, asked: list[tuple[int, int]]) -> None:
    plain, states = States(WINDOWS, weights), States(WINDOWS, weights)
    states.ask(asked)
    for place in [(0, 1), (1, 3), (2, 5), (6, 8), (8, 9)]:
        assert states.mean(place) == pytest.approx(plain.mean(place), abs=1e-5)


def test_the_mean_is_that_of_the_single_pieces(weights: Weights) -> None:
    states = States(WINDOWS, weights)
    assert states.mean((6, 8)) == pytest.approx((states.mean((6, 7)) + states.mean((7, 8))) / 2, abs=1e-5)


def test_windows_do_not_see_each_other(weights: Weights) -> None:
    alone = States(WINDOWS[1:], weights)
    assert alone.mean((1, 3)) == pytest.approx(States(WINDOWS, weights).mean((6, 8)), abs=1e-5)


def test_the_last_layer_is_worked_out_for_what_is_asked_and_once(weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[int] = []
    plain = module.last

    def last(*arguments: object) -> object:
        worked.extend(arguments[3])  # type: ignore[call-overload]
        return plain(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "last", last)
    states = States(WINDOWS, weights)
    states.ask([(1, 3), (2, 4), (6, 7)])
    states.mean((1, 4))
    assert worked == [1, 2, 3, 1]
    states.mean((3, 5))
    assert worked == [1, 2, 3, 1, 4]


def test_nothing_read_holds_nothing(weights: Weights) -> None:
    States([], weights).ask([])
