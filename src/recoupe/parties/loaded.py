"""Loaded words in and around a party's phrase: wording that a neutral style guide avoids (loaded.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.text import fold

_BEFORE = 25
"""Characters before a phrase in which its loaded words may stand: « terroristes de » X."""


def loaded_in(text: str, span: Span, lexicon: Lexicon) -> tuple[str, ...]:
    """The loaded words, folded, in a phrase and just before it."""
    folded = fold(text[max(0, span[0] - _BEFORE) : span[1]])
    return tuple(word for word, pattern in _patterns(lexicon) if word in folded and pattern.search(folded))


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for entry in lexicon["loaded"]["word"]:
        word = fold(entry["word"].removesuffix("*"))
        ending = "" if entry["word"].endswith("*") else r"(?!\w)"
        found.append((word, re.compile(rf"(?<!\w){re.escape(word)}{ending}")))
    return tuple(found)
