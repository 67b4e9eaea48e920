"""Copies: which dispatches repeat, word for word or nearly, the text of an earlier one.

In: texts, in the order in which they are read. Out: for each the key of the earliest text most like it, or none.
It never drops a text, and what it finds depends on the texts and their order alone.
"""

from recoupe.copies.originals import Originals
from recoupe.copies.signature import THRESHOLD, signature

__all__ = ["THRESHOLD", "Originals", "signature"]
