"""One sentence, several towns: a record for each town where it happened (codebook, "Which record, in the cases that recur").

A sentence that lists towns ("à Lyon, Nantes et Toulouse") has one trigger and so makes one draft, which takes one of them. Whether each of the others
is a record of its own depends on what is told: a march is, an offensive on two cities or a tour of them is not. A linear model decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.events.words import event_words
from recoupe.places.resolve import PlaceMention

_LISTED = ("site", "town", "district", "province")
"""Precisions of which there are lists. Places of one precision make a list; a town and the province behind it do not."""


@dataclass(frozen=True)
class Town:
    """A further place of the list that an event's own place stands in, with what the model sees of it."""

    place: PlaceMention
    features: Features


def listed_with(draft: Draft, place: PlaceMention) -> list[Town]:
    """The other places of the list in which ``place`` stands in a sentence of the draft, in text order."""
    own = (place.name, place.country)
    holding = [group for group in _lists(draft) if any((p.name, p.country) == own for p in group)]
    group = min(holding, key=lambda g: (all(p.span != place.span for p in g), g[0].span), default=[])
    others = {(p.name, p.country): p for p in reversed(group) if (p.name, p.country) != own}
    shared = _shared(draft, group) if others else {}
    return [Town(p, shared | _own(p, place, group)) for p in sorted(others.values(), key=lambda p: p.span)]


def _lists(draft: Draft) -> list[list[PlaceMention]]:
    """The lists of places in the draft's sentences: of one precision, with hardly more than a comma or an "and" between them."""
    folded, words = draft.analysis.outline.folded, event_words(draft.analysis.outline.lexicon)
    lists: list[list[PlaceMention]] = []
    for precision in _LISTED:
        last: PlaceMention | None = None
        for place in sorted((p for p in draft.analysis.places if p.precision == precision and draft.holds(p.span[0])), key=lambda p: p.span):
            if last and words.beside.fullmatch(folded[last.span[1] : place.span[0]]):
                lists[-1].append(place)
            else:
                lists.append([place])
            last = place
    return [group for group in lists if len(group) > 1 and _lead(draft, group) not in words.between]


def _lead(draft: Draft, group: list[PlaceMention]) -> str:
    """The word before a list, articles set aside."""
    a = draft.analysis
    before = a.outline.folded[max(0, group[0].span[0] - 30) : group[0].span[0]].replace("'", "' ").split()
    return next((word for word in reversed(before) if word not in event_words(a.outline.lexicon).articles), "^")


def _shared(draft: Draft, group: list[PlaceMention]) -> Features:
    """What holds of a list as a whole: what is told, how, and what stands before and behind the list."""
    a = draft.analysis
    sentence = a.outline.sentence_of(group[0].span[0])
    nearest = min(draft.triggers_in(sentence), key=lambda s: abs(s.mention.hit.span[0] - group[0].span[0]), default=None)
    before, size, family = _lead(draft, group), min(len(group), 6), draft.type.split(".", maxsplit=1)[0]
    behind = a.outline.folded[group[-1].span[1] : a.outline.sentences[sentence][1]].split()[:1]
    names = {
        f"type:{draft.type}", f"family:{family}", f"size={size}", f"size={size}&family:{family}", f"before:{before}",
        f"family:{family}&before:{before}", f"behind:{''.join(behind)}", f"title:{sentence == 0}", f"sentences={min(len(draft.sentences), 4)}",
    }  # fmt: skip
    if nearest is not None:
        m = nearest.mention
        number = "".join(m.token.morph.get("Number", [])) if m.token is not None else ""
        names |= {
            f"act:{m.hit.acts[0]}", f"lemma:{m.hit.lemmas[0]}", f"pos:{m.pos}", f"tense:{m.tense}", f"det:{m.determiner}",
            f"number:{number}:{family}", f"after:{m.hit.span[0] < group[0].span[0]}", f"under:{m.under}",
        }  # fmt: skip
    return dict.fromkeys(sorted(names), 1.0)


def _own(place: PlaceMention, chosen: PlaceMention, group: list[PlaceMention]) -> Features:
    """What sets one place of the list apart from the one that the event has."""
    names = [
        f"precision:{place.precision}", f"country:{place.country == chosen.country}", f"first:{place is group[0]}", f"last:{place is group[-1]}",
        f"rule:{place.rule.split(',')[0]}",
    ]  # fmt: skip
    return dict.fromkeys(names, 1.0)


def at(draft: Draft, place: PlaceMention) -> Draft:
    """The draft as its record at a further place is filled from: the sentences that name it."""
    a = draft.analysis
    named = {a.outline.sentence_of(p.span[0]) for p in a.places if p.name == place.name}
    held = tuple(s for s in draft.mentions if s.mention.sentence in named)
    return replace(draft, mentions=held) if held else draft
