"""All that belongs to one language, as data files that a linguist edits.

In: a language code. Out: a validated, immutable Lexicon. It never holds rules of coding.
"""

from recoupe.language.lexicon import Lexicon, load
from recoupe.language.schema import LexiconError

__all__ = ["Lexicon", "LexiconError", "load"]
