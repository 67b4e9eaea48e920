"""One event as a list shows it, and the SQL that gives its columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

COLUMNS = """e.event_id, e.key, e.type, e.status, e.certainty, e.confidence, e.actors, e.targets, e.sources, e.place, e.country,
    e.place_precision, e.lat, e.lon, e.date_start, e.date_end, e.date_precision, e.date_inferred, e.killed_low, e.killed_high,
    e.injured_low, e.injured_high, e.verdict"""
FAMILY = "split_part(e.type, '.', 1)"


@dataclass(frozen=True)
class Row:
    """One event in a list; names of several parties or sources have "; " between them. ``incident`` is the id of its incident."""

    event_id: str
    key: str
    type: str
    status: str
    certainty: str
    confidence: float
    actors: str | None
    targets: str | None
    sources: str | None
    place: str | None
    country: str | None
    place_precision: str | None
    lat: float | None
    lon: float | None
    date_start: dt.date | None
    date_end: dt.date | None
    date_precision: str | None
    date_inferred: bool | None
    killed_low: int | None
    killed_high: int | None
    injured_low: int | None
    injured_high: int | None
    verdict: str | None
    title: str | None = None
    publisher: str | None = None
    incident: str | None = None
    accounts: int = 1

    @property
    def family(self) -> str:
        """The first part of the type: battle, explosion, …"""
        return self.type.partition(".")[0]


_FIELDS = tuple(one.name for one in fields(Row))


def row_of(found: Mapping[str, Any]) -> Row:
    """The event of a row of the database, which may have further columns."""
    return Row(**{name: found[name] for name in _FIELDS if name in found})
