"""Readers of expressions that mean days: full dates, days of the week, nights, days counted from others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from recoupe.dates.mention import DAY, DateMention
from recoupe.dates.resolve import VAGUE, Resolver, Told, day_of, last_weekday, latest, number

_DAYS = {"day": 1, "week": 7}
"""Days in the units that are counted in days."""


def full(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "mardi 5 mars 2019"."""
    month, day = r.grammar.months[m.word("m")], number(m["d"])
    weekday = r.grammar.weekdays[m["w"]] if m["w"] else None
    if not 1 <= day <= 31:
        return None
    found = day_of(int(m["y"]), month, day) if m["y"] else latest(month, day, r.anchor)
    if found and weekday is not None and found.weekday() != weekday and not m["y"]:
        # A slip of the pen ("lundi 26 novembre" for the 25th): the weekday is the safer half.
        near = [found + DAY * step for step in (-1, 1) if (found + DAY * step).weekday() == weekday]
        found = near[0] if near else last_weekday(weekday, found + DAY * 3)
    return replace(r.set(base, found), weekday=weekday)


def numeric(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "05/03/2024"."""
    month, day = int(m.word("mm")), int(m.word("d"))
    if not (1 <= month <= 12 and 1 <= day <= 31) or (not m["y"] and len(m.word("mm")) < 2):
        return None
    return r.set(base, day_of(int(m["y"]), month, day) if m["y"] else latest(month, day, r.anchor))


def weekday(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "jeudi", "lundi dernier", "samedi prochain"; the next one where it is told as planned."""
    day = r.grammar.weekdays[m.word("w")]
    if r.anchor is None:
        return replace(base, weekday=day)
    found = last_weekday(day, r.anchor)
    if m["after"] or (r.planned and not m["past"] and found < r.anchor):
        found += DAY * 7
    elif m["past"] and found == r.anchor:
        found -= DAY * 7
    return replace(r.set(base, found), weekday=day)


def weekday_and_day(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "Jeudi 7": the nearest such Thursday that is the 7th, not more than a month off."""
    day, weekday = number(m["d"]), r.grammar.weekdays[m.word("w")]
    if r.anchor is None or not 1 <= day <= 31:
        return None
    for steps in (*range(32), *range(-1, -22, -1)):
        found = r.anchor - DAY * steps
        if found.day == day and found.weekday() == weekday:
            return replace(r.set(base, found), weekday=weekday)
    return None


def two_weekdays(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "de lundi à mercredi", "samedi et dimanche"."""
    if r.anchor is None:
        return base
    end = last_weekday(r.grammar.weekdays[m.word("w2")], r.anchor)
    return r.set(base, last_weekday(r.grammar.weekdays[m.word("w1")], end), end)


def night(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "la nuit de samedi à dimanche", "la nuit du 3 au 4 mai 2019"."""
    months = r.grammar.months
    if m["d2"] and (named := m["m"] or m["m1"]):
        month, day = months[named], number(m["d2"])
        end = day_of(int(m["y"]), month, day) if m["y"] else latest(month, day, r.anchor)
        return r.set(base, end and end - DAY, end)
    if m["d1"] and m["m1"] and not m["d2"]:
        start = latest(months[m["m1"]], number(m["d1"]), r.anchor)
        return r.set(base, start, start and start + DAY)
    if m["w2"] and r.anchor:
        end = last_weekday(r.grammar.weekdays[m["w2"]], r.anchor)
        if (end - r.anchor).days == -6:
            # Told on the evening that it begins, not a week later.
            end += DAY * 7
        return r.set(base, end - DAY, end)
    return base


def night_alone(_: Resolver, __: Told, base: DateMention) -> DateMention:
    """ "dans la nuit": the one after the day told last; find_dates resolves it."""
    return replace(base, anaphoric=0)


def days(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "du 30 décembre au 2 janvier", "les 10 et 11 mars"."""
    month, day = r.grammar.months[m.word("m")], number(m["d2"])
    end = day_of(int(m["y"]), month, day) if m["y"] else latest(month, day, r.anchor)
    first = r.grammar.months[m["m1"]] if m["m1"] else month
    start = end and day_of(end.year, first, number(m["d1"]))
    if end and start and start > end:
        start = day_of(end.year - 1, first, number(m["d1"])) if m["m1"] else None
    return r.set(base, start, end) if start else base


def after(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "Deux jours après X" and "deux jours plus tôt": the other event lies that far from the day told last."""
    count = r.grammar.count(m.word("n")) or VAGUE[0]
    steps = count * _DAYS.get(r.unit(m.word("u")), 0)
    return replace(base, anaphoric=steps * r.grammar.ways[m.word("way")])


def morrow(_: Resolver, __: Told, base: DateMention) -> DateMention:
    """ "au lendemain de X": X is the day before the one told last."""
    return replace(base, anaphoric=-1)


def eve(_: Resolver, __: Told, base: DateMention) -> DateMention:
    """ "à la veille de X": X is the day after the one told last."""
    return replace(base, anaphoric=1)


def anaphoric(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "la veille", "le même jour"."""
    return replace(base, anaphoric=r.grammar.anaphoric[m.whole])


def relative(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "hier", "ce matin"."""
    if r.anchor is None:
        return base
    first, last = r.grammar.relative[m["rel"] or m.whole]
    return r.set(base, r.anchor + DAY * first, r.anchor + DAY * last)


def ago(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "il y a deux jours", "il y a 48 heures"; "il y a quelques jours" is three to nine days back."""
    anchor, unit, count = r.anchor, r.unit(m.word("u")), r.grammar.count(m.word("n"))
    if anchor is None:
        return base
    if unit == "hour":
        return r.set(base, r.back(count, unit)[0])
    if unit == "day":
        if count is None:
            return r.set(base, anchor - DAY * VAGUE[1], anchor - DAY * VAGUE[0], "week")
        return r.set(base, anchor - DAY * count)
    if unit == "week":
        if count is None:
            return r.set(base, anchor - DAY * 7 * VAGUE[1], anchor - DAY * 7 * VAGUE[0], "month")
        return r.set(base, anchor - DAY * 7 * count, None, "week")
    if unit == "month":
        return r.month_away(base, count or VAGUE[0])
    return r.year_span(base, anchor.year - (count or VAGUE[0]))


def ahead(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "dans deux jours"."""
    count, unit, anchor = r.grammar.count(m["n"] or ""), r.unit(m.word("u")), r.anchor
    if anchor is None:
        return base
    if unit == "month":
        return r.month_away(base, -(count or VAGUE[0]))
    step = DAY * _DAYS.get(unit, 0)
    if count is None:
        return r.set(base, anchor + step * VAGUE[0], anchor + step * VAGUE[1], "week" if step == DAY else "month")
    return r.set(base, anchor + step * count, None, "day" if step <= DAY else "week")


def latest_days(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "les dernières 24 heures", "ces derniers jours", "the past week" (one): up to the publication day."""
    told = m["n"] or m["n2"]
    count = 1 if m["one"] else r.grammar.count(told) if told else None
    if r.anchor is None:
        return base
    unit = r.unit(m["one"] or m.word("u"))
    if unit == "hour" and count is None:
        return r.set(base, r.anchor)
    start, precision = r.back(count, unit)
    return r.set(base, start, r.anchor, precision)


def since(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "depuis trois jours", "depuis plusieurs mois"."""
    if r.anchor is None:
        return base
    start, precision = r.back(r.grammar.count(m.word("n")), r.unit(m.word("u")))
    return r.set(base, start, r.anchor, precision)


def nth(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "la sixième journée consécutive", "au cinquième jour de l'offensive": that many days up to publication."""
    count = r.grammar.ordinals[m["o"]] if m["o"] else int(m.word("n"))
    if not 2 <= count <= 200:
        return None
    if r.anchor is None:
        return replace(base, open_start=True)
    return replace(r.set(base, r.anchor - DAY * (count - 1), r.anchor), open_start=True)


def nth_week(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "entre dans sa troisième semaine": two whole weeks up to publication."""
    count = r.grammar.ordinals[m["o"]] if m["o"] else int(m.word("n"))
    if not 2 <= count <= 60:
        return None
    if r.anchor is None:
        return replace(base, precision="week", open_start=True)
    return replace(r.set(base, r.anchor - DAY * 7 * (count - 1), r.anchor, "week"), open_start=True)


def weekend(r: Resolver, m: Told, base: DateMention) -> DateMention:
    """ "le week-end dernier", "ce week-end", "le week-end prochain"."""
    if r.anchor is None:
        return base
    sunday = last_weekday(6, r.anchor)
    if r.anchor.weekday() == 5:
        sunday += DAY * 7
    if m["after"]:
        sunday += DAY * 7
    if m["past"] and r.anchor.weekday() >= 5:
        sunday -= DAY * 7
    return r.set(base, sunday - DAY, sunday)


def nth_weekend(r: Resolver, m: Told, base: DateMention) -> DateMention | None:
    """ "le premier week-end de décembre": the first Saturday of the month, and the Sunday after it."""
    month = r.grammar.months[m.word("m")]
    year = r.which_year(month, m["y"])
    if year is None:
        return base
    first = dt.date(year, month, 1)
    saturdays = [d for d in (first + DAY * n for n in range(31)) if d.weekday() == 5 and d.month == month]
    index = -1 if m["last"] else r.grammar.ordinals[m.word("o")] - 1
    if index >= len(saturdays):
        return None
    return r.set(base, saturdays[index], saturdays[index] + DAY)
