"""An Arrow table as a person or a program reads it: a table on a terminal, CSV (RFC 4180), or a JSON object a row."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
from rich.table import Table
from rich.text import Text

from recoupe.rendering.plain import printable


def table(rows: pa.Table) -> Table:
    """For a terminal; nothing in a value can steer it."""
    shown = Table()
    for name in rows.column_names:
        shown.add_column(Text(printable(name)))
    for row in _values(rows):
        shown.add_row(*(Text(printable(_cell(value))) for value in row))
    return shown


def csv_lines(rows: pa.Table) -> Iterator[str]:
    """Header and rows, without line ends; what is missing is empty. A quoted value may hold line feeds."""
    for row in (rows.column_names, *_values(rows)):
        line = io.StringIO()
        # The writer quotes what its own line end holds: so it has one, which is then cut off.
        csv.writer(line, lineterminator="\r\n").writerow([_cell(value) for value in row])
        yield line.getvalue()[:-2]


def json_lines(rows: pa.Table) -> Iterator[str]:
    """One object a row; days in ISO 8601, bytes in hex, whole numbers exact."""
    for row in _values(rows):
        yield json.dumps(dict(zip(rows.column_names, map(_plain, row), strict=True)), ensure_ascii=False)


def _values(rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in rows.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _cell(value: Any) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """The value as JSON has it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        # JSON has no word for what is not finite.
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
