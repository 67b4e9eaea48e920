"""Puts the mentions of one event together: headline, lead and body told once (codebook, "one record").

Every pair of mentions gets a probability of telling one event; clusters are joined greedily while the mean
probability across them stays high enough. The result depends on nothing but the mentions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from recoupe.analysis import Analysis
from recoupe.context import Reading
from recoupe.events import contextfeatures
from recoupe.events.features import Features, date_age
from recoupe.events.linear import LinearModel
from recoupe.events.mention import Mention
from recoupe.events.words import event_words
from recoupe.records import Span


@dataclass(frozen=True, eq=False)
class Scored:
    """A mention that the model believes in: the probability that it tells an event, and of each type if it does."""

    mention: Mention
    probability: float
    types: dict[str, float]

    @cached_property
    def families(self) -> dict[str, float]:
        """The probability of each family of types."""
        found: dict[str, float] = {}
        for name, p in self.types.items():
            family = name.split(".", maxsplit=1)[0]
            found[family] = found.get(family, 0.0) + p
        return found


@dataclass(frozen=True)
class Setting:
    """What a mention's sentence says around it, as the pair model compares it."""

    places: frozenset[str]
    towns: frozenset[str]
    days: frozenset[str]
    age: str
    figures: frozenset[tuple[str, int]]
    fields: frozenset[str]
    parties: frozenset[str]
    groups: frozenset[str]
    countries: frozenset[str]
    markers: frozenset[str]
    status: str
    day: str
    town: str


def _relation(left: frozenset[str], right: frozenset[str]) -> str:
    return (
        "neither"
        if not left and not right
        else "one"
        if not left or not right
        else "same"
        if left & right
        else "different"
    )


class Between(NamedTuple):
    """How far two sentences stand apart, whether they mean one day and one town, and the features of it all."""

    distance: str
    same_day: bool
    same_town: bool
    names: tuple[str, ...]


class Settings:
    """The settings of a dispatch's sentences, each made once, and its reading by the context model, if there is one."""

    def __init__(self, analysis: Analysis, reading: Reading | None = None) -> None:
        self._analysis = analysis
        self._reading = reading
        self.words = event_words(analysis.outline.lexicon)
        self._made: dict[int, Setting] = {}
        self._compared: dict[tuple[int, int], Between] = {}

    def between(self, first: int, second: int) -> Between:
        """What two sentences have in common, the earlier one first."""
        if (first, second) not in self._compared:
            self._compared[first, second] = _between(first, second, self.of(first), self.of(second))
        return self._compared[first, second]

    def of(self, sentence: int) -> Setting:
        if sentence not in self._made:
            self._made[sentence] = self._make(sentence)
        return self._made[sentence]

    @cached_property
    def same(self) -> dict[tuple[Span, Span], float]:
        """What the context model says of each two triggers that it read."""
        return contextfeatures.compared(self._reading, self._analysis) if self._reading else {}

    @cached_property
    def last(self) -> int:
        return max(1, len(self._analysis.outline.sentences) - 1)

    @cached_property
    def _main(self) -> tuple[str, str]:
        """The day and the town that the dispatch opens with: what its sentences mean where they tell none."""
        limit = self._analysis.outline.sentences[min(3, self.last)][1] if self._analysis.outline.sentences else 0
        day = next(
            (str(d.start) for d in self._analysis.dates if d.start and d.precision == "day" and d.span[0] < limit), ""
        )
        town = next(
            (p.name for p in self._analysis.places if p.precision in ("town", "site") and p.span[0] < limit), ""
        )
        return day, town

    def _make(self, sentence: int) -> Setting:
        start, end = self._analysis.outline.sentences[sentence]
        a, words = self._analysis, self.words
        places = [p for p in a.places if start <= p.span[0] < end]
        days = [d for d in a.dates if start <= d.span[0] < end]
        figures = [f for f in a.figures if start <= f.span[0] < end]
        parties = [p for p in a.parties if start <= p.span[0] < end]
        day = next((str(d.start) for d in days if d.start and d.precision == "day"), "") or (
            self._main[0] if not days else "other"
        )
        town = next((p.name for p in places if p.precision in ("town", "site")), "") or self._main[1]
        return Setting(
            frozenset(p.name for p in places if p.precision != "country"),
            frozenset(p.name for p in places if p.precision in ("town", "site")),
            frozenset(str(d.start) if d.start else f"{d.rule}{d.weekday}" for d in days),
            date_age(a, start, end),
            frozenset((f.field, f.value[0]) for f in figures),
            frozenset(f.field for f in figures),
            frozenset(f"{p.name}/{p.country}" for p in parties if p.via in ("registry", "leader") or p.country),
            frozenset(p.group for p in parties),
            frozenset(p.country for p in places if p.country),
            frozenset(words.markers.findall(a.outline.folded[start:end])),
            "future"
            if any(w in a.outline.folded[start:end] for w in words.coming)
            else "told",
            day,
            town,
        )


