"""What stands before and after a name and says what it is: a noun, a direction, a distance, a preposition of place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.places.grammar import CUES_BEFORE, Grammar
from recoupe.text import fold

_WINDOW = 70
_BEFORE = re.compile(r"([\w.'-]+)[\s'(]*$")
_COMMON = re.compile(r"(?<!\w)(?:[a-zà-ÿœ-]+[ ']){1,5}$")


@dataclass(frozen=True)
class Lead:
    """What introduces a name. ``cue`` is the noun, ``start`` where that begins, ``before`` the word right before the name.

    ``certain`` says that a preposition stands there after which even an unknown name is a place.
    """

    cue: str | None
    level: str | None
    start: int
    before: str
    direction: str | None
    distance: float | None
    locative: bool
    certain: bool
    leads: tuple[int, ...]


def introduced(text: str, start: int, grammar: Grammar) -> Lead:
    """What introduces the name at ``start``, read leftwards."""
    window = text[max(0, start - _WINDOW) : start]
    base = start - len(window)
    folded = fold(window)
    before = _BEFORE.search(folded)
    before_word = before.group(1).strip("'") if before else ""
    certain = grammar.certain.search(window) is not None
    if certain:
        before_word = grammar.after  # told by how it is written: the verb "a" is no preposition
    locative = certain or grammar.locative.search(window.lower()) is not None
    leads = _leads(window, base)
    for name in CUES_BEFORE:
        match = grammar.patterns[name].search(folded)
        if match:
            noun = " ".join(match["cue"].split())
            return Lead(
                noun, grammar.cues[noun], base + match.start("cue"), before_word, None, None, locative, certain, leads
            )
    direction = grammar.patterns["direction"].search(folded)
    if direction is None:
        return Lead(None, None, start, before_word, None, None, locative, certain, leads)
    begin, kilometres = direction.start("direction"), None
    far = grammar.patterns["distance"].search(folded[:begin])
    if far:
        begin, kilometres = far.start(), _kilometres(far, grammar)
    return Lead(None, None, base + begin, before_word, direction["direction"], kilometres, locative, certain, leads)


def _kilometres(far: re.Match[str], grammar: Grammar) -> float:
    number = float(far["number"].replace(",", ".")) if far["number"] else grammar.distances[far["vague"]]
    return number * grammar.units[far["unit"]]


def _leads(window: str, base: int) -> tuple[int, ...]:
    """Where each of the common words that end a window begins, up to five."""
    common = _COMMON.search(window)
    return (
        tuple(base + m.start() for m in re.finditer(r"[^ ']+", window) if m.start() >= common.start()) if common else ()
    )


def followed(text: str, end: int, grammar: Grammar) -> tuple[str, str] | None:
    """(noun, its level) of a noun right after a name that says what it is: "Helmand [province]"."""
    match = grammar.written["cue_after"].match(text[end : end + _WINDOW])
    if match is None:
        return None
    noun = fold(" ".join(match["cue"].split()))
    return noun, grammar.cues[noun]


def placed(text: str, end: int, grammar: Grammar, *, initial: bool) -> bool:
    """Whether what stands right after a name makes it a place: of one that opens a sentence, a dateline's dash or agency."""
    return initial and grammar.written["dateline"].match(text[end : end + _WINDOW]) is not None
