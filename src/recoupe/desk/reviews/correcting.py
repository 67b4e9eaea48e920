"""What an editor wrote into the form, to a record; spans are kept where the words are the same, or found in the text.

In: the record before (None for one that is added), the form's fields, the dispatch's text. Out: an Event. Words that the text does
not hold get an empty span at its beginning: the editor's record then states a value that no words do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from recoupe.desk.errors import DeskError
from recoupe.records import DateSpan, Event, Note, Party, Place, Range, Source, Span
from recoupe.text import fold

FIGURES = ("killed", "injured", "captured", "displaced")
Form = Mapping[str, Sequence[str]]
"""The form's fields by name, each with all its values, as a browser sends them."""
_CORRECTED = "editor"
_NOWHERE: Span = (0, 0)


def corrected(before: Event | None, form: Form, text: str, event_id: str) -> Event:
    """The record of a form. Raises DeskError, naming the field and the mend, where a value is none.

    ``event_id`` is the id within the dispatch. A field that the form does not have keeps its value.
    """
    values: dict[str, Any] = {
        "id": event_id,
        "type": _first(form, "type"),
        "status": _first(form, "status"),
        "certainty": _first(form, "certainty"),
        "actors": _parties("actor", form, before.actors if before else (), text),
        "targets": _parties("target", form, before.targets if before else (), text),
        **{name: _place(name, form, getattr(before, name, None), text) for name in ("place", "origin", "destination")},
        "date": _date(form, before.date if before else None),
        **{name: _figure(name, form) for name in FIGURES},
        "sources": _sources(form, before.sources if before else (), text),
        "evidence": before.evidence if before else _evidence(form, text),
        "confidence": 1.0,
    }
    try:
        made = Event(**values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise DeskError(f"{field}: {first['msg']}") from error
    return made.model_copy(update={"notes": _notes(before, made)})


def changed(one: Event, other: Event) -> tuple[str, ...]:
    """The fields in which two records differ, as the codebook writes them."""
    first, second = one.codebook(), other.codebook()
    return tuple(
        name
        for name in first
        if name not in ("id", "confidence", "evidence") and _bare(first[name]) != _bare(second[name])
    )


def _bare(value: Any) -> Any:
    """A value without its words' place in the text."""
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name not in ("span", "text", "loaded", "inferred")}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def _notes(before: Event | None, made: Event) -> tuple[Note, ...]:
    """The notes of what was kept, and one for each field that the editor changed."""
    if before is None:
        return ()
    fields = changed(before, made)
    kept = tuple(note for note in before.notes if note.field not in fields)
    new = tuple(
        Note(field=name, value=str(made.codebook()[name])[:200], how="inferred", rule=_CORRECTED) for name in fields
    )
    return kept + new


def _first(form: Form, name: str) -> str:
    values = form.get(name) or [""]
    return values[0].strip()


def _parties(role: str, form: Form, before: Sequence[Party], text: str) -> tuple[Party, ...]:
    """The parties of a role: rows of name, kind, country and words; a row without a name is none."""
    columns = [list(form.get(f"{role}_{part}", ())) for part in ("name", "kind", "country", "text")]
    rows = max((len(column) for column in columns), default=0)
    padded = [column + [""] * (rows - len(column)) for column in columns]
    written = [tuple(value.strip() for value in row) for row in zip(*padded, strict=True)]
    return tuple(
        _party(role, name, kind, country, words, before, text) for name, kind, country, words in written if name
    )


def _party(role: str, name: str, kind: str, country: str, words: str, before: Sequence[Party], text: str) -> Party:
    same = next((party for party in before if party.text == words and words), None)
    same = same or next((party for party in before if party.name == name), None)
    values: dict[str, Any] = {"name": name, "kind": kind or "unknown", "country": country.upper() or None}
    try:
        if same is not None:
            return Party.model_validate({**same.model_dump(), **values})
        span = _find(words or name, text)
        return Party(text=text[slice(*span)], span=span, **values)
    except ValidationError as error:
        raise DeskError(f"{role} {name!r}: {error.errors()[0]['loc'][-1]}: {error.errors()[0]['msg']}") from error


def _place(field: str, form: Form, before: Place | None, text: str) -> Place | None:
    if f"{field}_name" not in form:
        return before
    name = _first(form, f"{field}_name")
    if not name:
        return None
    values: dict[str, Any] = {
        "name": name,
        "geonameid": _whole(form, f"{field}_geonameid"),
        "lat": _degrees(form, f"{field}_lat"),
        "lon": _degrees(form, f"{field}_lon"),
        "country": _first(form, f"{field}_country").upper() or None,
        "precision": _first(form, f"{field}_precision") or "town",
    }
    if (values["lat"] is None) != (values["lon"] is None):
        raise DeskError(f"{field}: give latitude and longitude, or neither")
    span = before.span if before else _find(name, text)
    try:
        return Place(text=before.text if before else text[slice(*span)], span=span, **values)
    except ValidationError as error:
        raise DeskError(f"{field}: {error.errors()[0]['loc'][-1]}: {error.errors()[0]['msg']}") from error


def _date(form: Form, before: DateSpan | None) -> DateSpan | None:
    start, end = _first(form, "date_start"), _first(form, "date_end")
    if not start and not end:
        return None
    try:
        first, last = dt.date.fromisoformat(start or end), dt.date.fromisoformat(end or start)
    except ValueError:
        raise DeskError(f"date: {(start or end)[:40]!r} is no day; write it as YYYY-MM-DD") from None
    if last < first:
        raise DeskError(f"date: the last day, {last}, lies before the first, {first}")
    precision: Any = _first(form, "date_precision") or "day"
    unchanged = before is not None and (before.start, before.end, before.precision) == (first, last, precision)
    if before is not None and unchanged:
        return before
    return DateSpan(start=first, end=last, precision=precision, span=before.span if before else None)


def _figure(name: str, form: Form) -> Range | None:
    low, high = _whole(form, f"{name}_low"), _whole(form, f"{name}_high")
    if low is None and high is None:
        return None
    if low is not None and high is not None and high < low:
        raise DeskError(f"{name}: at least {low}, at most {high}; exchange them")
    return (low or 0, high)


def _sources(form: Form, before: Sequence[Source], text: str) -> tuple[Source, ...]:
    """A source a line."""
    lines = [line.strip() for line in _first(form, "sources").splitlines() if line.strip()]
    known = {source.text.strip(): source for source in before}
    return tuple(known.get(line) or Source(text=line, span=_find(line, text)) for line in lines)


def _evidence(form: Form, text: str) -> tuple[Span, ...]:
    """The passages of an added record: each line of the form must stand in the text."""
    spans = [_find(line.strip(), text) for line in _first(form, "evidence").splitlines() if line.strip()]
    if not spans or _NOWHERE in spans:
        raise DeskError("evidence: copy the words of the dispatch that state the event, a passage a line")
    return tuple(spans)


def _find(words: str, text: str) -> Span:
    """Where words stand in the text, whatever the case and accents; an empty span where they do not."""
    found = fold(text).find(fold(words)) if words else -1
    return (found, found + len(words)) if found >= 0 else _NOWHERE


def _whole(form: Form, name: str) -> int | None:
    written = _first(form, name)
    if not written:
        return None
    if not written.isdecimal() or len(written) > 12:
        raise DeskError(f"{name}: {written[:40]!r} is no whole number")
    return int(written)


def _degrees(form: Form, name: str) -> float | None:
    written = _first(form, name).replace(",", ".")
    if not written:
        return None
    try:
        return float(written)
    except ValueError:
        raise DeskError(f"{name}: {written[:40]!r} is no number of degrees") from None
