"""What a report is made of, read from a store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.incidents import Incident
from recoupe.incidents.asking import incidents
from recoupe.report.cases import Case, cases_of
from recoupe.report.entries import Entry, entries_of, event_id
from recoupe.report.errors import ReportError
from recoupe.store import EventFilter, Store


@dataclass(frozen=True)
class Gathered:
    """The cases that pass a filter, and how they came about.

    ``copies`` counts accounts left out since they stand in a copy of a dispatch that is here; ``unlinked`` the accounts
    that no incident holds yet.
    """

    cases: tuple[Case, ...]
    where: EventFilter
    copies: int
    unlinked: int

    @property
    def entries(self) -> Iterator[Entry]:
        """Every account, case by case."""
        return (entry for case in self.cases for entry in case.entries)


def gather(store: Store, where: EventFilter) -> Gathered:
    """The cases of which any account passes ``where``; an incident comes with all its accounts.

    Raises ReportError where the store holds no event, or none passes; StoreError where the store cannot be read.
    """
    held = store.counts()["events"]
    if not held:
        raise ReportError(f"{store.name}: no event in it; recoupe ingest … --into {store.name} adds some")
    everything = where == EventFilter()
    passing = None if everything else {event_id(key, event) for key, event in store.events(where=where)}
    if passing is not None and not passing:
        raise ReportError(f"{store.name}: none of its {held:,} events passes {_asked(where)}; ask for more")
    linked = _incidents(store, where)
    members = {account.event_id for incident in linked for account in incident.accounts}
    wanted = None if passing is None else passing | members
    entries = [entry for stored in store.dispatches() for entry in entries_of(stored, wanted)]
    kept = _without_copies(entries, members)
    unlinked = sum(entry.event_id not in members for entry in kept)
    return Gathered(tuple(cases_of(kept, linked)), where, len(entries) - len(kept), unlinked)


def _incidents(store: Store, where: EventFilter) -> list[Incident]:
    """The incidents that are linked already; none where ``recoupe incidents`` has not seen the store."""
    if not store.table("incident_records").num_rows:
        return []
    return list(incidents(store, where=where))


def _without_copies(entries: list[Entry], members: set[str]) -> list[Entry]:
    """The entries less those that repeat, in a copy, a dispatch whose own entries are here; incidents know their copies."""
    originals = {entry.key for entry in entries}
    return [entry for entry in entries if entry.event_id in members or entry.copy_of not in originals]


def _asked(where: EventFilter) -> str:
    asked = {
        "since": where.since,
        "until": where.until,
        "country": where.country,
        "type": where.type,
        "actor": where.actor,
    }
    return ", ".join(f"--{name} {value}" for name, value in asked.items() if value is not None)
