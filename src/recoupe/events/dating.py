"""The dates that may be an event's: those of its sentences, and those that other sentences may lend it.

How each stands to the event: what it is said of in the parse, where it is told, how long before publication.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.dates import DateMention
from recoupe.events.draft import Draft
from recoupe.language import Lexicon
from recoupe.parsing import head_token
from recoupe.records import Span
from recoupe.text import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLOSEST = ("noun", "own", "over", "below", "above", "beside", "none")
"""How a date's verb may stand to an event's words, the closest first."""


_CARRIED = ("noun", "own", "over")
"""How a date stands that an event's own words carry."""
_ORDER = {"own": 0, "noun": 1, "over": 2, "below": 4, "above": 6}
_FRAMES = frozenset(
    ("month", "months", "year", "last_year", "this_month", "since", "latest", "week", "week_part", "ago")
)
"""Expressions that frame what is told: they date an event only in its own sentence, and then seldom."""


@dataclass(frozen=True)
class Told:
    """A resolved date with how it stands to a draft: ``inside`` its sentences, or told in one of ``places`` outside."""

    mention: DateMention
    start: dt.date
    end: dt.date
    relation: str
    reported: bool
    inside: bool = True
    places: frozenset[str] = frozenset()

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return self.start, self.end

    @property
    def exact(self) -> bool:
        """Whether it tells days, not a month or the like."""
        return self.mention.precision == "day" and self.mention.rule not in _FRAMES

    @property
    def carried(self) -> bool:
        """Whether the event's own words carry it."""
        return self.relation in _CARRIED

    @property
    def order(self) -> int:
        """How likely it is the event's by where it is told and what it is said of; the least is the likeliest."""
        if not self.exact:
            return 12
        if self.inside:
            return _ORDER.get(self.relation, 7) + self.reported
        return 9 if "lead" in self.places else 10 if self.places & {"previous", "last"} else 11


def told_for(draft: Draft, lexicon: Lexicon) -> list[Told]:
    """The resolved dates in the draft's sentences; with those of other sentences if its own words carry none."""
    a = draft.analysis
    inside, others = [], []
    for mention in a.dates:
        if mention.start is None or mention.end is None:
            continue
        sentence = a.outline.sentence_of(mention.span[0])
        if sentence in draft.sentences:
            hits = tuple(s.mention.hit.span for s in draft.triggers_in(sentence))
            inside.append(Told(mention, mention.start, mention.end, *relation(a, mention, hits, lexicon)))
        elif mention.rule not in _FRAMES:
            others.append((sentence, Told(mention, mention.start, mention.end, "none", False, inside=False)))
    return inside if any(t.carried for t in inside) else inside + _outside(draft, others, lexicon)


def _outside(draft: Draft, others: list[tuple[int, Told]], lexicon: Lexicon) -> list[Told]:
    """Those dates of other sentences that stand where the draft's own may be told."""
    lemmas = {lemma for s in draft.mentions for lemma in s.mention.hit.lemmas}
    earlier = [told for sentence, told in others if sentence < draft.sentences[0]]
    found = []
    for sentence, told in others:
        # A sentence that shares a trigger's lemma with the draft may tell the same event again.
        alike = [h.span for h in draft.analysis.outline.triggers_in(sentence) if lemmas.intersection(h.lemmas)]
        places = _places(draft, sentence, bool(alike), last=bool(earlier) and told is earlier[-1])
        if places:
            stands, reported = relation(draft.analysis, told.mention, tuple(alike), lexicon)
            found.append(replace(told, relation=stands, reported=reported, places=places))
    return found


def _places(draft: Draft, sentence: int, alike: bool, last: bool) -> frozenset[str]:
    """Where a date outside the draft's sentences is told; nothing where nothing speaks for its being the draft's."""
    known = {
        "lead": sentence <= 1,
        "second": 1 < sentence <= 3,
        "previous": sentence + 1 in draft.sentences,
        "next": sentence - 1 in draft.sentences,
        "like": alike,
        "last": last,
    }
    return frozenset(name for name, holds in known.items() if holds)


def rank(one: Told, told: list[Told]) -> int:
    """How many other days stand nearer to the event, up to three."""
    best = min(t.order for t in told if t.days == one.days)
    return min(len({t.days for t in told if t.order < best and t.days != one.days}), 3)


def relation(analysis: Analysis, mention: DateMention, hits: tuple[Span, ...], lexicon: Lexicon) -> tuple[str, bool]:
    """The closest relation of a date to the words of an event in its sentence, and whether a reporting verb governs it.

    "noun": it is part of the event's noun phrase ("l'attaque de jeudi"); "own": the event's verb governs it; "over": the
    next verb above the event, of which it is an argument or a clause; "above", "below": a verb higher or lower in the
    sentence; "beside": another.
    """
    index = analysis.outline.sentence_of(mention.span[0])
    up = _ancestors(analysis, index, mention.span)
    if not up:
        return "none", False
    verb = next((n for n, token in enumerate(up) if token.pos_ in ("VERB", "AUX")), len(up) - 1)
    found = {_stands(up, verb, _ancestors(analysis, index, hit)) for hit in hits}
    closest = min(found, key=_CLOSEST.index, default="none")
    return closest, fold(up[verb].text) in lexicon.reporting_forms


def _stands(up: tuple[Token, ...], verb: int, event: tuple[Token, ...]) -> str:
    if not event:
        return "none"
    trigger = event[0].i
    if any(token.i == trigger for token in up[: verb + (up[verb].pos_ not in ("VERB", "AUX"))]):
        return "noun"
    governor = up[verb].i
    if governor == trigger:
        return "own"
    above = [token.i for token in event[1:]]
    if governor in above:
        between = event[1 : above.index(governor) + 1]
        return "above" if any(token.pos_ in ("VERB", "AUX") for token in between) else "over"
    return "below" if any(token.i == trigger for token in up[verb:]) else "beside"


@lru_cache(maxsize=1024)
def _ancestors(analysis: Analysis, sentence: int, span: Span) -> tuple[Token, ...]:
    """The head of the words of a span, then all that stand above it, up to the root; empty where nothing was parsed."""
    doc, base = analysis.parsed.get(sentence), analysis.outline.sentences[sentence][0]
    if doc is None:
        return ()
    words = doc.char_span(span[0] - base, span[1] - base, alignment_mode="expand")
    token = words.root if words else head_token(doc, span[0] - base, span[1] - base)
    return (token, *token.ancestors) if token is not None else ()


def age(start: dt.date, end: dt.date, published: dt.date | None) -> str:
    """How long before publication the days lie, as a label."""
    if published is None:
        return "unknown"
    days = (published - end).days
    if days < 0:
        return "future" if start > published else "through"
    return str(days) if days < 4 else "4-7" if days < 8 else "8-31" if days < 32 else "old"
