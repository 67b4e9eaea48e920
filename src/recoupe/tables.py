"""Event records as an Arrow table, for pandas, polars and whatever else reads Arrow.

In: records. Out: one row an event, with the columns that a store's table ``events`` has for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from recoupe.records import CodedDispatch, Event
from recoupe.store.rows import flat_event
from recoupe.store.schema import EVENT_COLUMNS, TEXT

_SCHEMA = pa.schema([("dispatch", TEXT), *EVENT_COLUMNS.items()])


def events_table(events: Iterable[Event | CodedDispatch | tuple[str, Event]]) -> pa.Table:
    """One row an event: the flat columns of ``store.schema.EVENT_COLUMNS``, and before them ``dispatch``.

    It takes what the coder and the store hand out: events, coded dispatches (``dispatch`` is then their id), and pairs
    of a dispatch's key and an event. ``.to_pandas()`` and ``polars.from_arrow`` make the frames. Days are dates,
    coordinates WGS 84 degrees, figures low and high; ``record`` is the whole event as JSON.
    """
    rows = [(owner, *flat_event(event)) for owner, event in _owned(events)]
    columns = list(zip(*rows, strict=True)) or [()] * len(_SCHEMA)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, _SCHEMA.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_SCHEMA)


def _owned(events: Iterable[Event | CodedDispatch | tuple[str, Event]]) -> Iterator[tuple[str | None, Event]]:
    for item in events:
        if isinstance(item, CodedDispatch):
            yield from ((item.id, event) for event in item.events)
        elif isinstance(item, Event):
            yield None, item
        else:
            yield item
