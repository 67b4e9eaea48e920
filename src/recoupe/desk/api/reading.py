"""What may be read: events, cells of the map, the timeline, dispatches, incidents, the queue, places, exports."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel

from recoupe.desk.asked import Asked, box_of
from recoupe.desk.comparing import compared
from recoupe.desk.errors import NotThere
from recoupe.desk.exporting import chunks, file_name
from recoupe.desk.pages.visit import Visiting
from recoupe.desk.places import Found, places
from recoupe.desk.queries.counting import Names, Totals, names, totals
from recoupe.desk.queries.doubting import Queue, queue
from recoupe.desk.queries.grouping import Group, groups
from recoupe.desk.queries.incidents import Incidents, incidents
from recoupe.desk.queries.listing import Page, page
from recoupe.desk.queries.mapping import Cell, cells
from recoupe.desk.queries.timing import Timeline, timeline
from recoupe.desk.reviews.gold import archive
from recoupe.desk.reviews.standing import Standing, standing
from recoupe.incidents import Incident
from recoupe.records import Dispatch, Event

router = APIRouter(prefix="/api", tags=["read"])


class FilterQuery(BaseModel):
    """The filter, as addresses of the desk have it; for the OpenAPI page, which cannot see it otherwise."""

    since: str | None = None
    until: str | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    certainty: str | None = None
    source: str | None = None
    sure: str | None = None
    unsure: str | None = None
    contested: str | None = None
    review: str | None = None
    box: str | None = None


def _asked(visit: Visiting, shown: Annotated[FilterQuery, Depends()]) -> Asked:
    return visit.asked


Filtered = Annotated[Asked, Depends(_asked)]


@dataclasses.dataclass(frozen=True)
class StoodRecord:
    """A record as it stands, the machine's where it is another, the verdict ("" while open), and who judged it when."""

    event_id: str
    verdict: str
    event: Event
    machine: Event | None
    reviews: list[dict[str, Any]]


@dataclasses.dataclass(frozen=True)
class ReadDispatch:
    """A dispatch and its records."""

    key: str
    dispatch: Dispatch
    copy_of: str | None
    skipped: str | None
    records: list[StoodRecord]


@router.get("/totals")
def get_totals(visit: Visiting, asked: Filtered) -> Totals:
    """What passes the filter, counted."""
    return totals(visit.store, asked)


@router.get("/names")
def get_names(visit: Visiting) -> Names:
    """The most frequent countries, actors and publishers."""
    return names(visit.store)


@router.get("/events")
def get_events(
    visit: Visiting,
    asked: Filtered,
    sort: Literal["date", "type", "place", "actors", "killed", "confidence"] = "date",
    order: Literal["asc", "desc"] = "desc",
    number: Annotated[int, Query(alias="page", ge=1)] = 1,
) -> Page:
    """A page of 50 events."""
    return page(visit.store, asked, sort=sort, descending=order == "desc", number=number)


@router.get("/groups")
def get_groups(
    visit: Visiting,
    asked: Filtered,
    by: Literal["family", "type", "country", "place", "actors", "status", "month", "publisher"],
) -> list[Group]:
    """Events counted by a value, the 200 largest groups."""
    return list(groups(visit.store, asked, by))


@router.get("/map")
def get_map(
    visit: Visiting,
    asked: Filtered,
    zoom: Annotated[int, Query(ge=0, le=18)] = 2,
    count: Literal["events", "incidents"] = "events",
    view: str | None = None,
) -> list[Cell]:
    """The marks of the map at a zoom, within a view (west,south,east,north)."""
    within = box_of("view", view) if view else None
    return list(cells(visit.store, asked, zoom, view=within, incidents=count == "incidents"))


@router.get("/timeline")
def get_timeline(visit: Visiting, asked: Filtered) -> Timeline:
    """Events per day, week, month or year."""
    return timeline(visit.store, asked)


@router.get("/queue")
def get_queue(visit: Visiting, asked: Filtered) -> Queue:
    """The 25 most doubtful open records."""
    return queue(visit.store, asked)


@router.get("/dispatches/{key}")
def get_dispatch(visit: Visiting, key: str) -> ReadDispatch:
    """A dispatch with its records."""
    stored, records = standing(visit.store, key)
    return ReadDispatch(key, stored.dispatch, stored.copy_of, stored.coded.skipped, [_stood(one) for one in records])


@router.get("/events/{event_id}")
def get_event(visit: Visiting, event_id: str) -> StoodRecord:
    """One record as it stands."""
    _, records = standing(visit.store, event_id.partition(":")[0])
    found = next((one for one in records if one.event_id == event_id), None)
    if found is None:
        raise NotThere(f"no event {event_id!r}")
    return _stood(found)


@router.get("/incidents")
def get_incidents(
    visit: Visiting,
    asked: Filtered,
    least: Annotated[int, Query(ge=1)] = 1,
    number: Annotated[int, Query(alias="page", ge=1)] = 1,
) -> Incidents:
    """A page of 50 incidents, those told by most dispatches first."""
    return incidents(visit.store, asked, least=least, number=number)


@router.get("/incidents/{name}")
def get_incident(visit: Visiting, name: str) -> Incident:
    """One incident with all its accounts."""
    found = compared(visit.store, name).incident
    if found is None:
        raise NotThere(f"all records of {name!r} are rejected")
    return found


@router.get("/places")
def get_places(
    q: Annotated[str, Query(max_length=100)], country: Annotated[str | None, Query(pattern="^[A-Z]{2}$")] = None
) -> list[Found]:
    """Places of which a name begins so."""
    return list(places(q, country))


@router.get("/export")
def get_export(
    visit: Visiting, asked: Filtered, form: Annotated[str, Query(alias="format")] = "csv", incidents: bool = False
) -> StreamingResponse:
    """The events that pass, in a format of the field."""
    name = file_name(form)
    made = chunks(visit.store, asked, form, incidents=incidents)
    return StreamingResponse(
        made, media_type="application/octet-stream", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.get("/gold.zip")
def get_gold(visit: Visiting) -> Response:
    """The judged dispatches as gold files."""
    return Response(archive(visit.store), media_type="application/zip")


def _stood(one: Standing) -> StoodRecord:
    reviews = [
        {
            "number": review.number,
            "verdict": review.verdict,
            "editor": review.editor,
            "at": review.at,
            "note": review.note,
        }
        for review in one.reviews
    ]
    return StoodRecord(one.event_id, one.verdict, one.event, one.machine if one.corrected else None, reviews)
