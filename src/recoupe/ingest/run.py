"""The run: items in the order read, keyed, marked as copies, coded by worker processes and stored in transactions.

A run that was broken off, at whatever moment, has stored a beginning of what it read, in order. The next run passes over
that, takes its originals from the store, and so marks and stores the rest as the first would have done.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from recoupe.copies import Originals, signature
from recoupe.ingest.interrupts import unbroken
from recoupe.ingest.outcome import AlreadyStored, Kept, Outcome
from recoupe.reading import ReadProblem
from recoupe.records import CodedDispatch, Dispatch
from recoupe.store import Stored, content_key

BATCH = 64
"""Dispatches stored in one transaction: what a killed run loses at most, besides what is being coded."""
_LOOKED_UP = 64
"""Items at most whose keys are looked up in the store at once."""
_PATIENCE = 0.5
"""Seconds after which fewer are, so that a slow source does not keep back what it has given."""

Item = Dispatch | ReadProblem
Tell = Callable[[Outcome], None]


class Shelf(Protocol):
    """What a run needs of a Store."""

    def add(self, batch: Sequence[Stored]) -> int: ...
    def known(self, keys: Iterable[str]) -> set[str]: ...
    def signatures(self) -> Iterator[tuple[str, bytes]]: ...


class Codes(Protocol):
    """What a run needs of a Coder: the coded dispatches in the order given."""

    def code_many(self, dispatches: Iterable[Dispatch], *, workers: int = 1) -> Iterator[CodedDispatch]: ...


@dataclass(frozen=True)
class _Marked:
    """A new dispatch with its key, and either the key of what it copies or the signature that finds its own copies."""

    key: str
    dispatch: Dispatch
    copy_of: str | None
    signature: bytes | None


def ingest(
    items: Iterable[Item], coder: Codes, store: Shelf, tell: Tell, *, workers: int = 1, batch: int = BATCH
) -> None:
    """Codes and stores the dispatches among ``items`` that the store lacks; ``tell`` hears what became of each item.

    ``workers`` processes share the coding; ``batch`` dispatches are stored in one transaction. What the store holds in
    the end depends on neither, nor on how often the run was broken off and begun again with the same items. Where it
    ends early, by an exception or Ctrl-C, what is coded is stored first. Raises what ``Coder.code_many`` and the store
    raise, and ValueError where ``batch`` is less than 1.
    """
    if batch < 1:
        raise ValueError(f"batch={batch}: it must be at least 1")
    under_way: deque[_Marked] = deque()
    writer = _Writer(store, batch, tell)
    intake = _Intake(store, Originals(store.signatures()), writer.open, tell)
    coded_ones = coder.code_many(_passed_on(intake.marked(items), under_way), workers=workers)
    with ExitStack() as at_the_end:
        if isinstance(coded_ones, Generator):
            at_the_end.callback(coded_ones.close)  # or its worker processes go on with what nobody waits for
        at_the_end.callback(writer.flush)
        for coded in coded_ones:
            one = under_way.popleft()
            writer.put(Stored(one.key, one.dispatch, coded, one.copy_of, one.signature))


def _passed_on(marked: Iterable[_Marked], under_way: deque[_Marked]) -> Iterator[Dispatch]:
    for one in marked:
        under_way.append(one)
        yield one.dispatch


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
    """Sorts what comes in: problems and stored dispatches are told, new dispatches keyed and marked."""

    store: Shelf
    originals: Originals
    open: set[str]
    """Keys of dispatches marked and not stored yet; the writer takes them off."""
    tell: Tell

    def marked(self, items: Iterable[Item]) -> Iterator[_Marked]:
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
                    yield self._mark(key, item)

    def _mark(self, key: str, dispatch: Dispatch) -> _Marked:
        made = signature(dispatch.text)
        original = self.originals.like(made)
        if original is not None:
            return _Marked(key, dispatch, original, None)
        self.originals.add(key, made)
        return _Marked(key, dispatch, None, made)


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
