"""A figure as the text gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recoupe.records import Range, Span

FigureField = Literal["killed", "injured", "captured", "displaced"]
FIELDS: tuple[FigureField, ...] = ("killed", "injured", "captured", "displaced")
ONE: Range = (1, 1)
NONE: Range = (0, 0)
BARE_PLURAL: Range = (2, None)


@dataclass(frozen=True)
class FigureMention:
    """A figure: which field, its range, the span of its words, who is counted, and how it was read.

    ``subset`` marks a part of another figure ("dont trois enfants"); ``total`` a sum ("au total", "portant à");
    ``previous`` an earlier toll ("un premier bilan faisait état de").
    """

    field: FigureField
    value: Range
    span: Span
    who: str
    rule: str
    subset: bool = False
    total: bool = False
    previous: bool = False
