"""A store's incidents: new dispatches join, ids stay, and the parts come to what the whole would have."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from written import day, event, place, told

from recoupe.incidents import Decision, DecisionError, bring_up_to_date, decide, link, undo
from recoupe.incidents.asking import incident, incident_id, incidents
from recoupe.incidents.identity import founded_by, name_incidents
from recoupe.incidents.kept import Kept
from recoupe.store import EventFilter, Store, Stored, StoreError
from recoupe.store.copying import copy_store
from recoupe.store.schema import INCIDENT_TABLES


def several(count: int, seed: int) -> list[Stored]:
    """Dispatches on attacks in three towns over some days, some vague, some with two events, two of unknown day."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        events = [
            event(
                each,
                place=draw.choice(
                    [place("Arbinda"), place("Djibo"), place("Soum", precision="province", lat=14.2, lon=-1.0), None]
                ),
                date=draw.choice([day(0), day(0), day(1), day(4), day(0, 4, "week"), None]),
                killed=draw.choice([(12, 12), (12, None), (5, 5), None]),
                type=draw.choice(["battle.clash", "battle.clash", "explosion.ied"]),
                status=draw.choice(["happened", "happened", "happened", "planned", "background"]),
            )
            for each in range(1, draw.choice([2, 2, 3]))
        ]
        made.append(told(f"d{number}", *events, published=draw.choice([1, 2, None])))
    return made


def partition(store: Store) -> set[frozenset[str]]:
    table = store.table("incident_records")
    groups: dict[str, set[str]] = {}
    for event_id, name in zip(table["event_id"].to_pylist(), table["incident"].to_pylist(), strict=True):
        groups.setdefault(name, set()).add(event_id)
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize("seed", range(4))
def test_batches_come_to_what_the_whole_does(tmp_path: Path, seed: int) -> None:
    dispatches = several(14, seed)
    draw = random.Random(seed)
    whole = {frozenset(account.event_id for account in one.accounts) for one in link(dispatches)}
    draw.shuffle(dispatches)
    with Store(tmp_path / "events.duckdb", create=True) as store:
        while dispatches:
            some = draw.randrange(1, 5)
            store.add(dispatches[:some])
            del dispatches[:some]
            before = dict(zip(*(c.to_pylist() for c in store.table("incident_records").columns), strict=True))
            done = bring_up_to_date(store)
            assert done.fresh and bring_up_to_date(store).fresh == 0
            after = dict(zip(*(c.to_pylist() for c in store.table("incident_records").columns), strict=True))
            kept = {name for name in before.values() if name in after.values()}
            gone = set(before.values()) - kept
            # An id goes only where its founder has come to lie in another incident.
            assert all(after[event_id] in kept for event_id in before if founded_by(event_id) in gone)
        assert partition(store) == whole


def test_new_dispatches_join_and_the_id_stays(tmp_path: Path) -> None:
    with Store(tmp_path / "events.duckdb", create=True) as store:
        store.add([told("b", published=2), told("z", event(date=day(30)), published=31)])
        assert (bring_up_to_date(store).new, len(list(incidents(store)))) == (2, 2)
        first = next(incidents(store)).id
        store.add([told("a", published=0)])  # earlier than the record by which the incident became known
        done = bring_up_to_date(store)
        assert (done.fresh, done.new, done.grown) == (1, 0, 1)
        grown = incident(store, first)
        assert [account.dispatch_id for account in grown.accounts] == ["a", "b"] and grown.id == first


def test_decisions_survive_what_comes_later(tmp_path: Path) -> None:
    one, two, three = told("a"), told("b"), told("c", event(date=day(9)))
    ids = {each.dispatch.id: f"{each.key}:e1" for each in (one, two, three)}
    with Store(tmp_path / "events.duckdb", create=True) as store:
        store.add([one, two, three])
        bring_up_to_date(store)
        assert incident_id(store, ids["a"]) == incident_id(store, ids["b"]) != incident_id(store, ids["c"])
        decide(store, "split", [ids["a"]], [ids["b"]], editor="A. N.", note="two camps")
        merged = decide(store, "merge", [ids["b"], ids["c"]])
        assert (merged.number, incident_id(store, ids["b"])) == (2, incident_id(store, ids["c"]))
        store.add([told("d"), told("e"), told("f", event(date=day(9)))])
        bring_up_to_date(store)
        assert incident_id(store, ids["b"]) == incident_id(store, ids["c"]) != incident_id(store, ids["a"])
        assert [each.action for each in Kept(store.database).decisions()] == ["split", "merge"]
        assert Kept(store.database).decisions()[0] == Decision(
            1, "split", (ids["a"],), (ids["b"],), "A. N.", "two camps"
        )
        undo(store, 2)
        undo(store, 1)
        whole = {frozenset(x.event_id for x in each.accounts) for each in link(store.dispatches())}
        assert partition(store) == whole and Kept(store.database).decisions() == ()
        assert decide(store, "confirm", [ids["c"]]).number == 1 and incident(store, ids["c"]).confirmed


