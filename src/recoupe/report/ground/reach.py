"""How far an administrative unit reaches from the point that stands for it.

The gazetteer has points, no borders; and a district's point is the middle of its province's towns. So both are drawn
as a circle that holds nine tenths of the towns of the province.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache

from recoupe.places.gazetteer import GazetteerError, ensure_index
from recoupe.places.mention import kilometres
from recoupe.records import Place

USUAL = 100.0
"""Kilometres, for a unit of which the gazetteer knows no town."""
_LEAST = 5.0
_TENTHS = 9


def reach(place: Place) -> float:
    """Kilometres from the place's point. Raises GazetteerError where the gazetteer's index cannot be read."""
    if place.geonameid is None or place.lat is None or place.lon is None:
        return USUAL
    towns = _towns(place.geonameid)
    if not towns:
        return USUAL
    apart = sorted(kilometres(place.lat, place.lon, lat, lon) for lat, lon in towns)
    return max(_LEAST, apart[(len(apart) - 1) * _TENTHS // 10])


@cache
def _towns(geonameid: int) -> Sequence[tuple[float, float]]:
    """The towns of the province in which a unit lies, as (latitude, longitude)."""
    path = ensure_index()
    sql = """SELECT t.lat, t.lon FROM places t, places p WHERE p.id = ? AND p.admin1 <> '' AND t.country = p.country
        AND t.admin1 = p.admin1 AND t.level = 'town'"""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return connection.execute(sql, (geonameid,)).fetchall()
        finally:
            connection.close()
    except OverflowError:
        return ()  # no GeoNames id is as long as this
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: {error}; delete it, and it is built anew") from error
