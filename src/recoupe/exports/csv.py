"""CSV: every field of an event on one line (RFC 4180, UTF-8), under the names of ``flat.COLUMNS``."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.flat import COLUMNS, flat
from recoupe.exports.tabular import csv_chunks
from recoupe.exports.taking import Rows, taken


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return csv_chunks([tuple(COLUMNS)], taken(accounts, flat))
