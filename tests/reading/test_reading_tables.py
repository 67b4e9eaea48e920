"""CSV and Parquet: a dispatch a row, by the columns that are named."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading_samples import TODAY, items, one, reason, split, written

from recoupe.reading import ReadProblem, read
from recoupe.reading.tables import split_columns
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

MAPPING = {"text": "corps", "published": "jour", "title": "titre"}
ROW = Dispatch(id="t:1", text='Un "mort";\ndeux, trois.', title="T", published=dt.date(2024, 5, 29))


def parquet(**columns: list[Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_row_is_a_dispatch(tmp_path: Path, separator: str) -> None:
    quoted = '"Un ""mort"";\ndeux, trois."'
    content = f"titre{separator}corps{separator}jour\r\nT{separator}{quoted}{separator}2024-05-29\r\n\r\n"
    for mark in ("", "\ufeff"):
        assert one(items(written(tmp_path, "t.csv", mark + content), columns=MAPPING)) == ROW


@pytest.mark.parametrize("day", [dt.date(2024, 5, 29), dt.datetime(2024, 5, 29, 23, 40), "2024-05-29"])
def test_a_row_of_parquet_is_a_dispatch(tmp_path: Path, day: object) -> None:
    content = parquet(corps=[ROW.text], jour=[day], titre=["T"], autre=[3])
    assert one(items(written(tmp_path, "t.parquet", content), columns=MAPPING)) == ROW
    assert one(items("-", stdin=content, columns=MAPPING)).text == ROW.text


def test_a_separator_in_a_quoted_name_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", '"a, b, c, d";text\n1;Un mort.\n')
    assert one(items(path)).text == "Un mort."


def test_columns_with_a_fields_own_name_need_no_mapping(tmp_path: Path) -> None:
    found = one(items(written(tmp_path, "t.csv", "id,text,publisher\n7,Un mort.,Le Bac\n")))
    assert found == Dispatch(id="7", text="Un mort.", publisher="Le Bac")
    assert one(items(written(tmp_path, "t.parquet", parquet(id=[7], text=["Un mort."])))).id == "7"


def test_the_keys_of_json_are_mapped_too(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"corps": "Un mort.", "text": 3}\n{"texte": "a"}\n')
    dispatches, problems = split(items(path, columns={"text": "corps"}))
    assert [found.text for found in dispatches] == ["Un mort."]
    assert problems == ['no "corps"; there are: texte']


def test_standard_input_is_csv_if_columns_are_named() -> None:
    assert one(items("-", stdin=b"corps\nUn mort.\n", columns={"text": "corps"})).text == "Un mort."


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "no column 'text'; the columns are: corps, jour; say which holds the text: --columns text=COLUMN"),
        ({"text": "body"}, "no column 'body' (for text); the columns are: corps, jour"),
        ({"text": "corps", "url": "lien"}, "no column 'lien' (for url); the columns are: corps, jour"),
    ],
)
def test_wrong_columns_are_told_with_those_there_are(
    tmp_path: Path, name: str, columns: dict[str, str], expected: str
) -> None:
    content = b"corps,jour\na,\n" if name == "t.csv" else parquet(corps=["a"], jour=[""])
    assert reason(items(written(tmp_path, name, content), columns=columns)) == expected


def test_a_field_that_a_dispatch_has_not_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="no field 'body'; the fields are: text, id, title"):
        read([], columns={"body": "text"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a", "1 fields, where the header has 2"),
        ("a,b,c", "3 fields, where the header has 2"),
        (",2024-05-29", "the text is empty"),
        ("a,29/05/2024", "write it as YYYY-MM-DD"),
        ('"a"b,', "not CSV: ',' expected after '\"'"),
        ("\udce9,", "not UTF-8: byte 0xe9"),
        ("a" * (5 * MAX_TEXT) + ",", "not CSV: field larger than field limit"),
    ],
)
def test_a_bad_row_names_its_line_and_costs_no_other(tmp_path: Path, row: str, expected: str) -> None:
    content = f"text,published\nUn mort.,\n{row}\nDeux morts.,\n".encode("utf-8", "surrogateescape")
    first, second, third = items(written(tmp_path, "t.csv", content))
    assert isinstance(first, Dispatch) and isinstance(third, Dispatch) and third.text == "Deux morts."
    assert isinstance(second, ReadProblem) and second.line == 3 and expected in second.reason


def test_an_open_quote_at_the_end_is_told_and_what_comes_before_is_read(tmp_path: Path) -> None:
    dispatches, problems = split(items(written(tmp_path, "t.csv", 'text\nUn mort.\n"Deux\nmorts.\n')))
    assert len(dispatches) == 1 and problems == [
        "not CSV: unexpected end of data; quote the field, and double the quotes in it"
    ]


def test_the_longest_text_fits_a_field(tmp_path: Path) -> None:
    assert len(one(items(written(tmp_path, "t.csv", "text\n" + "a" * MAX_TEXT + "\n"))).text) == MAX_TEXT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"text": [None]}, 'row 1: no "text"'),
        ({"text": [3]}, 'row 1: "text" is a number'),
        ({"text": [["a"]]}, 'row 1: "text" is a list'),
        ({"text": [b"\xff"]}, 'row 1: "text" is'),
        (
            {"text": ["a"], "published": [dt.date(2030, 1, 1)]},
            "row 1: \"published\" is '2030-01-01', which is in the future",
        ),
        ({"text": []}, "a table without rows"),
    ],
)
def test_a_bad_row_of_parquet_names_its_number(tmp_path: Path, values: dict[str, list[Any]], expected: str) -> None:
    assert expected in reason(items(written(tmp_path, "t.parquet", parquet(**values))))


def test_a_value_that_a_parquet_file_repeats_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.reading.compression.FREE_UNPACKED", 1_000_000)
    path = written(tmp_path, "t.parquet", parquet(text=["mot " * 10_000] * 2_000))
    taken = 0
    for item in read(path, today=TODAY):
        taken += 1
        if isinstance(item, ReadProblem):
            assert "decompression bomb" in item.reason
    assert taken < 2_000


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("t.csv", "", "empty"),
        ("t.csv", "text\n", "a table without rows"),
        ("t.csv", "\n\n", "empty"),
        ("t.csv", b"\xff\xfet\x00", "UTF-16, not UTF-8"),
        ("t.csv", '"text\n', "not CSV"),
        ("t.csv", b"text,r\xe9sum\xe9\na,b\n", "not UTF-8: byte 0xe9"),
        ("t.parquet", b"PAR1", "the Parquet file cannot be parsed"),
        ("t.parquet", parquet(text=["a"])[:-9], "the Parquet file cannot be parsed"),
        ("t.parquet", b"", "the Parquet file cannot be parsed"),
    ],
)
def test_what_is_no_table_says_why(tmp_path: Path, name: str, content: bytes | str, expected: str) -> None:
    assert expected in reason(items(written(tmp_path, name, content)))


@pytest.mark.parametrize(
    ("written_so", "parts"),
    [
        ("text=body", ["text=body"]),
        ("text=body,published=date", ["text=body", "published=date"]),
        ("text=corps, chapeau,id=n", ["text=corps, chapeau", "id=n"]),
        ("", [""]),
    ],
)
def test_a_comma_in_a_columns_name_parts_nothing(written_so: str, parts: list[str]) -> None:
    assert split_columns(written_so) == parts
