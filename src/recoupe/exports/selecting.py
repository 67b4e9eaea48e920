"""Which events of a store are asked for.

A filter's fields become conditions with parameters; a person's own SQL goes through ``Store.query``, which takes one
SELECT, changes nothing and reaches no file. Without either the store is read once, from its first dispatch to its last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.exports.account import Account, accounts_of, event_id
from recoupe.store import EventFilter, Store


def accounts(store: Store, where: EventFilter, conditions: Sequence[str] = ()) -> Iterator[Account]:
    """The events that pass, in the order stored.

    ``conditions`` are SQL over the view ``accounts`` (docs/store.md), e.g. "killed_low > 9"; all must hold.
    Raises StoreError where the database refuses one, before anything is given.
    """
    passing = passing_conditions(store, conditions)
    if where != EventFilter():
        filtered = {event_id(key, event) for key, event in store.events(where=where)}
        passing = filtered if passing is None else passing & filtered
    if passing is not None and not passing:
        return iter(())
    return (
        account
        for stored in store.dispatches()
        for account in accounts_of(stored)
        if passing is None or account.id in passing
    )


def passing_conditions(store: Store, conditions: Sequence[str]) -> set[str] | None:
    """The ids of the events that pass a person's SQL; None where none is given. Raises StoreError as ``Store.query``."""
    if not conditions:
        return None
    # Each stands on lines of its own, so that a comment at its end cannot hide what follows.
    together = " AND ".join(f"(\n{condition}\n)" for condition in conditions)
    return set(store.query(f"SELECT event_id FROM accounts WHERE {together}")["event_id"].to_pylist())
