"""Coding in one language: its lexicon, its pipeline, its models, and the stages of docs/design.md, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from recoupe.analysis import Analyst, Outline, outline
from recoupe.dependencies import scheme_of
from recoupe.events.code import Models, code, load_models
from recoupe.events.features import gate_features, zone_features
from recoupe.language import Lexicon, lexicon_of
from recoupe.parsing import load_pipeline, parse
from recoupe.parties import load_registry
from recoupe.places.gazetteer import open_gazetteer
from recoupe.records import CodedDispatch, Dispatch


def parse_zones(seen: Outline) -> list[int]:
    """The sentences that may be worth parsing: those with a trigger, and the title."""
    with_trigger = {seen.sentence_of(hit.span[0]) for hit in seen.triggers}
    return sorted(with_trigger | ({0} if seen.sentences else set()))


def likely_zones(seen: Outline, models: Models, lexicon: Lexicon) -> list[int]:
    """Of those, the title and the sentences to which the zone model gives a chance of telling an event."""
    model, floor = models["zone"], models.thresholds["zone"]
    return [i for i in parse_zones(seen) if i == 0 or model.probability(zone_features(seen, i, lexicon)) >= floor]


@dataclass(frozen=True)
class Monolingual:
    """Codes dispatches of one language. ``pipeline`` is an installed spaCy pipeline, ``registry`` the user's actors."""

    lang: str
    pipeline: str
    registry: Path | None

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon_of(self.lang)

    @cached_property
    def _analyst(self) -> Analyst:
        return Analyst(self.lexicon, load_registry(self.registry), open_gazetteer())

    @cached_property
    def _models(self) -> Models:
        name = self.lexicon["language"]["models"]
        return load_models(name) if name == self.lang else load_models(name).borrowed()

    def code(self, dispatch: Dispatch) -> CodedDispatch:
        """The events of one dispatch. Raises what Coder.code raises."""
        seen = outline(dispatch, self.lexicon)
        if not self._promising(seen):
            return CodedDispatch(id=dispatch.id, published=dispatch.published)
        zones = likely_zones(seen, self._models, self.lexicon)
        texts = [seen.text[slice(*seen.sentences[i])] for i in zones]
        docs = parse(texts, self.pipeline, scheme_of(self.lexicon))
        analysis = self._analyst.analyse(seen, zones, dict(zip(zones, docs, strict=True)))
        return CodedDispatch(
            id=dispatch.id,
            events=code(analysis, self._models, self.lexicon),
            published=analysis.published,
            published_inferred=analysis.published_from is not None,
        )

    def prepare(self) -> None:
        """Loads what worker processes inherit, and lets a broken installation show before there is any."""
        load_models(self.lexicon["language"]["models"])
        load_pipeline(self.pipeline)

    def _promising(self, seen: Outline) -> bool:
        """Whether the gate's model gives the dispatch a chance of an event; without triggers it has none."""
        if not seen.triggers:
            return False
        return self._models["gate"].probability(gate_features(seen, self.lexicon)) >= self._models.thresholds["gate"]
