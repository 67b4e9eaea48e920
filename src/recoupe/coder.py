"""The coder: a Dispatch in, a CodedDispatch out; the stages of docs/design.md, one line each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from multiprocessing.synchronize import Event
from pathlib import Path

from recoupe.analysis import Analyst, Outline, outline
from recoupe.events.code import Models, code, load_models
from recoupe.events.features import gate_features, zone_features
from recoupe.events.linear import ModelError
from recoupe.language import Lexicon, LexiconError, load
from recoupe.language.identify import foreign
from recoupe.parsing import DEFAULT_PIPELINE, PipelineError, parse
from recoupe.parties import load_registry
from recoupe.parties.registry import RegistryError
from recoupe.places.gazetteer import GazetteerError, ensure_index, open_gazetteer
from recoupe.records import CodedDispatch, Dispatch
from recoupe.text import MAX_TEXT

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
        if workers < 1 or batch < 1:
            raise ValueError(f"workers={workers}, batch={batch}: both must be at least 1")
        return map(self._code_or_say, dispatches) if workers == 1 else self._shared(iter(dispatches), workers, batch)

    def _shared(self, stream: Iterator[Dispatch], workers: int, batch: int) -> Iterator[CodedDispatch]:
        self._prepare()
        stop = multiprocessing.Event()
        under_way: deque[Future[list[CodedDispatch]]] = deque()
        with ProcessPoolExecutor(workers, initializer=_begin_worker, initargs=(stop,)) as pool:
            try:
                while chunk := list(islice(stream, batch)):
                    under_way.append(pool.submit(_code_batch, self, chunk))
                    while under_way and (len(under_way) >= workers * 4 or under_way[0].done()):
                        yield from under_way.popleft().result()
                while under_way:
                    yield from under_way.popleft().result()
            finally:
                # If nobody reads on, the workers have batches before them that nobody waits for.
                stop.set()

    def _prepare(self) -> None:
        """Loads what worker processes inherit, and lets a broken installation show before there is any."""
        load(self.lang)
        load_registry(self.registry)
        load_models()
        ensure_index()

    def _code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
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


_stop: Event | None = None
"""In a worker process: set when nobody reads on."""


def _begin_worker(stop: Event) -> None:
    global _stop  # noqa: PLW0603 - a pool hands its workers state in no other way
    _stop = stop
    # Ctrl-C reaches every process of the terminal; only the one that talks to the person answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A forked worker must not read the gazetteer through its parent's connection: they would share one file position.
    open_gazetteer.cache_clear()


def _end_with_parent() -> None:
    """Ends a worker whose parent was killed: nobody would ever tell it to."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code_batch(coder: Coder, dispatches: list[Dispatch]) -> list[CodedDispatch]:
    return [coder._code_or_say(dispatch) for dispatch in dispatches if _stop is None or not _stop.is_set()]
