"""One citation of a speaker: what every part of the stage finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from recoupe.records import Span

Manner = Literal["per", "after", "before", "recipient", "bracket", "again"]


@dataclass(frozen=True)
class Attribution:
    """One citation: ``span``, the source's words; ``covers``, the sentence it speaks for; ``verb``, folded.

    The words lie in that sentence, save where the manner is "again": there they lie in an earlier one, and ``here`` is what
    points back to them. ``cue`` is the verb or preposition that cites.
    """

    span: Span
    text: str
    verb: str
    manner: Manner
    covers: Span
    cue: Span = field(default=(0, 0), repr=False)
    here: Span | None = field(default=None, repr=False)

    @property
    def citing(self) -> Span:
        """The words that cite the source in the sentence itself."""
        return self.here or self.span


def plain_quotes(text: str, marks: Iterable[str]) -> str:
    """The text with quotation marks of two characters made one and a blank: the same length, so that offsets hold."""
    for mark in marks:
        text = text.replace(mark, '" ')
    return text
