"""An RSS or Atom feed to a dispatch an item: its full content where the feed has it, otherwise its summary.

A feed that declares entities is refused before it is parsed: none needs them, and they are the way of XML bombs and of
references to files and servers.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from recoupe.reading.bounds import MAX_FEED, MAX_FEED_TAGS, take
from recoupe.reading.html import titled
from recoupe.reading.markup import text_of
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Unreadable, parsing

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
"""With one that names a DTD, feedparser drops the accents that are written as &eacute;; without, it reads them."""
_OPENING = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_CLOSING = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T\s]|$)")


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The dispatches of a feed's items, in its order; the id is the item's link, else its guid, else its number.

    An item whose day cannot be read comes undated, with a problem beside it that says so.
    """
    data = take(stream, MAX_FEED, "a feed", "get a shorter one")
    if not data.strip():
        raise Unreadable("empty: there is no feed in it")
    if data.count(b"<") > MAX_FEED_TAGS:
        raise Unreadable(f"a feed of more than {MAX_FEED_TAGS:,} tags; get a shorter one")
    refuse_entities(data)
    with parsing("the feed"):
        import feedparser  # noqa: PLC0415 - slow to load

        feed = feedparser.parse(
            io.BytesIO(_DOCTYPE.sub(b"", data, count=1)), response_headers=_headers(origin), sanitize_html=False
        )
    if not feed.version:
        raise Unreadable("no RSS or Atom feed; a page must be named .html, or come from the web")
    if not feed.entries:
        raise Unreadable("a feed without items" + (" (it is cut off or damaged)" if feed.bozo else ""))
    whole = len(feed.entries) - _ends_within_an_item(data)
    for number, entry in enumerate(feed.entries[:whole], 1):
        yield from _items(entry, feed.feed.get("title"), number, origin)
    if _OPENING.search(data) and not _CLOSING.search(data):
        raise Unreadable(f"a feed that is cut off after its item {whole}; the items before are read; get it again")


def _ends_within_an_item(data: bytes) -> bool:
    """Whether the feed is cut off before its last item is whole."""
    rest = data[max(data.rfind(b"</item"), data.rfind(b"</entry"), 0) :]
    return _ITEM.search(rest) is not None and not _CLOSING.search(data)


def refuse_entities(data: bytes) -> None:
    """Raises Unreadable where an XML text declares an entity, its own or one outside it.

    The DTD that an old feed names is never fetched. A text that is not well-formed passes: feeds often are not, and a declaration stands before anything else.
    """
    try:
        defusedxml.sax.parse(io.BytesIO(data), ContentHandler(), forbid_dtd=False, forbid_external=False)
    except DefusedXmlException as error:
        name = getattr(error, "name", "")
        raise Unreadable(f"it declares an XML entity ({name!r}); no feed needs one, and it is not read") from None
    except (SAXException, ValueError, LookupError, OSError):
        return


def _headers(origin: Origin) -> dict[str, str]:
    headers = {"content-location": origin.url, "content-type": origin.content_type}
    return {name: value for name, value in headers.items() if value}


def _items(entry: Any, feed_title: str | None, number: int, origin: Origin) -> Iterator[Item]:
    prefix = f"item {number}: "
    try:
        with parsing("it"):
            day, unclear = _day(entry, origin.latest)
            link = _link(entry)
            record = {
                "text": _text(entry),
                "title": _title(entry),
                "published": day.isoformat() if day else None,
                "publisher": (entry.get("source") or {}).get("title") or feed_title,
                "url": link,
            }
            identity = link or entry.get("id") or f"{origin.stem}:{number}"
    except Unreadable as error:
        yield origin.problem(Unreadable(prefix + error.reason))
        return
    if unclear:
        yield origin.problem(Unreadable(f"{prefix}{unclear}; it is read without a day of publication"))
    yield origin.item(record, identity, prefix=prefix)


def _text(entry: Any) -> str:
    """Title and body; of several contents the longest, of content and summary the one that says more."""
    bodies = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    return titled(_title(entry), max(map(_words, bodies), key=len))


def _title(entry: Any) -> str:
    return _words(entry.get("title_detail") or {}).replace("\n", " ")


def _words(detail: Any) -> str:
    """The words of a title, summary or content, by the type that feedparser gives it."""
    value = detail.get("value") or ""
    return value.strip() if detail.get("type") == "text/plain" else text_of(value)


def _link(entry: Any) -> str | None:
    link = entry.get("link")
    return link if isinstance(link, str) and link.lower().startswith(("http://", "https://")) else None


def _day(entry: Any, latest: dt.date) -> tuple[dt.date | None, str | None]:
    """The day of publication, else of the last change, as it is written: a time zone does not move it.

    With it, or instead of it, what is wrong with the one written.
    """
    name = "published" if entry.get("published") else "updated"
    written = entry.get(name)
    if not written:
        return None, None
    day = _as_written(written) or _as_parsed(entry.get(f"{name}_parsed"))
    if day is None:
        return None, f"its date {written[:40]!r} is in no form of RSS or Atom"
    if day > latest:
        return None, f"its date {written[:40]!r} is in the future"
    return day, None


def _as_written(written: str) -> dt.date | None:
    iso = _DAY.match(written)
    try:
        return dt.date.fromisoformat(iso[1]) if iso else parsedate_to_datetime(written).date()
    except (ValueError, TypeError):
        return None


def _as_parsed(parsed: Any) -> dt.date | None:
    """The day that feedparser found in another notation, in UTC."""
    try:
        return dt.date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError):
        return None
