"""The records of a dispatch as they stand: the machine's, and what editors made of them."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.desk.errors import NotThere
from recoupe.desk.reviews.keeping import Review, history
from recoupe.records import Event
from recoupe.store import Store, Stored


@dataclass(frozen=True)
class Standing:
    """One record of a dispatch.

    ``event`` is what stands, ``machine`` what the coder wrote (None where an editor added the record), ``verdict`` the latest
    one ("" while nobody has judged it), ``reviews`` all of them in the order taken.
    """

    event_id: str
    event: Event
    machine: Event | None
    verdict: str
    reviews: tuple[Review, ...]

    @property
    def corrected(self) -> bool:
        """Whether an editor's words stand in place of the coder's."""
        return self.verdict in ("correct", "add")


def standing(store: Store, key: str) -> tuple[Stored, tuple[Standing, ...]]:
    """A dispatch and its records, rejected ones among them, the coder's in its order, then the added ones.

    Raises NotThere where there is no such dispatch.
    """
    stored = store.dispatch(key)
    if stored is None:
        raise NotThere(f"no dispatch {key!r} in {store.name}")
    return stored, records(stored, history(store, key=key))


def records(stored: Stored, reviews: tuple[Review, ...]) -> tuple[Standing, ...]:
    """The records of a dispatch that its reviews leave."""
    by_event: dict[str, list[Review]] = {f"{stored.key}:{event.id}": [] for event in stored.coded.events}
    for one in reviews:
        by_event.setdefault(one.event_id, []).append(one)
    machine = {f"{stored.key}:{event.id}": event for event in stored.coded.events}
    found = (_standing(event_id, machine.get(event_id), tuple(taken)) for event_id, taken in by_event.items())
    return tuple(one for one in found if one is not None)


def _standing(event_id: str, machine: Event | None, reviews: tuple[Review, ...]) -> Standing | None:
    last = reviews[-1] if reviews else None
    verdict = "" if last is None or last.verdict == "reopen" else last.verdict
    record = last.record if last is not None and last.record is not None else machine
    if record is None:
        # An added record that was taken back: what it was stays in the history alone.
        return None
    return Standing(event_id, record, machine, verdict, reviews)
