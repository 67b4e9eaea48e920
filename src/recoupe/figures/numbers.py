"""Reads numbers, digits, words and vague quantities as [low, high] ranges."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.language import Lexicon
from recoupe.language.patterns import Templates, any_before, any_of, templates_of
from recoupe.records import Range, Span
from recoupe.text import fold

_LONGEST = 16
_HUNDRED, _THOUSAND = 100, 1000
_MODIFIERS = ("modifiers", "modifiers_behind")
"""The tables of what bounds a number: before it ("au moins 12") and behind it ("12 or more")."""


@dataclass(frozen=True)
class Number:
    """A number as written: its span, its range, and whether it is exact. ``article`` marks a bare "un" or "une"."""

    span: Span
    value: Range
    exact: bool
    article: bool = False


@dataclass(frozen=True)
class _Grammar:
    words: dict[str, int]
    word: re.Pattern[str]
    articles: frozenset[str]
    vague: dict[str, tuple[int, int | None]]
    vague_units: dict[str, int]
    multipliers: dict[str, int]
    modifiers: dict[str, str]
    decimal: str
    not_digits: dict[int, None]
    pattern: re.Pattern[str]
    moved: re.Pattern[str]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    data = lexicon["numbers"]
    articles = frozenset(map(fold, data["articles"]))
    words = dict.fromkeys(articles, 1) | {fold(k): v for k, v in data["words"].items()}
    modifiers = {fold(form): kind for part in _MODIFIERS for kind, forms in data[part].items() for form in forms}
    templates = templates_of(data, lexicon.folder / "numbers.toml")
    return _Grammar(
        words, re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)"), articles,
        vague={fold(k): (v[0], None if v[1] < 0 else v[1]) for k, v in data["vague"].items()},
        vague_units={fold(k): v for k, v in data["vague_units"].items()},
        multipliers={fold(k): v for k, v in data["multipliers"].items()},
        modifiers=modifiers, decimal=data["decimal"], not_digits=dict.fromkeys(map(ord, data["thousands"] + " ")),
        pattern=_pattern(data, templates), moved=templates.compiled("moved"),
    )  # fmt: skip


def _pattern(data: dict[str, Any], templates: Templates) -> re.Pattern[str]:
    """The pattern of a number: modifier, then a vague one or a figure, which a second may follow in a range."""
    number, times = rf"{_digits(data)}|{_spelled_forms(data)}", any_of(data["multipliers"])
    modifier, behind = (any_of([form for forms in data[part].values() for form in forms]) for part in _MODIFIERS)
    vague = (
        rf"(?P<vague>{any_of(data['vague'])})(?:\s+{any_before(data['of'])})?(?P<unit>{any_of(data['vague_units'])})?"
    )
    high = rf"(?P<high>{number})(?:\s*(?P<million2>{times}))?"
    joined = rf"(?:{any_of(data['range_to'])}|(?(between){any_of(data['range_and'])}|(?!)))"
    skipped = templates.compiled("no_number").pattern
    return re.compile(
        rf"(?<![\w.,])(?:(?P<skipped>{skipped})|(?:(?P<modifier>{modifier})\s*(?:{any_before(data['determiners'])})?)?"
        rf"(?:(?P<between>{any_of(data['range_openers'])})\s+)?"
        rf"(?:{vague}|(?P<low>{number})(?:\s*(?P<million>{times}))?(?:\s*{joined}\s*{high})?)"
        rf"(?:\s+(?P<behind>{behind}))?(?![\w%])(?!{re.escape(data['decimal'])}\d))"
    )


def _digits(data: dict[str, Any]) -> str:
    thousands, decimal = data["thousands"], re.escape(data["decimal"])
    return rf"\d{{1,3}}(?:[{re.escape(thousands)}]\d{{3}})+|\d+(?:{decimal}\d+)?"


def _spelled_forms(data: dict[str, Any]) -> str:
    """Number words in a row; what joins two of them makes one number of ten and one only ("vingt et un")."""
    word, joined = any_of(data["words"]), data["joined"]
    by, tens, ones = (any_of(joined[part]) for part in ("by", "tens", "ones"))
    run = rf"(?:{word})(?:[ -](?:{word})(?!\w))*"
    return rf"(?:(?:{word})[ -])*(?:{tens})[ -](?:{by})[ -](?:{ones})(?![\w])(?:[ -](?:{word})(?!\w))*|{run}|{any_of(data['articles'])}"


def _spelled(text: str, grammar: _Grammar) -> int:
    total = current = 0
    for part in grammar.word.findall(text):
        value = grammar.words[part]
        if value == _HUNDRED:
            current = max(current, 1) * _HUNDRED
        elif value == _THOUSAND:
            total += max(current, 1) * _THOUSAND
            current = 0
        else:
            current += value
    return total + current


def _value(text: str, multiplier: str | None, grammar: _Grammar) -> int:
    times = grammar.multipliers[multiplier] if multiplier else 1
    if text[0].isdigit():
        plain = text.translate(grammar.not_digits)
        if grammar.decimal in plain:
            return round(float(plain.replace(grammar.decimal, ".")) * times)
        return int(plain) * times
    return _spelled(text, grammar) * times


def _modified(value: int, modifier: str | None) -> Range:
    if modifier == "at_least":
        return value, None
    if modifier == "near":
        return math.floor(0.9 * value + 0.5), value
    if modifier == "about":
        return math.floor(0.9 * value + 0.5), math.floor(1.1 * value + 0.5)
    if modifier == "more":
        return value + 1, None
    if modifier == "less":
        return 0, max(0, value - 1)
    if modifier == "up_to":
        return 0, value
    return value, value


def _vague(match: re.Match[str], modifier: str | None, grammar: _Grammar) -> Range:
    low, high = grammar.vague[match["vague"]]
    if match["unit"]:
        times = grammar.vague_units[match["unit"]]
        low, high = low * times, None if high is None else high * times
    if modifier in (None, "about"):
        return low, high
    # "plus d'une dizaine" starts above the round number itself, the middle of its range
    middle = low if high is None else round((low + high) / 2)
    return (low, None) if high is None and modifier != "more" else _modified(middle, modifier)


def _no_people(match: re.Match[str], grammar: _Grammar) -> bool:
    """What is no number, digits without end, and decimals that nothing multiplies count nobody."""
    if match["skipped"] is not None:
        return True
    low = match["low"] or ""
    long = max(len(low), len(match["high"] or "")) > _LONGEST and low[:1].isdigit()
    return long or (grammar.decimal in low and low[:1].isdigit() and not (match["million"] or match["million2"]))


def _read(match: re.Match[str], folded: str, grammar: _Grammar) -> list[Number]:
    modifier = grammar.modifiers.get(match["modifier"] or match["behind"] or "")
    if match["vague"]:
        return [Number(match.span(), _vague(match, modifier, grammar), False)]
    low = _value(match["low"], match["million"] or match["million2"], grammar)
    if not match["high"]:
        return [Number(match.span(), _modified(low, modifier), modifier is None, match.group() in grammar.articles)]
    high = _value(match["high"], match["million2"], grammar)
    last = Number((match.start("high"), match.end()), (high, high), True)
    if grammar.moved.search(folded, max(0, match.start() - 30), match.start()):
        return [last]
    if modifier is None and high > low:
        return [Number(match.span(), (low, high), False)]
    if high > low:
        return [Number(match.span(), _modified(low, modifier), False)]
    # a range goes upwards: "2017 où 207 personnes" are two numbers (folded, "où" reads like "ou")
    low = _value(match["low"], match["million"], grammar)
    return [
        Number(
            (match.start(), match.end("million" if match["million"] else "low")), _modified(low, modifier), not modifier
        ),
        last,
    ]


def find_numbers(text: str, lexicon: Lexicon) -> list[Number]:
    """Numbers of ``text`` in order, as ranges. Percentages and decimals of other units are left out."""
    grammar, folded = _grammar(lexicon), fold(text)
    return [
        n
        for match in grammar.pattern.finditer(folded)
        if not _no_people(match, grammar)
        for n in _read(match, folded, grammar)
    ]
