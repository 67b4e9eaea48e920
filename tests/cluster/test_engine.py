"""The engine ``ray``: the same results in the same order, and a reason in one line for whatever goes wrong."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from work import Doubling

from recoupe.cluster import ClusterError, Ray
from recoupe.cluster.session import connected
from recoupe.workers import AHEAD


@pytest.mark.parametrize(("workers", "batch", "count"), [(2, 3, 100), (2, 1000, 7)])
def test_results_come_in_the_order_of_the_items(session: None, workers: int, batch: int, count: int) -> None:
    assert list(Ray(workers, batch).run(Doubling(), range(count))) == [2 * number for number in range(count)]


def test_items_are_taken_as_they_are_needed(session: None) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    results = Ray(2, 3).run(Doubling(), items())
    assert next(results) == 0
    assert len(taken) <= 3 * (2 * AHEAD + 1)
    results.close()


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("lookup", LookupError, "no such number"),
        ("stubborn", ClusterError, "Stubborn: a number: it will not"),
        ("kill", ClusterError, "3 workers died of the same dispatches"),
    ],
)
def test_what_goes_wrong_in_a_worker_is_raised_here(
    session: None, fault: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        list(Ray(2, 3).run(Doubling(at=20, fault=fault), range(40)))


def test_work_that_cannot_be_prepared_says_so(session: None) -> None:
    with pytest.raises(OSError, match="nothing to prepare it with"):
        list(Ray(1).run(Doubling(fault="prepare"), range(4)))


def test_a_worker_that_is_lost_costs_nothing(session: None, tmp_path: Path) -> None:
    work = Doubling(at=20, fault="kill", once=tmp_path / "killed")
    assert list(Ray(2, 3).run(work, range(60))) == [2 * number for number in range(60)]
    assert (tmp_path / "killed").exists()


def test_a_machine_that_would_come_to_other_results_is_refused(session: None) -> None:
    with pytest.raises(
        ClusterError, match=r"has in the test False .*; this one has in the test True .*install the same"
    ):
        list(Ray(1).run(Doubling(elsewhere=True), range(4)))


def test_nothing_to_do_begins_no_session() -> None:
    assert list(Ray(2, address="nowhere.invalid:1").run(Doubling(), [])) == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nowhere", "give HOST:PORT"),
        ("ray://127.0.0.1:10001", "give HOST:PORT, and run the command on a machine of the cluster"),
        ("127.0.0.1:port", "give HOST:PORT"),
        ("[::1]", "give HOST:PORT"),
    ],
)
def test_an_address_that_is_none_is_refused(address: str, words: str) -> None:
    with pytest.raises(ClusterError, match=words), connected(address, 1):
        pass


def test_where_nothing_listens_there_is_no_cluster() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterError, match=f"{address}: no Ray cluster answers"), connected(address, 1):
            pass


def test_without_ray_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError, match=r"pip install 'recoupe\[ray\]'"):
        list(Ray(1).run(Doubling(), [1]))


@pytest.mark.parametrize(("workers", "batch"), [(0, 8), (1, 0)])
def test_numbers_below_one_are_refused_at_once(workers: int, batch: int) -> None:
    with pytest.raises(ValueError, match="both must be at least 1"):
        Ray(workers, batch)


def test_the_package_loads_without_ray() -> None:
    code = "import sys; sys.modules['ray'] = None; import recoupe.cluster, recoupe.commands.ingest"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
