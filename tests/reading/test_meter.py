"""The share of the input that has been read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from recoupe.reading import read
from recoupe.reading.meter import Meter

LINE = '{"text": "Une embuscade a fait sept morts près de Gao, selon l\'armée malienne."}\n'


def shares(*paths: str | Path) -> list[float | None]:
    """The share after each dispatch, and after the last."""
    meter = Meter(paths)
    found = [meter.share() for _ in read(paths, meter=meter)]
    return [*found, meter.share()]


def test_it_grows_with_what_is_read_and_ends_at_the_whole(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINE * 3)
    (tmp_path / "b.jsonl").write_text(LINE)
    assert shares(tmp_path / "a.jsonl", tmp_path / "b.jsonl") == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert shares(tmp_path) == shares(tmp_path / "*.jsonl") == shares(tmp_path / "**") == [0.25, 0.5, 0.75, 1.0, 1.0]


def test_packed_files_count_as_they_lie_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((LINE * 50).encode()))
    (tmp_path / "b.jsonl").write_text(LINE * 50)
    found = shares(tmp_path)
    assert all(one is not None for one in found) and found == sorted(found, key=lambda one: one or 0)
    packed, plain = ((tmp_path / name).stat().st_size for name in ("a.jsonl.gz", "b.jsonl"))
    assert found[49] == pytest.approx(packed / (packed + plain)) and found[-1] == 1


@pytest.mark.parametrize("path", ["-", "https://example.org/feed"])
def test_what_has_no_size_to_know_leaves_the_share_unknown(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.jsonl").write_text(LINE)
    assert Meter([tmp_path / "a.jsonl", path]).share() is None


def test_what_is_missing_or_empty_counts_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINE)
    assert shares(tmp_path / "nowhere", tmp_path / "a.jsonl")[-1] == 1
    assert Meter([tmp_path / "nowhere"]).share() is None
