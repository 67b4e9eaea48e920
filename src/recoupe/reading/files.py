"""Paths to dispatches: what each file is, and what its problems are called."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from recoupe.reading.decode import UTF8_MARK, decode, refuse_binary
from recoupe.reading.dispatch import check_text, dispatch_of, too_long
from recoupe.reading.jsontext import parse_json, parse_lines
from recoupe.reading.problem import ReadProblem, Unreadable
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

Item = Dispatch | ReadProblem
FOLDER_SUFFIXES = (".txt", ".json", ".jsonl", ".ndjson")
"""Files taken from a folder; a file named by itself may have any suffix."""

_ENOUGH_BYTES = 4 * MAX_TEXT + len(UTF8_MARK) + 1
"""No text of MAX_TEXT characters needs that many, so that a huge file is never read whole to be refused."""


@dataclass(frozen=True)
class _Origin:
    """Where an input comes from: the name its problems bear, the stem of ids it gives, the last day of publication."""

    source: str
    stem: str
    latest: dt.date

    def problem(self, error: Unreadable, line: int | None = None) -> ReadProblem:
        return ReadProblem(self.source, line or error.line, error.reason)

    def item(self, record: object, fallback_id: str, line: int | None = None, prefix: str = "") -> Item:
        """The dispatch of a JSON value, or its problem."""
        try:
            return dispatch_of(record, fallback_id, self.latest)
        except Unreadable as error:
            return ReadProblem(self.source, line, prefix + error.reason)


def read(paths: Iterable[str | Path], stdin: BinaryIO | None = None, *, today: dt.date | None = None) -> Iterator[Item]:
    """The dispatches of files, folders and standard input ("-"), in the order given; one item at least for each path.

    .json holds a dispatch or a list of them; .jsonl and .ndjson one a line; any other file is one plain text, whose id
    is the file's stem. A folder stands for its .txt, .json, .jsonl and .ndjson files and its subfolders', sorted.
    Standard input (``stdin``, or the process's own) is JSON Lines if it begins with "{", otherwise one plain text.
    What is no dispatch comes as a ReadProblem in its place. A dispatch may be published up to the day after ``today``.
    """
    latest = (today or dt.date.today()) + dt.timedelta(days=1)
    for path in paths:
        if str(path) == "-":
            yield from _standard_input(stdin, _Origin("standard input", "stdin", latest))
        elif str(path) == "":
            yield ReadProblem("''", None, "an empty file name; give a file, a folder, or - for standard input")
        elif os.path.isdir(path):
            yield from _folder(Path(path), latest)
        else:
            yield from _file(Path(path), latest)


def _file(path: Path, latest: dt.date) -> Iterator[Item]:
    origin = _Origin(_shown(str(path)), _shown(path.stem), latest)
    reader = _READERS.get(path.suffix.lower(), _plain)
    try:
        handle = open(path, "rb")  # noqa: SIM115 - closed below; a ValueError of the reader's own must not be taken for the path's
    except (OSError, ValueError) as error:
        yield ReadProblem(origin.source, None, _refusal(error))
        return
    with handle:
        try:
            yield from reader(handle, origin)
        except OSError as error:
            yield ReadProblem(origin.source, None, _refusal(error))


def _folder(path: Path, latest: dt.date) -> Iterator[Item]:
    errors: list[OSError] = []
    found = [
        Path(parent) / name
        for parent, _, names in os.walk(path, onerror=errors.append)
        for name in names
        if Path(name).suffix.lower() in FOLDER_SUFFIXES
    ]
    for error in errors:
        yield ReadProblem(_shown(str(error.filename or path)), None, _refusal(error))
    if not found and not errors:
        yield ReadProblem(_shown(str(path)), None, f"a folder without {', '.join(FOLDER_SUFFIXES)} files")
    for file in sorted(found):
        yield from _file(file, latest)


def _plain(handle: BinaryIO, origin: _Origin, head: bytes = b"") -> Iterator[Item]:
    """One plain text; ``head`` is what has been read of it already."""
    data = head + handle.read(_ENOUGH_BYTES - len(head))
    try:
        if len(data) >= _ENOUGH_BYTES:
            refuse_binary(data)
            raise too_long(f"more than {MAX_TEXT:,}")
        text = decode(data)
        check_text(text)
    except Unreadable as error:
        yield origin.problem(error) if data.strip() else origin.problem(Unreadable("empty: there is no text in it"))
    else:
        yield Dispatch(text=text, id=origin.stem)


def _json(handle: BinaryIO, origin: _Origin) -> Iterator[Item]:
    data = handle.read()
    try:
        if not data.removeprefix(UTF8_MARK).strip():
            raise Unreadable("empty: there is no dispatch in it")
        value = parse_json(decode(data))
        if value == []:
            raise Unreadable("an empty list: there is no dispatch in it")
    except Unreadable as error:
        yield origin.problem(error)
        return
    if not isinstance(value, list):
        yield origin.item(value, origin.stem)
        return
    for number, record in enumerate(value, 1):
        yield origin.item(record, f"{origin.stem}:{number}", prefix=f"item {number}: ")


def _json_lines(lines: Iterable[bytes], origin: _Origin) -> Iterator[Item]:
    number = 0
    for number, value in parse_lines(lines):
        if isinstance(value, Unreadable):
            yield origin.problem(value, number)
        else:
            yield origin.item(value, f"{origin.stem}:{number}", number)
    if not number:
        yield origin.problem(Unreadable("empty: there is no dispatch in it"))


def _standard_input(stdin: BinaryIO | None, origin: _Origin) -> Iterator[Item]:
    handle = stdin or (sys.stdin.buffer if sys.stdin else None)
    if handle is None or handle.closed:
        yield origin.problem(Unreadable("closed; give a file, or pipe the dispatch in"))
        return
    try:
        head = _leading(handle)
        begun = b"".join(head)
        if begun.removeprefix(UTF8_MARK).lstrip().startswith(b"{"):
            yield from _json_lines(chain(head, handle), origin)
        else:
            yield from _plain(handle, origin, begun)
    except OSError as error:
        yield ReadProblem(origin.source, None, _refusal(error))


def _leading(handle: BinaryIO) -> list[bytes]:
    """The lines up to the first that is not blank, and that one; never more than _ENOUGH_BYTES of blank ones."""
    lines: list[bytes] = []
    size = 0
    while size < _ENOUGH_BYTES and (line := handle.readline(_ENOUGH_BYTES)):
        lines.append(line)
        size += len(line)
        if line.removeprefix(UTF8_MARK).strip():
            break
    return lines


def _refusal(error: OSError | ValueError) -> str:
    """Why the system gives no bytes, with the mend."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "permission denied; make it readable (chmod u+r)"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def _shown(name: str) -> str:
    """A file's name as text: bytes of a name that are not UTF-8 become U+FFFD, since no output could carry them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_READERS: dict[str, Callable[[BinaryIO, _Origin], Iterator[Item]]] = {
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
