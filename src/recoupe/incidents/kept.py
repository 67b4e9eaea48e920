"""What a store keeps of incidents: which event is of which, the links, the decisions. SQL that both databases read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from recoupe.incidents.blocking import LONGEST_DAYS, SLACK_DAYS
from recoupe.incidents.cluster import Link
from recoupe.incidents.decisions import Decision
from recoupe.incidents.facts import EVENT_COLUMNS, EVIDENCE_COLUMNS, FIRST, INPUTS, LAST, PARTY_COLUMNS
from recoupe.store.database import Database

_SPANS = f"""SELECT e.event_id, e.published, {FIRST} AS first, {LAST} AS last, r.event_id IS NULL AS fresh
FROM (SELECT v.event_id, v.date_start, v.date_end, v.date_precision, d.coded_published AS published
      FROM events v JOIN dispatches d ON d.key = v.key) e LEFT JOIN incident_records r ON r.event_id = e.event_id"""
_ANY = "(SELECT unnest(CAST($1 AS text[])))"
_MANY = 20_000
"""Ids handed to the database at once."""


class Kept:
    """The incident tables of one store. Every method raises StoreError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def inputs(self) -> dict[str, pa.Table]:
        """The tables of ``facts.INPUTS``: the fresh events, and those that lie near enough in time to be of their incidents."""
        wanted = f"""(SELECT event_id, published, fresh FROM (
            SELECT s.*, min(CASE WHEN fresh THEN first END) OVER () AS low, max(CASE WHEN fresh THEN last END) OVER () AS high,
                bool_or(fresh AND (first IS NULL OR last - first > {LONGEST_DAYS})) OVER () AS timeless FROM ({_SPANS}) s) t
            WHERE fresh OR timeless OR first IS NULL OR last - first > {LONGEST_DAYS}
                OR (last >= low - {2 * SLACK_DAYS} AND first <= high + {2 * SLACK_DAYS})) w"""
        events = ", ".join(f"e.{name}" for name in EVENT_COLUMNS)
        parts = {
            "events": f"SELECT {events}, w.published, w.fresh FROM events e JOIN {wanted} ON w.event_id = e.event_id",
            "parties": _part("parties", PARTY_COLUMNS, wanted),
            "evidence": _part("evidence", EVIDENCE_COLUMNS, wanted),
        }
        return {name: self._database.fetch(sql).cast(INPUTS[name]) for name, sql in parts.items()}

    def fresh(self) -> list[str]:
        """The events that belong to no incident yet."""
        sql = (
            "SELECT e.event_id FROM events e LEFT JOIN incident_records r ON r.event_id = e.event_id "
            "WHERE r.event_id IS NULL ORDER BY e.event_id"
        )
        found: list[str] = self._database.fetch(sql)["event_id"].to_pylist()
        return found

    def reached(self, events: Iterable[str], groups: Iterable[Sequence[str]]) -> set[str]:
        """The events, and all that links above nought or editors' groups lead to from them."""
        by_event: dict[str, set[str]] = {}
        for group in groups:
            for event in group:
                by_event.setdefault(event, set()).update(group)
        reached: set[str] = set()
        front = set(events)
        while front:
            reached |= front
            grouped = {other for event in front for other in by_event.get(event, ())}
            front = (grouped | set(self._neighbours(front))) - reached
        return reached

    def _neighbours(self, events: Iterable[str]) -> Iterator[str]:
        for some in _some(events):
            for this, other in (("event_a", "event_b"), ("event_b", "event_a")):
                sql = f"SELECT DISTINCT {other} AS id FROM incident_links WHERE weight > 0 AND {this} IN {_ANY}"
                yield from self._database.fetch(sql, [some])["id"].to_pylist()

    def links_among(self, events: Iterable[str]) -> list[Link]:
        """The links of which both ends are among the events."""
        inside = set(events)
        found: list[Link] = []
        for some in _some(inside):
            rows = self._database.fetch(f"SELECT * FROM incident_links WHERE event_a IN {_ANY}", [some]).to_pylist()
            found += [(row["event_a"], row["event_b"], row["weight"]) for row in rows if row["event_b"] in inside]
        return found

    def incidents_of(self, events: Iterable[str]) -> dict[str, str]:
        """The incident of each event that has one."""
        found: dict[str, str] = {}
        for some in _some(events):
            table = self._database.fetch(
                f"SELECT event_id, incident FROM incident_records WHERE event_id IN {_ANY}", [some]
            )
            found |= dict(zip(table["event_id"].to_pylist(), table["incident"].to_pylist(), strict=True))
        return found

    def days_of(self, events: Iterable[str]) -> dict[str, Any]:
        """The day by which each event is put in order: of publication, else its own first."""
        found: dict[str, Any] = {}
        for some in _some(events):
            table = self._database.fetch(
                "SELECT e.event_id, coalesce(d.coded_published, e.date_start) AS day FROM events e "
                f"JOIN dispatches d ON d.key = e.key WHERE e.event_id IN {_ANY}",
                [some],
            )
            found |= dict(zip(table["event_id"].to_pylist(), table["day"].to_pylist(), strict=True))
        return found

    def put(self, names: Mapping[str, str], added: pa.Table | None) -> None:
        """Writes the incident of each event, where it changes, and links that are new. Run it within a transaction."""
        before = self.incidents_of(names)
        changed = sorted(event for event, name in names.items() if before.get(event) != name)
        for some in _some(event for event in changed if event in before):
            self._database.fetch(f"DELETE FROM incident_records WHERE event_id IN {_ANY} RETURNING event_id", [some])
        self._database.insert("incident_records", [(event, names[event]) for event in changed])
        if added is not None:
            self._database.insert(
                "incident_links", list(zip(*(column.to_pylist() for column in added.columns), strict=True))
            )

    def decisions(self) -> tuple[Decision, ...]:
        """All that stand, in the order taken."""
        parts: dict[tuple[int, int], list[str]] = {}
        for row in self._database.fetch("SELECT * FROM decided ORDER BY number, part, event_id").to_pylist():
            parts.setdefault((row["number"], row["part"]), []).append(row["event_id"])
        rows = self._database.fetch("SELECT * FROM decisions ORDER BY number").to_pylist()
        return tuple(
            Decision(
                row["number"], row["action"], tuple(parts.get((row["number"], 1), ())),
                tuple(parts.get((row["number"], 2), ())), row["editor"], row["note"],
            )
            for row in rows
        )  # fmt: skip

    def add_decision(self, one: Decision) -> None:
        """Stores a decision."""
        self._database.insert("decisions", [(one.number, one.action, one.editor, one.note)])
        rows = [(one.number, 1, event) for event in one.stays] + [(one.number, 2, event) for event in one.goes]
        self._database.insert("decided", rows)

    def drop_decision(self, number: int) -> None:
        """Forgets a decision."""
        for table in ("decisions", "decided"):
            self._database.execute(f"DELETE FROM {table} WHERE number = {int(number)}")


def _part(table: str, columns: Sequence[str], wanted: str) -> str:
    names = ", ".join(f"t.{name}" for name in columns)
    return f"SELECT {names} FROM {table} t JOIN {wanted} ON w.event_id = t.event_id"


def _some(events: Iterable[str]) -> Iterator[list[str]]:
    """The events, sorted, so many at a time."""
    ordered = sorted(events)
    for start in range(0, len(ordered), _MANY):
        yield ordered[start : start + _MANY]
