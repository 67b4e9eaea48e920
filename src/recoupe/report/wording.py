"""Counts, tolls, days and spots in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from recoupe.report.cases import Case, Toll
from recoupe.report.ground.outlines import country_name
from recoupe.report.ground.spots import Spot
from recoupe.report.safe import shortened
from recoupe.store import EventFilter


def number(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """``1 event``, ``12 events``."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def toll_words(toll: Toll) -> str:
    """17, 8–12, at least 12, 40–90 or more."""
    if toll.low == toll.high:
        return f"at least {number(toll.low)}" if toll.open_above else number(toll.low)
    return f"{number(toll.low)}–{number(toll.high)}{' or more' if toll.open_above else ''}"


def day_or_days(start: dt.date, after: dt.date) -> str:
    """A day, or the first and the last of several; ``after`` is the day after the last."""
    last = after - dt.timedelta(1)
    return start.isoformat() if last <= start else f"{start.isoformat()} – {last.isoformat()}"


def spot_words(spot: Spot) -> str:
    """``Gao (Mali): 3 events``, and how exactly the place is known."""
    exact = {
        "point": "", "within": f"; somewhere within about {spot.kilometres:,.0f} km", "around": "; an area of unknown bounds",
    }[spot.exactness]  # fmt: skip
    place = f"{shortened(spot.name, 60)} ({country_name(spot.country)})" if spot.country else shortened(spot.name, 60)
    return f"{place}: {count(len(spot.cases), 'event')}{exact}"


def asked_words(where: EventFilter) -> list[str]:
    """What a filter asks for, a phrase for each part; empty where it asks for nothing."""
    phrases = (
        ("from", where.since and where.since.isoformat()),
        ("until", where.until and where.until.isoformat()),
        ("in", where.country and country_name(where.country.upper())),
        ("of type", where.type),
        ("with", where.actor),
    )
    return [f"{word} {shortened(value, 80)}" for word, value in phrases if value]


def period(cases: Sequence[Case]) -> str:
    """The first and the last day of what took place; "" where nothing is dated."""
    dates = [case.event.date for case in cases if case.occurred and case.event.date]
    if not dates:
        return ""
    first, last = min(date.start for date in dates), max(date.end for date in dates)
    return first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
