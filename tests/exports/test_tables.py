"""CSV, Parquet and HXL: the same row three times."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export_samples import ACCOUNTS, account, stored
from format_definitions import HXL_ATTRIBUTES, HXL_HASHTAGS
from hypothesis import given

from recoupe.exports import csv as csv_format
from recoupe.exports import hxl, parquet
from recoupe.exports.account import Account, accounts_of
from recoupe.exports.flat import COLUMNS, flat
from recoupe.exports.taking import Rows
from recoupe.store.exact import holdable

# Attributes of the export that HXL leaves to whoever publishes.
OWN_ATTRIBUTES = set(
    "event certainty date precision first second v_iso2 v_geonames min max captured cited publisher dispatch original".split()
)


def table(*accounts: Account) -> pa.Table:
    return pq.read_table(io.BytesIO(b"".join(parquet.chunks(Rows(accounts)))))


def lines(*accounts: Account) -> list[list[str]]:
    text = b"".join(csv_format.chunks(Rows(accounts))).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def hxl_lines(*accounts: Account) -> list[list[str]]:
    text = b"".join(hxl.chunks(Rows(accounts))).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_row() -> None:
    header, row = lines(account())
    assert header == list(COLUMNS)
    found = {name: value for name, value in zip(header, row, strict=True) if value}
    assert re.fullmatch("[0-9a-f]{32}:e1", found.pop("event_id"))
    assert found == {
        "dispatch_id": "d1", "title": "Titre 1", "publisher": "Agence", "published": "2024-03-02",
        "published_inferred": "false", "url": "https://agence.test/1", "type": "battle.clash", "status": "happened",
        "certainty": "attributed", "confidence": "0.75", "actors": "JNIM", "actor_kinds": "rebel", "actor_countries": "ML",
        "targets": "Military Forces of Mali", "target_kinds": "state_forces", "target_countries": "ML",
        "loaded_words": "terroristes", "sources": "l'état-major", "place": "Gao", "geonameid": "2457163", "lat": "16.27167",
        "lon": "-0.04472", "country": "ML", "place_precision": "town", "date_start": "2024-03-01", "date_end": "2024-03-01",
        "date_precision": "day", "date_inferred": "false", "killed_low": "12", "dispatches": "1", "independent": "1",
        "killed_best": "12",
        "evidence": "Douze soldats au moins sont morts près de Gao […]  l'attaque est attribuée au JNIM",
    }  # fmt: skip


@given(ACCOUNTS)
def test_csv_and_parquet_hold_the_row(one: Account) -> None:
    cells = flat(one)
    assert lines(one)[1] == [
        "" if cell is None else str(cell).lower() if isinstance(cell, bool) else holdable(str(cell)) for cell in cells
    ]
    (row,) = table(one).to_pylist()
    assert list(row.values()) == [holdable(cell) if isinstance(cell, str) else cell for cell in cells]


def test_parquet_is_typed() -> None:
    found = table(account())
    assert found.schema.names == list(COLUMNS)
    assert found["date_start"][0].as_py() == date(2024, 3, 1) and found["killed_low"].type == pa.int64()
    assert found.schema.equals(table().schema) and table().num_rows == 0


def test_parquet_has_groups_and_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    accounts = [accounts_of(stored(number))[0] for number in range(5)]
    made = b"".join(parquet.chunks(Rows(accounts)))
    assert made == b"".join(parquet.chunks(Rows(accounts)))
    file = pq.ParquetFile(io.BytesIO(made))
    assert file.metadata.num_row_groups == 3 and file.metadata.num_rows == 5
    assert file.read()["dispatch_id"].to_pylist() == ["d0", "d1", "d2", "d3", "d4"]


def test_hxl_has_a_line_of_hashtags() -> None:
    header, tags, row = hxl_lines(account())
    assert len(header) == len(tags) == len(row) == len(set(tags))
    for tag in tags:
        assert re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)
    found = dict(zip(tags, row, strict=True))
    assert (found["#affected+killed+min"], found["#affected+killed+max"]) == ("12", "")
    assert (found["#country+code+v_iso2"], found["#geo+lat"], found["#event+type"]) == (
        "ML",
        "16.27167",
        "battle.clash",
    )


def test_the_hashtags_are_those_of_hxl() -> None:
    assert set(hxl.HASHTAGS) == HXL_HASHTAGS and len(hxl.HASHTAGS) == len(HXL_HASHTAGS)


@pytest.mark.parametrize("tag", [column.tag for column in hxl.crosswalk().column])
def test_an_attribute_of_hxl_stands_where_hxl_has_it(tag: str) -> None:
    hashtag, *attributes = tag.removeprefix("#").split("+")
    assert hashtag in HXL_HASHTAGS
    for attribute in attributes:
        # What is a hashtag's own attribute in HXL must not be an attribute of ours under another hashtag.
        assert attribute in OWN_ATTRIBUTES or hashtag in HXL_ATTRIBUTES[attribute]
    assert OWN_ATTRIBUTES.isdisjoint(HXL_ATTRIBUTES)


@given(ACCOUNTS)
def test_hxl_holds_whatever_there_is(one: Account) -> None:
    assert [len(line) for line in hxl_lines(one)] == [len(hxl.crosswalk().column)] * 3
