"""Which language a text is in, by py3langid; short or mixed texts get the benefit of the doubt."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 2000
"""Characters of a text that are looked at."""
SURE = 0.9
"""Probability from which a text is said to be in a language that the coder does not read."""
ENOUGH = 60
"""Letters below which a text's language is anyone's guess: names alone sway it."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow; only coding pays

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def ranked(text: str) -> list[tuple[str, float]]:
    """(ISO 639-1 code, probability) of the languages that a text may be in, likeliest first."""
    return [(str(code), float(probability)) for code, probability in _identifier().rank(text[:SAMPLE])]


def language_of(text: str, known: Collection[str]) -> str:
    """The code of the language a text is in: the likeliest of ``known``, or another one that it surely is in.

    ``known`` must not be empty. Of languages that the identifier does not know, the first one is taken only where it is
    the only one.
    """
    order = ranked(text)
    code, probability = order[0]
    enough = sum(map(str.isalpha, text[:SAMPLE])) >= ENOUGH
    if code in known or (enough and probability >= SURE):
        return code
    return next((code for code, _ in order if code in known), next(iter(known)))
