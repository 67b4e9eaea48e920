"""The timeline: its unit, and what is not drawn since its day is not known well enough."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import cases, day, event

from recoupe.report.calendar import calendar


def bars(*dates: Any) -> list[tuple[str, str, int]]:
    found = calendar(cases(*(event(date=date) for date in dates)))
    return [(bar.start.isoformat(), bar.end.isoformat(), bar.cases) for bar in found.bars]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([day("2024-03-05"), day("2024-03-05"), day("2024-03-07")], [("2024-03-05", "2024-03-06", 2), ("2024-03-07", "2024-03-08", 1)]),
        ([day("2024-03-05", last="2024-03-09")], [("2024-03-05", "2024-03-06", 1)]),
        # from Monday to Monday, over the end of a month
        ([day("2024-01-31"), day("2024-05-01")], [("2024-01-29", "2024-02-05", 1), ("2024-04-29", "2024-05-06", 1)]),
        ([day("2022-12-31"), day("2024-05-01")], [("2022-12-01", "2023-01-01", 1), ("2024-05-01", "2024-06-01", 1)]),
        ([day("2015-12-31"), day("2024-05-01")], [("2015-01-01", "2016-01-01", 1), ("2024-01-01", "2025-01-01", 1)]),
        ([day("0001-01-01"), day("9999-12-31")], [("0001-01-01", "0002-01-01", 1), ("9999-01-01", "9999-12-31", 1)]),
    ],
)  # fmt: skip
def test_bars(dates: list[Any], expected: list[tuple[str, str, int]]) -> None:
    assert bars(*dates) == expected


@pytest.mark.parametrize(
    ("precision", "others", "drawn"),
    [
        ("week", ["2024-03-01"], False),
        ("week", ["2024-07-01"], True),
        ("month", ["2024-07-01"], False),
        ("month", ["2026-01-01"], True),
        ("year", ["2026-01-01"], False),
        ("year", ["2033-01-01"], True),
        ("unknown", ["2033-01-01"], False),
    ],
)
def test_a_date_is_drawn_only_where_a_bar_is_as_wide(precision: Any, others: list[str], drawn: bool) -> None:
    found = calendar(cases(event(date=day("2024-03-05", precision)), *(event(date=day(other)) for other in others)))
    assert found.coarse == (0 if drawn else 1)
    assert sum(bar.cases for bar in found.bars) == len(others) + drawn


def test_what_has_no_date_is_counted_and_what_did_not_take_place_is_not() -> None:
    found = calendar(cases(event(date=None), event(date=day("2024-03-05")), event(date=None, status="planned")))
    assert (found.undated, len(found.bars)) == (1, 1)


def test_a_straggler_does_not_stretch_the_timeline() -> None:
    many = [event(date=day("2024-03-05")) for _ in range(80)] + [event(date=day("2024-03-20"))]
    found = calendar(cases(event(date=day("1999-01-01")), *many))
    assert (found.unit, found.earlier) == ("day", 1)


@given(st.lists(st.tuples(st.dates(), st.sampled_from(["day", "week", "month", "year", "unknown"])), max_size=6))
def test_every_case_is_drawn_or_counted_as_left_off(dates: list[tuple[dt.date, Any]]) -> None:
    found = calendar(cases(*(event(date=day(start.isoformat(), precision)) for start, precision in dates)))
    assert sum(bar.cases for bar in found.bars) + found.earlier + found.coarse == len(dates)
    assert all(bar.start < bar.end for bar in found.bars)
