"""Sums: what counts, what is doubted, what is open above."""

from __future__ import annotations

from typing import Any

import pytest
from report_samples import ARMY, JNIM, cases, event

from recoupe.report.cases import Toll, toll_of
from recoupe.report.counting import ActorRow, figure_sums, killed_by, most_active


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ((12, 12), Toll(12, 12, 12, False)),
        ((4, 7), Toll(4, 5, 7, False)),
        ((0, 30), Toll(0, 15, 30, False)),
        ((12, None), Toll(12, 12, 12, True)),
        ((2**70, None), Toll(2**70, 2**70, 2**70, True)),
    ],
)
def test_toll_of_one_account(figure: Any, expected: Toll) -> None:
    assert toll_of(figure) == expected


@pytest.mark.parametrize("status", ["planned", "denied", "background"])
def test_what_did_not_take_place_is_in_no_sum(status: str) -> None:
    found = cases(event(killed=(1, 2)), event(status=status, killed=(100, 100)))
    assert [(row.label, row.cases, row.toll) for row in figure_sums(found, unconfirmed=False)] == [
        ("killed", 1, Toll(1, 1, 2, False))
    ]
    assert most_active(found, 9) == [ActorRow("JNIM", 1, 0), ActorRow("Military Forces of Mali", 0, 1)]


def test_what_all_doubt_is_summed_apart() -> None:
    found = cases(event(killed=(3, 3)), event(killed=(5, None), certainty="unconfirmed"), event(killed=(1, None)))
    sure, doubted = (figure_sums(found, unconfirmed=asked) for asked in (False, True))
    assert [(row.cases, row.toll) for row in sure] == [(2, Toll(4, 4, 4, True))]
    assert [(row.cases, row.toll) for row in doubted] == [(1, Toll(5, 5, 5, True))]


def test_figures_that_nobody_gives_have_no_row() -> None:
    assert [row.label for row in figure_sums(cases(event(killed=None, injured=(2, 2))), unconfirmed=False)] == [
        "injured"
    ]


def test_the_deadliest_kind_comes_first() -> None:
    found = cases(event(killed=(2, 2)), event(type="explosion.ied", killed=(9, 9)), event(type="riot.mob", killed=None))
    assert [row.label for row in killed_by(found, lambda case: case.family)] == ["explosion", "battle"]


def test_a_party_counts_once_a_case_and_role_and_the_unknown_never() -> None:
    nobody = JNIM.model_copy(update={"name": "Unidentified Armed Group", "kind": "unknown"})
    found = cases(event(actors=(JNIM, JNIM, nobody)), event(actors=(ARMY,), targets=(JNIM,)))
    assert most_active(found, 9) == [ActorRow("JNIM", 1, 1), ActorRow("Military Forces of Mali", 1, 1)]
    assert most_active(found, 1) == [ActorRow("JNIM", 1, 1)]
