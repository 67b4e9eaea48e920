"""HTML bytes to text: the character encoding that the page declares, and the words of a fragment in paragraphs."""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from recoupe.reading.decode import UTF8_MARK
from recoupe.reading.problem import Unreadable, parsing

_DECLARED = re.compile(
    rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{1,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_PRESCAN = 4096
"""Bytes in which a page must say its encoding (the HTML standard asks for 1,024)."""
_WINDOWS = {"iso8859-1", "ascii", "cp1252"}
"""What pages call Latin-1 is Windows-1252 to every browser (WHATWG, Encoding Standard)."""
_WRONG_SHARE = 0.001
"""Share of undecodable bytes from which the declared encoding is not the page's; a few are shown as U+FFFD."""
_BLOCKS = frozenset(
    "address article aside blockquote br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "script style noscript template head title iframe object svg math audio video select button".split()
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def decode_page(data: bytes, content_type: str | None = None) -> str:
    """The text of a page's bytes, by its byte order mark, its Content-Type header or its own declaration; else UTF-8.

    Raises Unreadable where it is in none of these: guessing would turn names into other names.
    """
    if data.startswith(UTF8_MARK):
        return data[len(UTF8_MARK) :].decode("utf-8", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _declared(data, content_type)
    text = data.decode(declared or "utf-8", "replace")
    wrong = text.count("\ufffd")
    if wrong > _WRONG_SHARE * len(text):
        raise Unreadable(
            f"not {declared or 'UTF-8'}, "
            + ("though it says so" if declared else "and it declares no other encoding")
            + "; convert it: iconv -f latin1 -t utf-8"
        )
    return text


def _declared(data: bytes, content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type or "")
    inside = _DECLARED.search(data[:_PRESCAN])
    label = found[1] if found else (inside[1] or inside[2]).decode("ascii") if inside else None
    if label is None:
        return None
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except (LookupError, ValueError):
        raise Unreadable(f"its declared encoding {label[:40]!r} is unknown; convert it to UTF-8") from None
    if name.startswith("utf-16"):
        return "utf-8"  # a page whose declaration can be read byte by byte is not in UTF-16 (HTML standard, prescan)
    return "cp1252" if name in _WINDOWS else name


def text_of(fragment: str) -> str:
    """The words of an HTML fragment, its blocks as lines, without scripts; "" where there are none. Raises Unreadable."""
    if "<" not in fragment and "&" not in fragment:
        return _tidy(fragment)
    parts: list[str] = []
    _walk(parse_page(f"<div>{fragment}</div>"), parts)
    return _tidy("".join(parts))


def parse_page(text: str) -> html.HtmlElement:
    """The tree of an HTML text. Raises Unreadable where it nests too deeply: lxml would drop all of it without a word."""
    # As bytes, since lxml takes no text that declares an encoding; huge_tree, since unclosed tags nest by the hundred.
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    with parsing("HTML"):
        tree = html.document_fromstring(_encodable(text).encode("utf-8"), parser=parser)
    limit = next((error.message for error in parser.error_log if error.type_name == "ERR_RESOURCE_LIMIT"), None)
    if limit:
        raise Unreadable(f"HTML that is not parsed ({limit.split(', use')[0]}); save the text alone")
    return tree


def _encodable(fragment: str) -> str:
    """What XML 1.0 can hold: without control characters and halves of surrogate pairs, which lxml refuses."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", " ", fragment)


def _walk(root: html.HtmlElement, parts: list[str]) -> None:
    """The text under an element, in order; by hand, since a hostile fragment nests deeper than Python recurses."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if node.tag in _BLOCKS:
            parts.append("\n")
        if event == "end":
            parts.append((node.tail or "").replace("\n", " "))
        elif node.tag in _UNSEEN:
            walk.skip_subtree()
        else:
            parts.append((node.text or "").replace("\n", " "))


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
