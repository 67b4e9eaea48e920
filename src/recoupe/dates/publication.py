"""The publication day of a dispatch that gives none (codebook, "Dates": weekday, day and month leave few years)."""

from __future__ import annotations

import datetime as dt
import re

from recoupe.dates.expressions import DateMention
from recoupe.language import Lexicon
from recoupe.text import fold

EARLIEST = 1990


def infer_publication(
    text: str, mentions: list[DateMention], years: tuple[int, int], peak: tuple[int, int], lexicon: Lexicon
) -> tuple[dt.date, DateMention] | None:
    """The day that a date on the dispatch's first reporting verb gives it, or None.

    ``years`` are those in which all the parties named were active, first and last, ``peak`` those in which they were at
    war on the scale that makes news daily. A weekday with day and month must leave exactly one year among the first,
    or among the second, or among the years that the text names; a date written in full dates the dispatch by itself.
    """
    months = {fold(k): v for k, v in lexicon["calendar"]["months"].items()}
    for mention in mentions:
        if mention.rule != "full" or mention.span[0] > 400:
            continue
        match = re.search(r"(\d{1,2})(?:er)?\s+(\w+)(?:\s+(\d{4}))?$", fold(mention.text))
        if not match or match.group(2) not in months or not _on_report(text, mention, lexicon):
            continue
        if match.group(3):
            return (mention.start, mention) if mention.start else None
        if mention.weekday is None:
            continue
        day, month = int(match.group(1)), months[match.group(2)]
        named = {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
        fitting = [y for y in range(max(years[0], EARLIEST), years[1] + 1) if _weekday(y, month, day) == mention.weekday]
        for narrowed in (fitting, [y for y in fitting if peak[0] <= y <= peak[1]], [y for y in fitting if y in named]):
            if len(narrowed) == 1:
                return dt.date(narrowed[0], month, day), mention
    return None


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return dt.date(year, month, day).weekday()
    except ValueError:
        return None


def _on_report(text: str, mention: DateMention, lexicon: Lexicon) -> bool:
    """Whether a reporting verb stands close before or after the expression."""
    window = fold(text[max(0, mention.span[0] - 40) : mention.span[1] + 40])
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", window) for form in lexicon.reporting_forms if form in window)
