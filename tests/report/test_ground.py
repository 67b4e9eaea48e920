"""The map's ground: how exactly a place is drawn, and the frame."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import GAO, cases, event

from recoupe.report.ground import country_name, frame_around, ground, outlines
from recoupe.report.ground.frame import circle

KIDAL = GAO.model_copy(update={"name": "Kidal", "precision": "province", "geonameid": None, "lat": 18.4, "lon": 1.4})


@pytest.mark.parametrize(
    ("change", "exactness"),
    [({"precision": "site"}, "point"), ({"precision": "town"}, "point"), ({"precision": "area"}, "around")],
)
def test_exactness(change: dict[str, Any], exactness: str) -> None:
    (spot,) = ground(cases(event(place=GAO.model_copy(update=change)))).spots
    assert (spot.exactness, spot.kilometres) == (exactness, 0.0)


@pytest.mark.parametrize("precision", ["district", "province"])
def test_a_unit_is_a_circle_and_no_pin(precision: str) -> None:
    (spot,) = ground(cases(event(place=KIDAL.model_copy(update={"precision": precision})))).spots
    assert (spot.exactness, spot.kilometres) == ("within", 100.0)


def test_a_unit_of_the_gazetteer_reaches_as_far_as_its_towns() -> None:
    gao_region = GAO.model_copy(update={"precision": "province"})
    (spot,) = ground(cases(event(place=gao_region))).spots
    assert spot.exactness == "within"
    assert 20 < spot.kilometres < 500
    assert spot.kilometres != 100.0


def test_what_the_map_cannot_show_is_counted() -> None:
    country = GAO.model_copy(update={"precision": "country"})
    lost = GAO.model_copy(update={"lat": None, "lon": None})
    found = ground(cases(event(place=country), event(place=country), event(place=lost), event(place=None)))
    assert (found.spots, found.countries, found.unknown, found.nowhere) == ((), (("ML", 2),), 1, 1)


def test_cases_of_one_place_are_one_spot() -> None:
    (spot,) = ground(cases(event(), event(), event(type="riot.mob"), event(status="planned"))).spots
    assert (len(spot.cases), spot.family) == (3, "several")


@pytest.mark.parametrize(("code", "name"), [("ML", "Mali"), ("XK", "Kosovo"), (None, "no country known"), ("QQ", "QQ")])
def test_country_names(code: str | None, name: str) -> None:
    assert country_name(code) == name


def test_outlines_lie_on_the_globe_and_hold_their_towns() -> None:
    # Beyond 180 a country goes on across the meridian.
    assert all(-540 < x < 540 and -90 <= y <= 90 for one in outlines() for ring in one.rings for x, y in ring)
    (mali,) = (one for one in outlines() if one.code == "ML")
    across, up = zip(*mali.rings[0], strict=True)
    assert min(across) < GAO.lon < max(across)
    assert min(up) < GAO.lat < max(up)


def inside(point: tuple[float, float], ring: tuple[tuple[float, float], ...]) -> bool:
    x, y = point
    edges = zip(ring, (*ring[1:], ring[0]), strict=True)
    return (
        sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in edges) % 2
        == 1
    )


@pytest.mark.parametrize("code", ["IL", "PS", "ML", "HR", "VN", "SO", "HT", "CD", "UA"])
def test_a_country_s_name_lies_in_the_country_and_in_no_other(code: str) -> None:
    (label,) = (one.label for one in outlines() if one.code == code)
    assert {one.code for one in outlines() for ring in one.rings if inside(label, ring)} == {code}


BOXES = st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 40), st.floats(0, 40)).map(
    lambda box: (box[0], box[1], min(180.0, box[0] + box[2]), min(90.0, box[1] + box[3]))
)


@given(st.lists(BOXES, max_size=4), st.sampled_from([340, 940]))
def test_a_frame_holds_what_it_was_made_for(boxes: list[tuple[float, float, float, float]], width: int) -> None:
    frame = frame_around(boxes, width, 600)
    assert 0 < frame.height <= 600
    assert all(
        frame.holds(*frame.at(x, y)) for west, south, east, north in boxes for x, y in ((west, south), (east, north))
    )


@given(BOXES, st.floats(-80, 80), st.floats(-180, 180), st.floats(1, 900))
def test_a_ring_is_cut_to_the_frame(
    box: tuple[float, float, float, float], lat: float, lon: float, radius: float
) -> None:
    frame = frame_around([box], 340, 300)
    for x, y in frame.ring(circle(lat, lon, radius)):
        assert -7 <= x <= frame.width + 7
        assert -7 <= y <= frame.height + 7


def test_a_kilometre_is_a_kilometre() -> None:
    frame = frame_around([(-5.0, 14.0, 5.0, 19.0)], 940, 600)
    (x0, _), (x1, _) = frame.at(0.0, 16.5), frame.at(1.0, 16.5)
    assert frame.kilometres(x1 - x0) == pytest.approx(106.6, abs=1.5)


def test_no_outline_crosses_the_whole_map() -> None:
    steps = [abs(b[0] - a[0]) for one in outlines() for ring in one.rings for a, b in pairwise(ring)]
    assert max(steps) <= 180
