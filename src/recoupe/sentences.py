"""Splits a text into sentences, by the language's abbreviations.

In: a normalised text and a Lexicon. Out: the sentences as spans. It never edits the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.text import either, trim

_CLOSERS = "\"»”)'"
_SPACED_CLOSER = re.compile(r"[^\S\n]+[\"»](?=\s|$)")
_NEXT_WORD = re.compile(r"[\s\"«“(' -]*([^\W\d_]+)")
_CAPITAL = "A-Z" + "".join(chr(code) for code in range(128, 0x530) if chr(code).isupper())
"""Capitals of the Latin, Greek and Cyrillic alphabets, for a character class."""


@dataclass(frozen=True)
class _Rules:
    """``never`` and ``seldom`` match at the end of a stretch whose full stop ends no sentence, or only before an opener."""

    boundary: re.Pattern[str]
    never: re.Pattern[str]
    seldom: re.Pattern[str] | None
    openers: frozenset[str]


@lru_cache(maxsize=4)
def _rules(lexicon: Lexicon) -> _Rules:
    data = lexicon["sentences"]
    boundary = rf"\n+|(?<=[.!?…])[\"»”)']*(?=\s+[\"«“(' -]*[{_CAPITAL}0-9])"
    if data["quotations"]["end"]:
        boundary += r"|(?<=[.!?][»”\"])(?=\s)"
    seldom = data["seldom"]["words"]
    return _Rules(
        re.compile(boundary),
        re.compile(rf"\b(?:{either(data['never']['words']) or '(?!)'}|[A-Z])\.$"),
        re.compile(rf"(?<![\w.])(?:{either(seldom)})\.$") if seldom else None,
        frozenset(data["openers"]["words"]),
    )


def sentences(text: str, lexicon: Lexicon) -> list[Span]:
    """Sentence spans of a normalised ``text`` in order; a line break always ends one, an abbreviation or initial never does."""
    rules = _rules(lexicon)
    spans: list[Span] = []
    start = 0
    for boundary in rules.boundary.finditer(text):
        line_break = boundary.group().startswith("\n")
        end = boundary.start() if line_break else boundary.end()
        if not line_break:
            if _abbreviated(text, start, end, rules):
                continue
            end = _past_closer(text, end)
        a, b = trim(text, start, end)
        if b > a:
            spans.append((a, b))
        start = end
    a, b = trim(text, start, len(text))
    if b > a:
        spans.append((a, b))
    return spans


def _abbreviated(text: str, start: int, end: int, rules: _Rules) -> bool:
    """Whether the full stop that would end [start, end) only shortens a word."""
    stretch = text[max(start, end - 40) : end].rstrip(_CLOSERS)
    if rules.seldom and rules.seldom.search(stretch):
        following = _NEXT_WORD.match(text, end)
        return following is None or following.group(1) not in rules.openers
    return rules.never.search(stretch) is not None


def _past_closer(text: str, end: int) -> int:
    """Where a sentence ends whose closing quotation mark stands after a space ("… tiré. »"), otherwise ``end``.

    Normalised, « and » are one mark: it closes if it is the second, fourth ... of its paragraph.
    """
    closer = _SPACED_CLOSER.match(text, end)
    if closer is None:
        return end
    paragraph = text.rfind("\n", 0, end) + 1
    opened = text[closer.end() - 1] == "»" or text.count('"', paragraph, end) % 2
    return closer.end() if opened else end
