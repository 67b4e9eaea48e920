"""Readers of expressions that mean a week, a month or a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from recoupe.dates.mention import DAY, DateMention
from recoupe.dates.resolve import Resolver, Told

_THIRDS = {"start": (1, 10), "middle": (11, 20), "end": (21, None), "whole": (1, None)}
_WEEK_PARTS = {"start": (0, 2), "middle": (1, 3), "end": (3, 6), "whole": (0, 6)}
"""First and last day of the parts of a month and of a week."""


def week(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "cette semaine" up to publication; "la semaine dernière", "la semaine prochaine" from Monday to Sunday."""
    if not (m["this"] or m["past"] or m["after"]):
        return None
    if r.anchor is None:
        return replace(base, precision="week")
    monday = r.anchor - DAY * r.anchor.weekday() + DAY * 7 * (bool(m["after"]) - bool(m["past"]))
    end = min(monday + DAY * 6, r.anchor) if m["this"] else monday + DAY * 6
    return r.set(base, monday, max(monday, end), "week")


def week_part(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "en début de semaine": its first days that are not after publication."""
    if r.anchor is None:
        return replace(base, precision="week")
    monday = r.anchor - DAY * r.anchor.weekday()
    first, last = _WEEK_PARTS[r.grammar.parts[m.word("part")]]
    if monday + DAY * first > r.anchor:
        monday -= DAY * 7
    return r.set(base, monday + DAY * first, min(monday + DAY * last, r.anchor), "week")


def month(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "en mars", "en mars dernier", "en mars 2019"."""
    index = r.grammar.months[m.word("m")]
    year = r.which_year(index, m["y"])
    if year and m["past"] and r.anchor and (year, index) >= (r.anchor.year, r.anchor.month):
        year -= 1
    return r.month_span(base, year, index) if year else replace(base, precision="month")


def months(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "de mars à mai 2022", "de novembre à janvier"."""
    first, last = r.grammar.months[m.word("m1")], r.grammar.months[m.word("m")]
    year = r.which_year(last, m["y"])
    if year is None:
        return replace(base, precision="month")
    end = r.month_span(base, year, last).end
    start = dt.date(int(m["y1"]) if m["y1"] else year - (first > last), first, 1)
    return r.set(base, start, end, "month") if end and start <= end else replace(base, precision="month")


def part(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "début mars", "mi-mars", "fin mars": the thirds of a month."""
    index = r.grammar.months[m.word("m")]
    year = r.which_year(index, m["y"])
    if year is None:
        return replace(base, precision="month")
    first, last = _THIRDS[r.grammar.parts[m.word("part")]]
    return r.month_span(base, year, index, first, last)


def this_month(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "le mois dernier", "ce mois-ci", "le mois prochain", "late last month"."""
    if r.anchor is None:
        return replace(base, precision="month")
    whole = r.month_away(base, 1 if m["past"] else -1 if m["after"] else 0)
    if not m["part"] or whole.start is None:
        return whole
    return r.month_span(base, whole.start.year, whole.start.month, *_THIRDS[r.grammar.parts[m["part"]]])


def year(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "en 2015"."""
    return r.year_span(base, int(m.word("y")))


def last_year(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "l'an dernier", "this year", "next year"."""
    step = 1 if m["after"] else 0 if m["this"] else -1
    return r.year_span(base, r.anchor.year + step) if r.anchor else replace(base, precision="year")
