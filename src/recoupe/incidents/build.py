"""The tellings of one incident to its record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from recoupe.incidents.accounts import independent, told_by
from recoupe.incidents.disagree import compare_accounts
from recoupe.incidents.records import Account, Incident, Voice
from recoupe.incidents.tellings import Telling
from recoupe.incidents.tolls import tolls


def build(identity: str, tellings: Iterable[Telling], *, confirmed: bool = False) -> Incident:
    """The incident of an id; the order in which its tellings come does not matter. Raises ValueError where there is none."""
    ordered = sorted(tellings, key=lambda one: one.age)
    if not ordered:
        raise ValueError(f"{identity}: an incident has at least one record")
    told = told_by(ordered)
    compared = compare_accounts(ordered, told.voices)
    voices = tuple(Voice(name=name, event_ids=events) for name, events in independent(ordered, told).items())
    places = Counter(one.event.place.country for one in ordered if one.event.place and one.event.place.country)
    return Incident(
        id=identity,
        accounts=tuple(_account(one, told.voices[one.event_id], told.copies.get(one.event_id)) for one in ordered),
        voices=voices,
        independent=len(voices),
        agreed=dict(compared.agreed),
        differences=compared.differences,
        tolls=tolls(ordered, told.voices, told.copies),
        denied=any(one.event.status == "denied" for one in ordered),
        confirmed=confirmed,
        first_day=_first_day(ordered),
        country=min(places, key=lambda code: (-places[code], code), default=None),
    )


def _first_day(tellings: Sequence[Telling]) -> dt.date | None:
    """The day that most accounts begin it on, those that give a day before those that give a week or less; the earliest of equals."""
    dates = [one.event.date for one in tellings if one.event.date]
    days = Counter(date.start for date in dates if date.precision == "day") or Counter(date.start for date in dates)
    return min(days, key=lambda day: (-days[day], day), default=None)


def _account(one: Telling, voice: str, copy_of: str | None) -> Account:
    event = one.event
    return Account(
        event_id=one.event_id,
        dispatch=one.key,
        dispatch_id=one.dispatch.id,
        title=one.dispatch.title,
        publisher=one.dispatch.publisher,
        published=one.published,
        url=one.dispatch.url,
        voice=voice,
        copy_of=copy_of,
        recalls=event.status == "background",
        type=event.type,
        status=event.status,
        certainty=event.certainty,
        sources=tuple(source.text for source in event.sources),
        evidence=tuple(one.words(span) for span in event.evidence),
        evidence_spans=event.evidence,
    )
