"""What the map shows: cells of about MESH pixels, each with its events counted; never a row an event.

What is told to a town or a site is a point. A district, province or area is not: it keeps apart, with its reach, so that the
page can draw a circle for it. A country is a third kind, drawn as neither.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Literal

from recoupe.desk.asked import Asked, Box
from recoupe.desk.queries.rows import FAMILY
from recoupe.store import Store

Grain = Literal["point", "zone", "country"]
MESH = 56
"""Pixels that a cell is wide, about; the marks of two cells do not cover each other."""
TILE = 256
"""Pixels of the world at zoom 0."""
REACH_KM = {"district": 40, "area": 100, "province": 150}
"""How far a unit reaches from its point, about: what the linker takes it to be (``incidents.facts``)."""
MOST = 4000
"""Rows read at most."""

_GRAIN = """CASE WHEN e.place_precision IN ('site', 'town') THEN 'point' WHEN e.place_precision = 'country' THEN 'country'
    ELSE 'zone' END"""


@dataclass(frozen=True)
class Cell:
    """One mark of the map: where it lies, how many events, by family, the least that they killed, and of how many places.

    ``place``, ``precision`` and ``reach`` (kilometres) are given where all its events have one place.
    """

    grain: Grain
    lat: float
    lon: float
    events: int
    killed: int
    families: dict[str, int]
    places: int
    place: str | None = None
    country: str | None = None
    precision: str | None = None
    reach: int = 0


def cells(
    store: Store, asked: Asked, zoom: int, *, view: Box | None = None, incidents: bool = False
) -> tuple[Cell, ...]:
    """The cells at a zoom of the map (0 to 18) within a view of it, largest first.

    ``incidents`` counts an incident once, by one of its sharpest records.
    """
    box = _within(asked.box, view)
    if box is not None and (box[0] > box[2] or box[1] > box[3]):
        return ()
    condition, given = replace(asked, box=box).condition()
    step = 360 / (TILE * 2 ** min(max(zoom, 0), 18)) * MESH
    source = _ONE_EACH if incidents else f"SELECT {_NEEDED} FROM standing e WHERE true{{condition}}"
    sql = f"""SELECT {_GRAIN} AS grain, CAST(floor(e.lon / {step!r}) AS bigint) AS x, CAST(floor(e.lat / {step!r}) AS bigint) AS y,
        {FAMILY} AS family, count(*) AS events, CAST(coalesce(sum(e.killed_low), 0) AS bigint) AS killed, sum(e.lat) AS lat, sum(e.lon) AS lon,
        count(DISTINCT e.place) AS places, min(e.place) AS place, max(e.place) AS other, min(e.country) AS country, min(e.place_precision) AS precision
        FROM ({source.format(condition=condition)}) e WHERE e.lat IS NOT NULL AND e.lon IS NOT NULL
        GROUP BY 1, 2, 3, 4 ORDER BY events DESC, 1, 2, 3, 4 LIMIT {MOST}"""
    parts: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in store.database.fetch(sql, given).to_pylist():
        parts[row["grain"], row["x"], row["y"]].append(row)
    return tuple(sorted(map(_cell, parts.values()), key=lambda one: (-one.events, one.lat, one.lon)))


def _within(one: Box | None, other: Box | None) -> Box | None:
    """What two boxes have in common, which may be less than nothing."""
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _cell(rows: list[dict[str, Any]]) -> Cell:
    """The rows of a cell, one a family, as one."""
    events = sum(row["events"] for row in rows)
    one_place = len({name for row in rows for name in (row["place"], row["other"])}) == 1
    precision = rows[0]["precision"] if one_place else None
    return Cell(
        grain=rows[0]["grain"],
        lat=round(sum(row["lat"] for row in rows) / events, 4),
        lon=round(sum(row["lon"] for row in rows) / events, 4),
        events=events,
        killed=sum(row["killed"] for row in rows),
        families={row["family"]: row["events"] for row in rows},
        places=1 if one_place else max(2, *(row["places"] for row in rows)),
        place=rows[0]["place"] if one_place else None,
        country=rows[0]["country"],
        precision=precision,
        reach=REACH_KM.get(precision or "", 0),
    )


_NEEDED = "e.lat, e.lon, e.type, e.place, e.country, e.place_precision, e.killed_low"
_ONE_EACH = f"""SELECT DISTINCT ON (coalesce(r.incident, e.event_id)) {_NEEDED} FROM standing e
    LEFT JOIN incident_records r ON r.event_id = e.event_id WHERE true{{condition}}
    ORDER BY coalesce(r.incident, e.event_id),
        CASE WHEN e.lat IS NULL THEN 3 WHEN e.place_precision IN ('site', 'town') THEN 0 WHEN e.place_precision = 'country' THEN 2 ELSE 1 END,
        e.event_id"""
