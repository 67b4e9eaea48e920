"""The events that pass, counted by one of their values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.desk.asked import Asked
from recoupe.desk.queries.rows import FAMILY
from recoupe.store import Store

MOST = 200
"""Groups given at most, the largest."""
GROUPS = {
    "family": FAMILY, "type": "e.type", "country": "e.country", "place": "e.place", "actors": "e.actors", "status": "e.status",
    "month": "substr(CAST(e.date_start AS text), 1, 7)", "publisher": "d.publisher",
}  # fmt: skip
"""What events can be grouped by, and the SQL of it."""


@dataclass(frozen=True)
class Group:
    """Events that share a value: how many, the least that they killed together, their first and last day.

    ``killed`` adds the low bounds of all accounts: where several tell one event it counts each.
    """

    value: str | None
    events: int
    killed: int
    first: dt.date | None
    last: dt.date | None


def groups(store: Store, asked: Asked, by: str) -> tuple[Group, ...]:
    """The MOST largest groups. Raises KeyError where ``by`` is none of GROUPS."""
    condition, given = asked.condition()
    joined = " JOIN dispatches d ON d.key = e.key" if by == "publisher" else ""
    sql = f"""SELECT {GROUPS[by]} AS value, count(*) AS events, CAST(coalesce(sum(e.killed_low), 0) AS bigint) AS killed,
        min(e.date_start) AS first, max(e.date_end) AS last
        FROM standing e{joined} WHERE true{condition} GROUP BY {GROUPS[by]} ORDER BY events DESC, value LIMIT {MOST}"""
    return tuple(Group(**row) for row in store.database.fetch(sql, given).to_pylist())
