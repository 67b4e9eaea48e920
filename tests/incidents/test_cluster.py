"""Clusters of records: constraints, ties, and that nothing depends on the order in which pairs come."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.incidents.cluster import Link, clusters

A, B, C, D = "a:1", "b:1", "c:1", "d:1"


def dispatches(*events: str) -> dict[str, str]:
    return {event: event.partition(":")[0] for event in events}


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], [(A,), (B,), (C,)]),
        ([(A, B, 2.0)], [(A, B), (C,)]),
        ([(A, B, 0.0)], [(A,), (B,), (C,)]),
        ([(A, B, -1.0)], [(A,), (B,), (C,)]),
        ([(A, B, 9.0), (B, C, 9.0), (A, C, 9.0)], [(A, B, C)]),
        ([(A, B, 9.0), (B, C, 8.9)], [(A, B), (C,)]),  # A and C are not linked: of two pairs with C one is likely
        ([(A, B, 9.0), (B, C, 7.0), (A, C, 0.5)], [(A, B, C)]),
        ([(A, B, 5.0), (B, C, 4.0), (A, C, -9.0)], [(A, B), (C,)]),
        ([(A, B, 4.0), (B, C, 4.0), (A, C, -9.0)], [(A, B), (C,)]),  # of equals the lesser ids
    ],
)
def test_average_linkage(links: list[Link], expected: list[tuple[str, ...]]) -> None:
    assert clusters(dispatches(A, B, C), links) == expected


def test_records_of_one_dispatch_stay_apart() -> None:
    told = dispatches("a:1", "a:2", B)
    assert clusters(told, [("a:1", B, 3.0), ("a:2", B, 8.0), ("a:1", "a:2", 9.0)]) == [("a:1",), ("a:2", B)]


def test_the_best_of_two_neighbours_goes_first_whatever_its_name() -> None:
    told = dispatches("a:1", "a:2", "b:1", "b:2")
    links = [("a:1", "b:1", 1.0), ("a:1", "b:2", 5.0), ("a:2", "b:1", 4.0), ("a:2", "b:2", 2.0)]
    assert clusters(told, links) == [("a:1", "b:2"), ("a:2", "b:1")]


@pytest.mark.parametrize(
    ("links", "together", "apart", "expected"),
    [
        ([(A, B, 9.0)], [], [(A, B)], [(A,), (B,), (C,)]),
        ([], [(A, B)], [], [(A, B), (C,)]),
        ([(A, B, -9.0)], [(A, B)], [], [(A, B), (C,)]),
        ([], [(A, B), (B, C)], [], [(A, B, C)]),
        ([(A, C, 9.0), (B, C, 9.0)], [(A, B)], [], [(A, B, C)]),
        ([(A, C, 9.0)], [(A, B)], [(B, C)], [(A, B), (C,)]),  # what is apart from one is apart from those put with it
        ([(A, B, 9.0), (A, C, 9.0), (B, C, 9.0)], [], [(A, B)], [(A, C), (B,)]),
        ([], [(A, B)], [(A, B)], [(A, B), (C,)]),  # put together holds
        ([], [(A, "z:1")], [(B, "z:1")], [(A,), (B,), (C,)]),  # an event that is not there
    ],
)
def test_decisions_win(
    links: list[Link], together: list[tuple[str, ...]], apart: list[tuple[str, str]], expected: list[tuple[str, ...]]
) -> None:
    assert clusters(dispatches(A, B, C), links, together, apart) == expected


def test_an_editor_may_join_two_records_of_one_dispatch() -> None:
    assert clusters(dispatches("a:1", "a:2"), [], [("a:1", "a:2")]) == [("a:1", "a:2")]


EVENTS = [f"{dispatch}:{number}" for dispatch in "abcde" for number in (1, 2)]
PAIRS = list(combinations(EVENTS, 2))


@given(
    weights=st.lists(st.sampled_from([None, -2.0, 0.5, 1.0, 3.0, 3.0, 6.0]), min_size=len(PAIRS), max_size=len(PAIRS)),
    together=st.lists(st.sampled_from(PAIRS), max_size=2),
    apart=st.lists(st.sampled_from(PAIRS), max_size=3),
    draw=st.randoms(use_true_random=False),
)
def test_any_graph(weights: list[float | None], together: list[Link], apart: list[Link], draw: object) -> None:  # type: ignore[type-arg]
    links = [(one, other, weight) for (one, other), weight in zip(PAIRS, weights, strict=True) if weight is not None]
    found = clusters(dispatches(*EVENTS), links, together, apart)
    assert sorted(event for group in found for event in group) == sorted(EVENTS)
    for group in found:
        inside = set(group)
        forced = any(set(pair) <= inside for pair in together)
        told = [event.partition(":")[0] for event in group]
        assert forced or len(set(told)) == len(told)
        assert forced or not any(set(pair) <= inside for pair in apart)
    shuffled, events = list(links), list(EVENTS)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    draw.shuffle(events)  # type: ignore[attr-defined]
    assert clusters(dispatches(*events), shuffled, list(reversed(together)), list(reversed(apart))) == found


@given(
    weights=st.lists(st.sampled_from([None, -2.0, 1.0, 3.0, 6.0]), min_size=len(PAIRS), max_size=len(PAIRS)),
    touched=st.sampled_from(EVENTS),
)
def test_a_part_alone_gives_what_the_whole_gives(weights: list[float | None], touched: str) -> None:
    """What incremental linking rests on: only what positive links lead to matters."""
    links = [(one, other, weight) for (one, other), weight in zip(PAIRS, weights, strict=True) if weight is not None]
    part = {touched}
    while True:
        more = {e for one, other, weight in links if weight > 0 and part & {one, other} for e in (one, other)} - part
        if not more:
            break
        part |= more
    whole = [group for group in clusters(dispatches(*EVENTS), links) if part & set(group)]
    assert clusters(dispatches(*sorted(part)), links) == whole
