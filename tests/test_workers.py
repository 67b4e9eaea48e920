"""Worker processes: results in order whatever their number, nothing loaded for nothing, nobody left behind."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from recoupe import workers as module
from recoupe.workers import AHEAD, Processes, batches


@dataclass
class Doubling:
    """Work that notes in a file who prepared it; ``held`` cannot be pickled, as an open connection cannot."""

    log: Path
    fails_at: int | None = None
    dies_at: int | None = None
    prepared: bool = False
    held: object = field(default=None, compare=False)

    def __reduce__(self) -> object:
        return Doubling, (self.log, self.fails_at, self.dies_at)

    def __call__(self, given: int, /) -> tuple[int, int]:
        if given == self.fails_at:
            raise LookupError(f"no result for {given}")
        if given == self.dies_at:
            os._exit(1)
        if given % 5 == 0:
            time.sleep(0.002)
        return 2 * given, os.getpid()

    def prepare(self) -> None:
        self.prepared = True
        with self.log.open("a") as file:
            file.write(f"{os.getpid()}\n")

    def basis(self) -> str:
        return "arithmetic"


@pytest.fixture
def work(tmp_path: Path) -> Doubling:
    return Doubling(tmp_path / "log", held=threading.Lock())


@pytest.mark.parametrize(("count", "size"), [(0, 3), (1, 3), (3, 3), (7, 3), (7, 100)])
def test_batches_hold_everything_once(count: int, size: int) -> None:
    cut = list(batches(range(count), size))
    assert [item for batch in cut for item in batch] == list(range(count))
    assert all(len(batch) == size for batch in cut[:-1]) and all(cut)


@pytest.mark.parametrize(("workers", "batch"), [(1, 1), (1, 8), (2, 1), (2, 8), (3, 7), (2, 1000)])
@pytest.mark.parametrize("count", [0, 1, 50])
def test_results_come_in_the_order_of_the_items(work: Doubling, workers: int, batch: int, count: int) -> None:
    results = list(Processes(workers, batch).run(work, range(count)))
    assert [result for result, _ in results] == [2 * number for number in range(count)]
    assert ({pid for _, pid in results} <= {os.getpid()}) == (workers == 1 or not count)


def test_the_parent_prepares_once_and_only_if_there_is_something_to_do(work: Doubling) -> None:
    assert list(Processes(2).run(work, [])) == [] and not work.log.exists()
    list(Processes(2, 1).run(work, range(9)))
    assert work.log.read_text() == f"{os.getpid()}\n"


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_work_raises_ends_the_run(tmp_path: Path, workers: int) -> None:
    results = Processes(workers, 4).run(Doubling(tmp_path / "log", fails_at=30), range(60))
    with pytest.raises(LookupError, match="no result for 30"):
        list(results)


def test_a_dead_worker_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(BrokenProcessPool):
        list(Processes(2, 4).run(Doubling(tmp_path / "log", dies_at=30), range(60)))


def test_items_are_taken_as_they_are_needed_and_workers_end_when_nobody_reads_on(work: Doubling) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    results = Processes(2, 3).run(work, items())
    assert next(results)[0] == 0
    assert len(taken) <= 3 * (2 * AHEAD + 1)
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(("workers", "batch"), [(0, 8), (1, 0), (-2, 8)])
def test_numbers_below_one_are_refused_at_once(workers: int, batch: int) -> None:
    with pytest.raises(ValueError, match="both must be at least 1"):
        Processes(workers, batch)


def test_a_worker_leaves_ctrl_c_to_its_parent(work: Doubling, monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: list[object] = []
    monkeypatch.setattr(module.signal, "signal", lambda *given: set_to.extend(given))
    monkeypatch.setattr(module.gc, "freeze", lambda: None)
    monkeypatch.setattr(module, "_stop", None)
    monkeypatch.setattr(module, "_work", None)
    module._begin_worker(multiprocessing.Event(), pickle.dumps(work))
    assert set_to == [signal.SIGINT, signal.SIG_IGN]
    assert module._do_batch([3]) == [(6, os.getpid())]
