"""Where a browser is, and what tests ask it often."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def chromium() -> str | None:
    """The system's chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def events_page(page: Page, address: str, query: str = "") -> None:
    """Opens the events and waits until map, timeline and table are drawn."""
    page.goto(f"{address}/events{f'?{query}' if query else ''}")
    page.wait_for_selector("body[data-ready='1']")


def settled(page: Page) -> None:
    """Waits until the page has taken in what it asked for."""
    page.wait_for_function("() => !document.body.hasAttribute('aria-busy')")
