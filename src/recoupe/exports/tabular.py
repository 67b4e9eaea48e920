"""Rows to CSV (RFC 4180, UTF-8, a line feed at each end): one way for every tabular format."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

from recoupe.store.exact import holdable

Cell = str | int | float | bool | dt.date | None


def csv_chunks(header: Sequence[Sequence[str]], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The lines of the header, then a line a row. Nothing is empty, days are ISO 8601, truth is true or false."""
    for line in header:
        yield _line(line)
    for row in rows:
        yield _line([_text(cell) for cell in row])


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO()
    # The writer quotes what its own line end holds: so a lone carriage return is quoted as well.
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return f"{holdable(line.getvalue()[:-2])}\n".encode()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
