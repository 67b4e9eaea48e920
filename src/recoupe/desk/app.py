"""The desk as an ASGI application: pages and API over one library, behind the gate."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from recoupe import __version__
from recoupe.coder import INSTALLATION
from recoupe.desk import assets
from recoupe.desk.api import reading, writing
from recoupe.desk.errors import DeskError, NotAllowed, NotThere, TooOften
from recoupe.desk.library import Library
from recoupe.desk.pages import coding, dispatches, events, exports, incidents, login, review, start
from recoupe.desk.pages.visit import EXAMPLES, Desk, visit_of
from recoupe.desk.safety.guard import Guard, Rules
from recoupe.desk.safety.limits import Limit
from recoupe.desk.safety.sessions import Sessions
from recoupe.desk.settings import Settings
from recoupe.store import StoreError

_SECTIONS = (events.router, dispatches.router, incidents.router, review.router, coding.router, exports.router)
_DESCRIPTION = (
    "What the pages of the desk ask, for programs. The filter's parameters are those of the pages' addresses."
)


def make_app(settings: Settings, library: Library) -> FastAPI:
    """The application. Raises DeskError where a package of the extra is missing."""
    app = FastAPI(
        title="Recoupe desk",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    sessions = Sessions()
    app.state.desk = Desk(settings, library, sessions, sign_ins=Limit(5, 60), codings=Limit(30, 60))
    app.include_router(start.router, include_in_schema=False)
    app.include_router(login.router, include_in_schema=False)
    app.include_router(assets.router)
    for section in _SECTIONS:
        for base in ("", EXAMPLES):
            app.include_router(section, prefix=base, include_in_schema=False)
    for part in (reading.router, writing.router):
        app.include_router(part)
        app.include_router(part, prefix=EXAMPLES, include_in_schema=False)
    app.add_api_route("/api/docs", _docs, include_in_schema=False)
    app.add_api_route("/healthz", _healthy, include_in_schema=False)
    assets.mount(app)
    for kind in (StoreError, *INSTALLATION):
        app.add_exception_handler(kind, _refusing(500))
    app.add_exception_handler(DeskError, _refusing(422))
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    rules = Rules(
        settings.host, settings.accounts, settings.editor, settings.names, settings.secure, settings.tiles_from
    )
    app.add_middleware(Guard, rules=rules, sessions=sessions)
    return app


def _docs(request: Request) -> HTMLResponse:
    return visit_of(request).page("api.html")


def _healthy() -> PlainTextResponse:
    return PlainTextResponse("ok")


def _refusing(status: int):  # type: ignore[no-untyped-def]
    def refuse(request: Request, error: Exception) -> Response:
        number = 404 if isinstance(error, NotThere) else 403 if isinstance(error, NotAllowed) else status
        headers = {}
        if isinstance(error, TooOften):
            number, headers = 429, {"Retry-After": str(error.wait)}
        answer = _told(request, number, str(error))
        answer.headers.update(headers)
        return answer

    return refuse


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, str(error.detail))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return _told(request, 422, f"{'.'.join(str(part) for part in first['loc'][1:])}: {first['msg']}")


def _told(request: Request, status: int, reason: str) -> Response:
    """The reason as a page, or as JSON for a program."""
    path = request.url.path
    if path.startswith(("/api/", f"{EXAMPLES}/api/")):
        return JSONResponse({"error": reason}, status)
    return visit_of(request).page("error.html", status, reason=reason)
