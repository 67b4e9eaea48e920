"""Worker processes: one piece of work done for every item of a stream, the results in the order of the items.

On Linux workers are forked, so that what the work has loaded lies in memory once, whatever their number. They use
nothing but that work and what it inherits: the threads of a database that is open beside them do not live on in them,
and are at rest when they are forked, since the thread that forks is the one that uses it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.synchronize import Event
from typing import Any, Protocol, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
Given_contra = TypeVar("Given_contra", contravariant=True)
Made_co = TypeVar("Made_co", covariant=True)

AHEAD = 4
"""Batches under way for each worker: enough that none waits while the one whose turn it is takes long."""


class Work(Protocol[Given_contra, Made_co]):
    """What is done for each item, whatever was done before. It can be pickled without what it has loaded."""

    def __call__(self, given: Given_contra, /) -> Made_co:
        """The result for one item; what it raises ends the run."""

    def prepare(self) -> None:
        """Loads what worker processes inherit, and lets a broken installation show before there is any."""

    def basis(self) -> str:
        """What results depend on besides the items: versions and data. Where two are equal, so are the results."""


class Engine(Protocol):
    """A way to share work out."""

    def run(self, work: Work[Given, Made], items: Iterable[Given]) -> Generator[Made, None, None]:
        """The results in the order of the items, which are taken as they are needed. Closing it stops all workers."""


def batches(items: Iterable[Given], size: int) -> Iterator[list[Given]]:
    """The items, so many at a time; the last time fewer."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


@dataclass(frozen=True)
class Processes:
    """Work shared by ``workers`` processes of this machine, ``batch`` items a time; one worker is this process itself.

    Neither number changes a result. Raises ValueError where one is less than 1, and BrokenProcessPool where a worker
    dies.
    """

    workers: int = 1
    batch: int = 8

    def __post_init__(self) -> None:
        if self.workers < 1 or self.batch < 1:
            raise ValueError(f"workers={self.workers}, batch={self.batch}: both must be at least 1")

    def run(self, work: Work[Given, Made], items: Iterable[Given]) -> Generator[Made, None, None]:
        """See ``Engine.run``."""
        if self.workers == 1:
            yield from map(work, items)
            return
        waiting = batches(items, self.batch)
        first = next(waiting, None)
        if first is not None:
            work.prepare()
            yield from self._shared(work, chain([first], waiting))

    def _shared(self, work: Work[Given, Made], waiting: Iterable[list[Given]]) -> Iterator[Made]:
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        stop = context.Event()
        under_way: deque[Future[list[Made]]] = deque()
        with ProcessPoolExecutor(self.workers, context, _begin_worker, (stop, pickle.dumps(work))) as pool:
            try:
                for batch in waiting:
                    under_way.append(pool.submit(_do_batch, batch))
                    while under_way and (len(under_way) >= self.workers * AHEAD or under_way[0].done()):
                        yield from under_way.popleft().result()
                while under_way:
                    yield from under_way.popleft().result()
            finally:
                # If nobody reads on, the workers have batches before them that nobody waits for.
                stop.set()


_stop: Event | None = None
"""In a worker process: set when nobody reads on."""
_work: Work[Any, Any] | None = None
"""In a worker process: what it does."""


def _begin_worker(stop: Event, work: bytes) -> None:
    global _stop, _work
    # What is inherited is never garbage; a collector that looked through it would copy every page of it.
    gc.freeze()
    # Ctrl-C reaches every process of the terminal; only the one that talks to the person answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Pickled, the work has none of the files and connections that its original has open in the parent.
    _stop, _work = stop, pickle.loads(work)


def _end_with_parent() -> None:
    """Ends a worker whose parent was killed: nobody would ever tell it to."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do_batch(batch: list[Any]) -> list[Any]:
    if _stop is None or _work is None:
        raise RuntimeError("no worker process; the pool's initializer has not run")
    return [_work(item) for item in batch if not _stop.is_set()]
