"""Packed streams to plain ones: gzip, xz, zstd and bzip2, told by their first bytes, read as a stream of any length.

A decompression bomb ends where it has unpacked more than MAX_RATIO times what was read of it; a damaged or cut-off
stream gives all that comes before the damage. Sources: RFC 1952, RFC 8878, the .xz file format 1.2.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from recoupe.reading.bounds import FREE_UNPACKED, MAX_RATIO
from recoupe.reading.problem import Broken, Unreadable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 1 << 16

SUFFIXES = (".gz", ".xz", ".zst", ".bz2")


def _gzip(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))


def _xz(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, lzma.LZMAFile(stream))


def _zstd(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, zstd.ZstdFile(stream))


def _bzip2(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, bz2.BZ2File(stream))


_KINDS: tuple[tuple[bytes, str, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b", "gzip", _gzip),
    (b"\xfd7zXZ\x00", "xz", _xz),
    (b"\x28\xb5\x2f\xfd", "zstd", _zstd),
    (b"BZh", "bzip2", _bzip2),
)
_DAMAGED = (zlib.error, lzma.LZMAError, zstd.ZstdError, zipfile.BadZipFile, NotImplementedError, OSError, ValueError)
"""What unpacking raises on wrong bytes; bz2 and gzip say OSError, so that a failing disk looks like damage too."""


@dataclass
class Budget:
    """What has been read and what came of it, for one input or one archive."""

    packed: int = 0
    unpacked: int = 0

    def spend(self, unpacked: int) -> None:
        """Raises Unreadable where what is unpacked is out of all proportion."""
        self.unpacked += unpacked
        if self.unpacked > max(FREE_UNPACKED, MAX_RATIO * self.packed):
            raise Broken(
                f"a decompression bomb: {self.unpacked:,} bytes from {self.packed:,}, more than {MAX_RATIO} times as "
                "many; if it is honest, unpack it first"
            )


def compression_of(head: bytes) -> str | None:
    """How a stream with these first bytes is packed: "gzip", "xz", "zstd", "bzip2" or None."""
    return next((name for magic, name, _ in _KINDS if head.startswith(magic)), None)


def unpack(stream: BinaryIO, name: str) -> BinaryIO:
    """The plain stream; reading from it raises Unreadable where the packed one is damaged, cut off or a bomb."""
    budget = Budget()
    opened = next(opener for _, kind, opener in _KINDS if kind == name)(cast(BinaryIO, _Counted(stream, budget)))
    return metered(opened, budget, f"{'an' if name == 'xz' else 'a'} {name} file")


def metered(opened: BinaryIO, budget: Budget, what: str) -> BinaryIO:
    """A stream that unpacks as it is read, under a budget; ``what`` names it in the message of a damaged one."""
    return cast(BinaryIO, io.BufferedReader(_Metered(opened, budget, what), _CHUNK))


class _Counted(io.RawIOBase):
    """The packed stream, counting what is read of it."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        super().__init__()
        self._read = getattr(stream, "read1", stream.read)
        self._budget = budget

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._read(size if size >= 0 else _CHUNK)
        self._budget.packed += len(data)
        return data


class _Metered(io.RawIOBase):
    def __init__(self, opened: BinaryIO, budget: Budget, what: str) -> None:
        super().__init__()
        # read1, not read: what is unpacked before a damage must come out before the exception.
        self._read = getattr(opened, "read1", opened.read)
        self._budget = budget
        self._what = what

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except Unreadable:
            raise
        except EOFError:
            raise Broken(f"{self._what} that is cut off; what comes before is read; get it again") from None
        except _DAMAGED as error:
            where = f"after {self._budget.unpacked:,} unpacked bytes"
            raise Broken(f"{self._what} that is damaged {where} ({error}); what comes before is read") from None
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)
