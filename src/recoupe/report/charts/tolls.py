"""People killed by kind of event: low, best and high, and where nothing bounds the figure from above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from recoupe.report.charts.look import INK, MUTED, colour, data, drawn
from recoupe.report.charts.rows import BAR, LABEL, ROW, SIDE, letters, y
from recoupe.report.counting import TollRow
from recoupe.report.safe import shortened
from recoupe.report.wording import number, toll_words

_ROOM = 28
"""Pixels at the right for the arrow of what is open above."""


def tolls_chart(rows: Sequence[TollRow], width: int) -> str:
    """A line from low to high with a tick at best, an arrow where it is open above; ``width`` pixels in all."""
    inner = width - 2 * SIDE
    most = max((row.toll.high for row in rows), default=1) or 1
    x = alt.Scale(domain=[0, inner], range=[0, inner])
    drawn_rows = [_row(place, row, inner, most) for place, row in enumerate(rows)]
    base = alt.Chart(data(drawn_rows))
    where, fill = y("middle", len(rows)), alt.Fill("fill:N").scale(None).legend(None)
    stroke = alt.Stroke("fill:N").scale(None).legend(None)
    to_low = base.mark_bar(height=11, opacity=0.85).encode(
        x=alt.X("zero:Q", scale=x).axis(None), x2="low", y=where, fill=fill
    )
    to_high = base.mark_bar(height=11, opacity=0.4).encode(
        x=alt.X("low:Q", scale=x).axis(None), x2="high", y=where, fill=fill, description="says:N"
    )
    best = base.mark_tick(thickness=2, height=19, stroke=INK, fill=INK).encode(
        x=alt.X("best:Q", scale=x).axis(None), y=where
    )
    arrow = (
        alt.Chart(data([row for row in drawn_rows if row["open"]]))
        .mark_point(shape="triangle-right", size=70, filled=True, xOffset=9)
        .encode(x=alt.X("high:Q", scale=x).axis(None), y=where, fill=fill, stroke=stroke)
    )
    name = base.mark_text(align="left", baseline="middle").encode(x=alt.value(0), y=y("y", len(rows)), text="name:N")
    figure = base.mark_text(align="right", baseline="middle", fill=MUTED).encode(
        x=alt.value(inner), y=y("y", len(rows)), text="words:N"
    )
    chart = alt.layer(to_low, to_high, arrow, best, name, figure).properties(
        width=inner, height=max(1, len(rows)) * ROW
    )
    return drawn(chart, f"tolls-{width}", "People killed, by kind of event", (SIDE, 0, SIDE, 0))


def _row(place: int, row: TollRow, inner: int, most: int) -> dict[str, Any]:
    """A row with its figures in pixels: divided as whole numbers, which no toll is too large for."""
    words = f"{toll_words(row.toll)}  in {number(row.cases)}"
    name = shortened(row.label, letters(inner) - len(words) - 2)
    low, best, high = (figure * (inner - _ROOM) / most for figure in (row.toll.low, row.toll.best, row.toll.high))
    return {
        "y": place * ROW + LABEL, "middle": place * ROW + BAR, "name": name, "words": words, "zero": 0, "low": low,
        "best": best, "high": high, "open": row.toll.open_above, "fill": colour(row.label), "says": f"{name}: {words}",
    }  # fmt: skip
