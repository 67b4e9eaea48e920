"""Fields side by side: what is agreed, what is put otherwise, what contradicts; and the tolls."""

from __future__ import annotations

from typing import Any

import pytest
from written import day, event, party, place, told

from recoupe.incidents.build import build
from recoupe.incidents.records import Incident
from recoupe.incidents.tellings import tellings_of
from recoupe.records import Note

JNIM, ISGS = party("JNIM"), party("Islamic State in the Greater Sahara")
ARMY, PEOPLE = party("Military Forces of Mali", "ML"), party("Civilians (Mali)", "ML")
UNKNOWN = party("Unidentified Armed Group (Mali)", "ML")


def incident(*accounts: dict[str, Any], days: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Incident:
    """The incident that the accounts tell, one a day, each by a paper of its own."""
    dispatches = [
        told(
            f"{number}",
            event(**changes),
            publisher=f"P{number}",
            published=days[number],
            text=f"Compte rendu {number}.",
        )
        for number, changes in enumerate(accounts)
    ]
    return build("i0", [one for each in dispatches for one in tellings_of(each)])


@pytest.mark.parametrize(
    ("field", "one", "other", "reason"),
    [
        ("type", "battle.clash", "explosion.ied", None),
        ("type", "battle.clash", "protest.peaceful", "different kinds of event"),
        ("status", "happened", "denied", "denied (P0: happened; P1: denied)"),
        ("status", "happened", "ongoing", None),
        ("actors", (JNIM,), (ISGS,), "different actors (P0: JNIM; P1: Islamic State in the Greater Sahara)"),
        ("actors", (JNIM,), (JNIM, ISGS), None),
        ("targets", (ARMY,), (PEOPLE,), "different targets"),
        (
            "place",
            place("Gao", "ML"),
            place("Menaka", "ML"),
            "different places (P0: Gao (ML, town); P1: Menaka (ML, town))",
        ),
        ("place", place("Gao", "ML"), place("Gao", "ML", lat=16.3, lon=-0.1), None),
        ("place", place("Gao", "ML"), place("Région", "ML", "province", lat=16.9, lon=0.2), None),
        ("place", place("Gao", "ML"), place("Ayorou", "NE"), "different places"),
        ("date", day(0), day(1), "different days (P0: 2024-05-14; P1: 2024-05-15)"),
        ("date", day(0), day(0, 1), None),
        ("date", day(0), day(3, precision="week"), None),
        ("killed", (12, 12), (19, 19), None),  # it rose from one day to the next
        ("killed", (19, 19), (12, 12), "different tolls (P0: 19; P1: 12)"),
        ("killed", (12, None), (19, 19), None),
    ],
)
def test_contradictions(field: str, one: Any, other: Any, reason: str | None) -> None:
    found = incident({field: one}, {field: other})
    difference = next((each for each in found.differences if each.field == field), None)
    if reason is None:
        assert difference is None or difference.contradiction is None
    else:
        assert difference is not None and difference.contradiction is not None
        assert difference.contradiction.startswith(reason)
    assert found.denied == (other == "denied")


def test_on_one_day_two_tolls_contradict() -> None:
    found = incident({"killed": (12, 12)}, {"killed": (19, 19)}, days=(1, 1))
    assert found.differences[0].contradiction is not None


def test_what_nobody_contradicts_is_agreed() -> None:
    found = incident(
        {"actors": (UNKNOWN,), "killed": None}, {"actors": (JNIM,)}, {"actors": (JNIM, ISGS), "place": None}
    )
    assert (
        found.agreed["actors"] == "JNIM"
        and found.agreed["place"] == "Arbinda (BF, town)"
        and found.agreed["killed"] == "12"
    )
    assert [each.field for each in found.differences] == ["actors"]


def test_side_by_side_with_who_says_so_and_the_words() -> None:
    note = Note(field="killed", value="[17, 17]", how="stated", rule="count", spans=((0, 12),))
    found = incident({}, {"killed": (17, 17), "notes": (note,)}, {})
    (difference,) = found.differences
    assert [(value.shown, value.value) for value in difference.values] == [("12", [12, 12]), ("17", [17, 17])]
    assert [statement.voice for statement in difference.values[0].statements] == ["P0", "P2"]
    (statement,) = difference.values[1].statements
    assert (statement.voice, statement.words, statement.spans) == ("P1", ("Compte rendu",), ((0, 12),))
    assert statement.published == day(1).start


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([(12, 12)], (12, 12, 12, False)),
        ([(12, None), (19, 19), (17, 17)], (12, 17, 19, True)),
        ([(12, None)], (12, 12, 12, True)),
        ([(8, 12)], (8, 10, 12, False)),
        ([(12, 12), (0, 80)], (0, 12, 80, False)),  # "up to 80" is no estimate where there is one
        ([(0, 80)], (0, 40, 80, False)),
        ([(0, 0)], (0, 0, 0, False)),
        ([None, (3, 3)], (3, 3, 3, False)),
    ],
)
def test_tolls(accounts: list[Any], expected: tuple[int, int, int, bool]) -> None:
    toll = incident(*({"killed": figure} for figure in accounts)).toll("killed")
    assert toll is not None
    assert (toll.low, toll.best, toll.high, toll.open_above) == expected
    assert [move.figure for move in toll.moves] == [figure for figure in accounts if figure is not None]


@pytest.mark.parametrize("doubtful", [{"certainty": "unconfirmed"}, {"status": "background"}, {"status": "denied"}])
def test_the_latest_account_counts_only_if_it_is_well_sourced(doubtful: dict[str, Any]) -> None:
    toll = incident({"killed": (12, 12)}, {"killed": (40, 40), **doubtful}).toll("killed")
    assert toll is not None and (toll.low, toll.best, toll.high) == (12, 12, 40)


def test_no_figure_no_toll() -> None:
    found = incident({"killed": None})
    assert found.tolls == () and found.toll("killed") is None


def test_the_first_day_is_the_one_most_accounts_give() -> None:
    week, right = {"date": day(-1, precision="week")}, {"date": day(0)}
    assert incident(week, right, right, {"date": day(-1)}).first_day == day(0).start
    assert incident(week).first_day == day(-1).start and incident({"date": None}).first_day is None


def test_an_incident_has_a_record() -> None:
    with pytest.raises(ValueError, match="i0: an incident has at least one record"):
        build("i0", [])
