"""Ids of incidents: of the record by which an incident became known, and kept from then on."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence

PREFIX = "i"
DIGITS = 16


def founded_by(event_id: str) -> str:
    """The id of the incident that became known by an event: "i" and 16 hex digits of the SHA-256 of the event's id."""
    return PREFIX + hashlib.sha256(event_id.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def name_incidents(
    groups: Sequence[tuple[str, ...]], before: Mapping[str, str], age: Callable[[str], tuple[dt.date, str]]
) -> dict[str, str]:
    """The incident of every event.

    A group keeps the id that it had, as long as the record that gave it is still in it: where two incidents become one,
    the id that more of their records had (then the lesser) stays; where one falls in two, the part with that record
    keeps it. A new group takes the id of its earliest record: ``age`` orders them.
    """
    names: dict[str, str] = {}
    for group in groups:
        founders = {founded_by(event): event for event in group}
        had = [before[event] for event in group if event in before and before[event] in founders]
        name = min(had, key=lambda one: (-had.count(one), one)) if had else founded_by(min(group, key=age))
        names.update(dict.fromkeys(group, name))
    return names
