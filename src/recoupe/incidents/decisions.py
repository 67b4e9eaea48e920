"""What editors decide: these records are one incident (merge, confirm), those are not (split).

Decisions speak of events, not of incident ids: so they hold whatever the linker makes of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

Action = Literal["merge", "split", "confirm"]


class DecisionError(ValueError):
    """A decision cannot be taken; the message says why, and what to do instead."""


@dataclass(frozen=True)
class Decision:
    """One decision, in the order taken.

    ``stays`` are the events that it holds together; for a split ``goes`` are those that it keeps from them (and
    together). ``editor`` and ``note`` are whatever was given.
    """

    number: int
    action: Action
    stays: tuple[str, ...]
    goes: tuple[str, ...] = ()
    editor: str | None = None
    note: str | None = None

    @property
    def events(self) -> tuple[str, ...]:
        """All that it speaks of."""
        return self.stays + self.goes


def together(decisions: Iterable[Decision]) -> list[tuple[str, ...]]:
    """The groups that editors made. A split holds nothing together but what it takes out."""
    return [one.goes if one.action == "split" else one.stays for one in decisions]


def apart(decisions: Iterable[Decision]) -> list[tuple[str, str]]:
    """The pairs that editors keep from each other."""
    return [pair for one in decisions for pair in product(one.stays, one.goes)]


def check(new: Decision, taken: Sequence[Decision]) -> None:
    """Raises DecisionError where a decision contradicts those taken, whether directly or round about.

    Merging A with B and B with C makes A and C one; splitting A from C then goes against both.
    """
    group: dict[str, set[str]] = {}
    for events in together([*taken, new]):
        joined = set(events).union(*(group[event] for event in events if event in group))
        group.update(dict.fromkeys(joined, joined))
    for one in (*taken, new):
        for a, b in apart([one]):
            if a == b or b in group.get(a, ()):
                raise DecisionError(_why(one, new, taken, (a, b)))


def _why(split: Decision, new: Decision, taken: Sequence[Decision], pair: tuple[str, str]) -> str:
    if split is not new:
        return (
            f"{new.action}: it would put {pair[0]} and {pair[1]} together, which decision {split.number} set apart; "
            f"undo {split.number} first"
        )
    chain = [str(one.number) for one in taken if one.action != "split" and set(one.events) & _reached(pair[0], taken)]
    return (
        f"split: {pair[0]} and {pair[1]} were put together by decision {' and '.join(chain) or 'itself'}; "
        f"undo {'one of them' if len(chain) > 1 else 'it'} first"
    )


def _reached(event: str, taken: Sequence[Decision]) -> set[str]:
    """All events that decisions hold together with one."""
    reached = {event}
    while True:
        more = {other for events in together(taken) if reached & set(events) for other in events} - reached
        if not more:
            return reached
        reached |= more
