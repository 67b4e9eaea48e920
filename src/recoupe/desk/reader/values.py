"""A record as the reader's card shows it: its fields in order, each with its value, its sureness and its own marks."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.desk.reviews.standing import Standing
from recoupe.desk.shown import figure
from recoupe.records import Event

FIELDS = (
    "actors", "targets", "place", "origin", "destination", "date", "killed", "injured", "captured", "displaced", "sources",
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """A field's value in parts (one a party, one a source), where it comes from (stated, inherited, inferred, or ""), and the
    rule that gave it. ``mark`` is the name of its words' marks."""

    field: str
    parts: tuple[str, ...]
    how: str
    rule: str
    mark: str


@dataclass(frozen=True)
class Card:
    """One record: its number on the page from 1, what stands, its values in order, and its parties' loaded words."""

    number: int
    standing: Standing
    values: tuple[Value, ...]
    loaded: tuple[str, ...]

    @property
    def event(self) -> Event:
        return self.standing.event


def card(standing: Standing, number: int) -> Card:
    """The card of a record; fields of which nothing is told are left out."""
    event = standing.event
    told = ((name, _parts(event, name)) for name in FIELDS)
    values = tuple(_value(event, number, name, parts) for name, parts in told if parts)
    words = dict.fromkeys(word for party in (*event.actors, *event.targets) for word in party.loaded)
    return Card(number, standing, values, tuple(words))


def _value(event: Event, number: int, field: str, parts: tuple[str, ...]) -> Value:
    notes = [note for note in event.notes if note.field == field]
    inferred = field == "date" and event.date is not None and event.date.inferred
    how = "inferred" if inferred else notes[0].how if notes else ""
    rule = "; ".join(dict.fromkeys(note.rule for note in notes))
    return Value(field, parts, how, rule, f"e{number}-{field}")


def _parts(event: Event, field: str) -> tuple[str, ...]:
    """The value as people read it; () where nothing is told."""
    value = getattr(event, field)
    if not value:
        return ()
    if field in ("actors", "targets"):
        return tuple(
            party.name if "(" in party.name or not party.country else f"{party.name} ({party.country})"
            for party in value
        )
    if field == "sources":
        return tuple(source.text for source in value)
    if field in ("place", "origin", "destination"):
        return (f"{value.name} ({value.country})" if value.country else value.name,)
    if field == "date":
        return (value.start.isoformat() if value.start == value.end else f"{value.start} – {value.end}",)
    return (figure(*value),)
