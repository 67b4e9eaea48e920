"""ZIP archives: the files in them that hold dispatches."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from reading_samples import LEAD, items, json_lines, page, reason, split, written, zipped

from recoupe.reading import ReadProblem
from recoupe.records import Dispatch


def test_its_files_are_read_in_order_and_bear_its_name(tmp_path: Path) -> None:
    content = zipped(**{"b/x.txt": LEAD.encode(), "a.jsonl.gz": gzip.compress(json_lines(2)), "note.md": b"#"})
    path = written(tmp_path, "day.zip", content)
    dispatches, problems = split(items(path))
    assert [found.id for found in dispatches] == ["0", "1eef", "day:b/x"] and problems == []
    assert split(items("-", stdin=content))[0][-1].id == "stdin:b/x"


def test_a_problem_names_the_member_and_costs_no_other(tmp_path: Path) -> None:
    path = written(tmp_path, "day.zip", zipped(**{"a.json": b"{", "b.html": page(), "c.zip": zipped()}))
    first, second, third = items(path)
    assert isinstance(first, ReadProblem) and str(first).startswith(f"{path}/a.json, line 1: JSON syntax error")
    assert isinstance(second, Dispatch) and second.id == "day:b"
    assert isinstance(third, ReadProblem) and third.reason == "an archive in an archive: unpack it first"


def test_a_bomb_among_its_files_is_refused_and_the_archive_with_it(tmp_path: Path) -> None:
    path = written(tmp_path, "bomb.zip", zipped(**{"a.jsonl": bytes(150_000_000)}))
    assert "decompression bomb" in reason(items(path))


def test_the_budget_is_that_of_all_files_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.reading.compression.FREE_UNPACKED", 10_000_000)
    members = {f"{number}.txt": b" " * 700_000 for number in range(40)}
    _, problems = split(items(written(tmp_path, "many.zip", zipped(**members))))
    assert any("decompression bomb" in problem for problem in problems)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (zipped(**{"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "an office file"),
        (zipped(**{"mimetype": b"application/epub+zip"}), "an office file"),
        (zipped(**{"photo.png": b"x"}), "without a file of dispatches"),
        (zipped(), "without a file of dispatches"),
        (zipped(**{"a.txt": b"Un mort."})[:-30], "a ZIP or office file that cannot be parsed"),
    ],
)
def test_what_is_no_archive_of_dispatches_says_so(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in reason(items(written(tmp_path, "a.zip", content)))


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.reading.archive.MAX_MEMBERS", 3)
    path = written(tmp_path, "a.zip", zipped(**{f"{number}.txt": b"Un mort." for number in range(4)}))
    assert "at most 3 are read" in reason(items(path))


def test_an_encrypted_file_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped(**{"a.txt": b"Un mort.", "b.txt": LEAD.encode()}))
    # The flag "encrypted" of the first member, in its local header and in the directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    dispatches, problems = split(items(written(tmp_path, "a.zip", bytes(content))))
    assert problems == ["encrypted; unpack the archive first"] and [found.id for found in dispatches] == ["a:b"]


def test_a_damaged_file_in_it_costs_no_other(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", LEAD)
        archive.writestr("b.txt", LEAD)
    content = out.getvalue().replace(b"Deux", b"Dix ", 1)
    dispatches, problems = split(items(written(tmp_path, "a.zip", content)))
    assert [found.id for found in dispatches] == ["a:b"]
    assert len(problems) == 1 and "Bad CRC-32" in problems[0]
