"""When: which expression of time is an event's, or the publication day where none is told (codebook, "Dates")."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recoupe.dates import DateMention
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.language import Lexicon
from recoupe.records import DatePrecision, Span
from recoupe.text import fold

DAY = dt.timedelta(days=1)


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
    """The resolved dates of the draft's sentences and the one told last before them, and the publication day."""
    a = draft.analysis
    found = []
    inside = [d for d in a.dates if d.start is not None and draft.holds(d.span[0])]
    first = draft.spans[0][0]
    earlier = [d for d in a.dates if d.start is not None and d.span[0] < first and not draft.holds(d.span[0])][-1:]
    for mention in inside + earlier:
        assert mention.start is not None and mention.end is not None
        start, end = mention.start, mention.end
        if (
            status == "planned"
            and mention.weekday is not None
            and a.published
            and end < a.published
            and mention.rule == "weekday"
        ):
            start, end = start + 7 * DAY, end + 7 * DAY
        names = _names(mention, draft, mention in earlier, lexicon)
        names.add(f"rivals={min(len(inside), 4)}")
        found.append(
            DateCandidate(
                start,
                end,
                mention.precision,
                dict.fromkeys(names | {f"status:{status}&{n}" for n in names}, 1.0),
                mention,
            )
        )
        if mention.open_start and a.published and end <= a.published:
            spanned = names | {"open"}
            found.append(
                DateCandidate(
                    start,
                    a.published,
                    mention.precision,
                    dict.fromkeys(spanned | {f"status:{status}&open"}, 1.0),
                    mention,
                )
            )
    days = sorted(
        {d.start for d in inside if d.precision == "day" and d.start and not d.open_start}
        | {d.end for d in inside if d.precision == "day" and d.end}
    )
    if len(days) > 1 and (days[-1] - days[0]).days < 14:
        names = {
            "union",
            f"union={len(days)}",
            f"union-days={min((days[-1] - days[0]).days, 7)}",
            f"union&{draft.type}",
            f"union&status:{status}",
        }
        found.append(DateCandidate(days[0], days[-1], "day", dict.fromkeys(names, 1.0), inside[0]))
    if a.published is not None:
        names = {
            "default",
            f"default&inside={min(len(inside), 3)}",
            f"default&earlier={bool(earlier)}",
            f"default&status:{status}",
            f"default&{draft.type}",
        }
        names.add(f"default&first={min(draft.sentences[0], 5)}")
        names |= {f"default&tense:{s.mention.tense}" for s in draft.mentions}
        found.append(DateCandidate(a.published, a.published, "week", dict.fromkeys(names, 1.0), None))
    return found


def _names(mention: DateMention, draft: Draft, earlier: bool, lexicon: Lexicon) -> set[str]:
    a = draft.analysis
    sentence = a.outline.sentence_of(mention.span[0])
    names = {
        f"rule:{mention.rule}",
        f"precision:{mention.precision}",
        f"earlier:{earlier}",
        f"open-start:{mention.open_start}",
    }
    names.add(f"rule:{mention.rule}&earlier:{earlier}")
    age = _age(mention, a.published)
    names |= {f"age:{age}", f"age:{age}&earlier:{earlier}"}
    triggers = draft.triggers_in(sentence)
    if triggers:
        gap = min(abs(mention.span[0] - s.mention.hit.span[0]) for s in triggers)
        names |= {f"gap={min(gap // 25, 6)}", f"order={min(draft.sentences.index(sentence), 4)}"}
        nearest = min(triggers, key=lambda s: (abs(mention.span[0] - s.mention.hit.span[0]), s.mention.hit.span)).mention
        names |= {f"rule:{mention.rule}&under:{nearest.under}", f"age:{age}&tense:{nearest.tense}", f"tense:{nearest.tense}"}
        names.add(f"age:{age}&under:{bool(nearest.under)}")
        names.add(f"before-trigger:{mention.span[0] < min(s.mention.hit.span[0] for s in triggers)}")
        between = [
            d
            for d in a.dates
            if d is not mention and d.start and any(_nearer(d, mention, s.mention.hit.span[0]) for s in triggers)
        ]
        names.add(f"nearest:{not between}")
    window = fold(a.outline.text[max(0, mention.span[0] - 30) : mention.span[0]]).split()
    names.add(f"word-before:{window[-1] if window else '^'}")
    reported = bool(set(window[-3:]) & lexicon.reporting_forms)
    names |= {f"reported:{reported}", f"reported:{reported}&age"}
    names.add(
        f"attributed:{any(abs(c.span[1] - mention.span[0]) < 4 or abs(c.span[0] - mention.span[1]) < 4 for c in a.attributions)}"
    )
    return names


def _age(mention: DateMention, published: dt.date | None) -> str:
    if published is None or mention.end is None:
        return "unknown"
    days = (published - mention.end).days
    return "future" if days < 0 else str(days) if days < 2 else "2-7" if days < 8 else "8-31" if days < 32 else "old"


def _nearer(other: DateMention, mention: DateMention, position: int) -> bool:
    return abs(other.span[0] - position) < abs(mention.span[0] - position)
