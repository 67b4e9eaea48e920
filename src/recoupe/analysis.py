"""The analysis of one dispatch: what the stages before the events found, in one immutable record."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from recoupe.dates import DateMention, find_dates, infer_publication
from recoupe.figures import FigureMention, find_figures
from recoupe.gate import TriggerHit, find_triggers
from recoupe.language import Lexicon
from recoupe.parties import PartyFinder, PartyMention, Registry
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.resolve import PlaceFinder, PlaceMention, country_weights
from recoupe.records import Dispatch, Span
from recoupe.sentences import sentences
from recoupe.speech import Attribution, find_attributions
from recoupe.text import fold, normalise

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, eq=False)
class Outline:
    """What the gate sees: the text in sentences and the triggers in it. Cheap; nothing is parsed yet."""

    dispatch: Dispatch
    lexicon: Lexicon
    text: str
    folded: str
    sentences: tuple[Span, ...]
    triggers: tuple[TriggerHit, ...]

    @cached_property
    def starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _by_sentence(self) -> dict[int, list[TriggerHit]]:
        grouped: dict[int, list[TriggerHit]] = {}
        for hit in self.triggers:
            grouped.setdefault(self.sentence_of(hit.span[0]), []).append(hit)
        return grouped

    def triggers_in(self, index: int) -> list[TriggerHit]:
        """The triggers of one sentence."""
        return self._by_sentence.get(index, [])

    def sentence_of(self, offset: int) -> int:
        """The index of the sentence that holds a character offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything found in one dispatch, by stage. ``parsed`` maps a sentence's index to its Doc."""

    outline: Outline
    published: dt.date | None
    published_from: DateMention | None
    places: tuple[PlaceMention, ...]
    parties: tuple[PartyMention, ...]
    dates: tuple[DateMention, ...]
    figures: tuple[FigureMention, ...]
    attributions: tuple[Attribution, ...]
    countries: dict[str, float]
    parsed: dict[int, Doc] = field(repr=False)

    @cached_property
    def main_country(self) -> str | None:
        """The country that the dispatch speaks of most, if one has a fifth of it."""
        best = max(self.countries, key=lambda c: (self.countries[c], c), default=None)
        return best if best and self.countries[best] >= 0.2 else None


def outline(dispatch: Dispatch, lexicon: Lexicon) -> Outline:
    """The dispatch in sentences, with the triggers that the frame lexicon finds in it."""
    text = normalise(dispatch.text)
    folded = fold(text)
    return Outline(dispatch, lexicon, text, folded, tuple(sentences(text, lexicon)), tuple(find_triggers(text, lexicon)))


def active_years(parties: list[PartyMention], registry: Registry) -> tuple[int, int]:
    """The years in which all the registry's actors that a dispatch names were active."""
    actors = [registry.actors[p.name] for p in parties if p.via == "registry" and p.name in registry.actors]
    first = max((a.first_year for a in actors), default=0)
    last = min((a.last_year for a in actors), default=dt.date.max.year)
    return first, min(last, dt.datetime.now(dt.UTC).year)


def peak_years(parties: list[PartyMention], registry: Registry) -> tuple[int, int]:
    """The years in which all the registry's actors named were at the height of their war, as far as it tells them."""
    peaks = [peak for p in parties if p.name in registry.actors and (peak := registry.actors[p.name].peak)]
    return max((p[0] for p in peaks), default=0), min((p[1] for p in peaks), default=dt.date.max.year)


def _beside(seen: Outline, zones: list[int]) -> list[Span]:
    """The sentences of ``zones`` and those beside them, in which a quotation may begin or go on."""
    near = sorted({i + step for i in zones for step in (-1, 0, 1)})
    return [seen.sentences[i] for i in near if 0 <= i < len(seen.sentences)]


@dataclass(frozen=True)
class Analyst:
    """Runs the stages before the events over one outlined dispatch."""

    lexicon: Lexicon
    registry: Registry
    gazetteer: Gazetteer

    def analyse(self, seen: Outline, zones: list[int], parsed: dict[int, Doc]) -> Analysis:
        """The Analysis of a dispatch; parties and places are looked for in the sentences of ``zones``."""
        spans = [seen.sentences[i] for i in zones]
        party_finder = PartyFinder(self.lexicon, self.registry)
        named = [p for p in party_finder.named(seen.text) if any(a <= p.span[0] < b for a, b in spans)]
        taken = tuple(p.span for p in named)
        places = PlaceFinder(self.lexicon, self.gazetteer).find(seen.text, frozenset(seen.starts), taken, tuple(spans))
        parties = party_finder.find(seen.text, spans, named, places)
        published, source = seen.dispatch.published, None
        dates = find_dates(seen.text, self.lexicon, published)
        if published is None:
            active, peak = active_years(named, self.registry), peak_years(named, self.registry)
            inferred = infer_publication(seen.text, dates, active, peak, self.lexicon)
            if inferred:
                published, source = inferred
                dates = find_dates(seen.text, self.lexicon, published)
        return Analysis(
            seen, published, source, tuple(places), tuple(parties), tuple(dates),
            tuple(find_figures(seen.text, self.lexicon)), tuple(find_attributions(seen.text, _beside(seen, zones), self.lexicon)),
            country_weights(seen.text, self.lexicon), parsed,
        )  # fmt: skip
