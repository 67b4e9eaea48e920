"""A case: what counts once, be it told by one dispatch or, where accounts are linked (``recoupe incidents``), by many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recoupe.incidents import Incident
from recoupe.records import Event, Range
from recoupe.report.entries import Entry

FIGURES = ("killed", "injured", "captured", "displaced")
_PLACE = ("site", "town", "district", "province", "area", "country")
_DATE = ("day", "week", "month", "year", "unknown")


@dataclass(frozen=True)
class Toll:
    """People, as UCDP states a toll: low, best, high; ``open_above`` where nothing bounds it from above."""

    low: int
    best: int
    high: int
    open_above: bool


@dataclass(frozen=True)
class Case:
    """One event, with the entries that tell it, earliest first; ``incident`` is None where it stands alone."""

    entries: tuple[Entry, ...]
    tolls: Mapping[str, Toll]
    incident: Incident | None = None

    @property
    def lead(self) -> Entry:
        """The entry that says it best: news of it before plans and denials, then the finer place and day, then the earlier."""
        return min(enumerate(self.entries), key=lambda found: (_rank(found[1]), found[0]))[1]

    @property
    def event(self) -> Event:
        """The record of ``lead``, which stands for the case on map, timeline and in the table."""
        return self.lead.event

    @property
    def family(self) -> str:
        """The kind of event: battle, explosion, civilians, protest, riot or strategic."""
        return self.event.type.partition(".")[0]

    @property
    def occurred(self) -> bool:
        """Whether any entry tells it as news of something that took place."""
        return any(entry.occurred for entry in self.entries)

    @property
    def denied(self) -> bool:
        """Whether any entry says that it was denied."""
        return any(entry.event.status == "denied" for entry in self.entries)

    @property
    def unconfirmed(self) -> bool:
        """Whether every entry doubts it."""
        return all(entry.event.certainty == "unconfirmed" for entry in self.entries)

    @property
    def first_day(self) -> dt.date | None:
        """The first day on which it may have happened."""
        return self.lead.first_day

    @property
    def country(self) -> str | None:
        """The country where it happens (ISO 3166-1 alpha-2)."""
        return self.event.place.country if self.event.place else None


def cases_of(entries: Sequence[Entry], incidents: Iterable[Incident]) -> list[Case]:
    """The cases of entries, in order of first day (undated ones last) and event id; each entry is in exactly one.

    An entry of no incident is a case of its own.
    """
    by_id = {entry.event_id: entry for entry in entries}
    found: list[Case] = []
    for incident in incidents:
        told = tuple(by_id.pop(one.event_id) for one in incident.accounts if one.event_id in by_id)
        if told:
            tolls: dict[str, Toll] = {
                one.field: Toll(one.low, one.best, one.high, one.open_above) for one in incident.tolls
            }
            found.append(Case(told, tolls, incident))
    found += [Case((entry,), _own_tolls(entry.event)) for entry in by_id.values()]
    return sorted(found, key=lambda case: (case.first_day or dt.date.max, case.lead.event_id))


def toll_of(figure: Range) -> Toll:
    """The toll of one account's figure: best is the middle of a range rounded down, the least where it is open above."""
    low, high = figure
    return Toll(low, low, low, True) if high is None else Toll(low, (low + high) // 2, high, False)


def _own_tolls(event: Event) -> dict[str, Toll]:
    given = {name: getattr(event, name) for name in FIGURES}
    return {name: toll_of(figure) for name, figure in given.items() if figure is not None}


def _rank(entry: Entry) -> tuple[bool, bool, int, int]:
    event = entry.event
    place = _PLACE.index(event.place.precision) if event.place else len(_PLACE)
    day = _DATE.index(event.date.precision) if event.date else len(_DATE)
    return not entry.occurred, entry.copy_of is not None, place, day
