"""LEMONADE: an event class and its arguments (Stanford's schema over ACLED), one JSON object a line.

``CLASSES`` is the schema. No record tells the size of a crowd (null) or whether women or local administrators were aimed
at: there the schema takes no null, so that an empty list and false stand, and mean "not coded". Fatalities are the low
bound of the range, null where nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Self

from pydantic import model_validator

from recoupe.exports.account import Account
from recoupe.exports.countries import country
from recoupe.exports.crosswalk import Crosswalk, complete, load, one_of
from recoupe.exports.jsontext import json_lines
from recoupe.exports.occurred import occurred
from recoupe.exports.taking import Rows, taken
from recoupe.exports.units import units
from recoupe.records import EventType, Kind, Party

_AIMED = ("targets_local_administrators", "women_targeted")
_REMOTE = ("attackers", "targeted_entities", "targets_civilians", *_AIMED, "fatalities")
_RIOT = ("group_1", "group_2", "crowd_size", "targets_civilians", *_AIMED, "fatalities")
CLASSES: dict[str, tuple[str, ...]] = {
    "GovernmentRegainsTerritory": ("government_force", "adversary", "fatalities"),
    "NonStateActorOvertakesTerritory": ("non_state_actor", "adversary", "fatalities"),
    "ArmedClash": ("side_1", "side_2", *_AIMED, "fatalities"),
    "ExcessiveForceAgainstProtestors": ("protestors", "perpetrators", "crowd_size", "targets_civilians", "fatalities"),
    "ProtestWithIntervention": ("protestors", "perpetrators", "crowd_size", "fatalities"),
    "PeacefulProtest": ("protestors", "counter_protestors", "crowd_size"),
    "ViolentDemonstration": _RIOT,
    "MobViolence": _RIOT,
    "ChemicalWeapon": _REMOTE,
    "AirOrDroneStrike": _REMOTE,
    "SuicideBomb": _REMOTE,
    "ShellingOrArtilleryOrMissileAttack": _REMOTE,
    "RemoteExplosiveOrLandmineOrIED": _REMOTE,
    "Grenade": _REMOTE,
    "SexualViolence": ("perpetrators", "victims", *_AIMED, "fatalities"),
    "Attack": ("attackers", "targeted_entities", *_AIMED, "fatalities"),
    "AbductionOrForcedDisappearance": ("abductor", "abductee", *_AIMED),
    "Agreement": ("group_1", "group_2"),
    "Arrest": ("detainers", "detainees"),
    "ChangeToArmedGroup": ("armed_group", "other_actors"),
    "DisruptedWeaponsUse": ("attackers", "disruptors", *_AIMED),
    "BaseEstablished": ("group",),
    "LootingOrPropertyDestruction": ("perpetrators", "victims", *_AIMED),
    "NonViolentTransferOfTerritory": ("actors_taking_over", "actors_giving_up"),
    "OtherStrategicDevelopment": ("group_1", "group_2"),
}
"""Every class with its arguments, less ``location``, which each has."""

_NOT_CODED: dict[str, object] = {"crowd_size": None, "targets_local_administrators": False, "women_targeted": []}
_NOT_ENTITIES = ("fatalities", "targets_civilians", *_NOT_CODED)


class _Type(Crosswalk):
    """The class of a type, and which of its arguments the actors and the targets are; "" where it has none for them."""

    event: Annotated[str, one_of(tuple(CLASSES), "class of LEMONADE")]
    actors: str
    targets: str

    @model_validator(mode="after")
    def _are_arguments(self) -> Self:
        entities = [name for name in CLASSES[self.event] if name not in _NOT_ENTITIES]
        given = [name for name in (self.actors, self.targets) if name]
        if sorted(given) != sorted(entities):
            raise ValueError(f"{self.event} takes {', '.join(entities)}, each once; {', '.join(given)} is given")
        return self


class LemonadeCrosswalk(Crosswalk):
    """What data/crosswalks/lemonade.toml says; ``civilian`` tells which kinds of party are civilians to LEMONADE."""

    types: Annotated[dict[EventType, _Type], complete(EventType)]
    civilian: Annotated[dict[Kind, bool], complete(Kind)]


@cache
def crosswalk() -> LemonadeCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(LemonadeCrosswalk, "lemonade.toml")


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return json_lines(taken(accounts, record))


def record(account: Account) -> dict[str, object]:
    """One event: its id, class and day, then the class's arguments. Raises LeftOut where it did not take place."""
    event = account.event
    occurred(event)
    kind = crosswalk().types[event.type]
    return {
        "event_id": account.id,
        "event_type": kind.event,
        "event_date": event.date.start.isoformat() if event.date else None,
        "location": _location(account),
        **{name: _argument(name, kind, account) for name in CLASSES[kind.event]},
    }


def _argument(name: str, kind: _Type, account: Account) -> object:
    event = account.event
    if name == kind.actors:
        return [party.name for party in event.actors]
    if name == kind.targets:
        return [party.name for party in event.targets]
    if name == "fatalities":
        return account.one_number("killed") if event.killed else None
    if name == "targets_civilians":
        return _civilian(event.actors if event.type.startswith("protest.") else event.targets)
    return _NOT_CODED[name]


def _civilian(parties: Sequence[Party]) -> bool:
    """Whether the first of those aimed at is civilian."""
    return bool(parties) and crosswalk().civilian[parties[0].kind]


def _location(account: Account) -> dict[str, str]:
    """Country and address, the nearest unit first; both empty where no place is known, as the schema wants it."""
    place = account.event.place
    if place is None:
        return {"country": "", "address": ""}
    name = country(place.country).acled if place.country else ""
    parts = dict.fromkeys(("" if place.precision == "country" else place.name, *reversed(units(place)), name))
    return {"country": name, "address": ", ".join(part for part in parts if part)}
