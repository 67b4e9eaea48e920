"""One citation of a speaker: what every part of the stage finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recoupe.records import Span

Manner = Literal["per", "after", "before", "recipient", "bracket", "again"]


@dataclass(frozen=True)
class Attribution:
    """One citation: ``span``, the source's words; ``covers``, the sentence it speaks for; ``verb``, folded.

    The words lie in that sentence, save where the manner is "again": there they lie in an earlier one.
    """

    span: Span
    text: str
    verb: str
    manner: Manner
    covers: Span
