"""How long the desk takes over a large store: each answer alone, and the first view in a browser.

    python benchmarks/desk.py [--events N] [--store FILE] [--no-browser]

The store is synthetic: two events a dispatch, towns around fronts in sixty countries over four years, a tenth told to a
province and a tenth to a country only, three accounts an incident. It is made once (FILE, else a temporary one); incidents are
written as they were made, since linking has a benchmark of its own. The desk runs in a process of its own on the loopback.
"First view" is the time from asking for the page until map, timeline and table are drawn, in headless Chromium with an empty
cache; each number is the median of five, the worst behind it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import numpy as np

from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, EventType, Party, Place, Source
from recoupe.store import Store, Stored, open_store

A_BATCH = 1000
TYPES = get_args(EventType)
PORT = 8799
ASKED = {
    "page of the events": "/events",
    "table, a country": "/parts/table?country=AA",
    "table, an actor": "/parts/table?actor=Groupe+3",
    "table, sorted by place, page 900": "/parts/table?sort=place&page=900",
    "table, contested": "/parts/table?contested=1",
    "grouped by actors": "/parts/table?group=actors",
    "map, zoom 3": "/api/map?zoom=3",
    "map, zoom 8 of a region": "/api/map?zoom=8&view=-10,-10,10,10",
    "map, incidents": "/api/map?zoom=3&count=incidents",
    "timeline": "/api/timeline",
    "review queue": "/review",
    "incidents": "/incidents",
}


def made(count: int, seed: int = 1) -> Iterator[list[Stored]]:
    """Dispatches with two events each, in batches."""
    draw = np.random.default_rng(seed)
    for first in range(0, count // 2, A_BATCH):
        yield [_dispatch(number, draw) for number in range(first, min(first + A_BATCH, count // 2))]


def _dispatch(number: int, draw: np.random.Generator) -> Stored:
    text = (
        f"Dépêche {number}. Le Groupe a attaqué l'armée dans la ville, selon une source. " + "Le texte continue. " * 60
    )
    day = dt.date(2020, 1, 1) + dt.timedelta(days=int(draw.integers(0, 1461)))
    events = tuple(_event(f"e{place}", number, day, draw) for place in (1, 2))
    dispatch = Dispatch(
        id=f"d{number}",
        title=f"Dépêche {number}",
        text=text,
        published=day,
        publisher=f"Agence {number % 40}",
        lang="fr",
    )
    return Stored(f"{number:032x}", dispatch, CodedDispatch(id=dispatch.id, events=events, published=day))


def _event(identity: str, number: int, day: dt.date, draw: np.random.Generator) -> Event:
    country = int(draw.integers(0, 60))
    code = chr(65 + country // 26) + chr(65 + country % 26)
    town = int(draw.integers(0, 60))
    precision = str(draw.choice(["town", "province", "country"], p=[0.8, 0.1, 0.1]))
    lat, lon = (country % 10) * 9.0 - 40 + town % 8 * 0.8, (country // 10) * 40.0 - 110 + town // 8 * 0.9
    if precision != "town":
        lat, lon, town = (country % 10) * 9.0 - 37, (country // 10) * 40.0 - 107, 99 if precision == "province" else 100
    killed = int(draw.geometric(0.2))
    return Event(
        id=identity,
        type=TYPES[int(draw.integers(0, len(TYPES)))],
        status="happened",
        certainty=str(draw.choice(["asserted", "attributed", "unconfirmed"], p=[0.3, 0.6, 0.1])),  # type: ignore[arg-type]
        actors=(Party(text="Le Groupe", name=f"Groupe {number % 300}", kind="rebel", country=code, span=(13, 22)),),
        targets=(Party(text="l'armée", name=f"Forces de {code}", kind="state_forces", country=code, span=(33, 40)),),
        place=Place(
            text="la ville",
            name=f"Lieu {country}-{town}",
            lat=lat,
            lon=lon,
            country=code,
            precision=precision,
            span=(46, 54),
        ),  # type: ignore[arg-type]
        date=DateSpan(start=day, end=day, precision="day", inferred=bool(draw.random() < 0.1)),
        killed=(killed, killed) if draw.random() < 0.5 else None,
        sources=(Source(text="une source", span=(62, 72)),),
        evidence=((13, 72),),
        confidence=round(float(draw.uniform(0.2, 0.99)), 3),
    )


def fill(path: Path, count: int) -> None:
    """Makes the store; three events of consecutive dispatches are one incident."""
    with open_store(path, create=True) as store:
        for batch in made(count):
            store.add(batch)
        ids = store.database.fetch("SELECT event_id FROM events ORDER BY number, position")["event_id"].to_pylist()
        _write_incidents(store, ids)


def _write_incidents(store: Store, ids: list[str]) -> None:
    with store.database.transaction():
        store.database.insert("incident_records", [(event, f"i{place // 3:016x}") for place, event in enumerate(ids)])


def _median(measure: Callable[[], float], times: int = 5) -> str:
    took = [measure() for _ in range(times)]
    return f"{statistics.median(took) * 1000:8,.0f} ms  (worst {max(took) * 1000:,.0f})"


def _asked(path: str) -> float:
    begun = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        answer.read()
    return time.perf_counter() - begun


def _wait() -> None:
    for _ in range(600):
        try:
            _asked("/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the desk did not start")


def _in_browser(path: str) -> str:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed with --no-browser

    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )

        def once() -> float:
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            begun = time.perf_counter()
            page.goto(f"http://127.0.0.1:{PORT}{path}")
            page.wait_for_selector("body[data-ready='1']")
            took = time.perf_counter() - begun
            page.close()
            return took

        told = _median(once)
        browser.close()
        return told


def measure(path: Path, browser: bool) -> None:
    """Prints a line for each answer."""
    desk = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from recoupe.cli import main; main()",
            "desk",
            str(path),
            "--port",
            str(PORT),
            "--editor",
            "bench",
        ]
    )
    try:
        _wait()
        if browser:
            print(f"{'first view, everything':<36}{_in_browser('/events')}")
            print(f"{'first view, one country':<36}{_in_browser('/events?country=AA')}")
        for name, asked in ASKED.items():
            print(f"{name:<36}{_median(lambda asked=asked: _asked(asked))}")  # type: ignore[misc]
    finally:
        desk.terminate()
        desk.wait()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--store", type=Path)
    asked.add_argument("--no-browser", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "desk.duckdb"
        if not path.exists():
            begun = time.perf_counter()
            fill(path, given.events)
            print(
                f"{given.events:,} events made in {time.perf_counter() - begun:,.0f} s, {path.stat().st_size / 1e6:,.0f} MB"
            )
        measure(path, not given.no_browser)


if __name__ == "__main__":
    main()
