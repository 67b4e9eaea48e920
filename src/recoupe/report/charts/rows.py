"""Horizontal rows with a label above each: room for long names on narrow screens."""

from __future__ import annotations

import altair as alt

from recoupe.report.charts.look import LETTER

ROW = 38
"""Pixels of a row."""
BAR = 27
"""Pixels from a row's top to the middle of its bar."""
LABEL = 12
"""Pixels from a row's top to the middle of its label."""
SIDE = 8


def y(field: str, rows: int) -> alt.Y:
    """A field in pixels from the top."""
    return alt.Y(f"{field}:Q").scale(domain=[0, max(1, rows) * ROW], range=[0, max(1, rows) * ROW]).axis(None)


def letters(width: float) -> int:
    """How many letters ``width`` pixels hold."""
    return max(8, int(width / LETTER))
