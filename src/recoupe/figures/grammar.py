"""The words of figures, compiled from the language's lists and patterns (``numbers.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.figures.mention import FIELDS, FigureField
from recoupe.language import Lexicon
from recoupe.language.pattern_names import FIGURE_PATTERNS, FIGURE_WRITTEN
from recoupe.language.patterns import NEVER, any_of, templates_of
from recoupe.text import fold

_JOINED_MARKS = ("'", "-")
"""What ends a word that may touch the next ("mort d'", "ex-")."""

_REMEMBERED = {
    "possessed": ("one", "head"), "unknown": ("who",), "unknown_object": ("who",), "toll": ("harm",), "beside": ("verb",),
    "none_of": ("noun",), "bare_people": ("who", "harm"), "bare_harmed": ("noun",), "act_of_one": ("one",),
    "single": ("harm",), "object": ("other", "many", "one"), "peoples": ("who",),
}  # fmt: skip
"""What the patterns must remember by name."""


@dataclass(frozen=True)
class Words:
    """Words of harm as one pattern, and the field that each of them fills."""

    pattern: re.Pattern[str]
    fields: dict[str, FigureField]

    def field(self, match: re.Match[str], group: str | int = 0) -> FigureField:
        return self.fields[match[group]]


@dataclass(frozen=True)
class Grammar:
    """Patterns over folded text; ``nouns`` follow a number, ``passive`` words its people, ``active`` stand before.

    ``told`` holds the patterns of numbers.toml by name, those over the text as it is written among them.
    """

    nouns: Words
    passive: Words
    active: Words
    acts: Words
    at_stop: Words
    singles: Words
    people: re.Pattern[str]
    person: re.Pattern[str]
    units: re.Pattern[str]
    between: re.Pattern[str]
    anyone: re.Pattern[str]
    flight: re.Pattern[str]
    needs_flight: frozenset[str]
    intransitive: frozenset[str]
    of_things_too: frozenset[str]
    of_persons_only: frozenset[str]
    people_words: frozenset[str]
    adjectives_too: frozenset[str]
    not_one: frozenset[str]
    one_too: frozenset[str]
    often_recalled: frozenset[str]
    none: dict[str, tuple[FigureField, ...]]
    bare_nouns: dict[str, FigureField]
    plural_endings: tuple[str, ...]
    plural_words: frozenset[str]
    singular_words: frozenset[str]
    plural_participles: tuple[str, ...]
    gerund_endings: tuple[str, ...]
    number_alone: bool
    told: Mapping[str, re.Pattern[str]]

    def is_plural(self, word: str) -> bool:
        """Whether a folded noun stands in the plural."""
        if word in self.plural_words:
            return True
        return word.endswith(self.plural_endings) and word not in self.singular_words


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
    """One pattern for whole words; an elided one ("mort d'") may touch the next. Without words it matches nothing."""
    if not words:
        return NEVER.pattern
    whole = _tree([w for w in _folded(words) if not w.endswith(_JOINED_MARKS)]) or NEVER.pattern
    joined = _tree([w for w in _folded(words) if w.endswith(_JOINED_MARKS)])
    return rf"(?:(?:{whole})(?![\w-])|(?:{joined}))" if joined else rf"(?:{whole})(?![\w-])"


def _words(harm: dict[str, dict[str, Any]], part: str) -> Words:
    # the first field wins a word that two fields list, as FIELDS goes from the gravest harm to the least
    fields = {fold(word): field for field in reversed(FIELDS) for word in harm[field].get(part, ())}
    return Words(re.compile(rf"(?<![\w-]){alternatives(list(fields))}"), fields)


def _set(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _told(lexicon: Lexicon, pieces: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """The patterns of numbers.toml by name."""
    data, path = lexicon["numbers"], lexicon.folder / "numbers.toml"
    templates = templates_of(data, path, pieces)
    written = templates_of(data, path, pieces, table="written", written=True)
    told = {name: templates.compiled(name, *_REMEMBERED.get(name, ())) for name in FIGURE_PATTERNS}
    told["of"] = templates.compile(r"\s*(?:{of} )?", "of")
    return told | {name: written.compiled(name, *_REMEMBERED.get(name, ())) for name in FIGURE_WRITTEN}


@lru_cache(maxsize=4)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of a language, compiled once. Raises LexiconError where a pattern of numbers.toml is broken."""
    data = lexicon["numbers"]
    harm, people = data["harm"], data["people"] + data["titles"]
    nouns, singles, acts = _words(harm, "nouns"), _words(harm, "single"), _words(harm, "acts")
    endings, several = tuple(data["plural_endings"]), _set(data["plural_words"])
    one = [w for w in people if fold(w) not in several and not fold(w).endswith(endings)]
    pieces = {
        "harm_nouns": alternatives(list(nouns.fields)), "singles": alternatives(list(singles.fields)),
        "dying": alternatives(data["dies"]), "being_dead": alternatives(data["is_dead"]),
        "dead": alternatives(data["found_dead"]), "people": alternatives(people), "person": alternatives(one),
    }  # fmt: skip
    return Grammar(
        nouns, _words(harm, "verbs"), _words(harm, "active"), acts, _words(harm, "at_stop"), singles,
        people=re.compile(rf"(?<![\w-]){alternatives(people)}"),
        person=re.compile(rf"(?<![\w-]){alternatives(one)}"),
        units=re.compile(rf"(?<![a-z]){alternatives(data['other_units'])}|{any_of(data['percent'])}"),
        between=re.compile(rf"[\s\"'()]*(?:(?:{alternatives(data['before_people'])})\s*)*"),
        anyone=re.compile(alternatives(data["anyone"])),
        flight=re.compile(alternatives(data["flight"])),
        needs_flight=_set(data["needs_flight"]), intransitive=_set(data["intransitive"]),
        of_things_too=_set(data["of_things_too"]), of_persons_only=_set(data["of_persons_only"]), people_words=_set(people),
        adjectives_too=_set(data["adjectives_too"]), not_one=_set(data["not_one"]), one_too=_set(data["one_too"]),
        often_recalled=_set(data["often_recalled"]),
        none={fold(noun): tuple(fields) for noun, fields in data["none"].items()},
        bare_nouns={fold(noun): field for noun, field in data["bare_nouns"].items()},
        plural_endings=endings, plural_words=several, singular_words=_set(data["singular_words"]),
        plural_participles=tuple(data["plural_participles"]),
        gerund_endings=tuple(data["gerund_endings"]), number_alone=data["number_alone"],
        told=_told(lexicon, pieces),
    )  # fmt: skip
