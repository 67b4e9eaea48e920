"""What the events that pass come to, and the names that a filter can be filled from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.desk.asked import Asked
from recoupe.store import Store

SUGGESTED = 150
"""Names given of a kind at most, the most frequent."""


@dataclass(frozen=True)
class Totals:
    """Events that pass, the incidents and dispatches that they are of, those without a day or coordinates, first and last day."""

    events: int
    incidents: int
    dispatches: int
    undated: int
    unplaced: int
    first: dt.date | None
    last: dt.date | None


def totals(store: Store, asked: Asked) -> Totals:
    """An event that is of no incident yet counts as one of its own."""
    condition, given = asked.condition()
    sql = f"""SELECT count(*) AS events, count(DISTINCT coalesce(r.incident, e.event_id)) AS incidents,
        count(DISTINCT e.key) AS dispatches, count(*) - count(e.date_start) AS undated, count(*) - count(e.lat) AS unplaced,
        min(e.date_start) AS first, max(e.date_end) AS last
        FROM standing e LEFT JOIN incident_records r ON r.event_id = e.event_id WHERE true{condition}"""
    (row,) = store.database.fetch(sql, given).to_pylist()
    return Totals(**row)


@dataclass(frozen=True)
class Names:
    """The most frequent countries, actors and publishers of a store, most frequent first."""

    countries: tuple[str, ...]
    actors: tuple[str, ...]
    publishers: tuple[str, ...]


def names(store: Store) -> Names:
    """What the filter suggests; of the whole store, whatever is asked for."""

    def most(column: str, table: str) -> tuple[str, ...]:
        sql = f"""SELECT {column} AS name FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}
            ORDER BY count(*) DESC, {column} LIMIT {SUGGESTED}"""
        return tuple(store.database.fetch(sql)["name"].to_pylist())

    return Names(most("country", "events"), most("name", "parties"), most("publisher", "dispatches"))
