"""What the desk says, in each language: one TOML file a language, one key a phrase.

In: the name of a language and of a phrase. Out: the phrase, with its values filled in.
It never falls back on another language: a phrase that one file has, all have (a test holds them together).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = {"fr": "Français", "en": "English"}
_THOUSANDS = {"fr": "\u202f", "en": ","}


@dataclass(frozen=True)
class Words:
    """The phrases of one language, by name ("filter.since")."""

    language: str
    phrases: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """The phrase; ``{n}`` and the like in it stand for values, numbers written as the language does.

        Where ``n`` is given and is 1 (in French also 0), a phrase "name.one" is taken if there is one. Raises KeyError where
        there is no such phrase.
        """
        number = values.get("n")
        one = isinstance(number, int) and (number == 1 or (number == 0 and self.language == "fr"))
        found = self.phrases.get(f"{name}.one") if one else None
        phrase = self.phrases[name] if found is None else found
        return phrase.format_map({key: self.number(value) for key, value in values.items()}) if values else phrase

    def number(self, value: object) -> str:
        """A whole number with the language's mark between thousands; anything else as it is."""
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}".replace(",", _THOUSANDS[self.language])
        return str(value)

    def label(self, group: str, value: str | None) -> str:
        """The word for a code of the codebook ("type", "battle.clash"); the code itself where none is known, "" for None."""
        return "" if value is None else self.phrases.get(f"{group}.{value}", value)


@cache
def words(language: str) -> Words:
    """The phrases of a language. Raises KeyError where there is none of this name."""
    if language not in LANGUAGES:
        raise KeyError(language)
    written = tomllib.loads((files("recoupe.desk.words") / f"{language}.toml").read_text(encoding="utf-8"))
    return Words(language, MappingProxyType(dict(_flat(written, ""))))


def _flat(table: Mapping[str, object], before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        found += _flat(value, f"{before}{name}.") if isinstance(value, dict) else [(f"{before}{name}", str(value))]
    return found


def preferred(accepted: str) -> str:
    """The language that a browser's Accept-Language asks for first among those that there are; English where it asks for none."""
    for part in accepted.split(","):
        code = part.partition(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"
