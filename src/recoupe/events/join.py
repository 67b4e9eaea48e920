"""Joins drafts that tell one event twice: what the pair of mentions could not show, the filled fields do.

Two drafts are compared by type, place, day, figures, parties and the sentences they share; the likeliest pair is joined
first, then all is compared again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from recoupe.events import contextfeatures, roles, when, where
from recoupe.events.draft import Draft
from recoupe.events.features import Features, date_age
from recoupe.events.linear import LinearModel
from recoupe.language import Lexicon
from recoupe.places.resolve import PlaceMention

STREET = ("protest", "riot")


@dataclass(frozen=True, eq=False)
class Summary:
    """A draft with the fields by which it is compared."""

    draft: Draft
    place: PlaceMention | None
    day: str
    day_told: bool
    figures: frozenset[tuple[str, int]]
    parties: frozenset[str]
    age: str


def summary(draft: Draft, place_model: LinearModel, date_model: LinearModel, lexicon: Lexicon) -> Summary:
    """The draft's likeliest place and day, and its figures and parties."""
    a = draft.analysis
    places = [(place_model.probability(c.features), -c.place.span[0], c.place) for c in where.candidates(draft)]
    _, _, place = max(places, key=lambda p: (p[0], p[1]), default=(0.0, 0, None))
    dates = [
        (date_model.probability(c.features), -n, c) for n, c in enumerate(when.candidates(draft, "happened", lexicon))
    ]
    _, _, date = max(dates, key=lambda d: (d[0], d[1]), default=(0.0, 0, None))
    figures = frozenset((f.field, f.value[0]) for f in a.figures if draft.holds(f.span[0]) and f.value != (1, 1))
    country = roles.event_country(draft, place.country if place else None)
    parties = frozenset(f"{name}/{of}" for name, of in roles.named_within(draft, country, lexicon))
    age = date_age(a, *draft.spans[0])
    return Summary(
        draft,
        place,
        f"{date.start}/{date.end}" if date else "",
        bool(date and date.mention),
        figures,
        parties,
        age,
    )


def _family(event_type: str) -> str:
    family = event_type.split(".", maxsplit=1)[0]
    return "street" if family in STREET else family


def join_features(first: Summary, second: Summary) -> Features:
    """What the join model sees of two drafts, the one that begins first before the other."""
    a, b = first.draft, second.draft
    families = "+".join(sorted((_family(a.type), _family(b.type))))
    types = "same" if a.type == b.type else families if _family(a.type) != _family(b.type) else f"within:{families}"
    place = _places(first.place, second.place)
    day = "none" if not first.day or not second.day else "same" if first.day == second.day else "different"
    told = f"{first.day_told}+{second.day_told}"
    shared = len(set(a.sentences) & set(b.sentences))
    overlap = "all" if shared and shared == min(len(a.sentences), len(b.sentences)) else "some" if shared else "none"
    gap = min(abs(x - y) for x in a.sentences for y in b.sentences)
    distance = "0" if gap == 0 else "1" if gap == 1 else "2-4" if gap < 5 else "5+"
    figures = _sets(first.figures, second.figures)
    parties = _sets(first.parties, second.parties)
    acts = sorted({s.mention.hit.acts[0] for s in a.mentions}), sorted({s.mention.hit.acts[0] for s in b.mentions})
    names = {
        f"types:{types}", f"pair:{'+'.join(sorted((a.type, b.type)))}", f"place:{place}", f"day:{day}", f"day:{day}&told:{told}",
        f"types:{types}&place:{place}", f"types:{types}&day:{day}", f"place:{place}&day:{day}", f"types:{types}&place:{place}&day:{day}",
        f"overlap:{overlap}", f"types:{types}&overlap:{overlap}", f"distance:{distance}", f"figures:{figures}", f"parties:{parties}",
        f"types:{types}&parties:{parties}", f"title:{a.sentences[0] == 0}", f"title:{a.sentences[0] == 0}&lead:{b.sentences[0] < 4}",
        f"sizes={min(len(a.mentions), 4)}+{min(len(b.mentions), 4)}", f"ages:{first.age}+{second.age}",
        f"same-act:{bool(set(acts[0]) & set(acts[1]))}", f"single:{min(len(a.mentions), len(b.mentions)) == 1}&{types}",
        f"day:{day}&distance:{distance}", f"place:{place}&distance:{distance}",
    }  # fmt: skip
    return dict.fromkeys(sorted(names), 1.0) | contextfeatures.of_drafts(a, b)


def _places(first: PlaceMention | None, second: PlaceMention | None) -> str:
    if first is None or second is None:
        return "none"
    if first.name == second.name:
        return "same"
    if first.country != second.country:
        return "other-country"
    if "country" in (first.precision, second.precision) or "province" in (first.precision, second.precision):
        return "within"
    return "different"


def _sets(first: frozenset[object], second: frozenset[object]) -> str:
    if not first or not second:
        return "empty"
    common = len(first & second)
    return (
        "equal"
        if first == second
        else "most"
        if common * 2 >= min(len(first), len(second))
        else "some"
        if common
        else "none"
    )


def joined(
    drafts: list[Draft],
    summarise: Callable[[Draft], Summary],
    retype: Callable[[Draft], Draft],
    model: LinearModel,
    threshold: float,
) -> list[Draft]:
    """The drafts with those that tell one event put together, in order of their first mention, each with its ``twin``."""
    if len(drafts) < 2:
        return drafts
    known, links = [summarise(draft) for draft in drafts], _Links(model)
    while len(known) > 1:
        pairs = [(first, second) for n, first in enumerate(known) for second in known[n + 1 :]]
        first, second = max(pairs, key=lambda pair: links.chance(*pair))
        if links.chance(first, second) <= threshold:
            break
        mentions = sorted({*first.draft.mentions, *second.draft.mentions}, key=lambda s: s.mention.hit.span)
        merged = retype(replace(first.draft, mentions=tuple(mentions)))
        known = [s for s in known if s not in (first, second)] + [summarise(merged)]
        known.sort(key=lambda s: s.draft.mentions[0].mention.hit.span)
    return [replace(s.draft, twin=links.twin(s, known)) for s in known]


class _Links:
    """The chance that two drafts tell one event, each asked once."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._known: dict[tuple[Summary, Summary], float] = {}

    def chance(self, first: Summary, second: Summary) -> float:
        """Of two drafts in text order."""
        if (first, second) not in self._known:
            self._known[first, second] = self._model.probability(join_features(first, second))
        return self._known[first, second]

    def twin(self, one: Summary, known: list[Summary]) -> float:
        """The best chance that a fuller one of the drafts, or an equal one before it, tells the same event."""
        place, size = known.index(one), len(one.draft.mentions)
        before = [self.chance(other, one) for other in known[:place] if len(other.draft.mentions) >= size]
        after = [self.chance(one, other) for other in known[place + 1 :] if len(other.draft.mentions) > size]
        return max(before + after, default=0.0)
