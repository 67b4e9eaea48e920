"""How a toll moved, as points and ranges of a small drawing; the numbers themselves stand in the table beside it."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.incidents import Toll

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 320, 96, 34, 18, 8
ROOM = 36
"""Pixels that a day takes; where there is less between accounts, the first and the last alone have theirs."""


@dataclass(frozen=True)
class Move:
    """One account's figure: where it stands across, and where its low and its high stand (pixels); ``open`` above; ``best`` of all; ``day`` where there is room."""

    x: float
    low: float
    high: float
    open: bool
    best: bool
    day: str
    says: str


@dataclass(frozen=True)
class TollChart:
    """The drawing of one toll: its size, its moves in time, and the marks of its axis as (pixels, number)."""

    field: str
    width: int
    height: int
    moves: tuple[Move, ...]
    ticks: tuple[tuple[float, int], ...]


def toll_chart(toll: Toll) -> TollChart:
    """The drawing: accounts at equal distances in their order, since days are often the same."""
    top = max(1, *(high if high is not None else low for low, high in (move.figure for move in toll.moves)))
    step = (WIDTH - LEFT - 12) / max(1, len(toll.moves))

    roomy, ends = step > ROOM, (0, len(toll.moves) - 1)

    def down(number: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - number / top), 1)

    moves = tuple(
        Move(
            round(LEFT + step * (place + 0.5), 1),
            down(move.figure[0]),
            down(move.figure[0] if move.figure[1] is None else move.figure[1]),
            move.figure[1] is None,
            move.event_id == toll.best_from,
            move.published.isoformat()[5:] if move.published and (roomy or place in ends) else "",
            move.voice,
        )
        for place, move in enumerate(toll.moves)
    )
    return TollChart(
        toll.field, WIDTH, HEIGHT, moves, tuple((down(number), number) for number in dict.fromkeys((0, top)))
    )
