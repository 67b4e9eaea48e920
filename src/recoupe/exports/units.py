"""The first and second administrative unit in which a place lies, by the gazetteer."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.places.gazetteer import open_gazetteer
from recoupe.places.units import province_at, province_of
from recoupe.records import Place


class Units(NamedTuple):
    """Names of the ADM1 and ADM2 units; empty where the gazetteer does not tell."""

    adm1: str = ""
    adm2: str = ""


def units(place: Place | None) -> Units:
    """The units of a place. A district tells its own name as ADM2; for a town the gazetteer knows its ADM1 alone.

    A place that the gazetteer lacks lies in the province of what lies nearest to the coordinates that it was given.
    Raises GazetteerError where the index cannot be read.
    """
    if place is None or place.precision in ("country", "area"):
        return Units()
    if place.precision == "province":
        return Units(place.name)
    return Units(_adm1(place), place.name if place.precision == "district" else "")


def _adm1(place: Place) -> str:
    gazetteer = open_gazetteer()
    province = province_of(gazetteer, place.geonameid) if place.geonameid is not None else None
    if province is None and place.country and place.lat is not None and place.lon is not None:
        province = province_at(gazetteer, place.country, place.lat, place.lon)
    return province.name if province else ""
