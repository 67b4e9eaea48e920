"""Runs over doubles: what is stored, in which order, with which marks; broken off anywhere, begun again, the same."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest
from double import CoderDouble, Killed, ShelfDouble, coded, dispatch
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.ingest import AlreadyStored, Kept, Outcome, ingest
from recoupe.ingest.interrupts import unbroken
from recoupe.ingest.run import Item
from recoupe.reading import ReadProblem
from recoupe.store import content_key
from recoupe.workers import Processes

PROBLEM = ReadProblem("file", 3, "no text in it")


def run(items: list[Item], shelf: ShelfDouble, coder: CoderDouble | None = None, batch: int = 4) -> list[Outcome]:
    told: list[Outcome] = []
    ingest(items, coder or CoderDouble(), shelf, told.append, batch=batch)
    return told


def test_what_is_read_is_stored_in_order_with_its_records_and_told() -> None:
    shelf = ShelfDouble()
    items: list[Item] = [dispatch(0), PROBLEM, dispatch(1), dispatch(4)]
    told = run(items, shelf)
    assert [row.dispatch.id for row in shelf.rows.values()] == ["d0", "d1", "d4"]
    assert [row.coded.id for row in shelf.rows.values()] == ["d0", "d1", "d4"]
    assert list(shelf.rows) == [content_key(item) for item in items if not isinstance(item, ReadProblem)]
    assert PROBLEM in told
    assert [outcome.stored for outcome in told if isinstance(outcome, Kept)] == list(shelf.rows.values())


def test_copies_are_coded_and_marked_and_originals_alone_have_signatures() -> None:
    shelf = ShelfDouble()
    run([dispatch(number) for number in range(6)], shelf)
    rows = {row.dispatch.id: row for row in shelf.rows.values()}
    original = rows["d0"].key
    assert {name: row.copy_of for name, row in rows.items()} == {
        "d0": None, "d1": None, "d3": original, "d4": None, "d5": None,
    }  # fmt: skip
    assert all((row.signature is None) == (row.copy_of is not None) for row in rows.values())
    # "d2" is the dispatch "d0" once more: the same text by the same publisher.
    assert "d2" not in rows


def test_a_copy_by_another_publisher_is_stored_beside_the_original() -> None:
    one = dispatch(0)
    other = one.model_copy(update={"publisher": "troisième", "id": "copie"})
    shelf = ShelfDouble()
    run([one, other], shelf)
    assert [row.copy_of for row in shelf.rows.values()] == [None, content_key(one)]
    assert [row.coded for row in shelf.rows.values()] == [coded(one), coded(other)] and coded(one) != coded(other)


@pytest.mark.parametrize("distance", [1, 5, 63, 64, 65, 200])
def test_the_same_dispatch_twice_in_one_input_is_stored_once(distance: int) -> None:
    shelf, coder = ShelfDouble(), CoderDouble()
    between = [dispatch(number * 85 + 1) for number in range(1, distance)]
    told = run([dispatch(0), *between, dispatch(0)], shelf, coder, batch=50)
    assert told.count(AlreadyStored(content_key(dispatch(0)))) == 1
    assert coder.seen.count("d0") == 1


def test_what_is_stored_is_not_coded_again() -> None:
    shelf, coder = ShelfDouble(), CoderDouble()
    items: list[Item] = [dispatch(number) for number in range(100)]
    run(items, shelf)
    rows = dict(shelf.rows)
    told = run(items, shelf, coder)
    assert coder.seen == [] and shelf.rows == rows
    assert len(told) == 100 and all(isinstance(outcome, AlreadyStored) for outcome in told)


@pytest.mark.parametrize(("batch", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (100, [7])])
def test_a_transaction_holds_a_batch(batch: int, sizes: list[int]) -> None:
    shelf = ShelfDouble()
    run([dispatch(number * 85 + 1) for number in range(7)], shelf, batch=batch)
    assert shelf.sizes == sizes


def test_a_batch_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="batch=0"):
        run([], ShelfDouble(), batch=0)


def test_no_item_stores_nothing() -> None:
    shelf = ShelfDouble()
    assert run([], shelf) == [] and shelf.sizes == []


@settings(max_examples=150)
@given(
    st.integers(0, 140),
    st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 60), st.integers(1, 20)), max_size=5),
)
def test_killed_anywhere_and_begun_again_it_stores_the_same(
    count: int, deaths: list[tuple[int, bool, int, int]]
) -> None:
    items: list[Item] = [dispatch(number) for number in range(count)]
    whole, broken = ShelfDouble(), ShelfDouble()
    run(items, whole)
    for left, after, dies_at, batch in deaths:
        broken.left, broken.after = left, after
        try:
            run(items, broken, CoderDouble(dies_at), batch)
        except Killed:
            # The double of a process's death runs ``finally``; what that stores, a real one loses. Both must do.
            assert list(broken.rows) == list(whole.rows)[: len(broken.rows)]
    broken.left = None
    run(items, broken)
    assert list(broken.rows.items()) == list(whole.rows.items())


def test_when_the_coder_fails_what_it_gave_is_stored() -> None:
    shelf = ShelfDouble()
    with pytest.raises(Killed):
        run([dispatch(number * 85 + 1) for number in range(9)], shelf, CoderDouble(dies_at=6))
    assert shelf.sizes == [4, 2]


def test_when_the_store_fails_it_is_not_tried_again() -> None:
    shelf = ShelfDouble(left=1, error=OSError)
    with pytest.raises(OSError, match="before"):
        run([dispatch(number * 85 + 1) for number in range(20)], shelf)
    assert shelf.sizes == [4] and shelf.left == -1


def test_ctrl_c_stores_what_is_coded() -> None:
    def items() -> Iterator[Item]:
        for number in range(200):
            if number == 130:
                raise KeyboardInterrupt
            yield dispatch(number * 85 + 1)

    shelf = ShelfDouble()
    told: list[Outcome] = []
    with pytest.raises(KeyboardInterrupt):
        ingest(items(), CoderDouble(), shelf, told.append, batch=50)
    assert shelf.sizes == [50, 50, 28] and len(told) == 128


def test_ctrl_c_waits_for_a_transaction() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), unbroken():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("the whole of it")
    assert done == ["the whole of it"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_outside_the_main_thread_nothing_need_wait() -> None:
    done: list[bool] = []

    def work() -> None:
        with unbroken():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_the_coder_is_stopped_when_the_run_ends_early() -> None:
    closed = []

    class Pool:
        def run(self, work, items):  # type: ignore[no-untyped-def]
            try:
                yield from map(work, items)
            finally:
                closed.append("pool")

    with pytest.raises(OSError):
        ingest(
            [dispatch(1)] * 5, CoderDouble(), ShelfDouble(left=0, error=OSError), lambda _: None, engine=Pool(), batch=1
        )
    assert closed == ["pool"]


def test_worker_processes_store_what_one_does() -> None:
    alone, shared = ShelfDouble(), ShelfDouble()
    items: list[Item] = [dispatch(number) for number in range(60)]
    run(items, alone)
    ingest(items, CoderDouble(), shared, lambda _: None, engine=Processes(2, 3), batch=7)
    assert list(shared.rows.items()) == list(alone.rows.items())
