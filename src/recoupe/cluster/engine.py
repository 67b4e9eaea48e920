"""The engine ``ray``: work shared by the actors of a Ray Data job."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from itertools import chain

from recoupe.cluster.session import connected
from recoupe.workers import Given, Made, Work, batches


@dataclass(frozen=True)
class Ray:
    """Work shared by ``workers`` actors of one processor each, ``batch`` items a time.

    They run on this machine, in a session that ends with the run, or where ``address`` is HOST:PORT in the Ray cluster
    there, whose machines must have the same Recoupe with the same data. Raises ValueError where a number is less than 1,
    and ClusterError where Ray fails.
    """

    workers: int = 1
    batch: int = 16
    address: str | None = None

    def __post_init__(self) -> None:
        if self.workers < 1 or self.batch < 1:
            raise ValueError(f"workers={self.workers}, batch={self.batch}: both must be at least 1")

    def run(self, work: Work[Given, Made], items: Iterable[Given]) -> Generator[Made, None, None]:
        """See ``Engine.run``. Ray begins when there is something to do."""
        waiting = batches(items, self.batch)
        first = next(waiting, None)
        if first is None:
            return
        with connected(self.address, self.workers):
            from recoupe.cluster.job import results  # noqa: PLC0415 - needs Ray, which begins in ``connected``

            yield from results(work, chain([first], waiting), self.workers)
