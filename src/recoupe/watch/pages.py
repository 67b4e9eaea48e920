"""The pages of a feed's items, each fetched once: the full text where a feed has a summary."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recoupe.reading import ReadProblem
from recoupe.reading.fetch import Fetched, FetchError
from recoupe.reading.html import read_html
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Unreadable
from recoupe.records import Dispatch
from recoupe.store import content_key

_PASSING = frozenset((None, 408, 425, 429))
"""Statuses of failures that may pass, besides those from 500: no answer at all, or one that asks for patience."""


@dataclass(frozen=True)
class PagesRead:
    """Items with their pages' texts, and problems; the keys of the feed's items that are done with; how many are not."""

    items: tuple[Item, ...]
    seen: tuple[str, ...]
    pending: int


@dataclass(frozen=True)
class Pages:
    """Fetches pages; ``latest`` is the last day on which one can have been published."""

    get: Callable[[str], Fetched]
    latest: dt.date

    def of(self, items: Sequence[Item], seen: Sequence[str]) -> PagesRead:
        """The page of each item whose key is not in ``seen``; an item without an address is taken as the feed has it."""
        done: list[str] = []
        found: list[Item] = []
        pending = 0
        for item in items:
            if isinstance(item, ReadProblem):
                found.append(item)
                continue
            key = content_key(item)
            final = True
            if key not in seen:
                read, final = self._read(item) if item.url else (item, True)
                found.append(read)
            done += [key] if final else []
            pending += not final
        return PagesRead(tuple(found), tuple(done), pending)

    def _read(self, item: Dispatch) -> tuple[Item, bool]:
        """The page's dispatch, or its problem; and whether it is of no use to try again."""
        url = item.url or ""
        try:
            fetched = self.get(url)
        except FetchError as error:
            passing = error.status in _PASSING or (error.status or 0) >= 500
            mend = "tried again at the next poll" if passing else "the feed has it in part"
            return ReadProblem(url, None, f"{error.reason} ({mend})"), not passing
        origin = Origin(url, url, self.latest, url=fetched.url, content_type=fetched.content_type)
        try:
            (read,) = read_html(io.BytesIO(fetched.body), origin)
        except Unreadable as error:
            return origin.problem(error), True
        if isinstance(read, ReadProblem):
            return read, True
        told = {"title": item.title, "published": item.published, "publisher": item.publisher}
        known = {name: value for name, value in told.items() if value is not None}
        return read.model_copy(update={**known, "id": item.id, "url": url}), True
