"""ACLED: columns, codes and ranges by its definition; precisions, interactions and actors by its codebook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re
from typing import Any

import pytest
from export_samples import ACCOUNTS, ALONE, ARMY, GAO, JNIM, NOBODY, TYPES, VILLAGERS, account, on, party, stored
from format_definitions import (
    ACLED_COLUMNS,
    ACLED_DISORDERS,
    ACLED_INTERACTIONS,
    ACLED_INTERS,
    ACLED_SUB_EVENTS,
)
from hypothesis import given

from recoupe.exports.account import Account, accounts_of
from recoupe.exports.acled import INTERS, chunks, interaction, row
from recoupe.exports.countries import ACLED_REGIONS
from recoupe.exports.errors import LeftOut
from recoupe.exports.taking import Rows


def told(**changes: Any) -> dict[str, str]:
    """The row of the ambush with what is changed, read back from the CSV."""
    return read(account(**changes))


def read(*accounts: Account) -> dict[str, str]:
    text = b"".join(chunks(Rows(accounts))).decode()
    return next(csv.DictReader(io.StringIO(text, newline="")))


def faults(found: dict[str, str]) -> list[str]:
    """What of a row ACLED's definition forbids."""
    inters = {"", *ACLED_INTERS}
    checks = {
        "event_id_cnty": re.fullmatch("[A-Z]{3}[0-9]+", found["event_id_cnty"]),
        "event_date": dt.date.fromisoformat(found["event_date"]).year == int(found["year"]),
        "time_precision": found["time_precision"] in "123",
        "disorder_type": found["disorder_type"] in ACLED_DISORDERS,
        "event_type": found["event_type"] in ACLED_SUB_EVENTS,
        "sub_event_type": found["sub_event_type"] in ACLED_SUB_EVENTS.get(found["event_type"], ()),
        "inter1": found["inter1"] in ACLED_INTERS,
        "inter2": found["inter2"] in inters,
        "interaction": found["interaction"] in ACLED_INTERACTIONS,
        "civilian_targeting": found["civilian_targeting"] in ("", "Civilian targeting"),
        "iso": 0 <= int(found["iso"]) < 1000,
        "region": found["region"] in ACLED_REGIONS,
        "latitude": -90 <= float(found["latitude"]) <= 90,
        "longitude": -180 <= float(found["longitude"]) <= 180,
        "geo_precision": found["geo_precision"] in "123",
        "fatalities": int(found["fatalities"]) >= 0,
    }
    return [name for name, right in checks.items() if not right]


def test_the_columns_are_acleds() -> None:
    assert b"".join(chunks(Rows(()))).decode() == ",".join(ACLED_COLUMNS) + "\n"


def test_a_row() -> None:
    found = told()
    assert faults(found) == []
    number = found.pop("event_id_cnty")
    assert re.fullmatch(r"MLI\d+", number) and int(number[3:]) < 2**53
    notes = found.pop("notes")
    assert notes.startswith(
        "Armed clash, 2024-03-01, Gao (ML). Actors: JNIM. Targets: Military Forces of Mali. Killed: at least 12. "
        "According to “l'état-major”. Attributed, not asserted by the dispatch. Fatalities are the low bound. Recoupe record "
    )
    assert found == {
        "event_date": "2024-03-01", "year": "2024", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "JNIM", "assoc_actor_1": "",
        "inter1": "Rebel group", "actor2": "Military Forces of Mali", "assoc_actor_2": "", "inter2": "State forces",
        "interaction": "State forces-Rebel group", "civilian_targeting": "", "iso": "466", "region": "Western Africa",
        "country": "Mali", "admin1": "Gao", "admin2": "", "admin3": "", "location": "Gao", "latitude": "16.27167",
        "longitude": "-0.04472", "geo_precision": "1", "source": "Agence", "source_scale": "", "fatalities": "12",
        "tags": "", "timestamp": "",
    }  # fmt: skip


