"""Finds expressions of time and resolves them against the publication day (codebook, "Dates")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from recoupe.dates import days, periods
from recoupe.dates.grammar import Grammar, grammar
from recoupe.dates.mention import DAY, DateMention
from recoupe.dates.resolve import Resolver, Told
from recoupe.language import Lexicon
from recoupe.text import fold

__all__ = ["DAY", "DateMention", "find_dates"]

_NAMABLE = frozenset(("full", "month", "days", "weekday", "pair"))
_PLANNABLE = frozenset(("month", "part", "weekday", "months"))

_CALENDAR = frozenset(("full", "month", "months", "part", "days"))
"""What a year is enough for; a bare weekday needs the publication day."""

_READERS: dict[str, Callable[[Resolver, Told, DateMention], DateMention | None]] = {
    "night": days.night, "days": days.days, "months": periods.months, "weekdays": days.two_weekdays,
    "pair": days.two_weekdays, "numeric": days.numeric, "last_year": periods.last_year,
    "nth_weekend": days.nth_weekend, "nth": days.nth, "nth_week": days.nth_week, "after": days.after,
    "morrow": days.morrow, "eve": days.eve, "since": days.since, "latest": days.latest_days, "ago": days.ago, "ahead": days.ahead,
    "full": days.full, "day_of": days.weekday_and_day, "weekday": days.weekday, "weekend": days.weekend,
    "week_part": periods.week_part, "week": periods.week, "part": periods.part, "month": periods.month,
    "this_month": periods.this_month, "year": periods.year, "night_alone": days.night_alone,
    "relative": days.relative, "anaphoric": days.anaphoric,
}  # fmt: skip
"""The readers that calendar.toml may name."""


def find_dates(text: str, lexicon: Lexicon, anchor: dt.date | None) -> list[DateMention]:
    """Expressions of time in ``text``, in order, resolved against ``anchor`` (the publication day, None if unknown).

    "La veille", "le lendemain", "dans la nuit" and the like are resolved against the day told last before them.
    """
    known = grammar(lexicon)
    folded = fold(text)
    found = _found(text, folded, known, anchor)
    if anchor is None and (told := _year_told(found)) is not None:
        again = {m.span: m for m in _found(text, folded, known, told)}
        found = [again.get(m.span, m) if m.start is None and m.rule in _CALENDAR else m for m in found]
    return _chained(found, anchor)


def _year_told(mentions: list[DateMention]) -> dt.date | None:
    """The latest day told with its year: it gives the year to days and months told without one in an undated text."""
    return max((m.end for m in mentions if m.rule in ("full", "days") and m.end is not None), default=None)


def _found(text: str, folded: str, known: Grammar, anchor: dt.date | None) -> list[DateMention]:
    """The mentions of every pattern, in text order; where two overlap, the pattern listed first has it."""
    found: list[DateMention] = []
    covered = bytearray(len(folded))
    for pattern in known.patterns:
        if pattern.hints and not any(hint in folded for hint in pattern.hints):
            continue
        for match in pattern.form.finditer(folded):
            start, end = match.span()
            if any(covered[start:end]):
                continue
            mention = _read(pattern.name, match, folded, known, anchor)
            if mention is not None or _is_name(pattern.name, match, folded, known):
                covered[start:end] = b"\1" * (end - start)
            if mention is not None:
                found.append(replace(mention, text=text[start:end]))
    return sorted(found, key=lambda mention: mention.span)


def _read(name: str, match: re.Match[str], folded: str, known: Grammar, anchor: dt.date | None) -> DateMention | None:
    """The mention that one match of a pattern makes, or None where it is part of a name or no date at all."""
    if _is_name(name, match, folded, known):
        return None
    before = folded[max(0, match.start() - 40) : match.start()]
    planned = name in _PLANNABLE and bool(known.planned.search(before))
    base = DateMention(match.span(), "", None, None, "day", name)
    told = Told(match.group(), match.groupdict())
    mention = _READERS[name](Resolver(known, anchor, planned), told, base)
    if mention is None:
        return None
    opened = bool(known.opens_since.match(told.whole) or known.since.search(before[-14:]))
    if opened and name == "weekday" and mention.start is not None and mention.start == anchor and not told["this"]:
        # "Depuis mardi", told on a Tuesday, looks back a week: of the same day it would be "depuis ce matin".
        mention = replace(mention, start=mention.start - DAY * 7, end=mention.start - DAY * 7)
    return replace(mention, open_start=mention.open_start or opened)


def _is_name(name: str, match: re.Match[str], folded: str, known: Grammar) -> bool:
    """Whether the date is part of a name ("Mouvement du 23 mars", "place de Mai"), so that no pattern may read it."""
    if name not in _NAMABLE or match.groupdict().get("y"):
        return False
    return bool(known.named.search(folded[max(0, match.start() - 30) : match.start()]))


def _chained(mentions: list[DateMention], anchor: dt.date | None) -> list[DateMention]:
    """The mentions with those that point back resolved against the day told last."""
    chained: list[DateMention] = []
    day = anchor
    for mention in mentions:
        if mention.rule == "night_alone" and day is not None:
            # The night that follows the day told; at the publication day only the one before it has passed.
            start = day - DAY if day == anchor else day
            chained.append(replace(mention, start=start, end=start + DAY))
            continue
        if mention.anaphoric is not None and day is not None:
            moved = day + DAY * mention.anaphoric
            chained.append(replace(mention, start=moved, end=moved))
            day = moved if mention.rule == "anaphoric" else day
            continue
        if mention.start is not None and mention.precision == "day":
            day = mention.end
        chained.append(mention)
    return chained
