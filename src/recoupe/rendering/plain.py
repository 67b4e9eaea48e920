"""A dispatch's characters as a terminal may show them: what steers it, or turns its order round, is written out."""

from __future__ import annotations

import unicodedata

_HARMLESS = {"\u200c", "\u200d", "\u00ad"}
"""Joiners, which emoji and Arabic names are written with, and the soft hyphen of French web pages."""
_ESCAPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printable(text: str) -> str:
    """``text`` on one line: line breaks and tabs as spaces; control and bidi characters as \\x1b, \\u202e."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) not in _ESCAPED or character in _HARMLESS:
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
