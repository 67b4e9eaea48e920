"""Loaded words anywhere in a dispatch: wording that a neutral style guide avoids, why, and what it would write (loaded.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from recoupe.language import available
from recoupe.language.identify import language_of
from recoupe.language.lexicon import read_toml
from recoupe.records import Dispatch, Span
from recoupe.text import MAX_TEXT, fold

_FILE = "loaded.toml"


@dataclass(frozen=True)
class LoadedWord:
    """Where it stands, what is wrong with it, and what could stand there."""

    span: Span
    why: str
    neutral: str


def loaded_words(dispatch: Dispatch) -> tuple[LoadedWord, ...]:
    """The loaded words of a dispatch in its language, longest first where they overlap, in the order of the text.

    None in a language that is not read, and in a text longer than one. Raises LexiconError where a data file is wrong.
    """
    known = available()
    text = dispatch.text
    if len(text) > MAX_TEXT or not text.strip():
        return ()
    code = dispatch.lang[:2].lower() if dispatch.lang else language_of(text, known)
    if code not in known:
        return ()
    found: list[LoadedWord] = []
    folded = fold(text)
    for pattern, why, neutral in _patterns(known[code].folder / _FILE):
        for hit in pattern.finditer(folded):
            if not any(one.span[0] < hit.end() and hit.start() < one.span[1] for one in found):
                found.append(LoadedWord(hit.span(), why, neutral))
    return tuple(sorted(found, key=lambda one: one.span))


@lru_cache(maxsize=8)
def _patterns(file: Path) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Longest first. "*" stands for any letters; a lemma without it may have the ending of a plural or a feminine."""
    entries = sorted(read_toml(file)["word"], key=lambda entry: -len(entry["word"]))
    return tuple((_pattern(entry["word"]), entry["why"], entry["neutral"]) for entry in entries)


def _pattern(word: str) -> re.Pattern[str]:
    stem = re.escape(fold(word.removesuffix("*")))
    ending = r"\w*" if word.endswith("*") else "(?:e?s|e)?"
    return re.compile(rf"(?<!\w){stem}{ending}(?!\w)")
