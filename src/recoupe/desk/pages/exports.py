"""Exports: the formats, and a file of the events that pass."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse

from recoupe.desk.exporting import chunks, file_name
from recoupe.desk.pages.events import CHOICES
from recoupe.desk.pages.visit import Visiting
from recoupe.desk.queries.counting import names, totals
from recoupe.exports.formats import FORMATS

router = APIRouter()


@router.get("/export")
def form(visit: Visiting) -> HTMLResponse:
    """What would be written, and in which formats."""
    return visit.page(
        "export.html",
        asked=visit.asked,
        names=names(visit.store),
        choices=CHOICES,
        totals=totals(visit.store, visit.asked),
        formats=FORMATS,
    )


@router.get("/export/file")
def file(visit: Visiting) -> StreamingResponse:
    """The file."""
    query = visit.request.query_params
    wanted = query.get("format", "csv")
    name = file_name(wanted)
    made = chunks(visit.store, visit.asked, wanted, incidents=query.get("incidents") == "1")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(made, media_type="application/octet-stream", headers=headers)
