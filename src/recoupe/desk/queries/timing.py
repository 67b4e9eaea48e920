"""What the timeline shows: events per day, week, month or year, by family."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from recoupe.desk.asked import Asked
from recoupe.desk.queries.rows import FAMILY
from recoupe.store import Store

Unit = Literal["day", "week", "month", "year"]
BARS = 130
"""Bars at most, so that each stays wide enough to hit."""
_DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.4, "year": 365.2}
_TENTH = 0.02
"""Of the dated events, so many at either end may lie far outside: they are counted, and not drawn, where they would flatten the rest."""


@dataclass(frozen=True)
class Bar:
    """One unit of time: its first day, the events that begin in it by family, and the least that they killed."""

    start: dt.date
    families: dict[str, int]
    killed: int


@dataclass(frozen=True)
class Timeline:
    """The bars, in order; those without an event are left out. ``before`` and ``after`` are events far outside, ``undated`` those without a day."""

    unit: Unit
    first: dt.date | None
    last: dt.date | None
    bars: tuple[Bar, ...]
    before: int
    after: int
    undated: int


def timeline(store: Store, asked: Asked) -> Timeline:
    """The events that pass by the day on which they begin."""
    condition, given = asked.condition()
    first, last, undated = _ends(store, condition, given)
    if first is None or last is None:
        return Timeline("day", None, None, (), 0, 0, undated)
    unit: Unit = next((unit for unit, days in _DAYS.items() if (last - first).days / days <= BARS), "year")
    begins = "e.date_start" if unit == "day" else f"CAST(date_trunc('{unit}', e.date_start) AS date)"
    number = len(given) + 1
    sql = f"""SELECT {begins} AS start, {FAMILY} AS family, count(*) AS events, CAST(coalesce(sum(e.killed_low), 0) AS bigint) AS killed,
        sum(CASE WHEN e.date_start < CAST(${number} AS date) THEN 1 ELSE 0 END) AS early,
        sum(CASE WHEN e.date_start > CAST(${number + 1} AS date) THEN 1 ELSE 0 END) AS late
        FROM standing e WHERE e.date_start IS NOT NULL{condition} GROUP BY 1, 2 ORDER BY 1, 2"""
    bars: dict[dt.date, Bar] = {}
    before = after = 0
    for row in store.database.fetch(sql, [*given, first, last]).to_pylist():
        before, after = before + int(row["early"]), after + int(row["late"])
        drawn = int(row["events"] - row["early"] - row["late"])
        if drawn:
            bar = bars.setdefault(row["start"], Bar(row["start"], {}, 0))
            bars[row["start"]] = Bar(bar.start, {**bar.families, row["family"]: drawn}, bar.killed + row["killed"])
    return Timeline(unit, first, last, tuple(bars.values()), before, after, undated)


def _ends(store: Store, condition: str, given: list[object]) -> tuple[dt.date | None, dt.date | None, int]:
    """First and last day to be drawn, and how many events have none."""
    sql = f"""WITH dated AS (SELECT e.date_start AS day, row_number() OVER (ORDER BY e.date_start) AS n, count(*) OVER () AS total
            FROM standing e WHERE e.date_start IS NOT NULL{condition})
        SELECT min(day) AS first, max(day) AS last, min(CASE WHEN n > total * {_TENTH} THEN day END) AS low,
            max(CASE WHEN n <= total * {1 - _TENTH} THEN day END) AS high,
            (SELECT count(*) FROM standing e WHERE e.date_start IS NULL{condition}) AS undated FROM dated"""
    (row,) = store.database.fetch(sql, given).to_pylist()
    first, last, low, high = row["first"], row["last"], row["low"], row["high"]
    if first and low and high and (last - first).days > max(60, 3 * (high - low).days):
        room = dt.timedelta(days=max(7, (high - low).days // 10))
        first, last = max(first, low - room), min(last, high + room)
    return first, last, int(row["undated"])
