"""The records of incidents: immutable, with a JSON Schema like every record."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from recoupe.records import Certainty, EventType, Range, Record, Span, Status

FieldName = Literal[
    "type", "status", "actors", "targets", "place", "date", "killed", "injured", "captured", "displaced"
]


class Account(Record):
    """One record of an incident: a dispatch's telling of it.

    ``voice`` is whose account it is: the outlet's own, or that of the agency or paper which it cites or copies. ``copy_of``
    is the event id of the earlier account that it repeats. ``recalls`` says that the dispatch only looks back at the
    incident (status background): it is listed, but is no account of the day.
    """

    event_id: str
    dispatch: str
    dispatch_id: str
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    voice: str
    copy_of: str | None = None
    recalls: bool = False
    type: EventType
    status: Status
    certainty: Certainty
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    evidence_spans: tuple[Span, ...] = ()


class Voice(Record):
    """One independent account: who speaks, and by which records; the later ones are updates, citations and copies."""

    name: str
    event_ids: tuple[str, ...]


class Statement(Record):
    """Who says a value: the account, its day, whom it cites, and the words (with their place in its text) that state it."""

    event_id: str
    voice: str
    published: dt.date | None = None
    sources: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Value(Record):
    """One value of a field as the codebook writes it, how people read it, and who says it."""

    value: Any
    shown: str
    statements: tuple[Statement, ...]


class Difference(Record):
    """The values of a field side by side, the best told first.

    ``contradiction`` says why they cannot all be so, and is None where they can: an account may know more or put it
    otherwise without contradicting.
    """

    field: FieldName
    values: tuple[Value, ...]
    contradiction: str | None = None


class Move(Record):
    """A toll as it stood in one account, copies left out."""

    published: dt.date | None
    voice: str
    event_id: str
    figure: Range


class Toll(Record):
    """People killed, injured, captured or displaced, as UCDP states a toll: low, best, high.

    ``low`` and ``high`` span what all accounts give (``open_above`` where one has no upper bound); ``best`` is that of the
    latest well-sourced account: the last by day of publication that is not unconfirmed and does not merely recall. Of a
    range it takes the middle, rounded down; of one open above the least; "up to N" (from nought) is used where nothing
    else is told.
    """

    field: FieldName
    low: int
    best: int
    high: int
    open_above: bool
    best_from: str
    moves: tuple[Move, ...]


class Incident(Record):
    """One event as all its accounts tell it, earliest first.

    ``agreed`` holds the fields on which all accounts that tell them are one (field to value as people read it); ``differences``
    the others. ``independent`` counts ``voices``. ``confirmed`` says that an editor has checked which records belong to it.
    """

    id: str
    accounts: tuple[Account, ...]
    voices: tuple[Voice, ...]
    independent: int
    agreed: dict[str, str]
    differences: tuple[Difference, ...]
    tolls: tuple[Toll, ...]
    denied: bool = False
    confirmed: bool = False
    first_day: dt.date | None = None
    country: str | None = None

    def toll(self, field: str) -> Toll | None:
        """The toll of a field, None where no account gives one."""
        return next((toll for toll in self.tolls if toll.field == field), None)
