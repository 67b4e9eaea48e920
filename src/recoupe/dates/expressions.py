"""Finds expressions of time and resolves them against the publication day (codebook, "Dates")."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import DatePrecision, Span
from recoupe.text import fold

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class DateMention:
    """An expression of time. ``start`` and ``end`` are None where it cannot be resolved without a publication day.

    ``anaphoric`` holds the offset in days from the day told last before it ("la veille": -1); ``open_start`` marks
    "depuis …"; ``weekday`` is kept so that a planned event can take the next such day instead of the last.
    """

    span: Span
    text: str
    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision
    rule: str
    anaphoric: int | None = None
    open_start: bool = False
    weekday: int | None = None


@dataclass(frozen=True)
class _Grammar:
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, tuple[int, int]]
    anaphoric: dict[str, int]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    data = lexicon["calendar"]
    months = {fold(k): v for k, v in data["months"].items()}
    weekdays = {fold(k): v for k, v in data["weekdays"].items()}
    relative = {fold(k): (v[0], v[1]) for k, v in data["relative"].items()}
    anaphoric = {fold(k): v[0] for k, v in data["anaphoric"].items()}
    month, day = _any(months), _any(weekdays)
    number = r"(?P<d>\d{1,2}|1er|premier)"
    year = r"(?:\s+(?P<y>(?:19|20)\d\d))?"
    past = _any(data["past_markers"]["words"])
    after = _any(data["future_markers"]["words"])
    count = r"(?P<n>\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quelques|plusieurs)"
    unit = r"(?P<u>jours?|semaines?|mois|ans?|heures?)"
    patterns = (
        ("night", rf"nuit\s+(?:de|du)\s+(?:(?P<w1>{day})\s*)?(?:(?P<d1>\d{{1,2}}|1er)\s*(?P<m1>{month})?\s*)?(?:a|au)\s+(?P<w2>{day})?\s*(?:(?P<d2>\d{{1,2}}|1er)\s*(?P<m>{month})?)?{year}"),
        ("days", rf"(?:entre\s+le|du|des)\s+(?:{day}\s+)?(?P<d1>\d{{1,2}}|1er)\s*(?P<m1>{month})?\s*(?:et\s+le|et|au)\s+(?:{day}\s+)?(?P<d2>\d{{1,2}})\s+(?P<m>{month}){year}"),
        ("weekdays", rf"(?:entre|de)\s+(?P<w1>{day})\s+(?:et|a)\s+(?P<w2>{day})\b"),
        ("pair", rf"(?P<w1>{day})\s+et\s+(?P<w2>{day})\b"),
        ("numeric", r"(?P<d>\d{1,2})/(?P<mm>\d{1,2})(?:/(?P<y>(?:19|20)\d\d))?"),
        ("last_year", rf"l'(?:an|annee)\s+(?:{past})|l'ete\s+(?:{past})"),
        ("after", rf"{count}\s+(?P<u>jours?|semaines?)\s+(?:seulement\s+)?(?P<way>apres|avant|plus tot|auparavant|plus tard)"),
        ("morrow", r"(?:au\s+)?lendemain\s+(?:meme\s+)?d(?:e|u|es|')(?![\w-])"),
        ("since", rf"depuis\s+(?:(?:environ|pres de|plus de|presque)\s+)?{count}\s+{unit}"),
        ("full", rf"(?:(?P<w>{day})\s+)?{number}\s+(?P<m>{month})\b{year}"),
        ("weekday", rf"(?:(?P<ce>ce|cette)\s+)?(?P<w>{day})\b(?:\s+(?:(?P<past>{past})|(?P<after>{after}))\b)?"),
        ("ago", rf"il y a\s+(?:(?:environ|pres de|plus de|moins de)\s+)?{count}\s+{unit}"),
        ("weekend", rf"(?P<det>le|ce|dernier|du)\s+week-end(?:\s+(?P<past>{past}))?"),
        ("week", rf"(?:(?P<this>cette)|la)\s+semaine(?:\s+(?:(?P<past>{past})|(?P<after>{after})))?"),
        ("part", rf"(?P<part>debut|mi-|mi|fin|courant)\s*-?\s*(?P<m>{month})\b{year}"),
        ("month", rf"(?:en|de|d'|au mois de|depuis)\s*(?P<m>{month})\b(?:\s+(?:(?P<past>{past})|(?P<y>(?:19|20)\d\d)))?"),
        ("this_month", rf"(?:(?P<this>ce)|le)\s+mois(?:-ci)?\s+(?P<past>{past})|(?P<now>ce mois-ci)|debut du mois|en debut de mois"),
        ("year", r"\b(?:en|depuis|de|fin|debut|annee)\s+(?P<y>(?:19|20)\d\d)\b"),
        ("relative", _any(relative)),
        ("anaphoric", _any(anaphoric)),
    )  # fmt: skip
    compiled = tuple((name, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")) for name, pattern in patterns)
    return _Grammar(months, weekdays, relative, anaphoric, compiled)


def _any(words: object) -> str:
    forms = sorted((fold(word) for word in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(form) for form in forms)


def _last_weekday(day: int, anchor: dt.date) -> dt.date:
    return anchor - DAY * ((anchor.weekday() - day) % 7)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, anchor: dt.date | None) -> dt.date | None:
    """The latest such day not after the anchor, save that up to 45 days ahead of it are taken as coming."""
    if anchor is None:
        return None
    for year in (anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 2):
        found = _day(year, month, day)
        if found and found <= anchor + DAY * 45:
            return found
    return None


_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11}
_COUNTS |= {"douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quelques": 3, "plusieurs": 4}


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _COUNTS[text]


def _number(text: str | None) -> int:
    if not text or text in ("1er", "premier"):
        return 1
    return int(text)


class _Reader:
    """Turns one match of a pattern into a DateMention; one method a pattern."""

    def __init__(self, grammar: _Grammar, anchor: dt.date | None) -> None:
        self._g = grammar
        self._anchor = anchor

    def read(self, name: str, match: re.Match[str]) -> DateMention | None:
        base = DateMention(match.span(), match.group(), None, None, "day", name)
        read = getattr(self, f"_{name}")
        result: DateMention | None = read(match, base)
        return result

    def _set(self, base: DateMention, start: dt.date | None, end: dt.date | None = None, precision: DatePrecision = "day") -> DateMention:
        return replace(base, start=start, end=end or start, precision=precision)

    def _full(self, m: re.Match[str], base: DateMention) -> DateMention | None:
        month, day = self._g.months[m["m"]], _number(m["d"])
        weekday = self._g.weekdays[m["w"]] if m["w"] else None
        if not 1 <= day <= 31:
            return None
        found = _day(int(m["y"]), month, day) if m["y"] else _latest(month, day, self._anchor)
        if found and weekday is not None and found.weekday() != weekday and not m["y"]:
            # A slip of the pen ("lundi 26 novembre" for the 25th): the weekday is the safer half.
            near = [found + DAY * step for step in (-1, 1) if (found + DAY * step).weekday() == weekday]
            found = near[0] if near else found
        return replace(self._set(base, found), weekday=weekday)

    def _numeric(self, m: re.Match[str], base: DateMention) -> DateMention | None:
        month, day = int(m["mm"]), int(m["d"])
        if not (1 <= month <= 12 and 1 <= day <= 31) or (not m["y"] and len(m["mm"]) < 2):
            return None
        return self._set(base, _day(int(m["y"]), month, day) if m["y"] else _latest(month, day, self._anchor))

    def _weekday(self, m: re.Match[str], base: DateMention) -> DateMention:
        day = self._g.weekdays[m["w"]]
        if self._anchor is None:
            return replace(base, weekday=day)
        found = _last_weekday(day, self._anchor)
        if m["after"]:
            found += DAY * 7
        elif m["past"] and found == self._anchor:
            found -= DAY * 7
        return replace(self._set(base, found), weekday=day)

    def _pair(self, m: re.Match[str], base: DateMention) -> DateMention:
        return self._weekdays(m, base)

    def _weekdays(self, m: re.Match[str], base: DateMention) -> DateMention:
        if self._anchor is None:
            return base
        end = _last_weekday(self._g.weekdays[m["w2"]], self._anchor)
        return self._set(base, _last_weekday(self._g.weekdays[m["w1"]], end), end)

    def _night(self, m: re.Match[str], base: DateMention) -> DateMention:
        if m["d2"] and (m["m"] or m["m1"]):
            month = self._g.months[m["m"] or m["m1"]]
            end = _day(int(m["y"]), month, _number(m["d2"])) if m["y"] else _latest(month, _number(m["d2"]), self._anchor)
            return self._set(base, end and end - DAY, end)
        if m["d1"] and m["m1"] and not m["d2"]:
            start = _latest(self._g.months[m["m1"]], _number(m["d1"]), self._anchor)
            return self._set(base, start, start and start + DAY)
        if m["w2"] and self._anchor:
            end = _last_weekday(self._g.weekdays[m["w2"]], self._anchor)
            return self._set(base, end - DAY, end)
        return base

    def _days(self, m: re.Match[str], base: DateMention) -> DateMention:
        month = self._g.months[m["m"]]
        end = _day(int(m["y"]), month, _number(m["d2"])) if m["y"] else _latest(month, _number(m["d2"]), self._anchor)
        first = self._g.months[m["m1"]] if m["m1"] else month
        return self._set(base, end and _day(end.year, first, _number(m["d1"])), end)

    def _after(self, m: re.Match[str], base: DateMention) -> DateMention:
        """"Deux jours après X" and "deux jours plus tôt": the other event lies that far from the day told last."""
        days = _count(m["n"]) * (7 if m["u"].startswith("semaine") else 1)
        return replace(base, anaphoric=days if m["way"] in ("avant", "plus tard") else -days)

    def _morrow(self, _: re.Match[str], base: DateMention) -> DateMention:
        return replace(base, anaphoric=-1)

    def _since(self, m: re.Match[str], base: DateMention) -> DateMention:
        if self._anchor is None or m["u"].startswith(("an", "heure")):
            return base
        days = _count(m["n"]) * (7 if m["u"].startswith("semaine") else 30 if m["u"] == "mois" else 1)
        precision: DatePrecision = "day" if m["u"].startswith("jour") else "week" if m["u"].startswith("semaine") else "month"
        return self._set(base, self._anchor - DAY * days, self._anchor, precision)

    def _ago(self, m: re.Match[str], base: DateMention) -> DateMention:
        count = _count(m["n"])
        if self._anchor is None:
            return base
        if m["u"].startswith("jour"):
            return self._set(base, self._anchor - DAY * count)
        if m["u"].startswith("heure"):
            return self._set(base, self._anchor)
        if m["u"].startswith("semaine"):
            return self._set(base, self._anchor - DAY * 7 * count, None, "week")
        if m["u"] == "mois":
            return self._month_back(base, count)
        return self._year_span(base, self._anchor.year - count)

    def _month_back(self, base: DateMention, count: int) -> DateMention:
        assert self._anchor is not None
        index = self._anchor.year * 12 + self._anchor.month - 1 - count
        return self._month_span(base, index // 12, index % 12 + 1)

    def _month_span(self, base: DateMention, year: int, month: int, first: int = 1, last: int | None = None) -> DateMention:
        final = last or calendar.monthrange(year, month)[1]
        return self._set(base, dt.date(year, month, first), dt.date(year, month, final), "month")

    def _year_span(self, base: DateMention, year: int) -> DateMention:
        return self._set(base, dt.date(year, 1, 1), dt.date(year, 12, 31), "year")

    def _which_year(self, month: int, given: str | None) -> int | None:
        if given:
            return int(given)
        if self._anchor is None:
            return None
        return self._anchor.year if month <= self._anchor.month + 1 else self._anchor.year - 1

    def _month(self, m: re.Match[str], base: DateMention) -> DateMention:
        month = self._g.months[m["m"]]
        year = self._which_year(month, m["y"])
        if year and m["past"] and self._anchor and (year, month) >= (self._anchor.year, self._anchor.month):
            year -= 1
        return self._month_span(base, year, month) if year else replace(base, precision="month")

    def _part(self, m: re.Match[str], base: DateMention) -> DateMention:
        month = self._g.months[m["m"]]
        year = self._which_year(month, m["y"])
        if year is None:
            return replace(base, precision="month")
        first, last = {"debut": (1, 10), "mi": (11, 20), "mi-": (11, 20), "fin": (21, None)}.get(m["part"], (1, None))
        return self._month_span(base, year, month, first, last)

    def _this_month(self, m: re.Match[str], base: DateMention) -> DateMention:
        if self._anchor is None:
            return replace(base, precision="month")
        return self._month_back(base, 1 if m["past"] else 0)

    def _year(self, m: re.Match[str], base: DateMention) -> DateMention:
        return self._year_span(base, int(m["y"]))

    def _last_year(self, m: re.Match[str], base: DateMention) -> DateMention:
        return self._year_span(base, self._anchor.year - 1) if self._anchor else replace(base, precision="year")

    def _week(self, m: re.Match[str], base: DateMention) -> DateMention | None:
        if not (m["this"] or m["past"] or m["after"]):
            return None
        if self._anchor is None:
            return replace(base, precision="week")
        monday = self._anchor - DAY * self._anchor.weekday() + DAY * 7 * (bool(m["after"]) - bool(m["past"]))
        end = min(monday + DAY * 6, self._anchor) if m["this"] else monday + DAY * 6
        return self._set(base, monday, end, "week")

    def _weekend(self, m: re.Match[str], base: DateMention) -> DateMention:
        if self._anchor is None:
            return base
        sunday = _last_weekday(6, self._anchor)
        if self._anchor.weekday() == 5:
            sunday += DAY * 7
        if m["past"] and self._anchor.weekday() >= 5:
            sunday -= DAY * 7
        return self._set(base, sunday - DAY, sunday)

    def _relative(self, m: re.Match[str], base: DateMention) -> DateMention:
        if self._anchor is None:
            return base
        first, last = self._g.relative[m.group()]
        return self._set(base, self._anchor + DAY * first, self._anchor + DAY * last)

    def _anaphoric(self, m: re.Match[str], base: DateMention) -> DateMention:
        return replace(base, anaphoric=self._g.anaphoric[m.group()])


def find_dates(text: str, lexicon: Lexicon, anchor: dt.date | None) -> list[DateMention]:
    """Expressions of time in ``text``, in order, resolved against ``anchor`` (the publication day, None if unknown).

    "La veille", "le lendemain" and the like are resolved against the day told last before them.
    """
    grammar = _grammar(lexicon)
    folded = fold(text)
    reader = _Reader(grammar, anchor)
    found: list[DateMention] = []
    covered: set[int] = set()
    for name, pattern in grammar.patterns:
        for match in pattern.finditer(folded):
            if any(position in covered for position in range(*match.span())):
                continue
            mention = reader.read(name, match)
            if mention is None:
                continue
            covered.update(range(*match.span()))
            opened = bool(re.search(r"depuis\s+(?:le\s+)?(?:\w+\s)?$", folded[max(0, match.start() - 14) : match.start()]))
            opened = opened or match.group().startswith("depuis")
            found.append(replace(mention, text=text[slice(*match.span())], open_start=opened))
    found.sort(key=lambda mention: mention.span)
    return _chained(found, anchor)


def _chained(mentions: list[DateMention], anchor: dt.date | None) -> list[DateMention]:
    chained: list[DateMention] = []
    day = anchor
    for mention in mentions:
        if mention.anaphoric is not None and day is not None:
            moved = day + DAY * mention.anaphoric
            mention = replace(mention, start=moved, end=moved)
            if mention.rule == "anaphoric":
                day = moved
        elif mention.start is not None and mention.precision == "day":
            day = mention.end
        chained.append(mention)
    return chained
