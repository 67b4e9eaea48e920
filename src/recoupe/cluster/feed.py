"""A stream of this process as the source of a Ray Dataset: each batch of items becomes a row, as it comes.

Ray Data reads a source in tasks that are listed before it begins, and a task gives rows for as long as it likes. There
is one task here, on this machine, and an actor beside it through which this process feeds it.
"""

from __future__ import annotations

import asyncio
import pickle
from collections import Counter
from collections.abc import Iterator
from itertools import count
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import ray
from ray.data import Dataset
from ray.data.block import BlockMetadata
from ray.data.datasource import Datasource, ReadTask

SCHEMA = pa.schema([("number", pa.int64()), ("batch", pa.binary())])
"""A row of the Dataset: the batch's number, and its items, pickled."""


class Channel:
    """Run as an actor: keeps batches till they are taken, and counts who takes what."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._readers = 0
        self._tries: Counter[int] = Counter()

    async def give(self, batch: bytes | None) -> None:
        """The next batch, None for the end."""
        await self._waiting.put(batch)

    async def take(self) -> bytes | None:
        """The next batch, when there is one."""
        return await self._waiting.get()

    async def readers(self) -> int:
        """Which reader asks: the first, or a later one."""
        self._readers += 1
        return self._readers

    async def tries(self, number: int) -> int:
        """The how-manieth worker begins this batch."""
        self._tries[number] += 1
        return self._tries[number]


class Feed:
    """Batches on their way from this process to a Ray Dataset; leaving the ``with`` drops what is under way."""

    def __init__(self) -> None:
        here = {"ray.io/node-id": ray.get_runtime_context().get_node_id()}
        self.channel = ray.remote(Channel).options(num_cpus=0, label_selector=here).remote()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ray.kill(self.channel)

    def give(self, batch: list[Any]) -> None:
        """The next row."""
        ray.get(self.channel.give.remote(pickle.dumps(batch)))

    def end(self) -> None:
        """No row comes after this."""
        ray.get(self.channel.give.remote(None))

    def dataset(self) -> Dataset:
        """The Dataset of the rows given, before and from now on."""
        return ray.data.read_datasource(_Source(self.channel), num_cpus=0, concurrency=1, override_num_blocks=1)


class _Source(Datasource):  # type: ignore[misc]
    """The channel's end as Ray Data sees it."""

    def __init__(self, channel: Any) -> None:
        super().__init__()
        self._channel = channel

    @property
    def supports_distributed_reads(self) -> bool:
        """No: the task runs on the machine that feeds it."""
        return False

    def estimate_inmemory_data_size(self) -> int | None:
        return None

    def get_read_tasks(
        self, parallelism: int, per_task_row_limit: int | None = None, data_context: object = None
    ) -> list[ReadTask]:
        channel = self._channel
        unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [ReadTask(lambda: _rows(channel), unknown)]


def _rows(channel: Any) -> Iterator[pa.Table]:
    if ray.get(channel.readers.remote()) > 1:
        # Ray begins a task anew whose process has died; what that one had taken is nowhere else.
        raise RuntimeError("the process that passes dispatches on has died")
    for number in count():
        batch = ray.get(channel.take.remote())
        if batch is None:
            return
        yield pa.Table.from_arrays([pa.array([number]), pa.array([batch], pa.binary())], schema=SCHEMA)
