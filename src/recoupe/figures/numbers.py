"""Reads French numbers, digits, words and vague quantities as [low, high] ranges."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import Range, Span
from recoupe.text import fold

_DIGITS = r"\d{1,3}(?:[. ]\d{3})+|\d+(?:,\d+)?"


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
    vague: dict[str, tuple[int, int | None]]
    multipliers: dict[str, int]
    modifiers: dict[str, str]
    pattern: re.Pattern[str]


def _alternatives(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    data = lexicon["numbers"]
    words = {fold(k): v for k, v in data["words"].items()}
    vague = {fold(k): (v[0], None if v[1] < 0 else v[1]) for k, v in data["vague"].items()}
    multipliers = {fold(k): v for k, v in data["multipliers"].items()}
    modifiers = {fold(form): kind for kind, forms in data["modifiers"].items() for form in forms}
    word = _alternatives(words)
    spelled = rf"(?:{word})(?:[ -](?:et[ -])?(?:{word}))*"
    pattern = re.compile(
        rf"(?<![\w.,])(?:(?P<modifier>{_alternatives(modifiers)})\s*(?:les\s+|la\s+|le\s+|l')?)?"
        rf"(?:(?P<vague>{_alternatives(vague)})(?:\s+d'|\s+de\s+)?(?P<unit>milliers)?"
        rf"|(?P<low>{_DIGITS}|{spelled})(?:\s*(?P<million>{_alternatives(multipliers)}))?"
        rf"(?:\s*(?:a|ou|et|-)\s*(?P<high>{_DIGITS}|{spelled})(?:\s*(?P<million2>{_alternatives(multipliers)}))?)?)(?![\w%])(?!,\d)"
    )
    return _Grammar(words, vague, multipliers, modifiers, pattern)


def _spelled(text: str, words: dict[str, int]) -> int:
    total = current = 0
    for part in re.split(r"[ -]+", text.replace("quatre-vingts", "quatrevingt").replace("quatre-vingt", "quatrevingt")):
        value = 80 if part == "quatrevingt" else words.get(part)
        if value is None:
            continue
        if value == 100:
            current = max(current, 1) * 100
        elif value == 1000:
            total += max(current, 1) * 1000
            current = 0
        else:
            current += value
    return total + current


def _value(text: str, multiplier: str | None, grammar: _Grammar) -> int:
    times = grammar.multipliers[multiplier] if multiplier else 1
    if text[0].isdigit():
        plain = text.replace(" ", "").replace(".", "").replace(",", ".")
        return round(float(plain) * times)
    return _spelled(text, grammar.words) * times


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


def _range(match: re.Match[str], grammar: _Grammar) -> Range:
    modifier = grammar.modifiers.get(match["modifier"]) if match["modifier"] else None
    if match["vague"]:
        low, high = grammar.vague[match["vague"]]
        if match["unit"]:
            low, high = low * 1000, None if high is None else high * 1000
        if modifier in ("at_least", "more"):
            # "plus d'une dizaine" starts above the round number itself, the middle of its range
            middle = low if high is None else round((low + high) / 2)
            return (middle + 1 if modifier == "more" else middle), None
        if modifier == "near" and high is not None:
            return math.floor(0.9 * round((low + high) / 2) + 0.5), round((low + high) / 2)
        return low, high
    low = _value(match["low"], match["million"] or match["million2"], grammar)
    if match["high"]:
        high_value = _value(match["high"], match["million2"], grammar)
        return (low, high_value) if high_value > low and modifier is None else _modified(low, modifier)
    return _modified(low, modifier)


def find_numbers(text: str, lexicon: Lexicon) -> list[Number]:
    """Numbers of ``text`` in order, as ranges. Percentages and decimals of other units are left out."""
    grammar = _grammar(lexicon)
    numbers = []
    for match in grammar.pattern.finditer(fold(text)):
        if match["high"] and " et " in match.group() and not match["vague"]:
            # "trois et quatre" are two numbers; only "entre trois et quatre" is one
            if not re.search(r"entre\s+$", fold(text[max(0, match.start() - 7) : match.start()])):
                end = match.start("low") + len(match["low"])
                value = _modified(_value(match["low"], match["million"], grammar), grammar.modifiers.get(match["modifier"] or ""))
                numbers.append(Number((match.start(), end), value, not match["modifier"]))
                start = match.start("high")
                high = _value(match["high"], match["million2"], grammar)
                numbers.append(Number((start, match.end()), (high, high), True))
                continue
        value = _range(match, grammar)
        exact = not match["modifier"] and not match["vague"] and value[0] == value[1]
        article = match.group() in ("un", "une")
        numbers.append(Number(match.span(), value, exact, article))
    return numbers
