"""Which records tell something that took place. Formats without a place for plans and denials take these alone."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.exports.errors import LeftOut
from recoupe.records import DateSpan, Event, Place

_REASONS = {
    "planned": "planned",
    "denied": "denied",
    "background": "background, from before the news",
}


def occurred(event: Event) -> None:
    """Raises LeftOut where the dispatch does not tell it as news of something that happened or goes on."""
    if event.status in _REASONS:
        raise LeftOut(_REASONS[event.status])


def dated(event: Event) -> DateSpan:
    """The event's days. Raises LeftOut where it has none, or their precision is not known."""
    if event.date is None or event.date.precision == "unknown":
        raise LeftOut("no date is known")
    return event.date


class Point(NamedTuple):
    """A place with its coordinates: latitude and longitude in WGS 84 degrees."""

    place: Place
    latitude: float
    longitude: float


def point(event: Event) -> Point | None:
    """Where it happens, None where no coordinates are known."""
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(place, place.lat, place.lon)


def located(event: Event) -> Point:
    """Where it happens. Raises LeftOut where no coordinates are known."""
    found = point(event)
    if found is None:
        raise LeftOut("no coordinates are known")
    return found
