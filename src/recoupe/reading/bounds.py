"""The limits of what is read, in one place; docs/reading.md states them.

A bound is there so that one hostile or broken input cannot take the machine's memory or a night: honest input stays far
below it.
"""

from __future__ import annotations

from typing import BinaryIO

from recoupe.reading.problem import Unreadable

MAX_PAGE = 5_000_000
"""Bytes of an HTML page; one of a newspaper has some hundred thousand."""
MAX_TAGS = 50_000
"""Tags of an HTML page; one of a newspaper has some thousand, and the time it takes grows faster than their number."""
MAX_FEED = 20_000_000
"""Bytes of an RSS or Atom feed."""
MAX_FEED_TAGS = 300_000
"""Tags of a feed, those in its items' HTML among them."""
MAX_MAIL = 50_000_000
"""Bytes of an e-mail with its attachments."""
MAX_JSON = 500_000_000
"""Bytes of a .json file, which is read whole; JSON Lines are read line by line and may be of any size."""
MAX_LINE = 16_000_000
"""Bytes of a line of JSON Lines, CSV or a WARC header."""
MAX_SPOOLED = 4_000_000_000
"""Bytes of a Parquet file or archive that comes through a pipe or packed, and so goes to the disk first."""
MAX_MEMBERS = 100_000
"""Files of a ZIP archive."""
MAX_RATIO = 200
"""Unpacked bytes to packed ones; text packs 3 to 20 times, a decompression bomb a thousand."""
FREE_UNPACKED = 64_000_000
"""Unpacked bytes from which on the ratio counts: small inputs may be very regular."""


def take(stream: BinaryIO, most: int, what: str, mend: str) -> bytes:
    """All that is left of a stream. Raises Unreadable where that is more than ``most`` bytes, which are never read."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise Unreadable(f"{what} of more than {most:,} bytes; {mend}")
    return data
