"""The words and patterns of places.toml, compiled once a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.language import Lexicon
from recoupe.language.pattern_names import PLACE_PATTERNS, PLACE_WRITTEN
from recoupe.language.patterns import NEVER, any_of, templates_of
from recoupe.text import either, fold

CUES_BEFORE = ("cue_of", "cue", "cue_one", "cue_two")
"""The patterns of a noun before a name, in the order in which they are tried."""


@dataclass(frozen=True)
class Sureness:
    """How much must speak for a gazetteer's name that no list holds (``Chooser.choose``)."""

    told: float
    bare: float
    initial: float
    variant_told: float
    variant_bare: float


@dataclass(frozen=True)
class Grammar:
    """How one language names places. Words are folded, save ``joint``, ``inner`` and what ``written`` holds.

    ``cues`` maps a noun that introduces a name to the level it gives, ``directions`` a word to its (north, east) step,
    ``units`` a unit of length to kilometres. ``certain`` matches a preposition after which even an unknown name is a place,
    ``after`` is what it is called. ``patterns`` are read over folded text, ``written`` over text as it is.
    """

    cues: Mapping[str, str]
    directions: Mapping[str, tuple[float, float]]
    distances: Mapping[str, float]
    units: Mapping[str, float]
    inner: frozenset[str]
    certain: re.Pattern[str]
    after: str
    locative: re.Pattern[str]
    patterns: Mapping[str, re.Pattern[str]]
    written: Mapping[str, re.Pattern[str]]
    harmless: frozenset[str]
    sureness: Sureness


@lru_cache(maxsize=8)
def grammar(lexicon: Lexicon) -> Grammar:
    """The Grammar of a language. Raises LexiconError where a pattern of places.toml is broken."""
    data = lexicon["places"]
    cues = _cues(data["cues"])
    more = {"cue_nouns": any_of(cues), "countries": any_of({name for c in lexicon.countries for name in c.names})}
    path = lexicon.folder / "places.toml"
    folded = templates_of(data, path, more)
    written = templates_of(data, path, more, table="written", written=True)
    locative = data["locative"]
    return Grammar(
        cues=cues,
        directions={fold(word): (step[0], step[1]) for word, step in data["directions"].items()},
        distances={fold(word): float(number) for word, number in data["distances"].items()},
        units={fold(word): float(number) for word, number in data["units"].items()},
        inner=frozenset(data["inner"]["words"]),
        certain=_ending_with(locative["certain"], r"(?<![\w.'-])(?:{})\s+$"),
        after=next(iter(locative["certain"]), ""),
        locative=_ending_with(
            [word.lower() for word in locative["strong"]], rf"(?<![\w'-])(?:{{}})[\s'(]*(?:{_articles(data)})?$"
        ),
        patterns={name: folded.compiled(name) for name in PLACE_PATTERNS},
        written={name: written.compiled(name) for name in PLACE_WRITTEN},
        harmless=_harmless(lexicon),
        sureness=Sureness(**data["sureness"]),
    )


def _cues(levels: Mapping[str, Iterable[str]]) -> dict[str, str]:
    cues: dict[str, str] = {}
    for level, nouns in levels.items():
        for noun in nouns:
            cues.setdefault(fold(noun), level)
    return cues


def _ending_with(words: list[str], form: str) -> re.Pattern[str]:
    return re.compile(form.format(either(words))) if words else NEVER


def _articles(data: Mapping[str, Any]) -> str:
    """An expression for an article and the blank behind it, which an elided one does not have."""
    forms = [word if word.endswith("'") else f"{word} " for word in data["articles"]["words"]]
    return either(forms) or NEVER.pattern


def _harmless(lexicon: Lexicon) -> frozenset[str]:
    """Words that a name may touch in capitals and be a place still ("Kabul Police"): none where the language says so."""
    if not lexicon["places"]["naming"]["common_neighbours"]:
        return frozenset()
    return frozenset(row["word"] for row in lexicon.table("common_words")) - first_names(lexicon)


@lru_cache(maxsize=8)
def first_names(lexicon: Lexicon) -> frozenset[str]:
    """The folded first names of not_places.tsv."""
    rows = lexicon.table("not_places")
    return frozenset(fold(row["word"]) for row in rows if "first name" in row.get("what", ""))
