"""A map's frame: Mercator's projection, fitted to what is to be seen, in pixels from its upper left corner."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
_FARTHEST = 84.0
"""Degrees of latitude up to which Mercator's map is drawn."""
_KM_PER_DEGREE = 111.195
_LEAST_DEGREES = 4.0
_ROOM = 0.12
_MARGIN = 6.0
_STEPS = 48
_NEAR = 1.4
"""Pixels between the points of an outline; what is smaller than that is not drawn."""


@dataclass(frozen=True)
class Frame:
    """``width`` by ``height`` pixels that show a part of the world; ``scale`` pixels a radian, from ``left`` and ``top``."""

    width: int
    height: int
    scale: float
    left: float
    top: float

    def at(self, lon: float, lat: float) -> Point:
        """Where a point in WGS 84 degrees lies, in pixels."""
        x, y = _projected(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """Whether a pixel lies in the frame."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def kilometres(self, pixels: float) -> float:
        """How many kilometres ``pixels`` are, in the middle of the frame."""
        middle = math.atan(math.sinh(self.top - self.height / 2 / self.scale))
        return pixels / self.scale * math.cos(middle) * math.degrees(1) * _KM_PER_DEGREE

    def ring(self, points: Sequence[Point]) -> list[Point]:
        """A ring of degrees in pixels, cut to a little more than the frame and thinned; empty where none of it is seen."""
        drawn = _clipped([self.at(*point) for point in points], self.width, self.height)
        thin: list[Point] = []
        for x, y in drawn:
            if not thin or math.hypot(x - thin[-1][0], y - thin[-1][1]) >= _NEAR:
                thin.append((x, y))
        return [(round(x, 1), round(y, 1)) for x, y in thin] if len(thin) > 2 else []


def frame_around(boxes: Iterable[tuple[float, float, float, float]], width: int, tallest: int) -> Frame:
    """A frame that holds boxes of (west, south, east, north) degrees with some room, never narrower than 4 degrees."""
    found = list(boxes) or [(-180.0, -60.0, 180.0, 75.0)]
    west, south = min(box[0] for box in found), min(box[1] for box in found)
    east, north = max(box[2] for box in found), max(box[3] for box in found)
    x0, y0 = _projected(west, south)
    x1, y1 = _projected(east, north)
    across = max((x1 - x0) * (1 + 2 * _ROOM), math.radians(_LEAST_DEGREES))
    up = max((y1 - y0) * (1 + 2 * _ROOM), math.radians(_LEAST_DEGREES) / 2)
    height = round(min(tallest, max(width * 0.45, width * up / across)))
    scale = min(width / across, height / up)
    return Frame(width, height, scale, (x0 + x1 - width / scale) / 2, (y0 + y1 + height / scale) / 2)


def circle(lat: float, lon: float, kilometres: float) -> list[Point]:
    """A circle on the ground as (longitude, latitude), closed."""
    up = kilometres / _KM_PER_DEGREE
    across = up / max(0.05, math.cos(math.radians(lat)))
    angles = [2 * math.pi * step / _STEPS for step in range(_STEPS + 1)]
    return [(lon + across * math.cos(angle), lat + up * math.sin(angle)) for angle in angles]


def _projected(lon: float, lat: float) -> Point:
    """Mercator's x and y in radians (Snyder 1987, Map Projections: A Working Manual, p. 41)."""
    phi = math.radians(max(-_FARTHEST, min(_FARTHEST, lat)))
    return math.radians(lon), math.asinh(math.tan(phi))


def _clipped(ring: list[Point], width: int, height: int) -> list[Point]:
    """Sutherland and Hodgman's clipping to the frame and its margin."""
    for axis, limit, sign in (
        (0, -_MARGIN, 1), (0, width + _MARGIN, -1), (1, -_MARGIN, 1), (1, height + _MARGIN, -1),
    ):  # fmt: skip
        out: list[Point] = []
        for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
            if a_in:
                out.append(a)
            if a_in != b_in:
                part = (limit - a[axis]) / (b[axis] - a[axis])
                out.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
        ring = out
    return ring
