"""Which language a text is in, by py3langid; short or mixed texts get the benefit of the doubt."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 2000
"""Characters of a text that are looked at."""
SURE = 0.9
"""Probability from which a text is said to be in another language than the coder's."""
ENOUGH = 60
"""Letters below which a text's language is anyone's guess: names alone sway it."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow; only coding pays

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str) -> tuple[str, float]:
    """(ISO 639-1 code, probability) of the language a text is most likely in."""
    code, probability = _identifier().classify(text[:SAMPLE])
    return str(code), float(probability)


def foreign(text: str, lang: str) -> str | None:
    """The code of the language a text surely is in if that is not ``lang``, otherwise None."""
    if sum(map(str.isalpha, text[:SAMPLE])) < ENOUGH:
        return None
    code, probability = identify(text)
    return code if code != lang and probability >= SURE else None
