"""What can go wrong in an export, and what may only be left out of one."""

from __future__ import annotations


class ExportError(RuntimeError):
    """Nothing can be written; the message names the file, the place in it and the mend."""


class LeftOut(Exception):
    """A format has no place for one event; ``reason`` says why, in words that follow "left out: "."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
