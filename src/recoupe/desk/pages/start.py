"""The first page, the example set, and the choices of language and look."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recoupe.desk.errors import DeskError
from recoupe.desk.pages.visit import EXAMPLES, THEMES, Submitted, Visiting, one, texts
from recoupe.desk.words import LANGUAGES

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.get("/")
def start(visit: Visiting) -> HTMLResponse:
    """What the desk is for, and the ways into it."""
    return visit.page("start.html", counts=visit.store.counts(), name=visit.desk.library.main.name)


@router.post("/examples/open")
def open_examples(visit: Visiting, form: Submitted) -> RedirectResponse:
    """Codes the example set, the first time, and goes there."""
    visit.desk.library.open_examples()
    return RedirectResponse(f"{EXAMPLES}/events", 303)


@router.post("/settings")
def settings(visit: Visiting, form: Submitted) -> Response:
    """Keeps the language and the look in cookies, and goes back to where one was."""
    given = texts(form)
    back = one(given, "to")
    if not back.startswith("/") or back.startswith(("//", "/\\")) or "\\" in back or not back.isprintable():
        raise DeskError("to: give an address of the desk")
    answer = RedirectResponse(back, 303)
    for name, known in (("language", tuple(LANGUAGES)), ("theme", THEMES)):
        if one(given, name) in known:
            answer.set_cookie(
                name, one(given, name), max_age=_YEAR, httponly=True, samesite="lax", secure=visit.desk.settings.secure
            )
    return answer
