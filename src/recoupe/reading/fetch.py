"""A page or feed from the web, politely and safely.

Public addresses alone unless told otherwise, each redirect checked like the first address, robots.txt obeyed, the
size and the time limited, and a User-Agent that names the tool. ``recoupe read`` and ``recoupe watch`` use it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from recoupe import __version__
from recoupe.reading.exchange import Answer, FetchError, Limits, Target, get, redirected, target_of
from recoupe.reading.robots import AGENT, Robots

__all__ = ["MAX_BYTES", "TIME_OUT", "USER_AGENT", "FetchError", "Fetched", "Robots", "fetch"]

USER_AGENT = f"{AGENT}/{__version__} (reader of news dispatches; obeys robots.txt)"
MAX_BYTES = 20_000_000
"""Bytes of a page or feed, unpacked; a larger one is refused."""
TIME_OUT = 30.0
"""Seconds for the whole of it: names, robots.txt, redirects and body."""
MAX_REDIRECTS = 5

_NOT_MODIFIED = 304
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Fetched:
    """What was fetched: the final address, the status (200, or 304 with an empty body), and what to send next time.

    ``etag`` and ``modified`` are the answer's ETag and Last-Modified as they stand; ``content_type`` its Content-Type.
    """

    url: str
    status: int
    body: bytes
    etag: str | None = None
    modified: str | None = None
    content_type: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the site says that nothing changed since ``etag`` or ``modified``."""
        return self.status == _NOT_MODIFIED


def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    time_out: float = TIME_OUT,
    robots: Robots | None = None,
) -> Fetched:
    """The page or feed at an http or https address.

    ``etag`` and ``modified`` are those of an earlier answer: if nothing changed since, ``Fetched.unchanged`` is true and
    the body empty. ``robots`` keeps the sites' rules between calls; without one they are asked for again. Raises
    FetchError, with the reason and the mend, the HTTP ``status`` where there was one, and ``retry_after`` in seconds
    where the site gave it.
    """
    limits = Limits(max_bytes, time.monotonic() + time_out, allow_private)
    headers = {"User-Agent": USER_AGENT}
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    asked = {**headers, "Accept": "*/*", **{name: value for name, value in conditions.items() if value}}
    rules = robots if robots is not None else Robots()
    target = target_of(url)
    for _ in range(MAX_REDIRECTS + 1):
        rules.check(target, headers, limits)
        answer = get(target, asked, limits)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return _fetched(target, answer)
        target = redirected(target, answer.headers["location"])
    raise FetchError(f"more than {MAX_REDIRECTS} redirects; check the address")


def _fetched(target: Target, answer: Answer) -> Fetched:
    if answer.status not in {200, _NOT_MODIFIED}:
        raise FetchError(
            f"{target.host} answers with status {answer.status}; check the address, or try again later",
            status=answer.status,
            retry_after=_seconds(answer.headers.get("retry-after"), answer.headers.get("date")),
        )
    header = answer.headers.get
    return Fetched(
        target.url, answer.status, answer.body, header("etag"), header("last-modified"), header("content-type")
    )


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """Retry-After in seconds (RFC 9110, 10.2.3): a number, or a date, which is measured from the answer's own."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until, now = parsedate_to_datetime(retry_after), parsedate_to_datetime(date or "")
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
