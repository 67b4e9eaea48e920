"""UCDP GED and UCDP-AEC: columns and codes by their definition; sides, deaths and cells by the codebook."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from export_samples import ACCOUNTS, ALONE, ARMY, GAO, JNIM, NOBODY, VILLAGERS, account, on, party
from format_definitions import AEC_FIELDS, UCDP_COLUMNS
from hypothesis import given

from recoupe.exports import ucdp, ucdp_aec
from recoupe.exports.account import Account
from recoupe.exports.countries import UCDP_REGIONS
from recoupe.exports.taking import Rows

FRANCE = party("external_forces", "Operation Barkhane", "FR")
DOZO = party("communal_militia", "Dozo")
UN = party("international", "MINUSMA", None)


def read(*accounts: Account) -> list[dict[str, str]]:
    text = b"".join(ucdp.chunks(Rows(accounts))).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def told(**changes: Any) -> dict[str, str]:
    return read(account(**changes))[0]


def faults(found: dict[str, str]) -> list[str]:
    """What of a row UCDP's definition forbids."""
    deaths = [int(found[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    low, best, high = (int(found[name]) for name in ("low", "best", "high"))
    checks = {
        "id": 0 <= int(found["id"]) < 2**53,
        "code_status": found["code_status"] in ("Clear", "Check dyad"),
        "type_of_violence": found["type_of_violence"] in ("1", "2", "3"),
        "where_prec": found["where_prec"] in tuple("1234567"),
        "date_prec": found["date_prec"] in tuple("12345"),
        "event_clarity": found["event_clarity"] in ("1", "2"),
        "region": found["region"] in UCDP_REGIONS,
        "priogrid_gid": 1 <= int(found["priogrid_gid"]) <= 259_200,
        "latitude": -90 <= float(found["latitude"]) <= 90,
        "longitude": -180 <= float(found["longitude"]) <= 180,
        "deaths": sum(deaths) == best and low <= best <= high and high >= 1,
        "dates": found["date_start"] <= found["date_end"] and found["year"] == str(int(found["date_start"][:4])),
        "gwnoa": (found["gwnoa"] != "") == found["side_a"].startswith("Government of "),
        "dyad_name": found["dyad_name"] == f"{found['side_a']} - {found['side_b']}",
    }
    return [name for name, right in checks.items() if not right]


def test_the_columns_are_ucdps() -> None:
    assert b"".join(ucdp.chunks(Rows(()))).decode() == ",".join(UCDP_COLUMNS) + "\n"
    assert len(UCDP_COLUMNS) == 49


def test_a_row() -> None:
    found = told()
    assert faults(found) == []
    filled = {name: value for name, value in found.items() if value and name not in ("id", "relid")}
    assert filled == {
        "year": "2024", "code_status": "Clear", "type_of_violence": "1", "dyad_name": "Government of Mali - JNIM",
        "side_a": "Government of Mali", "side_b": "JNIM", "number_of_sources": "1",
        "source_article": "Agence, 2024-03-02, Titre 1", "source_office": "Agence", "source_date": "2024-03-02",
        "source_headline": "Titre 1", "source_original": "l'état-major", "where_prec": "1", "where_coordinates": "Gao",
        "where_description": "Gao", "adm_1": "Gao", "latitude": "16.27167", "longitude": "-0.04472",
        "geom_wkt": "POINT (-0.044720 16.271670)", "priogrid_gid": "153000", "country": "Mali", "country_id": "432",
        "region": "Africa", "event_clarity": "1", "date_prec": "1", "date_start": "2024-03-01", "date_end": "2024-03-01",
        "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "12", "best": "12", "high": "12",
        "low": "12", "gwnoa": "432",
    }  # fmt: skip


@pytest.mark.parametrize(
    "column", ["type_of_violence", "where_prec", "date_prec", "event_clarity", "region", "code_status"]
)
def test_an_unknown_code_is_a_fault(column: str) -> None:
    assert column in faults({**told(), column: "9"})


@given(ACCOUNTS)
def test_whatever_is_written_is_valid(one: Account) -> None:
    for found in read(one):
        assert faults(found) == []


@pytest.mark.parametrize(
    ("kind", "actors", "targets", "expected"),
    [
        ("battle.clash", (JNIM,), (ARMY,), ("1", "Government of Mali", "JNIM", "Clear")),
        ("battle.clash", (FRANCE,), (JNIM,), ("1", "Government of France", "JNIM", "Clear")),
        ("battle.clash", (JNIM,), (UN,), ("1", "MINUSMA", "JNIM", "Clear")),
        ("battle.clash", (JNIM,), (DOZO,), ("2", "JNIM", "Dozo", "Clear")),
        ("battle.clash", (ARMY,), (), ("1", "Government of Mali", "XXX432", "Check dyad")),
        ("explosion.ied", (NOBODY,), (ARMY,), ("1", "Government of Mali", "XXX432", "Check dyad")),
        ("explosion.ied", (JNIM,), (VILLAGERS,), ("3", "JNIM", "Civilians", "Clear")),
        ("civilians.attack", (), (VILLAGERS,), ("3", "XXX432", "Civilians", "Check dyad")),
        ("civilians.attack", (ARMY,), (VILLAGERS,), ("3", "Government of Mali", "Civilians", "Clear")),
        (
            "protest.excessive_force", (party("protesters"),), (ARMY,),
            ("3", "Government of Mali", "Civilians", "Clear"),
        ),
        ("riot.mob", (DOZO,), (party("communal_militia", "Peul"),), ("2", "Dozo", "Peul", "Clear")),
    ],
)  # fmt: skip
def test_types_of_violence_and_sides(kind: str, actors: Any, targets: Any, expected: tuple[str, ...]) -> None:
    found = told(type=kind, actors=actors, targets=targets)
    assert faults(found) == []
    assert tuple(found[name] for name in ("type_of_violence", "side_a", "side_b", "code_status")) == expected


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"killed": None}, "no death is told"),
        ({"killed": (0, 0)}, "no death is told"),
        ({"status": "planned"}, "planned"),
        ({"type": "strategic.arrests"}, "type is no organised violence"),
        ({"targets": ()}, "the sides told do not settle the type of violence"),
        ({"actors": (party("rioters"),)}, "a side is no organised party"),
        ({"type": "civilians.attack", "actors": (ALONE,)}, "the attackers are no organised party"),
        ({"place": GAO.model_copy(update={"country": "GL"})}, "GL is no country of UCDP's"),
        ({"place": GAO.model_copy(update={"lon": None})}, "no coordinates are known"),
        ({"date": on("2024-03-01", precision="unknown")}, "no date is known"),
    ],
)
def test_left_out_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    rows = Rows([account(**changes)])
    assert b"".join(ucdp.chunks(rows)).count(b"\n") == 1
    assert dict(rows.left_out) == {reason: 1}


