"""An HTML page to a dispatch: its article, title, publisher and day of publication, without what surrounds them.

The article comes from trafilatura, the day from htmldate, which reads what the page states (metadata, time elements,
the address), never a day that merely stands in the text.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import BinaryIO

from recoupe.reading.bounds import MAX_PAGE, MAX_TAGS, take
from recoupe.reading.markup import decode_page, parse_page
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Unreadable, parsing

_TOO_LARGE = "save the article's text alone"
for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    # They log what they make of a page; a reader's problems are told once, as its records.
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The dispatch of one page. Raises Unreadable before parsing where it is larger than MAX_PAGE."""
    data = take(stream, MAX_PAGE, "a page", _TOO_LARGE)
    if not data.strip():
        raise Unreadable("empty: there is no page in it")
    yield origin.item(page(data, origin), origin.url or origin.stem)


def page(data: bytes, origin: Origin) -> dict[str, str | None]:
    """A page's text, title, published, publisher and url. Raises Unreadable where there is no article in it.

    The text begins with the title, as a dispatch's does.
    """
    text = decode_page(data, origin.content_type)
    if text.count("<") > MAX_TAGS:
        raise Unreadable(f"a page of more than {MAX_TAGS:,} tags; {_TOO_LARGE}")
    tree = parse_page(text)
    with parsing("the page"):
        from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, which no text file needs

        found = bare_extraction(
            tree,
            url=origin.url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_date_options(origin.latest),
        )
    if not found or isinstance(found, dict) or not (found.text or "").strip():
        raise Unreadable("no article in the page; it may be a list of links, or be written by a script")
    return {
        "text": titled(found.title, found.text or ""),
        "title": found.title,
        "published": found.date,
        "publisher": found.sitename,
        "url": origin.url or found.url,
    }


def titled(title: str | None, text: str) -> str:
    """A dispatch's text: the title, an empty line, the text; the title only once."""
    title, text = " ".join((title or "").split()), text.strip()
    rest = text.removeprefix(title)
    if rest != text and rest and not rest.startswith("\n"):
        return text
    return f"{title}\n\n{rest.strip()}".strip()


def _date_options(latest: dt.date) -> dict[str, object]:
    return {"extensive_search": False, "original_date": True, "max_date": latest.isoformat()}
