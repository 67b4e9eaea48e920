"""The package's score gives the project's score script's numbers, row for row."""

from __future__ import annotations

import importlib.util
import io
import json
import random
from contextlib import redirect_stderr
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.measure import GoldError, load_gold, score
from recoupe.measure.match import same_date, same_party, same_place

SHARED = Path(__file__).parents[3] / "shared"
SCRIPT = SHARED / "score" / "score.py"
needs_script = pytest.mark.skipif(not SCRIPT.exists(), reason="the score script lies outside the package")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_script", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAMES = st.sampled_from(["Islamic State", "Armée du Mali", "armée malienne", "les forces", "Civilians (Mali)", ""])
PARTIES = st.fixed_dictionaries(
    {"name": NAMES, "text": NAMES},
    optional={
        "kind": st.sampled_from(["civilians", "rebel", "state_forces", None]),
        "country": st.sampled_from(["ML", "NE", None]),
        "aliases": st.lists(NAMES, max_size=2) | st.none(),
    },
)
PLACES = st.fixed_dictionaries(
    {},
    optional={
        "geonameid": st.sampled_from([1, 2, None]),
        "country": st.sampled_from(["ML", "NE", None]),
        "lat": st.sampled_from([14.5, 14.6, "15", None]),
        "lon": st.sampled_from([-4.0, -3.9, 0]),
        "precision": st.sampled_from(["town", "province", "country", "area"]),
    },
)
DAYS = st.sampled_from(["2024-05-30", "2024-05-31", None])
DATES = st.fixed_dictionaries({"start": DAYS}, optional={"end": DAYS})
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(list), max_size=2)
RANGES = st.none() | st.tuples(st.integers(0, 3), st.none() | st.integers(3, 5)).map(list)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["e1", "e2"]),
        "type": st.sampled_from(["battle.clash", "battle.government_regains", "civilians.attack", None]),
        "status": st.sampled_from(["happened", "planned", "background"]),
        "certainty": st.sampled_from(["asserted", "attributed"]),
        "actors": st.lists(PARTIES, max_size=3) | st.none(),
        "targets": st.lists(PARTIES, max_size=3),
        "place": PLACES | st.none(),
        "origin": PLACES | st.none(),
        "date": DATES | st.none(),
        "killed": RANGES,
        "displaced": RANGES,
        "sources": st.lists(NAMES.filter(bool), max_size=2),
        "evidence": SPANS,
    },
)
DOCUMENTS = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(EVENTS, max_size=4))


def assert_same(script: ModuleType, gold: dict[str, list[Any]], predictions: dict[str, list[Any]]) -> None:
    details = io.StringIO()
    documents = {doc_id: {"events": events} for doc_id, events in gold.items()}
    with redirect_stderr(details):
        expected = script.score(documents, predictions, details=True)
    report = score(gold, predictions)
    assert json.dumps(report.as_dict(), indent=1) == json.dumps(expected, indent=1)
    assert list(report.findings) == details.getvalue().splitlines()


@needs_script
@settings(max_examples=300, deadline=None)
@given(gold=DOCUMENTS, predictions=DOCUMENTS)
def test_any_records_score_as_the_script_scores_them(
    script: ModuleType, gold: dict[str, list[Any]], predictions: dict[str, list[Any]]
) -> None:
    assert_same(script, gold, predictions)


