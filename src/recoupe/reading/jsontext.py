"""JSON text to Python values, and JSON Lines to one value a line; every mistake with its line and column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from recoupe.reading.decode import decode
from recoupe.reading.problem import Unreadable


def parse_json(text: str) -> object:
    """The value of a JSON text. Raises Unreadable with line and column where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        mend = "; one dispatch a line? then name the file .jsonl" if error.msg == "Extra data" else ""
        raise Unreadable(f"JSON syntax error at column {error.colno}: {error.msg}{mend}", error.lineno) from None
    except RecursionError:
        raise Unreadable("JSON nested too deeply to be a dispatch") from None
    except ValueError as error:
        # Not a syntax error: Python refuses integers of thousands of digits.
        raise Unreadable(f"JSON value out of bounds: {error}") from None


def parse_lines(lines: Iterable[tuple[int, bytes | Unreadable]]) -> Iterator[tuple[int, object | Unreadable]]:
    """(line number, value) of each line, given with its offset, that is not blank.

    An Unreadable stands as the value where the line is wrong.
    """
    for number, (at, raw) in enumerate(lines, 1):
        value = (raw,) if isinstance(raw, Unreadable) else _parse_line(raw, at)
        if value is not None:
            yield number, value[0]


def _parse_line(raw: bytes, at: int) -> tuple[object | Unreadable] | None:
    """The line's value in a tuple, since a line may hold null; None for a blank line."""
    try:
        text = decode(raw, at)
        return (parse_json(text),) if text.strip() else None
    except Unreadable as error:
        return (error,)
