"""The states of a reading's pieces: the layers but the last for all of them, the last one for those that are asked for.

An answer needs the states of triggers and candidates alone, less than half of what is read; what they mean depends on all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from recoupe.context.network import below, last
from recoupe.context.weights import Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]


class States:
    """The states of the pieces of all windows in a row. ``windows`` are their numbers in the vocabulary, one array each."""

    def __init__(self, windows: Sequence[NDArray[np.int64]], weights: Weights) -> None:
        self._weights = weights
        self._below = [below(numbers, weights.arrays, weights.layers) for numbers in windows]
        self._bounds = list(accumulate(map(len, windows), initial=0))
        width = weights.arrays["words"].shape[1]
        self._states = np.zeros((self._bounds[-1], width), dtype=np.float32)
        self._done = np.zeros(self._bounds[-1], dtype=bool)

    def ask(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Works out the states of the pieces [a, b) of each range, as far as they are not known yet."""
        wanted = np.zeros_like(self._done)
        for a, b in ranges:
            wanted[a:b] = True
        wanted &= ~self._done
        for (start, end), x in zip(pairwise(self._bounds), self._below, strict=True):
            rows = np.flatnonzero(wanted[start:end])
            if len(rows):
                self._states[start + rows] = last(x, self._weights.arrays, self._weights.layers, rows)
        self._done |= wanted

    def mean(self, place: tuple[int, int]) -> Array:
        """The mean state of the pieces [a, b). Shape (width,)."""
        a, b = place
        if not self._done[a:b].all():
            self.ask([place])
        mean: Array = self._states[a:b].mean(axis=0, dtype=np.float64).astype(np.float32)
        return mean
