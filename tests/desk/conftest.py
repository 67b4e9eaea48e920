"""A desk to test: as an application, on a port of the loopback, and in a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("fastapi", reason="the extra desk is not installed")
pytest.importorskip("argon2", reason="the extra desk is not installed")

import uvicorn
from browser import chromium
from desk_samples import filled
from starlette.testclient import TestClient

from recoupe.desk.app import make_app
from recoupe.desk.library import Library
from recoupe.desk.settings import Settings
from recoupe.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


PATIENCE = 10_000
"""Milliseconds that a page may take before a test gives up."""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a desk learns goes into the test's own folder."""
    monkeypatch.setenv("RECOUPE_DATA", str(tmp_path / "data"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "events.duckdb") as opened:
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    """A browser without scripts, at a desk for the loopback."""
    app = make_app(Settings(editor="Marie"), Library(store))
    return TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False)


@contextmanager
def served(store: Store, settings: Settings | None = None) -> Iterator[str]:
    """A desk on a free port, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(make_app(settings or Settings(editor="Marie"), Library(store)), port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the desk did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    with served(store) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, driven by Playwright; skips where either is missing."""
    pytest.importorskip("playwright", reason="Playwright is not installed (extra test)")
    path = chromium()
    if path is None:
        pytest.skip("no chromium is installed (Debian: chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - part of the extra

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages that fail the test where a script of theirs does; keyword options are those of a browser context."""
    problems: list[str] = []
    contexts = []

    def make(**options: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en", "accept_downloads": True, **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("console", lambda said: problems.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on(
            "request", lambda asked: problems.append(f"asked elsewhere: {asked.url}") if _elsewhere(asked.url) else None
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == []


def _elsewhere(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:"))
