"""Finds the capitalised names of a text that may be places, with the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.text import either, fold

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž0-9]+(?:['-][A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž0-9]+)*")
# A capital N' or M' before a consonant or a capital is part of an African name (N'Djamena, M'bera).
_ELIDED = re.compile(r"^(?:[dlDL]|[Qq]u|[Jj]usqu|[nmjSsCcJ]|[Ll]orsqu|[NM](?='[aeiouyhàâéèêëîïôöùûœ]))'(?=.)")
# Arabic articles, assimilated ones too: al-Qaïm, ez-Zor, ech-Cheikh.
_ARTICLE = re.compile(r"[ae](?:[lrdsztn]|ch|sh)-[A-ZÀ-Ý]")
MAX_WORDS = 6
_LINK = r"(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')$"
_NOUN = r"([a-z-]+(?:\s(?:aerienne|militaire|petrolier|national|commercial))?)"
_WORDS = r"(?!(?:de|du|des|d)\b)\w+\s+"
_CUES = tuple(re.compile(_NOUN + between) for between in (r"\s+" + _LINK, r"\s+$", r"\s+" + _WORDS + _LINK, r"\s+" + _WORDS * 2 + _LINK))
_DIRECTION = re.compile(r"((?:extreme[- ])?(?:nord|sud|est|ouest|centre)(?:-(?:est|ouest))?)(?:-|\s+)" + _LINK)
_BEFORE = re.compile(r"([\w.'-]+)[\s'(]*$")
_COMMON = re.compile(r"(?<!\w)(?:[a-zà-ÿœ-]+[ ']){1,5}$")


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
    distance: float | None  # kilometres, in "à 30 km au nord de X"
    locative: bool  # a preposition of place stands before it
    leads: tuple[int, ...]  # where a name that holds the common words before this one may begin, farthest first
    initial: bool
    neighbour: bool  # another capitalised word touches it: a longer name, or a person's


@lru_cache(maxsize=4)
def words_of(text: str) -> list[Word]:
    """The words of a normalised text; "d'Alep" is the word Alep with its own offsets."""
    words = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while elided := _ELIDED.match(text[start:end]):
            start += elided.end()
        token = text[start:end]
        capital = token[0].isupper() or bool(_ARTICLE.match(token))
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


@dataclass(frozen=True)
class _Lead:
    """What stands before a name."""

    cue: str | None
    level: str | None
    start: int
    before: str
    direction: str | None
    distance: float | None
    locative: bool
    leads: tuple[int, ...]


@lru_cache(maxsize=8)
def _strong(lexicon: Lexicon) -> re.Pattern[str]:
    """Prepositions of place at the end of a text in small letters, articles after them allowed."""
    words = either(word.lower() for word in lexicon["places"]["locative"]["strong"])
    return re.compile(rf"(?<![\w'-])(?:{words})[\s'(]*(?:l'|la |le |les )?$")


@lru_cache(maxsize=8)
def _distance(lexicon: Lexicon) -> re.Pattern[str]:
    vague = "|".join(lexicon["places"]["distances"])
    return re.compile(
        rf"((?:(?:environ|quelque|quelques|plus de|moins de|pres de) )?(?:(\d+(?:[.,]\d+)?)|(?:une )?({vague})(?: de)?))\s?"
        r"(?:km|kilometres?)(?: environ)?,? (?:au|a l'|plus au|dans le) ?$"
    )


def _leads(window: str, base: int) -> tuple[int, ...]:
    """Where each of the common words that end a window begins, up to five."""
    common = _COMMON.search(window)
    return tuple(base + m.start() for m in re.finditer(r"[^ ']+", window) if m.start() >= common.start()) if common else ()


def _introduced(text: str, start: int, lexicon: Lexicon) -> _Lead:
    """What introduces the name at ``start``, read leftwards: cue noun, direction, distance, preposition."""
    window = text[max(0, start - 70) : start]
    base = start - len(window)
    folded = fold(window)
    before = _BEFORE.search(folded)
    before_word = before.group(1).rstrip("'") if before else ""
    if before_word == "a" and re.search(r"(?:à|(?<![\w'])[AÀ])\s+$", window):
        before_word = "à"  # the verb "a" is no preposition
    locative = _strong(lexicon).search(window.lower()) is not None or before_word == "à"
    leads = _leads(window, base)
    for pattern in _CUES:
        match = pattern.search(folded)
        if match and match.group(1) in _cues(lexicon):
            noun = match.group(1)
            return _Lead(noun, _cues(lexicon)[noun], base + match.start(1), before_word, None, None, locative, leads)
    direction = _DIRECTION.search(folded)
    if direction is None:
        return _Lead(None, None, start, before_word, None, None, locative, leads)
    begin, kilometres = direction.start(1), None
    far = _distance(lexicon).search(folded[:begin])
    if far:
        begin = far.start(1)
        kilometres = float(far.group(2).replace(",", ".")) if far.group(2) else float(lexicon["places"]["distances"][far.group(3)])
    return _Lead(None, None, base + begin, before_word, direction.group(1), kilometres, locative, leads)


def names_of(text: str, lexicon: Lexicon, sentence_starts: frozenset[int]) -> Iterator[list[Name]]:
    """For each capitalised word, the runs that start there, longest first."""
    words = words_of(text)
    inner = frozenset(lexicon["places"]["inner"]["words"])
    for index, word in enumerate(words):
        if not word.capital:
            continue
        runs = _runs(text, words, index, inner)
        lead = _introduced(text, word.start, lexicon)
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
                Name(
                    span, text[word.start : end.end], lead.cue, lead.level, lead.start, lead.before, lead.direction, lead.distance,
                    lead.locative, lead.leads, word.start in sentence_starts, touches,
                )
            )  # fmt: skip
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