def _compare(name: str, left: frozenset[object], right: frozenset[object]) -> str:
    if not left and not right:
        return f"{name}:neither"
    if not left or not right:
        return f"{name}:one"
    return f"{name}:same" if left & right else f"{name}:different"


def pair_features(first: Scored, second: Scored, settings: Settings) -> Features:
    """What the pair model sees of two mentions, the earlier one first."""
    a, b, small = first.mention, second.mention, settings.words
    distance, same_day, same_town, shared = settings.between(a.sentence, b.sentence)
    agreement, family = _shared(first.types, second.types), _shared(first.families, second.families)
    acts = "+".join(sorted((a.hit.acts[0], b.hit.acts[0])))
    features = dict.fromkeys(shared, 1.0) | dict.fromkeys((
        f"acts:{acts}", f"acts:{acts}&distance:{distance}", f"same-lemma:{a.hit.lemmas[0] == b.hit.lemmas[0]}",
        f"same-act:{bool(set(a.hit.acts) & set(b.hit.acts))}", f"tenses:{a.tense}+{b.tense}", f"det:{b.determiner}",
        f"anaphoric:{b.determiner in small.anaphoric}&{distance}", f"definite:{b.determiner in small.definite}&{distance}",
        f"day:{same_day}&acts:{acts}", f"town:{same_town}&acts:{acts}",
        f"under:{a.under}+{b.under}", f"under:{bool(a.under)}+{bool(b.under)}&{distance}",
    ), 1.0)  # fmt: skip
    if a.sentence == b.sentence:
        features[f"near:{min((b.hit.span[0] - a.hit.span[1]) // 25, 5)}"] = 1.0
        features[f"pos:{a.pos}+{b.pos}"] = 1.0
    features["agreement"] = 2 * agreement
    features["family"] = 2 * family
    features["probability"] = first.probability * second.probability
    return features | contextfeatures.of_pair(settings.same, a, b)


def _between(i: int, j: int, left: Setting, right: Setting) -> Between:
    """What mentions of two sentences, the earlier one first, have in common whichever they are."""
    gap = j - i
    distance = "0" if gap == 0 else "1" if gap == 1 else "2-3" if gap < 4 else "4-7" if gap < 8 else "8+"
    day, town = left.day == right.day, left.town == right.town
    names = [
        f"distance:{distance}", f"title:{i == 0}&{j < 3}", f"title:{i == 0}",
        _compare("figures", left.figures, right.figures), _compare("fields", left.fields, right.fields),
        _compare("parties", left.parties, right.parties), _compare("groups", left.groups, right.groups),
        f"ages:{'+'.join(sorted((left.age, right.age)))}", f"day:{day}", f"town:{town}", f"day:{day}&town:{town}",
        f"day:{day}&{distance}", f"town:{town}&{distance}", f"status:{'/'.join(sorted((left.status, right.status)))}",
        f"country:{_relation(left.countries, right.countries)}",
    ]  # fmt: skip
    if gap:
        towns, days = _compare("towns", left.towns, right.towns), _compare("days", left.days, right.days)
        names += [towns, _compare("places", left.places, right.places), days, f"{towns}&{distance}", f"{days}&{distance}"]
    names += [f"marker:{marker}&{distance != '0'}" for marker in sorted(right.markers)]
    return Between(distance, day, town, tuple(names))


def _shared(first: dict[str, float], second: dict[str, float]) -> float:
    """How much probability two distributions give to the same."""
    return sum(map(min, first.values(), map(second.get, first, repeat(0.0))))


def cluster(mentions: list[Scored], settings: Settings, model: LinearModel, threshold: float) -> list[list[Scored]]:
    """The mentions grouped by event, in order of their first mention."""
    count = len(mentions)
    links = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i + 1, count):
            links[i][j] = links[j][i] = model.probability(pair_features(mentions[i], mentions[j], settings))
    groups: list[list[int]] = [[i] for i in range(count)]
    while len(groups) > 1:
        best, where = threshold, (-1, -1)
        for x in range(len(groups)):
            for y in range(x + 1, len(groups)):
                mean = sum(links[i][j] for i in groups[x] for j in groups[y]) / (len(groups[x]) * len(groups[y]))
                if mean > best:
                    best, where = mean, (x, y)
        if where[0] < 0:
            break
        groups[where[0]] = sorted(groups[where[0]] + groups.pop(where[1]))
    return [[mentions[i] for i in group] for group in sorted(groups)]
