"""Arrow tables as text: every row of CSV reads back as it was."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pytest

from recoupe.rendering.rows import csv_lines


@pytest.mark.parametrize("value", ["plain", "two\nlines", "a\rreturn", 'a "quoted" word', "a, comma", " ", "é"])
def test_csv_reads_back(value: str) -> None:
    text = "".join(f"{line}\n" for line in csv_lines(pa.table({"name": [value], "n": [1]})))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["name", "n"], [value, "1"]]
