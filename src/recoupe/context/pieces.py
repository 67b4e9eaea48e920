"""Words cut into the pieces that the context model reads: the likeliest segmentation under a unigram model (Kudo 2018).

A word is what stands between spaces; "▁" before a piece marks where one begins. Every piece keeps its offsets in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from recoupe.records import Span

UNKNOWN = 3
_BEGIN = "▁"
_WORD = re.compile(r"\S+")
_LONGEST = 60
"""Characters of a word that are read; longer ones are addresses and noise."""
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": ".", "–": "-", "—": "-"})


@dataclass(frozen=True)
class Piece:
    """One piece: its number in the vocabulary and its first and last character (half open) in the text."""

    number: int
    start: int
    end: int


class Cutter:
    """Cuts texts by a vocabulary of pieces with their log-probabilities; its order gives their numbers."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._known = {piece: (number, score) for number, (piece, score) in enumerate(scores.items())}
        self._widest = max(map(len, scores))
        self._unknown = min(scores.values()) - 10.0
        self._word = lru_cache(maxsize=50_000)(self._cut)

    def pieces(self, text: str, span: Span) -> list[Piece]:
        """The pieces of ``text[span]``, with offsets in ``text``."""
        found = []
        for word in _WORD.finditer(text, *span):
            at = word.start()
            found += [Piece(number, at + a, at + b) for number, a, b in self._word(word.group()[:_LONGEST])]
        return found

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """(number, start, end) of each piece of a word, by the best path through it."""
        read = _BEGIN + "".join(_plain(c) for c in word)
        size = len(read)
        best, back = [0.0] + [float("-inf")] * size, [(0, UNKNOWN)] * (size + 1)
        for i in range(size):
            for j in range(i + 1, min(size, i + self._widest) + 1):
                piece = self._known.get(read[i:j])
                if piece is not None and best[i] + piece[1] > best[j]:
                    best[j], back[j] = best[i] + piece[1], (i, piece[0])
            if best[i] + self._unknown > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + self._unknown, (i, UNKNOWN)
        cut, end = [], size
        while end > 0:
            start, number = back[end]
            # The mark of the beginning is no character of the word.
            cut.append((number, max(start - 1, 0), end - 1))
            end = start
        return tuple(reversed(cut))


def _plain(character: str) -> str:
    """The character in its compatibility form, where that is one character too: offsets must not move."""
    plain = unicodedata.normalize("NFKC", character.translate(_SAME))
    return plain if len(plain) == 1 else character
