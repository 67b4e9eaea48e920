"""The words of figures, compiled from the language's lists (``numbers.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.figures.mention import FIELDS, FigureField
from recoupe.language import Lexicon
from recoupe.text import fold


@dataclass(frozen=True)
class Words:
    """Words of harm as one pattern, and the field that each of them fills."""

    pattern: re.Pattern[str]
    fields: dict[str, FigureField]

    def field(self, match: re.Match[str], group: str | int = 0) -> FigureField:
        return self.fields[match[group]]


@dataclass(frozen=True)
class Grammar:
    """Patterns over folded text; ``nouns`` follow a number, ``passive`` words its people, ``active`` stand before."""

    nouns: Words
    passive: Words
    active: Words
    acts: Words
    toll: re.Pattern[str]
    at_stop: Words
    single: re.Pattern[str]
    singles: Words
    found_dead: re.Pattern[str]
    people: re.Pattern[str]
    person: re.Pattern[str]
    units: re.Pattern[str]
    between: re.Pattern[str]
    anyone: re.Pattern[str]
    flight: re.Pattern[str]
    needs_flight: frozenset[str]
    with_avoir: frozenset[str]
    of_things_too: frozenset[str]
    people_words: frozenset[str]
    adjectives_too: frozenset[str]


@dataclass(frozen=True)
class Passage:
    """A text with its folded copy, and the grammar to read it with."""

    text: str
    folded: str
    grammar: Grammar


def _folded(words: list[str]) -> list[str]:
    return sorted({fold(word) for word in words}, key=lambda w: (-len(w), w))


def _tree(words: list[str]) -> str:
    """Alternatives grouped by their first two letters: a list of 500 words costs what one of 30 does."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:2], []).append(word[2:])
    return "|".join(rf"{re.escape(head)}(?:{'|'.join(map(re.escape, tails))})" for head, tails in groups.items())


def alternatives(words: list[str]) -> str:
    """One pattern for whole words; an elided one ("mort d'") may touch the next."""
    whole = _tree([w for w in _folded(words) if not w.endswith("'")])
    elided = _tree([w for w in _folded(words) if w.endswith("'")])
    return rf"(?:(?:{whole})(?![\w-])|(?:{elided}))" if elided else rf"(?:{whole})(?![\w-])"


def _words(harm: dict[str, dict[str, Any]], part: str) -> Words:
    # the first field wins a word that two fields list, as FIELDS goes from the gravest harm to the least
    fields = {fold(word): field for field in reversed(FIELDS) for word in harm[field].get(part, ())}
    return Words(re.compile(rf"(?<![\w-]){alternatives(list(fields))}"), fields)


def _set(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


@lru_cache(maxsize=4)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of a language, compiled once."""
    data = lexicon["numbers"]
    harm, people = data["harm"], data["people"] + data["titles"]
    nouns, singles, acts = _words(harm, "nouns"), _words(harm, "single"), _words(harm, "acts")
    one = [word for word in people if not fold(word).endswith(("s", "x"))]
    auxiliary = r"(?:a|avait|aurait|ayant|avoir)\s+(?:(?:\w+ment|aussi|deja|ensuite|lui aussi)\s+)?ete"
    auxiliary += r"|(?:avant|et)\s+d'etre(?:\s+lui(?:\s+aussi|-meme))?"
    dead = alternatives(data["found_dead"])
    return Grammar(
        nouns, _words(harm, "verbs"), _words(harm, "active"), acts,
        toll=re.compile(rf"\bnombre\s+(?:total\s+)?(?:de|des)\s+(?P<harm>{alternatives(list(nouns.fields))})[^.;:\d]{{0,50}}\b(?:a|de|atteint|atteignait|depasse)\s+(?:\S+\s+a\s+)?$"),
        at_stop=_words(harm, "at_stop"),
        single=re.compile(rf"(?<![\w-])(?:{auxiliary})\s+(?:\w+ment\s+)?(?P<harm>{alternatives(list(singles.fields))})"),
        singles=singles,
        found_dead=re.compile(rf"(?<![\w-])(?:(?:a|avait|aurait)\s+{alternatives(data['dies'])}|(?:est|etait|serait)\s+{alternatives(data['is_dead'])}|(?:retrouve|decouvert)e?\s+(?:\w+\s+)?{dead})"),
        people=re.compile(rf"(?<![\w-]){alternatives(people)}"),
        person=re.compile(rf"(?<![\w-]){alternatives(one)}"),
        units=re.compile(rf"(?<![a-z]){alternatives(data['other_units'])}|%|pour cent"),
        between=re.compile(rf"[\s\"'()]*(?:(?:(?:{alternatives(data['before_people'])})|d'|ex-)\s*)*"),
        anyone=re.compile(alternatives(data["anyone"])),
        flight=re.compile(alternatives(data["flight"])),
        needs_flight=_set(data["needs_flight"]), with_avoir=_set(data["with_avoir"]),
        of_things_too=_set(data["of_things_too"]), people_words=_set(people),
        adjectives_too=_set(data["adjectives_too"]),
    )  # fmt: skip
