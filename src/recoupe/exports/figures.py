"""Ranges in words."""

from __future__ import annotations

from recoupe.records import Range


def in_words(figure: Range) -> str:
    """The figure as a person says it: 17, at least 7, up to 30, 8 to 12."""
    low, high = figure
    if high is None:
        return f"at least {low}"
    if low == high:
        return str(low)
    return f"up to {high}" if low == 0 else f"{low} to {high}"
