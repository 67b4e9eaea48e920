"""Dispatches that lie in a Ray Dataset, coded where they lie: for corpora that no single process should read or store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recoupe.coder import Coder
from recoupe.reading import ReadProblem
from recoupe.reading.origin import Origin
from recoupe.reading.tables import wrong_columns
from recoupe.records import CodedDispatch, Dispatch

if TYPE_CHECKING:
    from ray.data import Dataset

CODED = "coded"
"""The column that is added."""


def code_dataset(
    dataset: Dataset, coder: Coder, *, workers: int, columns: Mapping[str, str] | None = None, batch: int = 64
) -> Dataset:
    """The Dataset with a column more, ``coded``: each row's CodedDispatch as JSON.

    A row has the fields of a Dispatch as columns; ``columns`` maps a field to its column where the names differ. A row
    that is no dispatch comes back with ``skipped`` saying why. ``workers`` actors of one processor each share the work,
    ``batch`` rows a time. Like every Dataset it is computed when it is asked for. Raises ValueError for a mapping of a
    field that there is not, and what ``Coder.code`` raises when it is computed.
    """
    wrong = wrong_columns(columns or {})
    if wrong:
        raise ValueError(wrong)
    from ray.data import ActorPoolStrategy  # noqa: PLC0415 - an extra; whoever has a Dataset has it

    return dataset.map_batches(
        _RowCoder,
        fn_constructor_args=(coder, dict(columns or {})),
        batch_size=batch,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=workers),
        num_cpus=1,
    )


class _RowCoder:
    """Codes the rows of Arrow tables."""

    def __init__(self, coder: Coder, columns: Mapping[str, str]) -> None:
        self._coder = coder
        self._columns = columns

    def __call__(self, table: pa.Table) -> pa.Table:
        tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
        origin = Origin("a row", "", tomorrow, self._columns)
        coded = [self._coded(row, origin).model_dump_json() for row in table.to_pylist()]
        return table.append_column(CODED, pa.array(coded, pa.string()))

    def _coded(self, row: Mapping[str, Any], origin: Origin) -> CodedDispatch:
        plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
        item: Dispatch | ReadProblem = origin.item_by_columns(plain, "")
        if isinstance(item, ReadProblem):
            return CodedDispatch(id=str(row.get(self._columns.get("id", "id")) or ""), skipped=item.reason)
        return self._coder.code_or_say(item)
