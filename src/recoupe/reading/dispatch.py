"""A text or a JSON object to a Dispatch, or the reason why it is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from recoupe.reading.problem import Unreadable
from recoupe.records import Dispatch
from recoupe.text import MAX_TEXT

HTML_TAGS = 4
"""Tags from which a text is HTML: a page has hundreds, a quoted <b> or a lone "<" does not make one."""

_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|link|script|style|noscript|iframe|header|footer|nav|main|section|article|aside|div|span"
    r"|p|a|br|hr|img|picture|source|figure|figcaption|video|audio|svg|path|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th"
    r"|blockquote|pre|code|em|strong|b|i|u|small|sup|sub|font|center|time|form|input|button|label)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].+)?")


def dispatch_of(record: object, fallback_id: str, latest: dt.date) -> Dispatch:
    """The dispatch of a JSON object with the keys id, title, text, published, publisher, url, lang; others are ignored.

    Only ``text`` is required; null and "" count as absent. ``fallback_id`` stands in for a missing id; a publication
    day after ``latest`` is refused. Raises Unreadable, saying which key is wrong.
    """
    if not isinstance(record, Mapping):
        raise Unreadable(f'{_named(record)}, not a dispatch; give an object with a "text"')
    text = record.get("text")
    if text is None:
        raise Unreadable('no "text"; a dispatch is an object with a "text" (title, published, … may be left out)')
    if not isinstance(text, str):
        raise Unreadable(f'"text" is {_named(text)}; give a string')
    check_text(text)
    return Dispatch(
        text=text,
        id=_identity(record.get("id")) or fallback_id,
        title=_string(record, "title"),
        published=_day(_string(record, "published"), latest),
        publisher=_string(record, "publisher"),
        url=_string(record, "url"),
        lang=_string(record, "lang"),
    )


def check_text(text: str) -> None:
    """Raises Unreadable where a text cannot be a dispatch's: empty, too long, HTML, or not encodable."""
    if not text.strip():
        raise Unreadable("the text is empty")
    if len(text) > MAX_TEXT:
        raise too_long(f"{len(text):,}")
    if len(_TAG.findall(text)) >= HTML_TAGS:
        raise Unreadable("HTML left in the text; extract the article first")
    _check_encodable(text, "text")


def too_long(count: str) -> Unreadable:
    """The problem of a text with ``count`` characters."""
    return Unreadable(f"the text has {count} characters; a dispatch has at most {MAX_TEXT:,}: split it")


def _check_encodable(value: str, name: str) -> None:
    """JSON can escape half a surrogate pair ("\\ud83d"); no file and no parser takes it."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable(
            f'"{name}" holds half a surrogate pair (U+{ord(value[error.start]):04X}) at character {error.start}; '
            "write the character whole"
        ) from None


def _identity(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string({"id": value}, "id") or ""


def _string(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable(f'"{name}" is {_named(value)}; give a string, or leave it out')
    _check_encodable(value, name)
    return value


def _day(written: str | None, latest: dt.date) -> dt.date | None:
    """The calendar day as it is written: a time zone does not move it."""
    if written is None:
        return None
    if not _DAY.fullmatch(written):
        raise Unreadable(f'"published" is {written[:40]!r}; write it as YYYY-MM-DD, with a time or without')
    try:
        day = dt.datetime.fromisoformat(written).date()
    except ValueError as error:
        raise Unreadable(f'"published" is {written[:40]!r}, which is no date or time: {error}') from None
    if day > latest:
        raise Unreadable(f'"published" is {written[:40]!r}, which is in the future; correct it, or leave it out')
    return day


def _named(value: object) -> str:
    """A JSON value's type in words."""
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"), ((int, float), "a number"), (str, "a string"), (list, "a list"), (dict, "an object"),
    )  # fmt: skip
    return next((words for kind, words in kinds if isinstance(value, kind)), "null")
