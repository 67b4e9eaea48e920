"""Expressions of time in English: each resolves as the codebook says ("Dates"); none is invented."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import texts

from recoupe.dates import DateMention, find_dates, infer_publication
from recoupe.language import Lexicon, load
from recoupe.text import normalise

THU = dt.date(2024, 3, 14)


@pytest.fixture(scope="session")
def english() -> Lexicon:
    return load("en")


def found(text: str, lexicon: Lexicon, anchor: dt.date | None = THU) -> list[DateMention]:
    return find_dates(normalise(text), lexicon, anchor)


ONE = [
    # days of the week
    ("The camp was attacked on Thursday.", "2024-03-14", "2024-03-14", "day"),
    ("The camp was attacked Wednesday.", "2024-03-13", "2024-03-13", "day"),
    ("On Friday, shots rang out.", "2024-03-08", "2024-03-08", "day"),
    ("Shots rang out on Tuesday night.", "2024-03-12", "2024-03-12", "day"),
    ("It fell early Thursday.", "2024-03-14", "2024-03-14", "day"),
    ("Late on Monday, it fell.", "2024-03-11", "2024-03-11", "day"),
    ("last Friday", "2024-03-08", "2024-03-08", "day"),
    ("last Thursday", "2024-03-07", "2024-03-07", "day"),
    ("next Monday", "2024-03-18", "2024-03-18", "day"),
    ("Sunday's attack", "2024-03-10", "2024-03-10", "day"),
    ("Monday and Tuesday", "2024-03-11", "2024-03-12", "day"),
    ("between Monday and Wednesday", "2024-03-11", "2024-03-13", "day"),
    # counted from publication
    ("It fell yesterday.", "2024-03-13", "2024-03-13", "day"),
    ("It fell late yesterday.", "2024-03-13", "2024-03-13", "day"),
    ("It fell today.", "2024-03-14", "2024-03-14", "day"),
    ("the day before yesterday", "2024-03-12", "2024-03-12", "day"),
    ("tomorrow", "2024-03-15", "2024-03-15", "day"),
    ("three days ago", "2024-03-11", "2024-03-11", "day"),
    ("a week ago", "2024-03-07", "2024-03-07", "week"),
    ("two months ago", "2024-01-01", "2024-01-31", "month"),
    ("a few days ago", "2024-03-05", "2024-03-11", "week"),
    ("in two weeks' time", "2024-03-28", "2024-03-28", "week"),
    ("over the past 24 hours", "2024-03-13", "2024-03-14", "day"),
    ("the past week", "2024-03-07", "2024-03-14", "week"),
    ("in recent days", "2024-03-07", "2024-03-14", "week"),
    # nights
    ("It fell overnight.", "2024-03-13", "2024-03-14", "day"),
    ("It fell overnight into Wednesday.", "2024-03-12", "2024-03-13", "day"),
    ("Saturday night into Sunday", "2024-03-09", "2024-03-10", "day"),
    ("the night of March 3", "2024-03-03", "2024-03-04", "day"),
    ("on the night of 3-4 March", "2024-03-03", "2024-03-04", "day"),
    # day and month
    ("Feb. 16", "2024-02-16", "2024-02-16", "day"),
    ("16 February 2012", "2012-02-16", "2012-02-16", "day"),
    ("February 16, 2012", "2012-02-16", "2012-02-16", "day"),
    ("Thursday, Feb. 16, 2012", "2012-02-16", "2012-02-16", "day"),
    ("on December 31", "2023-12-31", "2023-12-31", "day"),
    ("the 15th of February", "2024-02-15", "2024-02-15", "day"),
    ("between March 10 and 12", "2024-03-10", "2024-03-12", "day"),
    ("March 10-12", "2024-03-10", "2024-03-12", "day"),
    ("from 10 to 12 March", "2024-03-10", "2024-03-12", "day"),
    ("Feb. 28-March 2", "2024-02-28", "2024-03-02", "day"),
    # numerals: month first, unless it is none
    ("2012-02-16", "2012-02-16", "2012-02-16", "day"),
    ("12/03/2012", "2012-12-03", "2012-12-03", "day"),
    ("25/03/2012", "2012-03-25", "2012-03-25", "day"),
    # weeks, months, years
    ("earlier this week", "2024-03-11", "2024-03-14", "week"),
    ("last week", "2024-03-04", "2024-03-10", "week"),
    ("over the weekend", "2024-03-09", "2024-03-10", "day"),
    ("late last month", "2024-02-21", "2024-02-29", "month"),
    ("this month", "2024-03-01", "2024-03-31", "month"),
    ("in early March", "2024-03-01", "2024-03-10", "month"),
    ("in mid-January", "2024-01-11", "2024-01-20", "month"),
    ("in March 2019", "2019-03-01", "2019-03-31", "month"),
    ("last year", "2023-01-01", "2023-12-31", "year"),
    ("in 2015", "2015-01-01", "2015-12-31", "year"),
    ("the first weekend of December", "2023-12-02", "2023-12-03", "day"),
    # spans that are still open
    ("the fifth day of fighting", "2024-03-10", "2024-03-14", "day"),
    ("the third consecutive day", "2024-03-12", "2024-03-14", "day"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), ONE)
def test_one_english_date(text: str, first: str, last: str, precision: str, english: Lexicon) -> None:
    (mention,) = found(text, english)
    assert (str(mention.start), str(mention.end), mention.precision) == (first, last, precision)
    start, end = mention.span
    assert text[start:end] == mention.text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The town fell on Tuesday. The previous day rebels had left.", ["2024-03-12", "2024-03-11"]),
        ("The town fell on Tuesday. Two days earlier rebels had left.", ["2024-03-12", "2024-03-10"]),
        ("The town fell on Tuesday. The next day it burned.", ["2024-03-12", "2024-03-13"]),
        ("The town fell on Tuesday. It burned later that day.", ["2024-03-12", "2024-03-12"]),
    ],
)
def test_what_points_back_counts_from_the_day_told_last(text: str, days: list[str], english: Lexicon) -> None:
    assert [str(m.start) for m in found(text, english)] == days


@pytest.mark.parametrize("text", ["since Monday", "since 2012", "since March 3", "since last week"])
def test_since_is_open(text: str, english: Lexicon) -> None:
    assert [m.open_start for m in found(text, english)] == [True]


@pytest.mark.parametrize(
    "text", ["He may leave.", "They march on.", "the March 23 Movement", "A second man fell.", "Room 12", ""]
)
def test_no_english_date(text: str, english: Lexicon) -> None:
    assert found(text, english) == []


def test_a_day_that_does_not_exist_stays_unresolved(english: Lexicon) -> None:
    assert [m.start for m in found("30/02/2012", english)] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KABUL, Afghanistan (Nov. 18, 2011)\nA search was conducted today.", "2011-11-18"),
        ("BAGHDAD, March 3, 2019 (Reuters) - Two soldiers died.", "2019-03-03"),
        ("Kabul, 18 November 2011 – Two men died.", "2011-11-18"),
        ("Operational update May 30, 2011\nTwo men died.", "2011-05-30"),
        ("Gunmen killed 12 people, police said on Thursday, October 26.", "2017-10-26"),
        ("KABUL, Afghanistan (Nov. 18)\nA search was conducted today.", None),
        ("The attack of March 5, 2012 was denied.", None),
    ],
)
def test_a_dateline_dates_the_dispatch(text: str, expected: str | None, english: Lexicon) -> None:
    plain = normalise(text)
    inferred = infer_publication(plain, find_dates(plain, english, None), (2013, 2019), (0, 9999), english)
    assert (inferred[0].isoformat() if inferred else None) == expected


@given(st.lists(st.one_of(st.sampled_from(texts(ONE)), st.text(max_size=30)), max_size=5))
def test_english_dates_quote_the_text(parts: list[str]) -> None:
    text = normalise(" ".join(parts))
    for mention in find_dates(text, load("en"), THU):
        start, end = mention.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == mention.text
        assert mention.start is None or mention.end is None or mention.start <= mention.end