@pytest.mark.parametrize("column", ["disorder_type", "event_type", "sub_event_type", "inter1", "interaction", "region"])
def test_an_unknown_code_is_a_fault(column: str) -> None:
    assert column in faults({**told(), column: "Skirmish"})


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_valid(kind: str) -> None:
    found = told(type=kind)
    assert faults(found) == []
    assert (found["disorder_type"] == "Strategic developments") == kind.startswith("strategic.")
    assert bool(found["tags"]) == kind.startswith(("protest.", "riot."))


@given(ACCOUNTS)
def test_whatever_is_written_is_valid(one: Account) -> None:
    try:
        cells = row(one)
    except LeftOut:
        assert b"".join(chunks(Rows([one]))).count(b"\n") == 1
    else:
        assert len(cells) == len(ACLED_COLUMNS)
        assert faults(read(one)) == []


def test_interactions_are_acleds() -> None:
    pairs = {interaction(*pair) for pair in itertools.product(INTERS, repeat=2)}
    assert pairs | {interaction(one, "") for one in INTERS} == ACLED_INTERACTIONS
    assert interaction("Civilians", "State forces") == "State forces-Civilians"


@pytest.mark.parametrize(
    ("date", "day", "precision"),
    [
        (on("2024-03-01"), "2024-03-01", "1"),
        (on("2024-03-01", "2024-03-02"), "2024-03-01", "1"),
        (on("2024-03-01", "2024-03-07"), "2024-03-01", "2"),
        (on("2024-03-01", "2024-03-31"), "2024-03-01", "3"),
        (on("2024-03-01", precision="week"), "2024-03-01", "2"),
        (on("2024-03-04", "2024-03-10", "week"), "2024-03-07", "2"),
        (on("2024-03-01", "2024-03-31", "month"), "2024-03-16", "3"),
    ],
)
def test_time_precision(date: Any, day: str, precision: str) -> None:
    found = told(date=date)
    assert (found["event_date"], found["time_precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("precision", "code"), [("site", "1"), ("town", "1"), ("district", "2"), ("province", "3"), ("area", "3")]
)
def test_geo_precision(precision: str, code: str) -> None:
    assert told(place=GAO.model_copy(update={"precision": precision}))["geo_precision"] == code


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "planned"}, "planned"),
        ({"status": "denied"}, "denied"),
        ({"status": "background"}, "background, from before the news"),
        ({"date": None}, "no date is known"),
        ({"date": on("2024-03-01", precision="unknown")}, "no date is known"),
        ({"date": on("2024-01-01", "2024-12-31", "year")}, "time is less exact than a month"),
        ({"date": on("2024-03-01", "2024-04-01")}, "time is less exact than a month"),
        ({"place": None}, "no coordinates are known"),
        ({"place": GAO.model_copy(update={"lat": None})}, "no coordinates are known"),
        ({"place": GAO.model_copy(update={"country": None})}, "no country is known"),
        ({"place": GAO.model_copy(update={"country": "ZZ"})}, "no country of the list has the code ZZ"),
        ({"place": GAO.model_copy(update={"precision": "country"})}, "place is a whole country"),
        ({"type": "strategic.siege", "actors": (), "targets": ()}, "no actor is named"),
    ],
)
def test_left_out_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    rows = Rows([account(**changes)])
    assert b"".join(chunks(rows)).count(b"\n") == 1
    assert (rows.written, dict(rows.left_out)) == (0, {reason: 1})


