"""The small words of events.toml, compiled once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.language import Lexicon
from recoupe.language.patterns import any_before
from recoupe.text import fold

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, eq=False)
class EventWords:
    """What the stage knows of one language. Words are folded; a pattern of an empty list matches nothing."""

    articles: frozenset[str]
    anaphoric: frozenset[str]
    definite: frozenset[str]
    partitive: frozenset[str]
    coming: tuple[str, ...]
    under: re.Pattern[str]
    """A setting word in the last characters before a trigger."""
    markers: re.Pattern[str]
    negations: frozenset[str]
    governor_negations: frozenset[str]
    pluperfect: frozenset[str]
    auxiliaries: dict[str, str]
    """The tense that an auxiliary gives alone."""
    towards: re.Pattern[str]
    away: re.Pattern[str]
    """What stands right before the place that a movement goes to, or leaves."""
    beside: re.Pattern[str]
    """All that may stand between two places of a list."""
    between: frozenset[str]
    """Words before two places that are no list: something lies between them."""
    cues: dict[str, str]
    """The side that a dependency's label suggests: "does" or "undergoes"."""
    part: frozenset[str]
    empty: frozenset[str]


def _either(words: list[str]) -> str:
    """The alternatives of a pattern, longest first; "*" stands for any letters."""
    folded = sorted({fold(word) for word in words}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in folded)


def _pattern(words: list[str], template: str) -> re.Pattern[str]:
    return re.compile(template.replace("WORDS", _either(words))) if words else _NEVER


def _before_place(words: list[str], articles: list[str], gap: str) -> re.Pattern[str]:
    """Words and an article at the end of a text; ``gap`` is the pattern of what parts them."""
    article = "|".join(re.escape(fold(a)) + ("" if a.endswith("'") else " ") for a in articles)
    return _pattern(words, rf"(?<!\w)(?:WORDS){gap}{f'(?:{article})?' if article else ''}$")


def _beside(data: dict[str, list[str]]) -> re.Pattern[str]:
    """Brackets behind the first place ("(nord)"), a comma or a joining word, a number ("4.000 à"), small words before the second.

    Nouns ("dans la ville de") may stand behind a joining word only: behind a comma alone they tell where the first place lies.
    The repetitions are possessive: nothing that was read is read again.
    """
    if not data["and"]:
        return _NEVER
    joining, small, noun, about = (any_before(data[name]) for name in ("and", "before", "nouns", "about"))
    number = rf"(?:(?:{about})?\d[\d., ]*+)?+"
    return re.compile(
        rf"\s*+(?:\([^()]{{1,80}}\)\s*+)?+(?:(?:,\s*+)?+(?:{joining}){number}(?:{small}|{noun})*+|,\s*+{number}(?:{small})*+)"
    )


def _cues(data: dict[str, Any]) -> dict[str, str]:
    does, undergoes = data["does"], data["undergoes"]
    labels = dict.fromkeys(("nsubj", "obl:agent"), "does") | dict.fromkeys(("obj", "iobj", "nsubj:pass"), "undergoes")
    labels |= {f"{label}({word})": "does" for word in does for label in ("obl", "nmod")}
    labels |= {f"{label}({word})": "undergoes" for word in undergoes for label in ("obl", "nmod")}
    return labels | {f"obl({word})": "undergoes" for word in data["undergoes_verb"]}


@lru_cache(maxsize=8)
def event_words(lexicon: Lexicon) -> EventWords:
    """The event words of a language."""
    data = lexicon["events"]
    journey, tense = data["journey"], data["tense"]
    return EventWords(
        articles=frozenset(map(fold, data["articles"])),
        anaphoric=frozenset(data["anaphoric"]),
        definite=frozenset(data["definite"]),
        partitive=frozenset(data["partitive"]),
        coming=tuple(map(fold, data["coming"])),
        under=_pattern(data["under"], r"(?<!\w)(WORDS)(?!\w)(?=[^,;.:\"]{0,28}$)"),
        markers=_pattern(data["markers"], r"(?<!\w)(?:WORDS)(?!\w)"),
        negations=frozenset(data["negations"]["own"]),
        governor_negations=frozenset(data["negations"]["governor"]),
        pluperfect=frozenset(tense["pluperfect"]),
        auxiliaries=dict(tense["auxiliaries"]),
        towards=_before_place(journey["towards"], data["articles"], r"\s+"),
        away=_before_place(journey["away"], data["articles"], r"\s*"),
        beside=_beside(data["listed"]),
        between=frozenset(map(fold, data["listed"]["between"])),
        cues=_cues(data["arguments"]),
        part=frozenset({"nmod", *(f"nmod({word})" for word in data["arguments"]["part"])}),
        empty=frozenset(map(fold, data["sources"]["empty"])),
    )
