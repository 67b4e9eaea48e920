"""When: which expression of time is an event's, or the publication day where none is told (codebook, "Dates")."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from recoupe.dates import DateMention
from recoupe.events import contextfeatures, datefeatures
from recoupe.events.dating import Told, told_for
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.language import Lexicon
from recoupe.records import DatePrecision, Span

DAY = dt.timedelta(days=1)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARLY = frozenset(("full", "month", "months", "part", "days", "numeric"))
"""Expressions that come back every year."""
_LONG_PAST = 60
"""Days after which a plan's day told without a year is next year's rather than a slip of tense."""
_UNION_DAYS = 14
_THROUGH_DAYS = 120


@dataclass(frozen=True)
class DateCandidate:
    """First and last day that may be an event's, with what the model sees; ``mention`` is None for the publication day."""

    start: dt.date
    end: dt.date
    precision: DatePrecision
    features: Features
    mention: DateMention | None

    @property
    def span(self) -> Span | None:
        return self.mention.span if self.mention else None


def candidates(draft: Draft, status: str, lexicon: Lexicon) -> list[DateCandidate]:
    """The dates told for the draft, what else their words may mean, a span of them all, and the publication day."""
    told = told_for(draft, lexicon)
    found: list[DateCandidate] = []
    for one in told:
        names = datefeatures.of_told(one, told, draft, lexicon)
        found.append(_candidate(one, one.days, names, status))
        found += _coming(one, names, draft, status)
        found += _until_now(one, names, draft, status)
    found += [*_union(told, draft, status), *_publication_day(told, draft, status)]
    context = contextfeatures.of_candidates(draft, "date", [[c.span] for c in found])
    return [replace(c, features=c.features | own) for c, own in zip(found, context, strict=True)]


def _candidate(one: Told, days: tuple[dt.date, dt.date], names: set[str], status: str) -> DateCandidate:
    known = names | {f"status:{status}&{n}" for n in names if "&" not in n}
    return DateCandidate(*days, one.mention.precision, dict.fromkeys(sorted(known), 1.0), one.mention)


def _coming(one: Told, names: set[str], draft: Draft, status: str) -> list[DateCandidate]:
    """The next such day of the week or of the year, for a plan whose words gave a day that is past."""
    published, mention = draft.analysis.published, one.mention
    if published is None or status != "planned" or one.end >= published:
        return []
    if mention.rule == "weekday":
        days = one.start + 7 * DAY, one.end + 7 * DAY
    elif mention.rule in _YEARLY and not _YEAR.search(mention.text) and one.end < published - _LONG_PAST * DAY:
        days = _next_year(one.start), _next_year(one.end)
    else:
        return []
    return [_candidate(one, days, names | {"coming"}, status)]


def _next_year(day: dt.date) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def _until_now(one: Told, names: set[str], draft: Draft, status: str) -> list[DateCandidate]:
    """From the day told to publication: after "depuis", and for what is still under way."""
    published, mention = draft.analysis.published, one.mention
    if published is None or one.end >= published:
        return []
    recent = mention.precision == "day" and (published - one.start).days < _THROUGH_DAYS
    under_way = status == "ongoing" and recent and (one.inside or "lead" in one.places)
    if not mention.open_start and not under_way:
        return []
    kind = "open" if mention.open_start else "through"
    return [_candidate(one, (one.start, published), {f"{kind}&{n}" for n in names} | {kind}, status)]


def _union(told: list[Told], draft: Draft, status: str) -> list[DateCandidate]:
    """From the first to the last of the days told in the draft's sentences."""
    inside = [t for t in told if t.inside and t.mention.precision == "day"]
    days = sorted({t.start for t in inside if not t.mention.open_start} | {t.end for t in inside})
    if len(days) < 2 or (days[-1] - days[0]).days >= _UNION_DAYS:
        return []
    names = datefeatures.of_union(days, draft, status)
    return [DateCandidate(days[0], days[-1], "day", dict.fromkeys(sorted(names), 1.0), inside[0].mention)]


def _publication_day(told: list[Told], draft: Draft, status: str) -> list[DateCandidate]:
    published = draft.analysis.published
    if published is None:
        return []
    names = datefeatures.of_publication(told, published, draft, status)
    return [DateCandidate(published, published, "week", dict.fromkeys(sorted(names), 1.0), None)]
