"""Cases by day, week, month or year, as the length of the period asks; none at a day more exact than is known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recoupe.records import DateSpan
from recoupe.report.cases import Case

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_LONGEST = {"day": 62, "week": 62 * 7, "month": 62 * 31}
"""Days of a period up to which it is shown by day, week, month."""
_STRAGGLERS = 0.02
"""This share of the earliest cases may be left off, where the rest then fill less than half the period."""


@dataclass(frozen=True)
class Bar:
    """``cases`` of one family between two days: first day, and the day after the last."""

    start: dt.date
    end: dt.date
    family: str
    cases: int


@dataclass(frozen=True)
class Calendar:
    """The bars in order of day and family. Of the cases left off: ``earlier`` lie before it, ``coarse`` have dates wider
    than a bar, ``undated`` have none."""

    unit: Unit
    bars: tuple[Bar, ...]
    earlier: int
    coarse: int
    undated: int


def calendar(cases: Sequence[Case]) -> Calendar:
    """The cases that took place, by the unit that suits their period."""
    dated = [(case, date) for case in cases if case.occurred and (date := case.event.date) is not None]
    undated = sum(case.occurred for case in cases) - len(dated)
    first = _first([date.start for _, date in dated])
    within = [(case, date) for case, date in dated if first and date.start >= first]
    unit = _unit([date.start for _, date in within])
    placed = [(case, date) for case, date in within if _fits(date, unit)]
    counts = Counter((_begin(date.start, unit), case.family) for case, date in placed)
    bars = tuple(Bar(start, _after(start, unit), family, count) for (start, family), count in sorted(counts.items()))
    return Calendar(unit, bars, len(dated) - len(within), len(within) - len(placed), undated)


def _first(days: Sequence[dt.date]) -> dt.date | None:
    """The first day to show: the earliest, or a later one where a few stragglers take up half the period."""
    ordered = sorted(days)
    if not ordered:
        return None
    kept = ordered[int(len(ordered) * _STRAGGLERS)]
    return kept if (ordered[-1] - kept).days * 2 < (ordered[-1] - ordered[0]).days else ordered[0]


def _unit(days: Sequence[dt.date]) -> Unit:
    length = (max(days) - min(days)).days if days else 0
    return next((unit for unit in UNITS[:3] if length <= _LONGEST[unit]), "year")


def _fits(date: DateSpan, unit: Unit) -> bool:
    """Whether it is known as exactly as the bar says; what lasts several days counts on its first."""
    precise = date.precision if date.precision in UNITS else "year"
    return UNITS.index(precise) <= UNITS.index(unit) and date.precision != "unknown"


def _begin(day: dt.date, unit: Unit) -> dt.date:
    """The first day of the bar; weeks begin on Monday (ISO 8601)."""
    if unit == "week":
        return dt.date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return day.replace(day=1 if unit != "day" else day.day, month=1 if unit == "year" else day.month)


def _after(start: dt.date, unit: Unit) -> dt.date:
    """The first day after the bar, or the last that there is."""
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
    if start > dt.date.max - dt.timedelta(days):
        return dt.date.max
    after = start + dt.timedelta(days)
    return after if unit in ("day", "week") else _begin(after, unit)
