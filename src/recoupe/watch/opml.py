"""An OPML file to the feeds that it lists.

Source: OPML 2.0 (opml.org/spec2.opml): ``outline`` elements, nested at will, those with ``xmlUrl`` are feeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ErrorString

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from recoupe.watch.errors import WatchError

MAX_BYTES = 10_000_000
"""Bytes of an OPML file; a list of ten thousand feeds has two million."""


@dataclass(frozen=True)
class Feed:
    """One feed: its address, and the name that the list gives it, "" where it gives none."""

    url: str
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.url


def read_opml(path: Path) -> tuple[Feed, ...]:
    """The feeds of an OPML file in its order, each address once.

    Raises WatchError where it is no OPML, lists no feed, or lists an address that is none; OSError where it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WatchError(f"{path}: more than {MAX_BYTES:,} bytes, too many for a list of feeds; split it")
    feeds: dict[str, Feed] = {}
    for feed in _feeds(_root(data, path), path):
        feeds.setdefault(feed.url, feed)
    if not feeds:
        raise WatchError(f'{path}: lists no feed; a feed is an <outline> with an xmlUrl="https://…"')
    return tuple(feeds.values())


def _root(data: bytes, path: Path) -> Element:
    try:
        root: Element = ElementTree.fromstring(data)
    except DefusedXmlException:
        raise WatchError(f"{path}: declares XML entities, which no list of feeds needs; it is not read") from None
    except ParseError as error:
        line, column = error.position
        raise WatchError(
            f"{path}, line {line}: not XML at column {column + 1} ({ErrorString(error.code)}); export it again"
        ) from None
    except (ValueError, LookupError) as error:
        raise WatchError(f"{path}: not XML ({error}); export it again as OPML") from None
    if root.tag.lower() != "opml":
        raise WatchError(f"{path}: its first element is <{root.tag}>, not <opml>; give a list of feeds, not a feed")
    return root


def _feeds(root: Element, path: Path) -> Iterator[Feed]:
    for outline in root.iter("outline"):
        # Attributes are written in any case by the programs that export OPML.
        attributes = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        name = attributes.get("title") or attributes.get("text") or ""
        url = attributes.get("xmlurl", "")
        if url:
            if not url.lower().startswith(("http://", "https://")):
                raise WatchError(
                    f"{path}: the feed {name!r} has the address {url!r}; write one that begins with https://"
                )
            yield Feed(url, name)
        elif attributes.get("type", "").lower() in {"rss", "atom"}:
            raise WatchError(f"{path}: the feed {name!r} has no xmlUrl; add its address, or take it out")
