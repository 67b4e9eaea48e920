"""Rows that psycopg fetched, as Arrow: columns of the types that DuckDB gives for the same query."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import psycopg

_TYPES: dict[str, pa.DataType] = {
    "int2": pa.int16(), "int4": pa.int32(), "int8": pa.int64(), "float4": pa.float32(), "float8": pa.float64(),
    "bool": pa.bool_(), "date": pa.date32(), "bytea": pa.binary(), "timestamp": pa.timestamp("us"),
    "timestamptz": pa.timestamp("us", tz="UTC"),
}  # fmt: skip


def to_arrow(cursor: psycopg.Cursor[tuple[Any, ...]]) -> pa.Table:
    """All that the cursor holds; a type that Arrow has no like of comes as text."""
    described = cursor.description or []
    columns: list[tuple[Any, ...]] = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(described)
    arrays = [
        _array(list(values), *_kind(cursor, column.type_code))
        for column, values in zip(described, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=[column.name for column in described])


def _kind(cursor: psycopg.Cursor[tuple[Any, ...]], oid: int) -> tuple[str, bool]:
    """The name of a type, of its elements if it is a list, and whether it is one."""
    known = cursor.adapters.types.get(oid)
    return (known.name, known.array_oid == oid) if known else ("text", False)


def _array(values: list[Any], kind: str, listed: bool) -> pa.Array:
    if kind == "numeric" and not listed:
        return _numeric(values)
    arrow = _TYPES.get(kind, pa.string())
    if arrow == pa.string():
        values = [_told(value) for value in values]
    return pa.array(values, pa.list_(arrow) if listed else arrow)


def _numeric(values: list[Decimal | None]) -> pa.Array:
    """Whole numbers as decimals without a scale, as DuckDB sums them; others as floating point, as it divides them."""
    if all(value is None or (value.is_finite() and value == value.to_integral_value()) for value in values):
        return pa.array([None if value is None else int(value) for value in values], pa.decimal128(38, 0))
    return pa.array([None if value is None else float(value) for value in values], pa.float64())


def _told(value: Any) -> Any:
    if isinstance(value, list):
        return [_told(item) for item in value]
    return value if value is None or isinstance(value, str) else str(value)
