"""Signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from recoupe.desk.pages.visit import Submitted, Visiting, one, texts
from recoupe.desk.safety.guard import client, cookie_line
from recoupe.desk.safety.sessions import COOKIE

router = APIRouter()


@router.get("/login")
def login(visit: Visiting) -> Response:
    """The form; whoever is known already goes on."""
    return RedirectResponse("/", 303) if visit.session else visit.page("login.html", problem="")


@router.post("/login")
async def sign_in(visit: Visiting, request: Request) -> Response:
    """Begins a session where name and password fit. It has no secret yet to check: the gate has checked where the form comes from."""
    given = texts(await request.form(max_files=0, max_fields=5))
    name = one(given, "name")
    wait = max(visit.desk.sign_ins.take(f"from {client(request)}"), visit.desk.sign_ins.take(f"as {name}"))
    if wait:
        answer: Response = visit.page("login.html", 429, problem=visit.words("login.often", n=wait))
        answer.headers["Retry-After"] = str(wait)
        return answer
    if not visit.desk.settings.accounts.signed_in(name, (given.get("password") or [""])[0]):
        return visit.page("login.html", 403, problem=visit.words("login.wrong"))
    cookie, _ = visit.desk.sessions.begin(name)
    answer = RedirectResponse("/", 303)
    answer.headers.append("Set-Cookie", cookie_line(cookie, visit.desk.settings.secure))
    return answer


@router.post("/logout")
def sign_out(visit: Visiting, form: Submitted) -> RedirectResponse:
    """Ends the session."""
    visit.desk.sessions.end(visit.request.cookies.get(COOKIE))
    answer = RedirectResponse("/login", 303)
    answer.headers.append("Set-Cookie", cookie_line("", visit.desk.settings.secure, 0))
    return answer
