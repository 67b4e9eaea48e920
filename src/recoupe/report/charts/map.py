"""The map: outlines, spots as exact as they are known, names where there is room, and a scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from recoupe.report.charts.labels import Label, labelled
from recoupe.report.charts.look import BORDER, INK, LAND, LETTER, MUTED, SURFACE, colour, data, drawn
from recoupe.report.ground import Frame, Ground, Spot, frame_around, outlines
from recoupe.report.ground.frame import circle
from recoupe.report.safe import shortened
from recoupe.report.wording import count, spot_words

_SMALLEST, _LARGEST = 60, 900
"""Square pixels of a spot of one case, and of one of most cases."""
_AROUND = 160
_CONTEXT = 4.0
_LEAST = 2.0
"""A country is shown whole if it is at most so many times as wide as its spots, or as so many degrees."""
_TINT = "var(--tint)"
Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


def map_chart(ground: Ground, width: int, anchor: Callable[[Spot], str | None]) -> str:
    """The map, ``width`` pixels wide; a spot links to ``anchor`` of it, where that is not None."""
    frame = frame_around(_boxes(ground), width, tallest=round(width * (1.1 if width < 500 else 0.62)))
    layers = [_land(frame, {code for code, _ in ground.countries})]
    layers += [_rings(frame, ground.spots, anchor)] if any(spot.exactness == "within" for spot in ground.spots) else []
    layers += [_points(frame, ground.spots, anchor)] if any(spot.exactness != "within" for spot in ground.spots) else []
    layers += _names(frame, ground.spots)
    layers += _scale_bar(frame)
    chart = alt.layer(*layers).properties(width=frame.width, height=frame.height)
    drawn_cases = sum(len(spot.cases) for spot in ground.spots)
    says = f"Map of {count(drawn_cases, 'event')} at {count(len(ground.spots), 'place')}"
    return drawn(chart, f"map-{width}", says, (0, 0, 0, 0))


def _boxes(ground: Ground) -> list[Box]:
    """What must be seen: every spot with its reach, the countries known by name alone, and those of the spots that are
    not many times as large as what lies in them."""
    boxes = [_box(circle(spot.lat, spot.lon, max(spot.kilometres, 30.0))) for spot in ground.spots]
    alone, told = {code for code, _ in ground.countries}, {spot.country for spot in ground.spots}
    whole = _around(boxes) if boxes else None
    for one in outlines():
        box = _box(max(one.rings, key=len))
        if one.code in alone or (one.code in told and whole and _wide(box) <= _CONTEXT * max(_wide(whole), _LEAST)):
            boxes.append(box)
    return boxes


def _around(boxes: Sequence[Box]) -> Box:
    """The box that holds all of them."""
    return _box([(x, y) for west, south, east, north in boxes for x, y in ((west, south), (east, north))])


def _wide(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _box(points: Sequence[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _shape(ring: Sequence[tuple[float, float]], **values: Any) -> dict[str, Any]:
    closed = [[x, y] for x, y in (*ring, ring[0])]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [closed]}, **values}


def _land(frame: Frame, tinted: set[str]) -> alt.Chart:
    """The countries; those with cases known by country alone are tinted, and lie below so that enclaves show."""
    shapes = [
        _shape(ring, fill=_TINT if one.code in tinted else LAND)
        for one in sorted(outlines(), key=lambda one: one.code not in tinted)
        for points in one.rings
        if (ring := frame.ring(points))
    ]
    return _plane(
        alt.Chart(alt.InlineData(values=shapes)).mark_geoshape(stroke=BORDER, strokeWidth=0.7, clip=True)
    ).encode(fill=alt.Fill("fill:N").scale(None).legend(None))


def _rings(frame: Frame, spots: Sequence[Spot], anchor: Callable[[Spot], str | None]) -> alt.Chart:
    """Districts and provinces: a dashed circle that holds them, and no pin."""
    shapes = [
        _shape(ring, fill=colour(spot.family), says=spot_words(spot), href=anchor(spot) or "")
        for spot in spots
        if spot.exactness == "within" and (ring := frame.ring(circle(spot.lat, spot.lon, spot.kilometres)))
    ]
    mark = alt.Chart(alt.InlineData(values=shapes)).mark_geoshape(
        fillOpacity=0.14, strokeWidth=1.2, strokeDash=[4, 3], clip=True
    )
    return _plane(mark).encode(
        fill=alt.Fill("fill:N").scale(None).legend(None), stroke=alt.Stroke("fill:N").scale(None).legend(None),
        description="says:N", href="href:N",
    )  # fmt: skip


def _plane(chart: alt.Chart) -> alt.Chart:
    """Shapes that are in pixels already."""
    return chart.project(type="identity", scale=1, translate=[0, 0])


def _points(frame: Frame, spots: Sequence[Spot], anchor: Callable[[Spot], str | None]) -> alt.Chart:
    """Towns and sites filled, the larger the more cases; a hollow diamond for an area of unknown bounds."""
    most = _most(spots)
    rows = []
    for spot in spots:
        if spot.exactness != "within":
            x, y = frame.at(spot.lon, spot.lat)
            exact = spot.exactness == "point"
            rows.append({
                "x": x, "y": y, "size": _size(len(spot.cases), most) if exact else _AROUND,
                "shape": "circle" if exact else "diamond", "fill": colour(spot.family) if exact else SURFACE,
                "stroke": SURFACE if exact else colour(spot.family), "says": spot_words(spot), "href": anchor(spot) or "",
            })  # fmt: skip
    mark: alt.Chart = alt.Chart(data(rows)).mark_point(opacity=0.9, strokeWidth=1.2)
    placed: alt.Chart = mark.encode(
        x=_pixels("x", frame.width), y=_pixels("y", frame.height), size=alt.Size("size:Q").scale(None).legend(None),
        shape=alt.Shape("shape:N").scale(None).legend(None), fill=alt.Fill("fill:N").scale(None).legend(None),
        stroke=alt.Stroke("stroke:N").scale(None).legend(None), description="says:N", href="href:N",
    )  # fmt: skip
    return placed


def _most(spots: Sequence[Spot]) -> int:
    return max((len(spot.cases) for spot in spots if spot.exactness == "point"), default=1)


def _size(cases: int, most: int) -> float:
    """Square pixels, in proportion to the cases from the smallest on."""
    return _SMALLEST + (_LARGEST - _SMALLEST) * (cases - 1) / max(20, most - 1)


def _pixels(field: str, length: int) -> Any:
    """A field that is in pixels already, across (x) or down (y)."""
    channel = alt.X if field.startswith("x") else alt.Y
    return channel(f"{field}:Q").scale(domain=[0, length], range=[0, length]).axis(None)


def _names(frame: Frame, spots: Sequence[Spot]) -> list[alt.Chart]:
    """Countries in grey, then the spots of most cases, as far as names do not run into each other."""
    wanted: list[Label] = []
    most = _most(spots)
    for spot in spots:
        x, y = frame.at(spot.lon, spot.lat)
        radius = math.sqrt(_size(len(spot.cases), most) / math.pi)
        above = {"point": radius + 8, "around": 15, "within": 0}[spot.exactness]
        wanted.append((x, y - above, shortened(spot.name, 28), False))
    wanted += _country_names(frame, {spot.country for spot in spots})
    placed = labelled(frame, wanted, frame.width // 40)
    layers = []
    for country in (True, False):
        rows = [{"x": x, "y": y, "name": name} for x, y, name, is_country in placed if is_country == country]
        if rows:
            text = alt.Chart(data(rows)).mark_text(
                fill=MUTED if country else INK, fontSize=11 if country else 12, fontStyle="italic" if country else "normal",
                stroke=None,
            )  # fmt: skip
            layers.append(text.encode(x=_pixels("x", frame.width), y=_pixels("y", frame.height), text="name:N"))
    return layers


def _country_names(frame: Frame, told: set[str | None]) -> list[Label]:
    """The countries that are wide enough on the map for their names: those of spots first, then the larger."""
    sized = []
    for one in outlines():
        west, _, east, _ = _box(max(one.rings, key=len))
        across = (east - west) * frame.at(1.0, 0.0)[0] - (east - west) * frame.at(0.0, 0.0)[0]
        if one.code in told or across > len(one.name) * LETTER * 0.7:
            sized.append((one.code not in told, -across, (*frame.at(*one.label), one.name, True)))
    return [label for *_, label in sorted(sized)]


def _scale_bar(frame: Frame) -> list[alt.Chart]:
    """A round number of kilometres, at the lower left; true in the middle of the map."""
    room = frame.kilometres(frame.width / 4)
    power = 10 ** math.floor(math.log10(room))
    length = next(step * power for step in (5, 2, 1) if step * power <= room)
    pixels = length / frame.kilometres(1)
    row = [{"x": 12, "x2": 12 + pixels, "y": frame.height - 12, "label": f"{length:,.0f} km"}]
    base = alt.Chart(data(row)).encode(x=_pixels("x", frame.width), y=_pixels("y", frame.height))
    return [
        base.mark_rule(stroke=INK, strokeWidth=2).encode(x2="x2"),
        base.mark_text(align="left", dy=-9, fontSize=11).encode(text="label:N"),
    ]
