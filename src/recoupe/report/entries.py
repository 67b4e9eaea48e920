"""An entry: one account of an event, with what the page shows of the dispatch that gives it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.records import Event
from recoupe.store import Stored
from recoupe.store.exact import holdable
from recoupe.text import key as folded

OCCURRED = ("happened", "ongoing")
"""The statuses of what took place or goes on, as news; tolls, actors, timeline and map count these alone."""


@dataclass(frozen=True)
class Entry:
    """One event of one dispatch; ``event`` comes without its notes, ``evidence`` are the dispatch's words."""

    event_id: str
    key: str
    event: Event
    evidence: tuple[str, ...]
    dispatch_id: str
    title: str | None
    publisher: str | None
    published: dt.date | None
    published_inferred: bool
    url: str | None
    lang: str | None
    copy_of: str | None

    @property
    def occurred(self) -> bool:
        """Whether the dispatch tells it as news of something that took place."""
        return self.event.status in OCCURRED

    @property
    def first_day(self) -> dt.date | None:
        """The first day on which it may have happened."""
        return self.event.date.start if self.event.date else None

    @property
    def one_sided(self) -> str | None:
        """The party whose word it is alone: "actors" or "targets", where every source that is cited is on that side.

        A source is on a side where its words hold the words of one of that side's parties, or that party's name.
        """
        for side in ("actors", "targets"):
            if self.event.sources and all(self._speaks_for(source.text, side) for source in self.event.sources):
                return side
        return None

    def _speaks_for(self, source: str, side: str) -> bool:
        said = f" {folded(source)} "
        names = {folded(name) for party in getattr(self.event, side) for name in (party.text, party.name)}
        return any(f" {name} " in said for name in names if name)


def event_id(key: str, event: Event) -> str:
    """The id of an event in a store (docs/store.md): "KEY:ID"."""
    return f"{key}:{holdable(event.id)}"


def entries_of(stored: Stored, wanted: set[str] | None) -> list[Entry]:
    """The entries of a dispatch whose event ids are wanted; all of them where ``wanted`` is None."""
    dispatch, coded = stored.dispatch, stored.coded
    return [
        Entry(
            event_id=event_id(stored.key, event),
            key=stored.key,
            event=event.model_copy(update={"notes": ()}),
            evidence=tuple(dispatch.text[start:end] for start, end in event.evidence),
            dispatch_id=dispatch.id,
            title=dispatch.title,
            publisher=dispatch.publisher,
            published=coded.published,
            published_inferred=coded.published_inferred,
            url=dispatch.url,
            lang=dispatch.lang,
            copy_of=stored.copy_of,
        )
        for event in coded.events
        if wanted is None or event_id(stored.key, event) in wanted
    ]
