"""What every page knows of the request: who asks, in which language, of which store; and how it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from recoupe.desk.asked import Asked, asked_for
from recoupe.desk.errors import DeskError, NotAllowed
from recoupe.desk.library import Library
from recoupe.desk.pages.rendering import render
from recoupe.desk.safety.limits import Limit
from recoupe.desk.safety.sessions import Session, Sessions
from recoupe.desk.settings import Settings
from recoupe.desk.words import LANGUAGES, Words, preferred, words
from recoupe.store import Store

EXAMPLES = "/examples"
THEMES = ("auto", "light", "dark")
Form = dict[str, list[str]]
MAX_FIELDS = 500


@dataclass(frozen=True)
class Desk:
    """What lives as long as the desk does; it lies in ``app.state.desk``."""

    settings: Settings
    library: Library
    sessions: Sessions
    sign_ins: Limit
    codings: Limit


@dataclass(frozen=True)
class Visit:
    """One request. ``base`` is "" or "/examples", the beginning of the addresses of the store that it is about."""

    desk: Desk
    request: Request
    session: Session | None
    base: str
    words: Words
    theme: str

    @property
    def store(self) -> Store:
        """The store that it is about. Raises NotThere where the example set is not open."""
        return self.desk.library.book(self.base)

    @property
    def editor(self) -> str:
        """Who asks. Raises NotAllowed where nobody has signed in."""
        if self.session is None:
            raise NotAllowed("sign in first")
        return self.session.name

    @property
    def asked(self) -> Asked:
        """The filter of the address. Raises DeskError where it is wrong."""
        return asked_for(self.request.query_params)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of the desk; templates know the visit as ``visit`` and its words as ``t``."""
        return HTMLResponse(render(template, visit=self, t=self.words, **values), status)

    def to(self, path: str, query: str = "") -> RedirectResponse:
        """Where to go after something was changed, in the same store."""
        return RedirectResponse(f"{self.base}{path}{f'?{query}' if query else ''}", 303)

    def path(self, *parts: str) -> str:
        """The address of a page of this store; every part is escaped."""
        return self.base + "/" + "/".join(quote(part, safe=":") for part in parts)


def visit_of(request: Request) -> Visit:
    """The visit of a request that the gate let through."""
    path = request.url.path
    base = EXAMPLES if path == EXAMPLES or path.startswith(f"{EXAMPLES}/") else ""
    language = request.cookies.get("language", "")
    if language not in LANGUAGES:
        language = preferred(request.headers.get("accept-language", ""))
    theme = request.cookies.get("theme", "auto")
    session: Session | None = request.scope["state"]["session"]
    return Visit(request.app.state.desk, request, session, base, words(language), theme if theme in THEMES else "auto")


Visiting = Annotated[Visit, Depends(visit_of)]


async def form_of(request: Request) -> FormData:
    """The form of a request that carries the session's secret. Raises NotAllowed where it does not."""
    session: Session | None = request.scope["state"]["session"]
    form = await request.form(max_files=50, max_fields=MAX_FIELDS, max_part_size=4_000_000)
    given = form.get("csrf") or request.headers.get("x-csrf-token", "")
    if session is None or not isinstance(given, str) or not session.carries(given):
        raise NotAllowed("this page is too old: load it again, then repeat what you did")
    return form


Submitted = Annotated[FormData, Depends(form_of)]


def texts(form: FormData) -> Form:
    """The fields of a form that are text, each with all its values in order."""
    found: Form = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            # Browsers send line ends as CR LF.
            found.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return found


def uploads(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field; a field left empty has none."""
    return [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]


def one(form: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field, without white space around it; "" where there is none."""
    values = form.get(name) or [""]
    return values[0].strip()


def whole(value: str | None, default: int, name: str) -> int:
    """A whole number of an address. Raises DeskError where it is none."""
    if not value:
        return default
    if not value.isdecimal() or len(value) > 9:
        raise DeskError(f"{name}={value[:40]!r} is no whole number")
    return int(value)
