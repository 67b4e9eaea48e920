"""A pause between two requests to one site."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PAUSE = 1.0
"""Seconds between two requests to one host."""


@dataclass
class Pace:
    """Waits before a request until its host has had ``pause`` seconds of rest."""

    pause: float = PAUSE
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str) -> None:
        host = urlsplit(url).netloc.lower()
        since = self.clock() - self._last.get(host, float("-inf"))
        if since < self.pause:
            self.sleep(self.pause - since)
        self._last[host] = self.clock()
