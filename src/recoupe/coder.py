"""The coder: a Dispatch in, a CodedDispatch out; the stages of docs/design.md, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

from recoupe.analysis import Analyst, Outline, outline
from recoupe.events.code import Models, code, load_models
from recoupe.events.features import gate_features
from recoupe.language import Lexicon, load
from recoupe.language.identify import foreign
from recoupe.parsing import DEFAULT_PIPELINE, parse
from recoupe.parties import load_registry
from recoupe.places.gazetteer import open_gazetteer
from recoupe.records import CodedDispatch, Dispatch

MAX_TEXT = 200_000
"""Characters of a dispatch that are read; longer input is no dispatch."""


def parse_zones(seen: Outline) -> list[int]:
    """The sentences worth parsing: those with a trigger, and the title."""
    with_trigger = {seen.sentence_of(hit.span[0]) for hit in seen.triggers}
    return sorted(with_trigger | ({0} if seen.sentences else set()))


@dataclass(frozen=True)
class Coder:
    """Codes dispatches of one language.

    ``lang`` is an ISO 639-1 code with a folder under ``recoupe/language``; ``pipeline`` names an installed spaCy pipeline;
    ``registry`` is a TOML file or folder of actors of your own, whose entries win. Loading happens at the first dispatch.
    """

    lang: str = "fr"
    pipeline: str = DEFAULT_PIPELINE
    registry: Path | None = None

    @cached_property
    def lexicon(self) -> Lexicon:
        return load(self.lang)

    @cached_property
    def _analyst(self) -> Analyst:
        return Analyst(self.lexicon, load_registry(self.registry), open_gazetteer())

    @cached_property
    def _models(self) -> Models:
        return load_models()

    def code(self, dispatch: Dispatch) -> CodedDispatch:
        """The events of one dispatch. Pure: the same dispatch gives the same records, whatever was coded before.

        A dispatch that cannot be coded (no text, another language, too long) comes back with ``skipped`` saying why.
        Raises PipelineError, LexiconError, RegistryError or ModelError where the installation is broken.
        """
        reason = self._unfit(dispatch)
        if reason:
            return CodedDispatch(id=dispatch.id, skipped=reason, published=dispatch.published)
        seen = outline(dispatch, self.lexicon)
        if not self._promising(seen):
            return CodedDispatch(id=dispatch.id, published=dispatch.published)
        zones = parse_zones(seen)
        docs = parse([seen.text[slice(*seen.sentences[i])] for i in zones], self.pipeline)
        analysis = self._analyst.analyse(seen, zones, dict(zip(zones, docs, strict=True)))
        return CodedDispatch(
            id=dispatch.id,
            events=code(analysis, self._models, self.lexicon),
            published=analysis.published,
            published_inferred=analysis.published_from is not None,
        )

    def code_many(self, dispatches: Iterable[Dispatch], *, workers: int = 1, batch: int = 32) -> Iterator[CodedDispatch]:
        """The coded dispatches in the order given. ``workers`` processes share the work in batches of ``batch`` dispatches.

        Neither number changes a record. Raises ValueError where one of them is less than 1.
        """
        if workers < 1 or batch < 1:
            raise ValueError(f"workers={workers}, batch={batch}: both must be at least 1")
        if workers == 1:
            yield from map(self.code, dispatches)
            return
        stream = iter(dispatches)
        with ProcessPoolExecutor(workers) as pool:
            while window := [chunk for _ in range(workers * 4) if (chunk := list(islice(stream, batch)))]:
                for coded in pool.map(partial(_code_batch, self), window):
                    yield from coded

    def _unfit(self, dispatch: Dispatch) -> str | None:
        if not dispatch.text.strip():
            return "the text is empty"
        if len(dispatch.text) > MAX_TEXT:
            return f"the text has {len(dispatch.text):,} characters; a dispatch has at most {MAX_TEXT:,}: split it"
        other = foreign(dispatch.text, self.lang) if dispatch.lang is None else None
        if other or (dispatch.lang and dispatch.lang[:2].lower() != self.lang):
            return f"the text is in {(other or dispatch.lang)!r}, not {self.lang!r}"
        return None

    def _promising(self, seen: Outline) -> bool:
        """Whether the gate's model gives the dispatch a chance of an event; without triggers it has none."""
        if not seen.triggers:
            return False
        return self._models["gate"].probability(gate_features(seen, self.lexicon)) >= self._models.thresholds["gate"]


def _code_batch(coder: Coder, dispatches: list[Dispatch]) -> list[CodedDispatch]:
    return [coder.code(dispatch) for dispatch in dispatches]
