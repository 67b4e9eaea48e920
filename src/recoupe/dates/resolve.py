"""Arithmetic of the calendar that the readers share: which day, month or year an expression means."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from recoupe.dates.grammar import Grammar
from recoupe.dates.mention import DAY, DateMention
from recoupe.language import LexiconError
from recoupe.records import DatePrecision

VAGUE = (3, 9)
"""The days, weeks or months of "quelques" and "plusieurs" (codebook, "Vague numbers")."""


def last_weekday(day: int, anchor: dt.date) -> dt.date:
    """The latest such day of the week not after the anchor."""
    return anchor - DAY * ((anchor.weekday() - day) % 7)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def latest(month: int, day: int, anchor: dt.date | None) -> dt.date | None:
    """The latest such day not after the anchor, save that up to 45 days ahead of it are taken as coming."""
    if anchor is None:
        return None
    for year in (anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 2):
        found = day_of(year, month, day)
        if found and found <= anchor + DAY * 45:
            return found
    return None


def months_back(anchor: dt.date, count: int) -> dt.date:
    """The same day so many months ago, or the last one that month has."""
    index = anchor.year * 12 + anchor.month - 1 - count
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def number(text: str | None) -> int:
    """A day's numeral, whatever follows its digits ("1er", "21st"); "premier" and nothing are the first."""
    digits = re.match(r"\d+", text or "")
    return int(digits.group()) if digits else 1


@dataclass(frozen=True)
class Told:
    """What a pattern remembers of the words of a date, folded; None under a name that it does not know."""

    whole: str
    groups: Mapping[str, str | None]

    def __getitem__(self, name: str) -> str | None:
        return self.groups.get(name)

    def word(self, name: str) -> str:
        """What a reader cannot do without. Raises LexiconError where the pattern does not remember it."""
        found = self.groups.get(name)
        if found is None:
            raise LexiconError(f"calendar.toml: a form of {self.whole!r} must remember {name!r}: write {{{name}:…}}")
        return found


@dataclass(frozen=True)
class Resolver:
    """What a reader needs: the calendar's words, the publication day, whether the words before promise the future."""

    grammar: Grammar
    anchor: dt.date | None
    planned: bool = False

    def set(
        self, base: DateMention, start: dt.date | None, end: dt.date | None = None, precision: DatePrecision = "day"
    ) -> DateMention:
        """The mention with its days."""
        return replace(base, start=start, end=end or start, precision=precision)

    def month_span(
        self, base: DateMention, year: int, month: int, first: int = 1, last: int | None = None
    ) -> DateMention:
        """A month, or its days from ``first`` to ``last``."""
        final = last or calendar.monthrange(year, month)[1]
        return self.set(base, dt.date(year, month, first), dt.date(year, month, final), "month")

    def year_span(self, base: DateMention, year: int) -> DateMention:
        """A whole year."""
        return self.set(base, dt.date(year, 1, 1), dt.date(year, 12, 31), "year")

    def month_away(self, base: DateMention, count: int) -> DateMention:
        """The month so many before the publication day's (negative: after it)."""
        assert self.anchor is not None
        index = self.anchor.year * 12 + self.anchor.month - 1 - count
        return self.month_span(base, index // 12, index % 12 + 1)

    def which_year(self, month: int, given: str | None) -> int | None:
        """The year of a month told without one: the latest, the coming month's, or the next such if it is planned."""
        if given:
            return int(given)
        if self.anchor is None:
            return None
        if self.planned:
            return self.anchor.year if month >= self.anchor.month else self.anchor.year + 1
        return self.anchor.year if month <= self.anchor.month + 1 else self.anchor.year - 1

    def unit(self, form: str) -> str:
        """What a form of a unit of time means: hour, day, week, month or year."""
        return self.grammar.units[form]

    def back(self, count: int | None, unit: str) -> tuple[dt.date, DatePrecision]:
        """The day so many units before the publication day; a vague count is about a week, a month, half a year."""
        assert self.anchor is not None
        if unit == "hour":
            return self.anchor - DAY * max(0, round((count or 0) / 24)), "day"
        if unit == "day":
            return self.anchor - DAY * (7 if count is None else count), "week" if count is None else "day"
        if unit == "week":
            return (months_back(self.anchor, 1), "month") if count is None else (self.anchor - DAY * 7 * count, "week")
        if unit == "month":
            return months_back(self.anchor, 6 if count is None else count), "month"
        return months_back(self.anchor, 12 * (count or VAGUE[0])), "year"
