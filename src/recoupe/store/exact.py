"""Strings that no database takes (U+0000, half surrogate pairs), and records as JSON that loses nothing of them."""

from __future__ import annotations

import json
import re
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from recoupe.records import Record

_UNHOLDABLE = re.compile("[\0\ud800-\udfff]")
R = TypeVar("R", bound=Record)


def holdable(text: str) -> str:
    """``text`` with U+FFFD, one for one, for each character that PostgreSQL or UTF-8 refuses; offsets still hold."""
    return _UNHOLDABLE.sub("\ufffd", text)


def to_json(record: Record) -> tuple[str, bytes | None]:
    """The record as JSON that every database takes; and, where that is not the whole of it, as JSON that is.

    Half a surrogate pair is what makes the two differ: it stands as U+FFFD in the first.
    """
    try:
        return record.model_dump_json(), None
    except PydanticSerializationError:
        plain = record.model_dump(mode="json")
        shown = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return holdable(shown), json.dumps(plain, separators=(",", ":")).encode()


def from_json(kind: type[R], text: str | bytes) -> R:
    """The record that ``to_json`` wrote, of the second form if there is one. Raises ValidationError (pydantic) where it is none of this kind."""
    try:
        return kind.model_validate_json(text)
    except ValidationError:
        if b"\\ud" not in (text if isinstance(text, bytes) else text.encode()):
            raise
        return kind.model_validate(json.loads(text))
