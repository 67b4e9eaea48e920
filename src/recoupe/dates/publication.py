"""The publication day of a dispatch that gives none (codebook, "Dates": weekday, day and month leave few years)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from recoupe.dates.mention import DateMention
from recoupe.dates.resolve import day_of
from recoupe.language import Lexicon
from recoupe.text import either_folded, fold

EARLIEST = 1990
HEAD = 400
"""Characters at a dispatch's head in which a date may date it; later ones date what it tells."""

_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:er)?\s+(\w+)(?:\s+(\d{4}))?$")

_DATELINE = re.compile(r"\)?\s*[.,:]?\s*-\s")


def infer_publication(
    text: str, mentions: list[DateMention], years: tuple[int, int], peak: tuple[int, int], lexicon: Lexicon
) -> tuple[dt.date, DateMention] | None:
    """The day that a date on the dispatch's first reporting verb, or "ce jeudi 26 octobre", gives it, or None.

    ``years`` are those in which all the parties named were active, first and last, ``peak`` those in which they were at
    war on the scale that makes news daily. A weekday with day and month must leave exactly one year among the first,
    or among the second, or among the years that the text names; a date written in full dates the dispatch by itself.
    """
    months = {fold(k): v for k, v in lexicon["calendar"]["months"].items()}
    folded = fold(text[: HEAD + 200])
    for mention in mentions:
        if mention.rule != "full" or mention.span[0] > HEAD:
            continue
        match = _DAY_AND_MONTH.search(fold(mention.text))
        if not match or match.group(2) not in months or not _dates_dispatch(folded, mention, lexicon):
            continue
        if match.group(3):
            return (mention.start, mention) if mention.start else None
        if mention.weekday is None:
            continue
        month, day = months[match.group(2)], int(match.group(1))
        fitting = [y for y in _range(years) if (d := day_of(y, month, day)) and d.weekday() == mention.weekday]
        year = _only(fitting, peak, text)
        if year is not None:
            return dt.date(year, month, day), mention
    return None


def _range(years: tuple[int, int]) -> range:
    return range(max(years[0], EARLIEST), years[1] + 1)


def _only(fitting: list[int], peak: tuple[int, int], text: str) -> int | None:
    """The one year that fits, or that fits and lies in ``peak``, or that fits and is named in the text."""
    named = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
    for narrowed in (fitting, [y for y in fitting if peak[0] <= y <= peak[1]], [y for y in fitting if y in named]):
        if len(narrowed) == 1:
            return narrowed[0]
    return None


def _dates_dispatch(folded: str, mention: DateMention, lexicon: Lexicon) -> bool:
    """Whether the date is that of the telling: "ce jeudi …", on the reporting verb, or opening its clause.

    "La ville est tombée jeudi 26 octobre, a annoncé …" dates the fall: the date closes the clause of another verb.
    """
    behind, opening = _reports(lexicon)
    start, end = mention.span
    before = folded[max(0, start - 60) : start]
    if re.search(r"(?<!\w)ce\s+$", before) and mention.weekday is not None:
        return True
    if behind.search(before):
        return True
    if mention.start is not None and _DATELINE.match(folded, end) and re.search(r"(?:^|\n)[^.!?\n]{0,40}$", before):
        return True
    opens = not before.strip() or re.search(r"(?:[.!?\"]\s+|\n\s*)(?:le\s+)?$", before) or before.strip() == "le"
    return bool(opens and opening.match(folded, end))


@lru_cache(maxsize=4)
def _reports(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A reporting verb just before a date, with at most whom it speaks to between; and one in the clause it opens."""
    forms = either_folded(form for form in lexicon.reporting_forms if len(form) > 2)
    to_whom = r"(?:\s+(?:a|au|aux)\s*(?:l'|la\s+)?[\w-]+)?"
    behind = re.compile(rf"(?<!\w)(?:{forms}){to_whom}\s*,?(?:\s+(?:le|ce))?\s*$")
    opening = re.compile(rf"\s*,?[^,;:.!?\"\n]{{0,60}}?\s(?:{forms})(?!\w)")
    return behind, opening
