"""Records to rows and back.

In: Stored dispatches with the positions they get. Out: rows for each table of ``schema.TABLES``, in its columns' order;
and from the rows the records again, equal to what was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from recoupe.records import CodedDispatch, Dispatch, Event, Party, Place, Range, Record, Span
from recoupe.store.exact import from_json, holdable, to_json
from recoupe.store.schema import TABLES
from recoupe.store.stored import Stored
from recoupe.text import key as folded

Row = tuple[Any, ...]
BIGGEST = 2**63 - 1
"""What a column of whole numbers holds at most; a larger figure stands there as this, and exactly in the record."""


class _Exact(Record):
    """A dispatch and what it came to, less its events, where the flat columns cannot hold them exactly."""

    dispatch: Dispatch
    coded: CodedDispatch


def rows(batch: Iterable[tuple[int, Stored]]) -> dict[str, list[Row]]:
    """The rows of every table for dispatches with their positions."""
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for position, stored in batch:
        tables["dispatches"].append(_dispatch_row(position, stored))
        for number, event in enumerate(stored.coded.events, 1):
            event_id = f"{stored.key}:{holdable(event.id)}"
            shown, whole = to_json(event)
            tables["events"].append((event_id, stored.key, position, number, *_flat(event), shown, whole))
            _add_parts(tables, event_id, event, stored.dispatch.text)
    return tables


def flat_event(event: Event) -> Row:
    """The values of ``schema.EVENT_COLUMNS`` for one event."""
    return (*_flat(event), to_json(event)[0])


def _flat(event: Event) -> Row:
    """All of them but the record."""
    place, date = event.place, event.date
    return (
        holdable(event.id), event.type, event.status, event.certainty, event.confidence,
        _joined(party.name for party in event.actors), _joined(party.name for party in event.targets),
        _joined(source.text for source in event.sources),
        *_named(place)[:2], *((place.lat, place.lon, place.country, place.precision) if place else (None,) * 4),
        *_named(event.origin), *_named(event.destination),
        *((date.start, date.end, date.precision, date.inferred) if date else (None,) * 4),
        *_figure(event.killed), *_figure(event.injured), *_figure(event.captured), *_figure(event.displaced),
    )  # fmt: skip


def stored_from(row: dict[str, Any], events: Sequence[dict[str, Any]]) -> Stored:
    """A dispatch from its row and those of its events, in order.

    Raises ValidationError (pydantic) where the rows are not as ``rows`` made them.
    """
    coded_events = tuple(event_from(event) for event in events)
    if row["exact"] is not None:
        exact = from_json(_Exact, row["exact"])
        dispatch, coded = exact.dispatch, exact.coded.model_copy(update={"events": coded_events})
    else:
        dispatch = Dispatch(**{name: row[name] for name in Dispatch.model_fields})
        coded = CodedDispatch(
            id=row["id"] if row["coded_id"] is None else row["coded_id"],
            events=coded_events,
            published=row["coded_published"],
            published_inferred=row["published_inferred"],
            skipped=row["skipped"],
        )
    return Stored(row["key"], dispatch, coded, row["copy_of"], row["signature"])


def event_from(row: dict[str, Any]) -> Event:
    """An event from ``record`` and ``exact`` of its row. Raises ValidationError (pydantic) where it is none."""
    return from_json(Event, row["record"] if row["exact"] is None else row["exact"])


def _dispatch_row(position: int, stored: Stored) -> Row:
    dispatch, coded = stored.dispatch, stored.coded
    given = (dispatch.id, dispatch.title, dispatch.text, dispatch.publisher, dispatch.url, dispatch.lang)
    strings = (*given, None if coded.id == dispatch.id else coded.id, coded.skipped)
    held = tuple(None if string is None else holdable(string) for string in strings)
    dispatch_id, title, text, publisher, url, lang, coded_id, skipped = held
    exact = None
    if held != strings:
        shown, whole = to_json(_Exact(dispatch=dispatch, coded=coded.model_copy(update={"events": ()})))
        exact = whole or shown.encode()
    return (
        stored.key, position, dispatch_id, title, text, dispatch.published, publisher, url, lang, coded_id,
        coded.published, coded.published_inferred, skipped, len(coded.events), stored.copy_of, stored.signature, exact,
    )  # fmt: skip


def _add_parts(tables: dict[str, list[Row]], event_id: str, event: Event, text: str) -> None:
    """The rows of the tables whose rows are parts of an event."""
    for role, parties in (("actor", event.actors), ("target", event.targets)):
        tables["parties"] += [(event_id, role, number, *_party(party)) for number, party in enumerate(parties, 1)]
    for number, source in enumerate(event.sources, 1):
        tables["sources"].append((event_id, number, holdable(source.text), *_offsets(source.span)))
    for number, span in enumerate(event.evidence, 1):
        tables["evidence"].append((event_id, number, *_offsets(span), holdable(text[slice(*span)])))
    for number, note in enumerate(event.notes, 1):
        said = (holdable(note.field), holdable(note.value), note.how, holdable(note.rule))
        tables["notes"].append((event_id, number, *said, _spans(note.spans)))


def _party(party: Party) -> Row:
    name = holdable(party.name)
    loaded, text = _joined(party.loaded), holdable(party.text)
    return (name, folded(name), party.kind, party.country, loaded, text, *_offsets(party.span))


def _named(place: Place | None) -> Row:
    """Name, GeoNames id and country."""
    return (holdable(place.name), _fitting(place.geonameid), place.country) if place else (None, None, None)


def _joined(parts: Iterable[str]) -> str | None:
    return holdable("; ".join(parts)) or None


def _figure(figure: Range | None) -> Row:
    return (None, None) if figure is None else (_fitting(figure[0]), _fitting(figure[1]))


def _offsets(span: Span) -> Row:
    return (_fitting(span[0]), _fitting(span[1]))


def _spans(spans: Sequence[Span]) -> str:
    # Written out: json.dumps took a fifth of the time of all rows.
    return f"[{', '.join(f'[{start}, {end}]' for start, end in spans)}]"


def _fitting(number: int | None) -> int | None:
    return None if number is None else max(-BIGGEST, min(number, BIGGEST))
