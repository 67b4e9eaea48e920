"""What may be written: reviews, decisions about incidents, dispatches to code. Each needs a token, or the session's secret."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from recoupe.desk import deciding
from recoupe.desk.errors import DeskError, NotAllowed, TooOften
from recoupe.desk.pages.visit import Visiting
from recoupe.desk.reviews.keeping import free_id, review
from recoupe.desk.safety.sessions import Session
from recoupe.records import Dispatch, Event

MOST = 200
"""Dispatches coded at once."""


def writer(request: Request) -> None:
    """Lets whoever may write through. Raises NotAllowed for the others.

    A token is enough; a browser's session needs its secret in the header X-CSRF-Token. On a desk without accounts, which
    answers the loopback alone, a program of this machine needs neither; a browser, which always says where a request comes from,
    does.
    """
    session: Session | None = request.scope["state"]["session"]
    if request.scope["state"]["program"]:
        return
    if session is not None and session.carries(request.headers.get("x-csrf-token", "")):
        return
    browser = any(name in request.headers for name in ("origin", "sec-fetch-site", "cookie", "referer"))
    if session is None and not browser and not request.app.state.desk.settings.accounts.demanded:
        return
    raise NotAllowed("send a token (Authorization: Bearer …), or the session's secret in X-CSRF-Token")


router = APIRouter(prefix="/api", tags=["write"], dependencies=[Depends(writer)])


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReviewAsked(_Asked):
    """A verdict on an event. ``record`` is needed for correct and add, and comes with no other; for add ``event_id`` is the dispatch's key."""

    event_id: str = Field(max_length=200)
    verdict: Literal["accept", "correct", "reject", "add", "reopen"]
    record: Event | None = None
    note: str | None = Field(default=None, max_length=2000)


class ReviewKept(_Asked):
    """The review that was kept."""

    number: int
    event_id: str
    verdict: str
    editor: str
    at: str


class DecisionAsked(_Asked):
    """``merge`` and ``confirm`` name incidents; ``split`` one, and the events that leave it; ``undo`` a decision's number."""

    action: Literal["merge", "split", "confirm", "undo"]
    incidents: list[str] = Field(default=[], max_length=100)
    events: list[str] = Field(default=[], max_length=1000)
    number: int | None = None
    note: str | None = Field(default=None, max_length=2000)


class DecisionTaken(_Asked):
    """The incident that came of it."""

    incident: str


class DispatchesCoded(_Asked):
    """The keys of the dispatches that are stored now, and of those that were before."""

    stored: list[str]
    there: list[str]


def _editor(visit: Visiting) -> str:
    return visit.session.name if visit.session else visit.desk.settings.editor


Editor = Annotated[str, Depends(_editor)]


@router.post("/reviews", status_code=201)
def post_review(visit: Visiting, editor: Editor, asked: ReviewAsked) -> ReviewKept:
    """Keeps a review beside the machine's record."""
    event_id = free_id(visit.store, asked.event_id.partition(":")[0]) if asked.verdict == "add" else asked.event_id
    kept = review(visit.store, event_id, asked.verdict, editor, record=asked.record, note=asked.note)
    return ReviewKept(number=kept.number, event_id=kept.event_id, verdict=kept.verdict, editor=kept.editor, at=kept.at)


@router.post("/decisions", status_code=201)
def post_decision(visit: Visiting, editor: Editor, asked: DecisionAsked) -> DecisionTaken:
    """Takes a decision about incidents."""
    store = visit.store
    if asked.action == "undo":
        if asked.number is None:
            raise DeskError("undo: give the number of a decision")
        return DecisionTaken(incident=deciding.take_back(store, asked.number).stays[0])
    if not asked.incidents:
        raise DeskError(f"{asked.action}: name an incident")
    if asked.action == "merge":
        return DecisionTaken(incident=deciding.merge(store, asked.incidents, editor, asked.note))
    if asked.action == "split":
        return DecisionTaken(incident=deciding.split(store, asked.incidents[0], asked.events, editor, asked.note))
    return DecisionTaken(incident=deciding.confirm(store, asked.incidents[0], editor, asked.note))


@router.post("/dispatches", status_code=201)
def post_dispatches(
    visit: Visiting, editor: Editor, asked: Annotated[list[Dispatch], Field(max_length=MOST)]
) -> DispatchesCoded:
    """Codes dispatches and stores them. A publication day in the future is refused."""
    wait = visit.desk.codings.take(editor)
    if wait:
        raise TooOften(f"too many texts at once; wait {wait} seconds", wait)
    late = [one for one in asked if one.published and one.published > dt.date.today() + dt.timedelta(days=1)]
    if late:
        raise DeskError(
            f"dispatch {late[0].id!r}: published {late[0].published}, which is in the future; correct it, or leave it out"
        )
    done = visit.desk.library.add(visit.store, asked)
    return DispatchesCoded(stored=list(done.keys), there=list(done.there))
