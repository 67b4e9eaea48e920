"""A place as a dispatch names it, and distances between points."""

from __future__ import annotations

import math
from dataclasses import dataclass

from recoupe.records import PlacePrecision, Span

KM_PER_DEGREE = 111.2
TOLD = ", told by its unit"
"""The end of the rule of a mention whose unit stands right behind it ("Paris, Texas"): nothing is left to be chosen."""


@dataclass(frozen=True)
class PlaceMention:
    """A place named in the text. ``rule`` says how it was resolved; ``country`` may be None for seas and regions."""

    span: Span
    text: str
    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: PlacePrecision
    rule: str


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points, near enough for choosing between namesakes."""
    across = (other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return KM_PER_DEGREE * math.hypot(other_lat - lat, across)


def offset(lat: float, lon: float, distance: float, step: tuple[float, float]) -> tuple[float, float]:
    """The point ``distance`` kilometres away in the direction ``step`` (north, east)."""
    length = math.hypot(*step) or 1.0
    north, east = (distance * part / length / KM_PER_DEGREE for part in step)
    return round(lat + north, 3), round(lon + east / max(0.1, math.cos(math.radians(lat))), 3)
