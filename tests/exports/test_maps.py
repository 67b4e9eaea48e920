"""GeoJSON by RFC 7946, KML by its schema: structure, coordinates, characters."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from export_samples import ACCOUNTS, GAO, TYPES, account, stored
from hypothesis import given

from recoupe.exports import geojson, kml
from recoupe.exports.account import Account, accounts_of
from recoupe.exports.flat import COLUMNS
from recoupe.exports.taking import Rows

SPACE = "{http://www.opengis.net/kml/2.2}"
# The elements of a feature in the order that KML's schema wants.
ORDER = ["name", "description", "TimeSpan", "styleUrl", "ExtendedData", "Point"]


def collection(*accounts: Account) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(geojson.chunks(Rows(accounts))))
    return found


def document(*accounts: Account) -> Element:
    root = fromstring(b"".join(kml.chunks(Rows(accounts))))
    assert root.tag == f"{SPACE}kml" and [child.tag for child in root] == [f"{SPACE}Document"]
    return root[0]


def geojson_faults(found: dict[str, Any]) -> list[str]:
    """What of a feature RFC 7946 forbids."""
    wrong = [name for name in ("type", "geometry", "properties") if name not in found]
    geometry = found.get("geometry")
    if geometry is not None:
        longitude, latitude = geometry["coordinates"]
        if geometry["type"] != "Point" or not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            wrong.append("coordinates")
    if not set(found.get("properties", ())) <= set(COLUMNS):
        wrong.append("properties")
    return wrong


def test_a_feature() -> None:
    (found,) = collection(account())["features"]
    assert geojson_faults(found) == []
    assert found["geometry"] == {"type": "Point", "coordinates": [-0.04472, 16.27167]}
    told = found["properties"]
    assert (told["type"], told["killed_low"], told["date_start"]) == ("battle.clash", 12, "2024-03-01")
    assert "killed_high" not in told and "lat" not in told and told["evidence"].count("[…]") == 1


def test_without_coordinates_the_geometry_is_null() -> None:
    for place in (None, GAO.model_copy(update={"lat": None})):
        (found,) = collection(account(place=place))["features"]
        assert found["geometry"] is None and geojson_faults(found) == []


def test_latitude_before_longitude_is_a_fault() -> None:
    (found,) = collection(account(place=GAO.model_copy(update={"lat": 16.0, "lon": 140.0})))["features"]
    found["geometry"]["coordinates"].reverse()
    assert geojson_faults(found) == ["coordinates"]


@given(ACCOUNTS)
def test_whatever_is_written_is_geojson(one: Account) -> None:
    (found,) = collection(one)["features"]
    assert geojson_faults(found) == []


def test_nothing_is_an_empty_collection() -> None:
    assert collection() == {"type": "FeatureCollection", "features": []}
    assert [child.tag for child in document()] == [f"{SPACE}Style"] * 6


def test_a_placemark() -> None:
    mark = document(account())[-1]
    assert [child.tag.removeprefix(SPACE) for child in mark] == ORDER
    assert mark.findtext(f"{SPACE}name") == "battle.clash, Gao"
    assert mark.findtext(f"{SPACE}Point/{SPACE}coordinates") == "-0.04472,16.27167"
    assert mark.findtext(f"{SPACE}TimeSpan/{SPACE}begin") == "2024-03-01"
    data = {one.get("name"): one.findtext(f"{SPACE}value") for one in mark.iter(f"{SPACE}Data")}
    assert data["killed_low"] == "12" and data["date_inferred"] == "false"


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_style(kind: str) -> None:
    found = document(account(type=kind))
    styles = {f"#{style.get('id')}" for style in found.iter(f"{SPACE}Style")}
    assert found[-1].findtext(f"{SPACE}styleUrl") in styles


def test_the_dispatchs_characters_are_characters() -> None:
    words = 'a<b>&"c]]>\x1b\0\ud83d\uffff'
    (one,) = accounts_of(stored(1, publisher=words, title=words))
    mark = document(one)[-1]
    data = {each.get("name"): each.findtext(f"{SPACE}value") for each in mark.iter(f"{SPACE}Data")}
    assert data["title"] == data["publisher"] == 'a<b>&"c]]>\ufffd\ufffd\ufffd\ufffd'


@given(ACCOUNTS)
def test_whatever_is_written_is_kml(one: Account) -> None:
    mark = document(one)[-1]
    tags = [child.tag.removeprefix(SPACE) for child in mark]
    assert tags == [tag for tag in ORDER if tag in tags] and mark.get("id", "")[0] == "e"
