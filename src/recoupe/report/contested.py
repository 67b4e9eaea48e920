"""Contested claims: what is denied, on what accounts contradict each other, what one side alone says, what is doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.incidents.records import Difference
from recoupe.report.cases import Case


@dataclass(frozen=True)
class Contested:
    """Cases by why they are contested, in order of day; one case may be contested in several ways.

    ``one_sided`` are cases that no account tells but on the word of one and the same side of them.
    """

    denied: tuple[Case, ...]
    contradicted: tuple[tuple[Case, tuple[Difference, ...]], ...]
    one_sided: tuple[tuple[Case, str], ...]
    unconfirmed: tuple[Case, ...]


def contested(cases: Sequence[Case]) -> Contested:
    """The contested ones among cases that took place, and all that are denied."""
    happened = [case for case in cases if case.occurred]
    return Contested(
        denied=tuple(case for case in cases if case.denied),
        contradicted=tuple((case, found) for case in happened if (found := _contradictions(case))),
        one_sided=tuple((case, side) for case in happened if (side := _one_side(case))),
        unconfirmed=tuple(case for case in happened if case.unconfirmed),
    )


def _contradictions(case: Case) -> tuple[Difference, ...]:
    if case.incident is None:
        return ()
    return tuple(one for one in case.incident.differences if one.contradiction)


def _one_side(case: Case) -> str | None:
    sides = {entry.one_sided for entry in case.entries}
    return sides.pop() if len(sides) == 1 else None
