"""How many cases there were when, by kind of event."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import altair as alt

from recoupe.report.calendar import Calendar
from recoupe.report.charts.look import FAMILIES, SURFACE, colour, data, drawn
from recoupe.report.wording import day_or_days, number

_FORMATS = {"day": "%-d %b %Y", "week": "%-d %b %Y", "month": "%b %Y", "year": "%Y"}
_HEIGHT = 190
_LEFT, _TOP, _RIGHT, _BOTTOM = 40, 12, 16, 28
_TICK = 84
"""Pixels between days on the axis."""


def timeline_chart(calendar: Calendar, width: int) -> str:
    """Stacked bars, ``width`` pixels with the axes; a bar's tooltip gives its days, kind and number."""
    rows = _stacked(calendar)
    inner = width - _LEFT - _RIGHT
    most = int(max((row["high"] for row in rows), default=1))
    axis = alt.Axis(
        title=None, grid=False, format=_FORMATS[calendar.unit], tickCount=max(2, inner // _TICK), labelOverlap="greedy",
        labelBound=True,
    )  # fmt: skip
    chart = (
        alt.Chart(data(rows))
        .mark_rect(stroke=SURFACE, strokeWidth=0.5)
        .encode(
            x=alt.X("start:T", axis=axis).scale(type="utc", nice=False),
            x2="end",
            y=alt.Y("low:Q")
            .axis(title=None, tickCount=min(5, most), format=",d", domain=False)
            .scale(domain=[0, most]),
            y2="high",
            fill=alt.Fill("fill:N").scale(None).legend(None),
            description="says:N",
        )
        .properties(width=inner, height=_HEIGHT)
    )
    says = f"Events by {calendar.unit}, {number(sum(bar.cases for bar in calendar.bars))} in all"
    return drawn(chart, f"timeline-{width}", says, (_LEFT, _TOP, _RIGHT, _BOTTOM))


def _moment(day: dt.date) -> int:
    """Milliseconds of the day's beginning in UTC since 1970."""
    return (day.toordinal() - dt.date(1970, 1, 1).toordinal()) * 86_400_000


def _stacked(calendar: Calendar) -> list[dict[str, Any]]:
    """A rectangle for each bar, on top of those of the same days in the order of the families."""
    heights: Counter[dt.date] = Counter()
    rows = []
    for bar in sorted(calendar.bars, key=lambda bar: (bar.start, FAMILIES.index(bar.family))):
        low = heights[bar.start]
        heights[bar.start] += bar.cases
        says = f"{day_or_days(bar.start, bar.end)}: {bar.family} {number(bar.cases)}"
        rows.append({
            "start": _moment(bar.start), "end": _moment(bar.end), "low": low, "high": heights[bar.start],
            "fill": colour(bar.family), "says": says,
        })  # fmt: skip
    return rows
