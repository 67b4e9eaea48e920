"""Incidents: the list, and one of them with its accounts side by side and an editor's decisions."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from recoupe.desk import deciding
from recoupe.desk.comparing import compared
from recoupe.desk.pages.events import CHOICES
from recoupe.desk.pages.tollchart import toll_chart
from recoupe.desk.pages.visit import Submitted, Visiting, one, texts, whole
from recoupe.desk.queries.counting import names
from recoupe.desk.queries.incidents import incidents as ask
from recoupe.desk.queries.incidents import near
from recoupe.incidents import bring_up_to_date
from recoupe.incidents.kept import Kept

router = APIRouter()


@router.get("/incidents")
def listing(visit: Visiting) -> HTMLResponse:
    """The incidents of which an event passes the filter."""
    least = whole(visit.request.query_params.get("least"), 2, "least")
    number = whole(visit.request.query_params.get("page"), 1, "page")
    return visit.page(
        "incidents.html",
        asked=visit.asked,
        names=names(visit.store),
        choices=CHOICES,
        least=least,
        page=ask(visit.store, visit.asked, least=least, number=number),
        unlinked=len(Kept(visit.store.database).fresh()),
    )


@router.post("/incidents/link")
def link(visit: Visiting, form: Submitted) -> RedirectResponse:
    """Links the records that are of no incident yet."""
    done = bring_up_to_date(visit.store)
    return visit.to("/incidents", f"linked={done.fresh}")


@router.get("/incident/{name}")
def incident(visit: Visiting, name: str) -> HTMLResponse:
    """One incident; an id that another has taken in leads there."""
    found = compared(visit.store, name)
    charts = [toll_chart(toll) for toll in found.incident.tolls] if found.incident else []
    return visit.page(
        "incident.html", found=found, incident=found.incident, near=near(visit.store, found.name), charts=charts
    )


@router.post("/incident/{name}/confirm")
def confirm(visit: Visiting, name: str, form: Submitted) -> RedirectResponse:
    """Keeps its records together."""
    return _to(visit, deciding.confirm(visit.store, name, visit.editor, one(texts(form), "note")))


@router.post("/incident/{name}/merge")
def merge(visit: Visiting, name: str, form: Submitted) -> RedirectResponse:
    """Makes it one with those chosen."""
    given = texts(form)
    chosen = [*given.get("with", ()), one(given, "id")]
    return _to(visit, deciding.merge(visit.store, [name, *chosen], visit.editor, one(given, "note")))


@router.post("/incident/{name}/split")
def split(visit: Visiting, name: str, form: Submitted) -> RedirectResponse:
    """Takes the chosen accounts out."""
    given = texts(form)
    return _to(visit, deciding.split(visit.store, name, given.get("event", ()), visit.editor, one(given, "note")))


@router.post("/incident/{name}/undo/{number}")
def undo(visit: Visiting, name: str, number: int, form: Submitted) -> RedirectResponse:
    """Forgets a decision."""
    taken = deciding.take_back(visit.store, number)
    return _to(visit, taken.stays[0])


def _to(visit: Visiting, name: str) -> RedirectResponse:
    return RedirectResponse(visit.path("incident", name), 303)
