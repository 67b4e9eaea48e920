"""The whole page: what is on it, that it is safe, and always the same."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html
from report_samples import GAO, HOSTILE, JNIM, day, event, stored, written

from recoupe.incidents import bring_up_to_date
from recoupe.records import Source
from recoupe.report import Report, ReportError, report
from recoupe.store import EventFilter, Store

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from generated import anything_stored

ELEMENTS = frozenset(
    """html head meta title style body header h1 h2 h3 p dl div dt dd nav a main section ul li span figure svg g path line rect text
    defs clippath table thead tbody tr th td details summary blockquote bdi code b""".split()
)


def made(store: Path, where: EventFilter = EventFilter(), **options: Any) -> Report:  # noqa: B008 - immutable
    with Store(store, readonly=True) as opened:
        return report(opened, where, **options)


def page_of(store: Path, **options: Any) -> html.HtmlElement:
    return html.document_fromstring(made(store, **options).html.decode())


def text_of(page: html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(words for found in page.xpath(path) for words in found.itertext()).split())


def check_safe(page: html.HtmlElement) -> None:
    """No element, attribute or address but those that the template writes."""
    assert {str(one.tag) for one in page.iter()} <= ELEMENTS
    for one in page.iter():
        assert not [name for name in one.attrib if name.startswith("on") or name in ("style", "src", "srcdoc")]
        assert re.fullmatch(r"(#[a-z0-9-]+|https?://[\x21-\x7e]+)", one.get("href", "#x"))


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return written(
        tmp_path / "few.duckdb",
        stored(1, event(), title="Combats à Gao", publisher="Agence", url="https://example.org/1", lang="fr"),
        stored(2, event(type="explosion.ied", killed=(3, None), date=day("2024-03-09"), place=None)),
        stored(3, event(status="denied", date=None)),
    )


def test_the_page_holds_what_is_stored(few: Path) -> None:
    page = page_of(few, title="Gao in March")
    assert page.findtext(".//title") == "Gao in March"
    assert text_of(page, "//dl[@class='facts']") == "events 3 took place 2 accounts 3 dispatches 3 killed 7–9 or more"
    assert "not set beside the others yet" in text_of(page, "//p[@class='warning']")
    assert [row.get("id") for row in page.xpath("//table[@class='events']/tbody")] == ["e3", "e2", "e1"]
    assert page.xpath("//tbody[@id='e1']//a[@href='https://example.org/1']")
    assert text_of(page, "//tbody[@id='e1']//blockquote[@lang='fr']").startswith("L'armée dit")
    assert "1 event without a place" in text_of(page, "//section[@id='map']")
    assert page.xpath("//section[@id='map']//a[@href='#e1']")
    assert len(page.xpath("//section[@id='contested']//p[@class='claim']")) == 1


def test_nothing_of_a_dispatch_is_taken_for_markup(tmp_path: Path) -> None:
    evil = JNIM.model_copy(update={"name": HOSTILE, "text": HOSTILE})
    place = GAO.model_copy(update={"name": HOSTILE})
    one = event(actors=(evil,), place=place, sources=(Source(text=HOSTILE, span=(0, 3)),), killed=(2**70, None))
    names = {"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)", "lang": 'fr" onclick="x'}
    store = written(tmp_path / "evil.duckdb", stored(1, one, text=HOSTILE * 3, **names))
    page = page_of(store, title=HOSTILE)
    check_safe(page)
    assert "<script>alert(1)</script>" in text_of(page, "//h1")
    assert "\u202e" not in page.text_content()
    assert "{{ 7*7 }}" in text_of(page, "//bdi")


def test_the_policy_allows_the_style_sheet_alone(few: Path) -> None:
    source = made(few).html.decode()
    digest = base64.b64encode(
        hashlib.sha256(re.findall("<style>(.*?)</style>", source, re.S)[0].encode()).digest()
    ).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert html.document_fromstring(source).xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [policy]
    assert source.index("Content-Security-Policy") < source.index("<style>")
    assert not re.findall(r"url\((?!#)|@import|<link|<script", source)


def test_linked_accounts_count_once(tmp_path: Path) -> None:
    path = written(
        tmp_path / "linked.duckdb",
        *(stored(number, event(killed=(number, number)), publisher=f"Agence {number}") for number in (3, 8)),
    )
    with Store(path) as store:
        bring_up_to_date(store)
    page = page_of(path)
    assert text_of(page, "//dl[@class='facts']") == "events 1 took place 1 accounts 2 dispatches 2 killed 3–8"
    assert not page.xpath("//p[@class='warning']")
    assert "killed 3 Agence 3, 2024-03-06 8 Agence 8, 2024-03-06" in text_of(page, "//ul[@class='values']")


def test_a_copy_counts_with_its_original(tmp_path: Path) -> None:
    first = stored(1, event())
    path = written(tmp_path / "copy.duckdb", first, stored(2, event(), copy_of=first.key))
    found = made(path)
    assert (found.events, found.accounts) == (1, 1)
    assert "1 account in copies" in html.document_fromstring(found.html.decode()).text_content()


def test_fewer_rows_are_the_latest_and_links_lead_to_rows_that_are_there(few: Path) -> None:
    page = page_of(few, rows=1)
    assert [row.get("id") for row in page.xpath("//table[@class='events']/tbody")] == ["e3"]
    ids = set(page.xpath("//@id"))
    assert {address[1:] for address in page.xpath("//a/@href") if address.startswith("#")} <= ids


@pytest.mark.parametrize(
    ("where", "events"),
    [
        (EventFilter(type="battle"), 2),
        (EventFilter(country="ml"), 2),
        (EventFilter(actor="jnim"), 3),
        (EventFilter(since=day("2024-03-08").start), 1),
        (EventFilter(until=day("2024-03-08").start), 1),
    ],
)
def test_filters(few: Path, where: EventFilter, events: int) -> None:
    assert made(few, where).events == events


def test_nothing_to_report(few: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="none of its 3 events passes --country FR; ask for more"):
        made(few, EventFilter(country="FR"))
    with pytest.raises(ReportError, match="no event in it; recoupe ingest"):
        made(written(tmp_path / "empty.duckdb", stored(1)))


def test_the_same_store_gives_the_same_bytes_in_another_process_and_time_zone(few: Path) -> None:
    program = (
        "import sys, recoupe.report as r; from recoupe.store import Store;"
        "sys.stdout.buffer.write(r.report(Store(sys.argv[1], readonly=True)).html)"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, str(few)], capture_output=True, check=True,
        env={"TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "7", "HOME": str(few.parent), "PATH": ""},
    )  # fmt: skip
    assert other.stdout == made(few).html


# To shrink a page costs minutes, and one that fails is told whole anyhow.
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(anything_stored(), min_size=1, max_size=3))
def test_a_page_of_anything(tmp_path_factory: pytest.TempPathFactory, batch: Any) -> None:
    path = written(tmp_path_factory.mktemp("any") / "any.duckdb", *batch)
    try:
        found = made(path)
    except ReportError as error:
        assert "no event in it" in str(error)
        return
    check_safe(html.document_fromstring(found.html.decode()))
