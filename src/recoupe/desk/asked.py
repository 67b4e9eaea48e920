"""The one filter of the desk: an address in, the same address out, and the SQL condition between.

Map, timeline, table, review queue, API and exports all take it, so that a view is its address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_args
from urllib.parse import urlencode

from recoupe.desk.errors import DeskError
from recoupe.records import Certainty, EventType, Status
from recoupe.store import EventFilter
from recoupe.text import key

FAMILIES = ("battle", "explosion", "civilians", "protest", "riot", "strategic")
REVIEWS = ("open", "done", "accept", "correct", "add", "reject")
Box = tuple[float, float, float, float]
_LONGEST = 200
"""Characters of a value; a longer one is no name."""


@dataclass(frozen=True)
class Asked:
    """Events that pass all that is given; what is None asks for nothing.

    ``place`` and ``source`` are parts of a name (of the place; of who is cited or who published), ``sure`` and ``unsure``
    bounds of confidence in percent, ``contested`` asks for events of incidents whose accounts contradict each other, ``review``
    is one of REVIEWS, and ``box`` is (west, south, east, north) in degrees. Rejected records pass only where they are asked for.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    certainty: str | None = None
    source: str | None = None
    sure: int | None = None
    unsure: int | None = None
    contested: bool | None = None
    review: str | None = None
    box: Box | None = None

    def query(self, **changes: object) -> str:
        """The filter as the query of an address, with what is changed; "" where it asks for nothing."""
        told = replace(self, **{name: value for name, value in changes.items() if name in _NAMES})  # type: ignore[arg-type]
        more = {name: value for name, value in changes.items() if name not in _NAMES and value not in (None, "")}
        return urlencode({**told.pairs(), **{name: str(value) for name, value in more.items()}})

    def pairs(self) -> dict[str, str]:
        """What is given, as the address writes it."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: _written(value) for name, value in given.items() if value is not None}

    def condition(self, first: int = 1) -> tuple[str, list[object]]:
        """SQL over the view ``standing e`` that begins with " AND", and its parameters, numbered from ``$first``."""
        kept = EventFilter(self.since, self.until, self.country, self.type, self.status)
        said, given = kept.condition(first)
        for form, value in self._more():
            numbered = f"${first + len(given)}"
            said += " AND " + form.replace("$", f"CAST({numbered} AS {_SQL_TYPES[type(value)]})")
            given.append(value)
        return said + self._plain(), given

    def _more(self) -> list[tuple[str, Any]]:
        """Conditions with one value each, which stands for every "$" in them."""
        west, south, east, north = self.box or (None,) * 4
        asked: list[tuple[str, Any]] = [
            ("strpos(lower(e.place), $) > 0", self.place and self.place.lower()),
            (
                "((e.party_keys IS NULL AND e.event_id IN (SELECT p.event_id FROM parties p WHERE p.name_key = $))"
                " OR strpos(e.party_keys, '|' || $ || '|') > 0)",
                self.actor and key(self.actor),
            ),
            ("e.certainty = $", self.certainty),
            (
                "(strpos(lower(e.sources), $) > 0 OR e.key IN"
                " (SELECT d.key FROM dispatches d WHERE strpos(lower(d.publisher), $) > 0))",
                self.source and self.source.lower(),
            ),
            ("e.confidence >= $", None if self.sure is None else self.sure / 100),
            ("e.confidence <= $", None if self.unsure is None else self.unsure / 100),
            ("e.lon >= $", west), ("e.lat >= $", south), ("e.lon <= $", east), ("e.lat <= $", north),
        ]  # fmt: skip
        if self.review in ("accept", "correct", "add", "reject"):
            asked.append(("e.verdict = $", self.review))
        return [(form, value) for form, value in asked if value is not None]

    def _plain(self) -> str:
        """Conditions without a value."""
        parts = [CONTESTED] if self.contested else []
        if self.review == "open":
            parts.append("e.verdict IS NULL")
        elif self.review == "done":
            parts.append("e.verdict IS NOT NULL")
        elif self.review is None:
            parts.append("(e.verdict IS NULL OR e.verdict <> 'reject')")
        return "".join(f" AND {part}" for part in parts)


TORN = """min(a.key) <> max(a.key) AND (
        max(a.killed_low) > min(a.killed_high) OR max(a.injured_low) > min(a.injured_high)
        OR max(a.captured_low) > min(a.captured_high) OR max(a.displaced_low) > min(a.displaced_high)
        OR min(a.country) <> max(a.country)
        OR (max(a.status) <> min(a.status) AND max(CASE WHEN a.status = 'denied' THEN 1 ELSE 0 END) = 1)
        OR max(CASE WHEN a.date_precision = 'day' AND NOT a.date_inferred THEN a.date_start END)
            > min(CASE WHEN a.date_precision = 'day' AND NOT a.date_inferred THEN a.date_end END))"""
"""Of the records ``a`` of one incident: two dispatches give tolls, countries or days that cannot both be so, or one denies it."""

CONTESTED_EVENTS = f"""SELECT r.event_id FROM incident_records r JOIN (
    SELECT i.incident FROM incident_records i JOIN standing a ON a.event_id = i.event_id GROUP BY i.incident HAVING {TORN}
    ) c ON c.incident = r.incident"""
CONTESTED = f"e.event_id IN ({CONTESTED_EVENTS})"

_NAMES = {one.name for one in fields(Asked)}
_SQL_TYPES = {str: "text", float: "double precision"}


def asked_for(query: Mapping[str, str]) -> Asked:
    """The filter of an address; names that are none of its own are passed over, and so is an empty value.

    Raises DeskError, naming the value and the mend, where one is wrong.
    """
    given = {name: query[name].strip() for name in _READERS if query.get(name, "").strip()}
    values = {name: _READERS[name](name, value) for name, value in given.items()}
    made = Asked(**values)
    if made.since and made.until and made.until < made.since:
        raise DeskError(f"until {made.until}: the last day lies before the first, {made.since}; exchange them")
    return made


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, tuple):
        return ",".join(f"{part:.5g}" for part in value)
    return str(value)


def _day(name: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise DeskError(f"{name}={value[:40]!r} is no day; write it as YYYY-MM-DD") from None


def _country(name: str, value: str) -> str:
    if len(value) != 2 or not value.isascii() or not value.isalpha():
        raise DeskError(f"{name}={value[:40]!r} is no country; give two letters of ISO 3166-1, e.g. ML")
    return value.upper()


def _words(name: str, value: str) -> str:
    if len(value) > _LONGEST or "\0" in value:
        raise DeskError(f"{name}: {len(value):,} characters; give a name of {_LONGEST} at most")
    return value


def _one_of(*known: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value not in known:
            raise DeskError(f"{name}={value[:40]!r}: give one of {', '.join(known)}")
        return value

    return read


def _percent(name: str, value: str) -> int:
    if not value.isdecimal() or len(value) > 3 or int(value) > 100:
        raise DeskError(f"{name}={value[:40]!r}: give a whole number from 0 to 100, in percent")
    return int(value)


def _yes(name: str, value: str) -> bool | None:
    return _one_of("1", "0")(name, value) == "1" or None


def box_of(name: str, value: str) -> Box:
    """The box of an address. Raises DeskError, naming the value and the mend, where it is none."""
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise DeskError(f"{name}={value[:60]!r}: give west,south,east,north in degrees") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise DeskError(
            f"{name}={value[:60]!r}: west to east lies within -180 and 180, south to north within -90 and 90"
        )
    return west, south, east, north


_READERS: dict[str, Callable[[str, str], Any]] = {
    "since": _day, "until": _day, "country": _country, "place": _words, "actor": _words,
    "type": _one_of(*FAMILIES, *get_args(EventType)), "status": _one_of(*get_args(Status)),
    "certainty": _one_of(*get_args(Certainty)), "source": _words, "sure": _percent, "unsure": _percent,
    "contested": _yes, "review": _one_of(*REVIEWS), "box": box_of,
}  # fmt: skip
