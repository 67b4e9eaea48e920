"""CAMEO: the root code of each event with source and target, one CSV line an event and pair of parties.

Codes and roles are in data/crosswalks/cameo.toml. An actor's code is its country's three letters and its role's, as in
MLIMIL; three letters alone where one of the two is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Annotated

from recoupe.exports.account import Account
from recoupe.exports.countries import countries
from recoupe.exports.crosswalk import Crosswalk, complete, load, one_of
from recoupe.exports.errors import LeftOut
from recoupe.exports.occurred import occurred
from recoupe.exports.tabular import Cell, csv_chunks
from recoupe.exports.taking import Rows, taken
from recoupe.records import EventType, Kind, Party

COLUMNS = (
    "event_id", "date", "source_code", "source_name", "target_code", "target_name", "root_code", "root_name", "quad_class",
    "place", "country", "latitude", "longitude", "publisher", "publication_date",
)  # fmt: skip
ROOTS = {
    "01": "public statement", "02": "appeal", "03": "intent to cooperate", "04": "consult", "05": "diplomatic cooperation",
    "06": "material cooperation", "07": "provide aid", "08": "yield", "09": "investigate", "10": "demand", "11": "disapprove",
    "12": "reject", "13": "threaten", "14": "protest", "15": "exhibit force", "16": "reduce relations", "17": "coerce",
    "18": "assault", "19": "fight", "20": "unconventional mass violence",
}  # fmt: skip
ROLES = ("GOV", "MIL", "REB", "OPP", "COP", "CVL", "IGO", "NGO", "UAF", "INS", "SEP", "UNS")
_QUAD = ((1, 5, 1), (6, 8, 2), (9, 13, 3), (14, 20, 4))
"""First root, last root, class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""


class _Type(Crosswalk):
    """The root code; empty where CAMEO has no one code for it. ``reverse`` puts the targets first."""

    root: Annotated[str, one_of(("", *ROOTS), "root code of CAMEO")]
    reverse: bool = False


class CameoCrosswalk(Crosswalk):
    """What data/crosswalks/cameo.toml says."""

    types: Annotated[dict[EventType, _Type], complete(EventType)]
    kinds: Annotated[dict[Kind, Annotated[str, one_of(ROLES, "role of CAMEO")]], complete(Kind)]


@cache
def crosswalk() -> CameoCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(CameoCrosswalk, "cameo.toml")


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return csv_chunks([COLUMNS], (row for pairs in taken(accounts, rows) for row in pairs))


def rows(account: Account) -> list[tuple[Cell, ...]]:
    """A row for each pair of an actor and a target; one where a side is not named. Raises LeftOut without a code."""
    event = account.event
    occurred(event)
    kind = crosswalk().types[event.type]
    if not kind.root:
        raise LeftOut(f"no one root code of CAMEO is {event.type}")
    first, second = (event.targets, event.actors) if kind.reverse else (event.actors, event.targets)
    place = event.place
    where = (place.name, place.country, place.lat, place.lon) if place else (None,) * 4
    after = (
        kind.root, ROOTS[kind.root], quad_class(kind.root), *where, account.publisher, account.report.published,
    )  # fmt: skip
    begun = event.date.start if event.date else None
    return [
        (account.id, begun, *_party(source), *_party(target), *after)
        for source, target in product(_or_nobody(first), _or_nobody(second))
    ]


def quad_class(root: str) -> int:
    """The class of a root code: 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict."""
    return next(quad for first, last, quad in _QUAD if first <= int(root) <= last)


def _or_nobody(parties: Sequence[Party]) -> Sequence[Party | None]:
    return parties or (None,)


def _party(party: Party | None) -> tuple[str, str]:
    """Code and name."""
    if party is None:
        return "", ""
    state = countries().get(party.country or "")
    return (state.iso3 if state else "") + crosswalk().kinds[party.kind], party.name
