"""A dispatch is a stranger's text: whatever it holds, the desk shows it and nothing happens."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import events_page
from conftest import served
from desk_samples import HOSTILE, filled, hostile
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from recoupe.desk.app import make_app
from recoupe.desk.library import Library
from recoupe.desk.reader.visible import visible
from recoupe.desk.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = ("/events", "/events?group=actors", "/dispatch/{key}", "/incident/{key}:e1", "/review?at={key}:e1", "/review?at={key}:e1&edit=1",
         "/dispatch/{key}/add", "/incidents?least=1", "/export")  # fmt: skip


class Read(HTMLParser):
    """What a browser makes of HTML: its text, a written-out character as itself, and any element that is none of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.strange, self.inside = "", [], False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = True
        if (tag, attrs) != ("span", [("class", "steer")]):
            self.strange.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        self.text += chr(int(data[2:], 16)) if self.inside else data

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)


@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from(["<b>", "&amp;", "<!--", "\u202e", "\x00", "'", '"', "x"])).map("".join)
)
def test_what_is_shown_is_the_text_and_nothing_else(text: str) -> None:
    read = Read()
    read.feed(str(visible(text)))
    read.close()
    assert read.text == text and read.strange == []


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x1b", "\0", "\ud83d", "\u200b", "\u2028"])
def test_steering_characters_are_written_out(character: str) -> None:
    assert visible(f"a{character}b") == f'a<span class="steer">U+{ord(character):04X}</span>b'


def test_no_page_holds_its_markup(tmp_path: Path) -> None:
    bad = hostile()
    with filled(tmp_path / "events.duckdb", bad) as store:
        client = TestClient(make_app(Settings(editor="Marie"), Library(store)), base_url="http://127.0.0.1")
        for path in PAGES:
            answer = client.get(path.format(key=bad.key))
            assert answer.status_code == 200, path
            page = html.fromstring(answer.text)
            assert all(
                (one.get("src") or "").startswith(("/static/", "/vendor/")) and not (one.text or "").strip()
                for one in page.iter("script")
            ), path
            assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")], path
            assert not page.xpath("//a[starts-with(@href, 'javascript')]"), path
            assert "\u202e" not in answer.text and "\x1b" not in answer.text, path
            assert "49" not in page.text_content() or "7*7" in answer.text, path
            policy = answer.headers["content-security-policy"]
            assert "script-src 'self';" in policy and "unsafe" not in policy


def test_the_api_gives_it_as_json_alone(tmp_path: Path) -> None:
    bad = hostile()
    with filled(tmp_path / "events.duckdb", bad) as store:
        client = TestClient(make_app(Settings(editor="Marie"), Library(store)), base_url="http://127.0.0.1")
        answer = client.get(f"/api/dispatches/{bad.key}")
        assert (
            answer.headers["content-type"] == "application/json"
            and answer.headers["x-content-type-options"] == "nosniff"
        )
        assert answer.json()["dispatch"]["text"] == bad.dispatch.text


def test_two_megabytes_of_it_are_inert_in_a_browser(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    bad = hostile(2_000_000)
    with filled(tmp_path / "events.duckdb", bad) as store, served(store) as address:
        page = open_page()
        page.set_default_timeout(60_000)
        for path in (f"/dispatch/{bad.key}", f"/review?at={bad.key}:e1"):
            page.goto(address + path)
            assert page.title() != "PRIS" and "<script>" in page.locator("#text").inner_text()[:200]
            assert page.locator("#text img, #text script, #text a").count() == 0
            assert page.locator("#text .steer").first.inner_text() == "U+202E"
        events_page(page, address)
        assert page.title() != "PRIS"
        assert len(bad.dispatch.text) > 1_900_000 and HOSTILE in bad.dispatch.text
