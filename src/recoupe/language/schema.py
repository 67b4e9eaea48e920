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

from recoupe.language.pattern_names import (
    DATE_PATTERNS,
    DATE_READERS,
    FIGURE_PATTERNS,
    FIGURE_WRITTEN,
    PLACE_PATTERNS,
    PLACE_WRITTEN,
    SPEECH_PATTERNS,
    SPEECH_WRITTEN,
)


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


def _change(value: Any, place: str) -> None:
    """Two endings, either of which may be empty: what is replaced, and by what."""
    if not isinstance(value, list) or len(value) != 2:
        raise _say(place, "two endings, [old, new],", value)
    for index, part in enumerate(value, 1):
        _ending(part, f"{place}, number {index}")


def _flag(value: Any, place: str) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise _say(place, "true or false", value)


def _number(value: Any, place: str) -> None:
    """A number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _say(place, "a number", value)


text = Check(_text, "text")
ending = Check(_ending, "text, which may be empty")
whole = Check(_whole, "whole number")
pair = Check(_pair, "two whole numbers")
template = Check(_ending, "pattern, which may be empty")
change = Check(_change, "two endings, old and new")
number = Check(_number, "number")
flag = Check(_flag, "true or false")


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


def one_of(*choices: str) -> Check:
    """One of these words."""

    def checked(value: Any, place: str) -> None:
        if value not in choices:
            raise _say(place, f"one of {', '.join(choices)}", value)

    return Check(checked, f"one of {', '.join(choices)}")


def named(names: tuple[str, ...]) -> Check:
    """A table of texts under some of these names."""
    return table({}, dict.fromkeys(names, template), closed=True)


def _lists(*names: str) -> dict[str, Check]:
    """Keys that hold lists of words."""
    return dict.fromkeys(names, WORDS)


WORDS = many(text)
_LISTED = table({"words": WORDS})
_HARM = table(
    {"nouns": WORDS, "verbs": WORDS, "active": WORDS}, {"single": WORDS, "acts": WORDS, "at_stop": WORDS}, closed=True
)
FIELD = one_of("killed", "injured", "captured", "displaced")
UNIT = one_of("hour", "day", "week", "month", "year")
PART = one_of("start", "middle", "end", "whole")
_EXPRESSION = table({"reader": one_of(*DATE_READERS), "form": text}, {"hints": WORDS}, closed=True)
_FRAME = table({"act": text}, {"verbs": WORDS, "nouns": WORDS, "phrases": WORDS}, closed=True)
_CLASS = table({"suffix": ending, "endings": many(ending, 1), "participle": many(ending)}, {"verbs": WORDS}, closed=True)
_PLURAL = table({"of_compound": text, "prepositions": WORDS, "endings": many(change)}, closed=True)
_SECTOR = table({"kind": text, "name": text, "class": text, "words": WORDS})
_TREE = table(
    {"labels": mapping(text), "adpositions": WORDS, "complements": WORDS, "clauses": WORDS, "agents": WORDS}, closed=True
)
_PARTIES = table({
    "phrase": table({
        "modifiers": many(one_of("before", "after")), "capitals": flag, "owner": WORDS, "joins": WORDS, "negations": WORDS, "possessives": WORDS,
        "followers": WORDS, "compounds": WORDS, "acronyms": flag,
    }, closed=True),
    "pointing": table({"determiners": WORDS, "heads": WORDS, "nouns": WORDS, "not_before": WORDS}, closed=True),
    "not_party": table({"before": mapping(WORDS), "after": mapping(WORDS)}, closed=True),
    "sector": many(_SECTOR), "sector_names": mapping(text),
    "generic": many(table({"heads": WORDS, "country": text, "party": text, "kind": text}, {"needs": text, "of": ending}, closed=True)),
    "titles": table({"office": WORDS, "military": WORDS}, closed=True),
    "peoples": table({"adjectives": WORDS, "nouns": WORDS}, closed=True),
    "members": table({"link": WORDS, "words": WORDS}, closed=True),
    "acts": table({"pattern": template, "nouns": WORDS, "between": WORDS, "stateless": WORDS}, closed=True),
    "lead": table({"digits": text, "words": WORDS, "numbers": WORDS}, closed=True),
    "adjectives": _LISTED, "counted": table({"words": WORDS, "after": WORDS}, closed=True),
    "individual": table({"head": one_of("first", "last"), "plural": WORDS, "neutral": WORDS, "not": WORDS, "lead": WORDS}, closed=True),
    "state": table({"heads": WORDS, "not_after": WORDS, "not_before": WORDS, "region": WORDS}, closed=True),
    "country": table({"place_after": WORDS, "articles": WORDS, "apposition": WORDS, "place_before": WORDS}, closed=True),
    "nationality": table({"alone": flag, "plural": WORDS, "adjectives": WORDS, "followed": WORDS}, closed=True),
    "coordination": _LISTED, "not_person": table({"words": WORDS, "anywhere": WORDS}, closed=True),
    "person": table({"particles": WORDS, "prefixes": WORDS, "apposition": WORDS, "headlines": flag}, closed=True),
}, closed=True)  # fmt: skip

FILES: dict[str, Check] = {
    "calendar": table({
        "months": mapping(whole), "weekdays": mapping(whole), "relative": mapping(pair), "anaphoric": mapping(pair),
        "past_markers": _LISTED, "future_markers": _LISTED, "ordinals": mapping(whole), "counts": mapping(whole),
        "vague_counts": _LISTED, "named_after_dates": _LISTED, "planned_markers": _LISTED, "units": mapping(UNIT),
        "ways": mapping(whole), "parts_of": mapping(PART), "expression": many(_EXPRESSION),
    }, {"pieces": mapping(text), "patterns": named(DATE_PATTERNS)}),
    "context": table({"topics": mapping(WORDS)}),
    "conjugation": table({"class": many(_CLASS, 1), "plural": _PLURAL}, {"compound_verb": text}, closed=True),
    "events": table({
        "articles": WORDS, "anaphoric": WORDS, "definite": WORDS, "partitive": WORDS, "coming": WORDS, "under": WORDS, "markers": WORDS,
        "negations": table({"own": WORDS, "governor": WORDS}),
        "tense": table({"pluperfect": WORDS, "auxiliaries": mapping(text)}),
        "journey": table({"towards": WORDS, "away": WORDS}),
        "listed": table({"and": WORDS, "before": WORDS, "nouns": WORDS, "about": WORDS, "between": WORDS}),
        "arguments": table({"does": WORDS, "undergoes": WORDS, "undergoes_verb": WORDS, "part": WORDS}),
        "sources": table({"empty": WORDS}),
    }, closed=True),
    "frames": table({"ambiguous": WORDS, "frame": many(_FRAME, 1)}, {"confusable": WORDS}, closed=True),
    "language": table({"name": text, "pipeline": text, "package": text, "models": text}, {"dependencies": _TREE}),
    "numbers": table({
        "people": WORDS, "words": mapping(whole), "vague": mapping(pair), "multipliers": mapping(whole),
        "modifiers": mapping(WORDS), "modifiers_behind": mapping(WORDS), "vague_units": mapping(whole), "decimal": text,
        "thousands": text, "number_alone": flag, "none": mapping(many(FIELD)), "bare_nouns": mapping(FIELD), **_lists(
            "articles", "determiners", "range_openers", "range_and", "range_to", "of", "and", "percent", "plural_endings",
            "plural_words", "singular_words", "plural_participles", "gerund_endings", "anyone", "titles", "before_people", "adjectives_too",
            "other_units", "not_one", "one_too", "often_recalled", "dies", "is_dead", "found_dead", "intransitive",
            "of_things_too", "of_persons_only", "needs_flight", "flight", "moving",
        ),
        "joined": table({"by": WORDS, "tens": WORDS, "ones": WORDS}, closed=True),
        "harm": table({"killed": _HARM, "injured": _HARM, "captured": _HARM, "displaced": _HARM}, closed=True),
    }, {"pieces": mapping(text), "patterns": named(FIGURE_PATTERNS), "written": named(FIGURE_WRITTEN)}),
    "loaded": table({"word": many(table({"word": text, "why": text, "neutral": text}, closed=True))}, closed=True),
    "parties": _PARTIES,
    "places": table({
        "cues": mapping(WORDS), "directions": mapping(pair), "distances": mapping(whole), "units": mapping(number),
        "locative": table({"certain": WORDS, "strong": WORDS}), "inner": table({"words": WORDS, "parting": WORDS}),
        "enclosing": table({"words": WORDS, "loose": WORDS, "comma": flag}), "owned": table({"words": WORDS, "titles": WORDS}),
        "articles": _LISTED, "openings": table({"never": WORDS}), "roads": _LISTED, "not_place_before": _LISTED,
        "unit_forms": _LISTED, "abbreviations": mapping(text), "nearness": table({"weight": number, "kilometres": whole}, closed=True),
        "naming": table({
            "common_neighbours": flag, "families": flag, "repeated": flag, "listed_words": flag, "acronyms": whole,
            "after_preposition": WORDS,
        }, closed=True),
        "sureness": table(dict.fromkeys(("told", "bare", "initial", "variant_told", "variant_bare"), number), closed=True),
    }, {"pieces": mapping(text), "patterns": named(PLACE_PATTERNS), "written": named(PLACE_WRITTEN)}),
    "sentences": table(
        {"never": _LISTED, "seldom": _LISTED, "openers": _LISTED, "quotations": table({"end": flag})}, closed=True
    ),
    "speech": table({
        "irregular": mapping(text), "two_words": mapping(text), "last_phrase": flag, **_lists(
            "verbs", "attitudes", "attitude_agents", "phrases", "irregular_participles", "not_alone", "nouns_too", "transitive", "object_openers", "about",
            "absolute", "plain", "sure", "inverted_only", "not_inverted", "agents", "giving", "agent_forms", "auxiliaries", "passives",
            "participle_endings", "finite_endings", "gerund_endings", "infinitive_markers", "before_inversion",
            "object_clitics", "agent_prepositions", "adverbs", "clitics", "finite", "prepositions", "source_prepositions",
            "recipient_prepositions", "learnt_prepositions", "outlets", "outlet_nouns", "heads", "head_plurals", "tellings",
            "objects", "befallen", "object_endings", "articles", "definite", "pointing", "plural_articles", "subject_relatives", "reflexive", "reflexive_clitics",
            "name_particles", "determiners", "clause_words", "clause_endings", "not_clauses", "interviewed", "titles", "speaker_pronouns",
            "speaker_datives", "plural_pronouns", "plural_openers", "feminine_openers", "masculine_openers",
            "feminine_pronouns", "plural_heads", "impersonal_heads", "impersonal_pronouns", "repeats", "pronouns", "openers", "linking", "relatives", "conjunctions", "adverbials",
            "stops", "double_marks", "doubt", "denial",
        ),
    }, {"pieces": mapping(text), "patterns": named(SPEECH_PATTERNS), "written": named(SPEECH_WRITTEN)}),
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
        "code": _country, "name_en": _filled, "geonameid": _number_or_nothing, **_SPOT, "names": _filled,
        "demonyms": _anything, "prefix": _anything, "capital": _anything, "government_metonyms": _anything,
    },
    "places": {
        "name": _filled, "variants": _anything, "kind": _filled, "country": _anything, "geonameid": _number_or_nothing,
        **_SPOT, "name_en": _anything,
    },
    "regions_world": {"name": _filled, "variants": _anything, **_SPOT, "countries": _anything},
    "not_places": {"word": _filled},
    "actors": {"name": _filled, "aliases": _anything, "leaders": _anything, "except": _anything},
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
