"""One feed, asked once: its items, and what to remember of it when they are stored."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from recoupe.reading import ReadProblem
from recoupe.reading.fetch import Fetched, FetchError
from recoupe.reading.formats import items
from recoupe.reading.origin import Item, Origin
from recoupe.records import Dispatch
from recoupe.watch.memory import FeedMemory
from recoupe.watch.opml import Feed
from recoupe.watch.pages import Pages

DAY = 24 * 3600.0
_SLACK = 60.0
"""Seconds by which a feed may be asked too early, so that a round that begins a moment sooner does not pass it over."""
LONGEST_REST = 7 * DAY
"""Seconds for which a site's Retry-After is obeyed at most."""

Manner = Literal["read", "unchanged", "failed", "resting"]


class Get(Protocol):
    """Fetches an address. Raises FetchError."""

    def __call__(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched: ...


@dataclass(frozen=True)
class Polled:
    """How a poll went, what it brought, and what to remember."""

    manner: Manner
    items: tuple[Item, ...]
    memory: FeedMemory


@dataclass(frozen=True)
class Poller:
    """Polls feeds.

    ``rest`` is the time in seconds for which a feed is left alone after its first failure, doubled after each further
    one up to a day; it is asked all the same where ``patient`` is false. With ``full_text`` the page of each item is
    read instead of what the feed has of it.
    """

    get: Get
    now: Callable[[], float]
    rest: float
    full_text: bool = False
    patient: bool = True

    def poll(self, feed: Feed, memory: FeedMemory) -> Polled:
        """Asks a feed, unless it is to be left alone. A failure comes as a ReadProblem; nothing is raised."""
        if self.patient and self.now() + _SLACK < memory.not_before:
            return Polled("resting", (), memory)
        try:
            fetched = self.get(feed.url, etag=memory.etag, modified=memory.modified)
        except FetchError as error:
            return self._failed(feed, memory, error.reason, error.retry_after)
        calm = memory.model_copy(update={"failures": 0, "not_before": 0.0})
        if fetched.unchanged:
            return Polled("unchanged", (), calm)
        found = tuple(items(io.BytesIO(fetched.body), ".rss", self._origin(feed, fetched)))
        if not any(isinstance(item, Dispatch) for item in found):
            reason = "; ".join(item.reason for item in found[:1] if isinstance(item, ReadProblem))
            return self._failed(feed, memory, reason, None)
        return self._read(found, calm.model_copy(update={"etag": fetched.etag, "modified": fetched.modified}))

    def _read(self, found: tuple[Item, ...], memory: FeedMemory) -> Polled:
        if not self.full_text:
            return Polled("read", found, memory)
        read = Pages(self.get, self._latest()).of(found, memory.seen)
        update: dict[str, object] = {"seen": read.seen}
        if read.pending:
            # The feed must come whole next time, or the pages that failed would not be tried again.
            update |= {"etag": None, "modified": None}
        return Polled("read", read.items, memory.model_copy(update=update))

    def _failed(self, feed: Feed, memory: FeedMemory, reason: str, retry_after: float | None) -> Polled:
        failures = memory.failures + 1
        wait = max(min(DAY, self.rest * 2.0 ** min(failures - 1, 20)), min(retry_after or 0.0, LONGEST_REST))
        until = self.now() + wait
        told = f"{reason}; failure {failures} in a row, asked again after {_clock(until)}"
        later = memory.model_copy(update={"failures": failures, "not_before": until})
        return Polled("failed", (ReadProblem(feed.url, None, told),), later)

    def _origin(self, feed: Feed, fetched: Fetched) -> Origin:
        return Origin(feed.url, feed.url, self._latest(), url=fetched.url, content_type=fetched.content_type)

    def _latest(self) -> dt.date:
        return dt.date.fromtimestamp(self.now()) + dt.timedelta(days=1)


def _clock(seconds: float) -> str:
    return f"{dt.datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
