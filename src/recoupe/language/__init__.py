"""All that belongs to one language, as data files that a linguist edits.

In: a language code. Out: a validated, immutable Lexicon. It never holds rules of coding.
"""

from recoupe.language.available import Language, available, language, lexicon_of
from recoupe.language.lexicon import Lexicon, load
from recoupe.language.schema import LexiconError

__all__ = ["Language", "Lexicon", "LexiconError", "available", "language", "lexicon_of", "load"]
