"""The patterns of expressions of time, compiled from calendar.toml once a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.language import Lexicon
from recoupe.language.patterns import Templates, any_of, templates_of
from recoupe.text import fold


@dataclass(frozen=True)
class Pattern:
    """One kind of expression. A text must hold one of ``hints`` for the pattern to be worth trying."""

    name: str
    form: re.Pattern[str]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """The calendar of one language; words are folded. ``units``, ``ways`` and ``parts`` tell what a form means."""

    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, tuple[int, int]]
    anaphoric: dict[str, int]
    ordinals: dict[str, int]
    counts: dict[str, int]
    units: dict[str, str]
    ways: dict[str, int]
    parts: dict[str, str]
    patterns: tuple[Pattern, ...]
    named: re.Pattern[str]
    planned: re.Pattern[str]
    since: re.Pattern[str]
    opens_since: re.Pattern[str]

    def count(self, text: str) -> int | None:
        """The number that a word or numeral says; None for a vague one ("quelques")."""
        return int(text) if text.isdigit() else self.counts.get(text)


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """The Grammar of a language. Raises LexiconError where a pattern of calendar.toml is broken."""
    data, templates = lexicon["calendar"], calendar_templates(lexicon)
    return Grammar(
        months=_folded(data["months"]), weekdays=_folded(data["weekdays"]),
        relative={fold(k): (v[0], v[1]) for k, v in data["relative"].items()},
        anaphoric={fold(k): v[0] for k, v in data["anaphoric"].items()},
        ordinals=_folded(data["ordinals"]), counts=_folded(data["counts"]), units=_folded(data["units"]),
        ways=_folded(data["ways"]), parts=_folded(data["parts_of"]),
        patterns=tuple(_pattern(entry, templates) for entry in data["expression"]),
        named=templates.compiled("named"), planned=templates.compiled("planned"),
        since=templates.compiled("since"), opens_since=templates.compiled("opens_since"),
    )  # fmt: skip


def calendar_templates(lexicon: Lexicon) -> Templates:
    """The templates of calendar.toml; ``{month}`` is a month in full: alone, "sept" is more often a number."""
    data = lexicon["calendar"]
    names = [fold(name) for name in data["months"]]
    month = any_of([n for n in names if not any(o != n and o.startswith(n) for o in names)])
    return templates_of(data, lexicon.folder / "calendar.toml", {"month": month})


def _folded(table: Mapping[str, Any]) -> dict[str, Any]:
    return {fold(name): value for name, value in table.items()}


def _pattern(entry: Mapping[str, Any], templates: Templates) -> Pattern:
    form = templates.expression(entry["form"], entry["reader"])
    whole = templates.compile_expression(rf"(?<![\w-])(?:{form})(?![\w-])", entry["reader"])
    return Pattern(entry["reader"], whole, tuple(fold(hint) for hint in entry.get("hints", ())))
