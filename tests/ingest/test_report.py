"""The report: counts by outcome, reasons by kind, words for times."""

from __future__ import annotations

import pytest
from double import coded, dispatch

from recoupe.ingest import AlreadyStored, Kept, Tally
from recoupe.ingest.report import duration, kind_of
from recoupe.reading import ReadProblem
from recoupe.store import Stored, content_key


def kept(number: int, copy_of: str | None = None) -> Kept:
    one = dispatch(number)
    return Kept(Stored(content_key(one), one, coded(one), copy_of))


def tallied() -> Tally:
    tally = Tally()
    for outcome in (
        kept(0), kept(1, "k"), kept(40), AlreadyStored("k"), AlreadyStored("l"),
        ReadProblem("a.jsonl", 3, "JSON syntax error at column 7: oops; mend it"),
        ReadProblem("a.jsonl", 9, "JSON syntax error at column 12: oops; mend it"),
        ReadProblem("b.txt", None, "no such file or folder; check the path"),
    ):  # fmt: skip
        tally.hear(outcome)
    return tally


def test_outcomes_are_counted() -> None:
    report = tallied().report(4.0)
    events = len(coded(dispatch(0)).events) + len(coded(dispatch(1)).events)
    assert report.as_dict() == {
        "read": 5, "already_stored": 2, "stored": 3, "coded": 2, "copies": 1, "events": events,
        "not_coded": {"the text is in 'en', not 'fr'": 1},
        "not_read": {"JSON syntax error at column N: oops": 2, "no such file or folder": 1},
        "seconds": 4.0, "dispatches_per_second": 0.8,
    }  # fmt: skip
    assert tallied().items == 8


def test_the_report_in_lines() -> None:
    lines = tallied().report(4.0).text().splitlines()
    assert [line.split()[:2] for line in lines if not line.startswith(" ")] == [
        ["read", "5"], ["already", "stored"], ["stored", "3"], ["coded", "2"], ["not", "coded"], ["not", "read"],
        ["time", "4.0"],
    ]  # fmt: skip
    assert "                       2  JSON syntax error at column N: oops" in lines


def test_what_did_not_happen_is_left_out() -> None:
    names = [line[:14].strip() for line in Tally().report(0).text().splitlines()]
    assert names == ["read", "stored", "coded", "time"]
    assert Tally().report(0).rate == 0


def test_many_reasons_are_cut_short() -> None:
    tally = Tally()
    for letter in "abcdefghijklmnopq":
        tally.hear(ReadProblem("file", None, f"reason {letter}"))
    assert "                       5  for 5 other reasons" in tally.report(1).text().splitlines()


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("the text has 250,123 characters; a dispatch has at most 200,000: split it", "the text has N characters"),
        ("the text is in 'en', not 'fr'", "the text is in 'en', not 'fr'"),
        ("JSON syntax error at column 12: Expecting value", "JSON syntax error at column N: Expecting value"),
        ("the text is empty", "the text is empty"),
        ("it ends at 3.", "it ends at N."),
    ],
)
def test_reasons_of_a_kind(reason: str, kind: str) -> None:
    assert kind_of(reason) == kind


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0.0 s"),
        (8.44, "8.4 s"),
        (59.9, "59.9 s"),
        (59.97, "1 min"),
        (61, "1 min"),
        (3570, "1 h 00 min"),
        (11_100, "3 h 05 min"),
    ],
)
def test_times_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
