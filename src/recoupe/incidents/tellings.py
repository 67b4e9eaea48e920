"""An event beside the dispatch that tells it: what incidents are written from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.records import Dispatch, Event, Span
from recoupe.store.stored import Stored


@dataclass(frozen=True)
class Telling:
    """One event of one dispatch. ``copy_of`` is the key of the dispatch of which this one is a (near-)duplicate."""

    event_id: str
    key: str
    dispatch: Dispatch
    published: dt.date | None
    copy_of: str | None
    event: Event

    def words(self, span: Span) -> str:
        """What the dispatch says between two offsets."""
        return self.dispatch.text[slice(*span)]

    @property
    def age(self) -> tuple[dt.date, str]:
        """What accounts are put in order by: the day of publication (the event's where that is not known), then the id."""
        day = self.published or (self.event.date.start if self.event.date else dt.date.max)
        return day, self.event_id


def tellings_of(stored: Stored) -> list[Telling]:
    """One for each event of a dispatch."""
    return [
        Telling(f"{stored.key}:{event.id}", stored.key, stored.dispatch, stored.coded.published, stored.copy_of, event)
        for event in stored.coded.events
    ]
