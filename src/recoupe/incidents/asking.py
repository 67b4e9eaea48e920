"""Incidents read from a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from recoupe.incidents.build import build
from recoupe.incidents.decisions import DecisionError
from recoupe.incidents.identity import DIGITS, PREFIX, founded_by
from recoupe.incidents.kept import Kept
from recoupe.incidents.records import Incident
from recoupe.incidents.tellings import Telling
from recoupe.records import Dispatch
from recoupe.store import EventFilter, Store
from recoupe.store.rows import event_from

PAGE = 200
"""Incidents read at a time."""

_TELLINGS = """
SELECT r.incident, e.event_id, e.key, CAST(e.record AS text) AS record, e.exact, d.id, d.title, d.text, d.publisher, d.url, d.published,
    d.coded_published, d.copy_of
FROM incident_records r JOIN events e ON e.event_id = r.event_id JOIN dispatches d ON d.key = e.key
WHERE r.incident IN (SELECT unnest(CAST($1 AS text[])))"""


def incidents(store: Store, *, where: EventFilter = EventFilter(), dispatches: int = 1) -> Iterator[Incident]:  # noqa: B008 - immutable
    """The store's incidents in order of first day and id, undated ones last.

    Those of which any record passes ``where``, and which at least so many dispatches tell. Call ``bring_up_to_date`` before.
    """
    condition, parameters = where.condition(first=2)
    sql = f"""
        WITH told AS (SELECT r.incident, e.key, e.date_start,
                CASE WHEN e.date_precision = 'day' THEN 1 WHEN e.date_start IS NOT NULL THEN 0 ELSE -1 END AS sharp,
                CASE WHEN true {condition} THEN 1 ELSE 0 END AS passes
            FROM incident_records r JOIN events e ON e.event_id = r.event_id),
        asked AS (SELECT incident FROM told GROUP BY incident
            HAVING count(DISTINCT key) >= CAST($1 AS integer) AND max(passes) = 1),
        days AS (SELECT incident, date_start, row_number() OVER (PARTITION BY incident
                ORDER BY sharp DESC, count(*) DESC, date_start) AS place FROM told GROUP BY incident, sharp, date_start)
        SELECT d.incident FROM days d JOIN asked a ON a.incident = d.incident WHERE d.place = 1
        ORDER BY d.date_start NULLS LAST, d.incident"""
    names = store.database.fetch(sql, [dispatches, *parameters])["incident"].to_pylist()
    for start in range(0, len(names), PAGE):
        yield from _read(store, names[start : start + PAGE])


def tellings(store: Store, names: Sequence[str]) -> dict[str, list[Telling]]:
    """What each of the incidents is made of, by incident."""
    members: defaultdict[str, list[Telling]] = defaultdict(list)
    for row in store.database.fetch(_TELLINGS, [list(names)]).to_pylist():
        members[row["incident"]].append(_telling(row))
    return members


def incident(store: Store, name: str) -> Incident:
    """The incident of an id, the beginning of one, or the id of one of its events.

    An id that another incident has taken in leads there. Raises DecisionError where nothing, or more than one, answers.
    """
    (found,) = _read(store, [incident_id(store, name)])
    return found


def incident_id(store: Store, name: str) -> str:
    """The id that ``incident`` would read."""
    if ":" in name:
        found = list(Kept(store.database).incidents_of([name]).values())
    else:
        sql = "SELECT DISTINCT incident FROM incident_records WHERE starts_with(incident, CAST($1 AS text)) ORDER BY incident LIMIT 4"
        found = store.database.fetch(sql, [name])["incident"].to_pylist() or _taken_in(store, name)
    if not found:
        raise DecisionError(f"no incident {name!r}; recoupe incidents {store.name} lists them")
    if len(found) > 1:
        raise DecisionError(
            f"{name!r} may be {', '.join(found[:3])}{' …' if len(found) > 3 else ''}; give more of the id"
        )
    return str(found[0])


def _taken_in(store: Store, name: str) -> list[str]:
    """Where the record lies that once gave its incident this id."""
    if len(name) != len(PREFIX) + DIGITS:
        return []
    rows = store.database.fetch("SELECT event_id, incident FROM incident_records")
    pairs = zip(rows["event_id"].to_pylist(), rows["incident"].to_pylist(), strict=True)
    return [found for event, found in pairs if founded_by(event) == name]


def _read(store: Store, names: Sequence[str]) -> Iterator[Incident]:
    """The incidents of the ids, in their order."""
    checked, members = _confirmed(store), tellings(store, names)
    for name in names:
        yield build(name, members[name], confirmed=any(one.event_id in checked for one in members[name]))


def _confirmed(store: Store) -> set[str]:
    return {event for one in Kept(store.database).decisions() if one.action == "confirm" for event in one.stays}


def _telling(row: dict[str, Any]) -> Telling:
    dispatch = Dispatch(**{name: row[name] for name in ("id", "title", "text", "publisher", "url", "published")})
    return Telling(row["event_id"], row["key"], dispatch, row["coded_published"], row["copy_of"], event_from(row))
