"""An e-mail (.eml, RFC 5322) to a dispatch: subject, day, sender, and its text, or its HTML as text."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from recoupe.reading.bounds import MAX_MAIL, take
from recoupe.reading.html import titled
from recoupe.reading.markup import text_of
from recoupe.reading.origin import Item, Origin
from recoupe.reading.problem import Unreadable, parsing


def read_mail(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """The dispatch of one message; attachments are not read.

    A message whose day cannot be read comes undated, with a problem beside it that says so.
    """
    data = take(stream, MAX_MAIL, "an e-mail", "save its text alone")
    if not data.strip():
        raise Unreadable("empty: there is no message in it")
    with parsing("the message"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not message.keys():
            raise Unreadable("no e-mail: it has no header; plain text must be named .txt")
        subject = " ".join(str(message["subject"] or "").split())
        sender = parseaddr(str(message["from"] or ""))
        written = str(message["date"] or "")
        text = titled(subject, _body(message))
    published = _day(written)
    if written and published is None:
        yield origin.problem(Unreadable(f"its date {written[:40]!r} is none; it is read without a day of publication"))
    record = {"text": text, "title": subject, "publisher": sender[0] or sender[1], "published": published}
    yield origin.item(record, origin.stem)


def _body(message: EmailMessage) -> str:
    """The text part, else the HTML part as text."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise Unreadable("a message without a text; attachments are not read, save them as files")
    try:
        content = part.get_content()
    except (LookupError, UnicodeError) as error:
        raise Unreadable(f"a text in an unknown encoding ({error}); save it as plain text in UTF-8") from None
    text = content if isinstance(content, str) else ""
    text = text_of(text) if part.get_content_subtype() == "html" else text.replace("\r\n", "\n")
    if not text.strip():
        raise Unreadable("a message without a text; attachments are not read, save them as files")
    return text


def _day(written: str) -> str | None:
    """The day as it is written: a time zone does not move it."""
    try:
        return parsedate_to_datetime(written).date().isoformat() if written else None
    except (ValueError, TypeError, IndexError):
        return None
