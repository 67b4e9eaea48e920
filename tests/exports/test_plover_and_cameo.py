"""PLOVER and CAMEO: types, modes, sectors and root codes by their lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from export_samples import ACCOUNTS, ARMY, JNIM, KINDS, TYPES, VILLAGERS, account, party
from format_definitions import CAMEO_ROOTS, PLOVER_AUXILIARY, PLOVER_MODES, PLOVER_SECTORS
from hypothesis import given

from recoupe.exports import cameo, plover
from recoupe.exports.account import Account
from recoupe.exports.taking import Rows

PLACELESS = {"strategic.other"}
CODELESS = {"strategic.other", "strategic.group_change"}


def read(chunks: Callable[[Rows], Iterator[bytes]], *accounts: Account) -> list[dict[str, str]]:
    text = b"".join(chunks(Rows(accounts))).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def plover_faults(found: dict[str, str]) -> list[str]:
    sectors = [part for name in ("actor_sectors", "recipient_sectors") for part in found[name].split("; ") if part]
    checks = {
        "event_type": found["event_type"] in PLOVER_MODES,
        "event_mode": found["event_mode"] in ("", *PLOVER_MODES.get(found["event_type"], "").split()),
        "auxiliary_modes": found["auxiliary_modes"] in PLOVER_AUXILIARY,
        "sectors": PLOVER_SECTORS.issuperset(sectors),
    }
    return [name for name, right in checks.items() if not right]


def test_the_lists_are_plovers() -> None:
    assert {kind: " ".join(modes) for kind, modes in plover.MODES.items()} == PLOVER_MODES
    assert set(plover.SECTORS) == PLOVER_SECTORS and {"", *plover.AUXILIARY} == PLOVER_AUXILIARY
    assert set(cameo.ROOTS) == CAMEO_ROOTS


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_plovers(kind: str) -> None:
    rows = read(plover.chunks, account(type=kind))
    assert [plover_faults(found) for found in rows] == ([] if kind in PLACELESS else [[]])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_party_has_a_sector_and_a_role(kind: str) -> None:
    one = account(actors=(party(kind),))  # type: ignore[arg-type]
    (found,) = read(plover.chunks, one)
    assert plover_faults(found) == [] and found["actor_sectors"]
    (row,) = read(cameo.chunks, one)
    assert row["source_code"][:3] == "MLI" and row["source_code"][3:] in cameo.ROLES


@pytest.mark.parametrize(
    ("column", "code"),
    [("event_type", "FIGHT"), ("event_mode", "bows"), ("auxiliary_modes", "past"), ("actor_sectors", "XYZ; MIL")],
)
def test_an_unknown_code_is_a_fault(column: str, code: str) -> None:
    (found,) = read(plover.chunks, account())
    assert plover_faults({**found, column: code})


@given(ACCOUNTS)
def test_whatever_is_written_is_plovers(one: Account) -> None:
    for found in read(plover.chunks, one):
        assert plover_faults(found) == []


@pytest.mark.parametrize(
    ("status", "mode"), [("happened", ""), ("planned", "future"), ("denied", "negation"), ("background", "historical")]
)
def test_a_status_is_an_auxiliary_mode(status: str, mode: str) -> None:
    (found,) = read(plover.chunks, account(status=status))
    assert found["auxiliary_modes"] == mode


def test_who_puts_a_protest_down_is_the_actor() -> None:
    one = account(type="protest.excessive_force", actors=(party("protesters", "Protesters (Mali)"),))
    (found,) = read(plover.chunks, one)
    assert (found["event_type"], found["actor_name"], found["recipient_name"]) == (
        "ASSAULT", "Military Forces of Mali", "Protesters (Mali)",
    )  # fmt: skip
    (row,) = read(cameo.chunks, one)
    assert (row["root_code"], row["source_code"], row["target_code"]) == ("17", "MLIMIL", "MLIOPP")


def test_parties_lists_go_in_step() -> None:
    (found,) = read(plover.chunks, account(actors=(JNIM, party("international", "UN", None), ARMY)))
    assert found["actor_name"].split("; ") == ["JNIM", "UN", "Military Forces of Mali"]
    assert found["actor_country"].split("; ") == ["ML", "", "ML"]
    assert found["actor_sectors"].split("; ") == ["REB", "UNK", "MIL"]


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_cameos(kind: str) -> None:
    rows = Rows([account(type=kind)])
    found = list(csv.DictReader(io.StringIO(b"".join(cameo.chunks(rows)).decode())))
    assert [row["root_code"] in CAMEO_ROOTS for row in found] == ([] if kind in CODELESS else [True])
    assert dict(rows.left_out) == ({f"no one root code of CAMEO is {kind}": 1} if kind in CODELESS else {})


@given(ACCOUNTS)
def test_whatever_is_written_is_cameos(one: Account) -> None:
    for found in read(cameo.chunks, one):
        assert found["root_code"] in CAMEO_ROOTS and found["quad_class"] in ("1", "2", "3", "4")


def test_a_row_for_each_pair_of_parties() -> None:
    rows = read(cameo.chunks, account(actors=(JNIM, party("rebel", "Katiba")), targets=(ARMY, VILLAGERS)))
    assert [(row["source_name"], row["target_name"]) for row in rows] == [
        ("JNIM", "Military Forces of Mali"), ("JNIM", "Civilians (Mali)"),
        ("Katiba", "Military Forces of Mali"), ("Katiba", "Civilians (Mali)"),
    ]  # fmt: skip
    (alone,) = read(cameo.chunks, account(targets=()))
    assert (alone["source_code"], alone["target_code"], alone["target_name"]) == ("MLIREB", "", "")


@pytest.mark.parametrize(
    ("root", "quad"),
    [("01", 1), ("05", 1), ("06", 2), ("08", 2), ("09", 3), ("13", 3), ("14", 4), ("20", 4)],
)
def test_quad_classes(root: str, quad: int) -> None:
    assert cameo.quad_class(root) == quad


@pytest.mark.parametrize(
    ("changes", "left"), [({"status": "denied"}, "denied"), ({"type": "strategic.other"}, "no one type")]
)
def test_left_out(changes: dict[str, Any], left: str) -> None:
    rows = Rows([account(**changes)])
    assert b"".join((cameo if "status" in changes else plover).chunks(rows)).count(b"\n") == 1
    assert [reason.startswith(left) for reason in rows.left_out] == [True]
