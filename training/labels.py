"""Which coded event a mention belongs to: the event whose evidence holds it and whose type its act can tell."""

from __future__ import annotations

from typing import Any

_VIOLENT = (
    "battle.clash battle.government_regains battle.nonstate_overtakes explosion.air_strike explosion.shelling explosion.ied explosion.suicide "
    "explosion.grenade explosion.chemical civilians.attack civilians.abduction civilians.sexual protest.excessive_force riot.demonstration riot.mob "
    "protest.intervention strategic.operation strategic.group_change"
).split()
_EXPLOSIVE = "explosion.suicide explosion.ied explosion.grenade explosion.shelling explosion.air_strike explosion.chemical strategic.other battle.clash civilians.attack strategic.disrupted_weapons".split()
_STREET = (
    "protest.peaceful protest.intervention protest.excessive_force riot.demonstration riot.mob strategic.other".split()
)
_HARM = [
    *_VIOLENT,
    "strategic.siege",
    "strategic.arrests",
    "strategic.disrupted_weapons",
    "strategic.other",
    "strategic.release",
]

ACT_TYPES: dict[str, list[str]] = {
    "attack": ["civilians.attack", *_VIOLENT, "strategic.information", "strategic.looting", "strategic.other", "strategic.disrupted_weapons"],
    "kill": ["civilians.attack", *_HARM],
    "die": _HARM,
    "wound": _HARM,
    "clash": ["battle.clash", "riot.demonstration", *_VIOLENT],
    "shoot": ["civilians.attack", "battle.clash", *_VIOLENT],
    "strike": ["explosion.air_strike", "explosion.shelling", *_VIOLENT],
    "shell": ["explosion.shelling", "explosion.air_strike", *_VIOLENT, "strategic.disrupted_weapons", "strategic.other"],
    "explode": _EXPLOSIVE,
    "suicide": _EXPLOSIVE,
    "grenade": ["explosion.grenade", *_EXPLOSIVE, *_STREET],
    "chemical": ["explosion.chemical", "explosion.air_strike", "explosion.shelling", "strategic.other"],
    "stab": ["civilians.attack", *_VIOLENT],
    "ram": ["civilians.attack", *_VIOLENT],
    "beat": ["civilians.attack", *_VIOLENT, "protest.peaceful", "strategic.looting"],
    "abduct": ["civilians.abduction", "strategic.release", "strategic.arrests", "battle.clash", "civilians.attack"],
    "rape": ["civilians.sexual", "civilians.attack"],
    "protest": ["protest.peaceful", *_STREET, "strategic.siege"],
    "riot": ["riot.demonstration", *_STREET, "civilians.attack", "strategic.looting", "battle.clash"],
    "disperse": ["protest.intervention", *_STREET, "strategic.displacement", "strategic.withdrawal", "strategic.other"],
    "arrest": ["strategic.arrests", *_STREET, "civilians.attack", "strategic.disrupted_weapons", "battle.clash", "civilians.abduction", "strategic.operation"],
    "release": ["strategic.release", "battle.government_regains", "battle.clash", "strategic.operation"],
    "disrupt": ["strategic.disrupted_weapons", "strategic.arrests", "civilians.attack", "battle.clash", "explosion.ied", "explosion.shelling", "strategic.other"],
    "take": ["battle.government_regains", "battle.nonstate_overtakes", "strategic.transfer", "battle.clash", "strategic.operation", "strategic.movement", "strategic.other"],
    "withdraw": ["strategic.withdrawal", "strategic.displacement", "strategic.transfer", "strategic.movement", "battle.clash"],
    "move": ["strategic.movement", "strategic.operation", "battle.clash", "strategic.withdrawal", "strategic.base", "strategic.other", *_STREET],
    "flee": ["strategic.displacement", "strategic.withdrawal", "strategic.release", "battle.clash"],
    "siege": ["strategic.siege", "battle.clash", "strategic.operation", "protest.peaceful", "strategic.other", "strategic.transfer"],
    "operation": ["strategic.operation", "battle.clash", "explosion.air_strike", "battle.government_regains", "strategic.arrests", "strategic.movement", "strategic.release", "battle.nonstate_overtakes", "explosion.shelling", "strategic.disrupted_weapons"],
    "agree": ["strategic.agreement", "strategic.release", "strategic.withdrawal", "strategic.other"],
    "loot": ["strategic.looting", "riot.demonstration", "riot.mob", "civilians.attack", "battle.clash", "explosion.ied", "strategic.disrupted_weapons", "protest.peaceful", "strategic.other"],
    "base": ["strategic.base", "strategic.other", "strategic.movement"],
    "group": ["strategic.group_change", "strategic.other", "strategic.agreement", "strategic.arrests"],
    "inform": ["strategic.information", "strategic.other", *_VIOLENT],
    "coup": ["strategic.other", "battle.clash", "strategic.arrests", "strategic.transfer", "strategic.group_change"],
    "measure": ["strategic.other", "strategic.agreement", "strategic.siege", "strategic.operation"],
    "test": ["strategic.other", "strategic.operation", "explosion.shelling", "strategic.movement"],
    "attempt": ["civilians.attack", "strategic.arrests", "strategic.disrupted_weapons", "strategic.other", "battle.clash"],
    "anaphor": [*_VIOLENT, *_STREET],
}  # fmt: skip


def event_of(offset: int, acts: tuple[str, ...], events: list[dict[str, Any]]) -> int | None:
    """The index of the event that a mention at ``offset`` tells, or None. Background events count (the caller drops them)."""
    best: tuple[float, int] | None = None
    for index, event in enumerate(events):
        if not any(a <= offset < b for a, b in event["evidence"]):
            continue
        ranks = [ACT_TYPES[act].index(event["type"]) for act in acts if event["type"] in ACT_TYPES[act]]
        if not ranks:
            continue
        cost = min(*ranks, 3) + 0.1 * len(event["evidence"])
        if best is None or cost < best[0]:
            best = (cost, index)
    return best[1] if best else None
