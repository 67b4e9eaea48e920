"""Every page for everybody: axe finds nothing serious, nothing is wider than a phone, and the keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser import events_page

from recoupe.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = ("/", "/events", "/events?group=country&contested=1", "/dispatch/{key}", "/dispatch/{key}/add", "/incidents?least=1", "/incident/{key}:e1",
         "/review", "/review?at={key}:e1&edit=1", "/code", "/export", "/nowhere")  # fmt: skip
GRAVE = {"serious", "critical"}


def addresses(store: Store) -> list[str]:
    found = store.database.fetch("SELECT key FROM events WHERE type = 'battle.clash' ORDER BY event_id LIMIT 1")
    return [path.format(key=found["key"][0].as_py()) for path in PAGES]


@pytest.mark.parametrize(("look", "language"), [("light", "en"), ("dark", "fr")])
def test_axe_finds_nothing_serious(address: str, store: Store, browser: object, look: str, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra test)").Axe()
    page = browser.new_context(color_scheme=look, locale=language, viewport={"width": 1280, "height": 800}).new_page()  # type: ignore[attr-defined]
    for path in addresses(store):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        told = axe.run(page).response
        assert len(told["passes"]) > 10, path
        found = told["violations"]
        grave = [
            (one["id"], one["nodes"][0]["html"][:160], len(one["nodes"])) for one in found if one["impact"] in GRAVE
        ]
        assert grave == [], path


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_screen(
    address: str, store: Store, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 844}, locale="fr")
    for path in addresses(store)[:-1]:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_skip_link_comes_first(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    events_page(page, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
