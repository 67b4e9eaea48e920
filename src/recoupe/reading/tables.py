"""CSV and Parquet to a dispatch a row; ``Origin.columns`` says which column holds which field."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from recoupe.reading.compression import Budget
from recoupe.reading.decode import UTF8_MARK, refuse_binary
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Unreadable, parsing
from recoupe.reading.streams import lines, seekable
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

FIELDS = tuple(Dispatch.model_fields)
PARQUET_MAGIC = b"PAR1"
_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_BATCH = 64
_FIELD_LENGTH = 4 * MAX_TEXT
"""Characters of one field; csv refuses more than 131,072 unless told, and a text may be longer."""


def split_columns(written: str) -> list[str]:
    """The parts of "text=body,published=date"; a comma in a column's name is none that parts."""
    return re.split(rf",(?=\s*(?:{'|'.join(FIELDS)})=)", written)


def wrong_columns(columns: Mapping[str, str]) -> str | None:
    """What is wrong with a mapping of a Dispatch's fields to columns; None if nothing is."""
    unknown = [name for name in columns if name not in FIELDS]
    return f"no field {unknown[0]!r}; the fields are: {', '.join(FIELDS)}" if unknown else None


def read_csv(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The dispatches of a table with a header; its separator is the most frequent of , ; tab | in the header."""
    csv.field_size_limit(max(csv.field_size_limit(), _FIELD_LENGTH))
    numbered = _decoded(stream)
    header = next(numbered, "")
    if not header.strip():
        raise Unreadable("empty: there is no table in it; a CSV file begins with the names of its columns", 1)
    separator = max(_SEPARATORS, key=_QUOTED.sub("", header).count)
    rows = csv.reader(_again(header, numbered), delimiter=separator, strict=True)
    names = _row(rows) or []
    if isinstance(names, Unreadable):
        raise Unreadable(names.reason, 1)
    _check_utf8(names, 1)
    chosen = _chosen(names, origin)
    number = 0
    while (row := _row(rows)) is not None:
        if row == []:
            continue
        number += 1
        yield _row_item(row, names, chosen, f"{origin.stem}:{number}", rows.line_num, origin)
    if not number:
        raise Unreadable("a table without rows: there is no dispatch in it")


def read_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The dispatches of a Parquet file, row group by row group."""
    file = seekable(stream)
    budget = Budget(packed=file.seek(0, 2))
    file.seek(0)
    with parsing("the Parquet file"):
        import pyarrow.parquet as pq  # noqa: PLC0415 - slow to load

        schema = pq.read_schema(file)
    names = list(schema.names)
    chosen = _chosen(names, origin)
    with parsing("the Parquet file"):
        # As dictionaries, a value that a hostile file repeats a million times is there once.
        texts = [name for name in chosen.values() if str(schema.field(name).type) in {"string", "large_string"}]
        table = pq.ParquetFile(file, read_dictionary=texts)
    batches = table.iter_batches(batch_size=_BATCH, columns=sorted(set(chosen.values())))
    number = 0
    for number, row in enumerate(_rows(batches), 1):
        record = {name: _plain(row[column]) for name, column in chosen.items()}
        budget.spend(sum(len(value) for value in record.values() if isinstance(value, str)))
        yield origin.item(record, f"{origin.stem}:{number}", prefix=f"row {number}: ")
    if not number:
        raise Unreadable("a table without rows: there is no dispatch in it")


def _chosen(names: list[str], origin: Origin) -> dict[str, str]:
    """The column of each field: the one mapped, else the one of its own name. Raises Unreadable, naming those there are."""
    there = ", ".join(names)
    for name, column in origin.columns.items():
        if column not in names:
            raise Unreadable(f"no column {column!r} (for {name}); the columns are: {there}", 1)
    chosen = {name: origin.columns.get(name, name) for name in FIELDS}
    chosen = {name: column for name, column in chosen.items() if column in names}
    if "text" not in chosen:
        raise Unreadable(
            f"no column 'text'; the columns are: {there}; say which holds the text: --columns text=COLUMN", 1
        )
    return chosen


def _decoded(stream: BinaryIO) -> Iterator[str]:
    """The lines of a CSV file; bytes that are not UTF-8 as lone surrogates, which cost the row they stand in alone."""
    for at, line in lines(stream):
        if isinstance(line, Unreadable):
            raise line
        if at == 0:
            refuse_binary(line)
        yield line.removeprefix(UTF8_MARK if at == 0 else b"").decode("utf-8", "surrogateescape")


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _row(rows: Any) -> list[str] | Unreadable | None:
    """The next row, [] for a blank line, None at the end, an Unreadable for one that is malformed."""
    try:
        return next(rows, None)
    except csv.Error as error:
        return Unreadable(f"not CSV: {error}; quote the field, and double the quotes in it")


def _row_item(row: Any, names: list[str], chosen: dict[str, str], identity: str, line: int, origin: Origin) -> Item:
    try:
        if isinstance(row, Unreadable):
            raise row
        if len(row) != len(names):
            raise Unreadable(
                f"{len(row)} fields, where the header has {len(names)}; quote a field with separators in it"
            )
        values = dict(zip(names, row, strict=True))
        record = {name: values[column] for name, column in chosen.items()}
        _check_utf8(record.values())
    except Unreadable as error:
        return origin.problem(error, line)
    return origin.item(record, identity, line)


def _check_utf8(values: Iterable[str], line: int | None = None) -> None:
    for value in values:
        wrong = next((c for c in value if "\udc80" <= c <= "\udcff"), None)
        if wrong is not None:
            raise Unreadable(
                f"not UTF-8: byte 0x{ord(wrong) - 0xDC00:02x}; convert the file: iconv -f latin1 -t utf-8", line
            )


def _rows(batches: Iterator[Any]) -> Iterator[dict[str, Any]]:
    while True:
        try:
            with parsing("the Parquet file"):
                batch = next(batches, None)
        except OSError as error:
            raise Unreadable(f"the Parquet file is damaged ({error}); what comes before is read") from None
        if batch is None:
            return
        names = batch.schema.names
        for i in range(batch.num_rows):
            yield {name: batch.column(name)[i].as_py() for name in names}


def _plain(value: Any) -> object:
    """A Parquet value as JSON has it: a date or time as it is written in ISO 8601."""
    return value.isoformat() if isinstance(value, dt.date) else value
