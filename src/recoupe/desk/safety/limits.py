"""How often something may be asked: a bucket of tokens for each asker, refilled with time."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 10_000
"""Askers remembered; the one that has been quiet longest gives way."""


@dataclass
class Limit:
    """``times`` at once, and as many again in ``seconds``."""

    times: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, asker: str) -> int:
        """0 where the asker may; else the seconds to wait, rounded up."""
        with self._lock:
            now = self.clock()
            left, since = self._left.pop(asker, (float(self.times), now))
            left = min(float(self.times), left + (now - since) * self.times / self.seconds)
            allowed = left >= 1
            self._left[asker] = (left - 1 if allowed else left, now)
            while len(self._left) > MOST:
                self._left.popitem(last=False)
            return 0 if allowed else max(1, math.ceil((1 - left) * self.seconds / self.times))
