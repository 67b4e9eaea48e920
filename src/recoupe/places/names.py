"""Finds the capitalised names of a text that may be places, with the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.text import fold

_WORD = re.compile(r"(?:[AaEe][lL]-|[Aa][rdsztn]-)?[A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž0-9]+(?:['-][A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž0-9]+)*")
_ELIDED = re.compile(r"^(?:[dlDL]|[Qq]u|[Jj]usqu|[Nn]|[Ss]|[Cc]|[Mm]|[Ll]orsqu)'(?=.)")
MAX_WORDS = 6


@dataclass(frozen=True)
class Word:
    """One word of the text: its span, without an elided article."""

    start: int
    end: int
    text: str
    capital: bool


@dataclass(frozen=True)
class Name:
    """A run of words that may name a place. ``cue`` is the common noun before it, ``before`` the word before that run."""

    span: Span
    text: str
    cue: str | None
    cue_level: str | None
    cue_start: int
    before: str
    direction: str | None
    initial: bool
    neighbour: bool  # another capitalised word touches it: a longer name, or a person's


def words_of(text: str) -> list[Word]:
    """The words of a normalised text; "d'Alep" is the word Alep with its own offsets."""
    words = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while elided := _ELIDED.match(text[start:end]):
            start += elided.end()
        token = text[start:end]
        capital = token[0].isupper() or bool(re.match(r"(?:al|el|as|ar|ad|az|at|an)-[A-ZÀ-Ý]", token))
        words.append(Word(start, end, token, capital))
    return words


def _joined(text: str, left: Word, right: Word) -> bool:
    return text[left.end : right.start] in (" ", "-", " d'", " l'", "'", " de l'", " al-", " el-") or (
        right.start - left.end <= 3 and text[left.end : right.start].strip(" '-dlDL") == ""
    )


@lru_cache(maxsize=8)
def _cues(lexicon_folder: Lexicon) -> dict[str, str]:
    cues: dict[str, str] = {}
    for level, nouns in lexicon_folder["places"]["cues"].items():
        for noun in nouns:
            cues.setdefault(fold(noun), level)
    return cues


def _introduced(text: str, start: int, lexicon: Lexicon) -> tuple[str | None, str | None, int, str, str | None]:
    """(cue noun, its level, where it starts, the word before the name, direction) read leftwards from ``start``."""
    window = text[max(0, start - 60) : start]
    base = start - len(window)
    folded = fold(window)
    before = re.search(r"([\w.'-]+)[\s'(]*$", folded)
    before_word = before.group(1).rstrip("'") if before else ""
    noun = r"([a-z-]+(?:\s(?:aerienne|militaire|petrolier|national|commercial))?)"
    link = r"(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')$"
    for between in (r"\s+" + link, r"\s+$", r"\s+\w+\s+" + link, r"\s+\w+\s+\w+\s+" + link):
        match = re.search(noun + between, folded)
        if match and match.group(1) in _cues(lexicon):
            return match.group(1), _cues(lexicon)[match.group(1)], base + match.start(1), before_word, None
    direction = re.search(
        r"((?:extreme[- ])?(?:nord|sud|est|ouest|centre)(?:-(?:est|ouest))?)(?:-|\s+)(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')$", folded
    )
    if direction:
        return None, None, base + direction.start(1), before_word, direction.group(1)
    return None, None, start, before_word, None


def names_of(text: str, lexicon: Lexicon, sentence_starts: frozenset[int]) -> Iterator[list[Name]]:
    """For each capitalised word, the runs that start there, longest first."""
    words = words_of(text)
    inner = frozenset(lexicon["places"]["inner"]["words"])
    for index, word in enumerate(words):
        if not word.capital:
            continue
        runs = _runs(text, words, index, inner)
        cue, level, cue_start, before, direction = _introduced(text, word.start, lexicon)
        left = words[index - 1] if index else None
        names = []
        for last in reversed(runs):
            end = words[last]
            right = words[last + 1] if last + 1 < len(words) else None
            touches = bool(
                (left and left.capital and text[left.end : word.start] == " " and left.start not in sentence_starts)
                or (right and right.capital and text[end.end : right.start] == " ")
            )
            span = (word.start, end.end)
            names.append(
                Name(span, text[word.start : end.end], cue, level, cue_start, before, direction, word.start in sentence_starts, touches)
            )
        yield names


def _runs(text: str, words: list[Word], first: int, inner: frozenset[str]) -> list[int]:
    ends = [first]
    index = first
    while index + 1 < len(words) and index + 1 - first < MAX_WORDS and _joined(text, words[index], words[index + 1]):
        index += 1
        if words[index].capital:
            ends.append(index)
        elif fold(words[index].text) not in inner:
            break
    return ends
