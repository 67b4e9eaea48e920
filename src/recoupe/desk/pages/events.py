"""The events: map, timeline and table under one filter."""

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from recoupe.desk.asked import FAMILIES, REVIEWS
from recoupe.desk.errors import DeskError
from recoupe.desk.pages.visit import Visit, Visiting, whole
from recoupe.desk.queries.counting import names, totals
from recoupe.desk.queries.grouping import GROUPS, groups
from recoupe.desk.queries.listing import SORTS, page
from recoupe.records import Certainty, EventType, Status

router = APIRouter()
CHOICES = {
    "types": get_args(EventType), "families": FAMILIES, "statuses": get_args(Status), "certainties": get_args(Certainty),
    "reviews": REVIEWS,
}  # fmt: skip
"""What the filter's lists hold."""


@router.get("/events")
def events(visit: Visiting) -> HTMLResponse:
    """The page of the events."""
    return visit.page(
        "events.html", names=names(visit.store), choices=CHOICES, groups=tuple(GROUPS), **table_values(visit)
    )


@router.get("/parts/table")
def table(visit: Visiting) -> HTMLResponse:
    """The table and the totals alone, for the page to put in place of the old ones."""
    return visit.page("parts/table.html", **table_values(visit))


def table_values(visit: Visit) -> dict[str, Any]:
    """What the table shows of the address."""
    query, asked = visit.request.query_params, visit.asked
    by = query.get("group") or None
    sort, descending = query.get("sort") or "date", query.get("order", "desc") != "asc"
    if by is not None and by not in GROUPS:
        raise DeskError(f"group={by[:40]!r}: give one of {', '.join(GROUPS)}")
    if sort not in SORTS:
        raise DeskError(f"sort={sort[:40]!r}: give one of {', '.join(SORTS)}")
    number = whole(query.get("page"), 1, "page")
    return {
        "asked": asked,
        "totals": totals(visit.store, asked),
        "by": by,
        "grouped": groups(visit.store, asked, by) if by else (),
        "page": None if by else page(visit.store, asked, sort=sort, descending=descending, number=number),
        "sort": sort,
        "descending": descending,
    }
