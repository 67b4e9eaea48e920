"""Whatever bytes come, the reader gives something for them and never raises."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.reading import ReadProblem, read
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8)
KEYS = st.text(max_size=4)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=8)
RECORDS = st.dictionaries(st.sampled_from(["id", "title", "text", "published", "url", "lang", "events"]), VALUES)
MARKS = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"{", b"[", b"%PDF-", b"\n\n", b'{"text": "'])


def check(items: list[Dispatch | ReadProblem]) -> None:
    assert items
    for item in items:
        if isinstance(item, ReadProblem):
            assert item.reason and item.source
            str(item).encode()
        else:
            assert item.id and item.text.strip() and len(item.text) <= MAX_TEXT
            item.model_dump_json().encode()


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(tempfile.mkdtemp())


@pytest.mark.parametrize("suffix", [".txt", ".json", ".jsonl", ""])
@given(mark=MARKS, rest=st.binary(max_size=300))
def test_random_bytes(folder: Path, suffix: str, mark: bytes, rest: bytes) -> None:
    path = folder / f"fuzz{suffix}"
    path.write_bytes(mark + rest)
    check(list(read([path])))


@given(mark=MARKS, rest=st.binary(max_size=300))
def test_random_bytes_on_standard_input(mark: bytes, rest: bytes) -> None:
    check(list(read(["-"], io.BytesIO(mark + rest))))


@given(value=VALUES | RECORDS | st.lists(RECORDS))
def test_random_json(folder: Path, value: object) -> None:
    path = folder / "value.json"
    path.write_text(json.dumps(value))
    check(list(read([path])))


@given(records=st.lists(RECORDS, min_size=1, max_size=5))
def test_every_line_gives_exactly_one_item(records: list[object]) -> None:
    content = "\n".join(map(json.dumps, records)).encode()
    found = list(read(["-"], io.BytesIO(content)))
    check(found)
    assert len(found) == len(records)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_a_text_that_is_taken_is_taken_whole(text: str) -> None:
    for item in read(["-"], io.BytesIO(json.dumps({"text": text}).encode())):
        assert isinstance(item, ReadProblem) or item.text == text


@given(path=st.text(min_size=1, max_size=30))
def test_random_paths(folder: Path, path: str) -> None:
    check(list(read([f"{folder}/none/{path}"])))
