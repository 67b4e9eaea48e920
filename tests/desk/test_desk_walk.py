"""An analyst's way through the desk in a real browser: open, brush, read, correct, merge, export, reload and find it all there."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import events_page, settled

from recoupe.measure import load_gold
from recoupe.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

PageMaker = Callable[..., "Page"]


def rows(page: Page) -> int:
    return page.locator("#table tbody tr").count()


def brush(page: Page, start: float, end: float) -> None:
    """Drags over the timeline, from one share of its width to another."""
    box = page.locator("#timeline svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * start, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * (start + end) / 2, box["y"] + 40)
    page.mouse.move(box["x"] + box["width"] * end, box["y"] + 40)
    page.mouse.up()


def test_map_timeline_and_table_follow_one_filter(address: str, open_page: PageMaker) -> None:
    page = open_page()
    events_page(page, address)
    assert rows(page) == 6 and page.locator(".mark").count() >= 2
    brush(page, 0, 0.2)
    settled(page)
    page.wait_for_selector(".chips li")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["since"] == ["2024-03-13"] and "until" in asked
    assert rows(page) == 3
    assert page.input_value("#filter [name=since]") == "2024-03-13"
    page.wait_for_function("() => document.querySelectorAll('.mark').length === 1")
    shared = page.url
    page.reload()
    page.wait_for_selector("body[data-ready='1']")
    assert page.url == shared and rows(page) == 3
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#table tbody tr').length === 6")


def test_a_mark_of_the_map_filters_by_keyboard(address: str, open_page: PageMaker) -> None:
    page = open_page()
    events_page(page, address, "country=SD")
    for _ in range(8):  # marks that hold two towns are zoomed into until they hold one
        page.locator(".mark").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        if page.locator(".leaflet-popup").count():
            break
    page.locator(".leaflet-popup button").click()
    settled(page)
    (chosen,) = parse_qs(urlsplit(page.url).query)["place"]
    assert rows(page) == 1 and chosen in page.locator("#table tbody").inner_text()


def test_a_province_is_no_pin(address: str, open_page: PageMaker) -> None:
    page = open_page()
    events_page(page, address, "country=NE")
    assert page.locator(".mark.zone").count() == 1 and page.locator(".mark.point").count() == 0
    assert page.locator("path.reach").count() == 1
    assert "province" in (page.locator(".mark").get_attribute("aria-label") or "")


def test_words_and_values_light_each_other(address: str, open_page: PageMaker) -> None:
    page = open_page()
    events_page(page, address, "country=ML&sort=killed")
    page.locator("#table a.open").first.click()
    page.locator(".card .lights", has_text="JNIM").hover()
    assert page.locator("mark.lit").all_inner_texts() == ["Le JNIM"]
    page.locator("mark", has_text="Douentza").hover()
    assert "Douentza" in page.locator(".card .lit").inner_text()


def correct(page: Page) -> None:
    """From the events: what is told as looting was shelling, by others, and killed more."""
    page.locator("tr", has_text="Looting").locator("a.open").click()
    page.get_by_role("link", name="Review", exact=True).last.click()
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.wait_for_selector("#recordform")
    page.select_option("#recordform [name=type]", "explosion.shelling")
    page.fill("#recordform [name=killed_low]", "34")
    page.fill("#recordform [name=killed_high]", "34")
    page.fill("#recordform [name=actor_name] >> nth=0", "Rapid Support Forces")
    page.fill("#recordform [name=note]", "des obus, pas un pillage")
    page.locator("#save").click()
    page.wait_for_selector(".done")


def merge(page: Page, other: str) -> str:
    """From a corrected record: its incident is made one with another; its address."""
    page.locator(".done a").first.click()
    page.get_by_role("link", name="Incident", exact=True).click()
    page.wait_for_selector(".account")
    assert page.locator(".account").count() == 1 and page.locator(".verdict.correct").count() >= 1
    page.fill("[name=id]", other)
    page.get_by_role("button", name="Merge with the chosen").click()
    page.wait_for_function("() => document.querySelectorAll('.account').length === 2")
    assert "34" in page.locator(".tolls").inner_text()
    return page.url


def accept_and_take_back(page: Page) -> None:
    """The head of the queue, by keyboard alone."""
    waiting = page.locator("a[data-queued]").count()
    page.wait_for_load_state()
    page.keyboard.press("a")
    page.wait_for_selector(".done")
    page.wait_for_load_state()
    assert page.locator("a[data-queued]").count() == waiting - 1
    page.keyboard.press("u")
    page.wait_for_function("(n) => document.querySelectorAll('a[data-queued]').length === n", arg=waiting)


def downloaded(page: Page, role: Any, name: str) -> Path:
    with page.expect_download() as begun:
        page.get_by_role(role, name=name).click()
    return begun.value.path()


def test_the_whole_way(address: str, store: Store, open_page: PageMaker, tmp_path: Path) -> None:
    page = open_page()
    page.goto(address)
    page.get_by_role("link", name="Open the events").click()
    page.wait_for_selector("body[data-ready='1']")
    correct(page)
    strike = store.database.fetch(
        "SELECT r.incident FROM incident_records r JOIN events e ON e.event_id = r.event_id WHERE e.type = 'explosion.air_strike'"
    )["incident"][0].as_py()
    incident = merge(page, strike)
    page.goto(f"{address}/review")
    accept_and_take_back(page)
    page.goto(f"{address}/export?country=SD")
    written = list(csv.DictReader(io.StringIO(downloaded(page, "button", "Download").read_text(encoding="utf-8"))))
    assert sorted(row["type"] for row in written) == ["explosion.air_strike", "explosion.shelling"]
    assert {row["actors"] for row in written} == {"L'aviation", "Rapid Support Forces"}
    # A new browser finds it all, and the machine's record as it was.
    other = open_page()
    other.goto(incident)
    assert other.locator(".account").count() == 2 and "merged" in other.locator(".decisions").inner_text()
    events_page(other, address, "review=correct")
    assert rows(other) == 1 and "34" in other.locator("#table").inner_text()
    assert store.table("events")["type"].to_pylist().count("strategic.looting") == 1
    page.goto(f"{address}/review")
    zipfile.ZipFile(downloaded(page, "link", "Download gold")).extractall(tmp_path)
    (events,) = load_gold(tmp_path / "gold").values()
    assert [one["killed"] for one in events] == [[34, 34]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_language_and_look_are_kept(address: str, open_page: PageMaker, language: str) -> None:
    page = open_page(locale="fr" if language == "en" else "en")
    page.goto(f"{address}/incidents?least=1")
    page.get_by_role("button", name=language.upper(), exact=True).click()
    assert page.get_attribute("html", "lang") == language and "least=1" in page.url
    page.locator("button[name=theme]").click()
    assert page.get_attribute("html", "data-theme") == "dark"
    page.goto(f"{address}/review")
    assert page.get_attribute("html", "lang") == language and page.get_attribute("html", "data-theme") == "dark"


def test_a_party_is_added_and_a_place_is_found(address: str, open_page: PageMaker, store: Store) -> None:
    page = open_page()
    page.goto(f"{address}/review")
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.wait_for_selector("#recordform")
    page.locator("[data-parties=actor] [data-addrow]").click()
    assert page.locator("[name=actor_name]").count() == 2
    page.fill("[name=place_name]", "Agadez")
    page.locator(".found button").first.click()
    assert page.input_value("[name=place_country]") == "NE" and page.input_value("[name=place_lat]").startswith("16.9")
    page.locator("#pinmap").click(position={"x": 200, "y": 120})
    assert page.input_value("[name=place_geonameid]") == ""


def test_the_page_of_the_api_lists_what_it_can(address: str, open_page: PageMaker) -> None:
    page = open_page()
    page.goto(f"{address}/api/docs")
    page.wait_for_selector(".opblock")
    told = page.locator(".opblock-summary-path").all_inner_texts()
    assert any("/api/events" in one for one in told) and any("/api/reviews" in one for one in told)


def test_an_account_is_split_off_and_put_back(address: str, open_page: PageMaker) -> None:
    page = open_page()
    page.goto(f"{address}/incidents")
    page.locator("a.open").first.click()
    page.wait_for_selector(".account")
    assert page.locator(".account").count() == 3
    page.locator(".account input[type=checkbox]").last.check()
    page.get_by_role("button", name="Split off the chosen accounts").click()
    page.wait_for_function("() => document.querySelectorAll('.account').length === 2")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("() => document.querySelectorAll('.account').length === 3")