@needs_script
def test_the_table_is_the_scripts_table(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the real gold where there is one: its own records, some of them taken from another dispatch, some left out."""
    folder = SHARED / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip("no gold set here")
    gold = load_gold(folder)
    pick = random.Random(7)
    every = [event for events in gold.values() for event in events]
    predictions = {
        doc_id: [pick.choice([event, event, {**event, **pick.choice(every)}]) for event in events[pick.randint(0, 1) :]]
        for doc_id, events in gold.items()
    }
    lines = tmp_path / "predictions.jsonl"
    lines.write_text("\n".join(json.dumps({"id": doc_id, "events": events}) for doc_id, events in predictions.items()))
    monkeypatch.setattr("sys.argv", ["score.py", str(folder), str(lines)])
    script.main()
    assert score(gold, predictions).table() == capsys.readouterr().out.rstrip("\n")
    assert_same(script, gold, predictions)


def test_the_table_has_fixed_columns_and_no_division_by_zero() -> None:
    assert score({"a": []}, {}).table().splitlines() == [
        "                     P       R      F1   gold  found",
        "slots            0.000   0.000   0.000      0      0",
        "certainty accuracy on pairs 0.000",
        "perfect records 0.000 of 0",
    ]


CLASH = {
    "id": "e1",
    "type": "battle.clash",
    "status": "happened",
    "certainty": "asserted",
    "actors": [{"name": "JNIM"}],
    "evidence": [[0, 9]],
    "killed": [2, 2],
}


@pytest.mark.parametrize(
    ("gold", "predicted", "perfect", "findings"),
    [
        ([CLASH], [CLASH], 1, []),
        ([CLASH], [{**CLASH, "killed": [2, None]}], 0, []),
        ([CLASH], [], 0, ["a: e1 missed battle.clash"]),
        ([], [CLASH], 0, ["a: invented battle.clash [[0, 9]]"]),
        ([CLASH], [{**CLASH, "type": "riot.mob"}], 0, ["a: e1 missed battle.clash", "a: invented riot.mob [[0, 9]]"]),
        ([CLASH], [{**CLASH, "type": "battle.x"}], 0, ["a: e1 gold battle.clash coded battle.x"]),
        ([{**CLASH, "status": "background"}], [CLASH], 0, []),
        ([], [{**CLASH, "status": "background"}], 0, []),
    ],
)
def test_records_are_paired_missed_or_invented(
    gold: list[Any], predicted: list[Any], perfect: int, findings: list[str]
) -> None:
    report = score({"a": gold}, {"a": predicted})
    assert (report.perfect, list(report.findings)) == (perfect, findings)


GROUP = {"kind": "civilians", "country": "ML"}


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("l'AFP", "AFP", True),
        ({"name": "Military Forces of Mali"}, {"name": "Mali military"}, True),
        ({"name": "JNIM"}, {"name": "Taliban"}, False),
        ({"name": "A", **GROUP}, {"name": "B", **GROUP}, True),
        ({"name": "A", **GROUP}, {"name": "B", **GROUP, "country": "NE"}, False),
        ({"name": "A", **GROUP, "kind": "rebel"}, {"name": "B", **GROUP, "kind": "rebel"}, False),
        ({"name": "X", "aliases": ["Boko Haram"]}, {"name": "Y", "text": "boko haram"}, True),
    ],
)
def test_same_party(gold: Any, predicted: Any, same: bool) -> None:
    assert same_party(gold, predicted) is same


GAO = {"lat": 16.27, "lon": -0.04, "country": "ML", "precision": "town"}


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (GAO, {**GAO, "lat": 16.4}, True),
        (GAO, {**GAO, "lat": 16.6}, False),
        ({**GAO, "precision": "province"}, {**GAO, "lat": 17.5}, True),
        (GAO, {**GAO, "precision": "country"}, False),
        (GAO, {**GAO, "country": "NE"}, False),
        ({"geonameid": 3}, {"geonameid": 3}, True),
        (GAO, {"country": "ML"}, False),
        (None, GAO, False),
    ],
)
def test_same_place(gold: Any, predicted: Any, same: bool) -> None:
    assert same_place(gold, predicted) is same


def test_same_date() -> None:
    day = {"start": "2024-05-30", "end": "2024-05-30"}
    assert same_date(day, {"start": "2024-05-30"})
    assert not same_date(day, {"start": "2024-05-30", "end": "2024-05-31"})
    assert not same_date(day, None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no *.json under"),
        ("{", "Expecting property name"),
        ("[]", "not a gold dispatch"),
        ('{"id": 3, "events": []}', "not a gold dispatch"),
        ('{"id": "a"}', 'no list of "events"'),
        ('{"id": "a", "events": [1]}', 'no list of "events"'),
    ],
)
def test_a_gold_folder_that_is_none_names_file_and_mend(tmp_path: Path, content: str | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content)
    with pytest.raises(GoldError) as raised:
        load_gold(tmp_path)
    assert reason in str(raised.value) and str(tmp_path) in str(raised.value)


def test_two_gold_files_of_one_id_are_a_mistake(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text('{"id": "x", "events": []}')
    with pytest.raises(GoldError, match="second dispatch"):
        load_gold(tmp_path)
