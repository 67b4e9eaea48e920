"""Incidents as a list shows them, and those that one might be merged with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.desk.asked import TORN, Asked
from recoupe.store import Store

SIZE = 50
NEAR = 8
"""Incidents offered for merging at most."""
_TOLD = """SELECT r.incident, count(*) AS records, count(DISTINCT e.key) AS dispatches, min(e.date_start) AS first,
    max(e.date_end) AS last, min(e.type) AS type, count(DISTINCT e.type) AS types, max(e.place) AS place, max(e.country) AS country,
    max(e.killed_low) AS killed_low, min(e.killed_low) AS killed_least, max(e.actors) AS actors, max(e.targets) AS targets
    FROM incident_records r JOIN standing e ON e.event_id = r.event_id"""
_THESE = f"{_TOLD} WHERE r.incident IN (SELECT unnest(CAST($1 AS text[]))) GROUP BY r.incident"


@dataclass(frozen=True)
class Listed:
    """An incident in a list: how many records and dispatches tell it, and values that one of them gives."""

    incident: str
    records: int
    dispatches: int
    first: dt.date | None
    last: dt.date | None
    type: str
    types: int
    place: str | None
    country: str | None
    killed_low: int | None
    killed_least: int | None
    actors: str | None
    targets: str | None
    contested: bool = False
    weight: float | None = None


@dataclass(frozen=True)
class Incidents:
    """A page of them."""

    rows: tuple[Listed, ...]
    number: int
    pages: int
    total: int


def incidents(store: Store, asked: Asked, *, least: int = 1, number: int = 1) -> Incidents:
    """Incidents of which a record passes and which at least so many dispatches tell; most told first, then latest."""
    condition, given = asked.condition()
    sql = f"""WITH asked AS (SELECT i.incident FROM incident_records i JOIN standing e ON e.event_id = i.event_id WHERE true{condition}),
        many AS (SELECT r.incident, count(DISTINCT split_part(r.event_id, ':', 1)) AS dispatches FROM incident_records r
            WHERE r.incident IN (SELECT incident FROM asked) GROUP BY r.incident
            HAVING count(DISTINCT split_part(r.event_id, ':', 1)) >= {int(least)}),
        days AS (SELECT m.incident, m.dispatches, min(e.date_start) AS first FROM many m
            JOIN incident_records r ON r.incident = m.incident JOIN standing e ON e.event_id = r.event_id GROUP BY m.incident, m.dispatches)
        SELECT incident, (SELECT count(*) FROM many) AS total FROM days
        ORDER BY dispatches DESC, first DESC NULLS LAST, incident LIMIT {SIZE} OFFSET {(max(1, number) - 1) * SIZE}"""
    found = store.database.fetch(sql, given).to_pylist()
    names = [row["incident"] for row in found]
    torn = _contested(store, names)
    told = {row["incident"]: row for row in store.database.fetch(_THESE, [names]).to_pylist()}
    total = int(found[0]["total"]) if found else 0
    rows = tuple(_listed(told[name], name in torn) for name in names if name in told)
    return Incidents(rows, max(1, number), max(1, -(-total // SIZE)), total)


def near(store: Store, name: str) -> tuple[Listed, ...]:
    """Incidents that this one might be merged with: those whose records were weighed against its own, the likeliest first."""
    sql = """WITH mine AS (SELECT event_id FROM incident_records WHERE incident = $1),
        linked AS (SELECT event_b AS other, weight FROM incident_links WHERE event_a IN (SELECT event_id FROM mine)
            UNION ALL SELECT event_a, weight FROM incident_links WHERE event_b IN (SELECT event_id FROM mine))
        SELECT r.incident, max(l.weight) AS weight FROM linked l JOIN incident_records r ON r.event_id = l.other
        WHERE r.incident <> $1 GROUP BY r.incident ORDER BY weight DESC, r.incident LIMIT """ + str(NEAR)
    weights = {row["incident"]: float(row["weight"]) for row in store.database.fetch(sql, [name]).to_pylist()}
    if len(weights) < NEAR:
        weights = {**dict.fromkeys(_beside(store, name, NEAR), None), **weights}  # type: ignore[dict-item]
    rows = [
        _listed(row, False, weights[row["incident"]])
        for row in store.database.fetch(_THESE, [list(weights)]).to_pylist()
    ]
    ordered = sorted(rows, key=lambda one: (one.weight is None, -(one.weight or 0), one.incident))
    return tuple(ordered[:NEAR])


def _beside(store: Store, name: str, most: int) -> list[str]:
    """Incidents of the same country within three days, for want of any that were weighed."""
    sql = """WITH mine AS (SELECT e.country, min(e.date_start) AS first, max(e.date_end) AS last FROM incident_records r
            JOIN standing e ON e.event_id = r.event_id WHERE r.incident = $1 GROUP BY e.country)
        SELECT DISTINCT r.incident FROM standing e JOIN mine m ON m.country = e.country
        JOIN incident_records r ON r.event_id = e.event_id
        WHERE r.incident <> $1 AND e.date_start <= m.last + 3 AND e.date_end >= m.first - 3 ORDER BY r.incident LIMIT """ + str(
        most
    )
    found: list[str] = store.database.fetch(sql, [name])["incident"].to_pylist()
    return found


def _contested(store: Store, names: Sequence[str]) -> set[str]:
    """Those of the incidents whose accounts contradict each other."""
    sql = f"""SELECT i.incident FROM incident_records i JOIN standing a ON a.event_id = i.event_id
        WHERE i.incident IN (SELECT unnest(CAST($1 AS text[]))) GROUP BY i.incident HAVING {TORN}"""
    return set(store.database.fetch(sql, [list(names)])["incident"].to_pylist())


def _listed(row: dict[str, object], contested: bool, weight: float | None = None) -> Listed:
    known = {name: value for name, value in row.items() if name not in ("total", "weight")}
    return Listed(**known, contested=contested, weight=weight)  # type: ignore[arg-type]
