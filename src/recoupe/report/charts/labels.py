"""Names on a map that do not run into each other."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.report.charts.look import LETTER
from recoupe.report.ground import Frame

_HIGH = 14

Label = tuple[float, float, str, bool]
"""Middle in pixels, name, and whether it is a country's."""


def labelled(frame: Frame, wanted: Iterable[Label], most: int) -> list[Label]:
    """As many of the names as there is room for in the frame, ``most`` of either kind; those that come first go first."""
    placed: list[Label] = []
    counts = {True: 0, False: 0}
    for label in wanted:
        x, y, name, country = label
        half = len(name) * LETTER / 2
        inside = frame.holds(x - half, y - _HIGH / 2) and frame.holds(x + half, y + _HIGH / 2)
        if inside and counts[country] < most and not any(_meet(label, other) for other in placed):
            placed.append(label)
            counts[country] += 1
    return placed


def _meet(one: Label, other: Label) -> bool:
    across = (len(one[2]) + len(other[2])) * LETTER / 2
    return abs(one[0] - other[0]) < across and abs(one[1] - other[1]) < _HIGH
