"""The publication day of a dispatch that gives none (codebook, "Dates": weekday, day and month leave few years)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.dates.grammar import grammar
from recoupe.dates.mention import DateMention
from recoupe.dates.resolve import day_of, number
from recoupe.language import Lexicon
from recoupe.language.patterns import any_of, templates_of
from recoupe.text import fold

EARLIEST = 1990
HEAD = 400
"""Characters at a dispatch's head in which a date may date it; later ones date what it tells."""
_RELEASE = re.compile(r"(?<![\w-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-[A-Z]{1,4}-\d{1,4}(?!\w)")
"""The number of a press release: year, month, series, number ("2010-12-S-001")."""


@dataclass(frozen=True)
class _Grammar:
    """Where a date stands that dates the dispatch, compiled from calendar.toml."""

    months: dict[str, int]
    full: tuple[re.Pattern[str], ...]
    this_day: re.Pattern[str]
    report_before: re.Pattern[str]
    report_behind: re.Pattern[str]
    dateline_before: re.Pattern[str]
    dateline_behind: re.Pattern[str]
    sentence_before: re.Pattern[str]


def infer_publication(
    text: str, mentions: list[DateMention], years: tuple[int, int], peak: tuple[int, int], lexicon: Lexicon
) -> tuple[dt.date, DateMention] | None:
    """The day that a date on the dispatch's first reporting verb, or "ce jeudi 26 octobre", gives it, or None.

    ``years`` are those in which all the parties named were active, first and last, ``peak`` those in which they were at
    war on the scale that makes news daily. A weekday with day and month must leave exactly one year among the first,
    or among the second, or among the years that the text names; a date written in full dates the dispatch by itself, and
    one without a year where the number of the press release tells the year.
    """
    release = _RELEASE.search(text[:HEAD])
    known = _grammar(lexicon)
    folded = fold(text[: HEAD + 200])
    for mention in mentions:
        if mention.rule != "full" or mention.span[0] > HEAD:
            continue
        text_of = fold(mention.text)
        match = next((m for form in known.full if (m := form.fullmatch(text_of))), None)
        if not match or not _dates_dispatch(folded, mention, known, release is not None):
            continue
        if match["y"]:
            return (mention.start, mention) if mention.start else None
        month, day = known.months[match["m"]], number(match["d"])
        if mention.weekday is None:
            told = _of_release(release, month, day) if release else None
            if told is None:
                continue
            return told, mention
        fitting = [y for y in _range(years) if (d := day_of(y, month, day)) and d.weekday() == mention.weekday]
        year = _only(fitting, peak, text)
        if year is not None:
            return dt.date(year, month, day), mention
    return None


def _of_release(release: re.Match[str], month: int, day: int) -> dt.date | None:
    """The day in the year of the release's number, or in the one beside it where the months lie about New Year."""
    year, its_month = int(release[1]), int(release[2])
    apart = month - its_month
    return day_of(year - (apart > 6) + (apart < -6), month, day)


def _range(years: tuple[int, int]) -> range:
    return range(max(years[0], EARLIEST), years[1] + 1)


def _only(fitting: list[int], peak: tuple[int, int], text: str) -> int | None:
    """The one year that fits, or that fits and lies in ``peak``, or that fits and is named in the text."""
    named = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
    for narrowed in (fitting, [y for y in fitting if peak[0] <= y <= peak[1]], [y for y in fitting if y in named]):
        if len(narrowed) == 1:
            return narrowed[0]
    return None


def _dates_dispatch(folded: str, mention: DateMention, known: _Grammar, numbered: bool) -> bool:
    """Whether the date is that of the telling: "ce jeudi …", on the reporting verb, in a dateline, or opening its clause.

    "La ville est tombée jeudi 26 octobre, a annoncé …" dates the fall: the date closes the clause of another verb.
    """
    start, end = mention.span
    before = folded[max(0, start - 60) : start]
    if known.this_day.search(before) and mention.weekday is not None:
        return True
    if known.report_before.search(before):
        return True
    full = mention.start is not None or numbered
    if full and known.dateline_behind.match(folded, end) and known.dateline_before.search(before):
        return True
    return bool(known.sentence_before.search(before) and known.report_behind.match(folded, end))


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    calendar = grammar(lexicon)
    reports = any_of([form for form in lexicon.reporting_forms if len(form) > 2])
    templates = templates_of(lexicon["calendar"], lexicon.folder / "calendar.toml", {"reports": reports})
    return _Grammar(
        calendar.months, tuple(pattern.form for pattern in calendar.patterns if pattern.name == "full"), this_day=templates.compiled("this_day"),
        report_before=templates.compiled("report_before"), report_behind=templates.compiled("report_behind"),
        dateline_before=templates.compiled("dateline_before"), dateline_behind=templates.compiled("dateline_behind"),
        sentence_before=templates.compiled("sentence_before"),
    )  # fmt: skip
