"""OPML files, as feed readers export them and as they should not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.watch import Feed, WatchError, read_opml
from recoupe.watch.opml import MAX_BYTES


def written(folder: Path, body: str) -> Path:
    path = folder / "feeds.opml"
    path.write_text(body, "utf-8")
    return path


def opml(outlines: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head/><body>{outlines}</body></opml>'


@pytest.mark.parametrize(
    ("outlines", "feeds"),
    [
        ('<outline type="rss" text="Une" xmlUrl="https://une.example/rss"/>', [Feed("https://une.example/rss", "Une")]),
        (
            '<outline text="Sahel"><outline text="A" title="Titre A" xmlUrl="https://a.example"/>'
            '<outline text="Nord"><outline xmlUrl=" https://b.example "/></outline></outline>',
            [Feed("https://a.example", "Titre A"), Feed("https://b.example")],
        ),
        ('<outline text="A" XMLURL="http://a.example"/>', [Feed("http://a.example", "A")]),
        (
            '<outline text="A" xmlUrl="http://a.example"/><outline text="B" xmlUrl="http://b.example"/>'
            '<outline text="encore A" xmlUrl="http://a.example"/>',
            [Feed("http://a.example", "A"), Feed("http://b.example", "B")],
        ),
    ],
)
def test_feeds_in_their_order_each_once(tmp_path: Path, outlines: str, feeds: list[Feed]) -> None:
    assert read_opml(written(tmp_path, opml(outlines))) == tuple(feeds)


ENTITY = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x {}>]><opml><body><outline text="&x;" xmlUrl="http://a.example"/></body></opml>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "line 1: not XML at column 1 (no element found); export it again"),
        ("<opml>\n<body>", "line 2: not XML at column 7"),
        ('<rss version="2.0"/>', "its first element is <rss>, not <opml>; give a list of feeds, not a feed"),
        (opml(""), "lists no feed"),
        (opml('<outline text="Dossier vide"/>'), "lists no feed"),
        (opml('<outline text="F" xmlUrl="file:///etc/passwd"/>'), "the feed 'F' has the address 'file:///etc/passwd'"),
        (opml('<outline text="F" type="rss"/>'), "the feed 'F' has no xmlUrl; add its address, or take it out"),
        (ENTITY.format('SYSTEM "file:///etc/passwd"'), "declares XML entities, which no list of feeds needs"),
        (ENTITY.format('"bombe"'), "declares XML entities, which no list of feeds needs"),
        ('<?xml version="1.0" encoding="nope"?><opml/>', "not XML"),
        (f"<opml>{' ' * MAX_BYTES}</opml>", "more than 10,000,000 bytes"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused_with_its_name(tmp_path: Path, body: str, reason: str) -> None:
    path = written(tmp_path, body)
    with pytest.raises(WatchError) as error:
        read_opml(path)
    assert str(error.value).startswith(str(path)) and reason in str(error.value)


def test_a_missing_file_is_the_systems_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_opml(tmp_path / "nowhere.opml")


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: opml(text).encode("utf-8", "replace")))
)
def test_any_bytes_are_feeds_or_a_watch_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "feeds.opml"
    path.write_bytes(data)
    try:
        assert read_opml(path)
    except WatchError as error:
        assert str(path) in str(error)
