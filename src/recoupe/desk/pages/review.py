"""Review: the queue of doubtful records, a record's form, verdicts, and the gold files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recoupe.desk.asked import Asked, asked_for
from recoupe.desk.errors import DeskError, NotThere
from recoupe.desk.pages.events import CHOICES
from recoupe.desk.pages.recordform import form_values, learned
from recoupe.desk.pages.visit import Form, Submitted, Visit, Visiting, one, texts
from recoupe.desk.queries.counting import names
from recoupe.desk.queries.doubting import queue
from recoupe.desk.reader.reading import cards, paragraphs
from recoupe.desk.reviews.correcting import corrected
from recoupe.desk.reviews.gold import archive
from recoupe.desk.reviews.keeping import free_id, review
from recoupe.desk.reviews.standing import Standing, standing
from recoupe.store import Stored

router = APIRouter()
VERDICTS = ("accept", "reject", "correct", "reopen")


@router.get("/review")
def reviewing(visit: Visiting) -> HTMLResponse:
    """The queue, and its first record, or the one that the address names."""
    query = visit.request.query_params
    asked = visit.asked
    found = queue(visit.store, asked)
    at = query.get("at") or (found.head[0].row.event_id if found.head else None)
    values = _record_values(visit, at) if at else {}
    return visit.page(
        "review.html",
        asked=asked,
        names=names(visit.store),
        choices=CHOICES,
        queue=found,
        at=at,
        editing=bool(query.get("edit")),
        **values,
    )


@router.post("/record/{event_id}")
def judge(visit: Visiting, event_id: str, form: Submitted) -> RedirectResponse:
    """Keeps a verdict, and goes to the next record of the queue; after a correction, stays."""
    given = texts(form)
    verdict = one(given, "verdict")
    if verdict not in VERDICTS:
        raise DeskError(f"verdict={verdict[:40]!r}: give one of {', '.join(VERDICTS)}")
    stored, found = _record(visit, event_id)
    record = None
    if verdict == "correct":
        record = corrected(found.event, given, stored.dispatch.text, event_id.partition(":")[2])
    elif verdict == "reopen" and found.machine is None:
        raise DeskError("an added event is not taken back but rejected")
    kept = "add" if verdict == "correct" and found.machine is None else verdict
    review(visit.store, event_id, kept, visit.editor, record=record, note=one(given, "note"))  # type: ignore[arg-type]
    names_kept = learned(given, record, found.event) if record else ()
    stays = verdict in ("correct", "reopen")
    return visit.to("/review", _after(given, verdict, event_id, stays, names_kept))


@router.get("/dispatch/{key}/add")
def adding(visit: Visiting, key: str) -> HTMLResponse:
    """The form of an event that the machine missed."""
    stored, _ = standing(visit.store, key)
    shown = paragraphs(stored.dispatch, ())
    return visit.page("add.html", stored=stored, dispatch=stored.dispatch, paragraphs=shown, **form_values(visit, None))


@router.post("/dispatch/{key}/add")
def add(visit: Visiting, key: str, form: Submitted) -> RedirectResponse:
    """Keeps an added event, and goes back to its dispatch."""
    stored, _ = standing(visit.store, key)
    event_id = free_id(visit.store, key)
    given = texts(form)
    record = corrected(None, given, stored.dispatch.text, event_id.partition(":")[2])
    review(visit.store, event_id, "add", visit.editor, record=record, note=one(given, "note"))
    learned(given, record, None)
    return RedirectResponse(visit.path("dispatch", key), 303)


@router.get("/gold.zip")
def gold(visit: Visiting) -> Response:
    """The judged dispatches as gold files."""
    headers = {"Content-Disposition": 'attachment; filename="recoupe-gold.zip"'}
    return Response(archive(visit.store), media_type="application/zip", headers=headers)


def _record(visit: Visit, event_id: str) -> tuple[Stored, Standing]:
    """A record and its dispatch. Raises NotThere where there is none of this id."""
    stored, records = standing(visit.store, event_id.partition(":")[0])
    found = next((one for one in records if one.event_id == event_id), None)
    if found is None:
        raise NotThere(f"no event {event_id!r} in {visit.store.name}")
    return stored, found


def _record_values(visit: Visit, event_id: str) -> dict[str, Any]:
    """What the page shows of a record."""
    stored, found = _record(visit, event_id)
    shown = cards([found])
    return {
        "stored": stored,
        "dispatch": stored.dispatch,
        "current": found,
        "card": shown[0],
        "paragraphs": paragraphs(stored.dispatch, shown),
        **form_values(visit, found.event),
    }


def _after(given: Form, verdict: str, event_id: str, stays: bool, names_kept: tuple[str, ...]) -> str:
    """The query of the page that follows: the filter that was there, what was done, and where it is."""
    kept = asked_for({name: one(given, f"asked_{name}") for name in Asked.__dataclass_fields__})
    more = {"done": verdict, "last": event_id, **({"at": event_id} if stays else {})}
    if names_kept:
        more["learned"] = "; ".join(names_kept)
    return "&".join(part for part in (kept.query(), urlencode(more)) if part)
