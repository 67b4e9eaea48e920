"""The gate before every page: is the name of the desk right, does the request come from it, is it too big or too often, who asks.

An ASGI layer: it reads the head of a request alone, and counts the bytes of its body.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoupe.desk.safety.accounts import Accounts
from recoupe.desk.safety.headers import FIXED, policy
from recoupe.desk.safety.limits import Limit
from recoupe.desk.safety.sessions import COOKIE, LIFE, Session, Sessions

MAX_BODY = 25_000_000
"""Bytes of a request."""
SAFE = {"GET", "HEAD", "OPTIONS"}
OPEN_PATHS = ("/login", "/static/", "/healthz")
"""What may be seen without signing in: the sign-in page and what it is drawn with."""
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


def loopback(host: str) -> bool:
    """Whether an address reaches this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class Rules:
    """What the gate goes by. ``editor`` is the name given to whoever asks while nobody must sign in; ``secure`` says that the
    desk is reached by https; ``tiles_from`` is the origin of online tiles."""

    host: str
    accounts: Accounts
    editor: str
    names: tuple[str, ...] = ()
    secure: bool = False
    tiles_from: str | None = None
    requests: Limit = field(default_factory=lambda: Limit(1200, 60))


class Guard:
    """The layer. What follows finds the session in ``scope["state"]["session"]``, and in ``["program"]`` whether a token was given."""

    def __init__(self, app: ASGIApp, *, rules: Rules, sessions: Sessions) -> None:
        self.app, self.rules, self.sessions = app, rules, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        cookie: str | None = None
        refusal = self._refused(request)
        if refusal is None:
            cookie, refusal = self._who(request)
        answer = self._sender(scope, send, cookie)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        body = _Body(receive)
        await self.app(scope, body.read, answer)

    def _refused(self, request: Request) -> Response | None:
        """Why a request is turned away whoever sends it."""
        head = request.headers
        if not self._called_rightly(head):
            return PlainTextResponse(
                "the desk does not answer to this name; open it under the address that it printed", 421
            )
        origin = head.get("origin")
        if request.method not in SAFE and origin is not None and urlsplit(origin).netloc != head.get("host"):
            return PlainTextResponse("a page of another site may not change anything here", 403)
        if request.method not in SAFE and head.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("a page of another site may not change anything here", 403)
        length = head.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return PlainTextResponse(f"more than {MAX_BODY // 1_000_000} MB; send less at once", 413)
        wait = self.rules.requests.take(client(request))
        return PlainTextResponse("too many requests", 429, headers={"Retry-After": str(wait)}) if wait else None

    def _called_rightly(self, head: Headers) -> bool:
        """On the loopback only its own names are answered to: a site elsewhere could point a name of its own at it."""
        if not loopback(self.rules.host):
            return True
        host = head.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() and not host.endswith("]") else host
        return name.lower() in {*_LOOPBACK, self.rules.host.lower(), *self.rules.names}

    def _who(self, request: Request) -> tuple[str | None, Response | None]:
        """Puts the session into the scope; a new cookie's value, or the refusal."""
        state = request.scope.setdefault("state", {})
        state["program"] = False
        given = request.headers.get("authorization", "")
        if given[:7].lower() == "bearer ":
            program = self.rules.accounts.program(given[7:].strip())
            if program is None:
                return None, _unauthorised(request, "the token is unknown")
            state["session"], state["program"] = Session(program, "", 0), True
            return None, None
        found = self.sessions.find(request.cookies.get(COOKIE))
        state["session"] = found
        if found is not None:
            return None, None
        if self.rules.accounts.demanded:
            path = request.url.path
            seen = any(path == known or (known.endswith("/") and path.startswith(known)) for known in OPEN_PATHS)
            return None, None if seen else _unauthorised(
                request, "sign in first, or send a token: Authorization: Bearer …"
            )
        if request.method in SAFE and not request.url.path.startswith(("/static/", "/vendor/", "/tiles/", "/api/")):
            cookie, state["session"] = self.sessions.begin(self.rules.editor)
            return cookie, None
        return None, None

    def _sender(self, scope: Scope, send: Send, cookie: str | None) -> Send:
        """Adds the headers of every answer."""
        path: str = scope["path"]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FIXED.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy(self.rules.tiles_from, inline_styles=path == "/api/docs")
                if not path.startswith(("/static/", "/vendor/", "/tiles/")):
                    headers["Cache-Control"] = "no-store"
                if cookie is not None:
                    headers.append("Set-Cookie", cookie_line(cookie, self.rules.secure))
            await send(message)

        return answer


def cookie_line(value: str, secure: bool, life: int = LIFE) -> str:
    """The Set-Cookie of a session: no script reads it, and no form of another site sends it."""
    return f"{COOKIE}={value}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"


def client(request: Request) -> str:
    """The address that asks, as far as the connection tells."""
    return request.client.host if request.client else "unknown"


def _unauthorised(request: Request, reason: str) -> Response:
    if request.url.path.startswith("/api/") or request.method not in SAFE:
        return JSONResponse({"error": reason}, 401, headers={"WWW-Authenticate": "Bearer"})
    return RedirectResponse("/login", 303)


class _Body:
    """Reads a body that is sent without its length, and stops where it is too long."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._read = receive, 0

    async def read(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            if self._read > MAX_BODY:
                return {"type": "http.disconnect"}
        return message
