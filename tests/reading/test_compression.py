"""Packed inputs: read straight, whole corpora as a stream; what is cut off, damaged or a bomb is told."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import pytest
from reading_samples import LEAD, PACKERS, items, json_lines, one, page, reason, split, written

from recoupe.reading import ReadProblem, bounds, read
from recoupe.reading.compression import Budget
from recoupe.reading.problem import Broken
from recoupe.records import Dispatch

KINDS = list(PACKERS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "content", "identity"),
    [("a.txt", LEAD.encode(), "a"), ("a.jsonl", b'{"text": "Un mort."}', "a:1"), ("a.html", page(), "a")],
)
def test_a_packed_file_is_read_as_what_is_in_it(
    tmp_path: Path, kind: str, name: str, content: bytes, identity: str
) -> None:
    plain = one(items(written(tmp_path, name, content)))
    packed = one(items(written(tmp_path, f"{name}.{kind}", PACKERS[kind](content))))
    assert packed == plain and packed.id == identity


@pytest.mark.parametrize("kind", KINDS)
def test_the_bytes_say_how_it_is_packed_whatever_its_name(tmp_path: Path, kind: str) -> None:
    content = PACKERS[kind](b'{"id": "x", "text": "Un mort."}')
    assert one(items(written(tmp_path, "a.jsonl", content))).id == "x"
    assert one(items("-", stdin=content)).id == "x"


@pytest.mark.parametrize("kind", KINDS)
def test_several_packed_parts_in_a_row_are_one_input(tmp_path: Path, kind: str) -> None:
    parts = b"".join(PACKERS[kind](json_lines(count)) for count in (3, 4))
    assert len(split(items(written(tmp_path, f"a.jsonl.{kind}", parts)))[0]) == 7


@pytest.mark.parametrize("kind", ["gz", "xz", "zst"])
def test_of_a_cut_off_file_all_before_the_cut_is_read(tmp_path: Path, kind: str) -> None:
    content = json_lines(30_000)
    packed = PACKERS[kind](content)
    dispatches, problems = split(items(written(tmp_path, f"a.jsonl.{kind}", packed[: len(packed) * 2 // 3])))
    assert 1_000 < len(dispatches) < 30_000
    assert problems == [problems[0]] and "cut off" in problems[0]
    assert [found.id for found in dispatches] == [found.id for found in items("-", stdin=content)][: len(dispatches)]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_told(tmp_path: Path, kind: str) -> None:
    packed = bytearray(PACKERS[kind](json_lines(2_000)))
    packed[len(packed) // 2] ^= 0xFF
    _, problems = split(items(written(tmp_path, f"a.jsonl.{kind}", bytes(packed))))
    assert problems


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["txt", "jsonl", "json", "html", "csv", "xml", "eml", "parquet", "warc"])
def test_a_decompression_bomb_is_refused(
    tmp_path: Path, kind: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bound in ("MAX_PAGE", "MAX_FEED", "MAX_MAIL", "MAX_JSON", "MAX_SPOOLED"):
        assert getattr(bounds, bound) < 10_000_000_000
    monkeypatch.setattr("recoupe.reading.compression.FREE_UNPACKED", 1_000_000)
    path = written(tmp_path, f"bomb.{suffix}.{kind}", PACKERS[kind](b" " * 30_000_000))
    (found,) = items(path)
    assert isinstance(found, ReadProblem)
    assert "decompression bomb" in found.reason or "more than" in found.reason or "empty" in found.reason


def test_a_bomb_of_gigabytes_costs_little_memory(tmp_path: Path) -> None:
    packer = zlib.compressobj(1, wbits=31)
    path = tmp_path / "bomb.jsonl.gz"
    with open(path, "wb") as file:
        for _ in range(300):
            file.write(packer.compress(bytes(1_000_000)))
        file.write(packer.flush())
    tracemalloc.start()
    assert "decompression bomb" in reason(items(path)) and "200 times" in reason(items(path))
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_an_honest_corpus_of_any_size_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.reading.compression.FREE_UNPACKED", 10_000)
    packed = gzip.compress(json_lines(100_000))
    taken = 0
    for item in read("-", io.BytesIO(packed)):
        assert isinstance(item, Dispatch)
        taken += 1
    assert taken == 100_000


def test_the_ratio_counts_only_past_the_free_bytes() -> None:
    budget = Budget(packed=10)
    budget.spend(bounds.FREE_UNPACKED)
    with pytest.raises(Broken, match="64,000,001 bytes from 10"):
        budget.spend(1)


def test_what_is_packed_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt.gz.gz", gzip.compress(gzip.compress(b"Un mort.")))
    assert reason(items(path)) == "packed twice: unpack the gzip file first"


def test_an_empty_packed_file_is_empty(tmp_path: Path) -> None:
    assert reason(items(written(tmp_path, "a.jsonl.gz", gzip.compress(b"")))).startswith("empty")
