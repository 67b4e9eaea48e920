"""The accounts of an incident field by field: what they agree on, where they differ, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from recoupe.incidents.compare import confusable
from recoupe.incidents.kinship import kin, known
from recoupe.incidents.records import Difference, FieldName, Statement, Value
from recoupe.incidents.tellings import Telling
from recoupe.places.mention import kilometres
from recoupe.records import Event, Party, Place, Range, Span
from recoupe.rendering.cells import figure, place, when
from recoupe.text import key

FIGURES: tuple[FieldName, ...] = ("killed", "injured", "captured", "displaced")
FIELDS: tuple[FieldName, ...] = ("type", "status", "actors", "targets", "place", "date", *FIGURES)
NEAR_KM = 25
"""Farther apart, two towns contradict each other."""
_REACH_KM = {"district": 60, "area": 150, "province": 200, "country": 2000}


@dataclass(frozen=True)
class Comparison:
    """What the accounts say field by field: ``agreed`` as people read it, and the ``differences``."""

    agreed: Mapping[str, str]
    differences: tuple[Difference, ...]


def compare_accounts(tellings: Sequence[Telling], voices: Mapping[str, str]) -> Comparison:
    """The fields of the tellings of one incident, in order of age."""
    agreed: dict[str, str] = {}
    differences: list[Difference] = []
    for name in FIELDS:
        values = _values(name, tellings, voices)
        if len(values) == 1:
            agreed[name] = values[0].shown
        elif values:
            differences.append(
                Difference(field=name, values=values, contradiction=_contradiction(name, tellings, voices))
            )
            if name in ("actors", "targets") and (shared := _shared(name, tellings)):
                agreed[name] = shared
    return Comparison(agreed, tuple(differences))


def _values(name: FieldName, tellings: Sequence[Telling], voices: Mapping[str, str]) -> tuple[Value, ...]:
    """The values told, that of most voices first, then the earliest; accounts that say nothing of it are left out."""
    grouped: dict[str, list[Telling]] = {}
    for one in tellings:
        shown = _shown(name, one.event)
        if shown:
            grouped.setdefault(shown, []).append(one)
    ordered = sorted(grouped.items(), key=lambda found: -len({voices[one.event_id] for one in found[1]}))
    return tuple(
        Value(
            value=_written(name, ones[0].event),
            shown=shown,
            statements=tuple(_statement(name, one, voices) for one in ones),
        )
        for shown, ones in ordered
    )


def _written(name: str, event: Event) -> Any:
    """The value as the codebook writes it."""
    return event.model_dump(mode="json", include={name})[name]


def _shown(name: FieldName, event: Event) -> str:
    """The value as people read it, by which values are told apart; "" where there is none."""
    value = getattr(event, name)
    if value is None:
        return ""
    if name in ("actors", "targets"):
        return ", ".join(sorted({party.name for party in value if known(party)}))
    if name == "place":
        return place(value)
    if name == "date":
        return when(value)
    return figure(value) if name in FIGURES else str(value)


def _statement(name: FieldName, one: Telling, voices: Mapping[str, str]) -> Statement:
    spans = tuple(sorted(set(_spans(name, one.event))))
    return Statement(
        event_id=one.event_id,
        voice=voices[one.event_id],
        published=one.published,
        sources=tuple(source.text for source in one.event.sources),
        words=tuple(one.words(span) for span in spans),
        spans=spans,
    )


def _spans(name: FieldName, event: Event) -> Iterable[Span]:
    """Where the words stand that give a value: the value's own place in the text, else that of its notes."""
    value = getattr(event, name)
    if name in ("actors", "targets"):
        return [party.span for party in value]
    own = getattr(value, "span", None)
    if own is not None:
        return [own]
    return [span for note in event.notes if note.field == name for span in note.spans]


def _shared(name: FieldName, tellings: Sequence[Telling]) -> str:
    """The parties that every account names which names any."""
    sides = [{party.name for party in getattr(one.event, name) if known(party)} for one in tellings]
    told = [side for side in sides if side]
    return ", ".join(sorted(set.intersection(*told))) if told else ""


def _contradiction(name: FieldName, tellings: Sequence[Telling], voices: Mapping[str, str]) -> str | None:
    """Why the values of a field cannot all be so; the first pair of accounts that shows it, in order of age."""
    test = _TESTS["figure" if name in FIGURES else name]
    for one, other in combinations(tellings, 2):
        if voices[one.event_id] == voices[other.event_id] and name != "status":
            continue
        first, second = getattr(one.event, name), getattr(other.event, name)
        if first and second and test(first, second, _later(one, other)):
            told = (f"{voices[each.event_id]}: {_shown(name, each.event)}" for each in (one, other))
            return f"{_REASONS['figure' if name in FIGURES else name]} ({'; '.join(told)})"
    return None


def _later(one: Telling, other: Telling) -> bool:
    """Whether the second account is of a later day than the first."""
    return one.published is not None and other.published is not None and other.published > one.published


def _parties_differ(one: Sequence[Party], other: Sequence[Party], _: bool) -> bool:
    first, second = (frozenset[str]().union(*(kin(party) for party in side if known(party))) for side in (one, other))
    return bool(first and second and not first & second)


def _places_differ(one: Place, other: Place, _: bool) -> bool:
    if one.country and other.country and one.country != other.country:
        return True
    if key(one.name) == key(other.name) or one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    apart = kilometres(one.lat, one.lon, other.lat, other.lon)
    return apart > max(NEAR_KM, _REACH_KM.get(one.precision, 0), _REACH_KM.get(other.precision, 0))


def _days_differ(one: Any, other: Any, _: bool) -> bool:
    sharp = one.precision == other.precision == "day" and not (one.inferred or other.inferred)
    return sharp and (one.end < other.start or other.end < one.start)


def _figures_differ(one: Range, other: Range, later: bool) -> bool:
    """A toll that rises from day to day is no contradiction; one that falls, or differs on one day, is."""
    falls = other[1] is not None and other[1] < one[0]
    return falls or (not later and one[1] is not None and one[1] < other[0])


def _types_differ(one: str, other: str, _: bool) -> bool:
    pair = {(one, other), (other, one)}
    return one != other and one.partition(".")[0] != other.partition(".")[0] and not pair & set(confusable())


def _denied(one: str, other: str, _: bool) -> bool:
    return one != other and "denied" in (one, other)


_TESTS: dict[str, Callable[[Any, Any, bool], bool]] = {
    "type": _types_differ, "status": _denied, "actors": _parties_differ, "targets": _parties_differ,
    "place": _places_differ, "date": _days_differ, "figure": _figures_differ,
}  # fmt: skip
_REASONS = {
    "type": "different kinds of event", "status": "denied", "actors": "different actors", "targets": "different targets",
    "place": "different places", "date": "different days", "figure": "different tolls",
}  # fmt: skip
