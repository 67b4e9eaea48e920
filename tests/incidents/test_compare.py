"""Levels of likeness: tables of two records and what each comparison says of them."""

from __future__ import annotations

from typing import Any

import pytest
from written import day, event, party, place, told

from recoupe.incidents.compare import comparisons, confusable, model
from recoupe.incidents.linkage import reasons
from recoupe.incidents.tables import tables_of
from recoupe.records import Event

ARMY = party("Military Forces of Burkina Faso", "BF")
POLICE = party("Police Forces of Burkina Faso", "BF")
PEOPLE = party("Civilians (Burkina Faso)", "BF")
UNKNOWN = party("Unidentified Armed Group (Burkina Faso)", "BF")


def level(field: str, one: Event, other: Event, *texts: str) -> str | None:
    first, second = (*texts, "", "")[:2]
    tables = tables_of([told("a", one, text=first), told("b", other, text=second)])
    found = {reason.comparison: reason.level for reason in reasons(tables, model())}
    swapped = tables_of([told("b", other, text=second), told("a", one, text=first)])
    assert found == {reason.comparison: reason.level for reason in reasons(swapped, model())}
    return found[field]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("battle.clash", "battle.clash", "same"),
        ("battle.clash", "explosion.ied", "confusable"),
        ("explosion.ied", "battle.clash", "confusable"),
        ("explosion.ied", "explosion.shelling", "same family"),
        ("strategic.siege", "strategic.release", "other"),
        ("protest.peaceful", "explosion.ied", "other"),
    ],
)
def test_type(one: str, other: str, expected: str) -> None:
    assert level("type", event(type=one), event(type=other)) == expected


PROVINCE = place("Soum", precision="province", lat=14.2, lon=-1.3)
COUNTRY = place("Burkina Faso", precision="country", lat=12.5, lon=-1.7)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (place("Djibo"), place("Djibo"), "same spot"),
        (place("Djibo", geonameid=7), place("Jibo", geonameid=7, lat=14.2, lon=-1.5), "same spot"),
        (place("Djibo"), place("Ailleurs", lat=14.15, lon=-1.63), "within 8 km"),
        (place("Djibo"), place("Ailleurs", lat=14.25, lon=-1.63), "within 25 km"),
        (place("Djibo"), place("Ailleurs", precision="district", lat=14.40, lon=-1.63), "within 8 km"),
        (place("Djibo"), place("Arbinda"), "within 110 km"),
        (place("Djibo"), place("Menaka"), "elsewhere"),
        (place("Djibo"), PROVINCE, "inside"),
        (place("Gao"), PROVINCE, "near"),
        (PROVINCE, PROVINCE, "same zone"),
        (place("Djibo"), COUNTRY, "same country"),
        (COUNTRY, COUNTRY, "same country"),
        (place("Djibo"), place("Mali", country="ML", precision="country"), "elsewhere"),
        (place("Djibo"), None, None),
        (None, None, None),
        (place("Djibo"), place("Nulle part", country=None), None),
        (place("Djibo"), place("Zéro", country=None, lat=0.0, lon=0.0), None),
        (place("Est", lat=0.1, lon=179.99), place("Ouest", lat=0.1, lon=-179.99), "same spot"),
    ],
)
def test_place(one: Any, other: Any, expected: str | None) -> None:
    assert level("place", event(place=one), event(place=other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (day(0), day(0), "same days"),
        (day(0), day(0, 1), "overlapping"),
        (day(0), day(1), "next day"),
        (day(0), day(2), "days apart"),
        (day(0), day(9), "apart"),
        (day(0), day(3, precision="week"), "possible"),
        (day(0, precision="week"), day(3, precision="week"), "both vague"),
        (day(0), day(30, precision="month"), "apart"),
        (day(0), day(10, precision="month"), "possible"),
        (day(0, 20), day(20), "possible"),
        (day(0), None, None),
        (None, None, None),
    ],
)
def test_date(one: Any, other: Any, expected: str | None) -> None:
    assert level("date", event(date=one), event(date=other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([ARMY], [ARMY], "same"),
        ([ARMY], [ARMY, PEOPLE], "same"),
        ([ARMY], [POLICE], "related"),
        ([ARMY], [PEOPLE], "other"),
        ([ARMY], [], None),
        ([UNKNOWN], [UNKNOWN], None),
        ([UNKNOWN], [ARMY], None),
        ([party("Protesters (Mali)", "ML")], [party("Rioters (Mali)", "ML")], "related"),
        (
            [party("Republican Guard (Democratic Republic of Congo)", "CD")],
            [party("Military Forces of the Democratic Republic of Congo")],
            "related",
        ),
    ],
)
def test_parties(one: list[Any], other: list[Any], expected: str | None) -> None:
    assert level("targets", event(targets=one, actors=()), event(targets=other, actors=())) == expected


def test_in_battles_either_side_answers_the_other() -> None:
    jnim = party("JNIM")
    assert level("actors", event(actors=[jnim], targets=[ARMY]), event(actors=[ARMY], targets=[jnim])) == "swapped"
    strike = "explosion.air_strike"
    other = level(
        "actors", event(type=strike, actors=[jnim], targets=[ARMY]), event(type=strike, actors=[ARMY], targets=[jnim])
    )
    assert other == "other"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((12, 12), (12, 12), "equal"),
        ((2, 2), (2, 2), "compatible"),
        ((12, None), (19, 19), "compatible"),
        ((12, 12), (19, 19), "within factor 2"),
        ((4, 4), (40, 40), "far apart"),
        ((0, 0), (1, 1), "within factor 2"),
        ((12, 12), None, None),
        (None, None, None),
    ],
)
def test_figures(one: Any, other: Any, expected: str | None) -> None:
    assert level("figures", event(killed=one), event(killed=other)) == expected


RARE = "kalouga brimzet ostravik tulmende yarbokine"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (RARE, RARE, "many shared"),
        ("kalouga brimzet", RARE, "some shared"),
        ("kalouga zorvane", RARE, "few shared"),
        ("zorvane pluktine", RARE, "none shared"),
        ("Brimzet. KALOUGA !", "les soldats de Kalouga ont été tués à Brimzet", "some shared"),
        ("soldats tués attaque village mardi", "soldats tués attaque village mardi", None),  # common words say nothing
        ("kalouga", RARE, None),
        ("Arbinda kalouga", "Arbinda kalouga", None),  # nor does the name of the place, which is compared already
        ("", "", None),
    ],
)
def test_words(one: str, other: str, expected: str | None) -> None:
    assert level("words", event(), event(), one or "…", other or "…") == expected


def test_every_level_has_a_weight_and_what_is_missing_never_weighs_for() -> None:
    for comparison in comparisons():
        assert model().weight(comparison.name, None) <= 0
        assert model().weight(comparison.name, comparison.levels[0].name) >= 0
        assert comparison.levels[-1].condition == "true"
    assert model().prior < 0


def test_confusable_types_are_types_and_listed_once() -> None:
    from typing import get_args  # noqa: PLC0415

    from recoupe.records import EventType  # noqa: PLC0415

    pairs = confusable()
    assert {kind for pair in pairs for kind in pair} <= set(get_args(EventType))
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
