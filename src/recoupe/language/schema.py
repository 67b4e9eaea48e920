"""What the data files of a language must hold: one schema a file, checked when it is loaded.

In: parsed TOML, or the rows of a table. Out: nothing, or a LexiconError that names file and place. What a schema does
not name is let through in files that grow; frames and conjugation are closed, since a misspelt key there loses words
silently.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class LexiconError(ValueError):
    """A data file of a language is missing or wrong; the message names the file, the place and the mend."""


class Mismatch(ValueError):
    """A value is not what the schema says; the message names its place in the file."""


def _say(place: str, expected: str, value: object) -> Mismatch:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return Mismatch(f"{place or 'the file'}: {expected} expected, not {shown}")


@dataclass(frozen=True)
class Check:
    """What a value must be; called with a value and its place in the file, it raises Mismatch.

    ``says`` tells it in words, ``keys`` those of a table and whether each is needed, ``part`` what a list or a table of any
    keys is made of: the reference of the formats is made from them.
    """

    takes: Callable[[Any, str], None]
    says: str
    keys: Mapping[str, tuple[Check, bool]] = field(default_factory=dict)
    part: Check | None = None

    def __call__(self, value: Any, place: str) -> None:
        self.takes(value, place)


def _text(value: Any, place: str) -> None:
    """A string that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise _say(place, "a string that is not empty", value)


def _ending(value: Any, place: str) -> None:
    """A string, which may be empty: a verb's bare stem is a form too."""
    if not isinstance(value, str):
        raise _say(place, "a string", value)


def _whole(value: Any, place: str) -> None:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _say(place, "a whole number", value)


def _pair(value: Any, place: str) -> None:
    """Two whole numbers."""
    if not isinstance(value, list) or len(value) != 2:
        raise _say(place, "two whole numbers, [first, second],", value)
    for index, part in enumerate(value, 1):
        _whole(part, f"{place}, number {index}")


text = Check(_text, "text")
ending = Check(_ending, "text, which may be empty")
whole = Check(_whole, "whole number")
pair = Check(_pair, "two whole numbers")


def many(check: Check, least: int = 0) -> Check:
    """A list of what ``check`` takes."""

    def checked(value: Any, place: str) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise _say(place, "a list" if not least else "a list that is not empty", value)
        for index, part in enumerate(value, 1):
            check(part, f"{place}, number {index}")

    return Check(checked, f"list of {check.says}", part=check)


def mapping(check: Check) -> Check:
    """A table of any keys, each with what ``check`` takes."""

    def checked(value: Any, place: str) -> None:
        for name, part in _table(value, place).items():
            check(part, _inside(place, name))

    return Check(checked, f"table of {check.says}", part=check)


def table(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *, closed: bool = False) -> Check:
    """A table that has the needed keys; a closed one has no others than these and the optional ones."""
    known = {**needed, **(optional or {})}

    def checked(value: Any, place: str) -> None:
        found = _table(value, place)
        lacking = [name for name in needed if name not in found]
        unknown = [name for name in found if name not in known] if closed else []
        if lacking:
            raise Mismatch(f"{place or 'the file'}: {lacking[0]!r} is missing; it has {', '.join(found) or 'nothing'}")
        if unknown:
            raise Mismatch(f"{place or 'the file'}: {unknown[0]!r} is no key here; give {', '.join(known)}")
        for name, part in found.items():
            if name in known:
                known[name](part, _inside(place, name))

    says = "table of these keys alone" if closed else "table"
    return Check(checked, says, {name: (check, name in needed) for name, check in known.items()})


