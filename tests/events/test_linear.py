"""Linear models: exact arithmetic, and a broken file that says which it is."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.events.code import load_models
from recoupe.events.linear import LinearModel, ModelError, load_model

BINARY = LinearModel(("yes",), (-1.0,), {"a": (2.0,), "b": (-0.5,), "c": (0.0,)})
THREE = LinearModel(("x", "y", "z"), (0.0, 1.0, -1.0), {"a": (1.0, 0.0, 2.0), "b": (0.0, -1.0, 0.5)})
MODELS = Path(str(files("recoupe"))) / "data" / "models"
GOOD = {"classes": ["yes"], "bias": [-1.0], "weights": {"a": [2.0]}}


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({}, [-1.0]),
        ({"a": 1.0}, [1.0]),
        ({"a": 1.0, "b": 2.0}, [0.0]),
        ({"a": 0.5, "c": 9.0}, [0.0]),
        ({"unknown": 5.0}, [-1.0]),
    ],
)
def test_binary_scores(features: dict[str, float], expected: list[float]) -> None:
    assert BINARY.scores(features) == expected


@pytest.mark.parametrize(
    ("features", "expected"),
    [({}, [0.0, 1.0, -1.0]), ({"a": 1.0}, [1.0, 1.0, 1.0]), ({"a": 2.0, "b": 1.0}, [2.0, 0.0, 3.5])],
)
def test_scores_of_classes(features: dict[str, float], expected: list[float]) -> None:
    assert THREE.scores(features) == expected


@pytest.mark.parametrize(("score", "expected"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25)])
def test_probability(score: float, expected: float) -> None:
    assert LinearModel(("yes",), (score,), {}).probability({}) == pytest.approx(expected)


def test_probability_of_a_wild_score_stays_a_number() -> None:
    assert LinearModel(("yes",), (1e9,), {}).probability({}) == pytest.approx(1.0)
    assert LinearModel(("yes",), (-1e9,), {}).probability({}) == pytest.approx(0.0)


def test_equal_scores_share_equally() -> None:
    assert THREE.distribution({"a": 1.0}) == pytest.approx({"x": 1 / 3, "y": 1 / 3, "z": 1 / 3})


def test_distribution_of_wild_scores() -> None:
    assert THREE.distribution({"a": 1e6}) == pytest.approx({"x": 0.0, "y": 0.0, "z": 1.0})


WEIGHTS = st.floats(-50, 50)
FEATURES = st.dictionaries(st.sampled_from("abcdef"), WEIGHTS)


@given(FEATURES)
def test_a_distribution_sums_to_one(features: dict[str, float]) -> None:
    shares = THREE.distribution(features)
    assert list(shares) == ["x", "y", "z"]
    assert sum(shares.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares.values())


@given(FEATURES)
def test_a_probability_is_between_nought_and_one(features: dict[str, float]) -> None:
    assert 0 <= BINARY.probability(features) <= 1


@given(FEATURES)
def test_the_order_of_features_changes_no_bit(features: dict[str, float]) -> None:
    backwards = dict(reversed(list(features.items())))
    assert THREE.scores(features) == THREE.scores(backwards)


@pytest.mark.parametrize(
    ("features", "count", "expected"),
    [
        ({"a": 1.0, "b": -6.0, "c": 1.0}, 3, ["b", "a"]),
        ({"a": 1.0, "b": -6.0}, 1, ["b"]),
        ({"a": -1.0}, 3, []),
        ({"unknown": 1.0}, 3, []),
    ],
)
def test_reasons(features: dict[str, float], count: int, expected: list[str]) -> None:
    assert BINARY.reasons(features, count) == expected


def written(folder: Path, content: str) -> Path:
    (folder / "toy.json").write_text(content, "utf-8")
    return folder


def test_a_model_file_is_read(tmp_path: Path) -> None:
    model = load_model("toy", written(tmp_path, json.dumps(GOOD)))
    assert model.classes == ("yes",)
    assert model.scores({"a": 1.0}) == [1.0]


@pytest.mark.parametrize(
    ("lang", "name"), sorted((path.parent.name, path.stem) for path in MODELS.glob("*/*.json") if path.stem != "thresholds")
)
def test_the_packages_models_have_a_weight_for_each_class(lang: str, name: str) -> None:
    model = load_model(name, MODELS / lang)
    assert len(model.bias) == len(model.classes) >= 1
    assert all(len(weights) == len(model.classes) for weights in model.weights.values())


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"absent\.json"):
        load_model("absent", tmp_path)




@pytest.mark.parametrize(
    "content",
    [
        "{",
        "",
        "[]",
        "{}",
        json.dumps({**GOOD, "weights": [1.0]}),
        json.dumps({"classes": ["yes"], "weights": {}}),
        json.dumps({**GOOD, "weights": {"a": [1.0, 2.0]}}),
        json.dumps({**GOOD, "bias": []}),
    ],
)
def test_a_broken_model_is_named(content: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"toy\.json"):
        load_model("toy", written(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({**GOOD, "dense": [[1.0], [2.0]]}),
        json.dumps({"classes": ["x", "y"], "bias": [0, 0], "weights": {}, "dense": [[1.0], [2.0, 3.0]]}),
        json.dumps({**GOOD, "bias": ["much"]}),
        json.dumps({**GOOD, "weights": {"a": 1.0}}),
    ],
)
def test_weights_of_another_shape_are_named(content: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"toy\.json"):
        load_model("toy", written(tmp_path, content))


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"gate": "low"}', '{"gate": 0.5}', "\xff"])
def test_broken_thresholds_are_named(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "thresholds.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(ModelError, match=r"thresholds\.json"):
        load_models(tmp_path.name, tmp_path.parent)
