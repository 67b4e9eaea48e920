"""Plain text and JSON to dispatches: .txt, .json, .jsonl and .ndjson."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from recoupe.reading.bounds import MAX_JSON, take
from recoupe.reading.decode import UTF8_MARK, decode, refuse_binary
from recoupe.reading.dispatch import check_text, too_long
from recoupe.reading.jsontext import parse_json, parse_lines
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Unreadable
from recoupe.reading.streams import lines
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

_ENOUGH_BYTES = 4 * MAX_TEXT + len(UTF8_MARK) + 1
"""No text of MAX_TEXT characters needs that many, so that a huge file is never read whole to be refused."""


def read_plain(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """One plain text, whose id is the input's stem."""
    data = stream.read(_ENOUGH_BYTES)
    if not data.removeprefix(UTF8_MARK).strip():
        raise Unreadable("empty: there is no text in it")
    if len(data) >= _ENOUGH_BYTES:
        refuse_binary(data)
        raise too_long(f"more than {MAX_TEXT:,}")
    text = decode(data)
    check_text(text)
    yield Dispatch(text=text, id=origin.stem, url=origin.url)


def read_json(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """One dispatch, or a list of them."""
    data = take(stream, MAX_JSON, "JSON", "write one dispatch a line instead, as .jsonl")
    if not data.removeprefix(UTF8_MARK).strip():
        raise Unreadable("empty: there is no dispatch in it")
    value = parse_json(decode(data))
    if value == []:
        raise Unreadable("an empty list: there is no dispatch in it")
    if not isinstance(value, list):
        yield origin.item_by_columns(value, origin.stem)
        return
    for number, record in enumerate(value, 1):
        yield origin.item_by_columns(record, f"{origin.stem}:{number}", prefix=f"item {number}: ")


def read_json_lines(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """A dispatch a line."""
    number = 0
    for number, value in parse_lines(lines(stream)):
        if isinstance(value, Unreadable):
            yield origin.problem(value, number)
        else:
            yield origin.item_by_columns(value, f"{origin.stem}:{number}", number)
    if not number:
        raise Unreadable("empty: there is no dispatch in it")
