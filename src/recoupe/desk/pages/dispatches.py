"""The reader: one dispatch, its records, and the words that state each value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from recoupe.desk.pages.visit import Visit, Visiting
from recoupe.desk.reader.reading import cards, paragraphs
from recoupe.desk.reviews.standing import Standing, standing
from recoupe.store import Store, Stored

router = APIRouter()


@router.get("/dispatch/{key}")
def dispatch(visit: Visiting, key: str) -> HTMLResponse:
    """The page of a dispatch."""
    stored, records = standing(visit.store, key)
    return visit.page("dispatch.html", kept=True, **reading_values(visit, stored, records))


def reading_values(
    visit: Visit, stored: Stored, records: Sequence[Standing], store: Store | None = None
) -> dict[str, Any]:
    """What the reader shows of a dispatch; ``store`` None where it is not kept in one."""
    shown = cards(records)
    return {
        "stored": stored,
        "dispatch": stored.dispatch,
        "cards": shown,
        "paragraphs": paragraphs(stored.dispatch, shown),
        "incidents": _incidents(visit.store, records),
    }


def _incidents(store: Store, records: Sequence[Standing]) -> dict[str, str]:
    """The incident of each record that has one."""
    sql = "SELECT event_id, incident FROM incident_records WHERE event_id IN (SELECT unnest(CAST($1 AS text[])))"
    found = store.database.fetch(sql, [[one.event_id for one in records]]).to_pylist()
    return {row["event_id"]: row["incident"] for row in found}
