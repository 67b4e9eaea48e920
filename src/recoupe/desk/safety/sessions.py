"""Sessions: who a browser is, and the secret that its forms carry. They live in memory and end with the desk."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

COOKIE = "recoupe_desk"
LIFE = 12 * 3600
"""Seconds after which one signs in again."""
MOST = 1000
"""Sessions kept; the oldest gives way."""


@dataclass(frozen=True)
class Session:
    """Who it is; ``csrf`` is what a form must send back; ``ends`` in seconds of the clock."""

    name: str
    csrf: str
    ends: float

    def carries(self, given: str) -> bool:
        """Whether a form's secret is this session's."""
        return hmac.compare_digest(self.csrf.encode(), given.encode("utf-8", "replace"))


@dataclass
class Sessions:
    """All that are open, by the cookie's value."""

    clock: Callable[[], float] = time.monotonic
    _open: OrderedDict[str, Session] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str) -> tuple[str, Session]:
        """A new session, and the value of its cookie."""
        cookie, made = secrets.token_urlsafe(32), Session(name, secrets.token_urlsafe(24), self.clock() + LIFE)
        with self._lock:
            self._open[cookie] = made
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return cookie, made

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, None where there is none or it has ended."""
        with self._lock:
            found = self._open.get(cookie or "")
            if found is not None and found.ends < self.clock():
                del self._open[cookie or ""]
                return None
            return found

    def end(self, cookie: str | None) -> None:
        """Forgets a session."""
        with self._lock:
            self._open.pop(cookie or "", None)
