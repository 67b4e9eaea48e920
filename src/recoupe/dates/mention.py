"""What the stage hands on: one record for each expression of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.records import DatePrecision, Span

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class DateMention:
    """An expression of time. ``start`` and ``end`` are None where it cannot be resolved without a publication day.

    ``anaphoric`` holds the offset in days from the day told last before it ("la veille": -1); ``open_start`` marks
    "depuis …"; ``weekday`` is kept so that a planned event can take the next such day instead of the last.
    """

    span: Span
    text: str
    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision
    rule: str
    anaphoric: int | None = None
    open_start: bool = False
    weekday: int | None = None
