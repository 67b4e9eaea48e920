"""UCDP's view of an event: which type of organised violence it is, whose sides, how many died (for ``ucdp`` and ``ucdp-aec``).

UCDP takes lethal events between organised parties, or of an organised party against civilians. By its codebook (GED 25.1)
side A of a state-based conflict is a government; of one-sided violence, whoever attacks. data/crosswalks/ucdp.toml says
what each kind of party is to UCDP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from recoupe.exports.account import Account
from recoupe.exports.countries import Country, countries, country
from recoupe.exports.crosswalk import Crosswalk, complete, load
from recoupe.exports.errors import LeftOut
from recoupe.exports.occurred import occurred
from recoupe.records import DatePrecision, DateSpan, Event, EventType, Kind, Party, PlacePrecision

STATE, NON_STATE, ONE_SIDED = 1, 2, 3
Class = Literal["state", "non-state", "unidentified", "civilians", "none"]


class UcdpCrosswalk(Crosswalk):
    """What data/crosswalks/ucdp.toml says; a 0 is what UCDP has no code for.

    ``names`` are beginnings of names that decide before the kind does.
    """

    types: Annotated[dict[EventType, Literal["by sides", "one-sided", "none"]], complete(EventType)]
    kinds: Annotated[dict[Kind, Class], complete(Kind)]
    names: dict[str, Class]
    places: Annotated[dict[PlacePrecision, Literal[1, 2, 3, 4, 5, 6, 7]], complete(PlacePrecision)]
    dates: Annotated[dict[DatePrecision, Literal[0, 1, 2, 3, 4, 5]], complete(DatePrecision)]


@dataclass(frozen=True)
class Side:
    """One side: its name as UCDP writes it, and the Gleditsch and Ward number of its state if it is one."""

    name: str
    gw: int | None = None


@dataclass(frozen=True)
class Violence:
    """What UCDP wants to know. The four ``deaths`` sum to ``best``; ``certain`` says that both sides are named."""

    type: int
    side_a: Side
    side_b: Side
    deaths_a: int
    deaths_b: int
    deaths_civilians: int
    deaths_unknown: int
    best: int
    high: int
    low: int
    where: Country
    certain: bool


@cache
def crosswalk() -> UcdpCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(UcdpCrosswalk, "ucdp.toml")


def violence(account: Account) -> Violence:
    """UCDP's view of one event. Raises LeftOut where it is none of UCDP's."""
    event = account.event
    occurred(event)
    rule = crosswalk().types[event.type]
    if rule == "none":
        raise LeftOut("type is no organised violence")
    low = event.killed[0] if event.killed else 0
    best, high = account.best_of("killed") or 0, account.high_of("killed") or 0
    if not high:
        raise LeftOut("no death is told")
    where = country(event.place.country if event.place else None)
    if where.gw is None:
        raise LeftOut(f"{where.code} is no country of UCDP's")
    kind, side_a, side_b = _sides(event, rule, where)
    civilians = best if kind == ONE_SIDED else 0
    return Violence(
        kind, side_a, side_b, 0, 0, civilians, best - civilians, best, high, low, where,
        not any(side.name.startswith("XXX") for side in (side_a, side_b)),
    )  # fmt: skip


def date_precision(date: DateSpan) -> int:
    """date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year. Raises LeftOut where nothing is known."""
    days = (date.end - date.start).days + 1
    if date.precision == "day":
        return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
    precision = crosswalk().dates[date.precision]
    if not precision:
        raise LeftOut("no date is known")
    return precision


def _sides(event: Event, rule: str, where: Country) -> tuple[int, Side, Side]:
    """Type of violence, side A and side B."""
    who, whom = _class(event.actors), _class(event.targets)
    if rule == "one-sided" or whom == "civilians":
        attackers, attacker_class = (event.targets, whom) if event.type.startswith("protest.") else (event.actors, who)
        if attacker_class in ("civilians", "none"):
            raise LeftOut("the attackers are no organised party")
        return ONE_SIDED, _side(attackers, where), Side("Civilians")
    if "none" in (who, whom) or "civilians" in (who, whom):
        raise LeftOut("a side is no organised party")
    if "state" in (who, whom):
        government_first = who == "state"
        first, second = (event.actors, event.targets) if government_first else (event.targets, event.actors)
        return STATE, _side(first, where), _side(second, where)
    if who and whom:
        return NON_STATE, _side(event.actors, where), _side(event.targets, where)
    raise LeftOut("the sides told do not settle the type of violence")


def _class(parties: Sequence[Party]) -> Class | Literal[""]:
    """What the first party is to UCDP; nothing where none is named."""
    if not parties:
        return ""
    walk, party = crosswalk(), parties[0]
    named = (known for beginning, known in walk.names.items() if party.name.startswith(beginning))
    return next(named, walk.kinds[party.kind])


def _side(parties: Sequence[Party], where: Country) -> Side:
    """UCDP's name of a side: "Government of …" for a state; XXX and the country's number for one that is not named."""
    known = _class(parties)
    if known in ("", "unidentified"):
        return Side(f"XXX{where.gw}")
    party = parties[0]
    state = countries().get(party.country or "")
    if known == "state" and state and state.gw is not None:
        return Side(f"Government of {state.ucdp}", state.gw)
    return Side(party.name)
