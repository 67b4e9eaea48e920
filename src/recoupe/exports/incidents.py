"""A store's incidents as accounts: of each field the value that its accounts tell best, with all who tell it.

Which value that is, incidents say themselves: of a field on which accounts differ, the first of ``Difference.values``; of
tolls, low, best and high of ``Toll``. Nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from recoupe.exports.account import Account, Passage, Report
from recoupe.exports.selecting import passing_conditions
from recoupe.incidents import Incident
from recoupe.incidents.asking import PAGE, tellings
from recoupe.incidents.asking import incidents as ask
from recoupe.incidents.records import FieldName
from recoupe.incidents.tellings import Telling
from recoupe.records import Certainty, Event
from recoupe.store import EventFilter, Store

_FIELDS: tuple[FieldName, ...] = ("type", "status", "actors", "targets", "place", "date")
_SUREST: tuple[Certainty, ...] = ("asserted", "attributed", "unconfirmed")


def incident_accounts(store: Store, where: EventFilter, conditions: Sequence[str] = ()) -> Iterator[Account]:
    """The incidents of which a record passes, by first day and id. ``incidents.bring_up_to_date`` must have run before."""
    passing = passing_conditions(store, conditions)
    found = ask(store, where=where)
    while page := list(islice(found, PAGE)):
        told = tellings(store, [one.id for one in page])
        for incident in page:
            if passing is None or any(account.event_id in passing for account in incident.accounts):
                yield incident_account(incident, told[incident.id])


def incident_account(incident: Incident, told: Sequence[Telling]) -> Account:
    """An incident as one account; ``told`` are its tellings, in any order."""
    ordered = sorted(told, key=lambda one: one.age)
    reports = {one.key: Report(one.key, one.dispatch, one.published, copy_of=one.copy_of) for one in ordered}
    passages = tuple(
        Passage(one.key, start, end, one.words((start, end))) for one in ordered for start, end in one.event.evidence
    )
    return Account(
        incident.id,
        _event(incident, [one.event for one in ordered], {one.event_id: one.event for one in ordered}),
        tuple(reports.values()),
        passages,
        incident.independent,
        tuple(difference.field for difference in incident.differences if difference.contradiction),
        {toll.field: (toll.best, toll.high) for toll in incident.tolls},
    )


def _event(incident: Incident, events: Sequence[Event], by_id: dict[str, Event]) -> Event:
    """The event that the accounts tell together. It has no evidence of its own: its passages lie in several texts."""
    best_told = {
        difference.field: by_id[difference.values[0].statements[0].event_id] for difference in incident.differences
    }
    tolls: dict[str, Any] = {toll.field: (toll.low, None if toll.open_above else toll.high) for toll in incident.tolls}
    values: dict[str, Any] = {
        **{name: _value(name, best_told.get(name), events) for name in _FIELDS},
        **{name: _value(name, None, events) for name in ("origin", "destination")},
        **tolls,
    }
    sources = {source.text: source for event in events for source in event.sources}
    return Event(
        id=incident.id,
        certainty=min((event.certainty for event in events), key=_SUREST.index),
        confidence=max(event.confidence for event in events),
        sources=tuple(sources.values()),
        **values,
    )


def _value(name: str, best_told: Event | None, events: Sequence[Event]) -> Any:
    """The field's value in the event that tells it best, else in the earliest that tells it."""
    tell_it = [event for event in events if getattr(event, name)]
    chosen = best_told or (tell_it[0] if tell_it else events[0])
    return getattr(chosen, name)
