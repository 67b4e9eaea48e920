"""What a site lets robots read: its robots.txt, asked for once a day (RFC 9309)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from protego import Protego

from recoupe.reading.exchange import FetchError, Limits, Target, get, redirected

AGENT = "recoupe"
"""The product token that robots.txt files address."""
KEPT_SECONDS = 24 * 3600.0
_READ_BYTES = 512_000
"""What lies beyond is not looked at (2.5 asks for 500 KiB at least)."""
_HOPS = 5
_TRY_LATER = 429


@dataclass
class Robots:
    """The rules of the sites asked so far, each kept for a day; one for a whole run saves the asking."""

    _rules: dict[str, tuple[float, Protego | None]] = field(default_factory=dict)

    def check(self, target: Target, headers: dict[str, str], limits: Limits) -> None:
        """Raises FetchError where the site does not let Recoupe read the address, or does not say for now."""
        rules = self._of(target, headers, limits)
        if rules is not None and not rules.can_fetch(target.url, AGENT):
            raise FetchError(f"{target.host} does not let robots read this address (robots.txt)")

    def _of(self, target: Target, headers: dict[str, str], limits: Limits) -> Protego | None:
        now = time.monotonic()
        kept = self._rules.get(target.origin)
        if kept is None or kept[0] <= now:
            kept = (now + KEPT_SECONDS, _rules_of(target, headers, limits))
            self._rules[target.origin] = kept
        return kept[1]


def _rules_of(target: Target, headers: dict[str, str], limits: Limits) -> Protego | None:
    """The rules of a site, None where it has none; a site that fails to answer forbids all for now (2.3.1.4)."""
    at = replace(target, path="/robots.txt")
    limits = replace(limits, size=_READ_BYTES, cut=True)
    for _ in range(_HOPS + 1):
        answer = get(at, headers, limits)
        if answer.status == 200:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        if 300 <= answer.status < 400 and "location" in answer.headers:
            at = redirected(at, answer.headers["location"])
        elif 400 <= answer.status < 500 and answer.status != _TRY_LATER:
            return None
        else:
            raise FetchError(
                f"its robots.txt is answered with status {answer.status}; try again later", status=answer.status
            )
    return None
