"""RSS and Atom: a dispatch an item, and no entity ever expanded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from reading_samples import items, reason, split, written

from recoupe.reading.bounds import MAX_FEED, MAX_FEED_TAGS
from recoupe.records import Dispatch


def rss(*entries: str, doctype: str = "", title: str = "Le Bac &amp; Cie") -> str:
    inside = "".join(f"<item>{entry}</item>" for entry in entries)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0" {space}><channel><title>{title}</title>{inside}</channel></rss>'


ITEM = (
    "<title>Deux morts à Ziara</title><link>https://bac.example/1</link><guid>g1</guid>"
    "<pubDate>Wed, 29 May 2024 23:40:00 -0500</pubDate><description>Le résumé.</description>"
    "<content:encoded><![CDATA[<p>Deux civils sont morts <b>mercredi</b>.</p><p>L&rsquo;armée enquête.</p>]]></content:encoded>"
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Agence du Bac</title><entry><id>urn:bac:1</id>
<title>Tirs à Ziara</title><updated>2024-05-30T00:10:00+02:00</updated>ENTRY</entry></feed>"""


@pytest.mark.parametrize("name", ["f.xml", "f.rss", "f.rdf", "f"])
def test_an_item_is_a_dispatch_with_its_full_content(tmp_path: Path, name: str) -> None:
    assert items(written(tmp_path, name, rss(ITEM))) == [
        Dispatch(
            id="https://bac.example/1",
            title="Deux morts à Ziara",
            text="Deux morts à Ziara\n\nDeux civils sont morts mercredi.\nL’armée enquête.",
            published=dt.date(2024, 5, 29),
            publisher="Le Bac & Cie",
            url="https://bac.example/1",
        )
    ]


@pytest.mark.parametrize(
    ("entry", "text", "identity"),
    [
        ("<link href='https://bac.example/t'/><summary>Des tirs.</summary>", "Des tirs.", "https://bac.example/t"),
        ("<content type='html'>&lt;p>Des tirs.&lt;/p></content><summary>Tirs</summary>", "Des tirs.", "urn:bac:1"),
        ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Des tirs.</p></div></content>", "Des tirs.", "urn:bac:1"),
        ("<link href='javascript:x'/><summary type='text'>3 &lt; 5 tirs.</summary>", "3 < 5 tirs.", "urn:bac:1"),
    ],
)  # fmt: skip
def test_atom(tmp_path: Path, entry: str, text: str, identity: str) -> None:
    (found,) = items(written(tmp_path, "a.atom", ATOM.replace("ENTRY", entry)))
    assert isinstance(found, Dispatch)
    assert (found.text, found.id) == (f"Tirs à Ziara\n\n{text}", identity)
    assert (found.published, found.publisher) == (dt.date(2024, 5, 30), "Agence du Bac")


@pytest.mark.parametrize(
    ("date", "day", "problem"),
    [
        ("<pubDate>Wed, 29 May 2024 23:40:00 -0500</pubDate>", "2024-05-29", None),
        ("<pubDate>29 May 2024 00:10:00 +0900</pubDate>", "2024-05-29", None),
        ("<pubDate>2024-05-29T00:10:00+09:00</pubDate>", "2024-05-29", None),
        ("<pubDate>2024-05-29</pubDate>", "2024-05-29", None),
        ("", None, None),
        ("<pubDate>avant-hier</pubDate>", None, "item 1: its date 'avant-hier' is in no form of RSS or Atom"),
        ("<pubDate>Wed, 29 May 2030 00:00:00 GMT</pubDate>", None, "is in the future"),
    ],
)
def test_the_day_is_the_one_written(tmp_path: Path, date: str, day: str | None, problem: str | None) -> None:
    dispatches, problems = split(items(written(tmp_path, "f.xml", rss(f"<title>Un mort</title>{date}"))))
    assert [found.published for found in dispatches] == [dt.date.fromisoformat(day) if day else None]
    assert len(problems) == bool(problem) and (problem or "") in "".join(problems)


def test_an_item_without_words_costs_no_other(tmp_path: Path) -> None:
    dispatches, problems = split(items(written(tmp_path, "f.xml", rss("<title></title>", "<title>Un mort</title>"))))
    assert problems == ["item 1: the text is empty"] and [found.id for found in dispatches] == ["f:2"]


def test_of_a_cut_off_feed_the_whole_items_are_read(tmp_path: Path) -> None:
    content = rss(*[ITEM] * 3)
    for cut in range(content.index("</item>") + 7, len(content) - 6, 13):
        dispatches, problems = split(items(written(tmp_path, "f.xml", content[:cut])))
        whole = content[:cut].count("</item>")
        assert len(dispatches) == whole and {found.text[-8:] for found in dispatches} == {"enquête."}
        assert problems == [f"a feed that is cut off after its item {whole}; the items before are read; get it again"]


def test_the_source_of_an_aggregated_item_is_its_publisher(tmp_path: Path) -> None:
    entry = "<title>Un mort</title><source url='https://o.example'>L'Outil</source>"
    (found,) = items(written(tmp_path, "f.xml", rss(entry)))
    assert isinstance(found, Dispatch) and found.publisher == "L'Outil"


BILLION = "<!DOCTYPE z [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
EXTERNAL = [
    "<!DOCTYPE z [<!ENTITY e SYSTEM 'file://PATH'>]>",
    "<!DOCTYPE z [<!ENTITY % e SYSTEM 'file://PATH'> %e;]>",
    "<!DOCTYPE z [<!ENTITY e PUBLIC 'x' 'http://127.0.0.1:9/x'>]>",
    BILLION + "]>",
    "<!DOCTYPE z [<!ENTITY e '" + "a" * 100_000 + "'>]>",
]


@pytest.mark.parametrize("doctype", EXTERNAL)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(tmp_path: Path, doctype: str, encoding: str) -> None:
    secret = written(tmp_path, "secret", "SECRET")
    content = rss("<title>&e;&j;</title>", doctype=doctype.replace("PATH", str(secret)), title="&e;")
    content = content.replace('<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{encoding}"?>')
    found = items(written(tmp_path, "f.rss", content.encode(encoding)))
    assert "SECRET" not in str(found) and len(str(found)) < 2_000
    assert "it declares an XML entity" in reason(found)


def test_a_dtd_is_never_fetched_and_accents_survive_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", never)
    monkeypatch.setattr("urllib.request.urlopen", never)
    doctype = '<!DOCTYPE rss PUBLIC "-//Bac//DTD RSS 0.91//EN" "http://bac.example/rss.dtd">'
    (found,) = items(written(tmp_path, "f.rss", rss("<title>Tu&eacute; &#224; Ziara</title>", doctype=doctype)))
    assert isinstance(found, Dispatch) and found.text == "Tué à Ziara"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "empty"),
        ("<a><b/></a>", "no RSS or Atom feed"),
        ("Un mort.", "no RSS or Atom feed"),
        (rss(), "a feed without items"),
        (rss(ITEM)[:120], "a feed without items (it is cut off or damaged)"),
        (rss("<a>" * (MAX_FEED_TAGS + 1)), f"a feed of more than {MAX_FEED_TAGS:,} tags"),
        ("x" * (MAX_FEED + 1), f"a feed of more than {MAX_FEED:,} bytes"),
    ],
)
def test_what_is_no_feed_says_why(tmp_path: Path, content: str, expected: str) -> None:
    assert expected in reason(items(written(tmp_path, "f.xml", content)))
