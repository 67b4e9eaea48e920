"""E-mails: subject, day, sender, and the text."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest
from reading_samples import items, one, reason, split, written

from recoupe.records import Dispatch


def mail(text: str | None = "Deux civils tués.\nUn blessé.\n", html: str | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    headers = {"Subject": "Deux morts à Ziara", "From": "Agence du Bac <a@bac.example>", **headers}
    for name, value in {"Date": "Wed, 29 May 2024 23:40:00 -0500", **headers}.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.set_content if text is None else message.add_alternative)(html, subtype="html")
    return message.as_bytes()


EXPECTED = Dispatch(
    id="m",
    title="Deux morts à Ziara",
    text="Deux morts à Ziara\n\nDeux civils tués.\nUn blessé.",
    published=dt.date(2024, 5, 29),
    publisher="Agence du Bac",
)


@pytest.mark.parametrize(
    "content",
    [
        mail(),
        mail(html="<p>Autre</p>"),
        mail(None, "<style>p{}</style><p>Deux <b>civils</b> tués.</p><p>Un blessé.</p>"),
    ],
)
def test_a_message_is_a_dispatch(tmp_path: Path, content: bytes) -> None:
    assert one(items(written(tmp_path, "m.eml", content))) == EXPECTED


def test_its_declared_encoding_is_read(tmp_path: Path) -> None:
    content = (
        b"Subject: Tu\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\ntu\xe9s"
    )
    assert one(items(written(tmp_path, "m.eml", content))).text == "Tu\n\ntués"


def test_the_address_stands_for_a_sender_without_a_name(tmp_path: Path) -> None:
    assert one(items(written(tmp_path, "m.eml", mail(From="a@bac.example")))).publisher == "a@bac.example"


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    dispatches, problems = split(
        items(written(tmp_path, "m.eml", mail().replace(b"Wed, 29 May 2024 23:40:00 -0500", b"hier")))
    )
    assert [found.published for found in dispatches] == [None]
    assert problems == ["its date 'hier' is none; it is read without a day of publication"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (mail(None), "without a text"),
        (mail(" \n"), "without a text"),
        (b"Subject: a\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xe9", "unknown encoding"),
        (b"Subject: a\r\nContent-Type: application/pdf\r\n\r\nx", "without a text"),
        (b"\r\nUn mort.", "no e-mail"),
        (mail(Date="Wed, 29 May 2030 23:40:00 -0500"), "in the future"),
    ],
)
def test_what_is_no_message_says_why(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in reason(items(written(tmp_path, "m.eml", content)))
