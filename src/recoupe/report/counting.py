"""Sums over cases: tolls, countries, actors. Only what took place is counted; what is doubted by all is summed apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from recoupe.report.cases import FIGURES, Case, Toll


@dataclass(frozen=True)
class TollRow:
    """A sum of tolls: of how many cases, and whether they are doubted by all that tell them."""

    label: str
    cases: int
    toll: Toll


@dataclass(frozen=True)
class ActorRow:
    """One named party: in how many cases it acts, and in how many it is the target."""

    name: str
    acting: int
    targeted: int


def occurred(cases: Iterable[Case]) -> list[Case]:
    """The cases that took place or go on."""
    return [case for case in cases if case.occurred]


def figure_sums(cases: Sequence[Case], *, unconfirmed: bool) -> list[TollRow]:
    """For each figure that any case gives its sum, over cases that all doubt or over the others."""
    asked = [case for case in occurred(cases) if case.unconfirmed == unconfirmed]
    return [row for name in FIGURES if (row := _sum(name, name, asked))]


def killed_by(cases: Sequence[Case], kind: Callable[[Case], str]) -> list[TollRow]:
    """The killed of what took place by some kind, the deadliest first; doubted cases are left out."""
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in occurred(cases):
        if not case.unconfirmed:
            groups[kind(case)].append(case)
    rows = [row for label, ones in groups.items() if (row := _sum(label, "killed", ones))]
    return sorted(rows, key=lambda row: (-row.toll.best, -row.toll.high, row.label))


def most_active(cases: Sequence[Case], most: int) -> list[ActorRow]:
    """The ``most`` parties that take part in most cases; in each a party counts once a role. Unnamed ones are left out."""
    acting: Counter[str] = Counter()
    targeted: Counter[str] = Counter()
    for case in occurred(cases):
        for counter, side in ((acting, "actors"), (targeted, "targets")):
            parties = {
                party.name for entry in case.entries for party in getattr(entry.event, side) if party.kind != "unknown"
            }
            counter.update(sorted(parties))
    names = sorted(
        acting.keys() | targeted.keys(), key=lambda name: (-acting[name] - targeted[name], -acting[name], name)
    )
    return [ActorRow(name, acting[name], targeted[name]) for name in names[:most]]


def _sum(label: str, name: str, cases: Iterable[Case]) -> TollRow | None:
    tolls = [case.tolls[name] for case in cases if name in case.tolls]
    if not tolls:
        return None
    whole = Toll(
        sum(toll.low for toll in tolls),
        sum(toll.best for toll in tolls),
        sum(toll.high for toll in tolls),
        any(toll.open_above for toll in tolls),
    )
    return TollRow(label, len(tolls), whole)
