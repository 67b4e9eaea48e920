"""The form of a record: what its lists offer, and the names in it that are to be remembered."""

from __future__ import annotations

from typing import Any, get_args

from recoupe.desk.pages.visit import Form, Visit
from recoupe.desk.reviews.learning import learn_actor, learn_place
from recoupe.parties import load_registry
from recoupe.records import Certainty, DatePrecision, Event, EventType, Kind, PlacePrecision, Status

CODES = {
    "types": get_args(EventType), "statuses": get_args(Status), "certainties": get_args(Certainty), "kinds": get_args(Kind),
    "place_precisions": get_args(PlacePrecision), "date_precisions": get_args(DatePrecision),
}  # fmt: skip
SUGGESTED = 4000
"""Actors of the registry that the form offers at most."""


def form_values(visit: Visit, event: Event | None) -> dict[str, Any]:
    """What the form is filled with."""
    from recoupe.own_names import own_registry  # noqa: PLC0415 - asked at every form: it may have grown

    actors = load_registry(visit.desk.library.registry or own_registry()).actors
    return {"record": event, "codes": CODES, "actor_names": sorted(actors)[:SUGGESTED]}


def learned(form: Form, record: Event, before: Event | None) -> tuple[str, ...]:
    """Saves the names that the form asks to remember, and says which.

    ``actor_learn`` and ``target_learn`` hold numbers of rows, from 0; ``place_learn`` anything. Raises DeskError where the words
    are no name.
    """
    said: list[str] = []
    for role, parties in (("actor", record.actors), ("target", record.targets)):
        rows = [name for name in form.get(f"{role}_name", ()) if name.strip()]
        words = [
            text
            for name, text in zip(form.get(f"{role}_name", ()), form.get(f"{role}_text", ()), strict=False)
            if name.strip()
        ]
        for number in form.get(f"{role}_learn", ()):
            if number.isdecimal() and int(number) < len(rows) and words[int(number)].strip():
                learn_actor(parties[int(number)], words[int(number)])
                said.append(f"{words[int(number)].strip()} → {parties[int(number)].name}")
    if form.get("place_learn") and record.place is not None:
        text = before.place.text if before and before.place else record.place.text or record.place.name
        learn_place(record.place, text)
        said.append(f"{text} → {record.place.name}")
    return tuple(said)
