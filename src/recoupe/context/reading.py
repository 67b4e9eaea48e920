"""A dispatch as the context model reads it: what it says of triggers, of pairs of them, and of candidates for a field.

The sentences that may tell an event are read together, as one text. Every answer is rounded, so that the last bits of a
machine's arithmetic hardly ever decide a record.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from recoupe.context.network import gelu
from recoupe.context.places import Places, windows_of
from recoupe.context.states import States
from recoupe.context.weights import Weights
from recoupe.records import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

    Range = tuple[int, int]

_STEPS = (2, 4, 8, 16, 32, 64, 128)
_ROUNDED = 2
_LOOKS = 3
"""Places of a candidate that are looked at, in the order given."""


@dataclass(frozen=True)
class Judged:
    """What the model says of the mentions of one event together: the log-probability of each type, status and certainty."""

    types: dict[str, float]
    statuses: dict[str, float]
    certainties: dict[str, float]


class Reading:
    """The states of a dispatch's sentences under a context model. ``sentences`` are the spans that are read.

    ``spans`` are those that will be asked for; others may be as well, one by one, which takes longer.
    """

    def __init__(self, weights: Weights, text: str, sentences: Sequence[Span], spans: Iterable[Span] = ()) -> None:
        self._weights, self._arrays = weights, weights.arrays
        self._places = Places(windows_of(weights.cutter, text, sentences))
        self._states = States([np.array([p.number for p in window]) for window in self._places.framed], weights)
        self._states.ask(self._read([None, *spans]))
        self._hiddens: dict[Range, Array] = {}
        self._same: dict[tuple[Span, ...], dict[tuple[Span, Span], float]] = {}
        self._sides: dict[tuple[str, Range], tuple[Array, Array]] = {}

    def told(self, span: Span) -> float | None:
        """The log-odds that a trigger tells an event; None where it was not read."""
        place = self._places.of(span)
        return None if place is None else _rounded(self._column(self._of_trigger(place), "told")[0])

    def types(self, span: Span) -> dict[str, float]:
        """The log-probability of each type of event that a trigger may tell; empty where it was not read."""
        place = self._places.of(span)
        if place is None:
            return {}
        return _logs(self._weights.names["types"], self._column(self._of_trigger(place), "types"))

    def judged(self, spans: Iterable[Span]) -> Judged | None:
        """What it says of the triggers of one event; None where none of them was read."""
        known = [self._states.mean(place) for place in self._read(spans)]
        if not known:
            return None
        hidden = self._hidden(np.mean(known, axis=0).astype(np.float32), "draft")
        types, statuses, certainties = (
            _logs(self._weights.names[name], self._column(hidden, f"draft.{name}")) for name in ("types", "statuses", "certainties")
        )
        return Judged(types, statuses, certainties)

    def same(self, spans: Sequence[Span]) -> dict[tuple[Span, Span], float]:
        """The log-odds that two triggers tell one event, for each two of ``spans`` that were read, in text order."""
        asked = tuple(sorted(set(spans)))
        if asked not in self._same:
            self._same[asked] = self._compared(asked)
        return self._same[asked]

    def _compared(self, spans: tuple[Span, ...]) -> dict[tuple[Span, Span], float]:
        known = [(span, place) for span in spans if (place := self._places.of(span)) is not None]
        if len(known) < 2:
            return {}
        places = [place for _, place in known]
        # A pair is asked from either side, at the distance at which the later one stands from the earlier.
        starts = np.array([place[0] for place in places])
        steps = _buckets(np.abs(starts[None, :] - starts[:, None]))
        scores = self._scored("same", places, places, steps)
        means = (scores + scores.T) / 2
        return {
            (known[i][0], known[j][0]): _rounded(means[i, j]) for i in range(len(known)) for j in range(i + 1, len(known))
        }

    def fits(
        self, field: str, events: Sequence[Iterable[Span]], candidates: Sequence[Sequence[Span | None]]
    ) -> list[list[float | None]]:
        """How well each candidate for a field, by the places where it stands, fits each event, by the triggers that tell it.

        A row an event: the log of the mean odds over all pairs of a trigger and a place. None as a place: told nowhere. None as an answer: not read.
        """
        asked, looks = [self._read(triggers) for triggers in events], [self._read(spans)[:_LOOKS] for spans in candidates]
        known = sorted({place for own in asked for place in own})
        places = sorted({place for look in looks for place in look})
        if not known or not places:
            return [[None] * len(looks) for _ in asked]
        steps = _buckets(np.array([c[0] for c in places])[None, :] - np.array([t[0] for t in known])[:, None])
        scores = self._scored(field, known, places, steps)
        row, column = ({place: n for n, place in enumerate(held)} for held in (known, places))
        table: list[list[float]] = scores.tolist()
        columns = [[column[c] for c in look] for look in looks]
        return [
            [_log_mean([own_row[n] for own_row in rows for n in look]) if rows and look else None for look in columns]
            for rows in ([table[row[t]] for t in own] for own in asked)
        ]

    def _read(self, spans: Iterable[Span | None]) -> list[Range]:
        return [place for span in spans if (place := self._places.of(span)) is not None]

    def _of_trigger(self, place: Range) -> Array:
        if place not in self._hiddens:
            self._hiddens[place] = self._hidden(self._states.mean(place), "mention")
        return self._hiddens[place]

    def _hidden(self, state: Array, name: str) -> Array:
        return gelu(self._column(state, name))

    def _column(self, hidden: Array, name: str) -> Array:
        out: Array = hidden @ self._arrays[name] + self._arrays[f"{name}.bias"]
        return out

    @cached_property
    def _fields(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self._weights.names["fields"])}

    def _side(self, places: list[Range], side: str, number: int) -> tuple[Array, Array]:
        """The projections of places' states for one field, a row a place: for the sum and for the product."""
        new = [place for place in places if (side, place) not in self._sides]
        if new:
            states, count = np.stack([self._states.mean(place) for place in new]), len(self._fields)
            added, multiplied = (self._column(states, f"{side}.{part}").reshape(len(new), count, -1) for part in ("sum", "product"))
            self._sides |= {(side, place): (added[n], multiplied[n]) for n, place in enumerate(new)}
        held = [self._sides[side, place] for place in places]
        return np.stack([added[number] for added, _ in held]), np.stack([multiplied[number] for _, multiplied in held])

    def _scored(self, field: str, triggers: list[Range], candidates: list[Range], steps: NDArray[np.int64]) -> NDArray[np.float64]:
        """The score of each trigger (a row) beside each candidate (a column), ``steps`` their classes of distance."""
        number, a = self._fields[field], self._arrays
        t, c = self._side(triggers, "trigger", number), self._side(candidates, "candidate", number)
        added = gelu(t[0][:, None, :] + c[0][None, :, :]) @ a["pair"][number]
        total: NDArray[np.float64] = added.astype(np.float64) + (t[1] @ c[1].T) / math.sqrt(t[1].shape[1])
        total += float(a["pair.bias"][number])
        total += a["distance"][steps, number]
        return total


def _log_mean(scores: list[float]) -> float:
    """The log of the mean odds."""
    top = max(scores)
    return _rounded(top + math.log(math.fsum(math.exp(score - top) for score in scores) / len(scores)))


def _buckets(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """The class of each distance in pieces, before and after apart."""
    return np.searchsorted(_STEPS, np.abs(steps), side="right") + np.where(steps >= 0, 0, len(_STEPS) + 1)


def _logs(names: tuple[str, ...], scores: Array) -> dict[str, float]:
    top = float(scores.max())
    total = top + math.log(float(np.exp(scores.astype(np.float64) - top).sum()))
    return {name: _rounded(float(score) - total) for name, score in zip(names, scores, strict=True)}


def _rounded(value: float) -> float:
    return round(float(value), _ROUNDED)
