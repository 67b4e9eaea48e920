"""The Ray Data job: batches fed in at one end, results taken out at the other in the same order."""

from __future__ import annotations

import pickle
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain

import ray
from ray.data import ActorPoolStrategy, DataContext
from ray.data.exceptions import SystemException

from recoupe.cluster.errors import ClusterError
from recoupe.cluster.feed import Feed
from recoupe.cluster.session import first_line
from recoupe.cluster.worker import Worker
from recoupe.workers import AHEAD, Given, Made, Work


def results(work: Work[Given, Made], batches: Iterable[list[Given]], workers: int) -> Iterator[Made]:
    """The results of all batches, in order; ``workers`` share the work.

    Raises what the work raises, and ClusterError where the job is lost.
    """
    with _explained(), Feed() as feed, closing(_rows(feed, work, workers)) as rows:
        under_way = 0
        for batch in batches:
            feed.give(batch)
            under_way += 1
            if under_way == workers * AHEAD:
                yield from next(rows)
                under_way -= 1
        feed.end()
        yield from chain.from_iterable(rows)


def _rows(feed: Feed, work: Work[Given, Made], workers: int) -> Generator[list[Made], None, None]:
    """The results of one batch after the other, as they come from the workers."""
    done = feed.dataset().map_batches(
        Worker,
        fn_constructor_args=(pickle.dumps(work), work.basis(), feed.channel),
        batch_size=1,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=workers),
        num_cpus=1,
    )
    _set(done.context)
    for table in done.iter_batches(batch_size=1, batch_format="pyarrow", prefetch_batches=0):
        for row in table["made"].to_pylist():
            made: list[Made] | Exception = pickle.loads(row)
            if isinstance(made, Exception):
                raise made
            yield made


def _set(context: DataContext) -> None:
    context.execution_options.preserve_order = True
    # Rows travel alone and at once. Joined to blocks of the usual 128 MB, none would come before the last is given.
    context.target_max_block_size = 1
    # A source may have nothing to say for hours.
    context.execution_no_progress_timeout_s = -1
    context.enable_progress_bars = False
    context.print_on_execution_start = False


@contextmanager
def _explained() -> Iterator[None]:
    """Ray's own failures as ClusterErrors."""
    try:
        yield
    except (ray.exceptions.RayError, SystemException) as error:
        raise ClusterError(f"Ray lost what it worked on: {first_line(error)}; run the same command again") from error
