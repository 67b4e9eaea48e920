"""Text from dispatches as a page may show it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from recoupe.rendering.plain import printable

# Characters that XML 1.0 (section 2.2) leaves out and ``printable`` lets through.
_NO_XML = re.compile("[\ufffe\uffff]")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ASCII = re.compile(r"[\x21-\x7e]+")


def shown(text: str) -> str:
    """``text`` on one line; control and bidi characters written out, so that nothing turns a line's order round."""
    return _NO_XML.sub("\ufffd", printable(text))


def shortened(text: str, length: int) -> str:
    """``shown``, of at most ``length`` characters, with "…" where something is left out."""
    line = shown(text).strip()
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def link(url: str | None) -> str | None:
    """A web address that a page may link to; None for what is none, or is no http(s) (javascript:, data:, file:)."""
    if url is None or not _ASCII.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def language(tag: str | None) -> str | None:
    """A language tag for an attribute (BCP 47, its plain forms); None for anything else."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None
