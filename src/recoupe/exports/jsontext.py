"""Values to JSON as bytes: UTF-8, keys in the order given, nothing that is not a number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from recoupe.store.exact import holdable


def json_bytes(value: object) -> bytes:
    """One value on one line."""
    return holdable(json.dumps(value, ensure_ascii=False, allow_nan=False)).encode()


def json_lines(values: Iterable[object]) -> Iterator[bytes]:
    """A line a value (JSON Lines)."""
    for value in values:
        yield json_bytes(value) + b"\n"


def json_list(before: bytes, values: Iterable[object], after: bytes) -> Iterator[bytes]:
    """A list with a line a value, between what opens and what closes it."""
    yield before
    between = b"\n"
    for value in values:
        yield between + json_bytes(value)
        between = b",\n"
    yield b"\n" + after
