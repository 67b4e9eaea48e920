"""The most active parties: in how many cases each acts, and in how many it is the target."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from recoupe.report.charts.look import MUTED, data, drawn
from recoupe.report.charts.rows import BAR, LABEL, ROW, SIDE, letters, y
from recoupe.report.counting import ActorRow
from recoupe.report.safe import shortened
from recoupe.report.wording import number

_NUMBERS = 110
"""Pixels at the right for the numbers."""


def actors_chart(actors: Sequence[ActorRow], width: int) -> str:
    """A bar a party, its name above; ``width`` pixels in all."""
    inner = width - 2 * SIDE
    whole = max((row.acting + row.targeted for row in actors), default=1)
    bars, labels = [], []
    for place, row in enumerate(actors):
        name = shortened(row.name, letters(inner))
        middle = place * ROW + BAR
        ends = (0, row.acting, row.acting + row.targeted)
        for role, start, end in (("acting", ends[0], ends[1]), ("targeted", ends[1], ends[2])):
            if end > start:
                says = f"{name}: {'acts in' if role == 'acting' else 'target in'} {number(end - start)}"
                bars.append({"y": middle, "start": start, "end": end, "fill": f"var(--{role})", "says": says})
        labels.append(
            {"y": place * ROW + LABEL, "middle": middle, "end": ends[2], "name": name, "numbers": _numbers(row)}
        )
    x = alt.Scale(domain=[0, whole], range=[0, inner - _NUMBERS])
    rows = len(actors)
    bar = alt.Chart(data(bars)).mark_bar(height=11).encode(
        x=alt.X("start:Q", scale=x).axis(None), x2="end", y=y("y", rows), fill=alt.Fill("fill:N").scale(None).legend(None),
        description="says:N",
    )  # fmt: skip
    text = alt.Chart(data(labels))
    name_mark = text.mark_text(align="left", baseline="middle").encode(x=alt.value(0), y=y("y", rows), text="name:N")
    numbers = text.mark_text(align="left", baseline="middle", dx=6, fill=MUTED).encode(
        x=alt.X("end:Q", scale=x).axis(None), y=y("middle", rows), text="numbers:N"
    )
    chart = alt.layer(bar, name_mark, numbers).properties(width=inner, height=max(1, rows) * ROW)
    return drawn(chart, f"actors-{width}", f"The {number(rows)} most active parties", (SIDE, 0, SIDE, 0))


def _numbers(row: ActorRow) -> str:
    return f"{number(row.acting)} acts, {number(row.targeted)} target"