def _table(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _say(place, "a table", value)
    return value


def _inside(place: str, name: str) -> str:
    return f"{place}, {name}" if place else name


WORDS = many(text)
_LISTED = table({"words": WORDS})
_HARM = table({"nouns": WORDS, "verbs": WORDS, "active": WORDS})
_FRAME = table({"act": text}, {"verbs": WORDS, "nouns": WORDS, "phrases": WORDS}, closed=True)
_CLASS = table({"suffix": text, "endings": many(ending, 1), "participle": many(ending)}, closed=True)
_SECTOR = table({"kind": text, "name": text, "class": text, "words": WORDS})
_TREE = table(
    {"labels": mapping(text), "adpositions": WORDS, "complements": WORDS, "clauses": WORDS, "agents": WORDS}, closed=True
)

FILES: dict[str, Check] = {
    "calendar": table({
        "months": mapping(whole), "weekdays": mapping(whole), "relative": mapping(pair), "anaphoric": mapping(pair),
        "past_markers": _LISTED, "future_markers": _LISTED,
    }),
    "context": table({"topics": mapping(WORDS)}),
    "conjugation": table({"class": many(_CLASS, 1)}, closed=True),
    "events": table({
        "articles": WORDS, "anaphoric": WORDS, "definite": WORDS, "partitive": WORDS, "coming": WORDS, "under": WORDS, "markers": WORDS,
        "negations": table({"own": WORDS, "governor": WORDS}),
        "tense": table({"pluperfect": WORDS, "auxiliaries": mapping(text)}),
        "journey": table({"towards": WORDS, "away": WORDS}),
        "arguments": table({"does": WORDS, "undergoes": WORDS, "undergoes_verb": WORDS, "part": WORDS}),
        "sources": table({"empty": WORDS}),
    }, closed=True),
    "frames": table({"ambiguous": WORDS, "frame": many(_FRAME, 1)}, {"confusable": WORDS}, closed=True),
    "language": table({"name": text, "pipeline": text, "package": text, "models": text}, {"dependencies": _TREE}),
    "numbers": table({
        "people": WORDS, "words": mapping(whole), "vague": mapping(pair), "multipliers": mapping(whole),
        "modifiers": mapping(WORDS),
        "harm": table({"killed": _HARM, "injured": _HARM, "captured": _HARM, "displaced": _HARM}),
    }),
    "parties": table({"sector": many(_SECTOR, 1), "sector_names": mapping(text), "titles": mapping(WORDS)}),
    "places": table({
        "cues": mapping(WORDS), "directions": mapping(pair), "locative": table({"words": WORDS, "strong": WORDS}),
        "inner": _LISTED, "not_place_before": _LISTED,
    }),
    "speech": table({"verbs": WORDS, "phrases": WORDS, "prepositions": WORDS, "heads": WORDS}),
    "status": mapping(WORDS),
}  # fmt: skip
"""The schema of every TOML file, by its stem."""


def check_file(stem: str, content: dict[str, Any], path: Path) -> None:
    """Raises LexiconError, naming file and place, where a TOML file's content is not as its schema says."""
    try:
        FILES[stem](content, "")
    except Mismatch as error:
        raise LexiconError(f"{path}: {error}") from error


def _filled(cell: str) -> None:
    """Not empty."""
    if not cell:
        raise ValueError("it is empty")


def _number_or_nothing(cell: str) -> None:
    """A whole number, or nothing."""
    if cell:
        int(cell)


def _within(limit: int) -> Callable[[str], None]:
    def checked(cell: str) -> None:
        if not -limit <= float(cell) <= limit:
            raise ValueError(f"it is not within {limit} degrees")

    checked.__doc__ = f"Degrees, from -{limit} to {limit}."
    return checked


def _country(cell: str) -> None:
    """A country's ISO 3166-1 alpha-2 code, or XK."""
    if len(cell) != 2 or not (cell.isascii() and cell.isupper()):
        raise ValueError("it is no country code of two capitals")


def _anything(_: str) -> None:
    """Anything, or nothing."""


_SPOT: dict[str, Callable[[str], None]] = {"lat": _within(90), "lon": _within(180)}
TABLES: dict[str, dict[str, Callable[[str], None]]] = {
    "countries": {
        "code": _country, "name_en": _filled, "geonameid": _number_or_nothing, **_SPOT, "names_fr": _filled,
        "demonyms": _anything, "prefix": _anything, "capital_fr": _anything, "government_metonyms": _anything,
    },
    "places": {
        "name": _filled, "variants": _anything, "kind": _filled, "country": _anything, "geonameid": _number_or_nothing,
        **_SPOT, "name_en": _anything,
    },
    "regions_world": {"name": _filled, "variants": _anything, **_SPOT, "countries": _anything},
    "not_places": {"word": _filled},
}  # fmt: skip
"""The columns of every tab-separated file, by its stem, each with what takes a cell or raises ValueError."""


def check_rows(stem: str, rows: list[tuple[int, dict[str, str]]], path: Path) -> None:
    """Raises LexiconError, naming file, line and column, where the header or a cell of the numbered rows is wrong."""
    columns = TABLES[stem]
    if rows:
        lacking = [name for name in columns if name not in rows[0][1]]
        if lacking:
            raise LexiconError(f"{path}: no column {lacking[0]!r} in the header; it has {', '.join(rows[0][1])}")
    for number, row in rows:
        for name, check in columns.items():
            try:
                check(row[name])
            except ValueError as error:
                raise LexiconError(f"{path}, line {number}, column {name}: {row[name]!r}: {error}") from error
