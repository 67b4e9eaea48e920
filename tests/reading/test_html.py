"""HTML pages: the article without what surrounds it, its title, publisher and day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from reading_samples import BODY, LEAD, PAGE, TITLE, items, one, page, reason, written

from recoupe.reading.bounds import MAX_PAGE, MAX_TAGS
from recoupe.reading.html import titled
from recoupe.reading.markup import decode_page, text_of
from recoupe.reading.problem import Unreadable
from recoupe.records import Dispatch


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("name", ["ziara.html", "ziara.htm", "ziara.php"])
def test_a_page_is_its_article(tmp_path: Path, name: str, charset: str) -> None:
    assert one(items(written(tmp_path, name, page(charset)))) == Dispatch(
        id="ziara",
        title=TITLE,
        text=f"{TITLE}\n\n{LEAD}\n{BODY}",
        published=dt.date(2024, 5, 29),
        publisher="Le Bac",
        url="https://bac.example/ziara.html",
    )


def test_a_page_on_standard_input_is_told_by_its_first_bytes() -> None:
    for before in (b"", b"\xef\xbb\xbf", b"\n <!-- page -->\n"):
        assert one(items("-", stdin=before + page())).title == TITLE


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("2024-05-29T23:40:00-05:00", "2024-07-29T23:40:00Z", None),  # after today
        ('property="article:published_time" content="2024-05-29T23:40:00-05:00"', 'name="x" content="y"', "2024-05-31"),
        ("<article>", '<article><time datetime="2024-05-30" pubdate>hier</time>', "2024-05-29"),
    ],
)
def test_the_day_is_the_one_that_the_page_states(tmp_path: Path, old: str, new: str, day: str | None) -> None:
    found = one(items(written(tmp_path, "a.html", PAGE.replace("CHARSET", "utf-8").replace(old, new))))
    assert (found.published.isoformat() if found.published else None) in ({day} if day else {None, "2024-05-31"})


def test_a_page_that_states_no_day_is_undated(tmp_path: Path) -> None:
    content = (
        f"<html><body><article><p>{LEAD}</p><p>{BODY} En 2019, le 3 mars.</p></article><p>© 2026</p></body></html>"
    )
    assert one(items(written(tmp_path, "a.html", content))).published is None


def test_a_page_of_50_mb_is_refused_before_it_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("lxml.html.document_fromstring", never)
    large = written(tmp_path, "large.html", page() + b"x" * 50_000_000)
    assert reason(items(large)) == f"a page of more than {MAX_PAGE:,} bytes; save the article's text alone"
    busy = written(tmp_path, "busy.html", page() + b"<a>" * MAX_TAGS)
    assert reason(items(busy)) == f"a page of more than {MAX_TAGS:,} tags; save the article's text alone"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"<html><body></body></html>", "no article in the page"),
        (b"<html><script>x</script></html>", "no article in the page"),
        (b"<html>" + b"<div>" * 3000 + page(), "HTML that is not parsed (Excessive depth in document: 2048)"),
        (page().replace("é".encode(), b"\xe9"), "not utf-8, though it says so"),
        (b"<html><p>" + "é".encode("latin-1") * 40, "not UTF-8, and it declares no other encoding"),
        (page().replace(b"utf-8", b"klingon"), "its declared encoding 'klingon' is unknown"),
        (page().replace(b"utf-8", b"base64"), "its declared encoding 'base64' is unknown"),
    ],
)
def test_what_is_no_page_says_why(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in reason(items(written(tmp_path, "a.html", content)))


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        ("é".encode(), None, "é"),
        ("é€".encode("cp1252"), "text/html; charset=ISO-8859-1", "é€"),
        (b'<meta charset="latin1">\xe9', None, '<meta charset="latin1">é'),
        (b'<meta charset="latin1">' + "é".encode(), "text/html; charset=utf-8", '<meta charset="latin1">é'),
        (b"\xef\xbb\xbf" + "é".encode(), "text/html; charset=latin1", "é"),
        ("é".encode("utf-16"), None, "é"),
        (b'<meta charset="utf-16">' + "é".encode(), None, '<meta charset="utf-16">é'),
        (b"<meta http-equiv=content-type content='text/html; charset=windows-1251'>\xe4", None, None),
    ],
)
def test_the_encoding_is_the_declared_one(data: bytes, content_type: str | None, expected: str | None) -> None:
    text = decode_page(data, content_type)
    assert text == expected if expected else text.endswith("д")


def test_a_stray_wrong_byte_is_shown_as_such() -> None:
    assert decode_page(b"a" * 5000 + b"\xff").endswith("a\ufffd")
    with pytest.raises(Unreadable):
        decode_page(b"a" * 500 + b"\xff")


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("Un mort.", "Un mort."),
        ("<p>Un <b>mort</b>.</p><p>Deux.</p>", "Un mort.\nDeux."),
        ("Un<br>deux<br/>trois", "Un\ndeux\ntrois"),
        ("l&rsquo;armée&nbsp;: 3 &lt; 5 &amp; 6", "l’armée : 3 < 5 & 6"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style>b<!-- c -->d", "a\nbd"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<p>une\n ligne</p>", "une ligne"),
        ("<a href='x'>lien</a> et <img alt='i'>image", "lien et image"),
        ("<div>" * 1500 + "fond" + "</div>" * 1500, "fond"),
        ("<p>nul\x00 et \ud83d</p>", "nul et"),
        ("<!-- rien -->", ""),
    ],
)
def test_the_words_of_a_fragment(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (None, " a ", "a"),
        ("T", "", "T"),
        ("T", "a", "T\n\na"),
        ("T", "T\na", "T\n\na"),
        ("T", "T\n\na", "T\n\na"),
        ("T", "T", "T"),
        ("Deux morts", "Deux morts à Ziara.", "Deux morts à Ziara."),
        ("  Deux\nmorts ", "a", "Deux morts\n\na"),
    ],
)
def test_a_text_begins_with_its_title_once(title: str | None, text: str, expected: str) -> None:
    assert titled(title, text) == expected
