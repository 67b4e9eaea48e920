"""What is named: patterns, addresses on the web, standard input told by its first bytes, folders of all formats."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site, serving
from reading_samples import LEAD, PACKERS, TITLE, TODAY, items, json_lines, one, page, reason, split, written

import recoupe
from recoupe.reading import ReadProblem, bounds, read
from recoupe.records import Dispatch

FEED = f'<rss version="2.0"><channel><title>Le Bac</title><item><title>{TITLE}</title></item></channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def test_a_folder_gives_the_files_of_every_known_format(tmp_path: Path) -> None:
    written(tmp_path, "a.html", page())
    written(tmp_path, "b.csv", "text\nUn mort.\n")
    written(tmp_path, "c.jsonl.xz", PACKERS["xz"](json_lines(1)))
    written(tmp_path, "d.XML", FEED)
    written(tmp_path, "e.gz", PACKERS["gz"](b"Un mort."))
    written(tmp_path, "readme.md", "rien")
    assert [found.id for found in split(items(tmp_path))[0]] == ["a", "b:1", "0", "d:1"]


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [("*.txt", ["a", "b"]), ("?.txt", ["a", "b"]), ("**/*.txt", ["a", "b", "c"]), ("s*", ["c"]), ("[ab].md", ["a"])],
)
def test_a_pattern_gives_what_matches_in_order(tmp_path: Path, pattern: str, ids: list[str]) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "a.md"):
        written(tmp_path, name, LEAD)
    assert [found.id for found in split(items(tmp_path / pattern))[0]] == ids


def test_a_pattern_without_a_match_is_told_and_a_name_with_a_star_is_a_name(tmp_path: Path) -> None:
    assert reason(items(tmp_path / "*.txt")) == "no file or folder matches; check the pattern"
    assert one(items(written(tmp_path, "[a]*.txt", LEAD))).id == "[a]*"


@pytest.mark.parametrize(
    ("content", "identity"),
    [
        (page(), "stdin"),
        (FEED.encode(), "stdin:1"),
        (b"<?xml version='1.0'?>\n<!-- flux -->\n" + FEED.encode(), "stdin:1"),
        (b'[{"text": "Un mort."}]', "stdin:1"),
        (b'{\n  "text": "Un mort."\n}', "stdin"),
        (b'{"text": "Un mort."}', "stdin:1"),
        (b"< 3 morts, > 2 bless\xc3\xa9s", "stdin"),
        (b"[Agence] Un mort.", "stdin"),
        (b"{ Un mort }".replace(b"{", b"("), "stdin"),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(content: bytes, identity: str) -> None:
    assert one(items("-", stdin=content)).id == identity
    for packer in PACKERS.values():
        assert one(items("-", stdin=packer(content))).id == identity


def test_lines_that_are_piped_in_come_out_one_by_one() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as end, os.fdopen(writer, "wb", buffering=0) as start:
        found = read("-", end)
        for number in range(3):
            start.write(json.dumps({"id": str(number), "text": "Un mort."}).encode() + b"\n")
            item = next(found)
            assert isinstance(item, Dispatch) and item.id == str(number)


def test_standard_input_stays_open() -> None:
    stdin = io.BytesIO(b'{"text": "Un mort."}')
    list(read("-", stdin))
    assert not stdin.closed


def test_one_path_needs_no_list(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", LEAD)
    assert list(recoupe.read(path)) == list(recoupe.read(str(path))) == list(recoupe.read([path]))


def test_a_line_beyond_the_bound_is_told_and_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.reading.streams.MAX_LINE", 1_000)
    content = json_lines(2) + b'{"text": "' + b"a" * 5_000 + b'"}\n' + json_lines(1)
    found = items(written(tmp_path, "a.jsonl", content))
    assert [isinstance(item, Dispatch) for item in found] == [True, True, False, True]
    assert isinstance(found[2], ReadProblem) and found[2].line == 3
    assert found[2].reason == "a line of 5,013 bytes; at most 1,000 are read"


def test_a_json_file_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.reading.text.MAX_JSON", 1_000)
    path = written(tmp_path, "a.json", json.dumps([{"text": "a" * 2_000}]))
    assert reason(items(path)) == "JSON of more than 1,000 bytes; write one dispatch a line instead, as .jsonl"
    assert bounds.MAX_JSON > 100_000_000


def test_a_page_on_the_web_bears_its_address(site: Site) -> None:
    site.pages["/ziara"] = (302, {"Location": "/ziara.html"}, b"")
    site.pages["/ziara.html"] = (200, {"Content-Type": "text/html; charset=latin1"}, page("latin-1"))
    (found,) = read(f"{site.url}/ziara", today=TODAY, allow_private=True)
    assert isinstance(found, Dispatch)
    assert (found.id, found.url, found.title) == (f"{site.url}/ziara.html", f"{site.url}/ziara.html", TITLE)
    assert str(found.published) == "2024-05-29"


@pytest.mark.parametrize(
    ("content", "kind", "identity"),
    [
        (FEED.encode(), "text/html", "URL:1"),
        (b"<p>Un mort.</p>", "text/html", "URL"),
        (b"Un mort.", "text/plain", "URL"),
        (PACKERS["gz"](b'{"text": "Un mort."}'), "application/gzip", "URL:1"),
    ],
)
def test_what_comes_from_the_web_is_told_by_its_first_bytes(
    site: Site, content: bytes, kind: str, identity: str
) -> None:
    site.pages["/x"] = (200, {"Content-Type": kind}, content)
    (found,) = read(f"{site.url}/x", today=TODAY, allow_private=True)
    assert isinstance(found, Dispatch) and found.id == identity.replace("URL", f"{site.url}/x")


def test_a_private_address_is_refused_unless_it_is_allowed(site: Site) -> None:
    (found,) = items(f"{site.url}/x")
    assert isinstance(found, ReadProblem) and found.source == f"{site.url}/x"
    assert found.reason == ("127.0.0.1 is not a public address; if you trust it, allow private ones (--allow-private)")
    assert site.requests == []


def test_the_sites_rules_are_asked_for_once_in_a_reading(site: Site) -> None:
    site.pages["/x"] = (200, {}, b"Un mort.")
    list(read([f"{site.url}/x"] * 3, allow_private=True))
    assert site.paths() == ["/robots.txt", "/x", "/x", "/x"]


def test_one_bad_source_never_costs_the_others(site: Site, tmp_path: Path) -> None:
    good = written(tmp_path, "a.txt", LEAD)
    sources = [f"{site.url}/404", "ftp://bac.example/", str(tmp_path / "*.xyz"), good]
    found = list(read(sources, allow_private=True))
    assert [isinstance(item, Dispatch) for item in found] == [False, False, False, True]


def test_reading_needs_no_threads() -> None:
    before = threading.active_count()
    items("-", stdin=page())
    assert threading.active_count() == before
