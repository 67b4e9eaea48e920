"""Work that is done in a moment, and goes wrong at will. Workers find this module where the tests are run."""

from __future__ import annotations

import os
import platform
import signal
from dataclasses import dataclass
from pathlib import Path


class Stubborn(Exception):
    """An error that does not survive being pickled."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")


@dataclass(frozen=True)
class Doubling:
    """Twice a number. At ``at`` it fails, or its process is killed: once, where ``once`` names a file to remember it by."""

    at: int | None = None
    fault: str = ""
    once: Path | None = None
    elsewhere: bool = False
    parent: int = os.getpid()

    def __call__(self, given: int, /) -> int:
        if given == self.at:
            self._go_wrong()
        return 2 * given

    def prepare(self) -> None:
        if self.fault == "prepare":
            raise OSError("nothing to prepare it with")

    def basis(self) -> str:
        return f"in the test {self.elsewhere and os.getpid() == self.parent} on {platform.machine()}"

    def _go_wrong(self) -> None:
        match self.fault:
            case "lookup":
                raise LookupError("no such number")
            case "stubborn":
                raise Stubborn("a number", "it will not")
            case "kill":
                if self.once is None or not self.once.exists():
                    if self.once is not None:
                        self.once.touch()
                    os.kill(os.getpid(), signal.SIGKILL)
