"""GeoJSON (RFC 7946): a FeatureCollection, a feature an event, with the fields of the CSV as its properties.

Coordinates are longitude and latitude in WGS 84 degrees. An event without any is a feature whose geometry is null.
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.account import Account
from recoupe.exports.flat import properties
from recoupe.exports.jsontext import json_list
from recoupe.exports.occurred import point
from recoupe.exports.taking import Rows, taken


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a feature a line."""
    return json_list(b'{"type": "FeatureCollection", "features": [', taken(accounts, feature), b"]}\n")


def feature(account: Account) -> dict[str, object]:
    """One event."""
    where = point(account.event)
    told = {name: value for name, value in properties(account).items() if name not in ("event_id", "lat", "lon")}
    geometry = {"type": "Point", "coordinates": [where.longitude, where.latitude]} if where else None
    return {"type": "Feature", "id": account.id, "geometry": geometry, "properties": told}
