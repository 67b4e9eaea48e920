"""Which events are asked for, and the SQL condition that says so in both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.text import key


@dataclass(frozen=True)
class EventFilter:
    """Events that pass all that is given; what is None asks for nothing.

    ``since`` and ``until`` are days: an event passes if it may lie between them (an undated one does not);
    ``country`` is the ISO 3166-1 alpha-2 code of its place; ``type`` a type ("battle.clash") or a family of them ("battle");
    ``actor`` the name of a party in either role, whatever its case, accents and punctuation.
    Raises ValueError where ``until`` lies before ``since``.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    actor: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"since {self.since}, until {self.until}: the last day lies before the first")

    def condition(self, first: int = 1) -> tuple[str, list[object]]:
        """SQL over ``events e`` that begins with " AND", and its parameters, numbered from ``$first``."""
        asked: list[tuple[str, object]] = [
            ("e.date_end >= {}", self.since),
            ("e.date_start <= {}", self.until),
            ("e.country = {}", self.country and self.country.upper()),
            ("(e.type = {0} OR starts_with(e.type, {0} || '.'))", self.type),
            ("e.status = {}", self.status),
            (
                "EXISTS (SELECT 1 FROM parties p WHERE p.event_id = e.event_id AND p.name_key = {})",
                self.actor and key(self.actor),
            ),
        ]
        given = [(form, value) for form, value in asked if value is not None]
        parts = [
            " AND " + form.format(f"CAST(${number} AS {'date' if isinstance(value, dt.date) else 'text'})")
            for number, (form, value) in enumerate(given, first)
        ]
        return "".join(parts), [value for _, value in given]
