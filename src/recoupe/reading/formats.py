"""A stream of bytes to dispatches: unpacked where it is packed, then read as what its name or its first bytes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from recoupe.reading import archive, compression, tables, warc
from recoupe.reading.decode import UTF8_MARK
from recoupe.reading.feeds import read_feed
from recoupe.reading.html import read_html
from recoupe.reading.mail import read_mail
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import ReadProblem, Unreadable
from recoupe.reading.streams import lead
from recoupe.reading.tables import read_csv, read_parquet
from recoupe.reading.text import read_json, read_json_lines, read_plain
from recoupe.reading.warc import read_warc

Reader = Callable[[BinaryIO, Origin], Iterator[Item]]

_BY_SUFFIX: dict[str, Reader] = {
    ".txt": read_plain, ".json": read_json, ".jsonl": read_json_lines, ".ndjson": read_json_lines,
    ".html": read_html, ".htm": read_html, ".xhtml": read_html,
    ".rss": read_feed, ".atom": read_feed, ".xml": read_feed, ".rdf": read_feed,
    ".csv": read_csv, ".tsv": read_csv, ".parquet": read_parquet,
    ".warc": read_warc, ".eml": read_mail,
}  # fmt: skip
_ZIP = ".zip"
_OPENING = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>)*<!?([\w:]+)", re.S | re.I
)
"""The first element or HTML doctype, past declarations and comments."""
_FEEDS = {"rss", "feed", "rdf:rdf"}
_PAGES = {"html", "doctype", "head", "body"}


def split_name(name: str) -> tuple[str, str]:
    """(stem, suffix in lower case) of a file's name, both without the suffix of what packs it."""
    path = PurePosixPath(name)
    if path.suffix.lower() in compression.SUFFIXES and path.stem:
        path = path.with_name(path.stem)
    return path.stem, path.suffix.lower()


def is_known(name: str) -> bool:
    """Whether a file of this name is taken from a folder or an archive."""
    suffix = split_name(name)[1]
    return suffix in _BY_SUFFIX or suffix == _ZIP


def known_suffixes() -> str:
    return ", ".join([*_BY_SUFFIX, _ZIP])


def items(stream: BinaryIO, suffix: str, origin: Origin) -> Iterator[Item]:
    """The dispatches of a stream, in its order, and a problem for all in it that is none; at least one of either.

    ``suffix`` is that of the input's name, "" where it has none. A stream may be packed once; it is told by its bytes.
    """
    try:
        head, stream = lead(stream)
        packed = compression.compression_of(head)
        if packed:
            head, stream = lead(compression.unpack(stream, packed))
            if compression.compression_of(head):
                raise Unreadable(f"packed twice: unpack the {packed} file first")
        if head.startswith(archive.MAGIC):
            yield from _members(stream, origin)
        else:
            reader = _BY_SUFFIX.get(suffix) or _told_by(head, origin)
            yield from reader(stream, origin)
    except Unreadable as error:
        yield origin.problem(error)
    except OSError as error:
        yield ReadProblem(origin.source, None, refusal(error))


def _members(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    for name, opened in archive.members(stream, is_known):
        stem, suffix = split_name(name)
        inside = origin.within(name, str(PurePosixPath(name).with_name(stem)))
        if isinstance(opened, Unreadable):
            yield inside.problem(opened)
        elif suffix == _ZIP:
            yield inside.problem(Unreadable("an archive in an archive: unpack it first"))
        else:
            yield from items(opened, suffix, inside)


def _told_by(head: bytes, origin: Origin) -> Reader:
    """The reader for an input whose name says nothing."""
    begun = head.removeprefix(UTF8_MARK).lstrip()
    if begun.startswith(warc.MAGIC):
        return read_warc
    if begun.startswith(tables.PARQUET_MAGIC):
        return read_parquet
    if begun.startswith(b"<"):
        return _told_by_markup(begun, origin)
    if re.match(rb"\[\s*\{", begun) or re.match(rb"\{\s*[\r\n]", begun):
        return read_json
    if begun.startswith(b"{"):
        return read_json_lines
    return read_csv if origin.columns else read_plain


def _told_by_markup(begun: bytes, origin: Origin) -> Reader:
    opening = _OPENING.match(begun.decode("utf-8", "replace"))
    name = opening[1].lower() if opening else ""
    if name in _FEEDS:
        return read_feed
    if name in _PAGES or (origin.content_type or "").lower().startswith(("text/html", "application/xhtml")):
        return read_html
    return read_plain


def refusal(error: OSError | ValueError) -> str:
    """Why the system gives no bytes, with the mend."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "permission denied; make it readable (chmod u+r)"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
