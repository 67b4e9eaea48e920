"""An account: one event and the dispatches that tell it. It is what every format writes from.

Of an event record there is one dispatch; of an incident there are as many as tell it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from recoupe.incidents.tolls import estimate
from recoupe.records import Dispatch, Event, Range
from recoupe.store.exact import holdable
from recoupe.store.stored import Stored


@dataclass(frozen=True)
class Report:
    """One dispatch that tells it.

    ``key`` is its content key, ``published`` the publication day that the coder used, ``copy_of`` the key of the earlier
    dispatch of which it is a copy.
    """

    key: str
    dispatch: Dispatch
    published: dt.date | None = None
    published_inferred: bool = False
    copy_of: str | None = None


@dataclass(frozen=True)
class Passage:
    """Words that state it: of which dispatch, between which offsets."""

    key: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Account:
    """One event (of an incident: what its accounts say of it together), told by at least one report, the earliest first.

    ``independent`` counts the accounts that do not repeat another; ``contradicted`` names the fields on which they cannot
    all be right; ``estimates`` are UCDP's best and high of a toll ("killed", …) where accounts were weighed against each other.
    """

    id: str
    event: Event
    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    independent: int = 1
    contradicted: tuple[str, ...] = ()
    estimates: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        """The earliest of the dispatches that tell it."""
        return self.reports[0]

    @property
    def publisher(self) -> str | None:
        """Those who published it, each once, "; " between them."""
        names = dict.fromkeys(one.dispatch.publisher for one in self.reports if one.dispatch.publisher)
        return "; ".join(names) or None

    def best_of(self, name: str) -> int | None:
        """The best number of a toll ("killed", …): the middle of its range, the least where it is open above.

        Of an incident, that of its latest well-sourced account. None where nothing is told.
        """
        figure: Range | None = getattr(self.event, name)
        if figure is None:
            return None
        return self.estimates[name][0] if name in self.estimates else estimate(figure)

    def high_of(self, name: str) -> int | None:
        """The high number of a toll; the least told where nothing bounds it from above. None where nothing is told."""
        figure: Range | None = getattr(self.event, name)
        if figure is None:
            return None
        low, high = figure
        return self.estimates[name][1] if name in self.estimates else low if high is None else high

    def one_number(self, name: str) -> int:
        """The number for formats that have room for one: the low bound of the range; of an incident its best number."""
        figure: Range | None = getattr(self.event, name)
        if figure is None:
            return 0
        return self.estimates[name][0] if name in self.estimates else figure[0]


def event_id(key: str, event: Event) -> str:
    """The id of an event in a store: "KEY:ID"."""
    return f"{key}:{holdable(event.id)}"


def accounts_of(stored: Stored) -> list[Account]:
    """One for each event of a dispatch."""
    coded, text = stored.coded, stored.dispatch.text
    report = Report(stored.key, stored.dispatch, coded.published, coded.published_inferred, stored.copy_of)
    return [
        Account(
            event_id(stored.key, event),
            event,
            (report,),
            tuple(Passage(stored.key, start, end, text[start:end]) for start, end in event.evidence),
        )
        for event in coded.events
    ]
