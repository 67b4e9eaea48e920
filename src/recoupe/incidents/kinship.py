"""What a party belongs to, by the registry: its parent groups, and the state, crowd or people that it is of."""

from __future__ import annotations

from functools import cache

from recoupe.parties import load_registry
from recoupe.records import Party
from recoupe.text import key

SORTS = {
    "state_forces": "state", "government": "state", "protesters": "crowd", "rioters": "crowd", "civilians": "civilians",
}  # fmt: skip
"""Kinds of party of which two of one country are related; the word stands for the kind."""


@cache
def ancestors() -> dict[str, tuple[str, ...]]:
    """By the key of its name, what each actor of the registry belongs to, nearest first."""
    actors = load_registry().actors
    found: dict[str, tuple[str, ...]] = {}
    for actor in actors.values():
        above: list[str] = []
        parent = actor.parent
        while parent is not None and key(parent) not in (*above, key(actor.name)):
            above.append(key(parent))
            parent = actors[parent].parent if parent in actors else None
        if above:
            found[key(actor.name)] = tuple(above)
    return found


def known(party: Party) -> bool:
    """Whether it is said who they are; "unidentified" gunmen may be anybody's."""
    return party.kind != "unknown" and not key(party.name).startswith("unidentified")


def kin(party: Party) -> frozenset[str]:
    """What two parties share if they may be one: the name, a parent group, one country's forces, crowd or people."""
    name = key(party.name)
    of_country = {f"{SORTS[party.kind]} {party.country}"} if party.kind in SORTS and party.country else set()
    return frozenset({name, *ancestors().get(name, ()), *of_country})
