"""Bytes as the readers get them: a look at the first ones, lines of bounded length, a place to seek in."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from recoupe.reading.bounds import MAX_LINE, MAX_SPOOLED
from recoupe.reading.decode import UTF8_MARK
from recoupe.reading.problem import Unreadable

_CHUNK = 1 << 16
_MARKUP_HEAD = 4096
"""Bytes in which markup says what it is, past comments and declarations."""
_TELLING = 6
"""Bytes that tell a format which is not markup."""
_MAX_BLANK = 1_000_000


def lead(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes, enough to tell the format by, and a stream that still begins with them.

    It never waits for more than it needs, so that lines piped in one by one are read one by one.
    """
    seekable = stream.seekable()
    start = stream.tell() if seekable else 0
    read = getattr(stream, "read1", stream.read)
    head = b""
    while not _telling(head) and (chunk := read(_CHUNK)):
        head += chunk
    if seekable:
        stream.seek(start)
        return head, stream
    return head, cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream), _CHUNK))


def _telling(head: bytes) -> bool:
    begun = head.removeprefix(UTF8_MARK).lstrip()
    return len(head) >= _MAX_BLANK or len(begun) >= (_MARKUP_HEAD if begun.startswith(b"<") else _TELLING)


class _Rejoined(io.RawIOBase):
    """A head that was read off a stream, followed by what is left of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest
        self._read = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        data = self._head[:size] or self._read(size)
        self._head = self._head[size:]
        buffer[: len(data)] = data
        return len(data)


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | Unreadable]]:
    """(offset, line with its end) of each line; an Unreadable for one of more than MAX_LINE bytes, which is skipped."""
    at = 0
    while line := stream.readline(MAX_LINE):
        size = len(line)
        if size < MAX_LINE or line.endswith(b"\n"):
            yield at, line
        else:
            while not line.endswith(b"\n") and (line := stream.readline(MAX_LINE)):
                size += len(line)
            yield at, Unreadable(f"a line of {size:,} bytes; at most {MAX_LINE:,} are read")
        at += size


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream if one can seek in it, otherwise its bytes in a temporary file. Raises Unreadable beyond the bound."""
    if stream.seekable():
        return stream
    spooled = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as its reader
    left = MAX_SPOOLED
    while data := stream.read(_CHUNK):
        left -= len(data)
        if left < 0:
            raise Unreadable(f"more than {MAX_SPOOLED:,} bytes once unpacked; unpack it, and give the file itself")
        spooled.write(data)
    spooled.seek(0)
    return cast(BinaryIO, spooled)
