"""An incident as it stands: the accounts that the store holds, corrected where an editor has corrected them, less those rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recoupe.desk.errors import NotThere
from recoupe.desk.reviews.keeping import Review, latest_of
from recoupe.incidents import Decision, DecisionError, Incident
from recoupe.incidents.asking import incident_id, tellings
from recoupe.incidents.build import build
from recoupe.incidents.kept import Kept
from recoupe.incidents.tellings import Telling
from recoupe.records import Event
from recoupe.store import Store


@dataclass(frozen=True)
class Told:
    """What stands of an incident: its tellings, and the ids of those that an editor corrected."""

    tellings: tuple[Telling, ...]
    corrected: frozenset[str]


@dataclass(frozen=True)
class Compared:
    """An incident, its tellings in order of age, the ids of those that are corrected, and the decisions that touch it.

    ``incident`` is None where all its records are rejected.
    """

    name: str
    incident: Incident | None
    tellings: tuple[Telling, ...]
    corrected: frozenset[str]
    decisions: tuple[Decision, ...]

    def event(self, event_id: str) -> Event:
        """The record of an account."""
        return next(one.event for one in self.tellings if one.event_id == event_id)


def compared(store: Store, asked: str) -> Compared:
    """The incident of an id, the beginning of one, or an event's id. Raises NotThere where there is none."""
    try:
        name = incident_id(store, asked)
    except DecisionError as error:
        raise NotThere(str(error)) from error
    told = standing_tellings(store, [name])[name]
    ids = set(members(store, name))
    taken = Kept(store.database).decisions()
    confirmed = any(one.action == "confirm" and ids & set(one.stays) for one in taken)
    return Compared(
        name,
        build(name, told.tellings, confirmed=confirmed) if told.tellings else None,
        tuple(sorted(told.tellings, key=lambda one: one.age)),
        told.corrected,
        tuple(one for one in taken if ids & set(one.events)),
    )


def standing_tellings(store: Store, names: Sequence[str]) -> dict[str, Told]:
    """What stands of each of the incidents, by incident: rejected records left out, corrected ones corrected."""
    found = tellings(store, names)
    keys = sorted({one.key for told in found.values() for one in told})
    latest = {one.event_id: one for one in latest_of(store, keys)}
    return {name: _standing(found[name], latest) for name in names}


def _standing(told: Sequence[Telling], latest: Mapping[str, Review]) -> Told:
    kept = [one for one in told if one.event_id not in latest or latest[one.event_id].verdict != "reject"]
    records = {one.event_id: latest[one.event_id].record for one in kept if one.event_id in latest}
    return Told(
        tuple(replace(one, event=records.get(one.event_id) or one.event) for one in kept),
        frozenset(event for event, record in records.items() if record is not None),
    )


def members(store: Store, name: str) -> list[str]:
    """The events of an incident, rejected ones among them."""
    sql = "SELECT event_id FROM incident_records WHERE incident = $1 ORDER BY event_id"
    found: list[str] = store.database.fetch(sql, [name])["event_id"].to_pylist()
    return found
