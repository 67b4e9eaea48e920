"""How the commands speak: records on standard output, problems on standard error, every failure as one line.

In: what a command has to say. Out: text on the two streams, and the exit status. It never prints a traceback for a
failure that the person can mend.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from recoupe.rendering.plain import printable

if TYPE_CHECKING:
    from rich.console import Console

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


class Problems:
    """Says problems on standard error as they come, and counts them for the exit status."""

    def __init__(self) -> None:
        self.count = 0

    def say(self, problem: object) -> None:
        self.count += 1
        complain(str(problem))

    def exit(self) -> None:
        """Ends the command with status 1 if there was a problem."""
        if self.count:
            raise typer.Exit(1)


def complain(message: str) -> None:
    """One line on standard error; characters that would steer a terminal are written out."""
    line = f"recoupe: {printable(message)}"
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


def put(line: str) -> None:
    """One line on standard output, at once.

    In UTF-8 and with a plain line feed on every platform: the same dispatch gives the same bytes.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()


def table_console() -> Console:
    """Where tables are printed; a terminal that is not in UTF-8 shows what it cannot as an escape."""
    from rich.console import Console  # noqa: PLC0415

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return Console()


@contextmanager
def orderly() -> Iterator[None]:
    """Within it, what the person can mend, and Ctrl-C, ends the command with one line at most and its exit status."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has seen enough (| head); at exit, Python must not flush into the closed pipe once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except BrokenProcessPool:
        complain("a worker process died, most likely for want of memory; try fewer --workers")
        raise typer.Exit(1) from None
    except _mendable() as error:
        complain(str(error))
        raise typer.Exit(1) from error


def _mendable() -> tuple[type[Exception], ...]:
    """The failures whose message says what to mend; imported here, since they live beside what is slow to load."""
    import sqlite3  # noqa: PLC0415

    from recoupe.cluster.errors import ClusterError  # noqa: PLC0415
    from recoupe.desk.errors import DeskError  # noqa: PLC0415
    from recoupe.events.linear import ModelError  # noqa: PLC0415
    from recoupe.exports.errors import ExportError  # noqa: PLC0415
    from recoupe.incidents.decisions import DecisionError  # noqa: PLC0415
    from recoupe.language import LexiconError  # noqa: PLC0415
    from recoupe.measure import GoldError  # noqa: PLC0415
    from recoupe.parsing import PipelineError  # noqa: PLC0415
    from recoupe.parties.registry import RegistryError  # noqa: PLC0415
    from recoupe.places.gazetteer import GazetteerError  # noqa: PLC0415
    from recoupe.report.errors import ReportError  # noqa: PLC0415
    from recoupe.store.errors import StoreError  # noqa: PLC0415
    from recoupe.watch.errors import WatchError  # noqa: PLC0415

    ours = (LexiconError, RegistryError, GazetteerError, PipelineError, ModelError, GoldError, StoreError, WatchError, ExportError)
    return *ours, DecisionError, ClusterError, ReportError, DeskError, OSError, sqlite3.Error
