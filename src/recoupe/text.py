"""Text as the stages see it: same length as the original, so that offsets never move.

In: the dispatch's text. Out: a normalised or folded copy of equal length. It never edits the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from recoupe.records import Span

_SAME_LENGTH = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\t": " ", "\u200b": " ",
    "…": ".",
}  # fmt: skip
MAX_TEXT = 200_000
"""Characters of a dispatch that are read; longer input is no dispatch."""

_TRANSLATION = str.maketrans(_SAME_LENGTH)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APOSTROPHE = re.compile("['‘’ʼ`ʿʾ]")
_NO_WORD = re.compile(r"[^\w]+")
_MARKS = {c: None for c in range(0x300, 0x370) if unicodedata.combining(chr(c))}
# Most names of a gazetteer are ASCII, or are once their accents are off: for them two passes in C do.
_ASCII_KEY = {c: None if chr(c) in "'`" else chr(c) if chr(c).isalnum() or chr(c) == "_" else " " for c in range(128)}


def normalise(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain and control characters blanked; same length."""
    return _CONTROL.sub(" ", text.translate(_TRANSLATION))


def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1] if ord(character) > 127 else character
    lowered = base.lower()
    return lowered if len(lowered) == 1 else character


class _Folding(dict[int, str]):
    """Folded characters by code point, each worked out once; ``str.translate`` asks for the missing ones."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Lower case without diacritics, character for character (same length as ``text``)."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def either(forms: Iterable[str]) -> str:
    """A pattern of any of the forms as they are written, longest first."""
    return "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))


def either_folded(words: Iterable[str]) -> str:
    """A pattern, for folded text, of any of the words, longest first."""
    return either(fold(word) for word in words)


def key(name: str) -> str:
    """A name as gazetteers and registries compare it: folded, without punctuation, single spaces."""
    folded = name.lower()
    if not folded.isascii():
        spelt = name.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
        folded = unicodedata.normalize("NFKD", spelt).translate(_MARKS).lower()
    if folded.isascii():
        return " ".join(folded.translate(_ASCII_KEY).split())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", _APOSTROPHE.sub("", folded)).strip()


def trim(text: str, start: int, end: int) -> Span:
    """The span [start, end) without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
