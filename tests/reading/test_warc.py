"""Web archives: their HTML pages, and where a cut-off archive ends."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from reading_samples import TITLE, items, page, reason, split, written
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from recoupe.reading.bounds import MAX_PAGE

HTML = ("Content-Type", "text/html; charset=utf-8")
DATE = {"WARC-Date": "2024-05-30T10:00:00Z"}


def archive(*answers: tuple[str, str, list[tuple[str, str]], bytes], packed: bool = False) -> bytes:
    """A WARC file: a warcinfo record and a response record for each (url, status, headers, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, headers, body in answers:
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=DATE
        )
        writer.write_record(record)
    return out.getvalue()


def pages(count: int) -> list[tuple[str, str, list[tuple[str, str]], bytes]]:
    return [(f"https://bac.example/{number}", "200 OK", [HTML], page()) for number in range(count)]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
def test_each_page_is_a_dispatch(tmp_path: Path, name: str, packed: bool) -> None:
    dispatches, problems = split(items(written(tmp_path, name, archive(*pages(3), packed=packed))))
    assert problems == []
    assert [found.id for found in dispatches] == [f"https://bac.example/{number}" for number in range(3)]
    assert {(found.title, str(found.published), found.url == found.id) for found in dispatches} == {
        (TITLE, "2024-05-29", True)
    }


CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page()[:100], page()[100:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("status", "headers", "body", "read"),
    [
        ("200 OK", [HTML, ("Content-Encoding", "gzip")], gzip.compress(page()), True),
        ("200 OK", [HTML, ("Transfer-Encoding", "chunked")], CHUNKED, True),
        ("200 OK", [("Content-Type", "text/html; charset=latin1")], page("latin-1"), True),
        ("200 OK", [("content-type", "APPLICATION/XHTML+XML")], page(), True),
        ("404 Not Found", [HTML], page(), False),
        ("301 Moved", [HTML], page(), False),
        ("200 OK", [("Content-Type", "image/png")], page(), False),
        ("200 OK", [], page(), False),
    ],
)
def test_only_pages_that_were_answered_are_read(
    tmp_path: Path, status: str, headers: list[tuple[str, str]], body: bytes, read: bool
) -> None:
    content = archive(("https://bac.example/x", status, headers, body), *pages(1))
    dispatches, problems = split(items(written(tmp_path, "a.warc", content)))
    assert problems == [] and len(dispatches) == 1 + read


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ([HTML], b"<html></html>", "no article in the page"),
        ([HTML, ("Content-Encoding", "br")], b"x", "packed as 'br', which is not read"),
        ([HTML], page() + b"x" * MAX_PAGE, f"a page of more than {MAX_PAGE:,} bytes"),
        ([HTML, ("Content-Encoding", "gzip")], gzip.compress(page() + b"x" * 50_000_000), "a page of more than"),
    ],
)
def test_a_bad_page_names_its_record_and_costs_no_other(
    tmp_path: Path, headers: list[tuple[str, str]], body: bytes, expected: str
) -> None:
    content = archive(("https://bac.example/bad", "200 OK", headers, body), *pages(1))
    dispatches, problems = split(items(written(tmp_path, "a.warc", content)))
    assert len(dispatches) == len(problems) == 1
    assert problems[0].startswith("record 2, https://bac.example/bad: ") and expected in problems[0]


@pytest.mark.parametrize("packed", [False, True])
def test_of_a_cut_off_archive_all_before_the_cut_is_read(tmp_path: Path, packed: bool) -> None:
    whole = archive(*pages(3), packed=packed)
    ends = [len(archive(*pages(count), packed=packed)) for count in range(4)]
    for cut in range(ends[0] + 5, len(whole) - 5, 97):
        complete = sum(1 for end in ends[1:] if end <= cut + 4)
        dispatches, problems = split(items(written(tmp_path, "a.warc", whole[:cut])))
        assert complete <= len(dispatches) <= complete + 1
        assert all(found.text.endswith("poste.") for found in dispatches)
        assert (len(problems) == 1 and "cut off" in problems[0]) or cut in range(ends[complete] - 4, ends[complete] + 1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (archive(), "a WARC file without an HTML page in it"),
        (b"WARC/1.0\r\nContent-Length: x\r\n\r\n", "its record 1 does not say how long it is"),
        (b"WARC/1.0\r\nContent-Length: 2", "cut off in its record 1"),
        (b"WARC/9.0\r\nContent-Length: 2\r\n\r\nab", "its record 1 cannot be parsed"),
        (b"Un mort.\n", "no WARC record where its record 1 should begin"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000, "a header of more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_archive_says_why(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in reason(items(written(tmp_path, "a.warc", content)))


def test_a_wrong_length_is_told_after_what_was_read(tmp_path: Path) -> None:
    content = archive(*pages(2)).replace(b"</body></html>\r\n\r\n", b"</body></html> more \r\n\r\n", 1)
    dispatches, problems = split(items(written(tmp_path, "a.warc", content)))
    assert len(dispatches) == 1 and problems == [
        "no WARC record where its record 3 should begin; what comes before is read"
    ]


def test_a_page_is_not_published_after_it_was_crawled(tmp_path: Path) -> None:
    body = page().replace(b"2024-05-29T23:40:00-05:00", b"2024-06-01T08:00:00Z")
    body = body.replace(b"2024-05-31", b"2024-06-01")
    (found,) = split(items(written(tmp_path, "a.warc", archive(("https://b.example/", "200 OK", [HTML], body)))))[0]
    assert found.published is None
