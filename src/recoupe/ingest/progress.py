"""How far a run is: a bar with rate and time left on a terminal, elsewhere a line now and then; always standard error.

How many items there will be is not known before all are read; it is estimated from the share of the bytes that is read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

from recoupe.ingest.outcome import Outcome
from recoupe.ingest.report import Tally, duration
from recoupe.ingest.run import Item
from recoupe.reading import ReadProblem

_REFRESH = 0.2
"""Seconds between two states of the bar."""
_LINE_EVERY = 30.0
"""Seconds between two lines."""


@dataclass(frozen=True)
class State:
    """How far a run is: items done, items in all as far as can be said, events found."""

    done: int
    total: float | None
    events: int


class Display(Protocol):
    """What shows states, between ``open`` and ``close``; a state is shown only where it ``is_due``."""

    def open(self) -> None: ...
    def is_due(self) -> bool: ...
    def show(self, state: State) -> None: ...
    def close(self, state: State) -> None: ...


@dataclass
class Progress:
    """Counts what is read and what is done, and shows it.

    ``share`` gives the share of the input that is read, None where it is unknown; ``complain`` hears of problems.
    """

    share: Callable[[], float | None]
    display: Display
    complain: Callable[[ReadProblem], None]
    tally: Tally = field(default_factory=Tally)
    _read: int = 0

    def __enter__(self) -> Self:
        self.display.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.display.close(self._state())

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, counted as they are read."""
        for item in items:
            self._read += 1
            yield item

    def hear(self, outcome: Outcome) -> None:
        self.tally.hear(outcome)
        if isinstance(outcome, ReadProblem):
            self.complain(outcome)
        if self.display.is_due():
            self.display.show(self._state())

    def _state(self) -> State:
        share = self.share()
        total = max(self._read / share, self._read) if share else None
        return State(self.tally.items, total, self.tally.counts["events"])


def display_for(stream: TextIO) -> Display:
    """A bar where a person looks on, lines elsewhere."""
    return Bar(stream) if stream.isatty() else Lines(stream)


class _Count(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.completed:,.0f}{_of(task.completed, task.total)}")


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.1f}/s" if task.speed else "–/s")


class Bar:
    """A bar with rate and time left, redrawn from this thread alone: worker processes are forked beside it."""

    def __init__(self, stream: TextIO) -> None:
        columns = (
            BarColumn(24),
            _Count(),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[events]:,} events"),
        )
        self._bars = Bars(*columns, console=Console(file=stream), auto_refresh=False, redirect_stdout=False)
        self._bars.start()
        self._task = self._bars.add_task("", total=None, events=0)
        self._due = 0.0

    def open(self) -> None:
        self._bars.start()

    def is_due(self) -> bool:
        return time.monotonic() >= self._due

    def show(self, state: State) -> None:
        self._bars.update(self._task, completed=state.done, total=state.total, events=state.events, refresh=True)
        self._due = time.monotonic() + _REFRESH

    def close(self, state: State) -> None:
        self.show(state)
        self._bars.stop()


class Lines:
    """A line every half minute, with the rate since the one before."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._last: tuple[float, int] | None = None

    def open(self) -> None:
        """Nothing: the first line comes when there is something to say."""

    def is_due(self) -> bool:
        if self._last is None:
            # The clock runs from the first outcome: until then models are loaded, which says nothing of the rate.
            self._last = (self._clock(), 0)
        return self._clock() - self._last[0] >= _LINE_EVERY

    def show(self, state: State) -> None:
        now = self._clock()
        then, done = self._last or (now, 0)
        rate = (state.done - done) / (now - then) if now > then else 0.0
        self._last = (now, state.done)
        left = f", {duration((state.total - state.done) / rate)} left" if state.total and rate else ""
        print(
            f"recoupe: {state.done:,}{_of(state.done, state.total)} dispatches, {state.events:,} events, {rate:.1f}/s{left}",
            file=self._stream,
            flush=True,
        )

    def close(self, state: State) -> None:
        """Nothing: the report says it."""


def _of(done: float, total: float | None) -> str:
    """The whole in words; an estimate with three digits that mean something."""
    if total is None:
        return ""
    return f" of {total:,.0f}" if total <= done else f" of about {float(f'{total:.3g}'):,.0f}"
