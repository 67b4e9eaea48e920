"""Tolls of an incident as UCDP states them: low, best, high, and how they moved (the rule: ``records.Toll``).

Source: Högbladh, UCDP GED Codebook version 23.1 (2023), on best, high and low estimates; the rule for ``best`` is Recoupe's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recoupe.incidents.disagree import FIGURES
from recoupe.incidents.records import FieldName, Move, Toll
from recoupe.incidents.tellings import Telling
from recoupe.records import Range


def tolls(tellings: Sequence[Telling], voices: Mapping[str, str], copies: Mapping[str, str]) -> tuple[Toll, ...]:
    """The tolls of the tellings of one incident, in order of age, for each figure that any of them gives."""
    found = (_toll(name, tellings, voices, copies) for name in FIGURES)
    return tuple(toll for toll in found if toll is not None)


def _toll(
    name: FieldName, tellings: Sequence[Telling], voices: Mapping[str, str], copies: Mapping[str, str]
) -> Toll | None:
    told = [one for one in tellings if getattr(one.event, name) is not None]
    if not told:
        return None
    figures: list[Range] = [getattr(one.event, name) for one in told]
    best = max(enumerate(told), key=lambda found: (_standing(found[1], name), found[0]))[1]
    moves = tuple(
        Move(
            published=one.published, voice=voices[one.event_id], event_id=one.event_id, figure=getattr(one.event, name)
        )
        for one in told
        if one.event_id not in copies
    )
    return Toll(
        field=name,
        low=min(low for low, _ in figures),
        best=estimate(getattr(best.event, name)),
        high=max(low if high is None else high for low, high in figures),
        open_above=any(high is None for _, high in figures),
        best_from=best.event_id,
        moves=moves,
    )


def _standing(one: Telling, name: FieldName) -> tuple[bool, bool, bool]:
    """What makes an account well sourced, weightiest first: it does not merely recall or deny, doubts nothing, gives more
    than "up to N"."""
    low, high = getattr(one.event, name)
    told = one.event.status not in ("background", "denied", "planned")
    return told, one.event.certainty != "unconfirmed", low > 0 or high == 0


def estimate(figure: Range) -> int:
    """One number for a range: the middle, rounded down; the least where it is open above."""
    low, high = figure
    return low if high is None else (low + high) // 2
