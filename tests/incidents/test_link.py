"""``recoupe.link``: from coded dispatches to incidents."""

from __future__ import annotations

import random
from typing import Any

import pytest
from written import COUNTRYLESS, cited, day, event, party, place, told

from recoupe import Dispatch, link
from recoupe.incidents import Decision
from recoupe.records import CodedDispatch
from recoupe.store import Stored

EMPTY = {"actors": (), "targets": (), "place": None, "date": None, "killed": None}


def grouped(*dispatches: Stored, decisions: tuple[Decision, ...] = ()) -> list[list[str]]:
    """The names of the dispatches of each incident, both in order."""
    found = link(dispatches, decisions)
    return sorted(sorted(account.dispatch_id for account in one.accounts) for one in found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"killed": (17, 17)}, True),
        ({}, {"type": "explosion.ied", "actors": ()}, True),
        ({}, {"place": place("Soum", precision="province", lat=14.2, lon=-1.0), "killed": (12, 12)}, True),
        ({}, {"status": "denied"}, True),
        ({}, {"status": "background", "date": day(0)}, True),
        ({}, {"date": day(7)}, False),
        ({}, {"place": place("Djibo"), "killed": (5, 5)}, False),
        ({}, {"place": place("Voisin", lat=14.33, lon=-0.86), "killed": (5, 5)}, False),
        (
            {},
            {
                "type": "protest.peaceful",
                "actors": (party("Protesters (Burkina Faso)", "BF"),),
                "targets": (),
                "killed": None,
            },
            False,
        ),
        ({}, {"status": "planned"}, False),
        ({"status": "planned"}, {"status": "planned"}, True),
        ({}, {"date": day(1), "killed": None, "targets": ()}, False),
    ],
)
def test_same_or_not(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    expected = [["a", "b"]] if same else [["a"], ["b"]]
    assert grouped(told("a", event(**one)), told("b", event(**other))) == expected


@pytest.mark.parametrize(
    "changes",
    [
        EMPTY,
        {**EMPTY, "date": day()},
        {**EMPTY, "place": place("Arbinda")},
        {**EMPTY, "actors": (party("JNIM"),)},
        {**EMPTY, "actors": (party("Unidentified Armed Group (Mali)", "ML"),), "date": day()},
        {**EMPTY, "place": COUNTRYLESS, "date": day()},
        {**EMPTY, "date": day(0, 300, "year"), "place": place("Arbinda")},
        {**EMPTY, "place": place("Nulle part", country=None, lat=0.0, lon=0.0), "date": day()},
        {**EMPTY, "place": place("Burkina Faso", precision="country"), "date": day()},
    ],
)
@pytest.mark.parametrize("published", [1, None])
def test_emptiness_joins_nothing(changes: dict[str, Any], published: int | None) -> None:
    """Records that share only what they lack, or one field besides, are not similar."""
    dispatches = [told(name, event(**changes), published=published) for name in "abcd"]
    assert grouped(*dispatches) == [["a"], ["b"], ["c"], ["d"]]


@pytest.mark.parametrize("changes", [{"place": None}, {"date": None}])
def test_a_record_without_place_or_date_joins_on_the_rest_if_it_is_enough(changes: dict[str, Any]) -> None:
    rare = "Kalouga brimzet ostravik tulmende yarbokine."
    full, part = told("a", event(), text=f"{rare} Un."), told("b", event(**changes), text=f"{rare} Deux.")
    assert grouped(full, part) == [["a", "b"]]
    assert grouped(told("a", event()), told("b", event(killed=None, **changes))) == [["a"], ["b"]]


def test_absurd_coordinates_that_a_record_may_hold() -> None:
    pole, line = place("Pôle", lat=90.0, lon=180.0), place("Bord", lat=-90.0, lon=-180.0)
    assert grouped(told("a", event(place=pole)), told("b", event(place=pole))) == [["a", "b"]]
    assert grouped(told("a", event(place=pole)), told("b", event(place=line))) == [["a"], ["b"]]


def test_records_of_one_dispatch_are_linked_to_others_only() -> None:
    twice = told("a", event(1), event(2))
    found = link([twice, told("b")])
    assert sorted(len(one.accounts) for one in found) == [1, 2]
    assert all(len({account.dispatch for account in one.accounts}) == len(one.accounts) for one in found)


def test_two_attacks_in_neighbouring_towns_told_together() -> None:
    near = {"place": place("Voisin", lat=14.33, lon=-0.86), "killed": (5, 5)}
    dispatches = [told(name, event(1), event(2, **near)) for name in "abc"]
    assert grouped(*dispatches) == [["a", "b", "c"], ["a", "b", "c"]]


def test_nothing_depends_on_order_and_a_dispatch_counts_once() -> None:
    dispatches = [told(f"d{number}", event(date=day(number // 3), killed=(number + 3, None))) for number in range(9)]
    expected = link(dispatches)
    for seed in range(4):
        shuffled = [*dispatches, dispatches[0]]
        random.Random(seed).shuffle(shuffled)
        assert link(shuffled) == expected


def test_what_it_takes() -> None:
    one, other = told("a"), told("b")
    pairs: list[tuple[Dispatch, CodedDispatch]] = [(each.dispatch, each.coded) for each in (one, other)]
    assert link(pairs) == link([one, other])
    assert link([]) == () and link([(Dispatch(text="Rien."), CodedDispatch(id="x"))]) == ()


def test_ids_are_those_of_the_earliest_record() -> None:
    early, late = told("a", published=0), told("b", published=2)
    (alone,), (both,), (other,) = link([early]), link([late, early]), link([late])
    assert alone.id == both.id != other.id
    assert alone.id[0] == "i" and len(alone.id) == 17


def test_decisions() -> None:
    dispatches = [told("a"), told("b"), told("c", event(date=day(9)))]
    ids = {one.dispatch.id: f"{one.key}:e1" for one in dispatches}
    assert grouped(*dispatches) == [["a", "b"], ["c"]]
    merged = Decision(1, "merge", (ids["b"], ids["c"]))
    assert grouped(*dispatches, decisions=(merged,)) == [["a"], ["b", "c"]]
    split = Decision(1, "split", (ids["a"],), (ids["b"],))
    assert grouped(*dispatches, decisions=(split,)) == [["a"], ["b"], ["c"]]
    confirmed = link(dispatches, [Decision(1, "confirm", (ids["a"], ids["b"]))])
    assert [one.confirmed for one in confirmed] == [True, False]


def test_copies_among_what_is_linked_are_found() -> None:
    text = " ".join(f"Phrase numéro {number} de la dépêche sur l'attaque." for number in range(30))
    found = link(
        [told("a", text=text, publisher="AFP", published=0), told("b", text=f"{text} Fin.", publisher="Le Quotidien")]
    )
    (one,) = found
    assert one.independent == 1 and [voice.name for voice in one.voices] == ["AFP"]
    assert [account.copy_of is None for account in one.accounts] == [True, False]


def test_the_record_has_a_schema_and_reads_back() -> None:
    (one,) = link([told("a", event(sources=cited("l'armée"))), told("b", event(killed=(17, None)))])
    assert type(one).model_validate_json(one.model_dump_json()) == one
    assert "accounts" in type(one).model_json_schema()["properties"]
