"""Coding on the spot: a pasted text, files, or a link."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from recoupe.desk.coding import Given, read_given
from recoupe.desk.errors import DeskError, TooOften
from recoupe.desk.pages.dispatches import reading_values
from recoupe.desk.pages.visit import Form, Submitted, Visit, Visiting, one, texts, uploads
from recoupe.desk.reviews.standing import records
from recoupe.desk.safety.guard import MAX_BODY
from recoupe.reading import ReadProblem
from recoupe.records import Dispatch
from recoupe.store import Stored, content_key

router = APIRouter()


@router.get("/code")
def form(visit: Visiting) -> HTMLResponse:
    """The form."""
    return _form(visit)


@router.post("/code")
async def code(visit: Visiting, form: Submitted) -> Response:
    """Codes what was given. Kept, it is then read in the store; else it is shown at once and forgotten."""
    wait = visit.desk.codings.take(visit.editor)
    if wait:
        raise TooOften(f"too many texts at once; wait {wait} seconds", wait)
    given = texts(form)
    files = tuple([(one.filename or "file", io.BytesIO(await one.read())) for one in uploads(form, "files")])
    asked = Given(
        (given.get("text") or [""])[0],
        one(given, "title"),
        _day(given),
        one(given, "publisher"),
        one(given, "link"),
        files,
    )
    return await run_in_threadpool(_coded, visit, asked, bool(given.get("keep")))


def _coded(visit: Visit, asked: Given, keep: bool) -> Response:
    items = read_given(asked, dt.date.today())
    problems = [item for item in items if isinstance(item, ReadProblem)]
    dispatches = [item for item in items if isinstance(item, Dispatch)]
    if not dispatches:
        return _form(visit, 422, problems=problems, given=asked)
    if not keep:
        coder = visit.desk.library.coder()
        shown = [Stored(content_key(found), found, coder.code_or_say(found)) for found in dispatches]
        readings = [reading_values(visit, stored, records(stored, ())) for stored in shown]
        return visit.page("coded.html", readings=readings, problems=problems)
    done = visit.desk.library.add(visit.store, dispatches)
    keys = (*done.keys, *done.there)
    if len(keys) == 1 and not problems:
        return RedirectResponse(visit.path("dispatch", keys[0]), 303)
    found = [visit.store.dispatch(key) for key in keys]
    return _form(visit, problems=problems, done=[stored for stored in found if stored], there=len(done.there))


def _form(visit: Visit, status: int = 200, **values: Any) -> HTMLResponse:
    told: dict[str, Any] = {
        "problems": (),
        "done": None,
        "there": 0,
        "given": Given(),
        "today": dt.date.today(),
        **values,
    }
    return visit.page("code.html", status, size=MAX_BODY // 1_000_000, **told)


def _day(given: Form) -> dt.date | None:
    written = one(given, "published")
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        raise DeskError(f"published={written[:40]!r} is no day; write it as YYYY-MM-DD") from None
