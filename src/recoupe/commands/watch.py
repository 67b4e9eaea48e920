"""``recoupe watch``: feeds polled politely into a store, once or again and again."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.commands.coding import coder_asked_for
from recoupe.commands.ingest import Batch, Into, Workers
from recoupe.commands.reading import PrivateAllowed
from recoupe.console import Problems, complain, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.reading.origin import Item
    from recoupe.watch.poll import Poller

REST = 15
"""Minutes for which a feed that failed is left alone where no interval is given."""


def watch(
    opml: Annotated[Path, typer.Argument(metavar="OPML", help="A list of feeds, as every feed reader exports it.")],
    *,
    into: Into,
    every: Annotated[
        float | None, typer.Option(min=1, metavar="MINUTES", help="Poll again and again, so often; if not given, once.")
    ] = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Read the page of each item instead of what the feed has of it.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Ask those feeds too that are left alone after failures.")
    ] = False,
    allow_private: PrivateAllowed = False,
    memory: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What is remembered of the feeds; if not given, STORE.feeds.json."),
    ] = None,
    workers: Workers = 1,
    batch: Batch = 64,
    registry: Annotated[Path | None, typer.Option(help="A TOML file or folder of actors of your own.")] = None,
    lang: Annotated[
        str | None, typer.Option(help="Code in this language only (fr, en, …); if not given, each dispatch in its own.")
    ] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline for --lang.")] = None,
) -> None:
    """Poll feeds into a store."""
    problems = Problems()
    with orderly():
        from recoupe.ingest import ingest
        from recoupe.store import StoreError
        from recoupe.watch import WatchError
        from recoupe.watch.memory import memory_path
        from recoupe.workers import Processes

        coder = coder_asked_for(registry, lang, pipeline)
        poller = _poller((every or REST) * 60, full_text, patient=not retry, allow_private=allow_private)

        coding = partial(ingest, coder=coder, engine=Processes(workers), batch=batch)

        def one_round() -> None:
            _round(opml, into, memory or memory_path(into), poller, coding, problems)

        if every is None:
            one_round()
        else:
            _again_and_again(one_round, every * 60, (StoreError, WatchError, OSError))
    problems.exit()


def _poller(rest: float, full_text: bool, *, patient: bool, allow_private: bool) -> Poller:
    from recoupe.reading.fetch import Fetched, Robots, fetch
    from recoupe.watch.pace import Pace
    from recoupe.watch.poll import Poller

    pace, robots = Pace(), Robots()

    def get(url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        pace.wait(url)
        return fetch(url, etag=etag, modified=modified, allow_private=allow_private, robots=robots)

    return Poller(get, time.time, rest, full_text, patient)


def _round(
    opml: Path, into: str, memory: Path, poller: Poller, coding: Callable[..., None], problems: Problems
) -> None:
    """One round; the list, the memory and the store are opened for it alone, so that others may use them in between."""
    from recoupe.ingest.progress import Progress, display_for
    from recoupe.store import open_store
    from recoupe.watch import Memory, read_opml, watch_once

    feeds, remembered = read_opml(opml), Memory(memory)
    progress = Progress(lambda: None, display_for(sys.stderr), problems.say)

    def take(items: Iterator[Item]) -> None:
        coding(progress.counted(items), store=store, tell=progress.hear)

    with open_store(into, create=True) as store, progress:
        done = watch_once(feeds, poller, remembered, take)
    report = progress.tally.report(0)
    problems.count += sum(report.uncoded.values())
    put(
        f"{dt.datetime.now():%Y-%m-%d %H:%M}  {len(feeds)} feeds: {done.read} read, {done.unchanged} unchanged, "
        f"{done.failed} failed, {done.resting} left alone; {report.stored:,} new dispatches, {report.copies:,} of them "
        f"copies, {report.events:,} events"
    )


def _again_and_again(one_round: Callable[[], None], seconds: float, passing: tuple[type[Exception], ...]) -> None:
    """A round every so many seconds. The first one fails aloud; a later one that fails for what may pass is told."""
    begun = time.monotonic()
    one_round()
    while True:
        time.sleep(max(0.0, begun + seconds - time.monotonic()))
        begun = time.monotonic()
        try:
            one_round()
        except passing as error:
            complain(f"{error}; the next round is in {seconds / 60:g} minutes")
