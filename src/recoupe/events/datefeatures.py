"""What the date model sees of a candidate: names of what holds for it (events/when.py makes the candidates)."""

from __future__ import annotations

import datetime as dt

from recoupe.dates import DateMention
from recoupe.events.dating import Told, age, rank
from recoupe.events.draft import Draft
from recoupe.language import Lexicon
from recoupe.text import fold

_LEAD = 3
"""Sentences of a dispatch that are its title and lead."""


def of_told(one: Told, told: list[Told], draft: Draft, lexicon: Lexicon) -> set[str]:
    """A date told for the draft: its kind, its age, how it stands to the event, and how the other dates do."""
    names = _own(one, draft) | _beside(one, told, draft) | _words(one.mention, draft, lexicon)
    return names | _near(one, told, draft) if one.inside else names


def _own(one: Told, draft: Draft) -> set[str]:
    """What kind of date it is, how long ago, what it is said of; crossed with whether the draft's sentences tell it."""
    mention, inside = one.mention, one.inside
    old = age(one.start, one.end, draft.analysis.published)
    link = f"{one.relation}{'+report' if one.reported else ''}"
    names = {
        f"rule:{mention.rule}", f"precision:{mention.precision}", f"open:{mention.open_start}", f"side:{inside}",
        f"rule:{mention.rule}&side:{inside}", f"age:{old}", f"age:{old}&side:{inside}", f"link:{link}&{inside}",
        f"link:{link}&age:{old}&{inside}", f"link:{link}&rule:{mention.rule}&{inside}",
        "in" if inside else "out:" + "+".join(sorted(one.places)),
    }  # fmt: skip
    return names | {f"out:{place}" for place in one.places}


def _beside(one: Told, told: list[Told], draft: Draft) -> set[str]:
    """How it stands among the other dates: told again, rivalled, nearer or farther than they are."""
    inside = [t for t in told if t.inside]
    same = [t for t in told if t is not one and t.days == one.days]
    rivals = [t for t in inside if t.exact and t.days != one.days]
    place, carried = rank(one, told), one.exact and one.carried
    carried_rival = any(t.carried for t in rivals)
    own_rival = any(t.relation in ("own", "noun") for t in rivals)
    names = {
        f"rivals={min(len(inside), 4)}&{one.inside}", f"again:in={any(t.inside for t in same)}",
        f"again:out={any(not t.inside for t in same)}&{one.inside}",
        f"rival:attached={carried_rival}&{carried}&{one.inside}", f"rival:own={own_rival}&link:{one.relation}&{one.inside}",
        f"rank={place}", f"rank={place}&{one.inside}",
        f"rank={place}&age:{age(one.start, one.end, draft.analysis.published)}",
        f"rank={place}&link:{one.relation}&{one.inside}",
    }  # fmt: skip
    names |= {f"out:{p}&inside={bool(inside)}" for p in one.places}
    if any(t.exact and t.carried and t.inside for t in same):
        names.add("again:attached")
    if any("lead" in t.places for t in same):
        names.add("again:lead")
    return names


def _near(one: Told, told: list[Told], draft: Draft) -> set[str]:
    """How a date in one of the draft's sentences stands to its triggers there, by distance, order and grammar."""
    at, link = one.mention.span[0], f"link:{one.relation}"
    sentence = draft.analysis.outline.sentence_of(at)
    triggers = draft.triggers_in(sentence)
    if not triggers:
        return set()
    places = [s.mention.hit.span[0] for s in triggers]
    nearest = min(triggers, key=lambda s: (abs(at - s.mention.hit.span[0]), s.mention.hit.span)).mention
    others = [t.mention.span[0] for t in told if t.inside]
    first = not any(abs(other - place) < abs(at - place) for other in others for place in places)
    old = age(one.start, one.end, draft.analysis.published)
    head = f"title:{draft.sentences[0] == 0}&lead:{sentence < _LEAD}"
    under = bool(nearest.under)
    return {
        f"gap={min(abs(at - nearest.hit.span[0]) // 25, 6)}", f"order={min(draft.sentences.index(sentence), 4)}",
        f"rule:{one.mention.rule}&under:{nearest.under}", f"age:{old}&tense:{nearest.tense}", f"tense:{nearest.tense}",
        f"age:{old}&under:{under}", f"before-trigger:{at < min(places)}", f"nearest:{first}", f"nearest:{first}&{link}",
        f"under:{nearest.under}&{link}", f"pos:{nearest.pos}&{link}", f"pos:{nearest.pos}&under:{under}&{link}",
        f"{draft.type.split('.')[0]}&{link}", f"det:{nearest.determiner}&{link}", head, f"{head}&{link}",
        f"lemma:{nearest.hit.lemmas[0]}&attached:{one.exact and one.carried}",
    }  # fmt: skip


def _words(mention: DateMention, draft: Draft, lexicon: Lexicon) -> set[str]:
    """The words before the date, and whether it stands beside who is cited."""
    a = draft.analysis
    window = fold(a.outline.text[max(0, mention.span[0] - 30) : mention.span[0]]).split()
    reported = bool(set(window[-3:]) & lexicon.reporting_forms)
    cited = any(abs(c.span[1] - mention.span[0]) < 4 or abs(c.span[0] - mention.span[1]) < 4 for c in a.attributions)
    return {f"word-before:{window[-1] if window else '^'}", f"reported:{reported}", f"attributed:{cited}"}


def of_union(days: list[dt.date], draft: Draft, status: str) -> set[str]:
    """The span of all the days that the draft's sentences tell."""
    return {
        "union", f"union={len(days)}", f"union-days={min((days[-1] - days[0]).days, 7)}", f"union&{draft.type}",
        f"union&status:{status}",
    }  # fmt: skip


def of_publication(told: list[Told], published: dt.date, draft: Draft, status: str) -> set[str]:
    """The publication day, which the dates told speak against: how many, how close to the event, how old the lead's."""
    inside = [t for t in told if t.inside]
    lead = next((age(t.start, t.end, published) for t in told if "lead" in t.places), "none")
    names = {
        "default", f"default&inside={min(len(inside), 3)}", f"default&status:{status}", f"default&{draft.type}",
        f"default&first={min(draft.sentences[0], 5)}", f"default&sentences={min(len(draft.sentences), 4)}",
        f"default&attached={any(t.exact and t.carried for t in inside)}", f"default&lead={lead}&inside={bool(inside)}",
        f"default&best={min((t.order for t in told), default=13)}",
    }  # fmt: skip
    names |= {f"default&out:{p}&inside={bool(inside)}" for t in told for p in t.places}
    return names | {f"default&tense:{s.mention.tense}" for s in draft.mentions}
