"""The review queue: records nobody has judged yet, the most doubtful first.

Doubt is 1 minus the coder's confidence, and more for what most often turns out wrong: a day that no words give, no place, no party at
all, wording in doubt, and an incident whose accounts contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe.desk.asked import CONTESTED_EVENTS, Asked
from recoupe.desk.queries.listing import told_by
from recoupe.desk.queries.rows import COLUMNS, Row
from recoupe.store import Store

SHOWN = 25
"""Records of the queue shown at once."""
REASONS = {
    "unsure": (0.0, "e.confidence < 0.5"),
    "inferred_day": (0.1, "e.date_inferred"),
    "no_place": (0.1, "e.place IS NULL"),
    "no_party": (0.1, "(e.actors IS NULL AND e.targets IS NULL)"),
    "unconfirmed": (0.1, "e.certainty = 'unconfirmed'"),
    "contested": (0.2, "c.event_id IS NOT NULL"),
}
"""What adds to the doubt, by how much, and the SQL of it."""
DOUBT = "1 - e.confidence + " + " + ".join(
    f"CASE WHEN {test} THEN {weight} ELSE 0 END" for weight, test in REASONS.values() if weight
)
_FLAGS = ", ".join(f"CASE WHEN {test} THEN 1 ELSE 0 END AS r_{name}" for name, (_, test) in REASONS.items())


@dataclass(frozen=True)
class Doubtful:
    """A record of the queue, its doubt (0 to 1.6), and which of REASONS hold of it."""

    row: Row
    doubt: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Queue:
    """The head of the queue, how many wait in all, and how many of the store are done."""

    head: tuple[Doubtful, ...]
    waiting: int
    done: int


def queue(store: Store, asked: Asked) -> Queue:
    """The most doubtful of the records that pass and are still open; equal doubt goes by id."""
    condition, given = replace(asked, review="open").condition()
    sql = f"""WITH contested AS ({CONTESTED_EVENTS})
        SELECT {COLUMNS}, {DOUBT} AS doubt, {_FLAGS} FROM standing e LEFT JOIN contested c ON c.event_id = e.event_id
        WHERE true{condition} ORDER BY doubt DESC, e.event_id LIMIT {SHOWN}"""
    found = store.database.fetch(sql, given).to_pylist()
    head = tuple(
        Doubtful(row, round(float(told["doubt"]), 3), tuple(name for name in REASONS if told[f"r_{name}"]))
        for row, told in zip(told_by(store, found), found, strict=True)
    )
    counted = f"""SELECT (SELECT count(*) FROM standing e WHERE true{condition}) AS waiting,
        (SELECT count(DISTINCT event_id) FROM latest_reviews WHERE verdict <> 'reopen') AS done"""
    (row,) = store.database.fetch(counted, given).to_pylist()
    return Queue(head, int(row["waiting"]), int(row["done"]))
