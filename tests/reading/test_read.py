"""Files, folders and standard input to dispatches: what comes out, and what is said of what does not."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from pathlib import Path

import pytest

from recoupe.reading import ReadProblem, read
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

TODAY = dt.date(2024, 6, 1)
TEXT = "Deux villageois ont été enlevés mardi près de la mare, selon le chef du canton."


def items(*paths: Path | str, stdin: bytes = b"") -> list[Dispatch | ReadProblem]:
    return list(read(paths, io.BytesIO(stdin), today=TODAY))


def one(path: Path | str, stdin: bytes = b"") -> Dispatch | ReadProblem:
    (item,) = items(path, stdin=stdin)
    return item


def dispatch(path: Path | str, stdin: bytes = b"") -> Dispatch:
    item = one(path, stdin)
    assert isinstance(item, Dispatch), item
    return item


def problem(path: Path | str, stdin: bytes = b"") -> ReadProblem:
    item = one(path, stdin)
    assert isinstance(item, ReadProblem), item
    return item


def written(folder: Path, name: str, content: bytes | str | object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


@pytest.mark.parametrize("name", ["mare.txt", "mare", "mare.dépêche", "mare.TXT"])
def test_any_file_that_is_not_json_is_one_plain_text(tmp_path: Path, name: str) -> None:
    assert dispatch(written(tmp_path, name, TEXT)) == Dispatch(id="mare", text=TEXT)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Ligne un.\r\nLigne deux.\r\n",
        "Un tir 💥 a tué deux 👨‍👩‍👧 personnes.",
        "Attaque\x07 à \x1b[31mGao\x1b[0m, a dit\x00 l'armée.",
        "Moins de 3 < 5 morts, plus de 2 > 1.",
        "Un seul <b>mot</b> en gras, et x<y.",
        "  blancs autour  \n",
    ],
)
def test_a_plain_text_comes_character_for_character(tmp_path: Path, text: str) -> None:
    assert dispatch(written(tmp_path, "a.txt", text)).text == text
    assert dispatch(written(tmp_path, "b.jsonl", lines({"text": text}))).text == text
    assert dispatch("-", text.encode()).text == text


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    record = json.dumps({"text": TEXT}).encode()
    assert dispatch(written(tmp_path, "a.txt", mark + TEXT.encode())).text == TEXT
    assert dispatch(written(tmp_path, "a.json", mark + record)).text == TEXT
    assert dispatch(written(tmp_path, "a.jsonl", mark + record)).text == TEXT
    assert dispatch("-", mark + record).text == TEXT


FULL = {
    "id": "d7",
    "title": "Deux enlèvements",
    "text": TEXT,
    "published": "2024-05-29",
    "publisher": "La Mare",
    "url": "https://mare.example/d7",
    "lang": "fr",
}


def test_json_holds_a_dispatch_with_all_its_keys_and_others_are_ignored(tmp_path: Path) -> None:
    path = written(tmp_path, "gold.json", {**FULL, "events": [{"type": "civilians.abduction"}], "note": 3})
    assert dispatch(path) == Dispatch.model_validate(FULL)


def test_a_json_list_holds_dispatches_each_with_its_own_problem(tmp_path: Path) -> None:
    path = written(tmp_path, "list.json", [FULL, {"text": TEXT}, {"title": "vide"}, [1]])
    first, second, third, fourth = items(path)
    assert isinstance(first, Dispatch) and first.id == "d7"
    assert isinstance(second, Dispatch) and second.id == "list:2"
    assert isinstance(third, ReadProblem) and third.reason.startswith('item 3: no "text"')
    assert isinstance(fourth, ReadProblem) and fourth.reason.startswith("item 4: a list, not a dispatch")


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".JSONL"])
def test_json_lines_hold_a_dispatch_a_line(tmp_path: Path, suffix: str) -> None:
    content = lines({"text": TEXT}) + b"\n\n{oops}\r\n" + lines({"id": 12, "text": TEXT}, "mot", None) + b"\n"
    first, second, third, fourth, fifth = items(written(tmp_path, f"day{suffix}", content))
    assert isinstance(first, Dispatch) and first.id == "day:1"
    assert isinstance(second, ReadProblem) and second.line == 3 and "JSON syntax error at column 2" in second.reason
    assert isinstance(third, Dispatch) and third.id == "12"
    assert isinstance(fourth, ReadProblem) and fourth.line == 5 and fourth.reason.startswith("a string, not a dispatch")
    assert isinstance(fifth, ReadProblem) and fifth.line == 6 and fifth.reason.startswith("null, not a dispatch")


def test_given_ids_stay_as_they_are_even_twice(tmp_path: Path) -> None:
    found = items(written(tmp_path, "twice.jsonl", lines({"id": "x", "text": TEXT}, {"id": "x", "text": TEXT})))
    assert [item.id for item in found if isinstance(item, Dispatch)] == ["x", "x"]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-05-29", dt.date(2024, 5, 29)),
        ("2024-05-29T23:59:00Z", dt.date(2024, 5, 29)),
        ("2024-05-29T23:59:00.250+02:00", dt.date(2024, 5, 29)),
        ("2024-05-29 06:10", dt.date(2024, 5, 29)),
        ("2024-06-02", dt.date(2024, 6, 2)),
        ("", None),
        (None, None),
    ],
)
def test_publication_day(tmp_path: Path, published: str | None, day: dt.date | None) -> None:
    assert dispatch(written(tmp_path, "a.json", {"text": TEXT, "published": published})).published == day


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, 'no "text"'),
        ({"text": None}, 'no "text"'),
        ({"text": 4}, '"text" is a number'),
        ({"text": True}, '"text" is true or false'),
        ({"text": ["a"]}, '"text" is a list'),
        ({"text": {"fr": "a"}}, '"text" is an object'),
        ({"text": ""}, "the text is empty"),
        ({"text": " \n\t"}, "the text is empty"),
        ({"text": "a " * MAX_TEXT}, f"the text has {2 * MAX_TEXT:,} characters; a dispatch has at most {MAX_TEXT:,}"),
        ({"text": "moitié \ud83d"}, "half a surrogate pair (U+D83D) at character 7"),
        ({"text": TEXT, "title": "\udc00"}, '"title" holds half a surrogate pair'),
        ({"text": TEXT, "title": ["a"]}, '"title" is a list'),
        ({"text": TEXT, "id": {"a": 1}}, '"id" is an object'),
        ({"text": TEXT, "id": False}, '"id" is true or false'),
        ({"text": TEXT, "lang": 3}, '"lang" is a number'),
        ({"text": TEXT, "published": 1716940800}, '"published" is a number'),
        ({"text": TEXT, "published": "29/05/2024"}, "write it as YYYY-MM-DD"),
        ({"text": TEXT, "published": "20240529"}, "write it as YYYY-MM-DD"),
        ({"text": TEXT, "published": "2023-02-29"}, "which is no date"),
        ({"text": TEXT, "published": "2024-05-29T25:00"}, "which is no date"),
        ({"text": TEXT, "published": "2024-06-03"}, "in the future"),
        ({"text": "<p>Un mort</p>\n<p>à Gao.</p>"}, "HTML left in the text; extract the article first"),
        ({"text": '<DIV class="x">Un mort<br/>à Gao<br /></div>'}, "HTML left in the text; extract the article first"),
    ],
)
def test_an_object_that_is_no_dispatch_is_a_problem_and_costs_no_other(
    tmp_path: Path, record: dict[str, object], reason: str
) -> None:
    path = written(tmp_path, "a.jsonl", "\n".join([json.dumps(record), json.dumps({"text": TEXT})]))
    first, second = items(path)
    assert isinstance(first, ReadProblem)
    assert first.line == 1 and first.source == str(path) and reason in first.reason
    assert isinstance(second, Dispatch)


LATIN = "Trois blessés à Ségou.".encode("latin-1")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", b"\n", "empty"),
        ("a.json", b"[]", "empty list"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", LATIN, "byte 0xe9 at offset 11"),
        ("a.txt", LATIN, "convert it: iconv -f latin1 -t utf-8"),
        ("a.txt", b"\xef\xbb\xbf" + LATIN, "offset 14"),
        ("a.json", b'{"text": "' + LATIN + b'"}', "byte 0xe9 at offset 21"),
        ("a.txt", TEXT.encode("utf-16"), "UTF-16, not UTF-8; convert it: iconv -f utf-16 -t utf-8"),
        ("a.txt", TEXT.encode("utf-32"), "UTF-32"),
        ("a.txt", TEXT.encode("utf-16-le"), "a binary file"),
        ("a.txt", bytes(range(256)) * 20, "a binary file"),
        ("a.txt", b"%PDF-1.7 etc.", "a PDF file"),
        ("a", b"PK\x03\x04rest", "a ZIP or office file"),
        ("a.jsonl.gz", b"\x1f\x8b\x08rest", "a gzip file"),
        ("a.jpg", b"\xff\xd8\xff\xe0rest", "an image"),
        ("a.json", b'{"text": "a"', "JSON syntax error at column 13"),
        ("a.json", b"Un mort.", "JSON syntax error at column 1"),
        ("a.json", b'{"text": "a"}\n{"text": "b"}', "name the file .jsonl"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "out of bounds"),
        ("a.json", b"12", "a number, not a dispatch"),
        ("a.txt", b"mot " * 1_250_000, f"more than {MAX_TEXT:,} characters"),
        ("a.txt", ("é" * (MAX_TEXT + 1)).encode(), f"{MAX_TEXT + 1:,} characters"),
        ("a.txt", b"<html><body><p>Un mort.</p></body></html>", "HTML left in the text"),
    ],
)
def test_a_file_that_is_no_dispatch_is_a_problem_with_its_mend(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = written(tmp_path, name, content)
    found = problem(path)
    assert found.source == str(path) and reason in found.reason


def test_a_json_syntax_error_names_its_line(tmp_path: Path) -> None:
    found = problem(written(tmp_path, "a.json", b'{\n "text": "a",\n}'))
    assert found.line == 3
    assert str(found).startswith(f"{tmp_path / 'a.json'}, line 3: JSON syntax error at column 1")


def test_the_wrong_byte_of_a_line_is_told_by_its_offset_in_the_file(tmp_path: Path) -> None:
    good = lines({"text": TEXT}) + b"\n"
    first, second, third = items(written(tmp_path, "a.jsonl", good + b'{"text": "\xe9"}\n' + good))
    assert isinstance(first, Dispatch) and isinstance(third, Dispatch)
    assert isinstance(second, ReadProblem) and second.line == 2
    assert f"at offset {len(good) + 10}" in second.reason


def test_the_longest_text_allowed_is_read(tmp_path: Path) -> None:
    assert len(dispatch(written(tmp_path, "a.txt", "é" * MAX_TEXT)).text) == MAX_TEXT


def test_a_folder_gives_its_files_sorted_with_those_of_its_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.json", "sub/c.jsonl", "sub/deep/d.ndjson"):
        written(tmp_path, name, json.dumps({"id": name, "text": TEXT}) if "txt" not in name else TEXT)
    written(tmp_path, "photo.png", b"\x89PNG")
    assert [item.id for item in items(tmp_path) if isinstance(item, Dispatch)] == [
        "a.json",
        "b",
        "sub/c.jsonl",
        "sub/deep/d.ndjson",
    ]


def test_a_folder_without_dispatches_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, "sub/readme.md", "rien")
    assert problem(tmp_path).reason.startswith("a folder without .txt, .json, .jsonl, .ndjson, .html, ")


@pytest.mark.parametrize(
    ("path", "reason"), [("nowhere.txt", "no such file"), ("", "an empty file name"), ("nul\0.txt", "cannot be read")]
)
def test_a_path_that_leads_nowhere_is_a_problem(path: str, reason: str) -> None:
    assert reason in problem(path).reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_or_folder_closed_to_the_reader_is_a_problem(tmp_path: Path) -> None:
    closed = written(tmp_path, "inside/a.txt", TEXT)
    closed.chmod(0)
    assert "permission denied" in problem(closed).reason
    closed.parent.chmod(0)
    try:
        assert "permission denied" in problem(closed.parent).reason
    finally:
        closed.parent.chmod(0o700)


def test_an_unreadable_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.txt", TEXT)
    monkeypatch.setattr("builtins.open", refuse)
    assert problem(path).reason == "permission denied; make it readable (chmod u+r)"


def test_a_name_that_is_not_utf_8_gives_an_id_that_can_be_printed(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/s\xe9gou.txt")
    try:
        Path(path).write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert dispatch(path).id == "s\ufffdgou"


@pytest.mark.parametrize(
    ("stdin", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (b"\n\n" + TEXT.encode(), ["stdin"]),
        (b"[Reuters] deux morts.", ["stdin"]),
        (b" \n " + lines({"text": TEXT}, {"id": "x", "text": TEXT}), ["stdin:2", "x"]),
    ],
)
def test_standard_input_is_json_lines_or_one_text(stdin: bytes, ids: list[str]) -> None:
    assert [item.id for item in items("-", stdin=stdin) if isinstance(item, Dispatch)] == ids


def test_the_leading_blank_lines_of_standard_input_keep_their_place_in_the_offsets() -> None:
    assert dispatch("-", b"\n\n" + TEXT.encode()).text == "\n\n" + TEXT


@pytest.mark.parametrize("stdin", [b"", b"\n", b"\xef\xbb\xbf\n", b"\xff", b"\n" * 2_000_000])
def test_standard_input_with_nothing_in_it_is_a_problem(stdin: bytes) -> None:
    assert problem("-", stdin).source == "standard input"


def test_closed_standard_input_is_a_problem() -> None:
    closed = io.BytesIO()
    closed.close()
    (item,) = read(["-"], closed)
    assert isinstance(item, ReadProblem) and item.reason.startswith("closed")


def test_one_bad_input_never_costs_the_others(tmp_path: Path) -> None:
    good = written(tmp_path, "good.txt", TEXT)
    bad = written(tmp_path, "bad.txt", LATIN)
    found = items(good, bad, tmp_path / "nowhere", "-", good, stdin=TEXT.encode())
    assert [isinstance(item, Dispatch) for item in found] == [True, False, False, True, True]


def test_a_future_day_is_measured_from_the_real_today_by_default(tmp_path: Path) -> None:
    soon = (dt.date.today() + dt.timedelta(days=5)).isoformat()
    (item,) = read([written(tmp_path, "a.json", {"text": TEXT, "published": soon})])
    assert isinstance(item, ReadProblem) and "in the future" in item.reason
