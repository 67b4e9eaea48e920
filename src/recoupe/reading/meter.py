"""How much of the files named has been read, in bytes as they lie on the disk: what a progress bar goes by."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from recoupe.reading import formats


class Meter:
    """Measures one call of ``read``, to which it is given with the paths that it was made from."""

    def __init__(self, paths: Iterable[str | Path]) -> None:
        """The sizes of files, of those in folders and of those that match patterns; other inputs have none to know."""
        sizes = [_size(str(path)) for path in paths]
        self._total = None if None in sizes else sum(size for size in sizes if size is not None)
        self._done = 0
        self._open: BinaryIO | None = None

    def share(self) -> float | None:
        """The share of the bytes that has been read, from 0 to 1; None where the input's size cannot be known."""
        if not self._total:
            return None
        here = 0 if self._open is None or self._open.closed else self._open.tell()
        return min(1.0, (self._done + here) / self._total)

    @contextmanager
    def reading(self, handle: BinaryIO) -> Iterator[None]:
        """Within it the file's position counts; after it, its whole size."""
        self._open = handle
        try:
            yield
        finally:
            self._open = None
            self._done += os.fstat(handle.fileno()).st_size


def _size(path: str) -> int | None:
    if path == "-" or "://" in path:
        return None
    if glob.has_magic(path) and not os.path.lexists(path):
        found = [Path(name) for name in glob.glob(path, recursive=True)]
        # As in ``read``: "**" names each folder beside the files in it.
        return sum(_size_on_disk(name) for name in found if "**" not in path or not name.is_dir())
    return _size_on_disk(Path(path))


def _size_on_disk(path: Path) -> int:
    if path.is_dir():
        names = (Path(parent) / name for parent, _, names in os.walk(path) for name in names if formats.is_known(name))
        return sum(_size_on_disk(name) for name in names)
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the reader will say what is wrong with it