@pytest.mark.parametrize(
    ("killed", "best", "high", "low"),
    [((12, 12), 12, 12, 12), ((12, None), 12, 12, 12), ((17, 23), 20, 23, 17), ((0, 30), 15, 30, 0)],
)
def test_best_high_and_low(killed: Any, best: int, high: int, low: int) -> None:
    found = told(killed=killed)
    assert [int(found[name]) for name in ("best", "high", "low", "deaths_unknown")] == [best, high, low, best]
    one_sided = told(killed=killed, type="civilians.attack", targets=(VILLAGERS,))
    assert (one_sided["deaths_civilians"], one_sided["deaths_unknown"]) == (str(best), "0")


@pytest.mark.parametrize(
    ("date", "precision"),
    [
        (on("2024-03-01"), "1"),
        (on("2024-03-01", "2024-03-02"), "2"),
        (on("2024-03-01", "2024-03-06"), "2"),
        (on("2024-03-01", "2024-03-07"), "3"),
        (on("2024-03-01", "2024-03-31"), "4"),
        (on("2024-03-01", "2024-05-31"), "5"),
        (on("2024-03-01", precision="week"), "3"),
        (on("2024-03-01", precision="month"), "4"),
        (on("2024-03-01", precision="year"), "5"),
    ],
)
def test_date_precision(date: Any, precision: str) -> None:
    assert told(date=date)["date_prec"] == precision


@pytest.mark.parametrize(
    ("precision", "code"),
    [("site", "1"), ("town", "1"), ("district", "3"), ("province", "4"), ("area", "5"), ("country", "6")],
)
def test_where_precision(precision: str, code: str) -> None:
    assert told(place=GAO.model_copy(update={"precision": precision}))["where_prec"] == code


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (-90, -180, 1), (-89.51, -179.51, 1), (-89.5, -180, 721), (-90, -179.5, 2), (0, 0, 129_961), (90, 180, 259_200),
    ],
)  # fmt: skip
def test_priogrid_counts_from_the_south_west_corner(latitude: float, longitude: float, cell: int) -> None:
    assert ucdp.priogrid(latitude, longitude) == cell


def test_palestine_lies_under_israel_for_ucdp() -> None:
    found = told(place=GAO.model_copy(update={"country": "PS"}))
    assert (found["country"], found["country_id"], found["region"]) == ("Israel", "666", "Middle East")


def test_aec_is_a_line_of_json_with_the_benchmarks_fields() -> None:
    (line,) = b"".join(ucdp_aec.chunks(Rows([account()]))).decode().splitlines()
    found = json.loads(line)
    assert list(found) == AEC_FIELDS
    assert isinstance(found.pop("id"), int)
    assert found == {
        "side_a_name": "Government of Mali", "side_b_name": "JNIM", "start_date": "2024-03-01", "end_date": "2024-03-01",
        "location_root_name": "Mali", "location_adm1_name": "Gao", "location_adm2_name": "", "location_where_name": "Gao",
        "deaths_side_a": 0, "deaths_side_b": 0, "deaths_civilian": 0, "deaths_unknown": 12, "deaths_low": 12,
        "deaths_high": 12,
    }  # fmt: skip


def test_aec_needs_no_coordinates() -> None:
    rows = Rows([account(place=GAO.model_copy(update={"lat": None, "lon": None, "precision": "district"}))])
    (line,) = b"".join(ucdp_aec.chunks(rows)).decode().splitlines()
    assert json.loads(line)["location_adm2_name"] == "Gao"


@given(ACCOUNTS)
def test_aec_types_whatever_it_writes(one: Account) -> None:
    for line in b"".join(ucdp_aec.chunks(Rows([one]))).decode().splitlines():
        for name, value in json.loads(line).items():
            assert isinstance(value, int if name == "id" or name.startswith("deaths") else str)
