"""Contested claims."""

from __future__ import annotations

from typing import Any

import pytest
from report_samples import ARMY, ELDER, JNIM, cases, event, stored

from recoupe.incidents import link
from recoupe.records import Source
from recoupe.report.cases import Toll, cases_of
from recoupe.report.contested import contested
from recoupe.report.entries import entries_of

SPOKESMAN = Source(text="le porte-parole de l'armée", span=(0, 7))


@pytest.mark.parametrize(
    ("sources", "side"),
    [
        ((SPOKESMAN,), "targets"),
        ((Source(text="Le JNIM", span=(0, 7)),), "actors"),
        ((SPOKESMAN, ELDER), None),
        ((ELDER,), None),
        ((), None),
        ((Source(text="des armées étrangères", span=(0, 7)),), None),
    ],
)
def test_one_side(sources: tuple[Source, ...], side: str | None) -> None:
    (case,) = cases(event(sources=sources))
    assert case.lead.one_sided == side
    assert [found for _, found in contested([case]).one_sided] == ([side] if side else [])


def test_denied_and_unconfirmed() -> None:
    found = contested(cases(event(status="denied"), event(certainty="unconfirmed"), event()))
    assert [case.event.status for case in found.denied] == ["denied"]
    assert [case.event.certainty for case in found.unconfirmed] == ["unconfirmed"]


def linked(*events: Any) -> Any:
    batch = [stored(number, one, publisher=f"Agence {number}") for number, one in enumerate(events)]
    entries = [entry for one in batch for entry in entries_of(one, None)]
    return cases_of(entries, link(batch))


def test_figures_that_cannot_both_be_so_stand_side_by_side() -> None:
    (case,) = linked(event(killed=(4, 4)), event(killed=(9, 9)))
    ((_, differences),) = contested([case]).contradicted
    assert [(one.field, sorted(value.shown for value in one.values)) for one in differences] == [("killed", ["4", "9"])]
    toll = case.tolls["killed"]
    assert (toll.low, toll.high) == (4, 9)
    assert isinstance(toll, Toll)


def test_accounts_that_agree_contradict_nobody() -> None:
    (case,) = linked(event(), event(actors=(JNIM,), targets=(ARMY,)))
    assert len(case.entries) == 2
    assert not contested([case]).contradicted
