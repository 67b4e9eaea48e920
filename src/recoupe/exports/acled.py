"""ACLED: the 31 columns of its export as CSV, by its codebook (2024: actor types and interactions in words).

A type, a kind of party and a precision become ACLED's by data/crosswalks/acled.toml. ``fatalities`` is the low bound of
the range of those killed (of an incident, the number of its latest well-sourced account); the range itself stands in
``notes``, which are generated from the record's fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import model_validator

from recoupe.exports.account import Account
from recoupe.exports.countries import Country, country_in_acled
from recoupe.exports.crosswalk import Crosswalk, complete, load, one_of
from recoupe.exports.describing import description
from recoupe.exports.errors import LeftOut
from recoupe.exports.numbers import number_of
from recoupe.exports.occurred import dated, located, occurred
from recoupe.exports.tabular import Cell, csv_chunks
from recoupe.exports.taking import Rows, taken
from recoupe.exports.units import units
from recoupe.records import DatePrecision, DateSpan, EventType, Kind, Party, Place, PlacePrecision

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
SUB_EVENTS = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
DISORDERS = ("Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations")
INTERS = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
"""In the order of ACLED's numbers, from 1."""

Inter = Annotated[str, one_of(INTERS, "actor type of ACLED")]
Precision = Literal[0, 1, 2, 3]
"""0 where ACLED has no code: such events are left out."""


class _Type(Crosswalk):
    """One type. ``unnamed_actor`` and ``unnamed_target`` name a party that ACLED wants and the dispatch does not name."""

    event: Annotated[str, one_of(tuple(SUB_EVENTS), "event type of ACLED")]
    sub_event: str
    disorder: Annotated[str, one_of(DISORDERS, "disorder type of ACLED")]
    civilian_targeting: Literal["always", "by target", "never"]
    unnamed_actor: str = ""
    unnamed_target: str = ""
    tags: str = ""

    @model_validator(mode="after")
    def _belongs(self) -> Self:
        if self.sub_event not in SUB_EVENTS[self.event]:
            raise ValueError(
                f"{self.sub_event!r} is no sub-event of {self.event}; give one of {SUB_EVENTS[self.event]}"
            )
        return self


class AcledCrosswalk(Crosswalk):
    """What data/crosswalks/acled.toml says; ``names`` are beginnings of names that decide before the kind does."""

    types: Annotated[dict[EventType, _Type], complete(EventType)]
    kinds: Annotated[dict[Kind, Inter], complete(Kind)]
    names: dict[str, Inter]
    places: Annotated[dict[PlacePrecision, Precision], complete(PlacePrecision)]
    dates: Annotated[dict[DatePrecision, Precision], complete(DatePrecision)]


@cache
def crosswalk() -> AcledCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(AcledCrosswalk, "acled.toml")


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return csv_chunks([COLUMNS], taken(accounts, row))


def row(account: Account) -> tuple[Cell, ...]:
    """One event in the columns' order. Raises LeftOut where ACLED has no place for it."""
    event = account.event
    occurred(event)
    day, time_precision = _day(dated(event))
    place, latitude, longitude = located(event)
    where, geo_precision = country_in_acled(place.country), _geo_precision(place)
    kind, adm = crosswalk().types[event.type], units(place)
    first, second = _parties(account, kind, where)
    return (
        f"{where.iso3}{number_of(account.id)}", day, day.year, time_precision, kind.disorder, kind.event,
        kind.sub_event, *_actor(first), *_actor(second), interaction(_inter(first), _inter(second)),
        _targeting(kind, second), where.iso, where.acled_region, where.acled, adm.adm1, adm.adm2, "",
        place.name, latitude, longitude, geo_precision, _source(account), "",
        notes(account, kind.sub_event), account.one_number("killed"), kind.tags, "",
    )  # fmt: skip


def notes(account: Account, sub_event: str) -> str:
    """ACLED's notes: generated sentences, what the number of fatalities is of, and where the record lies."""
    killed = account.event.killed
    which = "the latest well-sourced account's" if "killed" in account.estimates else "the low bound"
    bound = f" Fatalities are {which}." if killed and killed[0] != killed[1] else ""
    return f"{description(account, sub_event)}{bound} Recoupe record {account.id}."


def interaction(first: str, second: str) -> str:
    """The interaction of two actor types in words, the lower number first; "… only" where there is one."""
    if not second:
        return f"{first} only"
    low, high = sorted((first, second), key=INTERS.index)
    # ACLED itself writes this one pair in the other order.
    return "External/Other forces-Civilians" if (low, high) == INTERS[6:] else f"{low}-{high}"


def _day(date: DateSpan) -> tuple[dt.date, int]:
    """The day and ACLED's precision of it: for a week or a month its middle, as ACLED's coders have it."""
    precision, days = crosswalk().dates[date.precision], (date.end - date.start).days + 1
    if date.precision == "day":
        # A night between two days is known as exactly as a day.
        precision = 1 if days <= 2 else 2 if days <= 7 else 3 if days <= 31 else 0
        return date.start, _known(precision, "time is less exact than a month")
    return date.start + (date.end - date.start) // 2, _known(precision, "time is less exact than a month")


def _known(precision: int, otherwise: str) -> int:
    if not precision:
        raise LeftOut(otherwise)
    return precision


def _geo_precision(place: Place) -> int:
    return _known(crosswalk().places[place.precision], "place is a whole country")


def _parties(account: Account, kind: _Type, where: Country) -> tuple[Sequence[Party], Sequence[Party]]:
    """Those of actor 1 and of actor 2; a side that ACLED wants and nobody names gets ACLED's name for the unnamed.

    Where only the second side is told, it is actor 1: ACLED's two actors have no direction.
    """
    event = account.event
    first = event.actors or _unnamed(kind.unnamed_actor, where)
    second = event.targets or _unnamed(kind.unnamed_target, where)
    if not first and not second:
        raise LeftOut("no actor is named")
    return (first, second) if first else (second, ())


def _unnamed(pattern: str, where: Country) -> tuple[Party, ...]:
    if not pattern:
        return ()
    return (Party(text="", name=pattern.format(country=where.acled), kind="unknown", span=(0, 0)),)


def _actor(parties: Sequence[Party]) -> tuple[str, str, str]:
    """Actor, those associated with it, and the actor's type."""
    if not parties:
        return "", "", ""
    return parties[0].name, "; ".join(party.name for party in parties[1:]), _inter(parties)


def _inter(parties: Sequence[Party]) -> str:
    if not parties:
        return ""
    walk, party = crosswalk(), parties[0]
    named = (inter for beginning, inter in walk.names.items() if party.name.startswith(beginning))
    return next(named, walk.kinds[party.kind])


def _targeting(kind: _Type, second: Sequence[Party]) -> str:
    targeted = kind.civilian_targeting == "always" or (
        kind.civilian_targeting == "by target" and _inter(second) == "Civilians"
    )
    return "Civilian targeting" if targeted else ""


def _source(account: Account) -> str:
    """Who published it, or the host of its address; nothing where neither is known."""
    url = account.report.dispatch.url
    return account.publisher or (_host(url) if url else "")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""  # no address at all: brackets that close nothing
