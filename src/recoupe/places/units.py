"""The first-level administrative unit (ADM1) in which a place lies, by the gazetteer."""

from __future__ import annotations

from functools import lru_cache

from recoupe.places.gazetteer import Entry, Gazetteer

REACH = 1.0
"""Degrees within which a place of the gazetteer tells the province of a point."""
_LARGEST = 2**63 - 1


@lru_cache(maxsize=4)
def _provinces(gazetteer: Gazetteer) -> dict[tuple[str, str], Entry]:
    found = gazetteer.where("level = 'province' AND admin1 <> '' ORDER BY id DESC")
    return {(entry.country, entry.admin1): entry for entry in found}


@lru_cache(maxsize=50_000)
def province_of(gazetteer: Gazetteer, geonameid: int) -> Entry | None:
    """The province of a gazetteer entry, itself if it is one; None where the gazetteer does not tell."""
    entry = gazetteer.entry(geonameid) if geonameid <= _LARGEST else None
    return _provinces(gazetteer).get((entry.country, entry.admin1)) if entry else None


@lru_cache(maxsize=50_000)
def province_at(gazetteer: Gazetteer, country: str, lat: float, lon: float) -> Entry | None:
    """The province of the entry of a country that lies nearest to a point, None where none lies near."""
    box = "country = ? AND admin1 <> '' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
    near = gazetteer.where(box, country, lat - REACH, lat + REACH, lon - REACH, lon + REACH)
    nearest = min(near, key=lambda e: ((e.lat - lat) ** 2 + (e.lon - lon) ** 2, e.level != "province", e.id), default=None)
    return _provinces(gazetteer).get((nearest.country, nearest.admin1)) if nearest else None
