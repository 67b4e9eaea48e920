"""Bytes to text: UTF-8 with or without a byte order mark, and nothing else.

Guessing another encoding would turn names into other names without a word, so the reader says what to do instead.
"""

from __future__ import annotations

from recoupe.reading.problem import Unreadable

UTF8_MARK = b"\xef\xbb\xbf"
BINARY_SHARE = 0.1
"""Share of control bytes from which bytes are no text; a stray control character is coded like any other."""

_OTHER_UNICODE = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_FORMATS = (
    (b"%PDF-", "a PDF file: extract its text first, e.g. with pdftotext"),
    (b"{\\rtf", "an RTF file: save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an office file: save it as plain text"),
    (b"\x89PNG", "an image, not text"),
    (b"\xff\xd8\xff", "an image, not text"),
    (b"GIF8", "an image, not text"),
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


def decode(data: bytes, at: int = 0) -> str:
    """The text of UTF-8 bytes, without a leading byte order mark; otherwise character for character.

    ``at`` is where the bytes begin in their file. Raises Unreadable for another encoding, with the offset in the file
    of the first wrong byte, and for a binary file.
    """
    refuse_binary(data)
    skip = len(UTF8_MARK) if data.startswith(UTF8_MARK) else 0
    try:
        return data[skip:].decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start + skip
        raise Unreadable(
            f"not UTF-8: byte 0x{data[start]:02x} at offset {at + start}; if the file is in Latin-1 or Windows-1252, "
            "convert it: iconv -f latin1 -t utf-8"
        ) from None


def refuse_binary(data: bytes) -> None:
    """Raises Unreadable where the bytes are those of a known format, of another Unicode encoding, or no text at all."""
    for mark, encoding in _OTHER_UNICODE:
        if data.startswith(mark):
            raise Unreadable(f"{encoding.upper()}, not UTF-8; convert it: iconv -f {encoding} -t utf-8")
    for mark, what in _FORMATS:
        if data.startswith(mark):
            raise Unreadable(what)
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > BINARY_SHARE * len(data):
        raise Unreadable("a binary file, not text; give plain text in UTF-8, JSON or JSON Lines")
