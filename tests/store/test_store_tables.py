"""Events as tables: in Arrow, pandas and polars."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from generated import event, stored

import recoupe
from recoupe.records import Event
from recoupe.store.schema import EVENT_COLUMNS
from recoupe.tables import events_table


def test_one_row_an_event_whatever_holds_it() -> None:
    first, second = stored(1, event(1), event(2, place=None, date=None)), stored(2)
    by_event = events_table(first.coded.events)
    by_dispatch = events_table([first.coded, second.coded])
    by_pair = events_table(("key", one) for one in first.coded.events)
    assert by_event.column_names == ["dispatch", *EVENT_COLUMNS]
    assert by_event["dispatch"].to_pylist() == [None, None]
    assert by_dispatch["dispatch"].to_pylist() == ["d1", "d1", "d2"]
    assert by_pair["dispatch"].to_pylist() == ["key", "key"]
    assert by_event.drop_columns("dispatch") == by_pair.drop_columns("dispatch")
    assert by_event["place"].to_pylist() == ["Gao", None]
    assert [Event.model_validate_json(text) for text in by_event["record"].to_pylist()] == list(first.coded.events)


def test_no_event_is_a_table_without_rows() -> None:
    table = events_table([])
    assert table.num_rows == 0 and table.schema == events_table([event()]).schema


def test_a_store_gives_the_same_columns(tmp_path: Path) -> None:
    with recoupe.Store(tmp_path / "events.duckdb", create=True) as store:
        store.add([stored(1), stored(2)])
        kept = store.table("events").select(list(EVENT_COLUMNS))
        assert kept == events_table(store.events()).select(list(EVENT_COLUMNS))


def test_pandas_and_polars_take_it() -> None:
    pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    table = events_table([event(1), event(2, killed=None)])
    frame = table.to_pandas()
    assert frame.loc[0, "date_start"] == dt.date(2024, 3, 1) and frame["killed_low"].isna().tolist() == [False, True]
    other = polars.from_arrow(table)
    assert other["killed_low"].to_list() == [12, None] and other["lat"].dtype == polars.Float64
    assert isinstance(table, pa.Table)
