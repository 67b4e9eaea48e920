"""Coded dispatches in memory as the tables that the linker reads; the store hands over the same from its own."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from recoupe.incidents.facts import INPUTS
from recoupe.store.rows import rows
from recoupe.store.schema import TABLES
from recoupe.store.stored import Stored


def tables_of(dispatches: Sequence[Stored]) -> dict[str, pa.Table]:
    """The tables of ``facts.INPUTS``, with every event fresh."""
    published = {one.key: one.coded.published for one in dispatches}
    made = rows(enumerate(dispatches, 1))
    found: dict[str, pa.Table] = {}
    for name, schema in INPUTS.items():
        columns = dict(zip(TABLES[name].names, zip(*made[name], strict=True), strict=False))
        if name == "events" and columns:
            columns |= {"published": [published[key] for key in columns["key"]], "fresh": [True] * len(made[name])}
        found[name] = pa.table([pa.array(columns.get(field.name, ()), field.type) for field in schema], schema=schema)
    return found
