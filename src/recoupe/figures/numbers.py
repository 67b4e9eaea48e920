"""Reads French numbers, digits, words and vague quantities as [low, high] ranges."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import Range, Span
from recoupe.text import either, fold

_DIGITS = r"\d{1,3}(?:[. ]\d{3})+|\d+(?:,\d+)?"
_LONGEST = 16


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
    moved: re.Pattern[str]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    data = lexicon["numbers"]
    words = {fold(k): v for k, v in data["words"].items()}
    vague = {fold(k): (v[0], None if v[1] < 0 else v[1]) for k, v in data["vague"].items()}
    multipliers = {fold(k): v for k, v in data["multipliers"].items()}
    modifiers = {fold(form): kind for kind, forms in data["modifiers"].items() for form in forms}
    word, times = either(words), either(multipliers)
    tens, ones = (either([fold(w) for w in data["joined"][part]]) for part in ("tens", "ones"))
    # "et" joins ten and one only ("vingt et un"): "dix et quinze" are two numbers
    joined = rf"(?:(?:{word})[ -])*(?:{tens})[ -]et[ -](?:{ones})(?![\w])(?:[ -](?:{word})(?!\w))*"
    spelled = rf"{joined}|(?:{word})(?:[ -](?:{word})(?!\w))*"
    pattern = re.compile(
        rf"(?<![\w.,])(?:(?P<modifier>{either(modifiers)})\s*(?:les\s+|la\s+|le\s+|l')?)?(?:(?P<between>entre)\s+)?"
        rf"(?:(?P<vague>{either(vague)})(?:\s+d'|\s+de\s+)?(?P<unit>milliers)?"
        rf"|(?P<low>{_DIGITS}|{spelled})(?:\s*(?P<million>{times}))?"
        rf"(?:\s*(?:a|ou|-|(?(between)et|(?!)))\s*(?P<high>{_DIGITS}|{spelled})(?:\s*(?P<million2>{times}))?)?)(?![\w%])(?!,\d)"
    )
    moved = re.compile(rf"(?<!\w)(?:{either([fold(w) for w in data['moved']])})\s+(?:\w+\s+)?de\s+$")
    return _Grammar(words, vague, multipliers, modifiers, pattern, moved)


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
        plain = text.replace(" ", "").replace(".", "")
        return round(float(plain.replace(",", ".")) * times) if "," in plain else int(plain) * times
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


def _vague(match: re.Match[str], modifier: str | None, grammar: _Grammar) -> Range:
    low, high = grammar.vague[match["vague"]]
    if match["unit"]:
        low, high = low * 1000, None if high is None else high * 1000
    if modifier in (None, "about"):
        return low, high
    # "plus d'une dizaine" starts above the round number itself, the middle of its range
    middle = low if high is None else round((low + high) / 2)
    return (low, None) if high is None and modifier != "more" else _modified(middle, modifier)


def _no_people(match: re.Match[str]) -> bool:
    """Digits without end, and decimals that nothing multiplies, count nobody."""
    low = match["low"] or ""
    long = max(len(low), len(match["high"] or "")) > _LONGEST and low[:1].isdigit()
    return long or ("," in low and not (match["million"] or match["million2"]))


def _read(match: re.Match[str], folded: str, grammar: _Grammar) -> list[Number]:
    modifier = grammar.modifiers.get(match["modifier"]) if match["modifier"] else None
    if match["vague"]:
        return [Number(match.span(), _vague(match, modifier, grammar), False)]
    low = _value(match["low"], match["million"] or match["million2"], grammar)
    if not match["high"]:
        return [Number(match.span(), _modified(low, modifier), not match["modifier"], match.group() in ("un", "une"))]
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
        n for match in grammar.pattern.finditer(folded) if not _no_people(match) for n in _read(match, folded, grammar)
    ]
