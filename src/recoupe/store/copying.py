"""One store into another, whatever database each is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from recoupe.store.schema import LATER_TABLES
from recoupe.store.store import Store
from recoupe.store.stored import Stored


def copy_store(origin: Store, into: Store, batch: int) -> int:
    """Adds every dispatch of ``origin`` to ``into``, in order, ``batch`` of them a transaction; returns how many were new.

    A key that is there already is left alone. Incidents, editors' decisions and reviews go with them into a store that has none
    of its own. Raises StoreError where either fails; what was copied stays.
    """
    stream = origin.dispatches(signatures=True)
    added = sum(into.add(some) for some in _batches(stream, batch))
    if not any(into.table(name).num_rows for name in LATER_TABLES):
        with into.database.transaction():
            for name in LATER_TABLES:
                rows = origin.table(name)
                into.database.insert(name, list(zip(*(column.to_pylist() for column in rows.columns), strict=True)))
    return added


def same(one: str, other: str) -> bool:
    """Whether two names are of one store: one URL, or one file by whatever path."""
    if "://" in one or "://" in other:
        return one == other
    return Path(one).resolve() == Path(other).resolve()


def _batches(stream: Iterator[Stored], size: int) -> Iterator[list[Stored]]:
    while some := list(islice(stream, size)):
        yield some
