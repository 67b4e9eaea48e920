"""The values of an event in words, one function a column. All of them return printable text."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.records import DateSpan, Event, Party, Place, Range
from recoupe.rendering.plain import printable

FIGURES = ("killed", "injured", "captured", "displaced")


def cells(event: Event) -> dict[str, str]:
    """The columns of an event's row, in order; "" where the event says nothing."""
    return {
        "": event.id,
        "type": event.type,
        "who → whom": who(event),
        "where": where(event),
        "when": when(event.date),
        "toll": toll(event),
        "according to": printable(", ".join(source.text for source in event.sources)),
        "status": f"{event.status}, {event.certainty}",
    }


def who(event: Event) -> str:
    """Actors → targets; "?" for a side that the dispatch leaves open."""
    if not event.actors and not event.targets:
        return ""
    return f"{_parties(event.actors)} → {_parties(event.targets)}"


def _parties(parties: Iterable[Party]) -> str:
    return printable(", ".join(party.name for party in parties)) or "?"


def where(event: Event) -> str:
    """The place, and for a movement where from and where to."""
    ways = (("", event.place), ("from ", event.origin), ("to ", event.destination))
    return "; ".join(word + place(found) for word, found in ways if found)


def place(found: Place) -> str:
    """Name, country and precision: "Ménaka (ML, town)"."""
    return printable(f"{found.name} ({', '.join(filter(None, (found.country, found.precision)))})")


def when(date: DateSpan | None) -> str:
    """First and last day; the precision unless it is the day; "inferred" where no words give it."""
    if date is None:
        return ""
    days = date.start.isoformat() if date.start == date.end else f"{date.start.isoformat()} – {date.end.isoformat()}"
    marks: list[str] = [date.precision] if date.precision != "day" else []
    marks += ["inferred"] if date.inferred else []
    return f"{days} ({', '.join(marks)})" if marks else days


def toll(event: Event) -> str:
    """The figures that are given: "killed 12–, injured 3–9"."""
    given = ((name, getattr(event, name)) for name in FIGURES)
    return ", ".join(f"{name} {figure(value)}" for name, value in given if value is not None)


def figure(value: Range) -> str:
    """A range in words: 12 (exact), 3–9, 12– (at least)."""
    low, high = value
    return str(low) if low == high else f"{low}–{'' if high is None else high}"
