"""LEMONADE: every class with its arguments by the schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from export_samples import ACCOUNTS, ARMY, GAO, TYPES, VILLAGERS, account, party
from format_definitions import LEMONADE_CLASSES
from hypothesis import given

from recoupe.exports.account import Account
from recoupe.exports.lemonade import CLASSES, chunks
from recoupe.exports.taking import Rows

_TYPED = {
    "fatalities": (int, type(None)),
    "crowd_size": (str, type(None)),
    "targets_civilians": (bool,),
    "targets_local_administrators": (bool,),
}


def read(*accounts: Account) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(chunks(Rows(accounts))).decode().splitlines()]


def told(**changes: Any) -> dict[str, Any]:
    return read(account(**changes))[0]


def faults(found: dict[str, Any]) -> list[str]:
    """What of a record the schema forbids."""
    arguments = {name: value for name, value in found.items() if name not in ("event_id", "event_type", "event_date")}
    location = arguments.pop("location")
    wrong = [] if set(location) == {"country", "address"} else ["location"]
    if set(arguments) != LEMONADE_CLASSES.get(found["event_type"]):
        wrong.append("event_type")
    for name, value in arguments.items():
        if name not in _TYPED and not (isinstance(value, list) and all(isinstance(part, str) for part in value)):
            wrong.append(name)
        if name in _TYPED and not isinstance(value, _TYPED[name]):
            wrong.append(name)
    return wrong


def test_the_classes_are_lemonades() -> None:
    assert {name: set(arguments) for name, arguments in CLASSES.items()} == LEMONADE_CLASSES


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_valid(kind: str) -> None:
    found = told(type=kind)
    assert faults(found) == []
    entities = [value for name, value in found.items() if isinstance(value, list) and name != "women_targeted"]
    assert ["JNIM"] in entities


@given(ACCOUNTS)
def test_whatever_is_written_is_valid(one: Account) -> None:
    for found in read(one):
        assert faults(found) == []


@pytest.mark.parametrize("change", [{"event_type": "Skirmish"}, {"side_3": []}, {"side_1": "JNIM"}, {"location": {}}])
def test_what_is_not_of_the_schema_is_a_fault(change: dict[str, Any]) -> None:
    assert faults({**told(), **change})


def test_a_record() -> None:
    found = told()
    found.pop("event_id")
    assert found == {
        "event_type": "ArmedClash", "event_date": "2024-03-01", "location": {"country": "Mali", "address": "Gao, Mali"},
        "side_1": ["JNIM"], "side_2": ["Military Forces of Mali"], "targets_local_administrators": False,
        "women_targeted": [], "fatalities": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "explosion.ied", "targets": (VILLAGERS,)}, True),
        ({"type": "explosion.ied", "targets": (ARMY,)}, False),
        ({"type": "explosion.ied", "targets": ()}, False),
        ({"type": "protest.excessive_force", "actors": (party("protesters"),)}, True),
    ],
)
def test_whether_civilians_are_aimed_at(changes: dict[str, Any], expected: bool) -> None:
    assert told(**changes)["targets_civilians"] is expected


@pytest.mark.parametrize(
    ("place", "location"),
    [
        (None, {"country": "", "address": ""}),
        (GAO.model_copy(update={"name": "Mali", "precision": "country"}), {"country": "Mali", "address": "Mali"}),
        (GAO.model_copy(update={"name": "Ansongo"}), {"country": "Mali", "address": "Ansongo, Gao, Mali"}),
    ],
)
def test_locations(place: Any, location: dict[str, str]) -> None:
    assert told(place=place)["location"] == location


def test_what_did_not_take_place_is_left_out() -> None:
    rows = Rows([account(status="planned"), account(status="ongoing")])
    assert len(b"".join(chunks(rows)).splitlines()) == 1 and dict(rows.left_out) == {"planned": 1}
