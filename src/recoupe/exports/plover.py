"""PLOVER 2.0: type, mode and sectors, one CSV line an event, with the columns of event data coded by it.

A plan, a denial and an episode from before the news keep their line: PLOVER has auxiliary modes for them. Types, modes and
sectors are in data/crosswalks/plover.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Self

from pydantic import model_validator

from recoupe.exports.account import Account
from recoupe.exports.crosswalk import Crosswalk, complete, load, one_of
from recoupe.exports.describing import names
from recoupe.exports.errors import LeftOut
from recoupe.exports.tabular import Cell, csv_chunks
from recoupe.exports.taking import Rows, taken
from recoupe.records import EventType, Kind, Party, Status

COLUMNS = (
    "event_id", "event_date", "end_date", "event_type", "event_mode", "auxiliary_modes", "actor_name", "actor_country",
    "actor_sectors", "recipient_name", "recipient_country", "recipient_sectors", "placename", "country", "latitude",
    "longitude", "geonames_id", "source", "publication_date",
)  # fmt: skip
MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""The 16 types with their modes."""
AUXILIARY = ("historical", "future", "hypothetical", "negation")
SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
    "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip


class _Type(Crosswalk):
    """Type and mode; an empty type says that PLOVER has no one type for it, an empty mode that the type tells none.

    ``reverse`` puts the targets first: of a protest put down, PLOVER's actor is who puts it down.
    """

    type: Annotated[str, one_of(("", *MODES), "type of PLOVER")]
    mode: str = ""
    reverse: bool = False

    @model_validator(mode="after")
    def _belongs(self) -> Self:
        if self.mode and self.mode not in MODES.get(self.type, ()):
            raise ValueError(
                f"{self.mode!r} is no mode of {self.type}; give one of {', '.join(MODES[self.type])}, or none"
            )
        return self


class PloverCrosswalk(Crosswalk):
    """What data/crosswalks/plover.toml says."""

    types: Annotated[dict[EventType, _Type], complete(EventType)]
    kinds: Annotated[dict[Kind, Annotated[str, one_of(SECTORS, "sector of PLOVER")]], complete(Kind)]
    statuses: Annotated[
        dict[Status, Annotated[str, one_of(("", *AUXILIARY), "auxiliary mode of PLOVER")]], complete(Status)
    ]


@cache
def crosswalk() -> PloverCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(PloverCrosswalk, "plover.toml")


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return csv_chunks([COLUMNS], taken(accounts, row))


def row(account: Account) -> tuple[Cell, ...]:
    """One event in the columns' order. Raises LeftOut where PLOVER has no type for it."""
    event, place, date = account.event, account.event.place, account.event.date
    kind = crosswalk().types[event.type]
    if not kind.type:
        raise LeftOut(f"no one type of PLOVER is {event.type}")
    first, second = (event.targets, event.actors) if kind.reverse else (event.actors, event.targets)
    where = (place.name, place.country, place.lat, place.lon, place.geonameid) if place else (None,) * 5
    return (
        account.id, *((date.start, date.end) if date else (None, None)), kind.type, kind.mode,
        crosswalk().statuses[event.status], *_party(first), *_party(second), *where, account.publisher,
        account.report.published,
    )  # fmt: skip


def _party(parties: Sequence[Party]) -> tuple[str, str, str]:
    """Names, countries and sectors, "; " between parties; each list has one place a party."""
    countries = "; ".join(party.country or "" for party in parties)
    return names(parties), countries, "; ".join(crosswalk().kinds[party.kind] for party in parties)
