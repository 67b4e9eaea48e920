"""The coder: a Dispatch in, a CodedDispatch out; the stages of docs/design.md, one line each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from recoupe.analysis import Analyst, Outline, outline
from recoupe.basis import basis
from recoupe.events.code import Models, code, load_models
from recoupe.events.features import gate_features, zone_features
from recoupe.events.linear import ModelError
from recoupe.language import Lexicon, LexiconError, load
from recoupe.language.identify import foreign
from recoupe.parsing import DEFAULT_PIPELINE, PipelineError, load_pipeline, parse
from recoupe.parties import load_registry
from recoupe.parties.registry import RegistryError
from recoupe.places.gazetteer import GazetteerError, ensure_index, open_gazetteer
from recoupe.records import CodedDispatch, Dispatch
from recoupe.text import MAX_TEXT
from recoupe.workers import Processes

INSTALLATION = (PipelineError, LexiconError, RegistryError, GazetteerError, ModelError, OSError)
"""What no dispatch is to blame for and every further one would meet too."""


def parse_zones(seen: Outline) -> list[int]:
    """The sentences that may be worth parsing: those with a trigger, and the title."""
    with_trigger = {seen.sentence_of(hit.span[0]) for hit in seen.triggers}
    return sorted(with_trigger | ({0} if seen.sentences else set()))


def likely_zones(seen: Outline, models: Models, lexicon: Lexicon) -> list[int]:
    """Of those, the title and the sentences to which the zone model gives a chance of telling an event."""
    model, floor = models["zone"], models.thresholds["zone"]
    return [i for i in parse_zones(seen) if i == 0 or model.probability(zone_features(seen, i, lexicon)) >= floor]


@dataclass(frozen=True)
class Coder:
    """Codes dispatches of one language.

    ``lang`` is an ISO 639-1 code with a folder under ``recoupe/language``; ``pipeline`` names an installed spaCy
    pipeline; ``registry`` is a TOML file or folder of actors of your own, whose entries win. Loading happens at the
    first dispatch.
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

    def __reduce__(self) -> tuple[type[Coder], tuple[str, str, Path | None]]:
        # A worker process loads for itself: what is loaded here holds an open database.
        return Coder, (self.lang, self.pipeline, self.registry)

    def code(self, dispatch: Dispatch) -> CodedDispatch:
        """The events of one dispatch. Pure: the same dispatch gives the same records, whatever was coded before.

        A dispatch that cannot be coded (no text, another language, too long) comes back with ``skipped`` saying why.
        Raises PipelineError, LexiconError, RegistryError, GazetteerError or ModelError where the installation is
        broken.
        """
        reason = self._unfit(dispatch)
        if reason:
            return CodedDispatch(id=dispatch.id, skipped=reason, published=dispatch.published)
        seen = outline(dispatch, self.lexicon)
        if not self._promising(seen):
            return CodedDispatch(id=dispatch.id, published=dispatch.published)
        zones = likely_zones(seen, self._models, self.lexicon)
        docs = parse([seen.text[slice(*seen.sentences[i])] for i in zones], self.pipeline)
        analysis = self._analyst.analyse(seen, zones, dict(zip(zones, docs, strict=True)))
        return CodedDispatch(
            id=dispatch.id,
            events=code(analysis, self._models, self.lexicon),
            published=analysis.published,
            published_inferred=analysis.published_from is not None,
        )

    def code_many(self, dispatches: Iterable[Dispatch], *, workers: int = 1, batch: int = 8) -> Iterator[CodedDispatch]:
        """The coded dispatches in the order given; ``workers`` processes share the work, ``batch`` dispatches a time.

        Neither number changes a record. A dispatch on which the coder itself fails comes back with ``skipped``
        beginning with "internal error". Raises what ``code`` raises, and ValueError where a number is less than 1.
        """
        return Processes(workers, batch).run(_Coding(self), dispatches)

    def prepare(self) -> None:
        """Loads what worker processes inherit, and lets a broken installation show before there is any."""
        load(self.lang)
        load_registry(self.registry)
        load_models()
        load_pipeline(self.pipeline)
        ensure_index()

    def basis(self) -> str:
        """What records depend on besides the dispatch: versions and data. Where two are equal, so are the records."""
        return basis(self.pipeline, self.registry)

    def code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
        """The coded dispatch; where the coder itself fails, one that says so: the others must not suffer for it."""
        try:
            return self.code(dispatch)
        except INSTALLATION:
            raise
        except Exception as error:
            reason = f"internal error: {type(error).__name__}: {error}"
            return CodedDispatch(id=dispatch.id, skipped=reason, published=dispatch.published)

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


@dataclass(frozen=True)
class _Coding:
    """Coding, as worker processes do it."""

    coder: Coder

    def __call__(self, dispatch: Dispatch) -> CodedDispatch:
        return self.coder.code_or_say(dispatch)

    def prepare(self) -> None:
        self.coder.prepare()

    def basis(self) -> str:
        return self.coder.basis()


if hasattr(os, "register_at_fork"):
    # A forked worker must not read the gazetteer through its parent's connection: they would share one file position.
    os.register_at_fork(after_in_child=open_gazetteer.cache_clear)
