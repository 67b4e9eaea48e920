"""Where a span of the text lies among the pieces that are read: windows of whole sentences, framed by marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from recoupe.context.pieces import Cutter, Piece
from recoupe.records import Span

BEGIN, END = 0, 2
WINDOW = 256
"""Pieces that are read at once: attention takes time with its square."""
_WIDEST = 6
"""Pieces of a span that stand for it."""
_FAR = 1 << 60


def windows_of(cutter: Cutter, text: str, sentences: Sequence[Span]) -> list[list[Piece]]:
    """The pieces of the sentences, in parts that can be read at once."""
    windows: list[list[Piece]] = []
    current: list[Piece] = []
    for span in sentences:
        own = cutter.pieces(text, span)[: WINDOW - 2]
        if current and len(current) + len(own) + 2 > WINDOW:
            windows.append(current)
            current = []
        current = current + own
    return [*windows, current] if current else windows


class Places:
    """The pieces of all windows in a row, each window framed; gives the range of pieces that a span covers."""

    def __init__(self, windows: Sequence[list[Piece]]) -> None:
        self.framed = [[Piece(BEGIN, -1, -1), *window, Piece(END, _FAR, _FAR)] for window in windows]
        self._pieces = [piece for window in self.framed for piece in window]
        self._starts: list[int] = []
        last = -1
        for piece in self._pieces:
            # Marks stand where the text before them ends, so that the starts never fall.
            self._starts.append(last if piece.start in (-1, _FAR) else piece.start)
            last = self._starts[-1] if piece.start in (-1, _FAR) else piece.end
        self._known: dict[Span, tuple[int, int] | None] = {}

    def of(self, span: Span | None) -> tuple[int, int] | None:
        """The pieces [a, b) of a span's first words, None where it was not read; no span at all is the first mark."""
        if span is None:
            return (0, 1) if self._pieces else None
        if span not in self._known:
            self._known[span] = self._find(*span)
        return self._known[span]

    def _find(self, start: int, end: int) -> tuple[int, int] | None:
        first = max(bisect_right(self._starts, start) - 1, 0)
        while first < len(self._pieces) and self._pieces[first].end <= start:
            first += 1
        last = first
        while last < len(self._pieces) and 0 <= self._pieces[last].start < end and last - first < _WIDEST:
            last += 1
        return (first, last) if last > first else None
