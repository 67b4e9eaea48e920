"""What is remembered of feeds: kept in one step, refused where it is not ours."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from recoupe.watch import FeedMemory, Memory, WatchError
from recoupe.watch.memory import memory_path

ONE = FeedMemory(etag='"1"', modified="Wed, 29 May 2024 10:00:00 GMT", failures=2, not_before=1.5e9, seen=("k", "l"))


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "feeds.json"
    memory = Memory(path)
    assert memory.of("https://a.example") == FeedMemory()
    memory.keep({"https://a.example": ONE})
    memory.keep({"https://b.example": FeedMemory(etag="x")})
    assert Memory(path).of("https://a.example") == ONE
    assert Memory(path).of("https://b.example") == FeedMemory(etag="x")
    assert [file.name for file in path.parent.iterdir()] == ["feeds.json"]


def test_the_same_is_written_alike_in_any_order(tmp_path: Path) -> None:
    for name, order in (("one", "ab"), ("two", "ba")):
        for letter in order:
            Memory(tmp_path / name).keep({f"https://{letter}.example": ONE})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_failure_to_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "feeds.json"
    Memory(path).keep({"https://a.example": ONE})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        Memory(path).keep({"https://a.example": FeedMemory()})
    assert Memory(path).of("https://a.example") == ONE
    assert [file.name for file in tmp_path.iterdir()] == ["feeds.json"]
    assert stat.S_ISREG(path.stat().st_mode)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not what recoupe watch wrote"),
        (b'{"feeds": {"u": {"etag": 3}}}', "not what recoupe watch wrote"),
        (b'{"feeds": {"u": {"tag": "x"}}}', "not what recoupe watch wrote"),
        (b"\xff\xfe", "not what recoupe watch wrote (not UTF-8); delete it"),
        (b'{"version": 2, "feeds": {}}', "of version 2, which a newer Recoupe wrote"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "feeds.json"
    path.write_bytes(content)
    with pytest.raises(WatchError) as error:
        Memory(path)
    assert str(path) in str(error.value) and reason in str(error.value)


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RECOUPE_DATA", str(tmp_path))
    assert memory_path("a/events.duckdb") == Path("a/events.duckdb.feeds.json")
    one, other = memory_path("postgresql://h/one"), memory_path("postgresql://h/other")
    assert one.parent == tmp_path and one != other
