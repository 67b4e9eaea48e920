"""A ZIP archive to the files in it that hold dispatches, each as a stream; never unpacked to the disk.

A member may not be a bomb any more than a packed file: all members of an archive share one budget.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from recoupe.reading.bounds import MAX_MEMBERS
from recoupe.reading.compression import Budget, metered
from recoupe.reading.problem import Unreadable, parsing
from recoupe.reading.streams import seekable

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = ("[Content_Types].xml", "mimetype")
_ENCRYPTED = 0x1


def members(stream: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[tuple[str, BinaryIO | Unreadable]]:
    """(name, stream or what is wrong with it) of each member that is ``wanted`` by its name, sorted by name.

    Raises Unreadable where the archive cannot be opened, is an office file, or holds nothing that is wanted.
    """
    file = seekable(stream)
    size = file.seek(0, 2)
    with parsing("a ZIP or office file that"):
        archive = zipfile.ZipFile(file)
    names = archive.namelist()
    if any(name in _OFFICE for name in names):
        raise Unreadable("an office file: save it as plain text")
    if len(names) > MAX_MEMBERS:
        raise Unreadable(f"a ZIP file of {len(names):,} files, at most {MAX_MEMBERS:,} are read; split it")
    found = sorted((info for info in archive.infolist() if wanted(info.filename)), key=lambda info: info.filename)
    if not found:
        raise Unreadable("a ZIP file without a file of dispatches in it")
    budget = Budget()
    for info in found:
        budget.packed += min(info.compress_size, size)
        yield info.filename, _opened(archive, info, budget)


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> BinaryIO | Unreadable:
    if info.flag_bits & _ENCRYPTED:
        return Unreadable("encrypted; unpack the archive first")
    try:
        opened = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error) as error:
        return Unreadable(f"damaged, or packed in a way that is not read ({error}); what comes before is read")
    return metered(cast(BinaryIO, opened), budget, "a file in a ZIP archive")
