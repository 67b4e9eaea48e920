"""What goes into a store comes out of it; in either database the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from generated import ARMY, anything_stored, event, stored
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.records import CodedDispatch, DateSpan, Dispatch
from recoupe.store import EventFilter, Store, Stored, StoreError, content_key, open_store
from recoupe.store.schema import TABLES

NewTarget = Callable[[], str | Path]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Dispatch(text="a", id="1", url="u"), Dispatch(text="a", id="2", lang="fr"), True),
        (Dispatch(text="a", title="b"), Dispatch(text="a", publisher="b"), False),
        (Dispatch(text="a", title=""), Dispatch(text="a"), False),
        (Dispatch(text="ab", title="c"), Dispatch(text="a", title="bc"), False),
        (Dispatch(text="a", published=dt.date(2024, 1, 1)), Dispatch(text="a"), False),
        (Dispatch(text="\ud83d"), Dispatch(text="\ufffd"), False),
    ],
)
def test_the_key_is_of_the_content_alone(one: Dispatch, other: Dispatch, same: bool) -> None:
    assert (content_key(one) == content_key(other)) is same
    assert len(content_key(one)) == 32 and int(content_key(one), 16) >= 0


def test_the_key_stays_what_it_is() -> None:
    """Stores are filled over years: a key that changed would double every dispatch."""
    dispatch = Dispatch(text="Une dépêche.", title="Titre", published=dt.date(2024, 3, 2), publisher="AFP")
    assert content_key(dispatch) == "a9f8cfaacad7247cf87203422bd43b13"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(anything_stored(), max_size=3), min_size=1, max_size=3))
def test_what_is_stored_is_read_back_equal(new_target: NewTarget, batches: list[list[Stored]]) -> None:
    first: dict[str, Stored] = {}
    with open_store(new_target(), create=True) as store:
        for batch in batches:
            new = {one.key for one in batch} - set(first)
            for one in batch:
                first.setdefault(one.key, one)
            assert store.add(batch) == len(new)
        assert list(store.dispatches(signatures=True)) == list(first.values())
        assert [store.dispatch(key) for key in first] == list(first.values())
        assert [pair[1] for pair in store.events()] == [e for one in first.values() for e in one.coded.events]


def test_tables_do_not_depend_on_batches_or_database(new_database: Callable[[], str], tmp_path: Path) -> None:
    records = [stored(1), stored(2, event(1), event(2, place=None, date=None)), stored(3, signature=b"\0\xff")]
    found = []
    for target, size in ((tmp_path / "one", 1), (tmp_path / "all", 3), (new_database(), 2)):
        with open_store(target, create=True) as store:
            for start in range(0, 3, size):
                store.add(records[start : start + size])
            found.append({name: store.table(name) for name in TABLES})
    assert found[0] == found[1] == found[2]
    assert {name: table.num_rows for name, table in found[0].items()} == {
        "dispatches": 3, "events": 4, "parties": 8, "sources": 4, "evidence": 4, "notes": 4,
    }  # fmt: skip


def test_what_the_tables_say(target: str | Path) -> None:
    original = stored(1, event(killed=(3, 2**70)))
    with Store(target, create=True) as store:
        store.add([original])
        rows = {name: store.table(name).to_pylist()[0] for name in TABLES}
    event_id = f"{original.key}:e1"
    assert rows["dispatches"]["position"] == 1 and rows["dispatches"]["events"] == 1
    assert rows["events"]["event_id"] == event_id and rows["events"]["actors"] == "JNIM"
    assert (rows["events"]["killed_low"], rows["events"]["killed_high"]) == (3, 2**63 - 1)
    assert (rows["parties"]["role"], rows["parties"]["name_key"], rows["parties"]["loaded"]) == (
        "actor",
        "jnim",
        "jihadistes",
    )
    assert rows["sources"] == {"event_id": event_id, "number": 1, "text": "l'armée", "start_offset": 0, "end_offset": 7}
    assert rows["evidence"]["words"] == original.dispatch.text[: rows["evidence"]["end_offset"]]
    assert rows["notes"]["spans"] == "[[0, 7], [40, 54]]"


def test_counts_known_keys_and_signatures(target: str | Path) -> None:
    first = stored(1, signature=b"1")
    copy = stored(2, copy_of=first.key, signature=b"2")
    skipped = Dispatch(text="x" * 10)
    reason = Stored(content_key(skipped), skipped, CodedDispatch(id="", skipped="the text is in 'en'"))
    with Store(target, create=True) as store:
        assert store.counts() == {"dispatches": 0, "copies": 0, "skipped": 0, "events": 0}
        assert store.known([]) == set() and list(store.dispatches()) == [] and list(store.events()) == []
        assert store.dispatch("none") is None
        assert store.add([first, copy, reason]) == 3 and store.add([]) == 0 and store.add([copy]) == 0
        assert store.counts() == {"dispatches": 3, "copies": 1, "skipped": 1, "events": 2}
        assert store.known(iter([first.key, "none"])) == {first.key}
        assert list(store.signatures()) == [(first.key, b"1")]
        assert {one.signature for one in store.dispatches()} == {None}


def test_iterating_gives_what_was_there_at_its_beginning(target: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.store.store.PAGE", 2)
    with Store(target, create=True) as store:
        store.add([stored(number) for number in range(5)])
        seen = []
        for one in store.dispatches():
            store.add([stored(100 + len(seen))])
            seen.append(one.dispatch.id)
        assert seen == ["d0", "d1", "d2", "d3", "d4"]
        assert store.counts()["dispatches"] == 10


def test_two_events_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'d1': two of its events have one id \(e1, e1\)"):
        stored(1, event(1), event(1))


DAY = dt.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (EventFilter(), [1, 2, 3, 4]),
        (EventFilter(since=DAY), [1, 3]),
        (EventFilter(since=dt.date(2024, 3, 2)), [3]),
        (EventFilter(until=DAY), [1, 3]),
        (EventFilter(until=dt.date(2024, 2, 1)), []),
        (EventFilter(since=dt.date(2024, 2, 15), until=dt.date(2024, 2, 20)), [3]),
        (EventFilter(country="ml"), [1, 2, 3]),
        (EventFilter(country="FR"), []),
        (EventFilter(type="battle"), [1, 2, 3]),
        (EventFilter(type="battle.clash"), [1, 2, 3]),
        (EventFilter(type="battle.clas"), []),
        (EventFilter(type="civilians.abduction"), [4]),
        (EventFilter(type="%"), []),
        (EventFilter(status="planned"), [2]),
        (EventFilter(actor="jnim"), [1, 2, 3]),
        (EventFilter(actor="Éléments armés « X »"), [4]),
        (EventFilter(actor="military forces of mali"), [1, 2, 3, 4]),
        (EventFilter(actor="Military"), []),
        (EventFilter(actor="JNIM", status="planned", country="ML", type="battle"), [2]),
    ],
)
def test_events_are_filtered(target: str | Path, where: EventFilter, expected: list[int]) -> None:
    february = DateSpan(start=dt.date(2024, 2, 10), end=dt.date(2024, 3, 5), precision="month")
    armed = ARMY.model_copy(update={"name": "éléments armés X"})
    told = [
        event(1),
        event(2, status="planned", date=None),
        event(3, date=february),
        event(4, type="civilians.abduction", place=None, date=None, actors=(armed,)),
    ]
    with Store(target, create=True) as store:
        original = stored(1, *told)
        store.add([original])
        assert list(store.events(where=where)) == [(original.key, told[number - 1]) for number in expected]


def test_a_filter_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="the last day lies before the first"):
        EventFilter(since=DAY, until=dt.date(2024, 2, 1))


def test_a_batch_that_fails_leaves_nothing(target: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(target, create=True) as store:
        store.add([stored(1)])
        real = type(store._database).insert

        def fail(self: object, table: str, rows: list[tuple[object, ...]]) -> None:
            real(self, table, rows)  # type: ignore[arg-type]
            if table == "evidence":
                raise KeyboardInterrupt

        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(type(store._database), "insert", fail)
            store.add([stored(2), stored(3)])
        assert store.counts()["dispatches"] == 1 and store.table("parties").num_rows == 2
        assert store.add([stored(2), stored(3)]) == 2
    with Store(target, readonly=True) as store:
        assert [one.dispatch.id for one in store.dispatches()] == ["d1", "d2", "d3"]


def test_a_store_for_reading_cannot_be_added_to(target: str | Path) -> None:
    Store(target, create=True).close()
    with Store(target, readonly=True) as store:
        with pytest.raises(StoreError, match="opened for reading only"):
            store.add([stored(1)])
        with pytest.raises(StoreError):
            store._database.execute("DELETE FROM dispatches")


def test_there_is_no_other_table(target: str | Path) -> None:
    with (
        Store(target, create=True) as store,
        pytest.raises(ValueError, match="no table 'meta'; there are dispatches, "),
    ):
        store.table("meta")
