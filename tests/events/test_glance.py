"""What tells whether a dispatch is worth reading."""

from __future__ import annotations

import pytest

from recoupe.events.code import GLANCE, load_models
from recoupe.events.glance import worth_features


def test_the_likeliest_mentions_count_whatever_their_order() -> None:
    assert worth_features(0.5, [0.2, 0.9, 0.5, 0.7]) == worth_features(0.5, [0.9, 0.7, 0.2, 0.5])


@pytest.mark.parametrize(("chances", "likely"), [([], 0), ([0.4], 0), ([0.9, 0.5, 0.1], 2), ([0.9] * 8, 5)])
def test_likely_mentions_are_counted(chances: list[float], likely: int) -> None:
    assert worth_features(0.0, chances)[f"likely={likely}"] == 1.0


def test_a_sure_mention_has_finite_odds() -> None:
    features = worth_features(-1.0, [1.0, 0.0])
    assert features["gate"] == -1.0
    assert features["odds:0"] == pytest.approx(-features["odds:1"])
    assert features["odds:0"] < 10


def test_the_first_look_knows_nothing_of_what_is_read_after_it() -> None:
    assert not [name for name in load_models("fr")[GLANCE].weights if name.startswith("context")]
