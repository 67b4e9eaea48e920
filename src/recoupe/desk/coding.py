"""What a person gives to be coded (a text, files, a link) to dispatches and problems. No path of this machine is ever opened."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from recoupe.reading import ReadProblem, formats, read
from recoupe.reading.dispatch import dispatch_of
from recoupe.reading.origin import Origin
from recoupe.reading.problem import Unreadable
from recoupe.records import Dispatch

_LINK = re.compile(r"https?://[^\s/@]+(/\S*)?", re.IGNORECASE)
MOST = 500
"""Dispatches coded at once."""


@dataclass(frozen=True)
class Given:
    """What the form held; ``files`` are names and contents."""

    text: str = ""
    title: str = ""
    published: dt.date | None = None
    publisher: str = ""
    link: str = ""
    files: tuple[tuple[str, BinaryIO], ...] = ()


def read_given(given: Given, today: dt.date) -> list[Dispatch | ReadProblem]:
    """The dispatches of all that was given, in order; what is none is a problem. Nothing at all is no item."""
    found: list[Dispatch | ReadProblem] = []
    if given.text.strip():
        found.append(_pasted(given, today))
    if given.link:
        found += _linked(given.link, today)
    for name, content in given.files:
        found += _file(name, content, today)
    if len(found) > MOST:
        rest = ReadProblem(
            "the files", None, f"{len(found):,} dispatches, {MOST} at most at once; use recoupe ingest for more"
        )
        return [*found[:MOST], rest]
    return found


def _pasted(given: Given, today: dt.date) -> Dispatch | ReadProblem:
    record = {
        "text": given.text,
        "title": given.title or None,
        "published": given.published.isoformat() if given.published else None,
        "publisher": given.publisher or None,
    }
    try:
        return dispatch_of(record, "pasted", today + dt.timedelta(days=1))
    except Unreadable as error:
        return ReadProblem("the text", None, error.reason)


def _linked(link: str, today: dt.date) -> list[Dispatch | ReadProblem]:
    """A page or feed of the public web; addresses of this machine and its network are refused by the reader."""
    if not _LINK.fullmatch(link):
        return [ReadProblem(link[:80], None, "no link; give an address that begins with http:// or https://")]
    return list(read(link, today=today))


def _file(name: str, content: BinaryIO, today: dt.date) -> list[Dispatch | ReadProblem]:
    plain = PurePosixPath(name.replace("\\", "/")).name or "file"
    stem, suffix = formats.split_name(plain)
    origin = Origin(plain, stem, today + dt.timedelta(days=1))
    data = content if isinstance(content, io.BytesIO) else io.BytesIO(content.read())
    return list(formats.items(data, suffix, origin))