@pytest.mark.parametrize(
    ("changes", "actor1", "inter1", "actor2", "inter2"),
    [
        ({"actors": ()}, "Unidentified Armed Group (Mali)", "Political militia", "Military Forces of Mali", "State forces"),
        ({"targets": ()}, "JNIM", "Rebel group", "Unidentified Armed Group (Mali)", "Political militia"),
        ({"type": "explosion.ied", "targets": ()}, "JNIM", "Rebel group", "", ""),
        ({"type": "civilians.attack", "targets": ()}, "JNIM", "Rebel group", "Civilians (Mali)", "Civilians"),
        ({"type": "protest.peaceful", "actors": (), "targets": ()}, "Protesters (Mali)", "Protesters", "", ""),
        ({"type": "riot.mob", "actors": (), "targets": ()}, "Rioters (Mali)", "Rioters", "", ""),
        ({"type": "strategic.siege", "actors": ()}, "Military Forces of Mali", "State forces", "", ""),
        ({"actors": (NOBODY,)}, NOBODY.name, "Political militia", "Military Forces of Mali", "State forces"),
        ({"actors": (ALONE,)}, ALONE.name, "Political militia", "Military Forces of Mali", "State forces"),
    ],
)  # fmt: skip
def test_actors_whom_nobody_names(changes: dict[str, Any], actor1: str, inter1: str, actor2: str, inter2: str) -> None:
    found = told(**changes)
    assert [found[name] for name in ("actor1", "inter1", "actor2", "inter2")] == [actor1, inter1, actor2, inter2]
    assert ("No actor is named." in found["notes"]) == (changes.get("actors") == ())


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ML", ("MLI", "466", "Western Africa", "Mali")),
        ("EH", ("MAR", "504", "Northern Africa", "Morocco")),
        ("HK", ("CHN", "156", "East Asia", "China")),
        ("PS", ("PSE", "275", "Middle East", "Palestine")),
        ("XK", ("XKX", "0", "Europe", "Kosovo")),
    ],
)
def test_the_country_is_acleds(code: str, expected: tuple[str, ...]) -> None:
    found = told(place=GAO.model_copy(update={"country": code}))
    assert (found["event_id_cnty"][:3], found["iso"], found["region"], found["country"]) == expected


def test_further_actors_are_associated() -> None:
    found = told(actors=(JNIM, party("rebel", "Katiba Macina"), party("rebel", "Dozo")), targets=(ARMY, VILLAGERS))
    assert (found["actor1"], found["assoc_actor_1"]) == ("JNIM", "Katiba Macina; Dozo")
    assert (found["actor2"], found["assoc_actor_2"]) == ("Military Forces of Mali", "Civilians (Mali)")


@pytest.mark.parametrize(
    ("kind", "target", "targeting"),
    [
        ("explosion.air_strike", VILLAGERS, True),
        ("explosion.air_strike", ARMY, False),
        ("civilians.attack", ARMY, True),
        ("protest.excessive_force", ARMY, True),
        ("riot.mob", VILLAGERS, True),
        ("riot.mob", ARMY, False),
        ("riot.demonstration", VILLAGERS, True),
        ("riot.demonstration", ARMY, False),
        ("protest.intervention", VILLAGERS, False),
        ("battle.clash", VILLAGERS, False),
        ("strategic.displacement", VILLAGERS, False),
    ],
)
def test_civilian_targeting(kind: str, target: Any, targeting: bool) -> None:
    assert (told(type=kind, targets=(target,))["civilian_targeting"] == "Civilian targeting") == targeting


@pytest.mark.parametrize(
    ("killed", "fatalities", "words"),
    [
        (None, "0", None),
        ((12, 12), "12", "Killed: 12."),
        ((12, None), "12", "Killed: at least 12."),
        ((8, 12), "8", "Killed: 8 to 12."),
        ((0, 30), "0", "Killed: up to 30."),
    ],
)
def test_a_range_becomes_its_low_bound(killed: Any, fatalities: str, words: str | None) -> None:
    found = told(killed=killed)
    assert found["fatalities"] == fatalities
    assert ("Killed" in found["notes"]) == (words is not None) and (words or "") in found["notes"]
    assert ("Fatalities are the low bound." in found["notes"]) == (killed is not None and killed[0] != killed[1])


def test_notes_copy_no_more_than_who_is_cited() -> None:
    one = account()
    words = set(re.findall(r"\w+", one.report.dispatch.text)) - set(re.findall(r"\w+", "l'état-major JNIM Gao"))
    assert words.isdisjoint(re.findall(r"\w+", told()["notes"]))


def test_the_source_is_the_publisher_or_the_host() -> None:
    for url, source in (("https://www.agence.test/a?b", "www.agence.test"), ("http://[x", ""), (None, "")):
        (one,) = accounts_of(stored(1, publisher=None, url=url))
        assert read(one)["source"] == source
