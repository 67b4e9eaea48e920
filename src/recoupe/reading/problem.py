"""What keeps an input from being a dispatch: raised inside the reader, handed out as a record."""

from __future__ import annotations

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
    """Raised by the reader's parts; ``files``, which knows the file's name, makes a ReadProblem of it."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
