"""Dispatches for the tests of incidents, and events that tell them, made to measure."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Party, Place, Source
from recoupe.store import Stored, content_key

DAY = dt.date(2024, 5, 14)
PLACES = {
    "Arbinda": (14.23, -0.86), "Djibo": (14.10, -1.63), "Kelbo": (13.87, -1.15), "Gao": (16.27, -0.04), "Menaka": (15.92, 2.40),
}  # fmt: skip
KINDS = {
    "Civilians": "civilians", "Protesters": "protesters", "Rioters": "rioters", "Military Forces": "state_forces",
    "Police Forces": "state_forces", "Unidentified": "rebel",
}  # fmt: skip


def party(name: str, country: str | None = None) -> Party:
    """A party of a name; its kind follows from it."""
    kind = next((kind for start, kind in KINDS.items() if name.startswith(start)), "rebel")
    return Party(text=name, name=name, kind=kind, country=country, span=(0, 1))  # type: ignore[arg-type]


def place(name: str, country: str | None = "BF", precision: str = "town", **changes: Any) -> Place:
    """One of PLACES, or what ``changes`` make of it."""
    lat, lon = PLACES.get(name, (None, None))
    given = {
        "text": name,
        "name": name,
        "lat": lat,
        "lon": lon,
        "country": country,
        "precision": precision,
        "span": (0, 1),
    }
    return Place.model_validate({**given, **changes})


def day(start: int = 0, end: int | None = None, precision: str = "day") -> DateSpan:
    """Days counted from DAY."""
    last = DAY + dt.timedelta(days=start if end is None else end)
    return DateSpan.model_validate({"start": DAY + dt.timedelta(days=start), "end": last, "precision": precision})


def event(number: int = 1, **changes: Any) -> Event:
    """An attack at Arbinda on DAY by JNIM that killed twelve soldiers, or what ``changes`` make of it."""
    given = {
        "id": f"e{number}", "type": "battle.clash", "status": "happened", "certainty": "attributed", "actors": (party("JNIM"),),
        "targets": (party("Military Forces of Burkina Faso", "BF"),), "place": place("Arbinda"), "date": day(),
        "killed": (12, 12), "confidence": 1.0,
    }  # fmt: skip
    return Event.model_validate({**given, **changes})


def told(name: str, *events: Event, text: str = "", publisher: str | None = None, published: int | None = 1) -> Stored:
    """A dispatch of a name that tells the events (an attack, if none is given); its text is their evidence."""
    body = text or f"Dépêche {name}."
    given = dt.date.fromordinal(DAY.toordinal() + published) if published is not None else None
    dispatch = Dispatch(
        id=name, text=body, title=f"Titre {name}", publisher=publisher or f"Journal {name}", published=given
    )
    coded = [one.model_copy(update={"evidence": ((0, len(body)),)}) for one in events or (event(),)]
    return Stored(content_key(dispatch), dispatch, CodedDispatch(id=name, events=tuple(coded), published=given))


def cited(*names: str) -> tuple[Source, ...]:
    """Sources of the names."""
    return tuple(Source(text=name, span=(0, 1)) for name in names)


COUNTRYLESS = place("Mer", country=None, precision="area")
