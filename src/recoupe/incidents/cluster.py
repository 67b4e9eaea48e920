"""From pairs with match weights to incidents: average linkage under constraints.

Groups that fit best are joined first, as long as the mean weight over all pairs of their records is above nought, and three
in four of these pairs are each above it. Never
joined: two records of one dispatch, and what an editor has set apart; always: what an editor has put together. The result
is a function of the sets given, not of their order; and a record only ever matters to those that it is linked to, directly
or through others: so new records change nothing but the part of the graph that they touch.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")
Link = tuple[str, str, float]
"""Two event ids and the log2 odds that they tell one incident."""

ABSENT = -6.0
"""What a pair counts that blocking did not bring together, or that was too light to be kept."""
LIKELY = 0.75
"""The share of the pairs of two groups that must each be likelier than not, so that no chain of vague records joins what
lies far apart."""


class _Forest:
    """Disjoint sets of ids (union by the lesser id)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, one: str) -> str:
        above = self._above
        while (parent := above.get(one, one)) != one:
            above[one] = above.get(parent, parent)
            one = parent
        return one

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._above[high] = low


def clusters(
    dispatches: Mapping[str, str],
    links: Iterable[Link],
    together: Iterable[Iterable[str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """The incidents: ids of events, sorted, in sorted order.

    ``dispatches`` gives the dispatch of every event; ``together`` are groups that an editor made, ``apart`` pairs that an
    editor keeps from each other. What is told of events that ``dispatches`` lacks is passed over. Of decisions that
    contradict each other the ones that put together hold.
    """
    groups = [[event for event in group if event in dispatches] for group in together]
    known = [link for link in links if link[0] in dispatches and link[1] in dispatches]
    seeds = _joined((group[0], event) for group in groups for event in group[1:])
    forest = _joined(
        [
            *((seeds.root(event), event) for group in groups for event in group),
            *(link[:2] for link in known if link[2] > 0),
        ]
    )
    parts = _by_part(forest, dispatches, str)
    inside = _by_part(forest, (link for link in known if forest.root(link[0]) == forest.root(link[1])), itemgetter(0))
    divided = _by_part(
        forest, (pair for pair in apart if pair[0] in dispatches and pair[1] in dispatches), itemgetter(0)
    )
    found: list[tuple[str, ...]] = []
    for root, events in parts.items():
        if len(events) == 1:
            found.append((events[0],))
        else:
            found += _Part(events, dispatches, seeds, inside.get(root, []), divided.get(root, [])).joined()
    return sorted(found)


def _joined(pairs: Iterable[tuple[str, str]]) -> _Forest:
    forest = _Forest()
    for one, other in pairs:
        forest.join(one, other)
    return forest


def _by_part(forest: _Forest, items: Iterable[T], event: Callable[[T], str]) -> dict[str, list[T]]:
    """The items by the part of the forest in which their event lies."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        found[forest.root(event(item))].append(item)
    return found


class _Part:
    """One connected part of the graph while its groups are joined; a group is known by the least of its ids."""

    def __init__(
        self,
        events: list[str],
        dispatches: Mapping[str, str],
        seeds: _Forest,
        links: list[Link],
        apart: list[tuple[str, str]],
    ) -> None:
        self._members: defaultdict[str, list[str]] = defaultdict(list)
        for event in sorted(events):
            self._members[seeds.root(event)].append(event)
        self._told = {name: {dispatches[event] for event in group} for name, group in self._members.items()}
        # For each pair of groups the sum of the weights between them, how many they are, and how many above nought.
        self._between: dict[str, dict[str, tuple[float, int, int]]] = {name: {} for name in self._members}
        for one, other, weight in sorted(links):
            self._add(seeds.root(one), seeds.root(other), weight, 1, int(weight > 0))
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            a, b = seeds.root(one), seeds.root(other)
            if a != b:
                self._apart[a].add(b)
                self._apart[b].add(a)
        self._queue: list[tuple[float, str, str]] = []

    def joined(self) -> list[tuple[str, ...]]:
        """The groups when nothing more fits."""
        for name, others in self._between.items():
            for other in others:
                if name < other:
                    self._offer(name, other)
        while self._queue:
            cost, one, other = heapq.heappop(self._queue)
            # An offer is out of date where either group has grown since; the new one is in line as well.
            if other in self._between.get(one, ()) and cost == -self._mean(one, other) and self._may(one, other):
                self._join(one, other)
        return [tuple(sorted(group)) for group in self._members.values()]

    def _add(self, one: str, other: str, weight: float, count: int, likely: int) -> None:
        if one == other:
            return
        total, pairs, good = self._between[one].get(other, (0.0, 0, 0))
        self._between[one][other] = self._between[other][one] = (total + weight, pairs + count, good + likely)

    def _mean(self, one: str, other: str) -> float:
        total, pairs, _ = self._between[one][other]
        possible = len(self._members[one]) * len(self._members[other])
        return round((total + ABSENT * (possible - pairs)) / possible, 6)

    def _may(self, one: str, other: str) -> bool:
        """Whether enough of their pairs are likely, no editor keeps them apart, and no dispatch tells both."""
        if self._between[one][other][2] < LIKELY * len(self._members[one]) * len(self._members[other]):
            return False
        return other not in self._apart[one] and self._told[one].isdisjoint(self._told[other])

    def _offer(self, one: str, other: str) -> None:
        """Puts two groups in line if they may be joined and fit."""
        mean = self._mean(one, other)
        if mean > 0 and self._may(one, other):
            heapq.heappush(self._queue, (-mean, min(one, other), max(one, other)))

    def _join(self, one: str, other: str) -> None:
        """``other`` goes into ``one``, the lesser of the two names."""
        self._members[one] += self._members.pop(other)
        self._told[one] |= self._told.pop(other)
        del self._between[one][other]
        for third, (weight, count, likely) in self._between.pop(other).items():
            if third != one:
                del self._between[third][other]
                self._add(one, third, weight, count, likely)
        for third in self._apart.pop(other, ()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart[one].add(third)
        for third in sorted(self._between[one]):
            self._offer(one, third)
