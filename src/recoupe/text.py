"""Text as the stages see it: same length as the original, so that offsets never move.

In: the dispatch's text. Out: a folded copy of equal length, and sentences as spans. It never edits the text itself.
"""

from __future__ import annotations

import re
import unicodedata

from recoupe.records import Span

_SAME_LENGTH = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u200b": " ",
    "…": ".",
}  # fmt: skip
_TRANSLATION = str.maketrans(_SAME_LENGTH)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ABBREVIATION = re.compile(r"(?:\b(?:M|MM|Mme|Mgr|Dr|Pr|St|Ste|gén|col|cf|env|av|art|vol|No|no|n°|[A-Z])\.)$")
_BOUNDARY = re.compile(
    r"\n+"
    r"|(?<=[.!?…])[\"»”)']*(?=\s+[\"«“(' -]*[A-ZÀÂÉÈÊÎÔÇŒ0-9])"
    r"|(?<=[.!?][»”\"])(?=\s)"
)
_CLOSERS = "\"»”)'"


def normalise(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain and control characters blanked; same length."""
    return _CONTROL.sub(" ", text.translate(_TRANSLATION))


def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1] if ord(character) > 127 else character
    lowered = base.lower()
    return lowered if len(lowered) == 1 else character


_FOLDED: dict[str, str] = {}


def fold(text: str) -> str:
    """Lower case without diacritics, character for character (same length as ``text``)."""
    folded = []
    for character in text:
        known = _FOLDED.get(character)
        if known is None:
            known = _FOLDED[character] = _fold_character(character)
        folded.append(known)
    return "".join(folded)


def key(name: str) -> str:
    """A name as gazetteers and registries compare it: folded, without punctuation, single spaces."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'").replace("œ", "oe").replace("Œ", "oe"))
    folded = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return re.sub(r"[^\w]+", " ", re.sub(r"['‘’ʼ`ʿʾ]", "", folded)).strip()


def trim(text: str, start: int, end: int) -> Span:
    """The span [start, end) without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str) -> list[Span]:
    """Sentence spans of ``text`` in order; a line break always ends one, an abbreviation or initial never does."""
    spans: list[Span] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        line_break = boundary.group().startswith("\n")
        end = boundary.start() if line_break else boundary.end()
        if not line_break and _ABBREVIATION.search(text[start:end].rstrip(_CLOSERS)):
            continue
        a, b = trim(text, start, end)
        if b > a:
            spans.append((a, b))
        start = end
    a, b = trim(text, start, len(text))
    if b > a:
        spans.append((a, b))
    return spans
