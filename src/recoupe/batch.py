"""Codes what the reader yields: every dispatch beside its records, every problem told as it comes.

In: items of ``recoupe.reading.read``. Out: (Dispatch, CodedDispatch) pairs in the order read. It never holds
more in memory than the coder has under way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from recoupe.coder import Coder
from recoupe.reading import ReadProblem
from recoupe.records import CodedDispatch, Dispatch


def code_read(
    coder: Coder, items: Iterable[Dispatch | ReadProblem], tell: Callable[[ReadProblem], None], workers: int = 1
) -> Iterator[tuple[Dispatch, CodedDispatch]]:
    """Each dispatch with what it came to; each problem goes to ``tell``. Raises what ``Coder.code_many`` raises."""
    under_way: deque[Dispatch] = deque()

    def dispatches() -> Iterator[Dispatch]:
        for item in items:
            if isinstance(item, ReadProblem):
                tell(item)
            else:
                under_way.append(item)
                yield item

    for coded in coder.code_many(dispatches(), workers=workers):
        yield under_way.popleft(), coded
