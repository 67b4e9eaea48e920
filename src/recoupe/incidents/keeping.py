"""A store's incidents brought up to date, and editors' decisions taken.

New events are compared with those that lie near them, and only the incidents that they touch, directly or through others,
are worked out anew: which gives what linking the whole store at once would give, since the likeness of two records depends
on these two alone. Only ids depend on the order in which dispatches came: an incident keeps the one it has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from recoupe.incidents.cluster import clusters
from recoupe.incidents.compare import model
from recoupe.incidents.decisions import Action, Decision, DecisionError, apart, check, together
from recoupe.incidents.identity import name_incidents
from recoupe.incidents.kept import Kept
from recoupe.incidents.linkage import links
from recoupe.store import Store, StoreError


@dataclass(frozen=True)
class Linking:
    """What bringing a store up to date did: fresh events, links found, incidents that are new, and that grew."""

    fresh: int
    links: int
    new: int
    grown: int


def bring_up_to_date(store: Store) -> Linking:
    """Links every event that is of no incident yet, in one transaction. Raises StoreError where the store is read only."""
    _writable(store)
    kept = Kept(store.database)
    with store.database.transaction():
        fresh = kept.fresh()
        if not fresh:
            return Linking(0, 0, 0, 0)
        found = links(kept.inputs(), model())
        before = kept.incidents_of(_ends(found))
        names = _relinked(kept, fresh, found)
        now = {names[event] for event in fresh}
        new = {name for name in now if name not in before.values()}
        return Linking(len(fresh), found.num_rows, len(new), len(now) - len(new))


def decide(
    store: Store,
    action: Action,
    stays: Iterable[str],
    goes: Iterable[str] = (),
    *,
    editor: str | None = None,
    note: str | None = None,
) -> Decision:
    """Takes a decision over events and works out anew what it touches.

    Raises DecisionError where it contradicts an earlier one, or names an event that is of no incident.
    """
    _writable(store)
    kept = Kept(store.database)
    with store.database.transaction():
        taken = kept.decisions()
        number = max((one.number for one in taken), default=0) + 1
        new = Decision(number, action, tuple(sorted(set(stays))), tuple(sorted(set(goes))), editor, note)
        unknown = set(new.events) - kept.incidents_of(new.events).keys()
        if unknown:
            raise DecisionError(
                f"{action}: no event {sorted(unknown)[0]}; recoupe incidents STORE ID lists those of an incident"
            )
        check(new, taken)
        kept.add_decision(new)
        _relinked(kept, new.events, None)
    return new


def undo(store: Store, number: int) -> Decision:
    """Forgets a decision and works out anew what it touched. Raises DecisionError where there is none of this number."""
    _writable(store)
    kept = Kept(store.database)
    with store.database.transaction():
        gone = next((one for one in kept.decisions() if one.number == number), None)
        if gone is None:
            raise DecisionError(f"undo: there is no decision {number}; recoupe incidents STORE decisions lists them")
        kept.drop_decision(number)
        _relinked(kept, gone.events, None)
    return gone


def _relinked(kept: Kept, seeds: Sequence[str], added: pa.Table | None) -> dict[str, str]:
    """Works out the incidents that events touch, writes them, and returns the incident of every event among them."""
    taken = kept.decisions()
    groups = together(taken)
    fresh_links = list(zip(*(column.to_pylist() for column in added.columns), strict=True)) if added is not None else []
    near = {event for one, other, weight in fresh_links if weight > 0 for event in (one, other)}
    touched = sorted(kept.reached({*seeds, *near}, groups))
    inside = set(touched)
    found = clusters(
        {event: event.partition(":")[0] for event in touched},
        [*kept.links_among(touched), *(pair for pair in fresh_links if pair[0] in inside and pair[1] in inside)],
        groups,
        apart(taken),
    )
    days = kept.days_of(touched)
    names = name_incidents(found, kept.incidents_of(touched), lambda event: (days[event] or dt.date.max, event))
    kept.put(names, added)
    return names


def _ends(found: pa.Table) -> set[str]:
    return {*found["event_a"].to_pylist(), *found["event_b"].to_pylist()}


def _writable(store: Store) -> None:
    if store.readonly:
        raise StoreError(f"{store.name}: opened for reading only; open it for writing to link it")
