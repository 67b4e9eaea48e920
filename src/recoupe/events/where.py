"""Where: which place of a dispatch is an event's, and whence and whither for movements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe.analysis import Analysis
from recoupe.events import contextfeatures
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.events.words import event_words
from recoupe.parsing import path, token_at
from recoupe.places.resolve import PlaceMention
from recoupe.text import fold

_FINE = {"site": 0, "town": 1, "district": 2, "area": 3, "province": 3, "country": 5}


_DATELINE = ("(", "-", ",")
"""What may follow the place of a dateline."""


@dataclass(frozen=True)
class PlaceCandidate:
    """A place that may be an event's, with what the model sees of it."""

    place: PlaceMention
    features: Features
    inherited: bool


def candidates(draft: Draft) -> list[PlaceCandidate]:
    """All places of the dispatch, one candidate a place; the mention nearest the draft's triggers stands for it."""
    a = draft.analysis
    by_name: dict[str, list[PlaceMention]] = {}
    for place in a.places:
        by_name.setdefault(f"{place.name}/{place.country}/{place.precision}", []).append(place)
    found = []
    for mentions in by_name.values():
        features: Features = {}
        for mention in mentions:
            for name in _mention_names(mention, draft):
                features[name] = 1.0
        features[f"count={min(len(mentions), 4)}"] = 1.0
        inside = [m for m in mentions if draft.holds(m.span[0])]
        features[f"inside={min(len(inside), 3)}"] = 1.0
        if not inside:
            features[f"outside&sentence={min(a.outline.sentence_of(mentions[0].span[0]), 3)}"] = 1.0
        best = min(inside or mentions, key=lambda m: (_distance(m, draft), m.span))
        precision = best.precision
        features |= {
            f"{precision}&{n}": v
            for n, v in list(features.items())
            if n.startswith(("inside", "before", "sentence", "path", "title"))
        }
        features[f"precision:{precision}"] = 1.0
        features[f"type:{draft.type}&precision:{precision}"] = 1.0
        finer = any(
            _FINE[o.precision] < _FINE[precision] and o.country == best.country and draft.holds(o.span[0])
            for o in a.places
        )
        features[f"finer-inside:{finer}"] = 1.0
        features[f"finer-inside:{finer}&{precision}"] = 1.0
        features[f"main-country:{best.country == a.main_country}"] = 1.0
        features[f"main-country:{best.country == a.main_country}&{precision}"] = 1.0
        features[f"rule:{best.rule.split(',')[0]}"] = 1.0
        features["nearest"] = 1.0 if best is _nearest(draft) else 0.0
        features[f"share={int(4 * a.countries.get(best.country or '', 0.0))}"] = 1.0
        found.append(PlaceCandidate(best, features, not inside))
    context = contextfeatures.of_candidates(draft, "place", [[c.place.span] for c in found])
    return [replace(c, features=c.features | own) for c, own in zip(found, context, strict=True)]


def _nearest(draft: Draft) -> PlaceMention | None:
    inside = [p for p in draft.analysis.places if draft.holds(p.span[0]) and p.precision != "country"]
    return min(inside, key=lambda m: (_distance(m, draft), m.span), default=None)


def _distance(mention: PlaceMention, draft: Draft) -> int:
    return min(abs(mention.span[0] - s.mention.hit.span[0]) for s in draft.mentions)


def _mention_names(mention: PlaceMention, draft: Draft) -> set[str]:
    a = draft.analysis
    sentence = a.outline.sentence_of(mention.span[0])
    before = _before(a, mention)
    names = {f"before:{before}", f"title:{sentence == 0}"}
    after = a.outline.folded[mention.span[1] : mention.span[1] + 3].strip()[:1]
    if sentence == 0:
        names.add(f"title-head:{after == ':'}")
    if mention.span[0] == a.outline.sentences[sentence][0] and sentence:
        # A dateline tells where the dispatch was written.
        names.add(f"opens:{after if after in _DATELINE else ''}:{mention.text.isupper()}")
    triggers = draft.triggers_in(sentence)
    if not triggers:
        return names
    names.add(f"sentence={min(draft.sentences.index(sentence), 3)}")
    gap = min(abs(mention.span[0] - s.mention.hit.span[1]) for s in triggers)
    names.add(f"gap={min(gap // 20, 6)}")
    telling = [s for s in triggers if s.mention.hit.span[0] in draft.telling]
    own = min((abs(mention.span[0] - s.mention.hit.span[1]) for s in telling), default=999)
    names.add(f"telling={min(own // 20, 7)}")
    names.add(f"side:{mention.span[0] > triggers[0].mention.hit.span[0]}:{before}")
    if any(c.span[0] <= mention.span[0] < c.span[1] for c in a.attributions):
        names.add("cited")
    doc = a.parsed.get(sentence)
    if doc is None:
        return names
    token = token_at(doc, mention.span[1] - a.outline.sentences[sentence][0] - 1)
    if token is None:
        return names
    names.add(f"dep:{token.dep_}")
    names.add(f"governor:{fold(token.head.text)}")
    for scored in triggers:
        if scored.mention.token is not None:
            way = path(scored.mention.token, token)
            if way:
                names |= {f"path:{way}", f"path:{scored.mention.hit.acts[0]}:{way}"}
    return names


def _before(a: Analysis, mention: PlaceMention) -> str:
    words = a.outline.folded[max(0, mention.span[0] - 30) : mention.span[0]].replace("'", "' ").split()
    if words and words[-1] in event_words(a.outline.lexicon).articles:
        words = words[:-1]
    return words[-1] if words else "^"
