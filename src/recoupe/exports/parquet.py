"""Parquet: the columns of the CSV, typed (days are dates, figures whole numbers). The file holds no time of writing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from recoupe.exports.flat import COLUMNS, flat
from recoupe.exports.tabular import Cell
from recoupe.exports.taking import Rows, taken
from recoupe.store.exact import holdable

SCHEMA = pa.schema(list(COLUMNS.items()))
GROUP = 10_000
"""Rows of a row group; no more are held in memory."""


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a row group at a time."""
    out, rows = io.BytesIO(), taken(accounts, flat)
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_table(_table(group))
            yield _drained(out)
    yield _drained(out)


def _table(rows: list[tuple[Cell, ...]]) -> pa.Table:
    columns = [
        [holdable(cell) if isinstance(cell, str) else cell for cell in column] for column in zip(*rows, strict=True)
    ]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _drained(out: io.BytesIO) -> bytes:
    """What has been written since the last time; the writer counts offsets by itself."""
    written = out.getvalue()
    out.seek(0)
    out.truncate()
    return written
