"""The coder: a Dispatch in, a CodedDispatch out, each in its own language."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from recoupe.basis import basis
from recoupe.events.linear import ModelError
from recoupe.language import LexiconError, available, language
from recoupe.language.identify import language_of
from recoupe.monolingual import Monolingual
from recoupe.parsing import PipelineError
from recoupe.parties import load_registry
from recoupe.parties.registry import RegistryError
from recoupe.places.gazetteer import GazetteerError, ensure_index, open_gazetteer
from recoupe.records import CodedDispatch, Dispatch
from recoupe.text import MAX_TEXT
from recoupe.workers import Processes

INSTALLATION = (PipelineError, LexiconError, RegistryError, GazetteerError, ModelError, OSError)
"""What no dispatch is to blame for and every further one would meet too."""


@dataclass(frozen=True)
class Coder:
    """Codes dispatches, each in the language it names or is found to be in.

    ``lang``, an ISO 639-1 code, keeps to one language; ``pipeline`` names another spaCy pipeline for it; ``registry`` is
    a TOML file or folder of actors of your own, whose entries win. Loading happens at the first dispatch of a language.
    Raises ValueError for a pipeline without a language, LexiconError for a language that there is not.
    """

    lang: str | None = None
    pipeline: str | None = None
    registry: Path | None = None

    def __post_init__(self) -> None:
        if self.pipeline is not None and self.lang is None:
            raise ValueError("a pipeline is one language's: give lang too")
        if self.lang is not None:
            language(self.lang)

    @cached_property
    def _known(self) -> dict[str, Monolingual | None]:
        """The languages that can be asked for; None where a language's pipeline is not installed."""
        found: dict[str, Monolingual | None] = {}
        for one in [language(self.lang)] if self.lang else available().values():
            ready = self.lang is not None or one.installed
            found[one.code] = Monolingual(one.code, self.pipeline or one.pipeline, self.registry) if ready else None
        return found

    def __reduce__(self) -> tuple[type[Coder], tuple[str | None, str | None, Path | None]]:
        # A worker process loads for itself: what is loaded here holds an open database.
        return Coder, (self.lang, self.pipeline, self.registry)

    def code(self, dispatch: Dispatch) -> CodedDispatch:
        """The events of one dispatch. Pure: the same dispatch gives the same records, whatever was coded before.

        A dispatch that cannot be coded (no text, another language, too long) comes back with ``skipped`` saying why.
        Raises PipelineError, LexiconError, RegistryError, GazetteerError or ModelError where the installation is
        broken.
        """
        reason = _unfit(dispatch)
        if reason is None:
            found = self._reader(dispatch)
            if isinstance(found, Monolingual):
                return found.code(dispatch)
            reason = found
        return CodedDispatch(id=dispatch.id, skipped=reason, published=dispatch.published)

    def code_many(self, dispatches: Iterable[Dispatch], *, workers: int = 1, batch: int = 8) -> Iterator[CodedDispatch]:
        """The coded dispatches in the order given; ``workers`` processes share the work, ``batch`` dispatches a time.

        Neither number changes a record. A dispatch on which the coder itself fails comes back with ``skipped``
        beginning with "internal error". Raises what ``code`` raises, and ValueError where a number is less than 1.
        """
        return Processes(workers, batch).run(_Coding(self), dispatches)

    def prepare(self) -> None:
        """Loads what worker processes inherit, and lets a broken installation show before there is any."""
        load_registry(self.registry)
        for reader in self._ready():
            reader.prepare()
        ensure_index()

    def basis(self) -> str:
        """What records depend on besides the dispatch: versions and data. Where two are equal, so are the records."""
        return basis([reader.pipeline for reader in self._ready()], self.registry)

    def code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
        """The coded dispatch; where the coder itself fails, one that says so: the others must not suffer for it."""
        try:
            return self.code(dispatch)
        except INSTALLATION:
            raise
        except Exception as error:
            reason = f"internal error: {type(error).__name__}: {error}"
            return CodedDispatch(id=dispatch.id, skipped=reason, published=dispatch.published)

    def _ready(self) -> list[Monolingual]:
        return [reader for reader in self._known.values() if reader is not None]

    def _reader(self, dispatch: Dispatch) -> Monolingual | str:
        """Who codes a dispatch, or why nobody does."""
        lang = dispatch.lang[:2].lower() if dispatch.lang else language_of(dispatch.text, self._known)
        if lang not in self._known:
            return f"the text is in {dispatch.lang or lang!r}, not {' or '.join(map(repr, self._known))}"
        reader = self._known[lang]
        if reader is None:
            asked = language(lang)
            return f"the text is in {asked.name}, whose pipeline is not installed: pip install '{asked.package}'"
        return reader


def _unfit(dispatch: Dispatch) -> str | None:
    """Why a dispatch cannot be coded in any language."""
    if not dispatch.text.strip():
        return "the text is empty"
    if len(dispatch.text) > MAX_TEXT:
        return f"the text has {len(dispatch.text):,} characters; a dispatch has at most {MAX_TEXT:,}: split it"
    return None


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