def test_cycles_of_decisions_are_refused(tmp_path: Path) -> None:
    dispatches = [told(name, event(date=day(9 * number))) for number, name in enumerate("abc")]
    a, b, c = (f"{one.key}:e1" for one in dispatches)
    with Store(tmp_path / "events.duckdb", create=True) as store:
        store.add(dispatches)
        bring_up_to_date(store)
        decide(store, "merge", [a, b])
        decide(store, "merge", [b, c])
        with pytest.raises(DecisionError, match=r"put together by decision 1 and 2; undo one of them first"):
            decide(store, "split", [a], [c])
        undo(store, 1)
        decide(store, "split", [a], [c])
        with pytest.raises(DecisionError, match="which decision 3 set apart; undo 3 first"):
            decide(store, "merge", [a, b])
        with pytest.raises(DecisionError, match="no event none:e1"):
            decide(store, "merge", [a, "none:e1"])
        with pytest.raises(DecisionError, match="there is no decision 9"):
            undo(store, 9)
        assert [one.number for one in Kept(store.database).decisions()] == [2, 3]
        assert len(partition(store)) == 2


def test_asking(tmp_path: Path) -> None:
    with Store(tmp_path / "events.duckdb", create=True) as store:
        assert list(incidents(store)) == []
        store.add(
            [
                told("a"),
                told("b"),
                told("c", event(date=day(9), type="explosion.ied")),
                told("d", event(date=None, killed=None), published=None),
            ]
        )
        bring_up_to_date(store)
        found = list(incidents(store))
        assert [one.first_day for one in found] == [day(0).start, day(9).start, None]
        assert list(incidents(store, dispatches=2)) == found[:1]
        assert list(incidents(store, where=EventFilter(type="explosion"))) == [found[1]]
        assert list(incidents(store, where=EventFilter(country="FR"))) == []
        assert incident(store, found[0].id[:12]) == incident(store, found[0].accounts[1].event_id) == found[0]
        for name, reason in (
            ("i0000000000000000", "no incident"),
            ("i", "give more of the id"),
            ("none:e1", "no incident"),
        ):
            with pytest.raises(DecisionError, match=reason):
                incident(store, name)


def test_an_id_taken_in_leads_to_the_incident_that_took_it(tmp_path: Path) -> None:
    with Store(tmp_path / "events.duckdb", create=True) as store:
        store.add([told("a"), told("c", event(date=day(9)))])
        bring_up_to_date(store)
        first, second = incidents(store)
        decide(store, "merge", [first.accounts[0].event_id, second.accounts[0].event_id])
        assert incident(store, first.id) == incident(store, second.id)
        assert len(list(incidents(store))) == 1


def test_a_store_that_is_read_only_says_so(tmp_path: Path) -> None:
    Store(tmp_path / "events.duckdb", create=True).close()
    with Store(tmp_path / "events.duckdb", readonly=True) as store:
        with pytest.raises(StoreError, match="open it for writing"):
            bring_up_to_date(store)
        with pytest.raises(StoreError, match="open it for writing"):
            decide(store, "confirm", ["x:e1"])


def test_incidents_go_with_a_copy(tmp_path: Path) -> None:
    with Store(tmp_path / "one.duckdb", create=True) as one, Store(tmp_path / "two.duckdb", create=True) as two:
        one.add([told("a"), told("b")])
        bring_up_to_date(one)
        decide(one, "confirm", one.table("incident_records")["event_id"].to_pylist())
        copy_store(one, two, 10)
        assert all(one.table(name) == two.table(name) for name in INCIDENT_TABLES)
        two.add([told("c")])
        copy_store(one, two, 10)
        assert bring_up_to_date(two).fresh == 1


@pytest.mark.parametrize(
    ("groups", "before", "expected"),
    [
        ([("a", "b")], {}, {"a": "a", "b": "a"}),
        ([("a", "b")], {"b": "b"}, {"a": "b", "b": "b"}),
        ([("a", "b", "c")], {"a": "a", "b": "b", "c": "b"}, {"a": "b", "b": "b", "c": "b"}),
        ([("a", "b")], {"a": "a", "b": "b"}, None),  # the lesser id
        ([("a",), ("b", "c")], {"a": "b", "b": "b", "c": "b"}, {"a": "a", "b": "b", "c": "b"}),
        ([("a", "c"), ("b",)], {"a": "a", "b": "a", "c": "a"}, {"a": "a", "c": "a", "b": "b"}),
    ],
)
def test_names(groups: list[tuple[str, ...]], before: dict[str, str], expected: dict[str, str] | None) -> None:
    named = name_incidents(groups, {e: founded_by(f) for e, f in before.items()}, lambda e: (day(0).start, e))
    if expected is None:
        assert set(named.values()) == {min(founded_by("a"), founded_by("b"))}
    else:
        assert named == {event: founded_by(founder) for event, founder in expected.items()}
