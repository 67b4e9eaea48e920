"""What keeps an input from being a dispatch: raised inside the reader, handed out as a record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class ReadProblem:
    """An input that is no dispatch: the file's name, the line where there is one, and the reason with its mend."""

    source: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.reason}"


class Unreadable(ValueError):
    """Raised by the reader's parts; ``Origin``, which knows the input's name, makes a ReadProblem of it."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        # What it quotes may hold half a surrogate pair, which no output could carry.
        self.reason = reason.encode("utf-8", "backslashreplace").decode("utf-8")
        super().__init__(self.reason)
        self.line = line


class Broken(Unreadable):
    """Raised by a stream that gives no more: damaged, cut off, or a bomb; nothing can be read beyond."""


@contextmanager
def parsing(what: str) -> Iterator[None]:
    """Within it, whatever a foreign parser raises is an Unreadable: "WHAT cannot be parsed (why)".

    Parsers of other people's formats fail on broken bytes with any exception, listed or not; one bad input must not
    cost the others. What the reader's own streams raise (Unreadable, OSError) passes.
    """
    try:
        yield
    except (Unreadable, OSError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise Unreadable(f"{what} cannot be parsed ({type(error).__name__}{': ' if reason else ''}{reason})") from error
