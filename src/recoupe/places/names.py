"""Finds the capitalised names of a text that may be places, with the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.places.grammar import Grammar, grammar
from recoupe.places.introduced import Lead, followed, introduced, placed
from recoupe.records import Span
from recoupe.text import fold

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž0-9]+(?:['-][A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž0-9]+)*")
# Arabic articles, assimilated ones too: al-Qaïm, ez-Zor, ech-Cheikh.
_ARTICLE = re.compile(r"[ae](?:[lrdsztn]|ch|sh)-[A-ZÀ-Ý]")
MAX_WORDS = 6


@dataclass(frozen=True)
class Word:
    """One word of the text: its span, without an elided article or a possessive ending."""

    start: int
    end: int
    text: str
    capital: bool


@dataclass(frozen=True)
class Name:
    """A run of words that may name a place. ``cue`` is the common noun that says what it is, ``before`` the word before it."""

    span: Span
    text: str
    cue: str | None
    cue_level: str | None
    cue_start: int
    before: str
    direction: str | None
    distance: float | None  # kilometres, in "à 30 km au nord de X"
    locative: bool  # a preposition of place stands before it
    certain: bool  # one after which even an unknown name is a place
    leads: tuple[int, ...]  # where a name that holds the common words before this one may begin, farthest first
    initial: bool
    neighbour: bool  # another capitalised word touches it: a longer name, or a person's
    cue_behind: bool  # the cue stands behind it


@lru_cache(maxsize=4)
def words_of(text: str, lexicon: Lexicon) -> list[Word]:
    """The words of a normalised text; "d'Alep" and "Aleppo's" are the word for the town alone, with its own offsets."""
    elided, possessive = (grammar(lexicon).written[name] for name in ("elided", "possessive"))
    words = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while lead := elided.match(text[start:end]):
            start += lead.end()
        if tail := possessive.search(text[start:end]):
            end = start + tail.start()
        token = text[start:end]
        capital = token[0].isupper() or bool(_ARTICLE.match(token))
        words.append(Word(start, end, token, capital))
    return words


def names_of(
    text: str, lexicon: Lexicon, sentence_starts: frozenset[int], asked: Callable[[int], bool] = lambda _: True
) -> Iterator[list[Name]]:
    """For each capitalised word, the runs that start there, longest first.

    ``asked`` tells of an offset whether names there are wanted; it is called when the names before have been taken.
    """
    words, found = words_of(text, lexicon), grammar(lexicon)
    for index, word in enumerate(words):
        if not word.capital or not asked(word.start):
            continue
        lead = introduced(text, word.start, found)
        left = _touching(text, words, index, -1)
        beside = left is not None and left.start not in sentence_starts and fold(left.text) not in found.harmless
        initial = word.start in sentence_starts
        names = []
        for last in reversed(_runs(text, words, index, found)):
            right = _touching(text, words, last, 1)
            touches = beside or (right is not None and fold(right.text) not in found.harmless)
            span = (word.start, words[last].end)
            names.append(_name(text, span, lead, found, initial=initial, touches=touches))
        yield names


def _name(text: str, span: Span, lead: Lead, found: Grammar, *, initial: bool, touches: bool) -> Name:
    """The name at a span; a noun before it says what it is, or else one right after it."""
    cue, level = lead.cue, lead.level
    after = followed(text, span[1], found) if cue is None else None
    if after:
        (cue, level), touches = after, False
    locative = lead.locative or placed(text, span[1], found, initial=initial)
    return Name(
        span, text[slice(*span)], cue, level, lead.start, lead.before, lead.direction, lead.distance,
        locative, lead.certain, lead.leads, initial, touches, after is not None,
    )  # fmt: skip


def _touching(text: str, words: list[Word], index: int, step: int) -> Word | None:
    """The capitalised word that one blank parts from the word at ``index``, on its left (step -1) or right (1)."""
    other = index + step
    if not 0 <= other < len(words) or not words[other].capital:
        return None
    left, right = sorted((words[index], words[other]), key=lambda word: word.start)
    return words[other] if text[left.end : right.start] == " " else None


def _runs(text: str, words: list[Word], first: int, found: Grammar) -> list[int]:
    """The indices of the words at which a name that begins with the word ``first`` may end."""
    ends = [first]
    for index in range(first + 1, min(first + MAX_WORDS, len(words))):
        left, right = words[index - 1], words[index]
        # The pattern may look back at the word before the gap.
        if not found.written["joint"].fullmatch(text[left.start : right.start], left.end - left.start):
            break
        if right.capital:
            ends.append(index)
        elif fold(right.text) not in found.inner:
            break
    return ends
