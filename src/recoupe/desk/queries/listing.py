"""A page of the table: sorted and cut by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recoupe.desk.asked import Asked
from recoupe.desk.queries.rows import COLUMNS, Row, row_of
from recoupe.store import Store

SIZE = 50
"""Events of a page."""
SORTS = {
    "date": "e.date_start", "type": "e.type", "place": "lower(e.place)", "actors": "lower(e.actors)",
    "killed": "e.killed_low", "confidence": "e.confidence",
}  # fmt: skip
"""What the table can be sorted by, and the SQL of it."""


@dataclass(frozen=True)
class Page:
    """One page of the events that pass: its rows, its number from 1, how many pages, and how many events in all."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int


def page(store: Store, asked: Asked, *, sort: str = "date", descending: bool = True, number: int = 1) -> Page:
    """A page of SIZE events; one past the last gives the last. Those that lack what is sorted by come last.

    Raises KeyError where ``sort`` is none of SORTS.
    """
    condition, given = asked.condition()
    total = int(
        store.database.fetch(f"SELECT count(*) AS n FROM standing e WHERE true{condition}", given)["n"][0].as_py()
    )
    pages = max(1, -(-total // SIZE))
    number = min(max(1, number), pages)
    order = f"{SORTS[sort]} {'DESC' if descending else 'ASC'} NULLS LAST, e.event_id"
    sql = f"""SELECT {COLUMNS} FROM standing e WHERE true{condition}
        ORDER BY {order} LIMIT {SIZE} OFFSET {(number - 1) * SIZE}"""
    return Page(told_by(store, store.database.fetch(sql, given).to_pylist()), number, pages, total)


def told_by(store: Store, found: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Few rows, found before, each with its dispatch, its incident, and how many dispatches tell that."""
    keys, ids = list({row["key"] for row in found}), [row["event_id"] for row in found]
    dispatches = {row["key"]: row for row in store.database.fetch(_DISPATCHES, [keys]).to_pylist()}
    incidents = {row["event_id"]: row for row in store.database.fetch(_INCIDENTS, [ids]).to_pylist()}
    return tuple(row_of({**row, **dispatches[row["key"]], **incidents.get(row["event_id"], {})}) for row in found)


_DISPATCHES = "SELECT key, title, publisher FROM dispatches WHERE key IN (SELECT unnest(CAST($1 AS text[])))"
_INCIDENTS = """WITH mine AS (SELECT event_id, incident FROM incident_records
        WHERE event_id IN (SELECT unnest(CAST($1 AS text[])))),
    told AS (SELECT incident, CAST(count(DISTINCT split_part(event_id, ':', 1)) AS integer) AS accounts FROM incident_records
        WHERE incident IN (SELECT incident FROM mine) GROUP BY incident)
    SELECT m.event_id, m.incident, t.accounts FROM mine m JOIN told t ON t.incident = m.incident"""
