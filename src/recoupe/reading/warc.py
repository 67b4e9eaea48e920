"""A web archive (WARC, ISO 28500) to a dispatch for each HTML page in it that was answered with status 200."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from recoupe.reading.bounds import MAX_PAGE
from recoupe.reading.html import page
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Broken, Unreadable, parsing

MAGIC = b"WARC/"
_HEADER_BYTES = 1_000_000
_HTML = ("text/html", "application/xhtml+xml")
_CHUNK = 1 << 16


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The dispatches of the pages in an archive; the id is the page's address.

    A page that is none costs no other; a cut-off archive gives all before the cut, then says where it ends.
    """
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415 - not needed for a text file

    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    reader = _Lines(stream)
    number = pages = 0
    while line := reader.next_filled():
        number += 1
        record = _record(loader, reader, line, number)
        for item in _items(loader, record, origin, number):
            pages += 1
            yield item
        _skip_rest(record, number)
    if not pages:
        raise Unreadable("a WARC file without an HTML page in it" if number else "empty: there is no record in it")


def _record(loader: Any, reader: _Lines, line: bytes, number: int) -> Any:
    """The record that begins with this line, its content unread. Raises Broken where there is none, or no end to it."""
    if not line.startswith(MAGIC) and line.endswith(b"\n"):
        raise Broken(f"no WARC record where its record {number} should begin; what comes before is read")
    try:
        with parsing(f"its record {number}"):
            record = loader.parse_record_stream(reader, line, "warc", no_record_parse=True)
    except Unreadable:
        if reader.ended or not line.endswith(b"\n"):
            raise _cut_off(number) from None
        raise
    if reader.ended:
        raise _cut_off(number)
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
        raise Broken(f"its record {number} does not say how long it is; what comes before is read")
    return record


def _items(loader: Any, record: Any, origin: Origin, number: int) -> Iterator[Item]:
    """One dispatch or problem for a page; nothing for what is no page."""
    headers = record.rec_headers
    url = (headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type != "response" or not url.startswith(("http:", "https:")):
        return
    prefix = f"record {number}, {url[:200]}: "
    try:
        with parsing("its HTTP answer"):
            http = loader.load_http_headers("response", url, record.raw_stream, record.length)
            kind = (http.get_header("content-type") or "").lower() if http else ""
            if http is None or http.get_statuscode() != "200" or not kind.startswith(_HTML):
                return
            record.http_headers = http
            data = _payload(record)
            _skip_rest(record, number)
        crawled = _day(headers.get_header("WARC-Date"), origin.latest)
        found = page(data, replace(origin, url=url, content_type=kind, latest=crawled))
    except Broken:
        raise
    except Unreadable as error:
        yield origin.problem(Unreadable(prefix + error.reason))
    else:
        yield origin.item(found, url, prefix=prefix)


def _payload(record: Any) -> bytes:
    """The page's bytes. Raises Unreadable where they are too many, cut off, or packed in a way that is not known."""
    encoding = (record.http_headers.get_header("content-encoding") or "").lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise Unreadable(f"packed as {encoding!r}, which is not read")
    body, data = record.content_stream(), bytearray()
    while chunk := body.read(_CHUNK):
        data += chunk
        if len(data) > MAX_PAGE:
            raise Unreadable(f"a page of more than {MAX_PAGE:,} bytes; save the article's text alone")
    return bytes(data)


def _skip_rest(record: Any, number: int) -> None:
    """Reads what is left of a record. Raises Broken where the file ends before it does."""
    while record.raw_stream.read(_CHUNK):
        pass
    if record.raw_stream.limit:
        raise _cut_off(number)


def _cut_off(number: int) -> Broken:
    return Broken(
        f"a WARC file that is cut off in its record {number}; the {number - 1} before it are read; get it again"
    )


def _day(written: str | None, latest: dt.date) -> dt.date:
    """The last day that a page can have been published: that of the crawl, or the one after (time zones)."""
    try:
        return min(latest, dt.date.fromisoformat((written or "")[:10]) + dt.timedelta(days=1))
    except (ValueError, OverflowError):
        return latest


class _Lines:
    """A stream for warcio, with header lines and blocks of bounded length."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._header = 0
        self.ended = False

    def next_filled(self) -> bytes:
        """The next line that is not blank, b"" at the end."""
        self._header = 0
        while (line := self.readline()) and not line.strip():
            self._header = 0
        return line

    def readline(self, size: int | None = None) -> bytes:
        most = _HEADER_BYTES - self._header
        line = self._stream.readline(min(most, size) if size is not None else most)
        self._header += len(line)
        if self._header >= _HEADER_BYTES:
            raise Unreadable(f"a header of more than {_HEADER_BYTES:,} bytes")
        self.ended = not line
        return line

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def tell(self) -> int:
        return 0
