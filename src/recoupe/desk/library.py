"""The stores of a desk: the one it was opened with, and the example set, which is made at the first click and forgotten at the end."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from recoupe.coder import Coder
from recoupe.desk.errors import NotThere
from recoupe.incidents import bring_up_to_date
from recoupe.ingest import ingest
from recoupe.ingest.outcome import AlreadyStored, Kept, Outcome
from recoupe.own_names import own_registry
from recoupe.reading.origin import Origin
from recoupe.reading.problem import ReadProblem
from recoupe.reading.text import read_json_lines
from recoupe.records import Dispatch
from recoupe.store import Store, open_store

_FILE = "dispatches.jsonl"


@dataclass(frozen=True)
class Coded:
    """What came of dispatches that were coded on the desk: the keys that are stored now, and how many were there before."""

    keys: tuple[str, ...]
    there: tuple[str, ...]


@dataclass
class Library:
    """The stores. ``registry`` is the coder's; without one the person's own is taken in, if there is one."""

    main: Store
    registry: Path | None = None
    _examples: Store | None = None
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def book(self, base: str) -> Store:
        """The store under a beginning of addresses: "" the desk's own, "/examples" the example set. Raises NotThere."""
        if not base:
            return self.main
        if self._examples is None:
            raise NotThere("the example set is not open; open it on the start page")
        return self._examples

    @property
    def has_examples(self) -> bool:
        """Whether the example set has been coded."""
        return self._examples is not None

    def coder(self) -> Coder:
        """A coder that knows the names saved so far."""
        return Coder(registry=self.registry or own_registry())

    def open_examples(self) -> Store:
        """The example set; codes and links it the first time."""
        with self._lock:
            if self._examples is None:
                self._folder = tempfile.TemporaryDirectory(prefix="recoupe-desk-")
                made = open_store(Path(self._folder.name) / "examples.duckdb", create=True)
                self.add(made, example_dispatches())
                self._examples = made
        return self._examples

    def add(self, store: Store, dispatches: Iterable[Dispatch]) -> Coded:
        """Codes, stores and links dispatches. Raises what the coder and the store raise."""
        heard: list[Outcome] = []
        ingest(dispatches, self.coder(), store, heard.append)
        bring_up_to_date(store)
        return Coded(
            tuple(one.stored.key for one in heard if isinstance(one, Kept)),
            tuple(one.key for one in heard if isinstance(one, AlreadyStored)),
        )

    def close(self) -> None:
        """Closes both; the example set goes."""
        self.main.close()
        if self._examples is not None:
            self._examples.close()
        if self._folder is not None:
            self._folder.cleanup()


def example_dispatches() -> Sequence[Dispatch]:
    """The texts of the example set, written for Recoupe."""
    file = files("recoupe.desk.examples") / _FILE
    with io.BytesIO(file.read_bytes()) as stream:
        return tuple(_dispatches(read_json_lines(stream, Origin(_FILE, "example", dt.date.max, {}))))


def _dispatches(items: Iterator[Dispatch | ReadProblem]) -> Iterator[Dispatch]:
    for item in items:
        if isinstance(item, ReadProblem):
            raise ValueError(str(item))
        yield item
