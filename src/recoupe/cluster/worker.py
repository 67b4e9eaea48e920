"""What an actor of the Ray Data job does: its part of the work, or the reason why it cannot."""

from __future__ import annotations

import pickle
import platform
from functools import cached_property
from typing import Any

import pyarrow as pa
import ray

from recoupe.cluster.errors import ClusterError
from recoupe.workers import Work

TRIES = 3
"""Workers that may die of one batch; Ray itself would send it to ever new ones."""


class Worker:
    """Does pickled work for pickled batches, a row each. A failure comes back as a result: Ray would wrap it."""

    def __init__(self, work: bytes, basis: str, channel: Any) -> None:
        self._pickled = work
        self._basis = basis
        self._channel = channel

    def __call__(self, table: pa.Table) -> pa.Table:
        """Rows of ``feed.SCHEMA`` as a table of one column, ``made``: pickled lists of results, or exceptions."""
        made = [self._made(row["number"], row["batch"]) for row in table.to_pylist()]
        return pa.table({"made": pa.array(made, pa.binary())})

    def _made(self, number: int, batch: bytes) -> bytes:
        try:
            if ray.get(self._channel.tries.remote(number)) > TRIES:
                raise ClusterError(
                    f"{TRIES} workers died of the same dispatches, most likely for want of memory; try fewer --workers"
                )
            return pickle.dumps([self._work(item) for item in pickle.loads(batch)])
        except Exception as error:
            return pickle.dumps(sendable(error))

    @cached_property
    def _work(self) -> Work[Any, Any]:
        """The work, prepared. Raises ClusterError where this machine would come to other results than the asking one."""
        work: Work[Any, Any] = pickle.loads(self._pickled)
        here = work.basis()
        if here != self._basis:
            raise ClusterError(
                f"the machine {platform.node()!r} has {here}; this one has {self._basis}: install the same on both"
            )
        work.prepare()
        return work


def sendable(error: Exception) -> Exception:
    """The error itself where it survives the journey, otherwise its words."""
    try:
        if repr(pickle.loads(pickle.dumps(error))) == repr(error):
            return error
    except Exception as lost:
        return ClusterError(f"{type(error).__name__}: {error} ({lost})")
    return ClusterError(f"{type(error).__name__}: {error}")
