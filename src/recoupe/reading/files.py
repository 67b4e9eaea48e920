"""What the person names to dispatches: files, folders, patterns, addresses on the web, and standard input."""

from __future__ import annotations

import datetime as dt
import glob
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from recoupe.reading import formats
from recoupe.reading.fetch import Fetched, FetchError, Robots, fetch
from recoupe.reading.meter import Meter
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import ReadProblem, Unreadable
from recoupe.reading.tables import wrong_columns

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True)
class _Reading:
    """What one call of ``read`` was asked: the last day of publication, the columns, and whether private addresses."""

    latest: dt.date
    columns: Mapping[str, str]
    allow_private: bool
    meter: Meter | None = None
    robots: Robots = field(default_factory=Robots)

    def origin(self, source: str, stem: str, page: Fetched | None = None) -> Origin:
        url, kind = (page.url, page.content_type) if page else (None, None)
        return Origin(_shown(source), _shown(stem), self.latest, self.columns, url, kind)


def read(
    paths: str | Path | Iterable[str | Path],
    stdin: BinaryIO | None = None,
    *,
    today: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
    allow_private: bool = False,
    meter: Meter | None = None,
) -> Iterator[Item]:
    """The dispatches of what is named, in the order given; what is no dispatch comes as a ReadProblem in its place.

    A path is a file, a folder (its files of a known suffix and its subfolders', sorted), a pattern (``*``, ``?``,
    ``**``), an http or https address of a page or feed, or "-" for standard input (``stdin``, or the process's own).
    docs/reading.md says how each format becomes dispatches, and the limits. A name without a known suffix, standard
    input and what comes from the web are told by their first bytes: WARC, Parquet, a feed, a page, JSON, JSON Lines,
    otherwise one plain text. Each may be packed (gzip, xz, zstd, bzip2, ZIP).

    ``columns`` maps fields of a Dispatch to the columns of CSV and Parquet, or the keys of JSON, that hold them. A
    dispatch may be published up to the day after ``today``. ``allow_private`` lets addresses lead to the loopback and
    private networks; ``meter`` measures how much of the files is read. Raises ValueError where ``columns`` names a
    field that a Dispatch has not; otherwise it never raises for what it reads.
    """
    wrong = wrong_columns(columns or {})
    if wrong:
        raise ValueError(wrong)
    asked = _Reading((today or dt.date.today()) + dt.timedelta(days=1), dict(columns or {}), allow_private, meter)
    named = [paths] if isinstance(paths, str | os.PathLike) else paths
    return (item for path in named for item in _one(str(path), stdin, asked))


def _one(path: str, stdin: BinaryIO | None, asked: _Reading) -> Iterator[Item]:
    if path == "-":
        yield from _standard_input(stdin, asked.origin("standard input", "stdin"))
    elif path == "":
        yield ReadProblem("''", None, "an empty file name; give a file, a folder, or - for standard input")
    elif _ADDRESS.match(path):
        yield from _address(path, asked)
    elif os.path.isdir(path):
        yield from _folder(Path(path), asked)
    elif glob.has_magic(path) and not os.path.lexists(path):
        yield from _pattern(path, asked)
    else:
        yield from _file(Path(path), asked)


def _file(path: Path, asked: _Reading) -> Iterator[Item]:
    stem, suffix = formats.split_name(path.name)
    origin = asked.origin(str(path), stem)
    try:
        handle = open(path, "rb")  # noqa: SIM115 - closed below; a ValueError of the reader's own must not be taken for the path's
    except (OSError, ValueError) as error:
        yield ReadProblem(origin.source, None, formats.refusal(error))
        return
    with handle, asked.meter.reading(handle) if asked.meter else nullcontext():
        yield from formats.items(handle, suffix, origin)


def _folder(path: Path, asked: _Reading) -> Iterator[Item]:
    errors: list[OSError] = []
    found = [
        Path(parent) / name
        for parent, _, names in os.walk(path, onerror=errors.append)
        for name in names
        if formats.is_known(name)
    ]
    for error in errors:
        yield ReadProblem(_shown(str(error.filename or path)), None, formats.refusal(error))
    if not found and not errors:
        yield ReadProblem(_shown(str(path)), None, f"a folder without {formats.known_suffixes()} files")
    for file in sorted(found):
        yield from _file(file, asked)


def _pattern(pattern: str, asked: _Reading) -> Iterator[Item]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield ReadProblem(_shown(pattern), None, "no file or folder matches; check the pattern")
    for path in found:
        if os.path.isdir(path):
            # "**" names each folder beside the files in it, which would be read twice.
            if "**" not in pattern:
                yield from _folder(Path(path), asked)
        else:
            yield from _file(Path(path), asked)


def _address(url: str, asked: _Reading) -> Iterator[Item]:
    try:
        page = fetch(url, allow_private=asked.allow_private, robots=asked.robots)
    except FetchError as error:
        yield ReadProblem(_shown(url), None, error.reason)
        return
    yield from formats.items(io.BytesIO(page.body), "", asked.origin(url, page.url, page))


def _standard_input(stdin: BinaryIO | None, origin: Origin) -> Iterator[Item]:
    handle = stdin or (sys.stdin.buffer if sys.stdin else None)
    if handle is None or handle.closed:
        yield origin.problem(Unreadable("closed; give a file, or pipe the dispatch in"))
    else:
        yield from formats.items(handle, "", origin)


def _shown(name: str) -> str:
    """A file's name as text: bytes of a name that are not UTF-8 become U+FFFD, since no output could carry them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
