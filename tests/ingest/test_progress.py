"""Progress: what is shown, when, and how the whole is estimated."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import pytest
from double import CoderDouble, ShelfDouble, dispatch

from recoupe.ingest import AlreadyStored, ingest
from recoupe.ingest.progress import Bar, Lines, Progress, State, display_for
from recoupe.reading import ReadProblem


@dataclass
class Screen:
    shown: list[State] = field(default_factory=list)
    opened: int = 0

    def open(self) -> None:
        self.opened += 1

    def is_due(self) -> bool:
        return True

    def show(self, state: State) -> None:
        self.shown.append(state)

    def close(self, state: State) -> None:
        self.opened -= 1
        self.show(state)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("share", "total"), [(None, None), (0.0, None), (0.5, 8), (1.0, 4)])
def test_the_whole_is_estimated_from_the_share_of_bytes_read(share: float | None, total: float | None) -> None:
    screen = Screen()
    with Progress(lambda: share, screen, lambda _: None) as progress:
        ingest(progress.counted([dispatch(n * 85 + 1) for n in range(4)]), CoderDouble(), ShelfDouble(), progress.hear)
    assert screen.opened == 0
    assert (screen.shown[-1].done, screen.shown[-1].total) == (4, total)
    assert screen.shown[-1].events == progress.tally.counts["events"] > 0


def test_problems_are_told_as_they_come() -> None:
    told: list[ReadProblem] = []
    problem = ReadProblem("file", 1, "no text")
    progress = Progress(lambda: None, Screen(), told.append)
    progress.hear(problem)
    progress.hear(AlreadyStored("key"))
    assert told == [problem]


def test_lines_come_now_and_then_with_rate_and_time_left() -> None:
    stream, clock = io.StringIO(), Clock()
    lines = Lines(stream, clock)
    lines.open()
    assert not lines.is_due()
    clock.now = 30.0
    assert lines.is_due()
    lines.show(State(60, 1234.5, 7))
    clock.now = 60.0
    lines.show(State(120, None, 9))
    lines.close(State(130, None, 9))
    assert stream.getvalue().splitlines() == [
        "recoupe: 60 of about 1,230 dispatches, 7 events, 2.0/s, 10 min left",
        "recoupe: 120 dispatches, 9 events, 2.0/s",
    ]


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    bar = display_for(stream)
    assert isinstance(bar, Bar) and isinstance(display_for(io.StringIO()), Lines)
    bar.open()
    bar.show(State(60, 1234.5, 7))
    assert not bar.is_due()
    bar.close(State(1234, 1234, 31))
    assert "60 of about 1,230" in stream.getvalue()
    assert "1,234 of 1,234" in stream.getvalue() and "31 events" in stream.getvalue()
