"""Scripts, styles and tiles: the desk's own, and those of the installed packages; nothing is loaded from elsewhere."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles

from recoupe.desk.basemap import tile
from recoupe.desk.errors import DeskError

_DAY = {"Cache-Control": "public, max-age=86400"}
_PACKAGES = {"leaflet": ("XStatic-Leaflet", "leaflet.js"), "swagger": ("swagger-ui-bundle-v2", "swagger-ui-bundle.js")}
"""For each folder under /vendor the package, and a file of the folder that is served."""

router = APIRouter(include_in_schema=False)


@router.get("/tiles/{zoom}/{x}/{y}.png")
def get_tile(zoom: int, x: int, y: int) -> Response:
    """A tile of the offline base map; where there is none, none is drawn."""
    found = tile(zoom, x, y)
    return Response(found, media_type="image/png", headers=_DAY) if found else Response(status_code=204, headers=_DAY)


def mount(app: FastAPI) -> None:
    """Serves the folders. Raises DeskError where a package is missing."""
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    for name in _PACKAGES:
        app.mount(f"/vendor/{name}", StaticFiles(directory=_folder(name)), name=name)


def _folder(name: str) -> Path:
    package, wanted = _PACKAGES[name]
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    found = [Path(str(one.locate())) for one in files if one.name == wanted]
    if not found:
        raise DeskError(f"{package} is not installed; pip install 'recoupe[desk]'")
    return found[0].parent
