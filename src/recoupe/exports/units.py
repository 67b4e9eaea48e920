"""The first and second administrative unit in which a place lies, by the gazetteer's index."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import NamedTuple

from recoupe.places.gazetteer import GazetteerError, ensure_index
from recoupe.records import Place


class Units(NamedTuple):
    """Names of the ADM1 and ADM2 units; empty where the gazetteer does not tell."""

    adm1: str = ""
    adm2: str = ""


def units(place: Place | None) -> Units:
    """The units of a place. A district tells its own name as ADM2; for a town the gazetteer knows its ADM1 alone.

    Raises GazetteerError where the index cannot be read.
    """
    if place is None or place.precision in ("country", "area"):
        return Units()
    if place.precision == "province":
        return Units(place.name)
    adm1 = _province(place.geonameid) if place.geonameid is not None else ""
    return Units(adm1, place.name if place.precision == "district" else "")


@cache
def _province(geonameid: int) -> str:
    provinces, connection = _index()
    try:
        row = connection.execute("SELECT country, admin1 FROM places WHERE id = ?", (geonameid,)).fetchone()
    except OverflowError:
        return ""  # no GeoNames id is as long as this
    return provinces.get(row, "") if row else ""


@cache
def _index() -> tuple[dict[tuple[str, str], str], sqlite3.Connection]:
    """The name of every ADM1 unit by country and GeoNames code, and the index."""
    path = ensure_index()
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        rows = connection.execute(
            "SELECT country, admin1, name FROM places WHERE level = 'province' AND admin1 <> '' ORDER BY id DESC"
        ).fetchall()
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: {error}; delete it, and it is built anew") from error
    return {(country, admin1): name for country, admin1, name in rows}, connection
