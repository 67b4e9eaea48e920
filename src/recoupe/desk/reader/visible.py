"""A stranger's text as HTML: escaped, and with every character that steers a display written out where it stands."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

_STEERING = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters but tab and line feed; bidirectional marks, invisible ones, half surrogate pairs, tags."""


def visible(text: str) -> Markup:
    """HTML that shows the text and does nothing else; a steering character stands as its code point, U+202E."""
    parts: list[str] = []
    end = 0
    for found in _STEERING.finditer(text):
        parts += [escape(text[end : found.start()]), f'<span class="steer">U+{ord(found.group()):04X}</span>']
        end = found.end()
    parts.append(escape(text[end:]))
    return Markup("".join(parts))
