"""The run: items in the order read, keyed, coded by an engine's workers, marked as copies and stored in transactions.

A run that was broken off, at whatever moment, has stored a beginning of what it read, in order. The next run passes over
that, takes its originals from the store, and so marks and stores the rest as the first would have done.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from recoupe.copies import Originals
from recoupe.ingest.interrupts import unbroken
from recoupe.ingest.outcome import AlreadyStored, Kept, Outcome
from recoupe.ingest.work import Codes, CodingAndSigning
from recoupe.reading import ReadProblem
from recoupe.records import Dispatch
from recoupe.store import Stored, content_key
from recoupe.workers import Engine, Processes

BATCH = 64
"""Dispatches stored in one transaction: what a killed run loses at most, besides what is being coded."""
_LOOKED_UP = 64
"""Items at most whose keys are looked up in the store at once."""
_PATIENCE = 0.5
"""Seconds after which fewer are, so that a slow source does not keep back what it has given."""

ALONE = Processes(1)
"""The engine that codes in this process."""

Item = Dispatch | ReadProblem
Tell = Callable[[Outcome], None]


class Shelf(Protocol):
    """What a run needs of a Store."""

    def add(self, batch: Sequence[Stored]) -> int: ...
    def known(self, keys: Iterable[str]) -> set[str]: ...
    def signatures(self) -> Iterator[tuple[str, bytes]]: ...


@dataclass(frozen=True)
class _New:
    """A dispatch that the store lacks, with its key."""

    key: str
    dispatch: Dispatch


def ingest(
    items: Iterable[Item], coder: Codes, store: Shelf, tell: Tell, *, engine: Engine = ALONE, batch: int = BATCH
) -> None:
    """Codes and stores the dispatches among ``items`` that the store lacks; ``tell`` hears what became of each item.

    ``engine`` shares the coding out; ``batch`` dispatches are stored in one transaction. What the store holds in the end
    depends on neither, nor on how often the run was broken off and begun again with the same items. Where it ends early,
    by an exception or Ctrl-C, what is coded is stored first. Raises what coder, engine and store raise, and ValueError
    where ``batch`` is less than 1.
    """
    if batch < 1:
        raise ValueError(f"batch={batch}: it must be at least 1")
    under_way: deque[_New] = deque()
    writer = _Writer(store, batch, tell)
    originals = Originals(store.signatures())
    intake = _Intake(store, writer.open, tell)
    results = engine.run(CodingAndSigning(coder), _passed_on(intake.new(items), under_way))
    with ExitStack() as at_the_end:
        at_the_end.callback(results.close)  # or its workers go on with what nobody waits for
        at_the_end.callback(writer.flush)
        for coded, signature in results:
            new = under_way.popleft()
            original = originals.like(signature)
            if original is None:
                originals.add(new.key, signature)
            writer.put(Stored(new.key, new.dispatch, coded, original, signature if original is None else None))


def _passed_on(news: Iterable[_New], under_way: deque[_New]) -> Iterator[Dispatch]:
    for new in news:
        under_way.append(new)
        yield new.dispatch


def _blocks(items: Iterable[Item]) -> Iterator[list[Item]]:
    block: list[Item] = []
    begun = time.monotonic()
    for item in items:
        block.append(item)
        if len(block) >= _LOOKED_UP or time.monotonic() - begun >= _PATIENCE:
            yield block
            block, begun = [], time.monotonic()
    if block:
        yield block


@dataclass
class _Intake:
    """Sorts what comes in: problems and stored dispatches are told, new dispatches keyed and passed on."""

    store: Shelf
    open: set[str]
    """Keys of dispatches passed on and not stored yet; the writer takes them off."""
    tell: Tell

    def new(self, items: Iterable[Item]) -> Iterator[_New]:
        """The new dispatches, in order."""
        for block in _blocks(items):
            keys = [content_key(item) if isinstance(item, Dispatch) else "" for item in block]
            seen = self.store.known({key for key in keys if key}) | self.open.intersection(keys)
            for item, key in zip(block, keys, strict=True):
                if isinstance(item, ReadProblem):
                    self.tell(item)
                elif key in seen:
                    self.tell(AlreadyStored(key))
                else:
                    seen.add(key)
                    self.open.add(key)
                    yield _New(key, item)


@dataclass
class _Writer:
    """Stores what is coded, ``batch`` dispatches in a transaction, in the order in which they come."""

    store: Shelf
    batch: int
    tell: Tell
    open: set[str] = field(default_factory=set)
    _waiting: list[Stored] = field(default_factory=list)

    def put(self, stored: Stored) -> None:
        self._waiting.append(stored)
        if len(self._waiting) >= self.batch:
            self.flush()

    def flush(self) -> None:
        """Stores what is waiting. Where the store fails, it is not tried again."""
        with unbroken():
            batch, self._waiting = self._waiting, []
            if not batch:
                return
            self.store.add(batch)
            self.open.difference_update(stored.key for stored in batch)
            for stored in batch:
                self.tell(Kept(stored))
